import { SYNCS, type Sync } from '../../../hub/services/perencanaan/sync/state.ts';
import type { Copy, CopyRow } from '../../../hub/store/copies.ts';
import { createSealedRecords } from '../../../hub/store/sealed-records.ts';
import { sealsOf } from '../../../hub/store/sealing.ts';
import { HUB_SECRET, type HubSurroundings } from '../../hub/with-hub.ts';

/** What is known of the copying of a dataset: whether it rests, and what people are told of it. */
export async function syncOf({ store }: HubSurroundings, dataset: string) {
  const record = await createSealedRecords(store.records, sealsOf(HUB_SECRET).sealing).get<Sync>(SYNCS, dataset);
  return { state: record?.state ?? 'diam', note: record?.value.catatan ?? '' };
}

export async function currentCopy({ store }: HubSurroundings, dataset: string): Promise<Copy | undefined> {
  const number = (await store.copies.dataset(dataset))?.current ?? 0;
  return number === 0 ? undefined : store.copies.copy(dataset, number);
}

/** Each of them was copied since, and nothing is under way. */
export async function areCopied(
  hub: HubSurroundings,
  datasets: readonly string[],
  { since, source }: { readonly since: number; readonly source?: string },
): Promise<boolean> {
  for (const dataset of datasets) {
    const copy = await currentCopy(hub, dataset);
    if ((copy?.finishedAt ?? 0) <= since || (source !== undefined && copy?.source !== source)) return false;
    if ((await syncOf(hub, dataset)).state !== 'diam') return false;
  }
  return true;
}

type Members = Readonly<Record<string, unknown>>;

/** What differs between a copy and the one before it, by member: from nothing told to something, or from one to another. */
export interface Differences {
  readonly added: number;
  readonly removed: number;
  /** Keys of rows that say something else than before. */
  readonly other: readonly string[];
  /** Members that the source before did not tell. */
  readonly nowTold: readonly string[];
}

export async function differencesSince(
  { store }: HubSurroundings,
  dataset: string,
  number: number,
): Promise<Differences> {
  const rowsAt = async (at?: number) => {
    const page = await store.copies.rows({ dataset, limit: 1000, ...(at === undefined ? {} : { at }) });
    return new Map(page.rows.map((row) => [row.key, row]));
  };
  const [before, now] = [await rowsAt(number), await rowsAt()];
  const other: string[] = [];
  const nowTold = new Set<string>();
  for (const [key, row] of now) {
    const was = before.get(key);
    if (!was) continue;
    const changed = changedMembers(was, row);
    if (changed.some(({ from }) => !isNothing(from))) other.push(key);
    for (const { name, from } of changed) if (isNothing(from)) nowTold.add(name);
  }
  return {
    added: [...now.keys()].filter((key) => !before.has(key)).length,
    removed: [...before.keys()].filter((key) => !now.has(key)).length,
    other,
    nowTold: [...nowTold].toSorted(),
  };
}

function changedMembers(was: CopyRow, row: CopyRow) {
  const [before, now] = [flat(JSON.parse(was.content)), flat(JSON.parse(row.content))];
  const names = [...new Set([...before.keys(), ...now.keys()])];
  return names.flatMap((name) => {
    const [from, to] = [before.get(name) ?? null, now.get(name) ?? null];
    return from === to ? [] : [{ name, from, to }];
  });
}

function flat(value: Members, under = ''): Map<string, unknown> {
  const found = new Map<string, unknown>();
  for (const [name, member] of Object.entries(value)) {
    const path = under === '' ? name : `${under}.${name}`;
    if (typeof member === 'object' && member !== null && Object.keys(member).length > 0)
      for (const [inner, one] of flat(member as Members, path)) found.set(inner, one);
    else found.set(path, typeof member === 'object' ? null : member);
  }
  return found;
}

function isNothing(value: unknown): boolean {
  return value === null || value === undefined || value === '';
}
