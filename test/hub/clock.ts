/** A clock for `withHub` that stands still until a test moves it. */
export interface TestClock {
  readonly now: () => Date;
  /** Moves on by so many minutes. */
  pass(minutes: number): void;
}

/** Starts at ten in the morning in western Indonesia. */
export function testClock(start = '2026-11-20T03:00:00Z'): TestClock {
  let at = Date.parse(start);
  return {
    now: () => new Date(at),
    pass(minutes) {
      at += minutes * 60_000;
    },
  };
}
