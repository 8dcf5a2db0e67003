import { userInfo } from 'node:os';
import { withoutLongNumbers } from '../identifiers/without-long-numbers.ts';
import { runExamples } from '../mapping/examples.ts';
import type { LoadedOperation, LoadedRelease } from '../mapping/load.ts';
import { dryRun } from '../releases/dry-run.ts';
import type { ReleaseChoice } from '../store/releases.ts';
import { CommandError } from './command-error.ts';
import { mappingMistakes } from './ground.ts';
import { checkFit, totalOf } from './release-dry-run.ts';
import { operationsOf, type ReleaseGround, releaseFor, withReleases } from './release-ground.ts';
import { table } from './table.ts';
import type { ConfigOption } from './with-store.ts';

export interface ActivateOptions extends ConfigOption {
  readonly operation?: readonly string[];
  readonly because?: string;
  readonly force?: true;
  readonly last: number;
}

export async function activateRelease(instance: string, name: string, options: ActivateOptions): Promise<void> {
  await withReleases(options, 'refused', (given) => useFromNowOn(given, instance, name, { ...options, pinned: false }));
}

/** Says in one commit that a release is used, when nothing speaks against it. */
export async function useFromNowOn(
  given: ReleaseGround,
  instance: string,
  name: string,
  { pinned, ...options }: ActivateOptions & { readonly pinned: boolean },
): Promise<void> {
  const release = releaseFor(given, instance, name);
  const operations = operationsOf(release, options.operation);
  checkFit(given, instance, release);
  const { mistakes } = await runExamples([release]);
  if (mistakes.length > 0) throw new CommandError(mappingMistakes(mistakes), 1);
  const stopped = await checkAnswers(given, instance, release, operations, options);
  const reason = reasonOf(options.because ?? '', stopped);
  const words = operations.map(({ name: operation }) => ({ operation, release: name, pinned, reason }));
  await say(given, instance, words);
}

/** How many answers that are read today would not be; throws for any unless it is forced. */
async function checkAnswers(
  given: ReleaseGround,
  instance: string,
  release: LoadedRelease,
  operations: readonly LoadedOperation[],
  { force, last }: ActivateOptions,
): Promise<number> {
  const trials = await dryRun(given, { instance, release, operations, last });
  const { stops } = totalOf(trials);
  if (stops === 0) return 0;
  const where = trials.filter(({ counts }) => counts.stops > 0).map(({ operation }) => operation);
  const told = `${release.name} does not read ${stops} of the kept answers that are read today (${where.join(', ')})`;
  const look = `"simpul release dry-run ${instance} ${release.name}" shows them`;
  if (!force) throw new CommandError(`${told}; nothing was changed. ${look}, --force uses it all the same`);
  process.stderr.write(`warning: ${told}; it is used all the same, because of --force. ${look}\n`);
  return stops;
}

const LONGEST_REASON = 200;

export function reasonOf(because: string, stopped = 0): string {
  const said = withoutLongNumbers(because).slice(0, LONGEST_REASON);
  const forced = stopped > 0 ? `forced, though ${stopped} kept answers stop to fit` : '';
  return [said, forced].filter(Boolean).join('; ');
}

type Word = Pick<ReleaseChoice, 'operation' | 'release' | 'pinned' | 'reason'>;

/** Writes what a person said, where it was not said already, and tells what is used from now on. */
export async function say(given: ReleaseGround, instance: string, words: readonly Word[]): Promise<void> {
  const news = words.filter(({ operation, release, pinned }) => {
    const said = given.choices.of(instance, operation);
    return said === undefined || said.release !== release || said.pinned !== pinned;
  });
  if (news.length === 0) {
    process.stdout.write(`${instance} is asked so already\n`);
    return;
  }
  const before = new Map(news.map(({ operation }) => [operation, usedNow(given, instance, operation)]));
  const since = Date.now();
  const by = whoSaysSo();
  await given.store.choose(news.map((word) => ({ ...word, instance, since, by })));
  await given.choices.refresh();
  const rows = news.map(({ operation }) => [
    ...[instance, operation],
    ...[before.get(operation) ?? '', '->', usedNow(given, instance, operation)],
  ]);
  process.stdout.write(table([['instance', 'operation', 'until now', '', 'from now on'], ...rows]));
  process.stdout.write('a running hub hears of it within a second\n');
}

/** The account of this machine that gives the command. */
export function whoSaysSo(): string {
  try {
    return userInfo().username;
  } catch {
    return `uid ${process.getuid?.() ?? '?'}`; // in a container an account may have no name
  }
}

function usedNow(given: ReleaseGround, instance: string, operation: string): string {
  const { operations = [], pinned = false } = given.candidatesOf(instance).get(operation) ?? {};
  return `${operations[0]?.release ?? 'none'}${pinned ? ' (pinned)' : ''}`;
}
