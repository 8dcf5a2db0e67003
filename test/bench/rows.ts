import { join } from 'node:path';
import {
  acquaint,
  ask,
  directPath,
  expectKeadaan,
  KNOWN_PEOPLE,
  pesertaPath,
  type Sandbox,
  startBridge,
  startHub,
  startHubWithClock,
  startRaw,
  startSandbox,
  withFolder,
} from './ground.ts';
import { KEY } from './hub-config.ts';
import { type Measurement, measure, type Row } from './measuring.ts';
import { undisturbed } from './quiet.ts';

export interface Duration {
  readonly seconds: number;
  readonly warmupSeconds: number;
  readonly progress: (name: string) => void;
}

export interface Rows {
  readonly raw: Row;
  readonly fresh: Row;
  readonly bridge: Row;
  readonly miss: Row;
  readonly directSlow: Row;
  readonly bridgeSlow: Row;
  readonly missSlow: Row;
  readonly dead: Row;
}

const MANY = 64;
const FEW = 8;
const PEOPLE = 6000;
const UPSTREAM_DELAY_MS = 20;
const PAST_FRESHNESS_MS = 16 * 60_000;

/** Every row, one after the other on the same machine in the same minutes. */
export function measureAll(duration: Duration): Promise<Rows> {
  return withFolder(async (folder) => {
    const sandbox = await startSandbox(PEOPLE);
    const answered = await knownRows(folder, sandbox, duration);
    const asked = await missRows(folder, sandbox, duration);
    await sandbox.server.stop();
    duration.progress('6 hub, upstream dead');
    let attempt = 0;
    const dead = await undisturbed(() => {
      attempt += 1;
      return deadRow(join(folder, `dead-${attempt}`), duration);
    });
    return { ...answered, ...asked, dead };
  });
}

function measuredWhenQuiet(measurement: Measurement, { progress }: Duration): Promise<Row> {
  progress(measurement.name);
  return undisturbed(() => measure(measurement));
}

/** People the hub has a snapshot of, each connection asking for all of them in an order of its own. */
function knownJob({ niks }: Sandbox, { seconds, warmupSeconds }: Duration) {
  const paths = niks.slice(0, KNOWN_PEOPLE).map(pesertaPath);
  return { key: KEY, seconds, warmupSeconds, paths, spread: 'everyone', connections: MANY } as const;
}

/** People of whom no two connections ask for the same one, so that no request rides along with another's. */
function strangersJob({ niks }: Sandbox, { seconds, warmupSeconds }: Duration) {
  const paths = niks.slice(KNOWN_PEOPLE).map(pesertaPath);
  return { key: KEY, seconds, warmupSeconds, paths, spread: 'share', connections: MANY } as const;
}

async function knownRows(folder: string, sandbox: Sandbox, duration: Duration) {
  const job = knownJob(sandbox, duration);
  const [someone = ''] = job.paths;
  const hub = await startHub(join(folder, 'fresh'), sandbox, { keeps: true });
  await acquaint(hub.url, job.paths);
  await expectKeadaan(hub.url, someone, 'tersimpan');
  const node = await startRaw(folder, await ask(hub.url, someone));
  const raw = await measuredWhenQuiet({ name: '1 raw node:http', ...node, ...job }, duration);
  await node.server.stop();
  const fresh = await measuredWhenQuiet({ name: '2 hub, fresh snapshot', ...hub, ...job }, duration);
  await hub.server.stop();
  return { raw, fresh };
}

async function missRows(folder: string, sandbox: Sandbox, duration: Duration) {
  const job = strangersJob(sandbox, duration);
  const [someone = ''] = job.paths;
  const bridgeServer = await startBridge(sandbox);
  const hub = await startHub(join(folder, 'miss'), sandbox, { keeps: false });
  await expectKeadaan(hub.url, someone, 'segar');
  const bridge = await measuredWhenQuiet({ name: '3 bridge, upstream 0 ms', ...bridgeServer, ...job }, duration);
  const callsBefore = await sandbox.calls();
  const miss = await measuredWhenQuiet({ name: '4 hub, miss, upstream 0 ms', ...hub, ...job }, duration);
  if ((await sandbox.calls()) - callsBefore < miss.requests) throw new Error('a miss did not ask the upstream');

  await sandbox.slow(UPSTREAM_DELAY_MS);
  const few = { ...job, connections: FEW };
  const direct = { ...few, url: sandbox.url, paths: sandbox.niks.slice(KNOWN_PEOPLE).map(directPath) };
  const directSlow = await measuredWhenQuiet({ name: '5 direct, upstream 20 ms', ...direct }, duration);
  const bridgeSlow = await measuredWhenQuiet({ name: '5 bridge, upstream 20 ms', ...bridgeServer, ...few }, duration);
  const missSlow = await measuredWhenQuiet({ name: '5 hub, miss, upstream 20 ms', ...hub, ...few }, duration);
  await bridgeServer.server.stop();
  await hub.server.stop();
  return { bridge, miss, directSlow, bridgeSlow, missSlow };
}

/** From the first moment of an outage: the snapshots become old while they are asked for, and the upstream is gone. */
async function deadRow(folder: string, duration: Duration): Promise<Row> {
  const sandbox = await startSandbox(KNOWN_PEOPLE);
  const job = knownJob(sandbox, duration);
  const [someone = ''] = job.paths;
  const { url, server, forward } = await startHubWithClock(folder, sandbox);
  await acquaint(url, job.paths);
  const row = await measure({
    name: '6 hub, upstream dead',
    url,
    server,
    before: () => sandbox.server.stop(),
    meanwhile: () => forward(PAST_FRESHNESS_MS),
    ...job,
  });
  await expectKeadaan(url, someone, 'usang');
  await server.stop();
  return row;
}
