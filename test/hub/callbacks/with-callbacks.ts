import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from '@jest/globals';
import { bpjs } from '../../../connectors/bpjs/connector.ts';
import { createMobileJkn, type MobileJkn } from '../../../connectors/bpjs/sandbox/mobile-jkn.ts';
import { type CallbackParts, type Callbacks, createCallbacks } from '../../../hub/callbacks/callbacks.ts';
import type { CallbackInstance } from '../../../hub/callbacks/routes.ts';
import type { Happening } from '../../../hub/relay/announcements.ts';
import { mobileJknServices } from '../../../hub/services/antrean/mobile-jkn.ts';
import type { JobContext } from '../../../hub/services/job.ts';
import type { ActionService, OpenedMessage, ServiceContext } from '../../../hub/services/service.ts';
import { createSealedRecords } from '../../../hub/store/sealed-records.ts';
import { createKeyedHash, createSealing } from '../../../hub/store/sealing.ts';
import { openSqliteStore } from '../../../hub/store/sqlite/open.ts';
import type { Store } from '../../../hub/store/store.ts';
import { NO_TRACES } from '../../../hub/traces/traces.ts';
import { leaksIn } from '../answer-check.ts';
import { type TestClock, testClock } from '../clock.ts';
import { GOES_ON, NO_BANKS, preparing } from '../preparing.ts';

export const SECRET = 'a secret of the tests, 32 characters at least';
export const CREDENTIALS = { username: 'bpjs-uji', password: 'sandi-uji-rs' };
export const RSUD = 'rsud';

export const SETTINGS = {
  consumerId: '1000',
  consumerSecret: 'contoh-rahasia',
  services: {},
  callbacks: {
    ...CREDENTIALS,
    tokenSecret: 'rahasia token uji, 32 karakter lebih',
    tokenMinutes: 60,
    statusStyle: 'selalu-200',
  },
};

export interface CallbackSurroundings {
  readonly url: string;
  readonly directory: string;
  readonly clock: TestClock;
  readonly store: Store;
  readonly told: readonly Happening[];
  readonly troubles: readonly string[];
  readonly outcomes: readonly string[];
  /** As `mobile-jkn` calls; the token is fetched when it is needed. */
  readonly jkn: MobileJkn;
  readonly fktp: MobileJkn;
  readonly callbacks: Callbacks;
  readonly jobContext: () => JobContext;
  /** What a service of the unified API gets. */
  readonly contextOf: (application: string, messages?: readonly OpenedMessage[]) => ServiceContext;
  readonly run: <Params>(service: ActionService<Params>, params: Params, application?: string) => Promise<unknown>;
  /** Opens the same data again, as after a kill. */
  reopen(): Promise<void>;
}

export interface CallbackOptions extends Partial<Omit<CallbackParts, 'context' | 'now' | 'trouble'>> {
  readonly tell?: (happenings: readonly Happening[]) => Promise<void>;
  readonly start?: string;
}

/** A store on a disk and a server in front of the callbacks. Closes both; fails when a log names a person. */
export async function withCallbacks(
  options: CallbackOptions,
  use: (given: CallbackSurroundings) => Promise<void>,
): Promise<void> {
  const { tell, start, ...parts } = options;
  const directory = await mkdtemp(join(tmpdir(), 'simpul-callbacks-'));
  const clock = testClock(start);
  const told: Happening[] = [];
  const troubles: string[] = [];
  const outcomes: string[] = [];
  const trouble = (what: string, error?: unknown) => void troubles.push(`${what} ${String(error ?? '')}`);
  let store = await openSqliteStore({ directory });
  const keyedHash = createKeyedHash(SECRET);
  const sealing = createSealing({ keys: [{ id: 'uji', secret: SECRET }] });
  const shared = () => ({
    now: clock.now(),
    records: createSealedRecords(store.records, sealing),
    copies: store.copies,
    keyedHash,
    messagesAbout: async () => [],
    read: async () => ({ kind: 'absent', source: RSUD }) as const,
    count: (name: string, day: string, by: number) => store.counters.add(name, day, by),
    tell: tell ?? (async (happenings: readonly Happening[]) => void told.push(...happenings)),
    prepare: preparing(told),
    ...NO_BANKS,
    wordsOf: () => [],
    permitKinds: [],
    instancesOf: () => [RSUD],
    ask: async () => undefined,
  });
  const jobContext = (): JobContext => ({
    ...shared(),
    applicationsWith: () => ['simrs'],
    unsettledSince: async () => undefined,
    ...GOES_ON,
    trouble,
  });
  const contextOf = (application: string, messages: readonly OpenedMessage[] = []): ServiceContext => ({
    ...shared(),
    application: { id: application, name: application, scopes: ['jkn:tulis', 'jkn:baca'] },
    instances: [RSUD],
    messagesAbout: async (about) => messages.filter((message) => message.about === about),
  });
  const instance: CallbackInstance = { name: RSUD, connector: bpjs as never, settings: SETTINGS };
  const callbacks = createCallbacks({
    instances: [instance],
    services: mobileJknServices,
    traces: NO_TRACES,
    called: ({ callback, outcome }) => void outcomes.push(`${callback} ${outcome}`),
    ...parts,
    context: jobContext,
    now: clock.now,
    trouble,
  });
  const server = await listening(callbacks);
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  try {
    await use({
      ...{ url, directory, clock, told, troubles, outcomes, callbacks, jobContext, contextOf },
      get store() {
        return store;
      },
      jkn: createMobileJkn({ baseUrl: `${url}/callbacks/${RSUD}/rs`, ...CREDENTIALS }),
      fktp: createMobileJkn({ baseUrl: `${url}/callbacks/${RSUD}/fktp`, ...CREDENTIALS }),
      async run(service, params, application = 'simrs') {
        const result = await service.run(params, contextOf(application));
        return result.kind === 'json' ? result.body : result;
      },
      async reopen() {
        await store.close();
        store = await openSqliteStore({ directory });
      },
    });
  } finally {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
    await callbacks.settled();
    await store.close();
    await rm(directory, { recursive: true });
  }
  // without the moment: thirteen digits are then always somebody's number
  const events = told.map(({ at: _at, ...happening }) => JSON.stringify(happening));
  expect([...troubles, ...events].flatMap(leaksIn)).toEqual([]);
}

async function listening(callbacks: Callbacks): Promise<Server> {
  const server = createServer((request, response) => {
    if (!callbacks.handle(request, response)) response.writeHead(418).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return server;
}
