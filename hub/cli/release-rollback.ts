import { wordsBack } from '../releases/words.ts';
import { CommandError } from './command-error.ts';
import { sayAndTell } from './release-activate.ts';
import { isMistaken, operationNames, withReleases } from './release-ground.ts';
import type { ConfigOption } from './with-store.ts';

export interface RollbackOptions extends ConfigOption {
  readonly operation?: readonly string[];
}

/** Takes the last word back: of the operations that are named, else of every operation it was said of at once. */
export async function rollBack(instance: string, options: RollbackOptions): Promise<void> {
  await withReleases(options, 'told', async (given) => {
    const words = await wordsBack(given, {
      instance,
      operations: operationNames(given, instance, options.operation),
      each: options.operation !== undefined,
      isMistaken: (release) => isMistaken(given, instance, release),
    });
    if (words.length === 0)
      throw new CommandError(`nothing was said about it yet: the order of the configuration holds for ${instance}`);
    await sayAndTell(given, instance, words);
  });
}
