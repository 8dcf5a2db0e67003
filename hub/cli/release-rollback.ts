import type { ReleaseChoice } from '../store/releases.ts';
import { CommandError } from './command-error.ts';
import { say } from './release-activate.ts';
import { isMistaken, operationNames, type ReleaseGround, withReleases } from './release-ground.ts';
import type { ConfigOption } from './with-store.ts';

export interface RollbackOptions extends ConfigOption {
  readonly operation?: readonly string[];
}

/** As many words as are kept of an operation. */
const WHOLE_HISTORY = 50;

/**
 * Takes the last word back. Without operations: that of every operation it was said of at once, so that an activation is
 * undone as a whole.
 */
export async function rollBack(instance: string, options: RollbackOptions): Promise<void> {
  await withReleases(options, 'told', async (given) => {
    const names = operationNames(given, instance, options.operation);
    const choices = await given.store.choices();
    const said = choices.filter((one) => one.instance === instance && names.includes(one.operation));
    if (said.length === 0)
      throw new CommandError(`nothing was said about it yet: the order of the configuration holds for ${instance}`);
    const newest = Math.max(...said.map(({ since }) => since));
    const undone = options.operation ? said : said.filter(({ since }) => since === newest);
    await say(given, instance, await Promise.all(undone.map((choice) => wordBefore(given, choice))));
  });
}

/** The word before, if its release is still there; else the one before that; else the order of the configuration. */
async function wordBefore(given: ReleaseGround, choice: ReleaseChoice) {
  const { instance, operation, release: now } = choice;
  const history = await given.store.choiceHistory(instance, operation, WHOLE_HISTORY);
  const { operations = [] } = given.candidatesOf(instance).get(operation) ?? {};
  const usable = new Set([
    '',
    ...operations.map((one) => one.release).filter((name) => !isMistaken(given, instance, name)),
  ]);
  const before = history.slice(1).find(({ release }) => usable.has(release));
  const { release = '', pinned = false } = before ?? {};
  return { operation, release, pinned, reason: `back from ${now || 'the order of the configuration'}` };
}
