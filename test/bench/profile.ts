import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type CpuProfile, type SelfTimes, selfTimes } from './cpu-profile.ts';
import { acquaint, KNOWN_PEOPLE, pesertaPath, startHub, startSandbox, withFolder } from './ground.ts';
import { KEY } from './hub-config.ts';
import { measure } from './measuring.ts';
import { stopAll } from './processes.ts';

const FUNCTIONS_SHOWN = 25;
const PLACES_SHOWN = 15;
const PEOPLE = 6000;

const [, , what = ''] = process.argv;
if (what !== 'fresh' && what !== 'miss') {
  process.stderr.write('usage: node test/bench/profile.ts fresh|miss\n');
  process.exit(2);
}

try {
  await withFolder((folder) => profile(folder, what));
} finally {
  await stopAll();
}

/** Loads the hub under node's own profiler and prints where the time of each of its threads went. */
async function profile(folder: string, load: 'fresh' | 'miss'): Promise<void> {
  const sandbox = await startSandbox(PEOPLE);
  const profiles = join(folder, 'profiles');
  const nodeArguments = ['--cpu-prof', `--cpu-prof-dir=${profiles}`, '--cpu-prof-interval=500'];
  const hub = await startHub(folder, sandbox, { keeps: load === 'fresh', nodeArguments });
  const niks = load === 'fresh' ? sandbox.niks.slice(0, KNOWN_PEOPLE) : sandbox.niks.slice(KNOWN_PEOPLE);
  const paths = niks.map(pesertaPath);
  if (load === 'fresh') await acquaint(hub.url, paths);
  let from = 0;
  const row = await measure({
    ...hub,
    name: load,
    key: KEY,
    paths,
    spread: load === 'fresh' ? 'everyone' : 'share',
    connections: 64,
    warmupSeconds: 3,
    seconds: Math.min(60, Math.max(1, Number(process.env.BENCH_SECONDS ?? 8))),
    before: async () => {
      from = microsecondsNow();
    },
  });
  const to = microsecondsNow();
  await hub.server.stop(); // the profile is written when the process ends
  const perRequest = row.cpuMicrosecondsPerRequest.toFixed(0);
  say(`${load}: ${row.requests} requests, ${perRequest} µs of CPU per request (the profiler included), all threads`);
  say(`everything else on the machine used ${Math.round(row.others * 100)} % of a core meanwhile`);
  for (const file of readdirSync(profiles).sort((one, other) => threadOf(one) - threadOf(other))) {
    const times = selfTimes(JSON.parse(readFileSync(join(profiles, file), 'utf8')) as CpuProfile, from, to);
    print(times, threadOf(file) === 0 ? 'main thread' : `thread ${threadOf(file)}`, row.requests);
  }
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
