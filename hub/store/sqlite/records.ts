import type { Told } from '../new-message.ts';
import type {
  Figure,
  FigureSum,
  NewRecord,
  RecordFilter,
  RecordLink,
  RecordStore,
  StoredRecord,
  Versioned,
} from '../records.ts';
import type { SqliteClient } from './client.ts';
import { APPEND, eventValues } from './events.ts';
import type { HotStatement, Unit, WriteGroup } from './group.ts';
import type { Row, Value } from './messages.ts';
import { messageValues } from './outgoing.ts';
import { ACCEPT_HISTORY, INSERT } from './outgoing-sql.ts';

const FIGURE = 'figure_day, figure_place, figure_kind, figure_amount';
const COLUMNS = `collection, id, owner, state, part, created_at, updated_at, watch_at, version, sealed, ${FIGURE}`;
const VALUES = '?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, 1, ?9, ?10, ?11, ?12, ?13';
const PUT: HotStatement = {
  sql: `insert into records (${COLUMNS}) values (${VALUES})
    on conflict (collection, id) do update
      set owner = excluded.owner, state = excluded.state, part = excluded.part, updated_at = excluded.updated_at,
        watch_at = excluded.watch_at, version = records.version + 1, sealed = excluded.sealed,
        figure_day = excluded.figure_day, figure_place = excluded.figure_place, figure_kind = excluded.figure_kind,
        figure_amount = excluded.figure_amount`,
  width: 13,
};
const LINK: HotStatement = {
  sql: `insert into record_links (collection, link, id) values (?1, ?2, ?3)
    on conflict (collection, link) do update set id = excluded.id`,
  width: 3,
};
/** Returns nothing where the name belongs to another record. */
const LINK_NEW = `insert into record_links (collection, link, id) values (?1, ?2, ?3)
  on conflict (collection, link) do update set id = excluded.id where record_links.id = excluded.id
  returning id`;
const UPDATE: HotStatement = {
  sql: `update records set state = ?4, part = ?5, updated_at = ?6, watch_at = ?7, version = version + 1, sealed = ?8,
      figure_day = ?9, figure_place = ?10, figure_kind = ?11, figure_amount = ?12
    where collection = ?1 and id = ?2 and version = ?3
    returning version`,
  width: 12,
};
/** In the order of the index, which holds all that is asked. As text: a sum may be larger than a number can hold. */
const FIGURES = `select figure_day, state, figure_place, figure_kind, count(*) as records,
    cast(sum(figure_amount) as text) as total
  from records where collection = ? and figure_day >= ? and figure_day <= ?
  group by figure_day, state, figure_place, figure_kind
  order by figure_day, state, figure_place, figure_kind`;
const PUBLISH: Unit = { name: 'put records', statements: [PUT, LINK] };
const UPDATE_ONE: Unit = { name: 'update record', statements: [UPDATE] };

const CREATE = `insert into records (${COLUMNS}) values (${VALUES}) on conflict (collection, id) do nothing returning id`;

export function createRecords(client: SqliteClient, group: WriteGroup): RecordStore {
  return {
    async get(collection, id) {
      const { rows } = await client.run('select * from records where collection = ? and id = ?', [collection, id]);
      return rows[0] && toRecord(rows[0]);
    },
    async find(collection, link) {
      const { rows } = await client.run(
        `select records.* from record_links
          join records on records.collection = record_links.collection and records.id = record_links.id
          where record_links.collection = ? and record_links.link = ?`,
        [collection, link],
      );
      return rows[0] && toRecord(rows[0]);
    },
    async links(collection, id) {
      const { rows } = await client.run(
        'select link from record_links where collection = ? and id = ? order by sequence',
        [collection, id],
      );
      return rows.map(({ link }) => link as string);
    },
    async list(filter) {
      const { where, values } = conditionsOf(filter);
      const sql = `select * from records ${where} order by sequence desc limit ?`;
      const { rows } = await client.run(sql, [...values, filter.limit]);
      return rows.map(toRecord);
    },
    async count(filter) {
      const { where, values } = conditionsOf(filter);
      const { rows } = await client.run(`select count(*) as records from records ${where}`, values);
      return rows[0]?.records as number;
    },
    async figures({ collection, from, to }) {
      const { rows } = await client.run(FIGURES, [collection, from, to]);
      return rows.map(toSum);
    },
    create: (records, links = []) => {
      const fresh = records.map((record) => ({ record, version: undefined }));
      return writeAll(client, fresh, { sql: LINK.sql, values: links.map(linkValues), mustBeNew: false });
    },
    replace: (records, links = [], told) =>
      writeAll(client, records, { sql: LINK_NEW, values: links.map(linkValues), mustBeNew: true }, told),
    async put(records, links = []) {
      await group.addUnit(PUBLISH, [records.flatMap(recordValues), links.flatMap(linkValues)]);
    },
    async update(record) {
      const [rows] = await group.addUnit(UPDATE_ONE, [updateValues(record)]);
      return Boolean(rows?.[0]);
    },
    async link(links) {
      if (links.length > 0) await group.add(LINK, links.flatMap(linkValues));
    },
    async remove(collection, id) {
      const [rows] = await client.batch([
        {
          sql: 'delete from records where collection = ? and id = ? returning id',
          width: 2,
          values: [collection, id],
        },
        { sql: 'delete from record_links where collection = ? and id = ?', width: 2, values: [collection, id] },
      ]);
      return Boolean(rows?.[0]);
    },
    async watched(collection, now, limit) {
      const { rows } = await client.run(
        `select * from records where collection = ? and watch_at is not null and watch_at <= ?
          order by watch_at limit ?`,
        [collection, now, limit],
      );
      return rows.map(toRecord);
    },
  };
}

const NOTHING: Told = { events: [], messages: [] };

interface Links {
  readonly sql: string;
  readonly values: readonly Value[][];
  /** A name that another record has is not taken from it. */
  readonly mustBeNew: boolean;
}

/** In a transaction of its own, so that one that does not fit takes back all the others. */
async function writeAll(
  client: SqliteClient,
  records: readonly Versioned[],
  links: Links,
  told: Told = NOTHING,
): Promise<boolean> {
  const session = await client.acquire();
  try {
    await session.run('begin immediate', []);
    for (const one of records) {
      const { rows } = await session.run(...statementFor(one));
      if (rows.length > 0) continue;
      await session.run('rollback', []);
      return false;
    }
    for (const values of links.values) {
      const { rows } = await session.run(links.sql, values);
      if (rows.length > 0 || !links.mustBeNew) continue;
      await session.run('rollback', []);
      return false;
    }
    for (const event of told.events) await session.run(APPEND.sql, eventValues(event));
    for (const message of told.messages) {
      await session.run(INSERT.sql, messageValues(message));
      await session.run(ACCEPT_HISTORY.sql, [message.id]);
    }
    await session.run('commit', []);
    return true;
  } catch (error) {
    await session.run('rollback', []).catch(() => {}); // SQLite may have rolled back by itself; the first error counts
    throw error;
  } finally {
    session.release();
  }
}

function statementFor({ record, version }: Versioned): [sql: string, values: Value[]] {
  return version === undefined ? [CREATE, recordValues(record)] : [UPDATE.sql, updateValues({ ...record, version })];
}

function updateValues(record: Omit<StoredRecord, 'sequence'>): Value[] {
  const { collection, id, version, state, group, updatedAt, watchAt, sealed, figure } = record;
  return [collection, id, version, state, group, updatedAt, watchAt, new Uint8Array(sealed), ...figureValues(figure)];
}

function recordValues(record: NewRecord): Value[] {
  const { collection, id, owner, state, group, createdAt, updatedAt, watchAt, sealed, figure } = record;
  const plain = [collection, id, owner, state, group, createdAt, updatedAt, watchAt];
  return [...plain, new Uint8Array(sealed), ...figureValues(figure)];
}

function figureValues(figure: Figure | undefined): Value[] {
  return figure ? [figure.day, figure.place, figure.kind, figure.amount] : [null, null, null, null];
}

function linkValues({ collection, link, id }: RecordLink): Value[] {
  return [collection, link, id];
}

function conditionsOf(filter: Omit<RecordFilter, 'limit'>) {
  const conditions: readonly (readonly [string, Value | undefined])[] = [
    ['collection = ?', filter.collection],
    ['owner = ?', filter.owner],
    ['state = ?', filter.state],
    ['part = ?', filter.group],
    ['updated_at >= ?', filter.since],
    ['created_at >= ?', filter.createdFrom],
    ['created_at <= ?', filter.createdTo],
    ['sequence < ?', filter.before],
  ];
  const used = conditions.filter(([, value]) => value !== undefined);
  return {
    where: `where ${used.map(([term]) => term).join(' and ')}`,
    values: used.map(([, value]) => value as Value),
  };
}

function toRecord(row: Row): StoredRecord {
  return {
    sequence: row.sequence as number,
    collection: row.collection as string,
    id: row.id as string,
    owner: row.owner as string,
    state: row.state as string,
    group: row.part as string,
    createdAt: row.created_at as number,
    updatedAt: row.updated_at as number,
    watchAt: row.watch_at as number | null,
    version: row.version as number,
    sealed: row.sealed as Uint8Array,
    ...(row.figure_day === null ? {} : { figure: { ...keyOf(row), amount: row.figure_amount as number } }),
  };
}

function toSum(row: Row): FigureSum {
  const { state, records, total } = row;
  return { ...keyOf(row), state: state as string, count: records as number, sum: BigInt(total as string) };
}

function keyOf({ figure_day, figure_place, figure_kind }: Row): Omit<Figure, 'amount'> {
  return { day: figure_day as string, place: figure_place as string, kind: figure_kind as string };
}
