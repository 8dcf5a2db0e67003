import { join } from 'node:path';
import {
  acquaint,
  ask,
  directPath,
  expectKeadaan,
  KNOWN_PEOPLE,
  pesertaPath,
  type RunningHub,
  type Sandbox,
  shadowOf,
  startBridge,
  startHub,
  startHubWithClock,
  startHubWithShadow,
  startRaw,
  startSandbox,
  withFolder,
} from './ground.ts';
import { KEY } from './hub-config.ts';
import { type Measurement, measure, type Row } from './measuring.ts';
import { inTurns, type Rounds } from './rounds.ts';

export interface Duration extends Rounds {
  readonly seconds: number;
  readonly warmupSeconds: number;
}
export type Rows = Awaited<ReturnType<typeof measureAll>>;

const MANY = 64;
const FEW = 8;
const PEOPLE = 6000;
const UPSTREAM_DELAY_MS = 20;
const PAST_FRESHNESS_MS = 16 * 60_000;

/** Every row on the same machine in the same minutes. */
export function measureAll(duration: Duration) {
  return withFolder(async (folder) => {
    const sandbox = await startSandbox(PEOPLE);
    const known = await knownRows(folder, sandbox, duration);
    const asked = await missRows(folder, sandbox, duration);
    await sandbox.server.stop();
    let outages = 0;
    const outage = await inTurns(
      {
        dead: () => {
          outages += 1;
          return deadRow(join(folder, `dead-${outages}`), duration);
        },
      },
      duration,
    );
    return { ...known, ...asked, ...outage };
  });
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
  const rows = await inTurns(
    {
      raw: () => measure({ name: '1 raw node:http', ...node, ...job }),
      fresh: () => measure({ name: '2 hub, fresh snapshot', ...hub, ...job }),
    },
    duration,
  );
  await node.server.stop();
  await hub.server.stop();
  return rows;
}

async function missRows(folder: string, sandbox: Sandbox, duration: Duration) {
  const job = strangersJob(sandbox, duration);
  const few = { ...job, connections: FEW };
  const direct = { ...few, url: sandbox.url, paths: sandbox.niks.slice(KNOWN_PEOPLE).map(directPath) };
  const bridge = await startBridge(sandbox);
  const hub = await startHub(join(folder, 'miss'), sandbox, { keeps: false });
  const shadowed = await startHubWithShadow(join(folder, 'shadow'), sandbox);
  await checkMisses(sandbox, { name: 'hub, miss', ...hub, ...job });
  const prompt = await inTurns(
    {
      bridge: () => measure({ name: '3 bridge, upstream 0 ms', ...bridge, ...job }),
      miss: () => measure({ name: '4 hub, miss, upstream 0 ms', ...hub, ...job }),
      shadow: () => measure({ name: '4 the same, with a shadow', ...shadowed, ...job }),
    },
    duration,
  );
  await stop(shadowed);
  const read = await shadowOf(join(folder, 'shadow'));
  duration.progress(`the shadow read ${read.read} answers along and left out ${read.skipped}`);
  await sandbox.slow(UPSTREAM_DELAY_MS);
  const slow = await inTurns(
    {
      directSlow: () => measure({ name: '5 direct, upstream 20 ms', ...direct }),
      bridgeSlow: () => measure({ name: '5 bridge, upstream 20 ms', ...bridge, ...few }),
      missSlow: () => measure({ name: '5 hub, miss, upstream 20 ms', ...hub, ...few }),
    },
    duration,
  );
  await stop(bridge, hub);
  return { ...prompt, ...slow };
}

/** Throws unless the upstream is asked once for each request: otherwise no miss would be measured. */
async function checkMisses(sandbox: Sandbox, measurement: Measurement): Promise<void> {
  const callsBefore = await sandbox.calls(); // not during a measurement: the sandbox takes a while to describe itself
  const { requests } = await measure({ ...measurement, warmupSeconds: 0, seconds: 1 });
  const calls = (await sandbox.calls()) - callsBefore;
  if (calls < requests) throw new Error(`${measurement.name}: ${calls} calls for ${requests} requests`);
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

async function stop(...running: readonly RunningHub[]): Promise<void> {
  await Promise.all(running.map(({ server }) => server.stop()));
}
