import { setTimeout as sleep } from 'node:timers/promises';
import { until } from '../../hub/until.ts';
import { tableOf } from '../load.ts';
import type { FastClock } from './fast-clock.ts';
import { CHAPTER_MS } from './story.ts';

/** What a bank waits between two words is longer than what a test waits. */
export const MONEY_PATIENCE_MS = 60_000;

/** One thing that a bank, or OSS, does, and what comes of it. */
export interface MoneyChapter {
  readonly what: string;
  readonly happens: () => Promise<void> | void;
  /** The hub has noticed; absent: there is nothing to notice. */
  readonly noticed?: () => Promise<boolean> | boolean;
  /** What somebody does about it, after it went on for a while. */
  readonly mends?: () => Promise<void> | void;
  /** As the table says it; absent: the hub by itself. */
  readonly by?: string;
  /** It goes well again; asked with the moment, by the clock of the story, from which on it counts. */
  readonly well?: (since: number) => Promise<boolean> | boolean;
}

/** What somebody asked of the city so far, and what came of it. */
export interface Asked {
  readonly requests: number;
  readonly benar: number;
  /** Absent where nothing may be old. */
  readonly usang?: number;
  readonly gagal: number;
  readonly salah: number;
}

export interface MoneyTelling {
  readonly clock: FastClock;
  /** Of those that ask: the application, or the bank's counters. */
  readonly asked: () => Asked;
  /** What is there on both sides so far; of payments, those that the banks believe in and those that the city has booked. */
  readonly counts: () => Promise<Readonly<Record<string, number>>>;
}

type Row = Record<string, string | number>;

/** Lets each chapter happen under load. Figures of a chapter; `booked` may be of payments of the one before. */
export async function tellMoney(chapters: readonly MoneyChapter[], telling: MoneyTelling): Promise<readonly Row[]> {
  const rows: Row[] = [];
  for (const chapter of chapters) rows.push(await tellOne(chapter, telling));
  return rows;
}

async function tellOne(chapter: MoneyChapter, { clock, asked, counts }: MoneyTelling): Promise<Row> {
  const { what, happens, noticed, mends, well } = chapter;
  const before = asked();
  const had = await counts();
  const began = performance.now();
  const since = clock.now().getTime();
  await happens();
  if (noticed) await until(`it is noticed: ${what}`, noticed, MONEY_PATIENCE_MS);
  const detected = performance.now();
  if (mends) await sleep(CHAPTER_MS);
  const mendedAt = performance.now();
  const from = mends ? clock.now().getTime() : since;
  await mends?.();
  if (well) await until(`it is well again: ${what}`, () => well(from), MONEY_PATIENCE_MS);
  const wellAt = performance.now();
  await sleep(CHAPTER_MS);
  const after = asked();
  const has = await counts();
  const told = (ms: number) => `${Math.round(ms)} ms`;
  return {
    chapter: what,
    requests: after.requests - before.requests,
    benar: after.benar - before.benar,
    ...(after.usang === undefined || before.usang === undefined ? {} : { usang: after.usang - before.usang }),
    gagal: after.gagal - before.gagal,
    salah: after.salah - before.salah,
    ...Object.fromEntries(Object.entries(has).map(([name, count]) => [name, count - (had[name] ?? 0)])),
    detected: noticed ? told(detected - began) : '',
    recovered: well ? told(wellAt - (mends ? mendedAt : began)) : '',
    by: chapter.by ?? (well ? 'itself' : ''),
  };
}

export function printMoney(name: string, rows: readonly Row[]): void {
  process.stdout.write(`\n${name}\n${tableOf(rows)}\n`);
}
