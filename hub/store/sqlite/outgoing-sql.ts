import type { HotStatement, Unit } from './group.ts';

/** The statements of messages on their way. The partial indexes of the migration are used only where their terms are repeated. */

const COLUMNS = `id, lane, ordering_key, service, application, about, idempotency_key, body_hash, accepted_at, changed_at,
    due_at, state, open, head, unsure, attempts, trouble, token, sealed, trace`;
const VALUES = `?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?9, ?9, 'waiting', 1,
    case when ?3 <> '' and exists (select 1 from messages where open = 1 and ordering_key = ?3) then 0 else 1 end,
    0, 0, '', ?1, ?10, ?11`;

/** An Idempotency-Key that was used before returns the message of then, and nothing else happens. */
export const INSERT: HotStatement = {
  sql: `insert into messages (${COLUMNS}) values (${VALUES})
    on conflict (idempotency_key) where idempotency_key is not null
      do update set idempotency_key = excluded.idempotency_key
    returning id, body_hash, head`,
  width: 11,
};
export const ACCEPT_HISTORY: HotStatement = {
  sql: `insert into history (message, at, what, attempt, detail)
    select sequence, accepted_at, 'diterima', null, '' from messages where id = ?1`,
  width: 1,
};

/** What comes along comes only if the change it belongs to took place: the message carries that change's token then. */
const IF = (id: string, token: string) => `exists (select 1 from messages where id = ${id} and token = ${token})`;

const ALONG: readonly HotStatement[] = [
  {
    sql: `insert into records (collection, id, owner, state, part, created_at, updated_at, watch_at, version, sealed)
      select ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, 1, ?9 where ${IF('?10', '?11')}
      on conflict (collection, id) do nothing`,
    width: 11,
  },
  {
    sql: `insert into record_links (collection, link, id) select ?1, ?2, ?3 where ${IF('?4', '?5')}
      on conflict (collection, link) do update set id = excluded.id`,
    width: 5,
  },
  {
    sql: `insert into events (id, application, kind, at, about, sealed)
      select ?1, ?2, ?3, ?4, ?5, ?6 where ${IF('?7', '?8')}`,
    width: 8,
  },
  { sql: `insert into messages (${COLUMNS}) select ${VALUES} where ${IF('?12', '?13')}`, width: 13 },
  ACCEPT_HISTORY,
  {
    sql: `update records set state = ?4, updated_at = ?5, version = version + 1
      where collection = ?1 and id = ?2 and state in (select value from json_each(?3)) and ${IF('?6', '?7')}`,
    width: 7,
  },
];

const PROMOTE: HotStatement = {
  sql: `update messages set head = 1
    where head = 0 and sequence = (select min(sequence) from messages where open = 1 and ordering_key = ?1)
    returning lane`,
  width: 1,
};
const HISTORY: HotStatement = {
  sql: 'insert into history (message, at, what, attempt, detail) values (?, ?, ?, ?, ?)',
  width: 5,
};
const HISTORY_OF_CHANGE: HotStatement = {
  sql: `insert into history (message, at, what, attempt, detail)
    select sequence, ?3, ?4, ?5, ?6 from messages where id = ?1 and token = ?2`,
  width: 6,
};

export const ACCEPT: Unit = { name: 'accept', statements: [INSERT, ACCEPT_HISTORY, ...ALONG] };

export const CLAIMED = `sequence, id, lane, ordering_key, service, application, about, attempts, unsure, accepted_at,
  sealed, trace`;
export const CLAIM: Unit = {
  name: 'claim',
  statements: [
    {
      sql: `update messages set state = 'sending', owner = ?2, attempts = attempts + 1, changed_at = ?4
        where sequence in (
          select sequence from messages
          where lane = ?1 and state = 'waiting' and head = 1 and due_at <= ?4
          order by due_at, sequence limit ?3)
        returning ${CLAIMED}`,
      width: 4,
      many: true,
    },
  ],
};

/** From anybody, as long as the message is open: an answer that comes late is still the truth. */
export const DELIVER: Unit = {
  name: 'deliver',
  statements: [
    {
      sql: `update messages
        set state = 'delivered', open = 0, head = 0, unsure = 0, owner = null, trouble = '',
          token = ?2, changed_at = ?3, result = ?4
        where sequence = ?1 and open = 1
        returning sequence`,
      width: 4,
    },
    PROMOTE,
    HISTORY,
    ...ALONG,
  ],
};
/** Refused, or for a person to decide: it keeps its place, and what is behind it waits. */
export const STOP: Unit = {
  name: 'stop',
  statements: [
    {
      sql: `update messages set state = ?3, owner = null, unsure = ?3 = 'unsure', trouble = ?4, token = ?5, changed_at = ?6
        where sequence = ?1 and state = 'sending' and owner = ?2
        returning sequence`,
      width: 6,
    },
    HISTORY,
    ...ALONG,
  ],
};
export const RETURN: Unit = {
  name: 'return',
  statements: [
    {
      sql: `update messages
        set state = 'waiting', owner = null, due_at = ?3, unsure = ?4, attempts = attempts - ?5,
          trouble = coalesce(?6, trouble),
          changed_at = ?7
        where sequence = ?1 and state = 'sending' and owner = ?2
        returning sequence`,
      width: 7,
    },
    HISTORY,
  ],
};

const PROMOTE_AFTER: HotStatement = {
  sql: `update messages set head = 1
    where head = 0 and sequence = (
      select min(sequence) from messages
      where open = 1 and ordering_key = (select nullif(ordering_key, '') from messages where id = ?1))
    returning lane`,
  width: 1,
};
export const CANCEL: Unit = {
  name: 'cancel',
  statements: [
    {
      sql: `update messages
        set state = 'cancelled', open = 0, head = 0, owner = null, token = ?3, changed_at = ?4
        where id = ?1 and application = ?2 and state in ('waiting', 'unsure', 'refused')
        returning lane`,
      width: 4,
    },
    PROMOTE_AFTER,
    HISTORY_OF_CHANGE,
    ...ALONG,
  ],
};
/** A person's word settles the doubt: it is there. Nobody's word ends one that is under way or waits. */
export const CONFIRM: Unit = {
  name: 'confirm',
  statements: [
    {
      sql: `update messages
        set state = 'delivered', open = 0, head = 0, unsure = 0, owner = null, trouble = '', token = ?3, changed_at = ?4
        where id = ?1 and application = ?2 and state = 'unsure'
        returning lane`,
      width: 4,
    },
    PROMOTE_AFTER,
    HISTORY_OF_CHANGE,
    ...ALONG,
  ],
};
/** A person's word settles the doubt: it is sent again. */
export const RESUBMIT: Unit = {
  name: 'resubmit',
  statements: [
    {
      sql: `update messages
        set state = 'waiting', due_at = ?4, unsure = 0, trouble = '', token = ?3, changed_at = ?4,
          sealed = coalesce(?5, sealed)
        where id = ?1 and application = ?2 and state in ('waiting', 'unsure', 'refused')
        returning lane`,
      width: 5,
    },
    HISTORY_OF_CHANGE,
    ...ALONG,
  ],
};

const OF_THE_DEAD = `state = 'sending' and owner <> ?1 and owner not in (select id from workers where seen_at >= ?2)`;
export const TAKE_OVER: Unit = {
  name: 'take over',
  statements: [
    {
      sql: `insert into history (message, at, what, attempt, detail)
        select sequence, ?3, 'terputus', attempts, '' from messages where ${OF_THE_DEAD}`,
      width: 3,
    },
    {
      sql: `update messages set state = 'waiting', unsure = 1, owner = null, due_at = ?3, changed_at = ?3
        where ${OF_THE_DEAD}
        returning lane`,
      width: 3,
      many: true,
    },
    { sql: 'delete from workers where id <> ?1 and seen_at < ?2', width: 2 },
  ],
};
export const BEAT: HotStatement = {
  sql: `insert into workers (id, seen_at) values (?1, ?2) on conflict (id) do update set seen_at = excluded.seen_at`,
  width: 2,
};
export const LEAVE: Unit = {
  name: 'leave',
  statements: [
    {
      sql: `update messages set state = 'waiting', owner = null, attempts = attempts - 1
        where state = 'sending' and owner = ?1`,
      width: 1,
    },
    { sql: 'delete from workers where id = ?1', width: 1 },
  ],
};

const BEHIND = `case when head = 1 or open = 0 then null else (
    select before.id from messages as before
    where before.open = 1 and before.ordering_key = messages.ordering_key order by before.sequence limit 1
  ) end as behind`;
export const WHOLE = `select sequence, id, lane, ordering_key, service, application, about, idempotency_key, body_hash,
  accepted_at, changed_at, due_at, state, unsure, attempts, trouble, sealed, result, trace, ${BEHIND} from messages`;

export const NEXT_DUE = `select min(due_at) as due from messages where lane = ? and state = 'waiting' and head = 1`;
/** Jumps from lane to lane through the index: half a million waiting messages cost what a handful does. */
export const DUE_LANES = `with recursive known (lane) as (
    select min(lane) from messages where state = 'waiting' and head = 1
    union all
    select (select min(lane) from messages where state = 'waiting' and head = 1 and lane > known.lane)
      from known where known.lane is not null
  )
  select lane from known where lane is not null and exists (
    select 1 from messages where state = 'waiting' and head = 1 and messages.lane = known.lane and due_at <= ?)`;
/** Names the partial index of what waits for somebody's word: few, where everything goes as it should. */
export const STOPPED = `state in ('refused', 'unsure')`;
export const LISTED = `select sequence, id, lane, service, application, about, accepted_at, changed_at, due_at, state, unsure,
  attempts, trouble, head from messages`;
export const NEWEST = 'select max(sequence) as newest from messages';
/** Both read indexes that hold all they need; the second few entries, the first one for each open message. */
export const WAITING_BY_LANE = `select lane, open, (select accepted_at from messages where sequence = oldest) as oldest_at from (
    select lane, count(*) as open, min(sequence) as oldest from messages
    where open = 1 and sequence not in (select sequence from messages where ${STOPPED})
    group by lane)`;
export const STOPPED_BY_LANE = `select lane, state, count(*) as stopped from messages where ${STOPPED} group by lane, state`;
export const OPEN_BY_LANE = 'select lane, count(*) as open from messages where open = 1 group by lane';
export const UNSETTLED_SINCE = `select min(at) as since from (
    select min(changed_at) as at from messages where state = 'sending' and service = ?1
    union all
    select min(accepted_at) from messages where open = 1 and (unsure = 1 or state = 'unsure') and service = ?1)`;
