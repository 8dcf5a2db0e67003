import { wordsToPin, wordsToUnpin } from '../releases/words.ts';
import { CommandError } from './command-error.ts';
import { type ActivateOptions, sayAndTell, useFromNowOn } from './release-activate.ts';
import { operationNames, withReleases } from './release-ground.ts';
import type { ConfigOption } from './with-store.ts';

/** Keeps the release in use, or the named one, whatever the upstream answers. */
export async function pinRelease(instance: string, name: string | undefined, options: ActivateOptions): Promise<void> {
  await withReleases(options, name === undefined ? 'told' : 'refused', async (given) => {
    if (name !== undefined) return useFromNowOn(given, instance, name, { ...options, pinned: true });
    const operations = operationNames(given, instance, options.operation);
    await sayAndTell(given, instance, wordsToPin(given, instance, operations, options.because ?? ''));
  });
}

export interface UnpinOptions extends ConfigOption {
  readonly operation?: readonly string[];
}

export async function unpinRelease(instance: string, options: UnpinOptions): Promise<void> {
  await withReleases(options, 'told', async (given) => {
    const words = wordsToUnpin(given, instance, operationNames(given, instance, options.operation));
    if (words.length === 0) throw new CommandError(`no release of ${instance} is pinned there`);
    await sayAndTell(given, instance, words);
  });
}
