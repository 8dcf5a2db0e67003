import { CommandError } from './command-error.ts';
import { type ActivateOptions, reasonOf, say, useFromNowOn } from './release-activate.ts';
import { operationNames, withReleases } from './release-ground.ts';
import type { ConfigOption } from './with-store.ts';

/** Keeps the release in use, or the named one, whatever the upstream answers. */
export async function pinRelease(instance: string, name: string | undefined, options: ActivateOptions): Promise<void> {
  await withReleases(options, name === undefined ? 'told' : 'refused', async (given) => {
    if (name !== undefined) return useFromNowOn(given, instance, name, { ...options, pinned: true });
    const words = operationNames(given, instance, options.operation).flatMap((operation) => {
      const release = given.inUse(instance, operation)?.release;
      return release === undefined
        ? []
        : [{ operation, release, pinned: true, reason: reasonOf(options.because ?? '') }];
    });
    await say(given, instance, words);
  });
}

export interface UnpinOptions extends ConfigOption {
  readonly operation?: readonly string[];
}

export async function unpinRelease(instance: string, options: UnpinOptions): Promise<void> {
  await withReleases(options, 'told', async (given) => {
    const words = operationNames(given, instance, options.operation).flatMap((operation) => {
      const choice = given.choices.of(instance, operation);
      return choice?.pinned ? [{ operation, release: choice.release, pinned: false, reason: 'no longer pinned' }] : [];
    });
    if (words.length === 0) throw new CommandError(`no release of ${instance} is pinned there`);
    await say(given, instance, words);
  });
}
