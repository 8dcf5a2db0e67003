import type { ClaimedNotice, NoticeStore, StoredNotice } from '../notices.ts';
import type { SqliteClient } from './client.ts';
import type { Row } from './messages.ts';

/** The partial indexes of the migration are used only where their terms are repeated. */
const CLAIM = `update notices set owner = ?1, leased_until = ?3, attempts = attempts + 1
  where sequence in (
    select min(due.sequence) from notice_channels as channels
      join notices as due on due.channel = channels.id and due.state = 'waiting'
    where channels.is_on = 1 and due.due_at <= ?2 and not exists (
      select 1 from notices as other
      where other.channel = due.channel and other.state = 'waiting'
        and (other.leased_until > ?2 or (other.sequence < due.sequence and other.lets_pass = 0)))
    group by due.channel)
  returning sequence, id, channel, at, attempts, content`;
const DELIVERED = `update notices set state = 'delivered', ended_at = ?2, trouble = ?3, owner = null, leased_until = 0
  where sequence = ?1 and state <> 'delivered'`;
const FAILED = `update notices set due_at = ?3, trouble = ?4, lets_pass = max(lets_pass, ?5), owner = null, leased_until = 0
  where sequence = ?1 and owner = ?2 and state = 'waiting'`;
const GIVE_BACK = `update notices set owner = null, leased_until = 0, attempts = attempts - 1
  where owner = ? and state = 'waiting'`;
const HURRY = `update notices set due_at = ?2 where channel = ?1 and state = 'waiting' and due_at > ?2`;
export const CANCEL = `update notices set state = 'cancelled', ended_at = ?2 where channel = ?1 and state = 'waiting'`;
/** The newest stays, or SQLite would give its sequence to the next notice, and who settles late would settle that one. */
const PRUNE = `delete from notices
  where ended_at is not null and ended_at < ? and sequence < (select max(sequence) from notices)`;
const WHOLE = `select sequence, id, channel, channel_name, at, state, attempts, due_at, ended_at, trouble, content
  from notices`;

export function createNoticeOutbox(
  client: SqliteClient,
): Omit<NoticeStore, 'channels' | 'putChannel' | 'removeChannel' | 'tell'> {
  return {
    async claim(owner, at, leaseMs) {
      const { rows } = await client.run(CLAIM, [owner, at, at + leaseMs]);
      return rows.map(toClaimed);
    },
    async delivered(sequence, at, trouble) {
      await client.run(DELIVERED, [sequence, at, trouble]);
    },
    async failed({ sequence, owner, dueAt, trouble, letsPass }) {
      await client.run(FAILED, [sequence, owner, dueAt, trouble, letsPass ? 1 : 0]);
    },
    async giveBack(owner) {
      await client.run(GIVE_BACK, [owner]);
    },
    async hurry(channel, at) {
      await client.run(HURRY, [channel, at]);
    },
    async list({ channel, limit }) {
      const { rows } = await client.run(
        `${WHOLE} ${channel === undefined ? '' : 'where channel = ?'} order by sequence desc limit ?`,
        [...(channel === undefined ? [] : [channel]), limit],
      );
      return rows.map(toNotice);
    },
    async prune(before) {
      const { changes } = await client.run(PRUNE, [before]);
      return changes;
    },
  };
}

function toClaimed(row: Row): ClaimedNotice {
  return {
    sequence: row.sequence as number,
    id: row.id as string,
    channel: row.channel as string,
    at: row.at as number,
    attempts: row.attempts as number,
    content: row.content as string,
  };
}

function toNotice(row: Row): StoredNotice {
  return {
    ...toClaimed(row),
    channelName: row.channel_name as string,
    state: row.state as StoredNotice['state'],
    dueAt: row.due_at as number,
    endedAt: row.ended_at as number | null,
    trouble: row.trouble as string,
  };
}
