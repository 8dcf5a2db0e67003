import { userInfo } from 'node:os';
import { objectionTo } from '../releases/objections.ts';
import { reasonOf, say, type Use, type Word } from '../releases/words.ts';
import { CommandError } from './command-error.ts';
import { mappingMistakes } from './ground.ts';
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
  await withReleases(options, 'refused', async (given) =>
    useFromNowOn(given, instance, name, { ...options, pinned: false }),
  );
}

/** Says in one commit that a release is used, when nothing speaks against it. */
export async function useFromNowOn(
  given: ReleaseGround,
  instance: string,
  name: string,
  { pinned, operation: named, because = '', force, last }: ActivateOptions & { readonly pinned: boolean },
): Promise<void> {
  const release = releaseFor(given, instance, name);
  const operations = operationsOf(release, named);
  const objection = await objectionTo(given, { instance, release, operations, last });
  if (objection?.kind === 'misfit')
    throw new CommandError(`${instance} cannot be asked with ${name}: ${objection.reason}`);
  if (objection?.kind === 'examples') throw new CommandError(mappingMistakes(objection.mistakes), 1);
  if (objection) {
    const told = `${name} does not read ${objection.answers} of the kept answers that are read today (${objection.operations.join(', ')})`;
    const look = `"simpul release dry-run ${instance} ${name}" shows them`;
    if (!force) throw new CommandError(`${told}; nothing was changed. ${look}, --force uses it all the same`);
    process.stderr.write(`warning: ${told}; it is used all the same, because of --force. ${look}\n`);
  }
  const reason = reasonOf(because, objection?.answers);
  const words = operations.map(({ name: operation }) => ({ operation, release: name, pinned, reason }));
  await sayAndTell(given, instance, words);
}

/** Writes what the person before the terminal said, and tells what is used from now on. */
export async function sayAndTell(given: ReleaseGround, instance: string, words: readonly Word[]): Promise<void> {
  const said = await say(given, instance, words, whoSaysSo());
  if (said.length === 0) {
    process.stdout.write(`${instance} is asked so already\n`);
    return;
  }
  const rows = said.map(({ operation, before, after }) => [instance, operation, told(before), '->', told(after)]);
  process.stdout.write(table([['instance', 'operation', 'until now', '', 'from now on'], ...rows]));
  process.stdout.write('a running hub hears of it within a second\n');
}

function told({ release = 'none', pinned }: Use): string {
  return `${release}${pinned ? ' (pinned)' : ''}`;
}

/** The account of this machine that gives the command. */
export function whoSaysSo(): string {
  try {
    return userInfo().username;
  } catch {
    return `uid ${process.getuid?.() ?? '?'}`; // in a container an account may have no name
  }
}
