import { setTimeout as sleep } from 'node:timers/promises';
import type { JawabanStatus } from '../../../openapi/generated/types.ts';
import { until } from '../../hub/until.ts';
import type { HubSurroundings } from '../../hub/with-hub.ts';
import type { StartedClient } from '../clients/start.ts';
import { tableOf } from '../load.ts';
import type { FastClock } from './fast-clock.ts';

/** How long each part of a chapter lasts at least; `npm run scenario` lets them last longer. */
export const CHAPTER_MS = Number(process.env.SIMPUL_SCENARIO_SECONDS ?? 1) * 1000;

/** What the hub does in turns takes longer than an answer. */
const PATIENCE_MS = 60_000;

/** One thing that an upstream does overnight. */
export interface Chapter {
  readonly what: string;
  readonly happens: () => Promise<void> | void;
  /** What somebody does about it, after it went on for a while; absent: nobody does anything. */
  readonly mends?: () => Promise<void>;
  /** As the table says it: an edit of so many lines, a command. */
  readonly by?: string;
  /** The operation that changes; absent where nothing is to be noticed, or something else than an answer shows it. */
  readonly changes?: Changed;
  /** The hub has noticed, where nobody asks the upstream but the hub by itself. */
  readonly noticed?: () => Promise<boolean> | boolean;
  /** It goes well again; asked with the moment, by the clock of the story, from which on it counts. */
  readonly well?: (since: number) => Promise<boolean> | boolean;
}

export interface Changed {
  readonly instance: 'bpjs' | 'dukcapil' | 'lapor';
  readonly operation: string;
  /** Calls of it have this in their path. */
  readonly path: string;
}

export interface Told {
  readonly rows: Record<string, string | number>[];
  readonly benar: number;
  readonly usang: number;
  readonly gagal: number;
  readonly salah: number;
}

export interface Telling {
  readonly hub: HubSurroundings;
  readonly clock: FastClock;
  readonly clients: Readonly<Record<string, StartedClient>>;
}

/** Lets each chapter happen under load, and says what the clients lived through. */
export async function tell(chapters: readonly Chapter[], telling: Telling): Promise<Told> {
  const rows: Record<string, string | number>[] = [];
  for (const chapter of chapters) rows.push(...(await one(chapter, telling)));
  const sum = (name: string) => rows.reduce((total, row) => total + Number(row[name]), 0);
  return { rows, benar: sum('benar'), usang: sum('usang'), gagal: sum('gagal'), salah: sum('salah') };
}

async function one(chapter: Chapter, { hub, clock, clients }: Telling) {
  const marks = Object.entries(clients).map(([name, client]) => ({ name, client, mark: client.mark() }));
  const began = clock.now().getTime();
  await chapter.happens();
  const happened = clock.now().getTime(); // a night may have passed until here
  const detected = chapter.changes
    ? await detection(chapter.changes, began, hub)
    : await notice(chapter, happened, clock);
  if (chapter.mends) {
    await sleep(CHAPTER_MS);
    await chapter.mends();
  }
  const mendedAt = clock.now().getTime();
  const from = chapter.mends ? mendedAt : chapter.well ? happened : began;
  const { well } = chapter;
  if (chapter.changes) await untilWell(chapter.changes, from, hub);
  if (well) await until(`it is well again: ${chapter.what}`, () => well(from), PATIENCE_MS);
  const wellAt = clock.now().getTime();
  await sleep(CHAPTER_MS);
  const real = (from: number, to: number) => `${Math.max(0, Math.round(clock.realMs(from, to)))} ms`;
  return marks.map(({ name, client, mark }) => {
    const { requests, benar, usang, gagal, salah } = client.since(mark);
    return {
      chapter: chapter.what,
      client: name,
      ...{ requests, benar, usang, gagal, salah },
      detected: detected ? `${real(detected.changedAt, detected.at)}` : '',
      recovered: chapter.changes || well ? real(from, wellAt) : '',
      by: chapter.by ?? (chapter.changes || well ? 'itself' : ''),
    };
  });
}

interface Detection {
  /** When the first answer was read that did not fit. */
  readonly changedAt: number;
  readonly at: number;
}

async function notice({ what, noticed }: Chapter, changedAt: number, clock: FastClock): Promise<Detection | undefined> {
  if (!noticed) return undefined;
  await until(`it is noticed: ${what}`, noticed, PATIENCE_MS);
  return { changedAt, at: clock.now().getTime() };
}

/** The incident of the first changed answer: another release is used, or none fits. A dead host is seen by its calls. */
async function detection(
  { instance, operation, path }: Changed,
  since: number,
  hub: HubSurroundings,
): Promise<Detection> {
  let found: Detection | undefined;
  await until(`a change of ${instance} ${operation} is noticed`, async () => {
    const incidents = await hub.store.releases.incidents({ instance, limit: 50 });
    const told = incidents.filter((one) => one.operation === operation && one.openedAt >= since).at(-1);
    const first = hub.sandboxes[instance].calls().find((call) => call.at >= since && call.path.includes(path));
    if (told) found = { changedAt: Math.min(first?.at ?? since, told.openedAt), at: told.openedAt };
    else {
      const source = await sourceOf({ instance, operation }, hub);
      // a quota that is known to be used up is not asked for once more
      const failed = Date.parse(source?.tertahan?.sejak ?? source?.terakhirGagal ?? '');
      if (failed >= since && source?.keadaan === 'mati') found = { changedAt: failed, at: failed };
    }
    return found !== undefined;
  });
  if (!found) throw new Error('unreachable');
  return found;
}

async function untilWell(changes: Changed, since: number, hub: HubSurroundings): Promise<void> {
  await until(`${changes.instance} ${changes.operation} is well again`, async () => {
    const source = await sourceOf(changes, hub);
    const good = Date.parse(source?.terakhirBerhasil ?? '');
    return good > since && source?.keadaan === 'baik';
  });
}

async function sourceOf({ instance, operation }: Pick<Changed, 'instance' | 'operation'>, { get }: HubSurroundings) {
  const { data } = (await get('/v1/status')).body as JawabanStatus;
  return data.layanan
    .flatMap(({ sumber }) => sumber)
    .find(({ instansi, operasi }) => instansi === instance && operasi === operation);
}

export function printStory(name: string, { rows }: Told): void {
  process.stdout.write(`\n${name}\n${tableOf(rows)}\n`);
}
