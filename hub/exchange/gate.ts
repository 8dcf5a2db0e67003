import type { CallWindow, Fault, Trouble } from '../../connectors/connector.ts';
import type { BreakerConfig, InstanceLimits } from '../../openapi/generated/config.ts';
import type { Operation } from '../mapping/release.ts';
import type { Verdict } from '../mapping/verdict.ts';
import type { InstanceBreakers } from './forced-breakers.ts';
import type { Holds } from './holds.ts';
import { BREAKER_OPEN, STOPPED_BY_OPERATOR } from './kept-back.ts';
import { type Came, CountedFailure, type Fired, type Line } from './line.ts';

export interface GateParts {
  readonly holds: Holds;
  readonly forced: InstanceBreakers;
  readonly breaker: BreakerConfig;
  readonly limits: Pick<InstanceLimits, 'timeoutMs'>;
  /** Asks; rejects with a `CountedFailure` where a breaker should count one. */
  readonly act: (line: Line, fired: Fired) => Promise<Came>;
  readonly now: () => Date;
}

export type BreakerState = 'tertutup' | 'setengah-terbuka' | 'terbuka';
/** What came of a question, whether it passed or not. */
export interface Passed {
  readonly verdict: Verdict;
  readonly release: string;
  /** What the upstream said of its own count of calls. */
  readonly window?: CallWindow;
  /** Nothing was sent. */
  readonly keptBack?: true;
}

/** What a question has to pass before it becomes a call: a person's word, the account's hold, the operation's breaker. */
export interface Gate {
  /** Why no call would be made now; `undefined` when one would. Costs nothing. */
  shut(line: Line): Fault | undefined;
  breakerOf(line: Line): BreakerState;
  /** Looks once more, asks, and settles what came with hold and breaker. */
  fire(line: Line, fired: Fired): Promise<Passed>;
}

/** The last release that had the operation was taken back: nobody knows how to put it. */
export const NO_RELEASE: Fault = { trouble: 'unavailable', outcome: 'not-done', reason: 'no_release' };
/** Its caller left, or another probe is under way: nothing was sent. */
const GIVEN_UP: Fault = { trouble: 'unavailable', outcome: 'not-done', reason: BREAKER_OPEN };
/** More calls make it worse, and only somebody's doing makes it better. */
const NEVER_PROBED: readonly Trouble[] = ['auth', 'quota'];
const STOPPED: Fault = { trouble: 'unavailable', outcome: 'not-done', reason: STOPPED_BY_OPERATOR };
/** Nobody knows when a person gives it back; what waits looks again so soon. */
const STOPPED_LOOK_AGAIN_MS = 5000;

export function createGate({ holds, forced, breaker: config, limits, act, now }: GateParts): Gate {
  function shut({ name, ways: [inUse], breaker, openedAt }: Line): Fault | undefined {
    if (!inUse) return NO_RELEASE;
    const word = forced.of(name);
    if (word?.to === 'open') return { ...STOPPED, retryAt: new Date(now().getTime() + STOPPED_LOOK_AGAIN_MS) };
    const hold = holds.current(inUse.operation.service, now());
    if (hold) return { ...hold.fault, retryAt: hold.until };
    if (word || !breaker.opened || breaker.halfOpen) return undefined;
    const retryAt = new Date(openedAt + config.probeAfterMs);
    return { trouble: 'unavailable', outcome: 'not-done', reason: BREAKER_OPEN, retryAt };
  }

  /** Whoever is told to come back is not told a moment at which nothing would be asked. */
  function comeBack(line: Line): Pick<Fault, 'retryAt'> {
    const { retryAt } = shut(line) ?? {};
    return retryAt ? { retryAt } : {};
  }

  /** A probe asks for more than a call, or for less: it knocks at no account that was refused, and a person's waits for no breaker. */
  function keptBack(line: Line, { probe, signal }: Fired): Fault | undefined {
    if (signal.aborted) return GIVEN_UP;
    const fault = shut(line);
    if (probe === 'by-hand' && fault?.reason === BREAKER_OPEN) return undefined;
    if (fault || probe !== 'scheduled') return fault;
    const hold = holds.unlifted(line.ways[0]?.operation.service ?? '');
    return hold && NEVER_PROBED.includes(hold.fault.trouble) ? hold.fault : undefined;
  }

  /** A breaker that a person holds closed is not asked, and learns nothing. */
  async function throughBreaker(line: Line, fired: Fired): Promise<Came> {
    if (fired.probe !== 'by-hand' && !forced.of(line.name)) return line.breaker.fire(fired);
    const came = await act(line, fired);
    line.breaker.close();
    return came;
  }

  return {
    shut,
    breakerOf({ name, breaker }) {
      const word = forced.of(name);
      if (word) return word.to === 'open' ? 'terbuka' : 'tertutup';
      return breaker.closed ? 'tertutup' : breaker.halfOpen ? 'setengah-terbuka' : 'terbuka';
    },
    async fire(line, fired) {
      const [inUse] = line.ways;
      if (!inUse) return { verdict: { kind: 'fault', fault: NO_RELEASE }, release: '' };
      const { operation } = inUse;
      const refused = (fault: Fault): Passed => ({
        verdict: { kind: 'fault', fault },
        release: operation.release,
        keptBack: true,
      });
      const closed = keptBack(line, fired);
      if (closed) return refused(closed);
      if (!holds.admit(operation.service, now(), limits.timeoutMs)) return refused(GIVEN_UP);
      const { verdict, by, window } = await throughBreaker(line, fired).catch((error: unknown) =>
        cameOf(error, operation),
      );
      const heldFor = verdict.kind === 'fault' ? verdict.fault : undefined;
      if (heldFor?.reason !== BREAKER_OPEN) holds.settle(by.service, heldFor, now());
      const told: Verdict =
        verdict.kind === 'fault' ? { kind: 'fault', fault: { ...verdict.fault, ...comeBack(line) } } : verdict;
      return { verdict: told, release: by.release, ...(window ? { window } : {}) };
    },
  };
}

/** Where opossum refuses the call there is no answer: the breaker opened between our look and the call. */
function cameOf(error: unknown, operation: Operation): Came {
  if (error instanceof CountedFailure) return error.came;
  const code = typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined;
  if (code === 'EOPENBREAKER' || code === 'ESHUTDOWN')
    return { verdict: { kind: 'fault', fault: GIVEN_UP }, onTheWay: false, by: operation };
  throw error;
}
