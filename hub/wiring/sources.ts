import type { CheckedConfig } from '../config/load.ts';
import type { Upstream } from '../exchange/upstream.ts';
import type { Standing } from '../health/availability.ts';
import { needsOf, reads, services } from '../services/services.ts';

type Source = Pick<Upstream, 'instance' | 'connector' | 'has'>;

/** The instances a service asks, first to last: those the configuration names, else the first of its connector. */
export function sourcesByService<One extends Source>(config: CheckedConfig, byInstance: ReadonlyMap<string, One>) {
  const sources = new Map(
    [...services, ...reads].map((service) => {
      const { connector, operations } = needsOf(service);
      const named = config.services[service.name]?.instances;
      const usual = [...byInstance.values()].filter((one) => one.connector === connector).slice(0, 1);
      const chosen = named ? named.flatMap((name) => byInstance.get(name) ?? []) : usual;
      return [service.name, chosen.filter((source) => operations.every((operation) => source.has(operation)))];
    }),
  );
  return (service: string): readonly One[] => sources.get(service) ?? [];
}

/** Which service stands on which operations of which instances. */
export function standingOf(sourcesOf: (service: string) => readonly Pick<Source, 'instance'>[]): readonly Standing[] {
  return services.flatMap((service) => {
    const { operations } = needsOf(service);
    return sourcesOf(service.name).flatMap(({ instance }) =>
      operations.map((operation) => ({ service: service.name, instance, operation })),
    );
  });
}
