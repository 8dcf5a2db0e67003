import type { HttpRequest, UpstreamCall } from '../../../connectors/connector.ts';
import { UpstreamFault } from '../../../connectors/connector.ts';
import { type InstanceBreakers, openForcedBreakers } from '../../../hub/exchange/forced-breakers.ts';
import type { Fitting } from '../../../hub/exchange/learning.ts';
import type { Attempt, Candidates } from '../../../hub/exchange/line.ts';
import { createUpstream, type Upstream } from '../../../hub/exchange/upstream.ts';
import { createObservations, type Observations } from '../../../hub/health/observations.ts';
import type { Operation } from '../../../hub/mapping/release.ts';
import type { Verdict } from '../../../hub/mapping/verdict.ts';
import { NO_TRACES } from '../../../hub/traces/traces.ts';

/** What a release makes of an answer's text. */
export type Reading = (text: string) => Verdict;
/** What the upstream answers to a path, or the fault on the way. */
export type Answering = (path: string) => string | Verdict | Promise<string | Verdict>;

export interface UpstreamSettings {
  readonly pinned?: boolean;
  readonly fits?: boolean;
  /** Of the breaker; absent, it never opens. */
  readonly minimumCalls?: number;
  readonly concurrentCalls?: number;
  /** Another operation, beside `peserta`. */
  readonly beside?: Operation;
  readonly now?: () => Date;
}

export interface UpstreamWorld {
  readonly upstream: Upstream;
  readonly observations: Observations;
  /** Paths that were asked, in order. */
  readonly asked: string[];
  readonly fitted: Fitting[];
  readonly concluded: Verdict[];
  /** Answers that were handed to whoever learns, by release. */
  readonly learnt: string[];
  /** What may be asked with from the next `refresh` on. */
  offer(candidates: readonly Operation[], pinned?: boolean): void;
  ask(question?: string): Promise<string>;
  /** The other operation. */
  askBeside(): Promise<string>;
  write(question?: string, attempt?: Partial<Attempt>): Promise<string>;
}

export const FOUND: Verdict = { kind: 'found', value: { nama: 'x' }, drift: [] };
export const CHANGED: Verdict = {
  kind: 'changed',
  drift: [{ kind: 'breaking', path: 'a', expected: 'text', got: 'nothing' }],
};
export const CHANGED_NOT_DONE: Verdict = { ...CHANGED, notDone: true };
export const REFUSED: Verdict = { kind: 'refused', code: '422', reason: 'wajib diisi' };
export const ABSENT: Verdict = { kind: 'absent' };
export const GONE: Verdict = { kind: 'fault', fault: { trouble: 'unreachable', outcome: 'not-done' } };
export const LOST: Verdict = { kind: 'fault', fault: { trouble: 'unanswered', outcome: 'unknown' } };

/** Nobody ever said a word about a breaker. */
export async function nothingForced(): Promise<InstanceBreakers> {
  const store = { words: async () => [], say: async () => {} };
  return (await openForcedBreakers(store, () => new Date())).of('bpjs');
}

/** Reads an answer `old` or `new`; everything else is changed, and so is `old` to the new one. */
export function reads(...fitting: string[]): Reading {
  return (text) => (fitting.includes(text) ? { ...FOUND, value: text } : CHANGED);
}

/** A release of one operation, asked at `/PATH/QUESTION`. */
export function release(name: string, path: string, read: Reading, more: Partial<Operation> = {}): Operation {
  return {
    ...{ name: 'peserta', release: name, protocol: 'p', service: name, settings: [] },
    call: ({ question }): UpstreamCall => {
      return { operation: 'peserta', service: name, method: 'GET', path: `/${path}/${question}`, headers: {} };
    },
    read: ({ payload }) => (typeof payload === 'string' ? read(payload) : (payload as Verdict)),
    ...more,
  };
}

export async function withUpstream(
  candidates: readonly Operation[],
  answering: Answering,
  use: (world: UpstreamWorld) => Promise<void>,
  settings: UpstreamSettings = {},
): Promise<void> {
  const { pinned = false, fits = true, minimumCalls = 100_000, concurrentCalls = 200, beside } = settings;
  const { now = () => new Date() } = settings;
  const observations = createObservations();
  const asked: string[] = [];
  const fitted: Fitting[] = [];
  const concluded: Verdict[] = [];
  const learnt: string[] = [];
  let offered: Candidates = { operations: candidates, pinned };
  const http = {
    async request({ url }: HttpRequest) {
      asked.push(url);
      const answer = await answering(url);
      if (typeof answer !== 'string' && answer.kind === 'fault') throw new UpstreamFault('bpjs', answer.fault);
      return { status: 200, headers: {}, text: typeof answer === 'string' ? answer : JSON.stringify(answer) };
    },
  };
  const upstream = createUpstream({
    ...{ instance: 'bpjs', connector: 'bpjs', config: {}, http, patientHttp: http },
    candidates: () =>
      new Map([
        ['peserta', offered] as const,
        ...(beside ? [[beside.name, { operations: [beside], pinned: false }] as const] : []),
      ]),
    learning: {
      answered: ({ operation }) => void learnt.push(operation.release),
      fits(fitting) {
        fitted.push(fitting);
        return fits;
      },
      concluded: (_instance, _operation, verdict) => void concluded.push(verdict),
    },
    protocolOf: () => ({
      async send({ path, method }, context) {
        const { text } = await context.http.request({ method, url: path, headers: {}, signal: context.signal });
        return { payload: text.startsWith('{') ? JSON.parse(text) : text, httpStatus: 200 };
      },
    }),
    settingsOf: () => ({}),
    limits: { concurrentCalls, waitingCalls: 1000, timeoutMs: 5000, retries: 0, answerBytes: 10_000 },
    breaker: { errorPercentage: 50, minimumCalls, windowMs: 60_000, probeAfterMs: 60_000 },
    quota: { take: () => undefined, told: () => {}, left: () => undefined, flush: async () => {} },
    observations,
    traces: NO_TRACES,
    forced: await nothingForced(),
    now,
  });
  const signal = new AbortController().signal;
  const said = ({ verdict, release: by }: Awaited<ReturnType<Upstream['ask']>>) => {
    return `${verdict.kind === 'fault' ? verdict.fault.trouble : verdict.kind} ${by}`;
  };
  try {
    await use({
      ...{ upstream, observations, asked, fitted, concluded, learnt },
      offer(operations, pin = false) {
        offered = { operations, pinned: pin };
      },
      ask: async (question = 'q') => said(await upstream.ask('peserta', { question }, signal)),
      askBeside: async () => said(await upstream.ask(beside?.name ?? '', { question: 'q' }, signal)),
      async write(question = 'q', attempt = {}) {
        const usual: Attempt = { headers: {}, whenUnknown: 'park', doubted: false, late: () => {} };
        return said(await upstream.ask('peserta', { question }, signal, { ...usual, ...attempt }));
      },
    });
  } finally {
    upstream.close();
  }
}
