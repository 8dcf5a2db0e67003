import type { Connector } from '../../connectors/connector.ts';
import { releaseMisfit } from '../config/instances.ts';
import type { CheckedConfig } from '../config/load.ts';
import type { Operation, Release } from '../mapping/release.ts';
import type { Reading, SamplePolicy } from '../releases/sample.ts';
import { reads } from '../services/services.ts';

export type Connectors = Readonly<Record<string, Connector<never>>>;
type Instances = Pick<CheckedConfig, 'instances'>;

/** What it takes to read a kept answer of this instance with an operation of any release that it can be asked with. */
export function readingOf(
  { instances }: Instances,
  connectors: Connectors,
  instance: string,
  { protocol: name, service }: Operation,
): Reading {
  const { connector: of = '', settings } = instances[instance] ?? {};
  const connector = connectors[of];
  const protocol = connector?.protocols[name];
  if (!connector || !protocol) throw new Error(`${instance} does not speak "${name}"`);
  return { instance, protocol, config: settings, settings: connector.settingsOf(settings as never, service) };
}

/** Why an instance cannot be asked with a release; `undefined` when it can. */
export function misfitOf(
  { instances }: Instances,
  connectors: Connectors,
  instance: string,
  release: Release,
): string | undefined {
  const { connector: of = '', settings } = instances[instance] ?? {};
  const connector = connectors[of];
  return connector ? releaseMisfit(release, connector, settings) : `there is no connector "${of}"`;
}

const POLICY = { penuh: 'whole', putusan: 'answer', tidak: 'none' } as const;
const STRICTEST: readonly SamplePolicy[] = ['none', 'answer', 'whole'];

/** What may be kept of an answer may be kept as a sample; where services and agreement differ, the stricter word holds. */
export function samplePolicies({ instances }: Instances): (instance: string, operation: string) => SamplePolicy {
  const byOperation = new Map<string, SamplePolicy>();
  for (const { connector, operations, keep } of reads)
    for (const operation of operations) {
      const key = `${connector} ${operation}`;
      byOperation.set(key, stricter(byOperation.get(key) ?? 'whole', POLICY[keep]));
    }
  return (instance, operation) => {
    const { connector, simpan } = instances[instance] ?? {};
    const own = byOperation.get(`${connector} ${operation}`) ?? 'whole';
    const said = simpan?.[operation]?.keep;
    return said ? stricter(own, POLICY[said]) : own;
  };
}

function stricter(one: SamplePolicy, other: SamplePolicy): SamplePolicy {
  return STRICTEST.find((policy) => policy === one || policy === other) ?? 'none';
}
