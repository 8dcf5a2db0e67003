/** One journey to an upstream that several callers may be waiting for. */
export interface Flight<Result> {
  readonly landed: Promise<Result>;
}

export interface Flights<Result> {
  /** Joins the flight under this key, or starts one. `signal` is aborted at the deadline. */
  board(key: string, deadlineMs: number, depart: (signal: AbortSignal) => Promise<Result>): Flight<Result>;
  /** How many are under way. */
  count(): number;
  /** Resolves when every flight has landed. */
  settled(): Promise<void>;
}

/**
 * Single flight: the same question is asked upstream once, however many ask it here at once. A flight goes on when its
 * callers leave: the question was sent and may have been counted there, and its answer is the next caller's snapshot.
 */
export function createFlights<Result>(): Flights<Result> {
  const flights = new Map<string, Flight<Result>>();
  return {
    board(key, deadlineMs, depart) {
      const there = flights.get(key);
      if (there) return there;
      const control = new AbortController();
      const timer = setTimeout(() => control.abort(), deadlineMs);
      const landed = depart(control.signal).finally(() => {
        clearTimeout(timer);
        flights.delete(key);
      });
      landed.catch(() => {}); // whoever waits hears of it; nobody may be waiting
      const flight: Flight<Result> = { landed };
      flights.set(key, flight);
      return flight;
    },
    count: () => flights.size,
    async settled() {
      await Promise.allSettled([...flights.values()].map(({ landed }) => landed));
    },
  };
}
