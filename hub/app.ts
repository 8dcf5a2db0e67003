import type { Logger } from 'pino';
import { connectors } from '../connectors/index.ts';
import { loadApplications } from './access/applications.ts';
import { type Agreements, agreementsByInstance } from './access/by-instance.ts';
import { createOperators } from './access/create-operators.ts';
import { createRateLimits } from './access/limits.ts';
import type { Operators } from './access/operators.ts';
import { createApi } from './api/api.ts';
import { authenticate, createPermissions } from './api/caller.ts';
import { createCorrections } from './api/correction.ts';
import { mountDocsFiles } from './api/docs.ts';
import { loadApiDocument } from './api/document.ts';
import { listen } from './api/server.ts';
import { createValidation } from './api/validation.ts';
import { createAudit } from './audit/audit.ts';
import { forgetCalls } from './callbacks/heard.ts';
import type { CheckedConfig } from './config/load.ts';
import { permitKindsOf } from './config/permit-kinds.ts';
import type { PanelSandbox } from './console/endpoints/sandbox.ts';
import { createExchange } from './exchange/exchange.ts';
import { openForcedBreakers } from './exchange/forced-breakers.ts';
import { createSnapshots } from './exchange/snapshots.ts';
import { createTroubleLog } from './health/trouble-log.ts';
import { withoutLongNumbers } from './identifiers/without-long-numbers.ts';
import type { LoadedRelease } from './mapping/load.ts';
import { forwards, jobs, submitServiceOf } from './services/services.ts';
import { createSealedRecords } from './store/sealed-records.ts';
import { sealsOf } from './store/sealing.ts';
import type { Store } from './store/store.ts';
import { openConsole } from './wiring/console.ts';
import { openAntrean } from './wiring/console-antrean.ts';
import { openLaporan } from './wiring/console-laporan.ts';
import { openPembayaran } from './wiring/console-pembayaran.ts';
import { openPerubahan } from './wiring/console-perubahan.ts';
import { createContexts } from './wiring/contexts.ts';
import { putDemoApplication } from './wiring/demo-application.ts';
import { putDemoOperator } from './wiring/demo-operator.ts';
import { inFrontOf, openCallbacks, openOpen311 } from './wiring/doors.ts';
import { openFacades } from './wiring/facades.ts';
import { openForwards } from './wiring/forwards.ts';
import { createHandlers } from './wiring/handlers.ts';
import { openHealth } from './wiring/health.ts';
import { runJobs } from './wiring/jobs.ts';
import { openMonthly } from './wiring/monthly.ts';
import { openNotices } from './wiring/notices.ts';
import { openProbes } from './wiring/probes.ts';
import { type Mappings, openReleaseKeeping } from './wiring/releases.ts';
import { sourcesByService } from './wiring/sources.ts';
import { tellOfContract, tellOfUpstreams } from './wiring/tidings.ts';
import { openTraces } from './wiring/traces.ts';
import { startUpkeep } from './wiring/upkeep.ts';
import { openUpstreams } from './wiring/upstreams.ts';

export interface HubOptions {
  readonly config: CheckedConfig;
  readonly secretKey: string;
  /** As they are at the start. */
  readonly releases: ReadonlyMap<string, LoadedRelease>;
  /** Where they come from, to be watched; absent: they stay as they are. */
  readonly mappings?: Mappings;
  readonly store: Store;
  readonly log: Logger;
  /** Stand-ins that run with it: the console has switches for them. */
  readonly sandboxes?: readonly PanelSandbox[];
  readonly now?: () => Date;
}
export interface Hub {
  readonly url: string;
  readonly operators: Operators;
  /** Stops accepting, lets what is under way end, writes what is waiting. Resolves within ten seconds. */
  close(): Promise<void>;
}

/** Wires the house and opens its door. The only place that sees every part. */
export async function startHub({
  config,
  secretKey,
  releases,
  mappings,
  store,
  log,
  sandboxes = [],
  now = () => new Date(),
}: HubOptions): Promise<Hub> {
  const { keyedHash, sealing, auditKey } = sealsOf(secretKey);
  const trouble = (what: string, error?: unknown) => log.error({ error: messageOf(error) }, what);
  const document = loadApiDocument();
  const traces = await openTraces(config, trouble);
  const health = openHealth({ store, document, tell: createTroubleLog(log, now), now, trouble });
  const { metrics, observations, peers } = health;
  await health.usage.flush(); // what was counted before the last stop
  const releasing = await openReleaseKeeping({
    ...{ config, connectors, initial: releases, store, sealing, log, now, trouble },
    ...(mappings ? { mappings } : {}),
  });
  const { keeper } = releasing;
  const breakers = await openForcedBreakers(store.breakers, now);
  const upstreams = await openUpstreams({
    ...{ config, releases, keeper, connectors, store, observations, peers, breakers, traces, log, now },
  });
  const sourcesOf = sourcesByService(config, upstreams.byInstance);

  await putDemoApplication(config, store, now);
  await putDemoOperator(config, store, log, now);
  const applications = await loadApplications(store.applications);
  const limits = createRateLimits(config.limits.requestsPerMinute);
  const operators = createOperators({ store: store.operators, sealing, now, trouble });
  const audit = createAudit({ store: store.audit, key: auditKey, now, trouble });
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
  });

  const { relay, payloads, subscriptions, webhooks } = await openForwards({
    ...{ config, store, sealing, keyedHash, forwards, traces, now, trouble },
    isActive: (application) => applications.has(application),
    upstreams: upstreams.byInstance,
    contract: (lane, reason) => tellOfContract(keeper, lane, reason),
  });
  const stop = new AbortController();
  const records = createSealedRecords(store.records, sealing);
  const contexts = createContexts({
    stopping: stop.signal,
    ...(config.publicUrl === undefined ? {} : { publicUrl: config.publicUrl }),
    ...{ store, records, exchange, relay, payloads, applications, keyedHash, now, trouble },
    settingsOf: (instance) => publicSettings(config, instance),
    accessEnd: (name) => {
      const instance = config.instances[name];
      return instance && connectors[instance.connector]?.accessEnd?.(instance.settings as never);
    },
    permitKinds: permitKindsOf(config),
    config,
    upstreams: upstreams.byInstance,
  });

  const validation = createValidation(document);
  const agreements: Agreements = agreementsByInstance(config);
  const permissions = createPermissions({
    instancesOf: (service) => sourcesOf(service).map(({ instance }) => instance),
    agreementsOf: (instance) => agreements.of(instance),
    now,
  });
  const edge = { applications, limits, permissions, exchange, audit, keyedHash, now };
  const wholeEdge = { ...edge, relay, payloads, messages: store.messages, contextFor: contexts.forRequest };
  const corrections = createCorrections({
    ...{ document, permissions, submitServiceOf },
    checkOf: validation.check,
    contextFor: contexts.forRequest,
  });
  const handlers = createHandlers({
    ...{ document, validation, metrics, observations, sourcesOf, corrections },
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
    traces,
    mount: (express) => mountDocsFiles(express, document),
    failed: ({ requestId, operation, problem, cause }) => {
      const told = { requestId, operation, status: problem.status, problem: problem.kind };
      if (problem.kind === 'kesalahan-internal')
        log.error({ ...told, error: messageOf(cause), stack: stackOf(cause) }, 'internal error');
      else if (problem.status >= 500) log.warn(told, 'not answered');
      else log.debug(told, 'refused');
    },
  });
  const doors = {
    ...{ config, connectors, records, traces, now, trouble, keeper },
    releaseOf: (name: string) => releasing.releases().get(name),
    edge: wholeEdge,
    jobContext: contexts.forJob,
    served: health.served,
    called: (call: object) => log.debug(call, 'an upstream called'),
  };
  const callbacks = openCallbacks(doors);
  const facades = await openFacades({
    ...{ config, connectors, document, validation, records, store, metrics, traces, keyedHash, trouble },
    edge: wholeEdge,
    served: health.served,
    releaseOf: (name) => releasing.releases().get(name),
    told: ({ cause, ...told }) => {
      if (cause !== undefined && told.problem === 'kesalahan-internal')
        log.error({ ...told, error: messageOf(cause), stack: stackOf(cause) }, 'internal error');
      else log.debug(told, 'an old interface was called');
    },
  });
  const probes = openProbes({ config, upstreams: upstreams.byInstance, observations, store, now, trouble });
  const view = health.watch({ config, upstreams: upstreams.byInstance, relay, probes, sourcesOf, traces });
  const notices = openNotices({ config, store, sealing, document, standing: view.standing, now, trouble });
  const antrean = openAntrean({
    ...{ config, store, records, relay, payloads, subscriptions, webhooks, applications, corrections, document },
    ...{ audit, keyedHash, now, stopping: stop.signal, trouble },
  });
  const perubahan = openPerubahan({
    ...{ config, connectors, store, sealing, releasing, now, trouble },
    ...(mappings ? { mappings } : {}),
  });
  const moneyAndReports = [
    openPembayaran({ ...contexts.forJob(), now }),
    openLaporan({ ...contexts.forJob(), store, now }),
  ];
  const konsol = openConsole({
    ...{ config, connectors, store, operators, audit, health: view, sandboxes, now, log, trouble },
    ...{ document, records, applications, subscriptions, relay, webhooks, payloads, keyedHash },
    ...{ usage: health.usage, credentials: facades.credentials },
    monthly: openMonthly({ config, document, store, standing: view.standing, now }),
    ...{ notices, probes, auditKey, upstreams: upstreams.byInstance },
    nameOf: (id) => applications.all().find((one) => one.id === id)?.name,
    stopping: stop.signal,
    pages: [antrean, perubahan, ...moneyAndReports],
  });
  const allDoors = {
    callbacks,
    open311: openOpen311(doors),
    facades: facades.listener,
    console: konsol.listener,
  };
  const connectorOf = (instance: string) => config.instances[instance]?.connector;
  tellOfUpstreams({ keeper, document, applications, connectorOf, relay, now, trouble });
  const server = await listen(inFrontOf(api, allDoors, traces), config.host, config.port);
  await releasing.attach({
    upstreams: upstreams.byInstance,
    askedAnew: (instance, operation) => relay.askedAnew(`${instance} ${operation}`),
  });

  const running = runJobs([...jobs, forgetCalls, callbacks.leftBehind], contexts.forJob);
  const upkeep = startUpkeep({
    ...{ store, config, now, trouble },
    refreshed: {
      addresses: () => subscriptions.refresh(),
      'credentials of old interfaces': () => facades.credentials.refresh(),
      applications: () => applications.refresh(),
      'words about breakers': () => breakers.refresh(),
    },
    flush: () => upstreams.flush(),
  });

  return {
    url: `http://${config.host === '0.0.0.0' ? '127.0.0.1' : config.host}:${server.port}`,
    operators,
    async close() {
      stop.abort();
      upkeep.stop();
      await probes.close();
      await running.close();
      const told = notices.close();
      await antrean.settled();
      const relayed = relay.close(6000); // who waits for an outcome or an event is answered at once
      await server.close(6000);
      await callbacks.settled();
      await relayed;
      await webhooks.close();
      await Promise.race([exchange.settled(), new Promise((resolve) => setTimeout(resolve, 2000).unref())]);
      const traced = traces.close();
      await upstreams.flush().catch((error: unknown) => trouble('call counts could not be written', error));
      await upstreams.close();
      await releasing.close();
      await audit.flush();
      await health.close();
      await told;
      await traced;
      await store.close();
    },
  };
}

function publicSettings({ instances }: CheckedConfig, name: string): Readonly<Record<string, string>> {
  const instance = instances[name];
  return (instance && connectors[instance.connector]?.settingsOf(instance.settings as never, '')) ?? {};
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
