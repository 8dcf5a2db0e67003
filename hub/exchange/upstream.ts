import pLimit from 'p-limit';
import type { Fault } from '../../connectors/connector.ts';
import type { BreakerConfig } from '../../openapi/generated/config.ts';
import type { Asked } from '../mapping/field.ts';
import type { Operation } from '../mapping/release.ts';
import { type CallParts, createCalls } from './calls.ts';
import type { ForcedBreaker, InstanceBreakers, Said } from './forced-breakers.ts';
import { type BreakerState, createGate, NO_RELEASE, type Passed } from './gate.ts';
import { createHolds, type Hold } from './holds.ts';
import { TOO_MANY_WAITING } from './kept-back.ts';
import {
  type Attempt,
  type Came,
  type Candidates,
  CountedFailure,
  createLine,
  type Fired,
  type Line,
  type Way,
} from './line.ts';
import { firstWord, OUT_OF_TIME, orGivenUp } from './patience.ts';
import { createProbing, type Probing } from './probing.ts';
import { createSearch, isAway, isGone } from './search.ts';

export interface UpstreamOptions extends CallParts {
  readonly connector: string;
  /** What each operation may be asked with now; looked at again at `refresh`. */
  readonly candidates: () => ReadonlyMap<string, Candidates>;
  readonly breaker: BreakerConfig;
  /** What people said about the breakers. */
  readonly forced: InstanceBreakers;
}

export type UpstreamAnswer = Passed;
export interface OperationState {
  /** The one in use. */
  readonly release: string;
  /** All of them, best first. */
  readonly candidates: readonly string[];
  readonly pinned: boolean;
  readonly breaker: BreakerState;
  /** A person holds the breaker so. */
  readonly forced?: ForcedBreaker;
  readonly hold?: Hold;
  /** When its breaker last closed, or a release took the place of another. */
  readonly recoveredAt?: Date;
  readonly quotaLeft?: number;
}

/** One configured connection, with everything that keeps it from being hurt and from hurting: the only way to call it. */
export interface Upstream extends Probing {
  readonly instance: string;
  readonly connector: string;
  has(operation: string): boolean;
  operations(): readonly string[];
  /** Ends what its account is held for: somebody says that it is mended, and the next call finds out. */
  retry(operation: string): void;
  /**
   * Holds the breaker open (no call goes out) or closed (calls go out whatever fails; what the account is held for holds
   * all the same), or gives it back. Resolves when it is on the disk; a restart and other processes heed it.
   * Rejects with a RangeError, in Indonesian, where something is missing.
   */
  forceBreaker(operation: string, to: 'open' | 'closed' | 'auto', said: Said): Promise<void>;
  /** What its release says about a write that may have arrived. */
  whenUnknown(operation: string): Operation['whenUnknown'];
  /** The release in use, compiled: another object when the question is put in another way. */
  inUse(operation: string): Operation;
  /** Why no call would be made now; `undefined` when one would. Costs nothing. */
  shut(operation: string): Fault | undefined;
  /** Calls go through freely: nothing suggests that the next one fails. */
  healthy(operation: string): boolean;
  /** Rejects only for faults of the hub itself. `signal` ends the call, down to the socket. */
  ask(operation: string, asked: Asked, signal: AbortSignal, attempt?: Attempt): Promise<UpstreamAnswer>;
  /** Calls that may be under way at once. */
  readonly mostAtOnce: number;
  stateOf(operation: string): OperationState;
  /**
   * Takes over what may be asked now, without touching what is under way. Resolves to the operations that are asked in
   * another way from now on.
   */
  refresh(): readonly string[];
  close(): void;
}

export function createUpstream(options: UpstreamOptions): Upstream {
  const { instance, limits, quota, learning, forced, now } = options;
  const holds = createHolds();
  const limit = pLimit(limits.concurrentCalls);
  const lines = new Map<string, Line>();
  const calls = createCalls(options);
  const { wayOf } = calls;
  const another = createSearch({
    async ask(way, fired) {
      const { service } = way.operation;
      if (!holds.admit(service, now(), limits.timeoutMs)) return undefined;
      const came = await (fired.attempt ? calls.write(way, fired, fired.attempt) : calls.once(way, fired));
      // a key that another release's account is refused with is not tried again and again
      holds.settle(service, came.verdict.kind === 'fault' ? came.verdict.fault : undefined, now());
      return came;
    },
    fits: (line, from, to, failed) => learning.fits({ instance, operation: line.name, from, to, failed }),
  });
  const gate = createGate({ holds, forced, breaker: options.breaker, limits, act, now });
  const { shut, breakerOf, fire } = gate;
  refresh();
  forced.onGivenBack((operation) => lines.get(operation)?.breaker.close()); // what it counted before is old

  function refresh(): readonly string[] {
    const asked: string[] = [];
    const candidates = options.candidates();
    for (const [name, one] of candidates) {
      const line = lines.get(name);
      if (!line) {
        lines.set(name, createLine(name, one, wayOf, act, options));
        asked.push(name);
      } else if (isOther(line, one)) {
        const inUse = line.ways[0]?.operation;
        line.ways = one.operations.map(wayOf);
        line.pinned = one.pinned;
        line.searchAfter = 0;
        line.searchPauseMs = 0;
        if (inUse === one.operations[0]) continue;
        line.breaker.close(); // what it counted says nothing about the release that is used now
        line.recoveredAt = now().getTime();
        asked.push(name);
      }
    }
    for (const [name, line] of lines) if (!candidates.has(name)) line.ways = [];
    return asked;
  }

  async function act(line: Line, fired: Fired): Promise<Came> {
    const used = inUseOf(line);
    const first = await calls.first(used, fired);
    const fault = first.verdict.kind === 'fault' ? first.verdict.fault : undefined;
    line.gone = fault && isGone(fault) ? line.gone + 1 : 0;
    line.away = fault !== undefined && isAway(fault);
    const came = (await another(line, used, first, fired)) ?? first;
    const { kind } = came.verdict;
    // what did not fit a release that nobody is asked with any more says nothing about the one in use
    const isOver = kind === 'changed' && line.ways[0]?.operation !== used.operation;
    if (!isOver) learning.concluded(instance, line.name, came.verdict);
    if (kind === 'fault' || kind === 'changed') throw new CountedFailure(came);
    return came;
  }

  function lineOf(name: string): Line {
    const line = lines.get(name);
    if (!line) throw new Error(`${instance} has no operation "${name}"`);
    return line;
  }

  function inUseOf({ name, ways: [inUse] }: Line): Way {
    if (!inUse) throw new Error(`${instance} has no operation "${name}" any more`);
    return inUse;
  }

  return {
    instance,
    connector: options.connector,
    has: (operation) => (lines.get(operation)?.ways.length ?? 0) > 0,
    operations: () => [...lines.values()].filter(({ ways }) => ways.length > 0).map(({ name }) => name),
    retry(operation) {
      const [inUse] = lineOf(operation).ways;
      if (inUse) holds.lift(inUse.operation.service, now());
    },
    async forceBreaker(operation, to, said) {
      if (!lines.has(operation)) throw new RangeError(`${instance} tidak punya operasi "${operation}".`);
      await forced.say(operation, to, said);
    },
    whenUnknown: (operation) => lineOf(operation).ways[0]?.operation.whenUnknown,
    inUse: (operation) => inUseOf(lineOf(operation)).operation,
    shut: (operation) => shut(lineOf(operation)),
    healthy(operation) {
      const line = lineOf(operation);
      const free = limit.activeCount < limits.concurrentCalls; // with every place taken, nobody's turn comes soon
      return free && breakerOf(line) === 'tertutup' && !shut(line);
    },
    mostAtOnce: limits.concurrentCalls,
    async ask(name, asked, signal, attempt) {
      const line = lineOf(name);
      const [inUse] = line.ways;
      if (!inUse) return { verdict: { kind: 'fault', fault: NO_RELEASE }, release: '' };
      const { release } = inUse.operation;
      if (limit.pendingCount >= limits.waitingCalls) return { verdict: { kind: 'fault', fault: BUSY }, release };
      if (attempt) return firstWord((tell) => limit(() => wholeAttempt(tell)));
      const answer = limit(() => fire(line, { asked, signal }));
      return orGivenUp(answer, signal, { verdict: { kind: 'fault', fault: OUT_OF_TIME }, release });

      async function wholeAttempt(tell: (answer: UpstreamAnswer) => void): Promise<void> {
        const fired: Fired = { asked, signal, ...(attempt ? { attempt } : {}) };
        tell(await fire(line, fired));
        await fired.stillUnderWay; // the upstream still works on it: its place is not free yet
      }
    },
    stateOf(name) {
      const line = lineOf(name);
      const { ways, pinned, recoveredAt } = line;
      const held = forced.of(name);
      const { release = '', service = '' } = ways[0]?.operation ?? {};
      const hold = holds.current(service, now());
      const quotaLeft = quota.left(service, now());
      return {
        release,
        candidates: ways.map((way) => way.operation.release),
        pinned,
        breaker: breakerOf(line),
        ...(held ? { forced: held } : {}),
        ...(hold ? { hold } : {}),
        ...(recoveredAt === 0 ? {} : { recoveredAt: new Date(recoveredAt) }),
        ...(quotaLeft === undefined ? {} : { quotaLeft }),
      };
    },
    ...createProbing({ instance, lines, limit, gate, observations: options.observations, now }),
    refresh,
    close() {
      for (const { breaker } of lines.values()) breaker.shutdown();
    },
  };
}

function isOther(line: Line, { operations, pinned }: Candidates): boolean {
  if (line.pinned !== pinned || line.ways.length !== operations.length) return true;
  return line.ways.some((way, index) => way.operation !== operations[index]);
}

const BUSY: Fault = { trouble: 'throttled', outcome: 'not-done', reason: TOO_MANY_WAITING };
