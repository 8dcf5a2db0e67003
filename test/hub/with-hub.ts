import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from '@jest/globals';
import pino from 'pino';
import { Pool } from 'undici';
import { connectors } from '../../connectors/index.ts';
import { hashKey } from '../../hub/access/applications.ts';
import { type Hub, startHub } from '../../hub/app.ts';
import { DEMO_FILE, readConfigFile } from '../../hub/config/file.ts';
import { type CheckedConfig, resolveConfig } from '../../hub/config/load.ts';
import { isTree, type Tree } from '../../hub/config/values.ts';
import { MAPPINGS } from '../../hub/mapping/load.ts';
import { services } from '../../hub/services/services.ts';
import { openSqliteStore } from '../../hub/store/sqlite/open.ts';
import type { Store, StoredApplication } from '../../hub/store/store.ts';
import type { Mappings } from '../../hub/wiring/releases.ts';
import { type Answer, leaksIn, mistakesOfAnswer } from './answer-check.ts';
import { loadShipped } from './mapping/shipped.ts';
import { type Sandboxes, startSandboxes } from './sandboxes.ts';

export const DEMO_KEY = 'simpul-demo-key';
/** Of the people every sandbox knows; `connectors/sandbox-kit/people.ts`. */
export const BUDI = { nik: '9901010101900001', kartu: '0009900000001', nama: 'BUDI SANTOSO' };
export const SITI = { nik: '9901025407850002', kartu: '0009900000002', nama: 'SITI AMINAH' };
/** The example of the Dukcapil document. */
export const BUNGA = { nik: '1275015508909901', nama: 'BUNGA CONTOH' };
/** A good number that nobody has. */
export const NOBODY = '9901010101990999';

export interface Asking {
  /** `null`: none is sent. */
  readonly key?: string | null;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

export interface HubSurroundings {
  readonly sandboxes: Sandboxes;
  readonly dataDir: string;
  /** Asks, and fails the test when the answer does not fit the OpenAPI document. */
  ask(method: string, path: string, asking?: Asking): Promise<Answer>;
  get(path: string, asking?: Asking): Promise<Answer>;
  /** `value` as JSON. */
  post(path: string, value: unknown, asking?: Asking): Promise<Answer>;
  /** As it is now; after `restart` another one. */
  readonly url: string;
  readonly hub: Hub;
  readonly store: Store;
  /** Everything logged since the start, one JSON line each. */
  readonly logs: readonly string[];
  /** Closes the hub. */
  stop(): Promise<void>;
  /** Closes the hub if it runs and starts it again on the same data; `changes` are laid over its configuration for good. */
  restart(changes?: Tree): Promise<void>;
  /** Another hub on the same data, as a second process would be. */
  beside(): Promise<BesideHub>;
}

export interface BesideHub {
  readonly get: HubSurroundings['get'];
  readonly store: Store;
}

export interface WithHubOptions {
  /** Laid over the built-in demo: objects are merged, everything else is replaced, `undefined` removes. */
  readonly config?: Tree;
  readonly now?: () => Date;
  readonly people?: number;
  readonly applications?: readonly (Partial<StoredApplication> & { readonly key: string })[];
  /** A folder of releases laid over those of the hub; it is watched, and read anew at each start. */
  readonly mappings?: { readonly own: string };
}

const { releases: shipped } = loadShipped();
type Releases = typeof shipped;
/** What the hub seals with: a test that leaves something in its database seals with the same. */
export const HUB_SECRET = 'a secret of the tests, 32 characters at least';

/** A hub and its sandboxes on free ports. Closes everything even when an assertion fails; fails when a log names a person. */
export async function withHub(options: WithHubOptions, use: (given: HubSurroundings) => Promise<void>): Promise<void> {
  const { now = () => new Date(), people = 20 } = options;
  const closers: (() => Promise<unknown>)[] = [];
  const logs: string[] = [];
  try {
    const dataDir = await mkdtemp(join(tmpdir(), 'simpul-hub-'));
    closers.push(() => rm(dataDir, { recursive: true }));
    let running: RunningHub | undefined;
    closers.push(async () => running?.close());
    const { sandboxes, addresses, tellUpstreams } = await startSandboxes({ people, now });
    closers.push(() => Promise.all(Object.values(sandboxes).map((one) => one.close()))); // before the hub: nothing hangs any more then
    let changes = options.config ?? {};
    const start = () => {
      const { releases, mappings } = releasesOf(options.mappings);
      const config = configOf(changes, addresses, dataDir, releases);
      const watched = mappings ? { mappings } : {};
      const applications = options.applications ?? [];
      const named = Object.entries(addresses).map(([name, url]) => {
        const { change } = connectors[name]?.sandbox ?? {};
        return { name, url, ...(change ? { change } : {}) };
      });
      return startRunning({ ...{ config, releases, dataDir, now, logs, applications, sandboxes: named }, ...watched });
    };
    running = await start();
    tellUpstreams(running.hub.url);
    const there = () => {
      if (!running) throw new Error('the hub was stopped');
      return running;
    };
    const stop = async () => {
      await running?.close();
      running = undefined;
    };
    const ask = (method: string, path: string, asking: Asking = {}) => askChecked(there().client, method, path, asking);
    await use({
      sandboxes,
      dataDir,
      logs,
      ask,
      get: (path, asking) => ask('GET', path, asking),
      post: (path, value, { headers, ...asking } = {}) =>
        ask('POST', path, {
          body: JSON.stringify(value),
          headers: { 'Content-Type': 'application/json', ...headers },
          ...asking,
        }),
      get url() {
        return there().hub.url;
      },
      get hub() {
        return there().hub;
      },
      get store() {
        return there().store;
      },
      stop,
      async restart(more = {}) {
        await stop();
        changes = merged(changes, more) as Tree;
        running = await start();
        tellUpstreams(running.hub.url);
      },
      async beside() {
        const { client, store, close } = await start();
        closers.push(close);
        return { get: (path, asking = {}) => askChecked(client, 'GET', path, asking), store };
      },
    });
  } finally {
    for (const close of closers.reverse()) await close();
  }
  expect(logs.flatMap(leaksOfLog)).toEqual([]);
}

/** Nothing is copied by itself, where a test does not say so. */
const QUIET: Tree = { perencanaan: { pukul: undefined } };

/** People's names are as bad as their numbers. */
function leaksOfLog(line: string): readonly string[] {
  const names = line.match(/SANTOSO|AMINAH|CONTOH|PRATAMA|ANGGRAINI|SURATMAN/gi) ?? [];
  return [...leaksIn(line), ...names].map((leak) => `${leak} in ${line}`);
}

interface RunningHub {
  readonly hub: Hub;
  readonly store: Store;
  readonly client: Pool;
  close(): Promise<void>;
}

interface Start extends Required<Pick<WithHubOptions, 'now' | 'applications'>> {
  readonly config: CheckedConfig;
  readonly releases: Releases;
  readonly mappings?: Mappings;
  readonly dataDir: string;
  readonly logs: string[];
  readonly sandboxes: NonNullable<Parameters<typeof startHub>[0]['sandboxes']>;
}

function releasesOf(mappings: WithHubOptions['mappings']): { releases: Releases; mappings?: Mappings } {
  if (!mappings) return { releases: shipped };
  const { own } = mappings;
  const load: Mappings['load'] = (more) => loadShipped({ own, ...more });
  const { releases, mistakes } = loadShipped({ own });
  if (mistakes.length > 0) throw new Error(JSON.stringify(mistakes));
  return { releases, mappings: { load, own, folders: [MAPPINGS, own] } };
}

async function startRunning(start: Start): Promise<RunningHub> {
  const { config, releases, mappings, dataDir, now, logs, applications, sandboxes } = start;
  const store = await openSqliteStore({ directory: dataDir });
  for (const { key, ...application } of applications) await store.applications.put(applicationOf(key, application));
  // without a time: thirteen digits in a log are then always somebody's number
  const log = pino({ level: 'debug', base: null, timestamp: false }, { write: (line: string) => void logs.push(line) });
  const watched = mappings ? { mappings } : {};
  const hub = await startHub({ config, secretKey: HUB_SECRET, releases, ...watched, store, log, sandboxes, now });
  const client = new Pool(hub.url, { connections: 256 });
  return {
    hub,
    store,
    client,
    async close() {
      await client.destroy();
      await hub.close();
    },
  };
}

function applicationOf(key: string, given: Partial<StoredApplication>): StoredApplication {
  const name = given.name ?? `aplikasi-${hashKey(key).slice(0, 8)}`;
  const scopes = [
    ...['penduduk:baca', 'penduduk:verifikasi', 'jkn:baca', 'jkn:tulis', 'laporan:baca', 'laporan:tulis'],
    ...['tagihan:baca', 'tagihan:tulis', 'pembayaran:baca', 'pembayaran:tulis', 'rekonsiliasi:baca'],
    ...['perizinan:baca', 'perizinan:tulis', 'anggaran:baca', 'usulan:baca', 'usulan:tulis', 'usulan:kelola'],
  ];
  return { id: name, name, keyHash: hashKey(key), scopes, purposes: ['pelayanan-publik'], createdAt: 0, ...given };
}

function configOf(
  changes: Tree,
  sandboxAddresses: Readonly<Record<string, string>>,
  dataDir: string,
  releases: Releases,
): CheckedConfig {
  const { port = 0 } = changes; // whoever wants one keeps it when the hub is started again
  const raw = readConfigFile({ file: DEMO_FILE, environment: { PORT: String(port) }, directory: dataDir });
  if (raw.kind === 'bad') throw new Error(JSON.stringify(raw.mistakes));
  const resolved = resolveConfig(
    { ...raw, value: merged(merged(raw.value, QUIET), { dataDir, ...changes }) },
    {
      connectors,
      releases,
      services: services.map(({ name }) => name),
      today: new Date('2026-11-20T03:00:00Z'),
      sandboxAddresses,
    },
  );
  if (resolved.kind === 'bad') throw new Error(JSON.stringify(resolved.mistakes));
  return resolved.config;
}

function merged(below: unknown, above: unknown): unknown {
  if (!isTree(below) || !isTree(above)) return above;
  const changed = Object.entries(above).map(([name, value]) => [name, merged(below[name], value)] as const);
  return Object.fromEntries(
    Object.entries({ ...below, ...Object.fromEntries(changed) }).filter(([, value]) => value !== undefined),
  );
}

async function askChecked(client: Pool, method: string, path: string, asking: Asking): Promise<Answer> {
  const { key = DEMO_KEY, headers = {}, body = null } = asking;
  const response = await client.request({
    method: method as 'GET',
    path,
    headers: { ...(key === null ? {} : { authorization: `Bearer ${key}` }), ...headers },
    body,
  });
  const text = await response.body.text();
  const answer: Answer = {
    status: response.statusCode,
    headers: response.headers as Readonly<Record<string, string>>,
    text,
    body: parsed(text),
  };
  expect({ asked: `${method} ${path}`.slice(0, 200), mistakes: mistakesOfAnswer(method, path, answer) }).toEqual({
    asked: expect.any(String),
    mistakes: [],
  });
  return answer;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
