import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { pinned, stopAll } from './processes.ts';
import { ratiosOf } from './ratios.ts';
import { measureAll } from './rows.ts';
import { ratiosTable, rowsTable } from './table.ts';

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

function conditions(): string {
  const where = pinned
    ? 'the measured server pinned to core 0, load and upstream to core 1'
    : 'not pinned: taskset or a second core is missing, so the figures are rough';
  return `Node ${process.versions.node}, ${rounds === 1 ? 'one round' : `the middle one of ${rounds} rounds`} of ${seconds} s after ${warmupSeconds} s of warm-up, ${where}.`;
}

function writeReport(report: string): void {
  const file = join(import.meta.dirname, 'README.md');
  const [begin, end] = ['<!-- measured: begin -->', '<!-- measured: end -->'];
  const [head = ''] = readFileSync(file, 'utf8').split(begin);
  const [, tail = ''] = readFileSync(file, 'utf8').split(end);
  writeFileSync(file, `${head}${begin}\n\n${report}\n\n${end}${tail}`);
}
