import { relative } from 'node:path';
import { suggestion } from '../config/nearest.ts';
import { sampleText } from '../releases/sample-text.ts';
import { ruleWritten } from '../releases/target.ts';
import type { DriftReport } from '../store/releases.ts';
import { CommandError } from './command-error.ts';
import { ownMappings } from './ground.ts';
import { instantOf } from './instant.ts';
import { checkInstance, operationNames, type ReleaseGround, withReleases } from './release-ground.ts';
import { table } from './table.ts';
import type { ConfigOption } from './with-store.ts';

export interface DriftOptions extends ConfigOption {
  readonly instance?: string;
  readonly operation?: string;
  readonly all?: true;
}

/** Of each release at most 200 kinds of drift are told apart, so this is all there is. */
const EVERYTHING = 100_000;
const A_PAGE = 30;
/** Each with two whole answers. */
const MOST_SHOWN = 5;

/** What did not fit, breaking drift first, the newest first. */
export async function listDrift({ instance, operation, all, ...options }: DriftOptions): Promise<void> {
  await withReleases(options, 'told', async (given) => {
    if (instance !== undefined) checkInstance(given, instance);
    if (operation !== undefined) checkOperation(given, instance, operation);
    const filter = {
      ...(instance === undefined ? {} : { instance }),
      ...(operation === undefined ? {} : { operation }),
    };
    const reports = breakingFirst(await given.store.drift({ ...filter, limit: EVERYTHING }));
    const shown = all ? reports : reports.slice(0, A_PAGE);
    process.stdout.write(reports.length === 0 ? 'every answer fitted its release\n' : listOf(shown));
    if (shown.length < reports.length)
      process.stdout.write(`and ${reports.length - shown.length} more; --all shows them\n`);
  });
}

function checkOperation(given: ReleaseGround, instance: string | undefined, operation: string): void {
  const instances = instance === undefined ? given.instances : [instance];
  const known = new Set(instances.flatMap((one) => [...given.candidatesOf(one).keys()]));
  if (!known.has(operation))
    throw new CommandError(`there is no operation "${operation}"${suggestion(operation, [...known])}`, 2);
}

function breakingFirst(reports: readonly DriftReport[]): readonly DriftReport[] {
  return ['breaking', 'additive'].flatMap((kind) => reports.filter((one) => one.kind === kind));
}

function listOf(reports: readonly DriftReport[]): string {
  const rows = reports.map(({ kind, instance, operation, release, path, expected, got, count, firstAt, lastAt }) => [
    ...[kind, instance, operation, release, path, expected, got, String(count), instantOf(firstAt), instantOf(lastAt)],
  ]);
  const heading = ['drift', 'instance', 'operation', 'release', 'path', 'expected', 'got', 'answers', 'since', 'last'];
  return table([heading, ...rows]);
}

/** Each drift of an operation with the rule that it is about and the answers it was seen in, masked. */
export async function showDrift(
  instance: string,
  operation: string,
  path: string | undefined,
  options: ConfigOption,
): Promise<void> {
  await withReleases(options, 'told', async (given) => {
    operationNames(given, instance, [operation]);
    const all = await given.store.drift({ instance, operation, limit: EVERYTHING });
    const matching = breakingFirst(all).filter((one) => path === undefined || one.path === path);
    if (matching.length === 0) throw new CommandError(nothingTold(instance, operation, path, all));
    const withSamples = await given.store.drift({ instance, operation, limit: EVERYTHING, withSamples: true });
    for (const report of matching.slice(0, MOST_SHOWN)) {
      const full = withSamples.find((one) => isSame(one, report)) ?? report;
      process.stdout.write(`${headOf(report)}${ruleOf(given, report)}${await samplesOf(given, full)}\n`);
    }
    const more = matching.slice(MOST_SHOWN).map((one) => one.path);
    if (more.length > 0)
      process.stdout.write(`and ${more.length} more; name one: ${more.slice(0, A_PAGE).join(', ')}\n`);
  });
}

function nothingTold(
  instance: string,
  operation: string,
  path: string | undefined,
  all: readonly DriftReport[],
): string {
  if (all.length === 0) return `every answer to ${instance} ${operation} fitted its release`;
  const paths = [...new Set(all.map((one) => one.path))].slice(0, A_PAGE);
  return `nothing is told of "${path}"; there are ${paths.join(', ')}`;
}

function isSame(one: DriftReport, other: DriftReport): boolean {
  return (['release', 'kind', 'path', 'expected', 'got'] as const).every((name) => one[name] === other[name]);
}

function headOf({ kind, release, path, expected, got, count, firstAt, lastAt }: DriftReport): string {
  const seen = `${count} answers from ${instantOf(firstAt)} to ${instantOf(lastAt)}`;
  return `${path}: expected ${expected}, got ${got}\n  ${kind}, ${release}, ${seen}\n`;
}

/** The line to mend. */
function ruleOf(given: ReleaseGround, { instance, operation: name, release, path }: DriftReport): string {
  const upstream = given.upstreamOf(instance);
  const operation = given.releases.get(`${upstream}/${release}`)?.operations.get(name);
  if (!operation) return `  rule: ${release} is not there any more\n`;
  const written = ruleWritten(upstream, operation, path, ownMappings(given.ground.raw));
  if (!written) return '  rule: none is about this path\n';
  return `  rule: ${relative(process.cwd(), written.file)}:${written.line}: ${written.text}\n`;
}

async function samplesOf(given: ReleaseGround, report: DriftReport): Promise<string> {
  if (given.policyOf(report.instance, report.operation) === 'none')
    return '  samples: none may be kept, by the agreement with its owner\n';
  const { firstSample, lastSample } = report;
  const first = firstSample && (await sampleText(given, report, firstSample));
  const last = lastSample && (await sampleText(given, report, lastSample));
  if (!first && !last) return '  samples: none was kept\n';
  if (first === last) return `  first and last answer, masked:\n${indented(first ?? '')}`;
  return [
    ...(first ? [`  first answer, masked:\n${indented(first)}`] : []),
    ...(last ? [`  last answer, masked:\n${indented(last)}`] : []),
  ].join('');
}

function indented(text: string): string {
  return `${text
    .split('\n')
    .map((line) => `    ${line}`)
    .join('\n')}\n`;
}
