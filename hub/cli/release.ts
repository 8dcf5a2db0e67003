import { resolve } from 'node:path';
import { runExamples } from '../mapping/examples.ts';
import { CommandError } from './command-error.ts';
import { loadReleases, mappingMistakes } from './ground.ts';

export async function checkReleases(directory: string | undefined): Promise<void> {
  const releases = loadReleases(directory === undefined ? undefined : resolve(directory));
  const { run, mistakes } = await runExamples(releases.values());
  if (mistakes.length > 0) throw new CommandError(mappingMistakes(mistakes), 1);
  const operations = [...releases.values()].reduce((count, release) => count + release.operations.size, 0);
  process.stdout.write(`${releases.size} releases, ${operations} operations, ${run} examples: no mistake\n`);
}
