import type { SimpulConfig } from '../../openapi/generated/config.ts';
import type { Upstream } from '../exchange/upstream.ts';
import type { Observations } from '../health/observations.ts';
import { createProbes, type ProbePlan, type Probes } from '../health/probes.ts';
import type { Store } from '../store/store.ts';

export interface ProbeWiring {
  readonly config: SimpulConfig;
  readonly upstreams: ReadonlyMap<string, Upstream>;
  readonly observations: Observations;
  readonly store: Pick<Store, 'health'>;
  readonly now: () => Date;
  readonly trouble: (what: string, error?: unknown) => void;
}

export function openProbes({ config, upstreams, observations, store, now, trouble }: ProbeWiring): Probes {
  return createProbes({
    ...{ upstreams, observations, now, trouble },
    planOf: (instance) => planOf(config, instance),
    async maintenanceOf(instance) {
      const at = now().getTime();
      return (await store.health.maintenance({ from: at, to: at + 1 })).find((one) => one.instance === instance);
    },
  });
}

/** What is counted is not spent on questions of our own; and a sandbox shows what was asked by whoever plays with it. */
function planOf({ instances, sandboxes }: SimpulConfig, name: string): ProbePlan {
  const { probe, limits, connector = '' } = instances[name] ?? {};
  if (probe) return probe.off ? { never: 'off' } : { everySeconds: probe.everySeconds };
  if (limits?.callsPerDay !== undefined) return { never: 'metered' };
  return connector in sandboxes ? { never: 'sandbox' } : { everySeconds: USUAL_SECONDS };
}

/** As `ProbeConfig` of openapi/config.yaml says where nothing is configured. */
const USUAL_SECONDS = 60;
