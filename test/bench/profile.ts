import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { type CpuProfile, type SelfTimes, selfTimes } from './cpu-profile.ts';
import { preload, startForwardHub, startLapor } from './forward/ground.ts';
import { REPORT } from './forward/report.ts';
import type { LoadJob } from './generator.ts';
import { acquaint, KNOWN_PEOPLE, pesertaPath, startHub, startSandbox, withFolder } from './ground.ts';
import { KEY } from './hub-config.ts';
import { measure } from './measuring.ts';
import { type Server, stopAll } from './processes.ts';

const FUNCTIONS_SHOWN = 25;
const PLACES_SHOWN = 15;
const PEOPLE = 6000;

const LOADS = { fresh: readLoad, miss: readLoad, accept: acceptLoad, deliver: deliverLoad } as const;
type LoadName = keyof typeof LOADS;

const [, , what = ''] = process.argv;
if (!Object.hasOwn(LOADS, what)) {
  process.stderr.write(`usage: node test/bench/profile.ts ${Object.keys(LOADS).join('|')}\n`);
  process.exit(2);
}

const seconds = Math.min(60, Math.max(1, Number(process.env.BENCH_SECONDS ?? 8)));
const WARMUP_SECONDS = 3;
const WAITING = 100_000;

try {
  await withFolder((folder) => profile(folder, what as LoadName));
} finally {
  await stopAll();
}

interface Loaded {
  readonly requests: number;
  /** Of the measured seconds, on the clock of the profiles. */
  readonly from: number;
  readonly to: number;
}

/** Loads the hub under node's own profiler and prints where the time of each of its threads went. */
async function profile(folder: string, load: LoadName): Promise<void> {
  const profiles = join(folder, 'profiles');
  const nodeArguments = ['--cpu-prof', `--cpu-prof-dir=${profiles}`, '--cpu-prof-interval=500'];
  const { requests, from, to } = await LOADS[load](folder, nodeArguments, load);
  say(`${load}: ${requests} requests in ${((to - from) / 1e6).toFixed(1)} s, under the profiler`);
  for (const file of readdirSync(profiles).sort((one, other) => threadOf(one) - threadOf(other))) {
    const times = selfTimes(JSON.parse(readFileSync(join(profiles, file), 'utf8')) as CpuProfile, from, to);
    print(times, threadOf(file) === 0 ? 'main thread' : `thread ${threadOf(file)}`, requests);
  }
}

async function readLoad(folder: string, nodeArguments: readonly string[], load: LoadName): Promise<Loaded> {
  const sandbox = await startSandbox(PEOPLE);
  const hub = await startHub(folder, sandbox, { keeps: load === 'fresh', nodeArguments });
  const niks = load === 'fresh' ? sandbox.niks.slice(0, KNOWN_PEOPLE) : sandbox.niks.slice(KNOWN_PEOPLE);
  const paths = niks.map(pesertaPath);
  if (load === 'fresh') await acquaint(hub.url, paths);
  return measured(hub, { key: KEY, paths, spread: load === 'fresh' ? 'everyone' : 'share', connections: 64 });
}

async function acceptLoad(folder: string, nodeArguments: readonly string[]): Promise<Loaded> {
  const hub = await startForwardHub(folder, undefined, nodeArguments);
  const post = JSON.stringify(REPORT);
  return measured(hub, { key: KEY, paths: ['/v1/laporan'], spread: 'everyone', connections: 32, post });
}

async function deliverLoad(folder: string, nodeArguments: readonly string[]): Promise<Loaded> {
  await preload(folder, WAITING);
  const lapor = await startLapor();
  const hub = await startForwardHub(folder, lapor.url, nodeArguments);
  await pause(WARMUP_SECONDS * 1000);
  const [before, from] = [await hub.waiting(), microsecondsNow()];
  await pause(seconds * 1000);
  const [after, to] = [await hub.waiting(), microsecondsNow()];
  await hub.server.stop();
  return { requests: before - after, from, to };
}

type Job = Pick<LoadJob, 'key' | 'paths' | 'spread' | 'connections' | 'post'>;

async function measured(hub: { readonly url: string; readonly server: Server }, job: Job): Promise<Loaded> {
  let from = 0;
  const { requests } = await measure({
    ...{ ...hub, ...job, name: what, warmupSeconds: WARMUP_SECONDS, seconds },
    before: async () => {
      from = microsecondsNow();
    },
  });
  const to = microsecondsNow();
  await hub.server.stop(); // the profile is written when the process ends
  return { requests, from, to };
}

/** Node names them `CPU.<day>.<time>.<process>.<thread>.<count>.cpuprofile`. */
function threadOf(file: string): number {
  return Number(file.split('.')[4]);
}

function print({ totalMilliseconds, functions, places }: SelfTimes, thread: string, requests: number): void {
  const lines = (shares: SelfTimes['functions'], most: number) =>
    shares.slice(0, most).map(({ name, milliseconds }) => {
      const share = ((100 * milliseconds) / totalMilliseconds).toFixed(1).padStart(5);
      const each = ((1000 * milliseconds) / requests).toFixed(2).padStart(7);
      return `${share} %  ${each} µs  ${name}`;
    });
  say(`\n${thread}: ${((1000 * totalMilliseconds) / requests).toFixed(1)} µs per request, idle time left out`);
  say('\n  self     each     function');
  say(lines(functions, FUNCTIONS_SHOWN).join('\n'));
  say('\n  self     each     place');
  say(lines(places, PLACES_SHOWN).join('\n'));
}

function microsecondsNow(): number {
  return Number(process.hrtime.bigint() / 1000n);
}

function say(text: string): void {
  process.stdout.write(`${text}\n`);
}
