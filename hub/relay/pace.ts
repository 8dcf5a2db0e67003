/** How fast a lane may send: how many at once, and after an outage how many a second. */
export interface Pace {
  /** How many more may leave now. Costs nothing until `left`. */
  room(now: number): number;
  left(now: number): void;
  /** One under way has come back, and how. */
  came(well: boolean, now: number): void;
  /** The lane opens again after an outage: slowly, and faster every second that goes well. */
  reborn(now: number): void;
  readonly underWay: number;
  /** Delivered a second, of late. */
  perSecond(now: number): number;
}

const FIRST_PER_SECOND = 10;
/** Twice as fast every second: after ten seconds the destination's own speed is the only limit. */
const UNLIMITED_PER_SECOND = 5000;
const IDLE_MS = 30_000;
const RATE_WINDOW_MS = 5000;

/** `most`: the instance's limit. A lane that was idle begins with one, and each good answer lets one more go. */
export function createPace(most: number): Pace {
  let width = 1;
  let underWay = 0;
  let lastCame = 0;
  let rebornAt: number | undefined;
  let allowance = 0;
  let allowanceAt = 0;
  let rate = FIRST_PER_SECOND;
  let windowAt = 0;
  let inWindow = 0;
  let measured = 0;

  const refill = (now: number) => {
    if (rebornAt === undefined) return;
    const elapsed = Math.max(0, now - allowanceAt);
    allowance = Math.min(rate, allowance + (rate * elapsed) / 1000); // never more than a second's worth at once
    allowanceAt = now;
  };
  const measure = (now: number) => {
    if (now - windowAt < RATE_WINDOW_MS) return;
    measured = (inWindow * 1000) / (now - windowAt);
    windowAt = now;
    inWindow = 0;
  };

  return {
    room(now) {
      if (underWay === 0 && now - lastCame > IDLE_MS) width = 1;
      const places = Math.floor(width) - underWay;
      if (rebornAt === undefined) return places;
      refill(now);
      return Math.min(places, Math.floor(allowance));
    },
    left() {
      underWay += 1;
      if (rebornAt !== undefined) allowance -= 1;
    },
    came(well, now) {
      underWay -= 1;
      lastCame = now;
      if (!well) {
        width = Math.max(1, width * 0.75);
        return;
      }
      width = Math.min(most, width + 1);
      measure(now);
      inWindow += 1;
      if (rebornAt === undefined || now - rebornAt < 1000) return;
      rebornAt = now;
      rate *= 2;
      if (rate >= UNLIMITED_PER_SECOND) rebornAt = undefined;
    },
    reborn(now) {
      width = 1;
      rate = FIRST_PER_SECOND;
      rebornAt = now;
      allowance = 1;
      allowanceAt = now;
    },
    get underWay() {
      return underWay;
    },
    perSecond(now) {
      measure(now);
      const running = now - windowAt > 1000 ? (inWindow * 1000) / (now - windowAt) : 0;
      return Math.max(measured, running);
    },
  };
}
