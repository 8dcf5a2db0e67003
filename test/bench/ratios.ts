import type { Row } from './measuring.ts';
import type { RoundsRow } from './rounds.ts';
import type { Rows } from './rows.ts';

export interface Ratio {
  readonly name: string;
  /** The middle one of the rounds. */
  readonly value: number;
  readonly rounds: readonly number[];
  readonly unit: '' | ' ms';
  /** Absent for what is only good to know. */
  readonly target?: { readonly atLeast: number } | { readonly atMost: number };
}

/** Two rows are compared round by round, because a round of one is a minute away from the next but seconds from the other's. */
export function ratiosOf({ raw, fresh, bridge, miss, shadow, directSlow, missSlow, dead }: Rows): readonly Ratio[] {
  return [
    { name: 'fresh / raw', unit: '', target: { atLeast: 0.45 }, ...byRound(fresh, raw, byRequests) },
    { name: 'fresh / raw, by CPU per request', unit: '', ...byRound(fresh, raw, byCpu) },
    { name: 'miss / bridge', unit: '', target: { atLeast: 1.3 }, ...byRound(miss, bridge, byRequests) },
    { name: 'miss / bridge, by CPU per request', unit: '', ...byRound(miss, bridge, byCpu) },
    { name: 'miss with a shadow / miss', unit: '', target: { atLeast: 0.95 }, ...byRound(shadow, miss, byRequests) },
    { name: 'miss with a shadow / miss, by CPU per request', unit: '', ...byRound(shadow, miss, byCpu) },
    {
      name: 'p50 miss − p50 direct, 20 ms upstream',
      unit: ' ms',
      target: { atMost: 1 },
      ...byRound(missSlow, directSlow, (one, other) => one.p50Ms - other.p50Ms),
    },
    {
      name: 'p99 dead / p99 fresh',
      unit: '',
      target: { atMost: 2 },
      ...byRound(dead, fresh, (one, other) => one.p99Ms / other.p99Ms),
    },
  ];
}

function byRequests(one: Row, other: Row): number {
  return one.perSecond / other.perSecond;
}

/** The share of the work that is left for the other one: free of whatever else limited a row. */
function byCpu(one: Row, other: Row): number {
  return other.cpuMicrosecondsPerRequest / one.cpuMicrosecondsPerRequest;
}

function byRound(one: RoundsRow, other: RoundsRow, compare: (one: Row, other: Row) => number) {
  const rounds = one.all.map((row, round) => compare(row, other.all[round] ?? other));
  const value = [...rounds].sort((left, right) => left - right)[Math.floor(rounds.length / 2)] ?? Number.NaN;
  return { value, rounds };
}
