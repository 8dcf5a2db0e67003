import type { OperatorStore, StoredOperator } from '../operators.ts';
import type { SqliteClient } from './client.ts';
import type { Row } from './messages.ts';

type SessionStore = Pick<OperatorStore, 'openSession' | 'session' | 'sawSession' | 'endSession' | 'pruneSessions'>;

/** In one statement with the look at the operator: it may be disabled while its password is looked at. */
const OPEN = `insert into operator_sessions (token_hash, operator, created_at, seen_at, expires_at)
  select ?1, ?2, ?3, ?4, ?5 where exists (
    select 1 from operators where id = ?2 and password_hash = ?6 and disabled_at is null)`;
const SAW = 'update operator_sessions set seen_at = ?2 where token_hash = ?1 and seen_at < ?2';

export function createSessions(
  client: SqliteClient,
  operatorColumns: string,
  toOperator: (row: Row) => StoredOperator,
): SessionStore {
  const find = `select ${operatorColumns}, token_hash, opened_at, seen_at, expires_at from operators
    join (select token_hash, operator, created_at as opened_at, seen_at, expires_at from operator_sessions
      where token_hash = ?) on operator = id`;
  return {
    async openSession({ tokenHash, operator, createdAt, seenAt, expiresAt }, passwordHash) {
      const values = [tokenHash, operator, createdAt, seenAt, expiresAt, passwordHash];
      return (await client.run(OPEN, values)).changes > 0;
    },
    async session(tokenHash) {
      const { rows } = await client.run(find, [tokenHash]);
      const [row] = rows;
      if (!row) return undefined;
      const session = {
        tokenHash: row.token_hash as string,
        operator: row.id as string,
        createdAt: row.opened_at as number,
        seenAt: row.seen_at as number,
        expiresAt: row.expires_at as number,
      };
      return { session, operator: toOperator(row) };
    },
    async sawSession(tokenHash, at) {
      await client.run(SAW, [tokenHash, at]);
    },
    async endSession(tokenHash) {
      await client.run('delete from operator_sessions where token_hash = ?', [tokenHash]);
    },
    async pruneSessions(now) {
      const { changes } = await client.run('delete from operator_sessions where expires_at <= ?', [now]);
      return changes;
    },
  };
}
