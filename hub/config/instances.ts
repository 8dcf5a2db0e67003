import type { Connector } from '../../connectors/connector.ts';
import type { Release } from '../mapping/release.ts';
import { checkSchema } from './check-schema.ts';
import type { Finding, Path } from './mistakes.ts';
import { suggestion } from './nearest.ts';
import type { Connectors } from './sandboxes.ts';
import { isTree, textsOf, treeOf } from './values.ts';

export type Releases = ReadonlyMap<string, Release>;

export interface Ground {
  readonly connectors: Connectors;
  /** Compiled releases by `UPSTREAM/RELEASE`. */
  readonly releases: Releases;
  /** Places whose text was filled in from outside the file. */
  readonly filled: ReadonlySet<string>;
  readonly isThere: (file: string) => boolean;
}

/** What the schema cannot know of an instance: its connector's settings, its releases, and whether the two fit. */
export function checkInstance(name: string, instance: unknown, ground: Ground): readonly Finding[] {
  const at: Path = ['instances', name];
  const { connector: connectorName, releases: wanted, settings, simpan, tls } = treeOf(instance);
  if (typeof connectorName !== 'string') return []; // the schema has said so
  const connector = ground.connectors[connectorName];
  if (!connector) {
    const reason = `there is no connector "${connectorName}"${suggestion(connectorName, Object.keys(ground.connectors))}`;
    return [{ at: [...at, 'connector'], reason }];
  }
  const settingsAt = [...at, 'settings'];
  const wrongSettings = isTree(settings)
    ? checkSchema(connector.configSchema, settings, { at: settingsAt, filled: ground.filled })
    : [];
  const found = textsOf(wanted).map(({ text, index }) => ({
    at: [...at, 'releases', index],
    name: text,
    release: ground.releases.get(`${connectorName}/${text}`),
  }));
  const known = found.flatMap(({ release }) => release ?? []);
  const canFit = isTree(settings) && wrongSettings.length === 0;
  return [
    ...wrongSettings,
    ...found.flatMap((wish) => checkRelease(wish, connector, ground.releases)),
    ...(canFit ? known.flatMap((release) => checkFit(release, connector, settings, settingsAt)) : []),
    ...checkKept(simpan, known, [...at, 'simpan']),
    ...checkAuthority(tls, ground, [...at, 'tls', 'caFile']),
  ];
}

function checkRelease(
  { at, name, release }: { at: Path; name: string; release: Release | undefined },
  connector: Connector<never>,
  releases: Releases,
): readonly Finding[] {
  if (!release) {
    const own = [...releases.values()].filter(({ upstream }) => upstream === connector.name);
    const reason = `there is no release "${name}" in mappings/${connector.name}`;
    return [
      {
        at,
        reason:
          reason +
          suggestion(
            name,
            own.map((each) => each.name),
          ),
      },
    ];
  }
  const { protocol, incoming } = release;
  if (incoming || Object.hasOwn(connector.protocols, protocol)) return [];
  return [{ at, reason: `release "${name}" needs protocol "${protocol}", which this connector does not speak` }];
}

/** A release whose service has no address here, or whose paths name a setting that is not there, fails at every call. */
function checkFit(release: Release, connector: Connector<never>, settings: unknown, at: Path): readonly Finding[] {
  const { service, name, incoming } = release;
  if (incoming) return [];
  const lacks = lackingFor(release, connector, settings);
  if (typeof lacks === 'string')
    return [{ at: [...at, 'services', service], reason: `is missing; release "${name}" asks there (${lacks})` }];
  return lacks.map((setting) => ({
    at: [...at, 'services', service, setting],
    reason: `is missing; release "${name}" has it in its paths`,
  }));
}

/** Settings that the paths of a release name and the instance lacks; a text where it has no account for it at all. */
function lackingFor(release: Release, connector: Connector<never>, settings: unknown): string | readonly string[] {
  const config = settings as never; // checked against the connector's own schema before
  try {
    connector.addressOf(config, release.service);
    const given = connector.settingsOf(config, release.service);
    const needed = new Set([...release.operations.values()].flatMap((operation) => operation.settings));
    return [...needed].filter((setting) => !given[setting]);
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

/** Why an instance cannot be asked with a release that its configuration does not list; `undefined` when it can. */
export function releaseMisfit(release: Release, connector: Connector<never>, settings: unknown): string | undefined {
  if (release.incoming) return `its calls come in`;
  if (!Object.hasOwn(connector.protocols, release.protocol))
    return `${connector.name} does not speak "${release.protocol}"`;
  const lacks = lackingFor(release, connector, settings);
  if (typeof lacks === 'string') return lacks;
  return lacks.length > 0 ? `settings.services.${release.service} lacks ${lacks.join(', ')}` : undefined;
}

function checkKept(simpan: unknown, releases: readonly Release[], at: Path): readonly Finding[] {
  const operations = [...new Set(releases.flatMap((release) => [...release.operations.keys()]))];
  return Object.keys(treeOf(simpan))
    .filter((operation) => releases.length > 0 && !operations.includes(operation))
    .map((operation) => ({
      at: [...at, operation],
      reason: `none of the instance's releases has this operation${suggestion(operation, operations)}`,
    }));
}

function checkAuthority(tls: unknown, { isThere }: Ground, at: Path): readonly Finding[] {
  const { caFile } = treeOf(tls);
  return typeof caFile === 'string' && !isThere(caFile) ? [{ at, reason: `${caFile} is not there` }] : [];
}
