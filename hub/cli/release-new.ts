import { existsSync, rmSync } from 'node:fs';
import { join, relative } from 'node:path';
import { suggestion } from '../config/nearest.ts';
import type { LoadedOperation, LoadedRelease } from '../mapping/load.ts';
import { newestMisfit } from '../releases/misfit.ts';
import { operationText, RELEASE_NAME, releaseText } from '../releases/new-release.ts';
import { writeNewRelease } from '../releases/release-files.ts';
import { CommandError, reasonOf } from './command-error.ts';
import { type Ground, loadGround, loadReleases, ownToBe } from './ground.ts';
import { operationsOf, type ReleaseGround, withReleases } from './release-ground.ts';
import type { ConfigOption } from './with-store.ts';

export interface NewOptions extends ConfigOption {
  readonly from: string;
  readonly operation?: readonly string[];
}

/** Writes a release that inherits everything from another one: the place for what an upstream changed. */
export async function newRelease(wanted: string, options: NewOptions): Promise<void> {
  const ground = loadGround(options.config);
  const { upstream, name } = namesOf(wanted);
  const parent = parentOf(ground, upstream, options.from.replace(`${upstream}/`, ''));
  const own = ownToBe(ground.raw);
  const directory = join(own, upstream, name);
  if (ground.releases.has(wanted) || existsSync(directory))
    throw new CommandError(`${wanted} is there already`, ground.releases.has(wanted) ? 2 : 1);
  const operations = options.operation ? operationsOf(parent, options.operation) : [];
  const files = new Map([['release.yaml', releaseText(name, parent)]]);
  if (operations.length > 0)
    await withReleases(options, 'refused', async (given) => {
      for (const operation of operations)
        files.set(`${operation.name}.yaml`, operationText(operation, await misfitOfAny(given, parent, operation)));
    });
  writeFolder(directory, files);
  checkWritten(directory, own);
  process.stdout.write(told(directory, [...files.keys()], instanceOf(ground, upstream), name, upstream));
}

function namesOf(wanted: string): { readonly upstream: string; readonly name: string } {
  const [upstream = '', name = '', ...more] = wanted.split('/');
  if (more.length > 0 || upstream === '' || !RELEASE_NAME.test(name) || name.length > 60)
    throw new CommandError(`a release is named UPSTREAM/RELEASE in lower case: bpjs/vclaim-2.1, not "${wanted}"`, 2);
  return { upstream, name };
}

function parentOf({ releases }: Ground, upstream: string, from: string): LoadedRelease {
  const parent = releases.get(`${upstream}/${from}`);
  if (parent) return parent;
  const all = [...releases.values()];
  const names = all.filter((one) => one.upstream === upstream).map((one) => one.name);
  if (names.length > 0) throw new CommandError(`${upstream} has no release "${from}"${suggestion(from, names)}`, 2);
  const upstreams = [...new Set(all.map((one) => one.upstream))];
  throw new CommandError(`there is no upstream "${upstream}"${suggestion(upstream, upstreams)}`, 2);
}

/** The newest answer that did not fit, of whichever instance of the upstream kept one. */
async function misfitOfAny(given: ReleaseGround, { upstream }: LoadedRelease, { name }: LoadedOperation) {
  for (const instance of instancesOf(given.ground, upstream)) {
    const misfit = await newestMisfit(given, instance, name);
    if (misfit) return misfit;
  }
  return undefined;
}

function instancesOf({ good }: Ground, upstream: string): readonly string[] {
  const instances = Object.entries(good.config.instances);
  return instances.filter(([, { connector }]) => connector === upstream).map(([name]) => name);
}

const instanceOf = (ground: Ground, upstream: string) => instancesOf(ground, upstream)[0] ?? 'INSTANCE';

function writeFolder(directory: string, files: ReadonlyMap<string, string>): void {
  try {
    writeNewRelease(directory, files);
  } catch (error) {
    throw new CommandError(`${directory} could not be written: ${reasonOf(error)}`, 1, { cause: error });
  }
}

function checkWritten(directory: string, own: string): void {
  try {
    loadReleases({ own });
  } catch (error) {
    rmSync(directory, { recursive: true, force: true });
    throw error;
  }
}

function told(directory: string, files: readonly string[], instance: string, name: string, upstream: string): string {
  const lines = [
    ...files.map((file) => relative(process.cwd(), join(directory, file))),
    '',
    'It says nothing of its own yet. Write down what differs, then:',
    '  npx simpul release check',
    `  npx simpul release dry-run ${instance} ${name}`,
    `  npx simpul release activate ${instance} ${name}`,
  ];
  return `${upstream}/${name}:\n${lines.join('\n')}\n`;
}
