import CircuitBreaker from 'opossum';
import pLimit from 'p-limit';
import type { Fault, HttpClient } from '../../connectors/connector.ts';
import type { BreakerConfig, InstanceLimits } from '../../openapi/generated/config.ts';
import type { Observations } from '../health/observations.ts';
import type { Settings } from '../mapping/ask.ts';
import type { Asked } from '../mapping/field.ts';
import type { Operation, Release } from '../mapping/release.ts';
import type { Verdict } from '../mapping/verdict.ts';
import { type AskedOnce, type Asking, askOnce } from './ask.ts';
import { createHolds, type Hold } from './holds.ts';
import { firstWord, OUT_OF_TIME, orGivenUp, orOutOfTime, pause } from './patience.ts';
import type { Quota } from './quota.ts';

export interface UpstreamOptions extends Omit<Asking, 'protocol' | 'settings'> {
  readonly connector: string;
  /** Candidates, best first. */
  readonly releases: readonly Release[];
  readonly protocolOf: (name: string) => Asking['protocol'];
  readonly settingsOf: (service: string) => Settings;
  /** For attempts: waits longer than `limits.timeoutMs`, because a late answer is still the truth. */
  readonly patientHttp: HttpClient;
  readonly limits: InstanceLimits;
  readonly breaker: BreakerConfig;
  readonly quota: Quota;
  readonly observations: Observations;
}

export interface UpstreamAnswer {
  readonly verdict: Verdict;
  readonly release: string;
}
/** A write: sent once and never repeated here, because whether it may be is the relay's business. */
export interface Attempt {
  readonly headers: Readonly<Record<string, string>>;
  /** Told when an answer comes after its time was up. The call keeps its place among the instance's calls until then. */
  readonly late: (verdict: Verdict) => void;
}
export type BreakerState = 'tertutup' | 'setengah-terbuka' | 'terbuka';
export interface OperationState {
  readonly release: string;
  readonly breaker: BreakerState;
  readonly hold?: Hold;
  readonly quotaLeft?: number;
}

/** One configured connection, with everything that keeps it from being hurt and from hurting: the only way to call it. */
export interface Upstream {
  readonly instance: string;
  readonly connector: string;
  has(operation: string): boolean;
  /** Ends what its account is held for: somebody says that it is mended, and the next call finds out. */
  retry(operation: string): void;
  /** What its release says about a write that may have arrived. */
  whenUnknown(operation: string): Operation['whenUnknown'];
  /** Why no call would be made now; `undefined` when one would. Costs nothing. */
  shut(operation: string): Fault | undefined;
  /** Calls go through freely: nothing suggests that the next one fails. */
  healthy(operation: string): boolean;
  /** Rejects only for faults of the hub itself. `signal` ends the call, down to the socket. */
  ask(operation: string, asked: Asked, signal: AbortSignal, attempt?: Attempt): Promise<UpstreamAnswer>;
  /** Calls that may be under way at once. */
  readonly mostAtOnce: number;
  stateOf(operation: string): OperationState;
  close(): void;
}

/** A breaker counts rejections; a verdict that should count is wrapped in one on its way through. */
class CountedFailure extends Error {
  readonly answer: AskedOnce;
  constructor(answer: AskedOnce) {
    super('counted');
    this.answer = answer;
  }
}

/** What goes through a breaker: a question, and for a write what is left of it when its time was up. */
interface Fired {
  readonly asked: Asked;
  readonly signal: AbortSignal;
  readonly attempt?: Attempt;
  stillUnderWay?: Promise<unknown>;
}
type Breaker = CircuitBreaker<[Fired], AskedOnce>;
interface Line {
  readonly operation: Operation;
  readonly breaker: Breaker;
  openedAt: number;
}

export function createUpstream(options: UpstreamOptions): Upstream {
  const { instance, limits, breaker: breakerConfig, quota, observations, now } = options;
  const holds = createHolds();
  const limit = pLimit(limits.concurrentCalls);
  const lines = new Map<string, Line>();
  for (const release of options.releases)
    for (const operation of release.operations.values())
      if (!lines.has(operation.name)) lines.set(operation.name, createLine(operation));

  function createLine(operation: Operation): Line {
    const asking: Asking = {
      ...options,
      protocol: options.protocolOf(operation.protocol),
      settings: options.settingsOf(operation.service),
    };
    const patient: Asking = { ...asking, http: options.patientHttp };
    const action = async (fired: Fired): Promise<AskedOnce> => {
      const answer = fired.attempt
        ? await attemptOnce(patient, operation, fired, fired.attempt)
        : await askWithRetries(asking, operation, fired.asked, fired.signal);
      const { kind } = answer.verdict;
      if (kind === 'fault' || kind === 'changed') throw new CountedFailure(answer);
      return answer;
    };
    const breaker: Breaker = new CircuitBreaker(action, {
      timeout: false,
      errorThresholdPercentage: breakerConfig.errorPercentage,
      volumeThreshold: breakerConfig.minimumCalls,
      rollingCountTimeout: breakerConfig.windowMs,
      resetTimeout: breakerConfig.probeAfterMs,
      rollingPercentilesEnabled: false,
      enableSnapshots: false,
    });
    const line: Line = { operation, breaker, openedAt: 0 };
    breaker.on('open', () => {
      line.openedAt = now().getTime();
    });
    return line;
  }

  async function askWithRetries(asking: Asking, operation: Operation, asked: Asked, signal: AbortSignal) {
    for (let attempt = 0; ; attempt += 1) {
      const used = quota.take(operation.service, now());
      if (used) return { verdict: { kind: 'fault', fault: used }, onTheWay: false } satisfies AskedOnce;
      const answer = await observed(asking, operation, asked, signal);
      if (answer.quotaLeft !== undefined) quota.told(operation.service, answer.quotaLeft, now());
      const again = attempt < limits.retries && !signal.aborted && answer.onTheWay && mayHelp(answer.verdict);
      if (!again) return answer;
      await pause(50 + Math.random() * 100, signal);
    }
  }

  async function attemptOnce(asking: Asking, operation: Operation, fired: Fired, attempt: Attempt): Promise<AskedOnce> {
    const { asked, signal } = fired;
    const used = quota.take(operation.service, now());
    if (used) return { verdict: { kind: 'fault', fault: used }, onTheWay: false };
    const whole = observed(asking, operation, asked, signal, attempt.headers);
    const answer = await orOutOfTime(whole, limits.timeoutMs);
    if (answer) return answer;
    fired.stillUnderWay = whole.then(
      ({ verdict }) => attempt.late(verdict),
      () => {}, // a fault of the hub itself: nothing came after all
    );
    return { verdict: { kind: 'fault', fault: OUT_OF_TIME }, onTheWay: true };
  }

  async function observed(
    asking: Asking,
    operation: Operation,
    asked: Asked,
    signal: AbortSignal,
    headers?: Attempt['headers'],
  ) {
    const at = now();
    const started = performance.now();
    const answer = await askOnce(asking, operation, asked, signal, headers);
    const { verdict } = answer;
    observations.observe({
      instance,
      operation: operation.name,
      release: operation.release,
      verdict: verdict.kind,
      ...(verdict.kind === 'fault' ? causeOf(verdict.fault) : {}),
      tookMs: performance.now() - started,
      at,
    });
    return answer;
  }

  function lineOf(name: string): Line {
    const line = lines.get(name);
    if (!line) throw new Error(`${instance} has no operation "${name}"`);
    return line;
  }

  function shut({ operation, breaker, openedAt }: Line): Fault | undefined {
    const hold = holds.current(operation.service, now());
    if (hold) return { ...hold.fault, retryAt: hold.until };
    if (!breaker.opened || breaker.halfOpen) return undefined;
    const retryAt = new Date(openedAt + breakerConfig.probeAfterMs);
    return { trouble: 'unavailable', outcome: 'not-done', reason: 'breaker_open', retryAt };
  }

  /** Whoever is told to come back is not told a moment at which nothing would be asked. */
  function comeBack(line: Line): Pick<Fault, 'retryAt'> {
    const { retryAt } = shut(line) ?? {};
    return retryAt ? { retryAt } : {};
  }

  async function fire(line: Line, fired: Fired): Promise<Verdict> {
    const { operation, breaker } = line;
    const closed = fired.signal.aborted ? GIVEN_UP : shut(line);
    if (closed) return { kind: 'fault', fault: closed };
    if (!holds.admit(operation.service, now(), limits.timeoutMs)) return { kind: 'fault', fault: GIVEN_UP };
    const { verdict } = await breaker.fire(fired).catch(answerOf);
    const heldFor = verdict.kind === 'fault' ? verdict.fault : undefined;
    if (heldFor?.reason !== BREAKER_OPEN) holds.settle(operation.service, heldFor, now());
    return verdict.kind === 'fault' ? { kind: 'fault', fault: { ...verdict.fault, ...comeBack(line) } } : verdict;
  }

  return {
    instance,
    connector: options.connector,
    has: (operation) => lines.has(operation),
    retry: (operation) => holds.lift(lineOf(operation).operation.service, now()),
    whenUnknown: (operation) => lineOf(operation).operation.whenUnknown,
    shut: (operation) => shut(lineOf(operation)),
    healthy(operation) {
      const line = lineOf(operation);
      const free = limit.activeCount < limits.concurrentCalls; // with every place taken, nobody's turn comes soon
      return free && line.breaker.closed && !holds.current(line.operation.service, now());
    },
    mostAtOnce: limits.concurrentCalls,
    async ask(name, asked, signal, attempt) {
      const line = lineOf(name);
      const { release } = line.operation;
      if (limit.pendingCount >= limits.waitingCalls) return { verdict: { kind: 'fault', fault: BUSY }, release };
      if (attempt) return { verdict: await firstWord((tell) => limit(() => wholeAttempt(tell))), release };
      const verdict = await orGivenUp(
        limit(() => fire(line, { asked, signal })),
        signal,
      );
      return { verdict, release };

      async function wholeAttempt(tell: (verdict: Verdict) => void): Promise<void> {
        const fired: Fired = { asked, signal, ...(attempt ? { attempt } : {}) };
        tell(await fire(line, fired));
        await fired.stillUnderWay; // the upstream still works on it: its place is not free yet
      }
    },
    stateOf(name) {
      const { operation, breaker } = lineOf(name);
      const hold = holds.current(operation.service, now());
      const quotaLeft = quota.left(operation.service, now());
      return {
        release: operation.release,
        breaker: breaker.closed ? 'tertutup' : breaker.halfOpen ? 'setengah-terbuka' : 'terbuka',
        ...(hold ? { hold } : {}),
        ...(quotaLeft === undefined ? {} : { quotaLeft }),
      };
    },
    close() {
      for (const { breaker } of lines.values()) breaker.shutdown();
    },
  };
}

const BREAKER_OPEN = 'breaker_open';
const BUSY: Fault = { trouble: 'throttled', outcome: 'not-done', reason: 'too_many_waiting' };
/** Its caller left, or another probe is under way: nothing was sent. */
const GIVEN_UP: Fault = { trouble: 'unavailable', outcome: 'not-done', reason: BREAKER_OPEN };

/** Where opossum refuses the call there is no answer: the breaker opened between our look and the call. */
function answerOf(error: unknown): AskedOnce {
  if (error instanceof CountedFailure) return error.answer;
  const code = typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined;
  if (code === 'EOPENBREAKER' || code === 'ESHUTDOWN')
    return { verdict: { kind: 'fault', fault: GIVEN_UP }, onTheWay: false };
  throw error;
}

function causeOf({ trouble, reason }: Fault) {
  return reason === undefined ? { trouble } : { trouble, reason };
}

function mayHelp(verdict: Verdict): boolean {
  return (
    verdict.kind === 'fault' &&
    verdict.fault.retryAt === undefined &&
    ['unreachable', 'unanswered', 'unavailable'].includes(verdict.fault.trouble)
  );
}
