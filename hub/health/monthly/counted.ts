import type { HealthKind, HealthStore, HealthSubject } from '../../store/health.ts';
import { added } from '../availability.ts';
import { percentileOf } from '../latency.ts';
import { answerShareOf, callShareOf } from '../outcomes.ts';
import type { AngkaJawaban, AngkaPanggilan, Hari, Persen } from './report.ts';

/** Counts and latencies of one or of many, to be added up. */
export interface Sums {
  readonly counts: readonly number[];
  readonly buckets: readonly number[];
}

export type CountedStore = Pick<HealthStore, 'readSubjects' | 'readMoments'>;

/** What was counted in a time of whole days. */
export interface Counted {
  /** One per operation of an instance. */
  readonly calls: readonly (Sums & Pick<HealthSubject, 'instance' | 'operation'>)[];
  /** By service. */
  readonly answers: ReadonlyMap<string, Sums>;
  /** By the beginning of their day. */
  readonly callDays: ReadonlyMap<number, Sums>;
  readonly answerDays: ReadonlyMap<number, Sums>;
}

export const NOTHING: Sums = { counts: [], buckets: [] };

/** One question after the other: payments wait in the same thread. */
export async function countedIn(store: CountedStore, time: { from: number; to: number }): Promise<Counted> {
  const asked = (kind: HealthKind) => ({ kind, resolution: 'day' as const, from: time.from, to: time.to });
  const calls = await store.readSubjects(asked('call'));
  const answers = await store.readSubjects(asked('answer'));
  const callDays = await store.readMoments(asked('call'));
  const answerDays = await store.readMoments(asked('answer'));
  return {
    calls,
    answers: new Map(answers.map((one) => [one.operation, one])),
    callDays: new Map(callDays.map((one) => [one.at, one])),
    answerDays: new Map(answerDays.map((one) => [one.at, one])),
  };
}

export function summed(all: Iterable<Sums>): Sums {
  let sums = NOTHING;
  for (const { counts, buckets } of all)
    sums = { counts: added(sums.counts, counts), buckets: added(sums.buckets, buckets) };
  return sums;
}

export function answerFigures({ counts, buckets }: Sums): AngkaJawaban {
  const { requests, fresh, kept, stale, failed, refused } = answerShareOf(counts);
  return {
    permintaan: requests,
    segar: fresh,
    usang: stale,
    diterima: kept - stale,
    gagal: failed,
    ditolak: refused,
    tersediaPersen: percentOf(fresh + kept, requests),
    p95Ms: p95Of(buckets),
  };
}

export function callFigures({ counts, buckets }: Sums): AngkaPanggilan {
  const { calls, good } = callShareOf(counts);
  return { panggilan: calls, baik: good, tersediaPersen: percentOf(good, calls), p95Ms: p95Of(buckets) };
}

export function dayFigures(tanggal: string, calls: Sums = NOTHING, answers: Sums = NOTHING): Hari {
  const { p95Ms: _, ...hulu } = callFigures(calls);
  const { permintaan, gagal, tersediaPersen } = answerFigures(answers);
  return { tanggal, hulu, aplikasi: { permintaan, gagal, tersediaPersen } };
}

/** Rounded down: one failure among a million is not 100 percent. */
function percentOf(good: number, all: number): Persen {
  return all === 0 ? null : Math.floor((good * 10_000) / all) / 100;
}

/** To a tenth of a millisecond. */
function p95Of(buckets: readonly number[]): number | null {
  const p95 = percentileOf(buckets, 0.95);
  return p95 === undefined ? null : Math.round(p95 * 10) / 10;
}
