import type { CopyStore, RowPage } from '../../store/copies.ts';
import type { ActionResult, ServiceContext } from '../service.ts';
import type { Kind } from './datasets.ts';
import { copyMeta, type Found, findCopy, findPlace, type Which } from './finding.ts';
import { readPlace, refusingCursors, writePlace } from './place.ts';

export interface Page extends Which {
  readonly batas?: number;
  readonly kursor?: string;
}
export type Context = Pick<ServiceContext, 'copies' | 'now'>;

export interface Narrowed {
  readonly part?: string;
  readonly group?: string;
  readonly words?: string;
}

/** The copy that a page is of, and where in it the page begins. */
export interface Opened extends Found {
  readonly list: string;
  readonly after?: string;
  readonly limit: number;
}

const PAGE = 25;

export async function open(list: string, kind: Kind, params: Page, copies: CopyStore): Promise<Opened> {
  const { kursor, batas = PAGE } = params;
  if (kursor === undefined) return { ...(await findCopy(kind, params, copies)), list, limit: batas };
  const place = readPlace(list, kursor);
  const found = await findPlace(kind, params, { place, list }, copies);
  return { ...found, list, limit: batas, after: place.after };
}

/** Where the next page of the same list begins. */
export function cursorOf({ list, dataset, copy }: Opened, after: string | undefined): string | null {
  return after === undefined ? null : writePlace(list, { dataset, number: copy.number, after });
}

export async function readPage(opened: Opened, { words, ...narrowed }: Narrowed, copies: CopyStore): Promise<RowPage> {
  const { dataset, copy, limit, after } = opened;
  const filter = {
    ...{ dataset, at: copy.number, limit, ...narrowed },
    ...(after === undefined ? {} : { after }),
  };
  const reading = words === undefined ? copies.rows(filter) : copies.search({ ...filter, words });
  return refusingCursors(opened.list, reading);
}

/** One page of a list that needs nothing but its rows. */
export async function listRows(
  list: string,
  kind: Kind,
  { params, narrowed }: { readonly params: Page; readonly narrowed: Narrowed },
  { copies, now }: Context,
): Promise<ActionResult> {
  const opened = await open(list, kind, params, copies);
  const { rows, next } = await readPage(opened, narrowed, copies);
  const contents = rows.map(({ content }) => content);
  return written(contents, cursorOf(opened, next), { meta: { salinan: copyMeta(opened, now) } });
}

/** Rows are kept as the JSON that is answered, and go out as they are. */
export function written(
  contents: readonly string[],
  next: string | null,
  rest: Readonly<Record<string, unknown>> = {},
): ActionResult {
  const others = JSON.stringify({ halaman: { berikutnya: next }, ...rest }).slice(1);
  return { kind: 'written', json: `{"data":[${contents.join(',')}],${others}` };
}

/** Members whose value is there: absent ones do not narrow anything. */
export function narrowedBy(given: { readonly [Name in keyof Narrowed]: string | undefined }): Narrowed {
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
}
