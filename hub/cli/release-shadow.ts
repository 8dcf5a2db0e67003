import type { ShadowReport } from '../store/releases.ts';
import { CommandError } from './command-error.ts';
import { instantOf } from './instant.ts';
import { checkFit } from './release-dry-run.ts';
import {
  checkInstance,
  operationNames,
  operationsOf,
  type ReleaseGround,
  releaseFor,
  withReleases,
} from './release-ground.ts';
import { table } from './table.ts';
import type { ConfigOption } from './with-store.ts';

export interface ShadowOptions extends ConfigOption {
  readonly operation?: readonly string[];
  readonly off?: true;
}

/** With a release: it reads along from now on. With `off`: none does. With neither: what came of it so far. */
export async function shadowRelease(instance: string, name: string | undefined, options: ShadowOptions): Promise<void> {
  if (name !== undefined && options.off) throw new CommandError('a release is named to set it, --off takes it away', 2);
  await withReleases(options, name === undefined ? 'told' : 'refused', async (given) => {
    checkInstance(given, instance);
    if (name !== undefined) await setShadow(given, instance, name, options);
    else if (options.off) await dropShadow(given, instance, options);
    else await showShadow(given, instance, options);
  });
}

async function setShadow(given: ReleaseGround, instance: string, name: string, { operation }: ShadowOptions) {
  const release = releaseFor(given, instance, name);
  const operations = operationsOf(release, operation).map((one) => one.name);
  checkFit(given, instance, release);
  const besides = operations.filter((one) => given.inUse(instance, one)?.release !== name);
  if (besides.length === 0)
    throw new CommandError(`${name} is in use there; only another release can read along with it`);
  const since = Date.now();
  await given.store.setShadows(besides.map((one) => ({ instance, operation: one, release: name, since })));
  process.stdout.write(
    `${name} reads along with ${instance} (${besides.join(', ')}) from within a second on, and is not used\n`,
  );
}

async function dropShadow(given: ReleaseGround, instance: string, { operation }: ShadowOptions) {
  const names = operation ? operationNames(given, instance, operation) : [undefined];
  const dropped = await Promise.all(names.map((name) => given.store.dropShadows(instance, name)));
  const count = dropped.reduce((sum, one) => sum + one, 0);
  if (count === 0) throw new CommandError(`no release reads along with ${instance} there`);
  process.stdout.write(`no release reads along any more with ${count} operations of ${instance}\n`);
}

async function showShadow(given: ReleaseGround, instance: string, { operation }: ShadowOptions): Promise<void> {
  const names = operationNames(given, instance, operation);
  const reports = (await given.store.shadows()).filter(
    (one) => one.instance === instance && (operation === undefined || names.includes(one.operation)),
  );
  if (reports.length === 0) {
    process.stdout.write(`no release reads along with ${instance}\n`);
    return;
  }
  const heading = [
    'operation',
    'shadow',
    'since',
    'read',
    'agreed',
    'differed',
    'unfit',
    'asked otherwise',
    'left out',
  ];
  process.stdout.write(table([heading, ...reports.map(countsOf)]));
  const fields = reports.flatMap(fieldsOf);
  if (fields.length > 0) process.stdout.write(`\n${table([['operation', 'disagrees in', 'answers'], ...fields])}`);
}

function countsOf(report: ShadowReport): readonly string[] {
  const { operation, release, since, read, agreed, differed, unfit, askedOtherwise, skipped } = report;
  return [
    operation,
    release,
    instantOf(since),
    ...[read, agreed, differed, unfit, askedOtherwise, skipped].map(String),
  ];
}

/** The fields of one operation, the most frequent first. */
function fieldsOf({ operation, fields }: ShadowReport): readonly (readonly string[])[] {
  return Object.entries(fields)
    .sort(([, one], [, other]) => other - one)
    .map(([field, count]) => [operation, field, String(count)]);
}
