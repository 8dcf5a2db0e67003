import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { Row } from './measuring.ts';
import { pinned, stopAll } from './processes.ts';
import { measureAll, type Rows } from './rows.ts';
import { type Ratio, ratiosTable, rowsTable } from './table.ts';

const { values } = parseArgs({ options: { quick: { type: 'boolean' }, write: { type: 'boolean' } } });
const seconds = values.quick ? 2 : Math.min(120, Math.max(1, Number(process.env.BENCH_SECONDS ?? 8)));
const warmupSeconds = values.quick ? 1 : 3;
const rounds = values.quick ? 1 : 3;

try {
  const rows = await measureAll({
    seconds,
    warmupSeconds,
    rounds,
    progress: (told) => process.stderr.write(`${told}\n`),
  });
  const report = [rowsTable(Object.values(rows)), '', ratiosTable(ratiosOf(rows)), '', conditions()].join('\n');
  process.stdout.write(`\n${report}\n`);
  if (values.write) writeReport(report);
} finally {
  await stopAll();
}

function ratiosOf(rows: Rows): readonly Ratio[] {
  const cpu = (one: Row, other: Row) => other.cpuMicrosecondsPerRequest / one.cpuMicrosecondsPerRequest;
  const perSecond = (one: Row, other: Row) => one.perSecond / other.perSecond;
  return [
    { name: 'fresh / raw', value: perSecond(rows.fresh, rows.raw), unit: '', target: { atLeast: 0.45 } },
    { name: 'fresh / raw, by CPU per request', value: cpu(rows.fresh, rows.raw), unit: '' },
    { name: 'miss / bridge', value: perSecond(rows.miss, rows.bridge), unit: '', target: { atLeast: 1.3 } },
    { name: 'miss / bridge, by CPU per request', value: cpu(rows.miss, rows.bridge), unit: '' },
    {
      name: 'p50 miss − p50 direct, 20 ms upstream',
      value: rows.missSlow.p50Ms - rows.directSlow.p50Ms,
      unit: ' ms',
      target: { atMost: 1 },
    },
    { name: 'p99 dead / p99 fresh', value: rows.dead.p99Ms / rows.fresh.p99Ms, unit: '', target: { atMost: 2 } },
  ];
}

function conditions(): string {
  const where = pinned
    ? 'the measured server pinned to core 0, load and upstream to core 1'
    : 'not pinned: taskset or a second core is missing, so the figures are rough';
  return `Node ${process.versions.node}, the middle one of ${rounds} rounds of ${seconds} s after ${warmupSeconds} s of warm-up, ${where}.`;
}

function writeReport(report: string): void {
  const file = join(import.meta.dirname, 'README.md');
  const [begin, end] = ['<!-- measured: begin -->', '<!-- measured: end -->'];
  const [head = ''] = readFileSync(file, 'utf8').split(begin);
  const [, tail = ''] = readFileSync(file, 'utf8').split(end);
  writeFileSync(file, `${head}${begin}\n\n${report}\n\n${end}${tail}`);
}
