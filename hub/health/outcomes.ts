import type { Trouble } from '../../connectors/connector.ts';
import type { Keadaan } from '../exchange/snapshot.ts';
import type { HealthKind } from '../store/health.ts';
import type { Observation } from './observations.ts';

/** Places in a row of the store. One that was given a meaning keeps it for ever: rows are kept for 400 days. */
const CALL_PLACES = {
  found: 0,
  absent: 1,
  refused: 2,
  changed: 3,
  unreachable: 4,
  unanswered: 5,
  throttled: 6,
  quota: 7,
  auth: 8,
  maintenance: 9,
  misasked: 10,
  unavailable: 11,
} as const satisfies Record<Exclude<Observation['verdict'], 'fault'> | Trouble, number>;

/** What a request of an application came to. */
export type Outcome =
  | 'segar' //       answered by the upstream now, or by the hub from what the city itself keeps
  | 'tersimpan' //   answered from a snapshot that is fresh
  | 'usang' //       answered from one that is old, because the upstream did not
  | 'diterima' //    taken, and sent on until it arrives
  | 'nihil' //       answered: there is none, or the upstream says no
  | 'ditolak' //     the caller's own mistake
  | 'gagal-hulu' //  not answered, because of an upstream
  | 'gagal-simpul'; // not answered, because of the hub

/** Beside its status, what is known of an answer: how old it is, or whose fault it is that there is none. */
export type How = Keadaan | 'pemanggil' | 'hulu' | 'simpul';

/** What a request came to, by the status of the unified API. */
export function outcomeOf(status: number, how: How | undefined): Outcome {
  if (how === 'segar' || how === 'tersimpan' || how === 'usang') return how;
  if (status >= 500) return how === 'hulu' ? 'gagal-hulu' : 'gagal-simpul';
  if (status === 404 || how === 'hulu') return 'nihil';
  if (status >= 400) return 'ditolak';
  return status === 202 ? 'diterima' : 'segar';
}

const ANSWER_PLACES = {
  segar: 0,
  tersimpan: 1,
  usang: 2,
  diterima: 3,
  nihil: 4,
  ditolak: 5,
  'gagal-hulu': 6,
  'gagal-simpul': 7,
} as const satisfies Record<Outcome, number>;

/** From this place on it went wrong. */
const WRONG_FROM: Readonly<Record<HealthKind, number>> = {
  call: CALL_PLACES.changed,
  answer: ANSWER_PLACES['gagal-hulu'],
};

export function placeOfCall({ verdict, trouble }: Pick<Observation, 'verdict' | 'trouble'>): number {
  return CALL_PLACES[verdict === 'fault' ? (trouble ?? 'unavailable') : verdict];
}

export function placeOfAnswer(outcome: Outcome): number {
  return ANSWER_PLACES[outcome];
}

export function isWrong(kind: HealthKind, place: number): boolean {
  return place >= WRONG_FROM[kind];
}

export type CallCounts = Readonly<Record<keyof typeof CALL_PLACES, number>>;
export type AnswerCounts = Readonly<Record<Outcome, number>>;

export function callCountsOf(counts: readonly number[]): CallCounts {
  return named(CALL_PLACES, counts);
}

export function answerCountsOf(counts: readonly number[]): AnswerCounts {
  return named(ANSWER_PLACES, counts);
}

/** Calls, those that came to a good verdict, and their share; `undefined` where there were none. */
export function callShareOf(counts: readonly number[]) {
  const { found, absent, refused } = callCountsOf(counts);
  const calls = counts.reduce((sum, count) => sum + count, 0);
  const good = found + absent + refused;
  return { calls, good, share: calls === 0 ? undefined : good / calls };
}

/** Whoever asked wrongly would not have been answered by anybody: those requests count for nothing here. */
export function answerShareOf(counts: readonly number[]) {
  const { segar, tersimpan, usang, diterima, nihil, ditolak, ...wrong } = answerCountsOf(counts);
  const fresh = segar + tersimpan + nihil;
  const kept = usang + diterima;
  const failed = wrong['gagal-hulu'] + wrong['gagal-simpul'];
  const requests = fresh + kept + failed;
  return {
    requests,
    fresh,
    kept,
    /** Of those kept: out of an old snapshot. */
    stale: usang,
    failed,
    refused: ditolak,
    share: requests === 0 ? undefined : (fresh + kept) / requests,
  };
}

function named<Name extends string>(places: Readonly<Record<Name, number>>, counts: readonly number[]) {
  const names = Object.keys(places) as Name[];
  return Object.fromEntries(names.map((name) => [name, counts[places[name]] ?? 0])) as Record<Name, number>;
}
