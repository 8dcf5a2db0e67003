import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { BANK_WAITS_MS, measureBanks } from './banks/asking.ts';
import { chartsTable, measureCharts } from './charts/year.ts';
import { consoleRatios, measureConsoles } from './consoles/watching.ts';
import { forwardRatios, forwardTable } from './forward/report-table.ts';
import { measureForwards } from './forward/rows.ts';
import { pacedTable } from './pacing.ts';
import { measurePrices, TYPING_MS } from './prices/typing.ts';
import { pinned, stopAll } from './processes.ts';
import { ratiosOf } from './ratios.ts';
import { measureAll } from './rows.ts';
import { ratiosTable, rowsTable } from './table.ts';
import { measureTraces, traceRatios } from './traces/rows.ts';

const { values } = parseArgs({
  options: { quick: { type: 'boolean' }, write: { type: 'boolean' }, only: { type: 'string' } },
});
const seconds = values.quick ? 2 : Math.min(120, Math.max(1, Number(process.env.BENCH_SECONDS ?? 8)));
const warmupSeconds = values.quick ? 1 : 3;
const rounds = values.quick ? 1 : 3;

const progress = (told: string) => void process.stderr.write(`${told}\n`);

try {
  const wanted = (part: string) => values.only === undefined || values.only === part;
  if (wanted('reads')) {
    const rows = await measureAll({ seconds, warmupSeconds, rounds, progress });
    report('measured', [rowsTable(Object.values(rows)), '', ratiosTable(ratiosOf(rows)), '', conditions()]);
  }
  if (wanted('forwards')) {
    const rows = await measureForwards({ seconds, rounds, waiting: values.quick ? 100_000 : 500_000, progress });
    report('forwards', [forwardTable(rows), '', ratiosTable(forwardRatios(rows)), '', forwardConditions()]);
  }
  if (wanted('banks')) {
    const rows = await measureBanks({ seconds: seconds * 3, bills: values.quick ? 400 : 4000, progress });
    report('banks', [
      pacedTable(rows, BANK_WAITS_MS / 2),
      '',
      `Node ${process.versions.node}, hub in a process of its own, not pinned.`,
    ]);
  }
  if (wanted('consoles')) {
    const rows = await measureConsoles({ seconds, warmupSeconds, rounds, progress });
    report('consoles', [rowsTable(Object.values(rows)), '', ratiosTable(consoleRatios(rows)), '', conditions()]);
  }
  if (wanted('charts'))
    report('charts', [chartsTable(await measureCharts(progress)), '', `Node ${process.versions.node}.`]);
  if (wanted('traces')) {
    const rows = await measureTraces({ seconds, warmupSeconds, rounds, progress });
    report('traces', [rowsTable(Object.values(rows)), '', ratiosTable(traceRatios(rows)), '', conditions()]);
  }
  if (wanted('prices')) {
    const rows = await measurePrices({ seconds: seconds * 3, prices: values.quick ? 5000 : 50_000, progress });
    report('prices', [
      pacedTable(rows, TYPING_MS),
      '',
      `Node ${process.versions.node}, hub in a process of its own, not pinned.`,
    ]);
  }
} finally {
  await stopAll();
}

function conditions(): string {
  const where = pinned
    ? 'the measured server pinned to core 0, load and upstream to core 1'
    : 'not pinned: taskset or a second core is missing, so the figures are rough';
  return `Node ${process.versions.node}, ${rounds === 1 ? 'one round' : `the middle one of ${rounds} rounds`} of ${seconds} s after ${warmupSeconds} s of warm-up, ${where}.`;
}

function forwardConditions(): string {
  return `Node ${process.versions.node}, rounds of ${seconds} s, hub and engine on both cores, load and upstream on core 1.`;
}

function report(place: string, lines: readonly string[]): void {
  const text = lines.join('\n');
  process.stdout.write(`\n${text}\n`);
  if (values.write) writeReport(place, text);
}

function writeReport(place: string, report: string): void {
  const file = join(import.meta.dirname, 'README.md');
  const [begin, end] = [`<!-- ${place}: begin -->`, `<!-- ${place}: end -->`];
  const [head = ''] = readFileSync(file, 'utf8').split(begin);
  const [, tail = ''] = readFileSync(file, 'utf8').split(end);
  writeFileSync(file, `${head}${begin}\n\n${report}\n\n${end}${tail}`);
}
