/** A clock that runs so many times as fast as the machine's, and can be put forward besides. */
export interface FastClock {
  readonly now: () => Date;
  readonly factor: number;
  pass(ms: number): void;
  /** To the next time that it is this hour in western Indonesia; 24 is midnight. */
  passToHour(hour: number): void;
  /** Of the machine, between two moments of this clock. */
  realMs(from: number, to: number): number;
}

const AN_HOUR_MS = 3_600_000;
const A_DAY_MS = 24 * AN_HOUR_MS;

/**
 * Begins at the machine's own time, so that nothing seems older than it is to a client with a clock of its own. An answer
 * that is fresh for a quarter of an hour is old within a second, and every person is asked for upstream again and again.
 */
export function fastClock(factor: number): FastClock {
  const from = Date.now();
  const startedAt = performance.now();
  let put = 0;
  const now = () => new Date(from + put + (performance.now() - startedAt) * factor);
  return {
    factor,
    now,
    pass(ms) {
      put += ms;
    },
    passToHour(hour) {
      const sinceMidnight = (now().getTime() + 7 * AN_HOUR_MS) % A_DAY_MS;
      put += (hour * AN_HOUR_MS - sinceMidnight + A_DAY_MS) % A_DAY_MS;
    },
    realMs: (since, until) => (until - since) / factor,
  };
}
