import { LRUCache } from 'lru-cache';
import type { Fault } from '../../connectors/connector.ts';
import type { Verdict } from '../mapping/verdict.ts';
import { createFlights } from './flights.ts';
import type { AskingContext, Keep, ReadService } from './read-service.ts';
import { createSnapshot, type Keadaan, type Snapshot } from './snapshot.ts';
import type { Snapshots } from './snapshots.ts';
import type { Upstream } from './upstream.ts';

/** What a read came to, for whoever asked. */
export type ReadResult =
  | { readonly kind: 'answer'; readonly snapshot: Snapshot; readonly keadaan: Keadaan }
  | { readonly kind: 'absent'; readonly source: string }
  | { readonly kind: 'refused'; readonly source: string; readonly code?: string; readonly reason?: string }
  | { readonly kind: 'unavailable'; readonly source: string; readonly because: Fault | 'changed' };

/** A read that another read needed came to nothing. */
export class ReadFailed extends Error {
  override readonly name = 'ReadFailed';
  readonly result: Exclude<ReadResult, { kind: 'answer' }>;
  constructor(result: Exclude<ReadResult, { kind: 'answer' }>) {
    super(`a read was ${result.kind}`);
    this.result = result;
  }
}

export interface ExchangeOptions {
  readonly snapshots: Snapshots;
  /** The instances a service asks, first to last. */
  readonly sourcesOf: (service: string) => readonly Upstream[];
  /** What the agreement of an instance lets be kept of an operation, where it says other than the service. */
  readonly keepOf: (
    instance: string,
    operation: string,
  ) => { readonly keep: Keep; readonly maxAgeMs?: number } | undefined;
  readonly keyedHash: (text: string) => string;
  readonly absentMs: number;
  readonly now: () => Date;
}

export interface Exchange {
  /** Answers at once where a fresh snapshot is in memory. Rejects only for faults of the hub itself. */
  read<Params, Value>(
    service: ReadService<Params, Value>,
    params: Params,
    allowed?: readonly string[],
  ): ReadResult | Promise<ReadResult>;
  /** Resolves when nothing is under way any more. */
  settled(): Promise<void>;
}

export function createExchange(options: ExchangeOptions): Exchange {
  const { snapshots, now } = options;
  const flights = createFlights<ReadResult>();
  const absents = new LRUCache<string, string>({
    max: 50_000,
    ttl: Math.max(1, options.absentMs),
    ttlResolution: 0,
    perf: { now: () => now().getTime() },
  });

  function read<Params, Value>(service: ReadService<Params, Value>, params: Params, allowed?: readonly string[]) {
    const sources = sourcesFor(service, allowed);
    const [first] = sources;
    if (!first) return { kind: 'unavailable', source: '', because: NOT_ASKED } as const;
    const key = `${namesOf(sources)} ${service.name} ${service.identity(params)}`;
    const snapshot = snapshots.peek(key);
    const at = now().getTime();
    if (snapshot && at < snapshot.freshUntil) return { kind: 'answer', snapshot, keadaan: 'tersimpan' } as const;
    return knownAbsent(key) ?? seek({ service, params, sources, first, key }, snapshot);
  }

  function knownAbsent(key: string) {
    const source = options.absentMs > 0 ? absents.get(key) : undefined;
    return source === undefined ? undefined : ({ kind: 'absent', source } as const);
  }

  function sourcesFor<Params, Value>(service: ReadService<Params, Value>, allowed: readonly string[] | undefined) {
    const sources = options.sourcesOf(service.name);
    return allowed ? sources.filter(({ instance }) => allowed.includes(instance)) : sources;
  }

  /** Past the memory: the store, then the upstream, with whatever is old in hand. */
  async function seek<Params, Value>(journey: Journey<Params, Value>, held: Snapshot | undefined): Promise<ReadResult> {
    const { service, params, sources, first, key } = journey;
    const operation = service.operation(params);
    const { keep } = keeping(service, first.instance, operation);
    const found = held ?? (keep === 'tidak' ? undefined : await snapshots.load(key, now().getTime()));
    const at = now().getTime();
    if (found && at < found.freshUntil) return { kind: 'answer', snapshot: found, keadaan: 'tersimpan' };
    const absent = knownAbsent(key); // another one's flight may have landed while this one looked in the store
    if (absent) return absent;
    const stale = found && at < found.staleUntil ? found : undefined;
    const open = sources.find((source) => !source.shut(operation));
    if (!open) return stale ? old(stale) : shutResult(sources, operation);
    const { landed } = flights.board(key, service.deadlineMs - ANSWERING_MS, (signal) =>
      travel(journey, operation, signal),
    );
    if (!stale) return landed;
    // with an old answer in hand nobody waits for a probe, nor long for an upstream that is slow today
    const patienceMs = open.healthy(operation) ? service.patienceMs : 0;
    const result = await within(landed, patienceMs);
    return result === undefined || result.kind === 'unavailable' ? old(stale) : result;
  }

  async function travel<Params, Value>(
    { service, params, sources, first, key }: Journey<Params, Value>,
    operation: string,
    signal: AbortSignal,
  ): Promise<ReadResult> {
    const allowed = sources.map(({ instance }) => instance);
    const context: AskingContext = { now: now(), read: (other, otherParams) => readValue(other, otherParams, allowed) };
    let failed: ReadResult = { kind: 'unavailable', source: first.instance, because: NOT_ASKED };
    try {
      const asked = await service.asking(params, context);
      for (const [index, source] of sources.entries()) {
        const { verdict, release } = await inShare(signal, service, sources.length - index, (share) =>
          source.ask(operation, asked, share),
        );
        const result = conclude(verdict, { service, params, key, instance: source.instance, operation, release });
        if (result.kind !== 'unavailable') return result;
        failed = result;
      }
    } catch (error) {
      if (error instanceof ReadFailed) return error.result;
      throw error;
    }
    return failed;
  }

  function conclude<Params, Value>(verdict: Verdict, from: Conclusion<Params, Value>): ReadResult {
    const { service, instance: source } = from;
    switch (verdict.kind) {
      case 'found':
        return take(verdict.value as Value, from);
      case 'absent':
        if (service.whenAbsent !== undefined) return take(service.whenAbsent, from);
        if (snapshots.peek(from.key)) snapshots.forget(from.key); // whoever left the register is not served stale
        absents.set(from.key, source);
        return { kind: 'absent', source };
      case 'refused': {
        const { code, reason } = verdict;
        return { kind: 'refused', source, ...(code ? { code } : {}), ...(reason ? { reason } : {}) };
      }
      case 'fault':
        return { kind: 'unavailable', source, because: verdict.fault };
      case 'changed':
        return { kind: 'unavailable', source, because: 'changed' };
      default:
        return verdict satisfies never;
    }
  }

  function take<Params, Value>(value: Value, from: Conclusion<Params, Value>): ReadResult {
    const { service, params, key, instance, operation, release } = from;
    const { keep, staleMs } = keeping(service, instance, operation);
    const fetchedAt = now().getTime();
    const snapshot = createSnapshot({
      value,
      source: instance,
      release,
      fetchedAt,
      freshUntil: keep === 'tidak' ? fetchedAt : fetchedAt + Math.min(service.freshMs, staleMs || service.freshMs),
      staleUntil: keep === 'tidak' ? fetchedAt : fetchedAt + staleMs,
      warnings: service.warnings?.(value, params) ?? [],
      subject: service.subject ? options.keyedHash(service.subject(params)) : '',
    });
    if (keep !== 'tidak') snapshots.keep(key, snapshot);
    return { kind: 'answer', snapshot, keadaan: 'segar' };
  }

  /** The service's rule, as far as the agreement with the upstream's owner allows it. */
  function keeping<Params, Value>(service: ReadService<Params, Value>, instance: string, operation: string) {
    const policy = options.keepOf(instance, operation);
    const staleMs = Math.min(service.staleMs, policy?.maxAgeMs ?? Number.POSITIVE_INFINITY);
    if (!policy) return { keep: service.keep, staleMs };
    // "the verdict only" of a record that is no verdict is nothing
    const keep = policy.keep === 'putusan' && service.keep !== 'putusan' ? 'tidak' : policy.keep;
    return { keep, staleMs };
  }

  /** On behalf of another read, and from no instance that one may not ask. */
  async function readValue<Params, Value>(
    service: ReadService<Params, Value>,
    params: Params,
    allowed: readonly string[],
  ): Promise<Value> {
    const result = await read(service, params, allowed);
    if (result.kind !== 'answer') throw new ReadFailed(result);
    return result.snapshot.value as Value;
  }

  return { read, settled: () => flights.settled() };
}

interface Journey<Params, Value> {
  readonly service: ReadService<Params, Value>;
  readonly params: Params;
  readonly sources: readonly Upstream[];
  readonly first: Upstream;
  readonly key: string;
}

interface Conclusion<Params, Value> {
  readonly service: ReadService<Params, Value>;
  readonly params: Params;
  readonly key: string;
  readonly instance: string;
  readonly operation: string;
  readonly release: string;
}

/** Who may not ask all of a service's sources must not be handed what came from another: each set has its own snapshots. */
function namesOf(sources: readonly Upstream[]): string {
  return sources.length === 1 && sources[0] ? sources[0].instance : sources.map(({ instance }) => instance).join('+');
}

/** A source that hangs must leave the next one time to answer: each but the last gets its share of the deadline. */
async function inShare<Result>(
  signal: AbortSignal,
  { deadlineMs }: { readonly deadlineMs: number },
  sourcesLeft: number,
  ask: (signal: AbortSignal) => Promise<Result>,
): Promise<Result> {
  if (sourcesLeft === 1) return ask(signal);
  const share = new AbortController();
  const end = () => share.abort();
  const timer = setTimeout(end, deadlineMs / (sourcesLeft + 1));
  signal.addEventListener('abort', end, { once: true });
  try {
    return await ask(share.signal);
  } finally {
    clearTimeout(timer);
    signal.removeEventListener('abort', end);
  }
}

/** Kept back from a deadline, so that the caller has the answer by then and not only the hub. */
const ANSWERING_MS = 150;

const NOT_ASKED: Fault = { trouble: 'unavailable', outcome: 'not-done', reason: 'not_asked' };

function old(snapshot: Snapshot): ReadResult {
  return { kind: 'answer', snapshot, keadaan: 'usang' };
}

function shutResult(sources: readonly Upstream[], operation: string): ReadResult {
  const [first] = sources;
  return { kind: 'unavailable', source: first?.instance ?? '', because: first?.shut(operation) ?? NOT_ASKED };
}

/** The result if it comes in time. A rejection within that time is passed on: it is the hub's own fault. */
function within<Result>(landed: Promise<Result>, ms: number): Promise<Result | undefined> {
  if (ms === 0) return Promise.resolve(undefined);
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => resolve(undefined), ms);
    landed.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}
