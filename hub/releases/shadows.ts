import { isDeepStrictEqual } from 'node:util';
import type { ReadAnswer } from '../exchange/learning.ts';
import type { Operation } from '../mapping/release.ts';
import type { Verdict } from '../mapping/verdict.ts';
import type { ReleaseStore, ShadowCounts, ShadowReport, ShadowSetting } from '../store/releases.ts';

/** A release that reads along without being used: what it disagrees in is counted, so that a switch is made on evidence. */
export interface Shadows {
  /** Costs one look at a map where no shadow is set. */
  note(answer: ReadAnswer): void;
  /** Takes over what commands said. */
  refresh(): Promise<void>;
  flush(): Promise<void>;
}

export interface ShadowParts {
  readonly store: Pick<ReleaseStore, 'shadows' | 'addShadowCounts'>;
  readonly operationOf: (instance: string, release: string, operation: string) => Operation | undefined;
  readonly trouble: (what: string, error: unknown) => void;
  /** Milliseconds of a clock that nobody sets. */
  readonly clock?: () => number;
}

/** Of each tenth of a second, reading along may take so much: more answers than that are left out, and counted as such. */
const SHARE_MS = 1;
const OF_MS = 100;
const MOST_FIELDS = 100;

type Counts = { -readonly [Name in keyof ShadowCounts]: number };
interface Shadow {
  readonly setting: ShadowSetting;
  counts: Counts;
  fields: Map<string, number>;
}

export async function openShadows({
  store,
  operationOf,
  trouble,
  clock = () => performance.now(),
}: ShadowParts): Promise<Shadows> {
  const shadows = new Map<string, Shadow>();
  let stretch = 0;
  let spentMs = 0;

  async function refresh(): Promise<void> {
    const set = new Map((await store.shadows()).map((one) => [keyOf(one), one]));
    for (const [key, { setting }] of shadows) if (set.get(key)?.since !== setting.since) shadows.delete(key);
    for (const [key, { instance, operation, release, since }] of set)
      if (!shadows.has(key))
        shadows.set(key, { setting: { instance, operation, release, since }, counts: none(), fields: new Map() });
  }

  /** Together they never take more than their share, however many answers come. */
  function hasTime(at: number): boolean {
    const now = Math.floor(at / OF_MS);
    if (now !== stretch) {
      stretch = now;
      spentMs = 0;
    }
    return spentMs < SHARE_MS;
  }

  async function readAlong(shadow: Shadow, { instance, verdict, reread }: ReadAnswer): Promise<void> {
    const { setting } = shadow;
    const operation = operationOf(instance, setting.release, setting.operation);
    if (!operation) return;
    const started = clock();
    if (!hasTime(started)) {
      shadow.counts.skipped += 1; // many were let in at once
      return;
    }
    try {
      count(shadow, verdict, await reread(operation));
    } finally {
      spentMs += clock() - started;
    }
  }
  await refresh();

  return {
    note(answer) {
      const shadow = shadows.size === 0 ? undefined : shadows.get(`${answer.instance} ${answer.operation.name}`);
      if (!shadow || shadow.setting.release === answer.operation.release) return;
      if (answer.verdict.kind === 'fault') return;
      if (!hasTime(clock())) {
        shadow.counts.skipped += 1;
        return;
      }
      // when the answer is on its way: nobody waits for a shadow
      setImmediate(() => {
        readAlong(shadow, answer).catch((error: unknown) => trouble('a shadow could not read along', error));
      });
    },
    refresh,
    async flush() {
      const counted = [...shadows.values()].filter(({ counts }) => Object.values(counts).some((one) => one > 0));
      if (counted.length === 0) return;
      const reports = counted.map(({ setting, counts, fields }): ShadowReport => {
        return { ...setting, ...counts, fields: Object.fromEntries(fields) };
      });
      for (const shadow of counted) {
        shadow.counts = none();
        shadow.fields = new Map();
      }
      await store.addShadowCounts(reports).catch((error: unknown) => {
        for (const [index, shadow] of counted.entries()) addBack(shadow, reports[index]);
        throw error;
      });
    },
  };
}

function none(): Counts {
  return { read: 0, agreed: 0, differed: 0, unfit: 0, askedOtherwise: 0, skipped: 0 };
}

/** What could not be written is counted with what comes next. */
function addBack(shadow: Shadow, report: ShadowReport | undefined): void {
  if (!report) return;
  for (const name of Object.keys(shadow.counts) as (keyof Counts)[]) shadow.counts[name] += report[name];
  for (const [path, times] of Object.entries(report.fields)) add(shadow, path, times);
}

function keyOf({ instance, operation }: ShadowSetting): string {
  return `${instance} ${operation}`;
}

function count(shadow: Shadow, used: Verdict, read: Verdict | undefined): void {
  const { counts } = shadow; // those of now: what was counted before may be on its way to the store
  counts.read += 1;
  if (!read) counts.askedOtherwise += 1;
  else if (read.kind === 'changed') {
    counts.unfit += 1;
    for (const { path } of read.drift) add(shadow, path);
  } else if (read.kind !== used.kind) {
    counts.differed += 1;
    add(shadow, `(${used.kind} became ${read.kind})`);
  } else if (read.kind !== 'found' || used.kind !== 'found' || isDeepStrictEqual(read.value, used.value))
    counts.agreed += 1;
  else {
    counts.differed += 1;
    for (const path of differences(used.value, read.value)) add(shadow, path);
  }
}

function add({ fields }: Shadow, path: string, times = 1): void {
  if (fields.has(path) || fields.size < MOST_FIELDS) fields.set(path, (fields.get(path) ?? 0) + times);
}

/** Paths of the shared model where two values differ; rows of a list are one. */
export function differences(one: unknown, other: unknown, at = ''): readonly string[] {
  if (isDeepStrictEqual(one, other)) return [];
  const rows = Array.isArray(one) && Array.isArray(other);
  if (rows && one.length === other.length)
    return [...new Set(one.flatMap((row, index) => differences(row, other[index], `${at}[]`)))];
  if (rows || !isGroup(one) || !isGroup(other)) return [at || '(value)'];
  const names = new Set([...Object.keys(one), ...Object.keys(other)]);
  return [...names].flatMap((name) => differences(one[name], other[name], at === '' ? name : `${at}.${name}`));
}

function isGroup(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
