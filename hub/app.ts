import type { Logger } from 'pino';
import { connectors } from '../connectors/index.ts';
import { hashKey, loadApplications } from './access/applications.ts';
import { type Agreements, agreementsByInstance } from './access/by-instance.ts';
import { createRateLimits } from './access/limits.ts';
import { createApi } from './api/api.ts';
import { authenticate, createPermissions } from './api/caller.ts';
import { mountDocsFiles } from './api/docs.ts';
import { loadApiDocument } from './api/document.ts';
import { listen } from './api/server.ts';
import { createValidation } from './api/validation.ts';
import { createAudit } from './audit/audit.ts';
import { forgetCalls } from './callbacks/heard.ts';
import type { CheckedConfig } from './config/load.ts';
import { createExchange } from './exchange/exchange.ts';
import { createSnapshots } from './exchange/snapshots.ts';
import type { Upstream } from './exchange/upstream.ts';
import { createMetrics } from './health/metrics.ts';
import { createObservations } from './health/observations.ts';
import { createTroubleLog } from './health/trouble-log.ts';
import { withoutLongNumbers } from './identifiers/without-long-numbers.ts';
import type { LoadedRelease } from './mapping/load.ts';
import { forwards, jobs, needsOf, reads, services } from './services/services.ts';
import { createSealedRecords } from './store/sealed-records.ts';
import { sealsOf } from './store/sealing.ts';
import type { Store } from './store/store.ts';
import { createContexts } from './wiring/contexts.ts';
import { inFrontOf, openCallbacks, openOpen311 } from './wiring/doors.ts';
import { openForwards } from './wiring/forwards.ts';
import { createHandlers } from './wiring/handlers.ts';
import { runJobs } from './wiring/jobs.ts';
import { openUpstreams } from './wiring/upstreams.ts';

export interface HubOptions {
  readonly config: CheckedConfig;
  readonly secretKey: string;
  readonly releases: ReadonlyMap<string, LoadedRelease>;
  readonly store: Store;
  readonly log: Logger;
  readonly now?: () => Date;
}
export interface Hub {
  readonly url: string;
  /** Stops accepting, lets what is under way end, writes what is waiting. Resolves within ten seconds. */
  close(): Promise<void>;
}

const EVERY_SECOND_MS = 1000;
const EVERY_HOUR_MS = 3_600_000;
const DEMO_REQUESTS_PER_MINUTE = 6_000_000;

/** Wires the house and opens its door. The only place that sees every part. */
export async function startHub({
  config,
  secretKey,
  releases,
  store,
  log,
  now = () => new Date(),
}: HubOptions): Promise<Hub> {
  const { keyedHash, sealing } = sealsOf(secretKey);
  const metrics = createMetrics();
  const logTrouble = createTroubleLog(log, now);
  const observations = createObservations((observation) => {
    metrics.observed(observation);
    logTrouble(observation);
  });
  const upstreams = await openUpstreams({ config, releases, connectors, store, observations, log, now });
  const sourcesOf = sourcesByService(config, upstreams.byInstance);
  const trouble = (what: string, error?: unknown) => log.error({ error: messageOf(error) }, what);

  await putDemoApplication(config, store, now);
  const applications = await loadApplications(store.applications);
  const limits = createRateLimits(config.limits.requestsPerMinute);
  const audit = createAudit({ store: store.audit, trouble });
  const exchange = createExchange({
    snapshots: createSnapshots({
      store: store.snapshots,
      sealing,
      keyedHash,
      most: config.limits.snapshotsInMemory,
      trouble,
    }),
    sourcesOf,
    keepOf: (instance, operation) => upstreams.keepOf(instance, operation),
    keyedHash,
    absentMs: config.limits.absentSeconds * 1000,
    now,
    drifted: (instance, release, operation, verdict) => {
      const drift = 'drift' in verdict ? verdict.drift : [];
      if (verdict.kind === 'changed')
        log.error({ instance, release, operation, drift }, 'an answer does not fit its release');
      else log.debug({ instance, release, operation, drift }, 'an answer holds fields nobody named');
    },
  });

  const { relay, payloads, subscriptions, webhooks } = await openForwards({
    ...{ config, store, sealing, keyedHash, forwards, now, trouble },
    isActive: (application) => applications.has(application),
    upstreams: upstreams.byInstance,
  });
  const stop = new AbortController();
  const records = createSealedRecords(store.records, sealing);
  const contexts = createContexts({
    stopping: stop.signal,
    ...(config.publicUrl === undefined ? {} : { publicUrl: config.publicUrl }),
    ...{ store, records, exchange, relay, payloads, applications, keyedHash, now, trouble },
    upstreams: upstreams.byInstance,
  });

  const document = loadApiDocument();
  const validation = createValidation(document);
  const agreements: Agreements = agreementsByInstance(config);
  const permissions = createPermissions({
    instancesOf: (service) => sourcesOf(service).map(({ instance }) => instance),
    agreementsOf: (instance) => agreements.of(instance),
    now,
  });
  const edge = { applications, limits, permissions, exchange, audit, keyedHash, now };
  const wholeEdge = { ...edge, relay, payloads, messages: store.messages, contextFor: contexts.forRequest };
  const handlers = createHandlers({
    ...{ document, validation, metrics, observations, sourcesOf },
    edge: wholeEdge,
    subscriptions: {
      ...{ subscriptions, relay, webhooks, sealing, trouble },
      events: store.events,
      addressRules: config.webhooks,
      stopping: () => stop.signal.aborted,
    },
    notReady: async () => (stop.signal.aborted ? 'sedang berhenti' : await troubleOf(store)),
  });
  const api = createApi({
    document,
    handlers,
    bodyBytes: config.limits.bodyBytes,
    admitUpload: (headers) => void authenticate(headers, applications),
    metrics,
    mount: mountDocsFiles,
    failed: ({ requestId, operation, problem, cause }) => {
      const told = { requestId, operation, status: problem.status, problem: problem.kind };
      if (problem.kind === 'kesalahan-internal')
        log.error({ ...told, error: messageOf(cause), stack: stackOf(cause) }, 'internal error');
      else if (problem.status >= 500) log.warn(told, 'not answered');
      else log.debug(told, 'refused');
    },
  });
  const doors = {
    ...{ config, connectors, records, now, trouble },
    edge: wholeEdge,
    jobContext: contexts.forJob,
    called: (call: object) => log.debug(call, 'an upstream called'),
  };
  const callbacks = openCallbacks(doors);
  const server = await listen(inFrontOf(api, callbacks, openOpen311(doors)), config.host, config.port);

  const running = runJobs([...jobs, forgetCalls], contexts.forJob);
  const everySecond = setInterval(() => {
    void subscriptions.refresh().catch((error: unknown) => trouble('addresses could not be read again', error));
    void applications.refresh().catch((error: unknown) => trouble('applications could not be read again', error));
    void upstreams.flush().catch((error: unknown) => trouble('call counts could not be written', error));
  }, EVERY_SECOND_MS).unref();
  const everyHour = setInterval(() => {
    void store.snapshots
      .prune(now().getTime())
      .catch((error: unknown) => trouble('old snapshots could not be removed', error));
    void removeOld(store, config, now()).catch((error: unknown) =>
      trouble('old messages and events could not be removed', error),
    );
  }, EVERY_HOUR_MS).unref();

  return {
    url: `http://${config.host === '0.0.0.0' ? '127.0.0.1' : config.host}:${server.port}`,
    async close() {
      stop.abort();
      clearInterval(everySecond);
      clearInterval(everyHour);
      await running.close();
      const relayed = relay.close(6000); // who waits for an outcome or an event is answered at once
      await server.close(6000);
      await callbacks.settled();
      await relayed;
      await webhooks.close();
      await Promise.race([exchange.settled(), new Promise((resolve) => setTimeout(resolve, 2000).unref())]);
      await upstreams.flush().catch((error: unknown) => trouble('call counts could not be written', error));
      await upstreams.close();
      await audit.flush();
      await store.close();
    },
  };
}

const A_DAY_MS = 24 * EVERY_HOUR_MS;

/** What has not arrived is never old. */
async function removeOld(store: Store, { relay }: CheckedConfig, now: Date): Promise<void> {
  const before = (days: number) => now.getTime() - days * A_DAY_MS;
  while ((await store.messages.prune(before(relay.historyDays))) > 0);
  while ((await store.events.prune(before(relay.eventDays))) > 0);
}

/** The instances a service asks, first to last: those the configuration names, else the first of its connector. */
function sourcesByService(config: CheckedConfig, byInstance: ReadonlyMap<string, Upstream>) {
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

/** The application that `npm start` prints a key for; it has every scope there is. */
async function putDemoApplication({ mode, demoKey, agreements }: CheckedConfig, store: Store, now: () => Date) {
  if (mode === 'production' || demoKey === undefined) {
    await store.applications.revoke('demo', now().getTime());
    return;
  }
  await store.applications.put({
    id: 'demo',
    name: 'demo',
    keyHash: hashKey(demoKey),
    scopes: ['penduduk:baca', 'penduduk:verifikasi', 'jkn:baca', 'jkn:tulis', 'laporan:baca', 'laporan:tulis'],
    purposes: [...new Set(['pelayanan-publik', ...agreements.flatMap(({ keperluan }) => keperluan)])],
    requestsPerMinute: DEMO_REQUESTS_PER_MINUTE,
    createdAt: now().getTime(),
  });
}

async function troubleOf(store: Store): Promise<string | undefined> {
  try {
    await store.check();
    return undefined;
  } catch {
    return 'penyimpanan tidak dapat ditulis';
  }
}

function messageOf(error: unknown): string | undefined {
  return error === undefined ? undefined : error instanceof Error ? withoutLongNumbers(error.message) : 'unknown';
}

function stackOf(error: unknown): string | undefined {
  return error instanceof Error ? withoutLongNumbers(error.stack ?? '') : undefined;
}
