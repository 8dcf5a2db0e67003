/** What an application thinks of one answer. `salah` must never happen. */
export type Judgement =
  | { readonly kind: 'benar' }
  | { readonly kind: 'usang' } // right, and marked as old
  | { readonly kind: 'gagal'; readonly problem: string } // an error that says that it is one
  | { readonly kind: 'salah'; readonly wrong: Wrong };

export interface Wrong {
  /** Which request it was, by the place of the person in the file or by the reference of what was handed over. */
  readonly about: string;
  readonly expected: string;
  readonly got: string;
}

/** Counts of a stretch of time. What is counted once every stretch can be added up. */
export interface Tally {
  requests: number;
  benar: number;
  usang: number;
  gagal: number;
  salah: number;
  byProblem: Record<string, number>;
  /** Answers by how many milliseconds they took, rounded up to two digits that count. */
  latencies: Record<string, number>;
  /** The first few of a run. */
  wrong: Wrong[];
  /** References of what was handed over for the first time. */
  handed: string[];
  /** Number of the message (`psn_...`) or payment (`pby_...`) by the reference of what was accepted. */
  accepted: Record<string, string>;
  /** Problem by the reference of what was turned away at the door and is not offered again. */
  turnedAway: Record<string, string>;
  /** Kind of the last event by the number of the message it told of. */
  heard: Record<string, string>;
}

export interface Totals extends Readonly<Tally> {
  readonly p50Ms: number;
  readonly p99Ms: number;
  readonly maxMs: number;
  /** Handed over, and whether it was accepted is not known. */
  readonly open: readonly string[];
  /** Accepted messages of which neither arrival nor refusal was heard. */
  readonly unheard: readonly string[];
}

export function emptyTally(): Tally {
  return {
    ...{ requests: 0, benar: 0, usang: 0, gagal: 0, salah: 0 },
    ...{ byProblem: {}, latencies: {}, wrong: [], handed: [], accepted: {}, turnedAway: {}, heard: {} },
  };
}

/** What came of something, once it is told. */
const ENDS: ReadonlySet<string> = new Set(['pesan.terkirim', 'pesan.ditolak', 'pembayaran.lunas']);

export function totalsOf(stretches: readonly Tally[]): Totals {
  const sum = emptyTally();
  for (const stretch of stretches) addTo(sum, stretch);
  const { handed, accepted, turnedAway, heard } = sum;
  const heardOf = (message: string) => ENDS.has(heard[message] ?? '');
  return {
    ...sum,
    p50Ms: quantile(sum.latencies, 0.5),
    p99Ms: quantile(sum.latencies, 0.99),
    maxMs: quantile(sum.latencies, 1),
    open: handed.filter((reference) => !(reference in accepted || reference in turnedAway)),
    unheard: Object.values(accepted).filter((message) => !heardOf(message)),
  };
}

function addTo(sum: Tally, stretch: Tally): void {
  for (const name of ['requests', 'benar', 'usang', 'gagal', 'salah'] as const) sum[name] += stretch[name];
  addCounts(sum.byProblem, stretch.byProblem);
  addCounts(sum.latencies, stretch.latencies);
  sum.wrong.push(...stretch.wrong);
  sum.handed.push(...stretch.handed);
  Object.assign(sum.accepted, stretch.accepted);
  Object.assign(sum.turnedAway, stretch.turnedAway);
  Object.assign(sum.heard, stretch.heard);
}

function addCounts(sum: Record<string, number>, counts: Readonly<Record<string, number>>): void {
  for (const [name, count] of Object.entries(counts)) sum[name] = (sum[name] ?? 0) + count;
}

/** The upper end of the answers up to `share`; 0 when there are none. */
function quantile(latencies: Readonly<Record<string, number>>, share: number): number {
  const sorted = Object.entries(latencies)
    .map(([ms, count]) => [Number(ms), count] as const)
    .sort(([left], [right]) => left - right);
  let left = share * sorted.reduce((sum, [, count]) => sum + count, 0);
  for (const [ms, count] of sorted) {
    left -= count;
    if (left <= 1e-9) return ms;
  }
  return 0;
}

/** Up to two digits that count, so that a run of hours keeps a few hundred numbers. Never less than it was. */
export function roundedUp(ms: number): string {
  if (ms < 0.1) return '0.1';
  const unit = 10 ** (Math.floor(Math.log10(ms)) - 1);
  return String(Number((Math.ceil(ms / unit) * unit).toPrecision(2)));
}
