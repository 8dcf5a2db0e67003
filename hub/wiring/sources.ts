import type { CheckedConfig } from '../config/load.ts';
import type { Upstream } from '../exchange/upstream.ts';
import { needsOf, reads, services } from '../services/services.ts';

/** The instances a service asks, first to last: those the configuration names, else the first of its connector. */
export function sourcesByService(config: CheckedConfig, byInstance: ReadonlyMap<string, Upstream>) {
  const sources = new Map(
    [...services, ...reads].map((service) => {
      const { connector, operations } = needsOf(service);
      const named = config.services[service.name]?.instances;
      const usual = [...byInstance.values()].filter((one) => one.connector === connector).slice(0, 1);
      const chosen = named ? named.flatMap((name) => byInstance.get(name) ?? []) : usual;
      return [service.name, chosen.filter((source) => operations.every((operation) => source.has(operation)))];
    }),
  );
  return (service: string): readonly Upstream[] => sources.get(service) ?? [];
}
