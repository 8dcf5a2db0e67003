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
  /** How long so many will take: at the pace of late, or as it goes on rising. `undefined` while nothing comes back. */
  msFor(count: number, now: number): number | undefined;
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
  let busyMs = 0; // of all places together: with how many came back, how long one takes
  let busyAt = 0;
  let cameBack = 0;

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

  const spend = (now: number) => {
    busyMs += underWay * Math.max(0, now - busyAt);
    busyAt = now;
  };
  const perSecond = (now: number): number => {
    measure(now);
    const running = now - windowAt > 1000 ? (inWindow * 1000) / (now - windowAt) : 0;
    return Math.max(measured, running);
  };
  /** The pace doubles every second, until every place is taken all the time. */
  const msWhileRising = (count: number): number => {
    const highest = (most * 1000 * cameBack) / Math.max(1, busyMs);
    let seconds = 0;
    let left = count;
    let speed = rate;
    for (; speed < highest && left > speed; speed *= 2) {
      left -= speed;
      seconds += 1;
    }
    return (seconds + left / Math.min(speed, highest)) * 1000;
  };

  return {
    room(now) {
      if (underWay === 0 && now - lastCame > IDLE_MS) width = 1;
      const places = Math.floor(width) - underWay;
      if (rebornAt === undefined) return places;
      refill(now);
      return Math.min(places, Math.floor(allowance));
    },
    left(now) {
      spend(now);
      underWay += 1;
      if (rebornAt !== undefined) allowance -= 1;
    },
    came(well, now) {
      spend(now);
      underWay -= 1;
      cameBack += 1;
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
      busyMs = 0;
      cameBack = 0;
    },
    get underWay() {
      return underWay;
    },
    perSecond,
    msFor(count, now) {
      if (rebornAt !== undefined) return cameBack > 0 ? msWhileRising(count) : undefined;
      const pace = perSecond(now);
      return pace > 0 ? (count / pace) * 1000 : undefined;
    },
  };
}
