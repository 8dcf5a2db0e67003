import type { Logger } from 'pino';
import type { Connector, Protocol } from '../../connectors/connector.ts';
import type { InstanceConfig, SimpulConfig } from '../../openapi/generated/config.ts';
import type { ForcedBreakers } from '../exchange/forced-breakers.ts';
import { createHttpClient } from '../exchange/http.ts';
import { createQuota } from '../exchange/quota.ts';
import type { Keep } from '../exchange/read-service.ts';
import { createUpstream, type Upstream } from '../exchange/upstream.ts';
import type { Observations } from '../health/observations.ts';
import type { Peers } from '../health/peers.ts';
import type { LoadedRelease } from '../mapping/load.ts';
import type { ReleaseKeeper } from '../releases/releases.ts';
import type { Store } from '../store/store.ts';
import type { Traces } from '../traces/traces.ts';

export interface UpstreamParts {
  readonly config: SimpulConfig;
  readonly releases: ReadonlyMap<string, LoadedRelease>;
  readonly keeper: ReleaseKeeper;
  readonly connectors: Readonly<Record<string, Connector<never>>>;
  readonly store: Store;
  readonly observations: Observations;
  readonly peers: Peers;
  readonly breakers: ForcedBreakers;
  readonly traces: Traces;
  readonly log: Logger;
  readonly now: () => Date;
}

export interface Upstreams {
  readonly byInstance: ReadonlyMap<string, Upstream>;
  keepOf(instance: string, operation: string): { readonly keep: Keep; readonly maxAgeMs?: number } | undefined;
  /** Writes the day's call counts. */
  flush(): Promise<void>;
  close(): Promise<void>;
}

/** How many times its time-out an answer to a write may be late and still be heard. */
const LATE_ANSWERS = 3;

/** Opens every configured instance: its connection pool, its quota, its breakers. */
export async function openUpstreams(parts: UpstreamParts): Promise<Upstreams> {
  const opened = await Promise.all(
    Object.entries(parts.config.instances).map(([name, instance]) => openUpstream(name, instance, parts)),
  );
  return {
    byInstance: new Map(opened.map(({ upstream }) => [upstream.instance, upstream])),
    keepOf(instance, operation) {
      const said = parts.config.instances[instance]?.simpan[operation];
      if (!said) return undefined;
      const { keep, maxAgeHours } = said;
      return { keep, ...(maxAgeHours === undefined ? {} : { maxAgeMs: maxAgeHours * 3_600_000 }) };
    },
    async flush() {
      await Promise.all(opened.map(({ quota }) => quota.flush()));
    },
    async close() {
      for (const { upstream } of opened) upstream.close();
      await Promise.all(opened.map(({ close }) => close()));
    },
  };
}

async function openUpstream(name: string, instance: InstanceConfig, parts: UpstreamParts) {
  const { connectors, releases, keeper, store, observations, peers, breakers, traces, log, now } = parts;
  const connector = connectors[instance.connector];
  if (!connector) throw new Error(`instances.${name}: no connector "${instance.connector}"`);
  const { limits, tls } = instance;
  const httpFor = (timeoutMs: number) =>
    createHttpClient({
      instance: name,
      timeoutMs,
      mostBytes: limits.answerBytes,
      connections: limits.concurrentCalls,
      ...(tls ? { tls } : {}),
      heard: (date) => peers.heard(name, date, now()),
      certified: (validTo) => peers.certified(name, validTo),
    });
  const http = httpFor(limits.timeoutMs);
  const patientHttp = httpFor(limits.timeoutMs * LATE_ANSWERS);
  // also those of releases that are not listed: one of them may be chosen while the hub runs
  const ofConnector = [...releases.values()].filter(({ upstream }) => upstream === connector.name);
  const accounts = [...new Set(ofConnector.map(({ service }) => service))];
  const quota = await createQuota(
    {
      instance: name,
      callsPerDay: limits.callsPerDay,
      counters: store.counters,
      warn: (service, percentLeft, left) => log.warn({ instance: name, service, percentLeft, left }, 'quota runs low'),
    },
    accounts,
    now(),
  );
  const config = instance.settings as never;
  const upstream = createUpstream({
    instance: name,
    connector: connector.name,
    config,
    candidates: () => keeper.candidatesOf(name),
    learning: keeper,
    protocolOf: (protocol) => protocolOf(connector, protocol),
    settingsOf: (service) => connector.settingsOf(config, service),
    http: traces.outgoing(http),
    patientHttp: traces.outgoing(patientHttp),
    limits,
    breaker: instance.breaker,
    forced: breakers.of(name),
    quota,
    observations,
    traces,
    now,
  });
  return { upstream, quota, close: () => Promise.all([http.close(), patientHttp.close()]) };
}

function protocolOf(connector: Connector<never>, name: string): Protocol<never> {
  const protocol = connector.protocols[name];
  if (!protocol) throw new Error(`${connector.name} does not speak "${name}"`);
  return protocol;
}
