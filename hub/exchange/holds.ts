import type { Fault, Trouble } from '../../connectors/connector.ts';

/** A service of an instance that is not called until it can succeed. */
export interface Hold {
  readonly fault: Fault;
  readonly since: Date;
  readonly until: Date;
}

/** Troubles that more calls make worse: an account gets locked, a quota is counted, a closed door stays closed. */
const FIRST_PAUSE_MS: Partial<Record<Trouble, number>> = {
  auth: 15_000,
  quota: 60_000,
  maintenance: 15_000,
  throttled: 1_000,
};
const LONGEST_PAUSE_MS = 300_000;

export interface Holds {
  /** The hold on a service, if it is not to be called at `now`. */
  current(service: string, now: Date): Hold | undefined;
  /** The same, also when its time is up and nothing has come through yet. */
  unlifted(service: string): Hold | undefined;
  /**
   * Lets one caller through when the time of a hold is up and keeps the others out until that one is back.
   * `true` where there is no hold.
   */
  admit(service: string, now: Date, probeMs: number): boolean;
  /** Takes a verdict's fault into account; `undefined` means the call came through. */
  settle(service: string, fault: Fault | undefined, now: Date): void;
  /** Somebody says that it is mended: the next caller finds out. */
  lift(service: string, now: Date): void;
}

/** Each failed probe doubles the pause, unless the upstream itself said when to come back. */
export function createHolds(): Holds {
  const holds = new Map<string, Hold & { readonly pauseMs: number; readonly probing: boolean }>();
  return {
    current(service, now) {
      const hold = holds.get(service);
      return hold && hold.until > now ? hold : undefined;
    },
    unlifted: (service) => holds.get(service),
    admit(service, now, probeMs) {
      const hold = holds.get(service);
      if (!hold) return true;
      if (hold.until > now) return false;
      holds.set(service, { ...hold, probing: true, until: new Date(now.getTime() + probeMs) });
      return true;
    },
    lift(service, now) {
      const hold = holds.get(service);
      if (hold) holds.set(service, { ...hold, until: now });
    },
    settle(service, fault, now) {
      const first = fault && FIRST_PAUSE_MS[fault.trouble];
      if (!fault || first === undefined) {
        // another trouble says nothing about the account; a good answer says that it is fine
        if (!fault) holds.delete(service);
        return;
      }
      const before = holds.get(service);
      // calls that were under way together fail together: that is one failure, and no failed probe
      const repeated = before !== undefined && !before.probing;
      const pauseMs = !before ? first : repeated ? before.pauseMs : Math.min(before.pauseMs * 2, LONGEST_PAUSE_MS);
      const until = fault.retryAt ?? (repeated ? before.until : new Date(now.getTime() + pauseMs));
      holds.set(service, { fault, since: before?.since ?? now, until, pauseMs, probing: false });
    },
  };
}
