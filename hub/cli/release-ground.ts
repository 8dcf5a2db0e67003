import { join, sep } from 'node:path';
import { connectors } from '../../connectors/index.ts';
import { suggestion } from '../config/nearest.ts';
import { ensureSecretKey } from '../config/secret-key.ts';
import type { LoadedOperation, LoadedRelease } from '../mapping/load.ts';
import type { ReleaseDesk } from '../releases/desk.ts';
import { type Sealing, sealsOf } from '../store/sealing.ts';
import type { Store } from '../store/store.ts';
import { openDesk } from '../wiring/release-desk.ts';
import { CommandError } from './command-error.ts';
import type { Ground } from './ground.ts';
import { type ConfigOption, withStore } from './with-store.ts';

/** What the commands on releases work with: the same choices, candidates and kept answers as the hub itself. */
export interface ReleaseGround extends ReleaseDesk {
  readonly ground: Ground;
}

/** Mistakes of the mappings are refused where a release is named, and told only where one looks or goes back. */
export async function withReleases(
  options: ConfigOption,
  mistaken: 'refused' | 'told',
  work: (given: ReleaseGround) => Promise<void>,
): Promise<void> {
  await withStore(options, async (store, ground) => work(await groundOf(store, ground)), mistaken);
}

/** The same where the store is open already. */
export async function groundOf(store: Pick<Store, 'releases'>, ground: Ground): Promise<ReleaseGround> {
  const { config } = ground.good;
  let sealing: Sealing | undefined;
  const desk = await openDesk({
    ...{ config, connectors, store, releases: ground.releases },
    open(sealed, context) {
      sealing ??= sealsOf(ensureSecretKey(config, process.cwd())).sealing;
      return sealing.open(sealed, context);
    },
    trouble: (what, error) => {
      throw new CommandError(what, 1, { cause: error });
    },
  });
  return { ...desk, ground };
}

/** Throws a CommandError that names those there are. */
export function checkInstance({ instances }: ReleaseGround, instance: string): void {
  if (!instances.includes(instance))
    throw new CommandError(`there is no instance "${instance}"${suggestion(instance, instances)}`, 2);
}

/** A release of the instance's upstream, listed in the configuration or not. Throws a CommandError that names those there are. */
export function releaseFor(given: ReleaseGround, instance: string, name: string): LoadedRelease {
  checkInstance(given, instance);
  const connector = given.upstreamOf(instance);
  const release = given.releases.get(`${connector}/${name}`);
  if (release) return release;
  const known = [...given.releases.values()].filter(({ upstream }) => upstream === connector);
  const names = known.map((one) => one.name);
  throw new CommandError(`${connector} has no release "${name}"${suggestion(name, names)}`, 2);
}

/** Those that are named, else all of the release. Throws a CommandError for one that it lacks. */
export function operationsOf(release: LoadedRelease, names: readonly string[] | undefined): readonly LoadedOperation[] {
  const known = [...release.operations.keys()];
  if (known.length === 0) throw new CommandError(`${release.name} has no operation`, 2);
  if (names === undefined) return [...release.operations.values()];
  return [...new Set(names)].map((name) => {
    const operation = release.operations.get(name);
    if (!operation) throw new CommandError(`${release.name} has no operation "${name}"${suggestion(name, known)}`, 2);
    return operation;
  });
}

/** Operations of an instance, whatever release they come from. */
export function operationNames(
  given: ReleaseGround,
  instance: string,
  names: readonly string[] | undefined,
): readonly string[] {
  checkInstance(given, instance);
  const known = [...given.candidatesOf(instance).keys()];
  const unknown = names?.find((name) => !known.includes(name));
  if (unknown !== undefined)
    throw new CommandError(`${instance} has no operation "${unknown}"${suggestion(unknown, known)}`, 2);
  return names === undefined ? known : [...new Set(names)];
}

/** A file of the release's own folder has a mistake. */
export function isMistaken({ ground, upstreamOf }: ReleaseGround, instance: string, release: string): boolean {
  const folder = join(sep, upstreamOf(instance), release);
  return ground.mistakes.some(({ file }) => file.endsWith(folder) || file.includes(`${folder}${sep}`));
}
