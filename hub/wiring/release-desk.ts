import type { CheckedConfig } from '../config/load.ts';
import { candidatesOf } from '../releases/candidates.ts';
import { type Choices, openChoices } from '../releases/choices.ts';
import type { ReleaseDesk } from '../releases/desk.ts';
import type { Releases } from '../releases/library.ts';
import type { Store } from '../store/store.ts';
import { type Connectors, misfitOf, readingOf, samplePolicies } from './samples.ts';

export interface DeskParts {
  readonly config: Pick<CheckedConfig, 'instances'>;
  readonly connectors: Connectors;
  readonly store: Pick<Store, 'releases'>;
  readonly releases: Releases;
  readonly open: ReleaseDesk['open'];
  /** Known already, and as they are now; absent: they are read. */
  readonly choices?: Choices;
  readonly trouble: (what: string, error: unknown) => void;
}

/** The same choices, candidates and kept answers as the hub itself has, as they are now. */
export async function openDesk({
  config,
  connectors,
  store: { releases: store },
  releases,
  open,
  trouble,
  choices: known,
}: DeskParts): Promise<ReleaseDesk> {
  const choices = known ?? (await openChoices(store, trouble));
  const upstreamOf = (instance: string) => config.instances[instance]?.connector ?? '';
  const candidates = (instance: string) =>
    candidatesOf({
      ...{ instance, connector: upstreamOf(instance), choices },
      configured: config.instances[instance]?.releases ?? [],
      releaseOf: (upstream, name) => releases.get(`${upstream}/${name}`),
      fitsInstance: (release) => misfitOf(config, connectors, instance, release) === undefined,
    });
  return {
    ...{ store, releases, choices, open, upstreamOf },
    instances: Object.keys(config.instances),
    candidatesOf: candidates,
    misfitOf: (instance, release) => misfitOf(config, connectors, instance, release),
    policyOf: samplePolicies(config),
    readingOf: (instance, operation) => readingOf(config, connectors, instance, operation),
    inUse(instance, operation) {
      const used = candidates(instance).get(operation)?.operations[0];
      return used && releases.get(`${upstreamOf(instance)}/${used.release}`)?.operations.get(operation);
    },
  };
}
