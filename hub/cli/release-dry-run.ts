import { relative } from 'node:path';
import { runExamples } from '../mapping/examples.ts';
import type { LoadedRelease } from '../mapping/load.ts';
import { dryRun, type OperationTrial, type TrialCounts } from '../releases/dry-run.ts';
import { CommandError } from './command-error.ts';
import { operationsOf, type ReleaseGround, releaseFor, withReleases } from './release-ground.ts';
import { table } from './table.ts';
import type { ConfigOption } from './with-store.ts';

export interface DryRunOptions extends ConfigOption {
  readonly operation?: readonly string[];
  readonly last: number;
  readonly json?: true;
}

/** What would change in the shared model if an instance were asked with another release. */
export async function dryRunRelease(instance: string, name: string, options: DryRunOptions): Promise<void> {
  await withReleases(options, 'refused', async (given) => {
    const release = releaseFor(given, instance, name);
    const operations = operationsOf(release, options.operation);
    checkFit(given, instance, release);
    const trials = await dryRun(given, { instance, release, operations, last: options.last });
    const examples = await runExamples([release]);
    const failing = examples.mistakes.map(
      ({ file, path, reason }) => `${relative(process.cwd(), file)}: ${path}: ${reason}`,
    );
    const told = options.json
      ? jsonOf(instance, name, trials, { run: examples.run, failing })
      : textOf(trials, { run: examples.run, failing });
    process.stdout.write(told);
    if (failing.length > 0) throw new CommandError(`${name}: ${failing.length} of its examples fail`);
    const stops = totalOf(trials).stops;
    if (stops > 0) throw new CommandError(`${name} does not read ${stops} of the answers that are read today`);
  });
}

export function checkFit(given: ReleaseGround, instance: string, release: LoadedRelease): void {
  const misfit = given.misfitOf(instance, release);
  if (misfit !== undefined) throw new CommandError(`${instance} cannot be asked with ${release.name}: ${misfit}`);
}

interface Examples {
  readonly run: number;
  readonly failing: readonly string[];
}

function jsonOf(instance: string, release: string, trials: readonly OperationTrial[], examples: Examples): string {
  const operations = trials.map(({ nothing = null, inUse = null, ...trial }) => ({ ...trial, inUse, nothing }));
  return `${JSON.stringify({ instance, release, counts: totalOf(trials), operations, examples })}\n`;
}

function textOf(trials: readonly OperationTrial[], { run, failing }: Examples): string {
  const rows = trials.flatMap(({ operation, changes }) =>
    changes.map(({ kind, field, answers, from, to }) => [
      operation,
      MARKS[kind],
      field,
      String(answers),
      from,
      '->',
      to,
    ]),
  );
  const heading = ['operation', '', 'field', 'answers', 'today', '', 'then'];
  return [
    rows.length === 0 ? '' : `${table([heading, ...rows])}\n`,
    ...trials.flatMap(nothingLine),
    summaryOf(totalOf(trials)),
    failing.length > 0 ? `${failing.join('\n')}\n` : `its own examples: ${run}, all of them hold\n`,
  ].join('');
}

const MARKS = {
  field: 'another value',
  verdict: 'another meaning',
  starts: 'starts to fit',
  stops: 'STOPS TO FIT',
  unfit: 'does not fit',
  asked: 'asked otherwise',
} as const;

const NOTHING = {
  'may-not-be-kept': 'no answer may be kept, by the agreement with its owner; only examples can tell',
  'nothing-was-kept': 'no answer was kept yet; only examples can tell',
} as const;

function nothingLine({ operation, nothing }: OperationTrial): readonly string[] {
  return nothing ? [`${operation}: ${NOTHING[nothing]}\n`] : [];
}

function totalOf(trials: readonly OperationTrial[]): TrialCounts {
  const total = { answers: 0, alike: 0, otherwise: 0, starts: 0, stops: 0, unfit: 0, askedOtherwise: 0 };
  for (const { counts } of trials)
    for (const name of Object.keys(total) as (keyof TrialCounts)[]) total[name] += counts[name];
  return total;
}

function summaryOf({ answers, alike, otherwise, starts, stops, unfit, askedOtherwise }: TrialCounts): string {
  if (answers === 0) return '';
  const others = [
    otherwise > 0 ? `${otherwise} become another value` : '',
    unfit > 0 ? `${unfit} fit neither` : '',
    askedOtherwise > 0 ? `${askedOtherwise} would be asked in another way and tell nothing` : '',
  ].filter(Boolean);
  return `${[`${alike} of ${answers} answers read alike`, `${starts} start to fit`, `${stops} stop`, ...others].join(', ')}\n`;
}
