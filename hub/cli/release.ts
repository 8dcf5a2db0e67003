import { resolve } from 'node:path';
import { runExamples } from '../mapping/examples.ts';
import { CommandError } from './command-error.ts';
import { loadReleases, mappingMistakes, ownFolder } from './ground.ts';
import type { ConfigOption } from './with-store.ts';

/** Those of a folder, else those of the installation with those of the city laid over them. */
export async function checkReleases(directory: string | undefined, options: ConfigOption): Promise<void> {
  const releases = loadReleases(foldersOf(directory, options));
  const { run, mistakes } = await runExamples(releases.values());
  if (mistakes.length > 0) throw new CommandError(mappingMistakes(mistakes), 1);
  const operations = [...releases.values()].reduce((count, release) => count + release.operations.size, 0);
  process.stdout.write(`${releases.size} releases, ${operations} operations, ${run} examples: no mistake\n`);
}

function foldersOf(directory: string | undefined, { config }: ConfigOption) {
  if (directory === undefined) {
    const own = ownFolder(config);
    return own === undefined ? {} : { own };
  }
  const named = resolve(directory);
  return isOwn(named, config) ? { own: named } : { root: named };
}

/** The city's own folder inherits from the installation's. A named folder can be checked without a configuration. */
function isOwn(directory: string, config: string | undefined): boolean {
  try {
    return ownFolder(config) === directory;
  } catch {
    return false;
  }
}
