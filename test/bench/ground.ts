import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openSqliteStore } from '../../hub/store/sqlite/open.ts';
import { dataDirOf, type HubOptions, KEY, writeHubConfig } from './hub-config.ts';
import { type Server, startServer } from './processes.ts';

export const KNOWN_PEOPLE = 200;

export interface Sandbox {
  readonly url: string;
  readonly server: Server;
  readonly niks: readonly string[];
  /** Requests it was asked so far. */
  calls(): Promise<number>;
  /** Every answer comes this much later; 0 heals it. */
  slow(delayMs: number): Promise<void>;
}

export async function startSandbox(people: number): Promise<Sandbox> {
  const server = await startServer('other', 'hub/main.ts', { given: ['sandbox', 'bpjs', '--people', String(people)] });
  const url = addressIn(server.greeting, /bpjs\s+(http:\S+)/);
  const described = async () => (await (await fetch(`${url}/_sandbox`)).json()) as Description;
  const { people: seeded } = await described();
  return {
    url,
    server,
    niks: seeded.map(({ nik }) => nik),
    calls: async () => (await described()).counts.calls,
    async slow(delayMs) {
      await fetch(`${url}/_sandbox/faults`, { method: 'DELETE' });
      if (delayMs === 0) return;
      const body = JSON.stringify({ kind: 'slow', delayMs });
      const { ok } = await fetch(`${url}/_sandbox/faults`, { method: 'POST', body });
      if (!ok) throw new Error('the sandbox cannot be slowed');
    },
  };
}

interface Description {
  readonly counts: { readonly calls: number };
  readonly people: readonly { readonly nik: string }[];
}

export interface RunningHub {
  readonly url: string;
  readonly server: Server;
}

/** The hub as `npm start` runs it, on a data directory of its own. */
export async function startHub(
  directory: string,
  sandbox: Sandbox,
  options: HubOptions & { readonly nodeArguments?: readonly string[] },
): Promise<RunningHub> {
  const file = writeHubConfig(directory, sandbox.url, options);
  const server = await startServer('measured', 'hub/main.ts', {
    given: ['serve', '--config', file],
    ready: /Key\s+\S+/,
    nodeArguments: options.nodeArguments ?? [],
  });
  return { url: addressIn(server.greeting, /API\s+(http:\S+)\/v1/), server };
}

/** The same with a release that reads along with every answer: a twin of the one in use, which would be asked alike. */
export async function startHubWithShadow(directory: string, sandbox: Sandbox): Promise<RunningHub> {
  const release = 'vclaim-kembar';
  const mappingsDir = join(directory, 'pemetaan');
  mkdirSync(join(mappingsDir, 'bpjs', release), { recursive: true });
  const twin = { upstream: 'bpjs', release, protocol: 'vclaim-2', service: 'vclaim', inherits: 'vclaim-2.0' };
  writeFileSync(join(mappingsDir, 'bpjs', release, 'release.yaml'), JSON.stringify(twin));
  const store = await openSqliteStore({ directory: dataDirOf(directory) });
  await store.releases.setShadows([{ instance: 'bpjs', operation: 'peserta-by-nik', release, since: Date.now() }]);
  await store.close();
  return startHub(directory, sandbox, { keeps: false, mappingsDir });
}

/** How many answers the shadow of `startHubWithShadow` read, and how many it left out. */
export async function shadowOf(directory: string): Promise<{ readonly read: number; readonly skipped: number }> {
  const store = await openSqliteStore({ directory: dataDirOf(directory) });
  const [shadow] = await store.releases.shadows();
  await store.close();
  if (!shadow || shadow.read === 0) throw new Error('the shadow read nothing: its row says nothing');
  return shadow;
}

/** The same with a clock that can be put forward. */
export async function startHubWithClock(directory: string, sandbox: Sandbox) {
  const file = writeHubConfig(directory, sandbox.url, { keeps: true });
  const server = await startServer('measured', 'test/bench/hub.ts', { given: [file], ready: /API\s+\S+/ });
  const clock = addressIn(server.greeting, /Clock\s+(http:\S+)/);
  return {
    url: addressIn(server.greeting, /API\s+(http:\S+)\/v1/),
    server,
    forward: async (ms: number) => void (await fetch(`${clock}/forward?ms=${ms}`, { method: 'POST' })),
  };
}

/** Node's own server, repeating the answer that the hub gives about this person. */
export async function startRaw(directory: string, answer: Response): Promise<RunningHub> {
  const headers = [...answer.headers].filter(([name]) => !['connection', 'keep-alive', 'date'].includes(name)).flat();
  const file = join(directory, 'answer.json');
  writeFileSync(file, JSON.stringify({ headers, body: await answer.text() }));
  const server = await startServer('measured', 'test/bench/raw.ts', { given: [file] });
  return { url: addressIn(server.greeting, /(http:\S+)/), server };
}

export async function startBridge(sandbox: Sandbox): Promise<RunningHub> {
  const server = await startServer('measured', 'test/bench/bridge.ts', { given: [`${sandbox.url}/vclaim-rest`] });
  return { url: addressIn(server.greeting, /(http:\S+)/), server };
}

export function pesertaPath(nik: string): string {
  return `/v1/jkn/peserta/${nik}`;
}

export function directPath(nik: string): string {
  const today = new Date(Date.now() + 7 * 3_600_000).toISOString().slice(0, 10); // WIB
  return `/vclaim-rest/Peserta/nik/${nik}/tglSEP/${today}`;
}

export async function ask(url: string, path: string): Promise<Response> {
  const answer = await fetch(url + path, { headers: { authorization: `Bearer ${KEY}` } });
  if (answer.status !== 200) throw new Error(`${path} was answered with ${answer.status}`);
  return answer;
}

/** Asks for everybody once, so that the hub knows them. */
export async function acquaint(url: string, paths: readonly string[]): Promise<void> {
  for (const path of paths) await (await ask(url, path)).arrayBuffer();
}

/** Throws unless an answer is in the state that the row claims to measure. */
export async function expectKeadaan(url: string, path: string, wanted: 'segar' | 'tersimpan' | 'usang'): Promise<void> {
  const { meta } = (await (await ask(url, path)).json()) as { readonly meta: { readonly keadaan: string } };
  if (meta.keadaan !== wanted) throw new Error(`an answer was ${meta.keadaan}, not ${wanted}`);
}

/** A folder that is gone afterwards, whatever happens. */
export async function withFolder<Result>(work: (folder: string) => Promise<Result>): Promise<Result> {
  const folder = mkdtempSync(join(tmpdir(), 'simpul-bench-'));
  const remove = () => rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
  process.once('exit', remove); // an interrupted bench leaves no way but this one
  try {
    return await work(folder);
  } finally {
    process.off('exit', remove);
    remove();
  }
}

function addressIn(greeting: string, pattern: RegExp): string {
  const address = pattern.exec(greeting)?.[1];
  if (address === undefined) throw new Error(`no address in: ${greeting}`);
  return address;
}
