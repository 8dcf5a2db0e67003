import { join } from 'node:path';
import {
  acquaint,
  KNOWN_PEOPLE,
  pesertaPath,
  type RunningHub,
  type Sandbox,
  startHub,
  startSandbox,
  withFolder,
} from '../ground.ts';
import { KEY } from '../hub-config.ts';
import { measure } from '../measuring.ts';
import { startServer } from '../processes.ts';
import type { Ratio } from '../ratios.ts';
import { inTurns, type RoundsRow } from '../rounds.ts';
import type { Duration } from '../rows.ts';

const PEOPLE = 6000;
const MANY = 64;
/** A share that a busy city would follow. */
const FEW = 0.01;

export interface TraceRows {
  readonly fresh: RoundsRow;
  readonly freshFew: RoundsRow;
  readonly freshAll: RoundsRow;
  readonly miss: RoundsRow;
  readonly missFew: RoundsRow;
  readonly missAll: RoundsRow;
}

/** What it costs to follow requests: none, one in a hundred, and every one. */
export function measureTraces(duration: Duration): Promise<TraceRows> {
  return withFolder(async (folder) => {
    const sandbox = await startSandbox(PEOPLE);
    const collector = await startServer('other', 'test/bench/traces/collector.ts');
    const endpoint = /http:\S+/.exec(collector.greeting)?.[0] ?? '';
    const hubs = async (keeps: boolean) => {
      const start = (name: string, ratio?: number) =>
        startHub(join(folder, `${keeps}-${name}`), sandbox, {
          keeps,
          ...(ratio === undefined ? {} : { traces: { endpoint, ratio } }),
        });
      return { none: await start('none'), few: await start('few', FEW), all: await start('all', 1) };
    };
    const known = await hubs(true);
    const asked = await hubs(false);
    const knownJob = jobOf(sandbox.niks.slice(0, KNOWN_PEOPLE), 'everyone', duration);
    for (const { url } of Object.values(known)) await acquaint(url, knownJob.paths);
    const strangersJob = jobOf(sandbox.niks.slice(KNOWN_PEOPLE), 'share', duration);
    const row = (name: string, hub: RunningHub, job: typeof knownJob) => () => measure({ name, ...hub, ...job });
    const rows = await inTurns(
      {
        fresh: row('fresh snapshot', known.none, knownJob),
        freshFew: row('fresh snapshot, one in 100 followed', known.few, knownJob),
        freshAll: row('fresh snapshot, all followed', known.all, knownJob),
        miss: row('miss', asked.none, strangersJob),
        missFew: row('miss, one in 100 followed', asked.few, strangersJob),
        missAll: row('miss, all followed', asked.all, strangersJob),
      },
      duration,
    );
    const { spans } = (await (await fetch(endpoint)).json()) as { readonly spans: number };
    if (spans === 0) throw new Error('the collector was told nothing: the rows say nothing');
    duration.progress(`the collector was told of ${spans} spans`);
    for (const { server } of [...Object.values(known), ...Object.values(asked)]) await server.stop();
    return rows;
  });
}

function jobOf(niks: Sandbox['niks'], spread: 'everyone' | 'share', { seconds, warmupSeconds }: Duration) {
  return { key: KEY, seconds, warmupSeconds, paths: niks.map(pesertaPath), spread, connections: MANY };
}

/** By processor time per request: what is sent to the collector is paid by the same core as the answers. */
export function traceRatios({ fresh, freshFew, freshAll, miss, missFew, missAll }: TraceRows): readonly Ratio[] {
  const byCpu = (name: string, one: RoundsRow, other: RoundsRow): Ratio => {
    const rounds = one.all.map(
      (row, round) =>
        (other.all[round] ?? other).cpuMicrosecondsPerRequest / Math.max(1e-9, row.cpuMicrosecondsPerRequest),
    );
    const value = [...rounds].sort((left, right) => left - right)[Math.floor(rounds.length / 2)] ?? Number.NaN;
    return { name: `${name}, by CPU per request`, value, rounds, unit: '' };
  };
  return [
    byCpu('fresh, one in 100 / fresh', freshFew, fresh),
    byCpu('fresh, all / fresh', freshAll, fresh),
    byCpu('miss, one in 100 / miss', missFew, miss),
    byCpu('miss, all / miss', missAll, miss),
  ];
}
