import type { SimpulConfig } from '../../openapi/generated/config.ts';
import type { ApiDocument } from '../api/document.ts';
import type { Upstream } from '../exchange/upstream.ts';
import type { Standing } from '../health/availability.ts';
import { type Card, type CardSource, cardsOf } from '../health/cards.ts';
import { createHealthKeeping } from '../health/keeping.ts';
import { createMeters } from '../health/meters.ts';
import { createMetrics, type Metrics } from '../health/metrics.ts';
import { createObservations, type Observation, type Observations } from '../health/observations.ts';
import { isStopped, outOf } from '../health/operation-state.ts';
import { createOutages } from '../health/outages.ts';
import { type How, outcomeOf } from '../health/outcomes.ts';
import { createPeers, type Peers } from '../health/peers.ts';
import type { Probes } from '../health/probes.ts';
import { createUsage, type Usage } from '../health/usage.ts';
import { WEBHOOKS } from '../relay/announcements.ts';
import type { Relay } from '../relay/relay.ts';
import type { Maintenance } from '../store/health.ts';
import type { Store } from '../store/store.ts';
import type { OpenTraces } from '../traces/traces.ts';
import { standingOf } from './sources.ts';

export interface HealthParts {
  readonly store: Pick<Store, 'health' | 'releases' | 'counters'>;
  readonly document: ApiDocument;
  /** Also told of every observation. */
  readonly tell: (observation: Observation) => void;
  readonly now: () => Date;
  readonly trouble: (what: string, error?: unknown) => void;
}

export interface HealthSources {
  readonly config: SimpulConfig;
  readonly upstreams: ReadonlyMap<string, Upstream>;
  readonly relay: Pick<Relay, 'lanes'>;
  readonly probes: Pick<Probes, 'last'>;
  readonly sourcesOf: (service: string) => readonly Upstream[];
  readonly traces: Pick<OpenTraces, 'dropped'>;
}

export interface Health {
  readonly metrics: Metrics;
  readonly observations: Observations;
  readonly peers: Peers;
  readonly usage: Usage;
  /** An answer that did not go through the edge of the unified API, as it would have counted there. */
  served(served: ServedAnswer, tookSeconds: number): void;
  /** Begins to look at the parts that were opened meanwhile. */
  watch(sources: HealthSources): HealthView;
  /** Writes what was counted. */
  close(): Promise<void>;
}

export interface ServedAnswer {
  readonly service: string;
  readonly status: number;
  readonly how?: How;
  readonly application: string;
}

export interface HealthView {
  cards(): readonly Card[];
  standing(): readonly Standing[];
}

const SECOND_MS = 1000;
const USAGE_MS = 10_000;
const MINUTE_MS = 60_000;
const HOUR_MS = 3_600_000;

/** Counts from the first call on; looks at everything every second, writes every minute, removes what is old every hour. */
export function openHealth({ store, document, tell, now, trouble }: HealthParts): Health {
  const meters = createMeters();
  const keeping = createHealthKeeping({ meters, store: store.health, now });
  const peers = createPeers();
  const plain = createMetrics();
  const counted = new Set(document.operations.filter(isForApplications).map(({ id }) => id));
  const observations = createObservations((observation) => {
    plain.observed(observation);
    meters.called(observation);
    tell(observation);
  });
  const usage = createUsage({ counters: store.counters, now });
  const count = (service: string, status: number, tookSeconds: number, how?: How, application?: string) => {
    const outcome = outcomeOf(status, how);
    if (counted.has(service)) meters.answered(service, outcome, tookSeconds * 1000, now().getTime());
    if (application !== undefined) usage.answered(application, service, outcome);
  };
  const timers: NodeJS.Timeout[] = [];
  const underWay = new Set<Promise<void>>();
  let maintenance: readonly Maintenance[] = [];

  function watch({ config, upstreams, relay, probes, sourcesOf, traces }: HealthSources): HealthView {
    const standing = () => standingOf(sourcesOf);
    const outages = createOutages({ incidents: store.releases, entries: store.health, now });
    const laneViews = () => relay.lanes();
    plain.watch({
      waiting: () =>
        laneViews().map(({ lane, waiting }) => [lane.startsWith(`${WEBHOOKS} `) ? WEBHOOKS : lane, waiting]),
      breakers: () => operationsOf(upstreams).map(({ state: { breaker }, ...one }) => ({ ...one, state: breaker })),
      holds: () => operationsOf(upstreams).map(({ state: { hold }, ...one }) => ({ ...one, held: hold !== undefined })),
      rollupFailures: () => keeping.failures(),
      droppedSpans: () => traces.dropped(),
    });

    async function look(): Promise<void> {
      const at = now().getTime();
      maintenance = await store.health.maintenance({ from: at, to: at + 1 });
      const on = Map.groupBy(standing(), ({ instance, operation }) => `${instance} ${operation}`);
      await outages.look(
        operationsOf(upstreams).map(({ instance, operation, state }) => {
          const health = observations.healthOf(instance, operation);
          return {
            ...{ instance, operation, health, dead: outOf(state, health) },
            inMaintenance: isStopped(state) || maintenance.some((one) => one.instance === instance),
            services: (on.get(`${instance} ${operation}`) ?? []).map(({ service }) => service),
          };
        }),
      );
    }

    every(SECOND_MS, look, 'the state of upstreams could not be followed');
    every(USAGE_MS, () => usage.flush(), 'what applications asked could not be written; it is kept');
    every(MINUTE_MS, () => keeping.flush(), 'what was counted could not be written; it is kept');
    every(HOUR_MS, () => keeping.prune(), 'old figures could not be removed');
    return {
      standing,
      cards: () =>
        cardsOf(
          [...upstreams.values()].map((upstream) =>
            cardSource(upstream, config.instances[upstream.instance]?.connector ?? upstream.connector),
          ),
          now(),
        ),
    };

    function cardSource({ instance, operations, stateOf }: Upstream, connector: string): CardSource {
      const planned = maintenance.find((one) => one.instance === instance);
      const above = new Set(standing().flatMap((one) => (one.instance === instance ? [one.service] : [])));
      return {
        ...{ instance, connector, peer: peers.of(instance), probes: probes.last(instance) },
        ...(planned ? { maintenance: planned } : {}),
        operations: operations().map((operation) => {
          const windows = meters.windowsOf('call', instance, operation);
          const health = observations.healthOf(instance, operation);
          return { operation, state: stateOf(operation), health, ...(windows ? { windows } : {}) };
        }),
        lanes: laneViews().filter(({ lane }) => lane.startsWith(`${instance} `)),
        services: [...above].flatMap((service) => meters.windowsOf('answer', '', service) ?? []),
      };
    }
  }

  function every(ms: number, work: () => Promise<void>, failed: string): void {
    let running = false;
    const run = async () => {
      if (running) return;
      running = true;
      const done = work()
        .catch((error: unknown) => trouble(failed, error))
        .finally(() => {
          running = false;
          underWay.delete(done);
        });
      underWay.add(done);
    };
    timers.push(setInterval(() => void run(), ms).unref());
  }

  return {
    observations,
    peers,
    usage,
    metrics: {
      ...plain,
      answered(operation, status, tookSeconds, how, application) {
        plain.answered(operation, status, tookSeconds);
        count(operation, status, tookSeconds, how, application);
      },
    },
    served: ({ service, status, how, application }, tookSeconds) =>
      count(service, status, tookSeconds, how, application),
    watch,
    async close() {
      for (const timer of timers) clearInterval(timer);
      await Promise.allSettled(underWay);
      await usage
        .flush()
        .catch((error: unknown) => trouble('what applications asked last could not be written', error));
      await keeping.finish().catch((error: unknown) => trouble('what was counted last could not be written', error));
    },
  };
}

/** Whatever needs a key is asked by an application; how the hub itself is, is no service. */
export function isForApplications({ id, needsKey }: ApiDocument['operations'][number]): boolean {
  return needsKey && id !== 'getStatus';
}

function operationsOf(upstreams: ReadonlyMap<string, Upstream>) {
  return [...upstreams.values()].flatMap(({ instance, operations, stateOf }) =>
    operations().map((operation) => ({ instance, operation, state: stateOf(operation) })),
  );
}
