import { type HealthKind, type HealthStore, LENGTH_MS, type Resolution, startOf } from '../store/health.ts';
import { type Percentiles, percentilesOf } from './latency.ts';
import { type AnswerCounts, answerCountsOf, type CallCounts, callCountsOf } from './outcomes.ts';

export type ChartSpan = '1h' | '24h' | '7d' | '30d' | '1y';

interface Grain {
  readonly resolution: Resolution;
  readonly stepMs: number;
  readonly points: number;
}

const MINUTE_MS = LENGTH_MS.minute;
const GRAINS: Readonly<Record<ChartSpan, Grain>> = {
  '1h': { resolution: 'minute', stepMs: MINUTE_MS, points: 60 },
  '24h': { resolution: 'minute', stepMs: 15 * MINUTE_MS, points: 96 },
  '7d': { resolution: 'hour', stepMs: LENGTH_MS.hour, points: 7 * 24 },
  '30d': { resolution: 'hour', stepMs: LENGTH_MS.hour, points: 30 * 24 },
  '1y': { resolution: 'day', stepMs: LENGTH_MS.day, points: 365 },
};

export interface ChartPoint<Counts> extends Percentiles {
  readonly at: Date;
  readonly counts: Counts;
}

export interface ChartAsked {
  readonly span: ChartSpan;
  readonly instance: string;
  /** Absent: of all of them. */
  readonly operation?: string;
  readonly now: Date;
}

/** A bite after the other: payments wait in the same thread. */
const PIECES = 4;

type ChartStore = Pick<HealthStore, 'readMoments'>;

/** Verdicts and latency of calls, oldest first, the step that goes on last; every step is there, also where nothing was asked. */
export function callChart(store: ChartStore, asked: ChartAsked): Promise<readonly ChartPoint<CallCounts>[]> {
  return chartOf(store, 'call', asked, callCountsOf);
}

/** Outcomes and latency of the answers of a service. */
export function answerChart(
  store: ChartStore,
  { service, ...asked }: Omit<ChartAsked, 'instance' | 'operation'> & { readonly service: string },
): Promise<readonly ChartPoint<AnswerCounts>[]> {
  return chartOf(store, 'answer', { ...asked, operation: service }, answerCountsOf);
}

async function chartOf<Counts>(
  store: ChartStore,
  kind: HealthKind,
  { span, now, ...of }: Omit<ChartAsked, 'instance'> & { readonly instance?: string },
  countsOf: (counts: readonly number[]) => Counts,
): Promise<readonly ChartPoint<Counts>[]> {
  const { resolution, stepMs, points } = GRAINS[span];
  const current = startOf(resolution, now.getTime());
  const last = resolution === 'day' ? current : current - (current % stepMs);
  const first = last - (points - 1) * stepMs;
  const step = stepMs === LENGTH_MS[resolution] ? {} : { stepMs };
  const byMoment = new Map<number, Awaited<ReturnType<ChartStore['readMoments']>>[number]>();
  const inPiece = Math.ceil(points / PIECES) * stepMs;
  for (let from = first; from <= last; from += inPiece) {
    const to = Math.min(from + inPiece, last + stepMs);
    const found = await store.readMoments({ kind, ...of, resolution, from, to, ...step });
    for (const one of found) byMoment.set(one.at, one);
  }
  return Array.from({ length: points }, (_, index) => {
    const at = first + index * stepMs;
    const { counts = [], buckets = [] } = byMoment.get(at) ?? {};
    return { at: new Date(at), counts: countsOf(counts), ...percentilesOf(buckets) };
  });
}
