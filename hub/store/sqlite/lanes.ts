import type { LaneState, MessageStore } from '../forwarding.ts';
import type { SqliteClient } from './client.ts';

const PUT = `insert into lanes (lane, state, reason, since, until) values (?, ?, ?, ?, ?)
  on conflict (lane) do update
    set state = excluded.state, reason = excluded.reason, since = excluded.since, until = excluded.until`;

const HOLD = `${PUT} where lanes.state <> 'paused'`;

export function createLanes(
  client: SqliteClient,
): Pick<MessageStore, 'lanes' | 'putLane' | 'openLane' | 'holdLane' | 'reopenLane'> {
  return {
    async lanes() {
      const { rows } = await client.run('select lane, state, reason, since, until from lanes order by lane', []);
      return rows as unknown as readonly LaneState[];
    },
    async putLane({ lane, state, reason, since, until }) {
      await client.run(PUT, [lane, state, reason, since, until]);
    },
    async openLane(lane) {
      await client.run('delete from lanes where lane = ?', [lane]);
    },
    async holdLane({ lane, state, reason, since, until }) {
      await client.run(HOLD, [lane, state, reason, since, until]);
    },
    async reopenLane(lane) {
      await client.run("delete from lanes where lane = ? and state <> 'paused'", [lane]);
    },
  };
}
