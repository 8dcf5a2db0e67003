import CircuitBreaker from 'opossum';
import type { BreakerConfig } from '../../openapi/generated/config.ts';
import type { Asked } from '../mapping/field.ts';
import type { Operation } from '../mapping/release.ts';
import type { Verdict } from '../mapping/verdict.ts';
import type { AskedOnce, Asking } from './ask.ts';

/** The releases an operation may be asked with. */
export interface Candidates {
  /** Best first: the first is the one in use. */
  readonly operations: readonly Operation[];
  /** A person said that the first one stays, whatever comes back. */
  readonly pinned: boolean;
}

/** One candidate with all it takes to ask it. */
export interface Way {
  readonly operation: Operation;
  readonly asking: Asking;
  /** For writes: waits longer, because a late answer is still the truth. */
  readonly patient: Asking;
}

/** A write: sent once and never repeated here, because whether it may be is the relay's business. */
export interface Attempt {
  readonly headers: Readonly<Record<string, string>>;
  /** What its service says about one that may have arrived; a release may say otherwise. */
  readonly whenUnknown: NonNullable<Operation['whenUnknown']>;
  /** Message after message was refused in the same words: the contract may have changed, and another release may fit. */
  readonly doubted: boolean;
  /** Told when an answer comes after its time was up. The call keeps its place among the instance's calls until then. */
  readonly late: (verdict: Verdict) => void;
}

/** A question of the hub's own, to find out whether the upstream answers. */
export type ProbeKind = 'scheduled' | 'by-hand';

/** What goes through a breaker: a question, and for a write what is left of it when its time was up. */
export interface Fired {
  readonly asked: Asked;
  readonly signal: AbortSignal;
  readonly attempt?: Attempt;
  /** Nobody's use of the upstream. */
  readonly probe?: ProbeKind;
  stillUnderWay?: Promise<unknown>;
}

/** What came of it, and under which release. */
export interface Came extends Omit<AskedOnce, 'recorded'> {
  readonly by: Operation;
  /** Absent where nothing was sent. */
  readonly recorded?: AskedOnce['recorded'];
}

/** A breaker counts rejections; a verdict that should count is wrapped in one on its way through. */
export class CountedFailure extends Error {
  readonly came: Came;
  constructor(came: Came) {
    super('counted');
    this.came = came;
  }
}

/** One operation of an instance: its breaker, and the releases it may be asked with. */
export interface Line {
  readonly name: string;
  readonly breaker: CircuitBreaker<[Fired], Came>;
  /** Best first: the first is in use. Replaced as a whole, so that what is under way ends as it began. */
  ways: readonly Way[];
  pinned: boolean;
  openedAt: number;
  /** When the breaker last closed, or the question was put in another way; 0: never. */
  recoveredAt: number;
  /** Another release is being looked for: one question at a time finds out for all. */
  searching: Promise<void> | undefined;
  /** No search before, by the machine's own clock; each that found nothing doubles the pause. */
  searchAfter: number;
  searchPauseMs: number;
  /** How many times in a row nobody was at the address. */
  gone: number;
  /** The last call found nobody there: that is no trouble of this operation alone. */
  away: boolean;
}

export function createLine(
  name: string,
  { operations, pinned }: Candidates,
  wayOf: (operation: Operation) => Way,
  action: (line: Line, fired: Fired) => Promise<Came>,
  { breaker: config, now }: { readonly breaker: BreakerConfig; readonly now: () => Date },
): Line {
  const breaker = new CircuitBreaker<[Fired], Came>((fired) => action(line, fired), {
    timeout: false,
    errorThresholdPercentage: config.errorPercentage,
    volumeThreshold: config.minimumCalls,
    rollingCountTimeout: config.windowMs,
    resetTimeout: config.probeAfterMs,
    rollingPercentilesEnabled: false,
    enableSnapshots: false,
  });
  const line: Line = {
    ...{ name, breaker, pinned, ways: operations.map(wayOf), openedAt: 0, recoveredAt: 0 },
    ...{ searching: undefined, searchAfter: 0, searchPauseMs: 0, gone: 0, away: false },
  };
  breaker.on('open', () => {
    line.openedAt = now().getTime();
  });
  breaker.on('close', () => {
    line.recoveredAt = now().getTime();
  });
  return line;
}
