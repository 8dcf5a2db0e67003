import { randomUUID } from 'node:crypto';
import type { ChannelKind, NoticeChannel, NoticeStore, StoredChannel } from '../notices.ts';
import type { SqliteClient } from './client.ts';
import type { Row, Value } from './messages.ts';
import { CANCEL } from './notice-outbox.ts';

type Rules = Pick<NoticeChannel, 'incidents' | 'quietHours' | 'graveBreaksQuiet' | 'renotifyAfterMinutes'>;

const LIST = `select id, name, kind, is_on, sealed, rules, created_at, told, version from notice_channels
  order by created_at, id`;
const PUT = `insert into notice_channels (id, name, kind, is_on, sealed, rules, created_at, told, version)
  values (?1, ?2, ?3, ?4, ?5, ?6, ?7, '', 1)
  on conflict (id) do update set name = excluded.name, kind = excluded.kind, is_on = excluded.is_on,
    sealed = excluded.sealed, rules = excluded.rules, told = case when ?8 then '' else told end, version = version + 1`;
/** Of one version: whoever read an older one has not seen what was told since. */
const KEEP = `update notice_channels set told = ?3, version = version + 1, token = ?4 where id = ?1 and version = ?2
  returning version`;
const WRITE = `insert into notices
    (id, channel, channel_name, at, state, lets_pass, attempts, due_at, leased_until, trouble, content)
  select ?1, id, name, ?2, 'waiting', 0, 0, ?2, 0, '', ?3 from notice_channels where id = ?4 and token = ?5`;

export function createNoticeChannels(
  client: SqliteClient,
): Pick<NoticeStore, 'channels' | 'putChannel' | 'removeChannel' | 'tell'> {
  return {
    async channels() {
      const { rows } = await client.run(LIST, []);
      return rows.map(toChannel);
    },
    async putChannel({ id, name, kind, on, sealed, createdAt, ...rest }, at, anew) {
      const { incidents, quietHours, graveBreaksQuiet, renotifyAfterMinutes } = rest;
      const rules: Rules = { incidents, quietHours, graveBreaksQuiet, renotifyAfterMinutes };
      const bytes = new Uint8Array(sealed);
      const row: Value[] = [id, name, kind, on ? 1 : 0, bytes, JSON.stringify(rules), createdAt, anew ? 1 : 0];
      await client.batch([
        { sql: PUT, width: 8, values: row },
        { sql: CANCEL, width: 2, values: on ? [] : [id, at] },
      ]);
    },
    async removeChannel(id, at) {
      const [removed] = await client.batch([
        { sql: 'delete from notice_channels where id = ? returning id', width: 1, values: [id] },
        { sql: CANCEL, width: 2, values: [id, at] },
      ]);
      return removed?.[0] !== null;
    },
    async tell({ channel, version, told, notice }) {
      const token = randomUUID();
      const written = notice ? [notice.id, notice.at, notice.content, channel, token] : [];
      const [kept] = await client.batch([
        { sql: KEEP, width: 4, values: [channel, version, told, token] },
        { sql: WRITE, width: 5, values: written },
      ]);
      return kept?.[0] !== null;
    },
  };
}

function toChannel(row: Row): StoredChannel {
  return {
    id: row.id as string,
    name: row.name as string,
    kind: row.kind as ChannelKind,
    on: row.is_on === 1,
    sealed: row.sealed as Uint8Array,
    ...(JSON.parse(row.rules as string) as Rules),
    createdAt: row.created_at as number,
    told: row.told as string,
    version: row.version as number,
  };
}
