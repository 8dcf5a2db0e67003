import type { Told } from './new-message.ts';
import type {
  FigureFilter,
  FigureSum,
  NewRecord,
  RecordFilter,
  RecordLink,
  RecordStore,
  StoredRecord,
} from './records.ts';

/** A record with what was sealed in it. */
export interface Kept<Value> extends Omit<StoredRecord, 'sealed'> {
  readonly value: Value;
}
export interface Keep<Value> extends Omit<NewRecord, 'sealed'> {
  readonly value: Value;
}
/** What a change makes of a record; `undefined` leaves it as it is. */
export type Changed<Value> = Partial<Pick<Kept<Value>, 'value' | 'state' | 'group' | 'watchAt' | 'figure'>> | undefined;

/** Records whose content is JSON, sealed each for its own collection and id. */
export interface SealedRecords {
  get<Value>(collection: string, id: string): Promise<Kept<Value> | undefined>;
  find<Value>(collection: string, link: string): Promise<Kept<Value> | undefined>;
  links(collection: string, id: string): Promise<readonly string[]>;
  list<Value>(filter: RecordFilter): Promise<readonly Kept<Value>[]>;
  count(filter: Omit<RecordFilter, 'limit' | 'before'>): Promise<number>;
  figures(filter: FigureFilter): Promise<readonly FigureSum[]>;
  watched<Value>(collection: string, now: number, limit: number): Promise<readonly Kept<Value>[]>;
  /** Ready to come along with a message. */
  seal<Value>(record: Keep<Value>): NewRecord;
  /** All or none: resolves `false` when one exists. */
  create<Value>(records: readonly Keep<Value>[], links?: readonly RecordLink[]): Promise<boolean>;
  put<Value>(records: readonly Keep<Value>[], links?: readonly RecordLink[]): Promise<void>;
  /** As `RecordStore.replace`. */
  replace<Value>(
    records: readonly { readonly record: Keep<Value>; readonly version: number | undefined }[],
    links?: readonly RecordLink[],
    told?: Told,
  ): Promise<boolean>;
  link(links: readonly RecordLink[]): Promise<void>;
  /**
   * Reads, changes and writes until nobody else came between. Resolves to the record as it is then; `undefined` when
   * there is none.
   */
  change<Value>(
    collection: string,
    id: string,
    at: number,
    change: (record: Kept<Value>) => Changed<Value>,
  ): Promise<Kept<Value> | undefined>;
  remove(collection: string, id: string): Promise<boolean>;
}

interface Seals {
  seal(plaintext: string, context: string): Uint8Array;
  open(sealed: Uint8Array, context: string): Buffer;
}

export function createSealedRecords(store: RecordStore, sealing: Seals): SealedRecords {
  const opened = <Value>({ sealed, ...record }: StoredRecord): Kept<Value> => ({
    ...record,
    value: JSON.parse(sealing.open(sealed, contextOf(record)).toString()) as Value,
  });
  const seal = <Value>({ value, ...record }: Keep<Value>): NewRecord => ({
    ...record,
    sealed: sealing.seal(JSON.stringify(value), contextOf(record)),
  });
  const get = async <Value>(collection: string, id: string) => {
    const record = await store.get(collection, id);
    return record && opened<Value>(record);
  };
  return {
    get,
    async find<Value>(collection: string, link: string) {
      const record = await store.find(collection, link);
      return record && opened<Value>(record);
    },
    links: store.links,
    count: store.count,
    figures: store.figures,
    async list<Value>(filter: RecordFilter) {
      return (await store.list(filter)).map((record) => opened<Value>(record));
    },
    async watched<Value>(collection: string, now: number, limit: number) {
      return (await store.watched(collection, now, limit)).map((record) => opened<Value>(record));
    },
    seal,
    create: (records, links) => store.create(records.map(seal), links),
    put: (records, links) => store.put(records.map(seal), links),
    replace: (records, links, told) =>
      store.replace(
        records.map(({ record, version }) => ({ record: seal(record), version })),
        links,
        told,
      ),
    link: store.link,
    async change<Value>(
      collection: string,
      id: string,
      at: number,
      change: (record: Kept<Value>) => Changed<Value>,
    ): Promise<Kept<Value> | undefined> {
      for (;;) {
        const record = await get<Value>(collection, id);
        const changed = record && change(record);
        if (!record || !changed) return record;
        const next: Kept<Value> = { ...record, ...changed, updatedAt: at };
        const { value, ...rest } = next;
        const sealed = sealing.seal(JSON.stringify(value), contextOf(record));
        if (await store.update({ ...rest, sealed })) return { ...next, version: record.version + 1 };
      }
    },
    remove: store.remove,
  };
}

/** What the content of a record is sealed for. */
export function contextOf({ collection, id }: { readonly collection: string; readonly id: string }): string {
  return `record ${collection} ${id}`;
}
