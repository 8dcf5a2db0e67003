import { everyChart, fillYear, monthlyOf, sizeOf } from '../../hub/health/year.ts';
import { withStore } from '../../hub/store/with-store.ts';

export const CHART_MS = 200;
const TIMES = 5;
const MONTHS = ['2026-11', '2026-10', '2026-01'];

export interface ChartRow {
  readonly name: string;
  /** The best of five: another process on the machine is not what is measured. */
  readonly bestMs: number;
}
export interface ChartFigures {
  readonly rows: readonly ChartRow[];
  readonly bytes: number;
}

/** What the console draws of a year in which everything that can be kept was kept. */
export async function measureCharts(progress: (told: string) => void): Promise<ChartFigures> {
  let figures: ChartFigures = { rows: [], bytes: 0 };
  await withStore(async (store, client) => {
    progress('a year is written');
    await fillYear(client);
    const monthly = monthlyOf(store);
    const reports = MONTHS.map((name) => [`the report of ${name}`, () => monthly.report(name)] as const);
    const rows: ChartRow[] = [];
    for (const [name, draw] of [...Object.entries(everyChart(store)), ...reports])
      rows.push({ name, bestMs: await best(draw) });
    figures = { rows, bytes: await sizeOf(client) };
  });
  return figures;
}

async function best(work: () => Promise<unknown>): Promise<number> {
  let least = Number.POSITIVE_INFINITY;
  for (let turn = 0; turn < TIMES; turn += 1) {
    const started = performance.now();
    await work();
    least = Math.min(least, performance.now() - started);
  }
  return least;
}

export function chartsTable({ rows, bytes }: ChartFigures): string {
  return [
    `| chart | best of ${TIMES}, ms | at most |`,
    '|---|--:|--:|',
    ...rows.map(({ name, bestMs }) => `| ${name} | ${bestMs.toFixed(1)} | ${CHART_MS} |`),
    '',
    `The store is ${(bytes / 1_000_000).toFixed(1)} MB.`,
  ].join('\n');
}
