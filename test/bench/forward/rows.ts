import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { withFolder } from '../ground.ts';
import { KEY } from '../hub-config.ts';
import { measure } from '../measuring.ts';
import { type ForwardHub, inserted, preload, startForwardHub, startLapor } from './ground.ts';
import { REPORT } from './report.ts';

export interface ForwardSettings {
  readonly seconds: number;
  readonly rounds: number;
  /** Messages that wait while everything is measured again. */
  readonly waiting: number;
  readonly progress: (told: string) => void;
}

/** One figure per round. */
export interface Figures {
  readonly name: string;
  readonly perSecond: readonly number[];
  readonly p50Ms?: readonly number[];
  readonly p99Ms?: readonly number[];
}
export interface ForwardRows {
  readonly sqlite: ReadonlyMap<number, Figures>;
  readonly engine: ReadonlyMap<number, Figures>;
  readonly accepts: ReadonlyMap<number, Figures>;
  readonly acceptsFull: ReadonlyMap<number, Figures>;
  readonly deliveries: ReadonlyMap<number, Figures>;
  readonly deliveriesFull: ReadonlyMap<number, Figures>;
}

const CALLERS = [1, 10, 32, 100];
const DELAYS_MS = [0, 20];
const WARMUP_SECONDS = 3;

export function measureForwards(settings: ForwardSettings): Promise<ForwardRows> {
  return withFolder(async (folder) => {
    const accepts = await acceptRows(folder, settings);
    const deliveries = await deliveryRows(join(folder, 'some'), 60_000, 'delivered', settings);
    const full = join(folder, 'full');
    settings.progress(`${settings.waiting} messages are made to wait`);
    await preload(full, settings.waiting);
    // first, while its lane was never held: after an outage it would begin slowly
    const deliveriesFull = await deliveryRows(full, 0, 'delivered, many waiting', settings);
    const fullHub = await startForwardHub(full);
    const acceptsFull = new Map<number, Figures>();
    for (const callers of CALLERS)
      acceptsFull.set(callers, await accept(fullHub, callers, 'accepted, many waiting', settings));
    await fullHub.server.stop();
    return { ...accepts, acceptsFull, deliveries, deliveriesFull };
  });
}

async function acceptRows(folder: string, settings: ForwardSettings) {
  const hub = await startForwardHub(join(folder, 'empty'));
  const sqlite = new Map<number, Figures>();
  const engine = new Map<number, Figures>();
  const accepts = new Map<number, Figures>();
  for (const callers of CALLERS) {
    const alone: number[] = [];
    const perSecond: number[] = [];
    const taken: Figures[] = [];
    for (let round = 0; round < settings.rounds; round += 1) {
      alone.push(await inserted('sqlite-alone', folder, callers, settings.seconds / 2));
      perSecond.push(await inserted('engine', folder, callers, settings.seconds / 2));
      taken.push(await accept(hub, callers, 'accepted', { ...settings, rounds: 1 }));
    }
    sqlite.set(callers, { name: `SQLite alone, ${callers} in a commit`, perSecond: alone });
    engine.set(callers, { name: `engine, ${callers} callers`, perSecond });
    accepts.set(callers, together(taken));
  }
  await hub.server.stop();
  return { sqlite, engine, accepts };
}

async function accept(hub: ForwardHub, callers: number, what: string, settings: ForwardSettings): Promise<Figures> {
  const taken: Figures[] = [];
  for (let round = 0; round < settings.rounds; round += 1) {
    const row = await measure({
      name: `${what}, ${callers} callers`,
      ...{ url: hub.url, server: hub.server, key: KEY, paths: ['/v1/laporan'], spread: 'everyone' },
      ...{ post: JSON.stringify(REPORT), connections: callers },
      ...{ warmupSeconds: 1, seconds: settings.seconds },
    });
    if (row.wrong > 0) throw new Error(`${row.wrong} reports were not accepted`);
    const { perSecond, p50Ms, p99Ms } = row;
    taken.push({ name: row.name, perSecond: [perSecond], p50Ms: [p50Ms], p99Ms: [p99Ms] });
    settings.progress(`${row.name}: ${Math.round(perSecond)}/s, p99 ${p99Ms.toFixed(1)} ms`);
  }
  return together(taken);
}

/** From what waits in the folder; `first` is put there before. */
async function deliveryRows(folder: string, first: number, what: string, settings: ForwardSettings) {
  const rows = new Map<number, Figures>();
  for (const delayMs of DELAYS_MS) {
    const perSecond: number[] = [];
    for (let round = 0; round < settings.rounds; round += 1) {
      if (first > 0) await preload(folder, first);
      const lapor = await startLapor();
      await lapor.slow(delayMs);
      const hub = await startForwardHub(folder, lapor.url);
      await pause(WARMUP_SECONDS * 1000);
      const [before, from] = [await hub.waiting(), performance.now()];
      await pause(settings.seconds * 1000);
      const [after, to] = [await hub.waiting(), performance.now()];
      await hub.server.stop();
      await lapor.server.stop();
      if (after === 0) throw new Error('everything had arrived before the time was up');
      perSecond.push((before - after) / ((to - from) / 1000));
      settings.progress(`${what}, destination ${delayMs} ms: ${Math.round(perSecond.at(-1) ?? 0)}/s`);
    }
    rows.set(delayMs, { name: `${what}, destination ${delayMs} ms`, perSecond });
  }
  return rows;
}

function together(rounds: readonly Figures[]): Figures {
  const [first] = rounds;
  if (!first) throw new Error('nothing was measured');
  return {
    name: first.name,
    perSecond: rounds.flatMap(({ perSecond }) => perSecond),
    p50Ms: rounds.flatMap(({ p50Ms = [] }) => p50Ms),
    p99Ms: rounds.flatMap(({ p99Ms = [] }) => p99Ms),
  };
}
