/** A clock for `withHub` that goes on as clocks do, and that a test can put forward. */
export interface MovingClock {
  readonly now: () => Date;
  pass(ms: number): void;
}

export const MINUTE_MS = 60_000;
export const HOUR_MS = 60 * MINUTE_MS;

/** Starts at nine in the morning in western Indonesia. */
export function movingClock(start = '2026-11-20T02:00:00Z'): MovingClock {
  const from = Date.parse(start);
  const startedAt = performance.now();
  let put = 0;
  return {
    now: () => new Date(from + put + (performance.now() - startedAt)),
    pass(ms) {
      put += ms;
    },
  };
}
