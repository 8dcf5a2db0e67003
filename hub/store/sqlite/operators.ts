import type { OperatorChange, OperatorStore, StoredOperator } from '../operators.ts';
import type { SqliteClient } from './client.ts';
import type { Row, Value } from './messages.ts';
import { isTaken } from './result-codes.ts';
import { createSessions } from './sessions.ts';

const COLUMNS = 'id, name, password_hash, role, two_factor, offered_two_factor, used_step, created_at, disabled_at';

const CREATE = `insert into operators (${COLUMNS}) values (?, ?, ?, ?, ?, ?, ?, ?, ?)`;
/** In one statement with the look whether another is left: two may make each other less at the same moment. */
const SET_ROLE = `update operators set role = ?2 where id = ?1 and disabled_at is null
  and (role <> ?3 or ?2 = ?3 or exists (
    select 1 from operators where role = ?3 and disabled_at is null and id <> ?1))`;
const DISABLE = `update operators set disabled_at = ?2 where id = ?1 and disabled_at is null
  and (?3 is null or role <> ?3 or exists (
    select 1 from operators where role = ?3 and disabled_at is null and id <> ?1)) returning id`;
const END_OF_DISABLED = `delete from operator_sessions where operator = ?1
  and exists (select 1 from operators where id = ?1 and disabled_at is not null)`;
const SET_PASSWORD = 'update operators set password_hash = ?2 where id = ?1 and disabled_at is null returning id';
const END_OTHERS = 'delete from operator_sessions where operator = ?1 and token_hash is not ?2';
const OFFER = 'update operators set offered_two_factor = ?2 where id = ?1 and disabled_at is null';
const CONFIRM = `update operators set two_factor = offered_two_factor, offered_two_factor = null, used_step = ?3
  where id = ?1 and offered_two_factor = ?2 and disabled_at is null`;
const USE_STEP = 'update operators set used_step = ?2 where id = ?1 and (used_step is null or used_step < ?2)';
const END_TWO_FACTOR = 'update operators set two_factor = null, offered_two_factor = null where id = ?1';

export function createOperators(client: SqliteClient): OperatorStore {
  const one = async (where: string, values: readonly Value[]): Promise<StoredOperator | undefined> => {
    const { rows } = await client.run(`select ${COLUMNS} from operators where ${where}`, values);
    return rows[0] && toOperator(rows[0]);
  };
  const changes = async (sql: string, values: readonly Value[]): Promise<boolean> =>
    (await client.run(sql, values)).changes > 0;
  /** Runs `first`, which says by a row whether it changed the operator, and `second` in one commit. */
  const both = async (first: string, values: readonly Value[], second: string, others: readonly Value[]) => {
    const [changed] = await client.batch([
      { sql: first, width: values.length, values },
      { sql: second, width: others.length, values: others },
    ]);
    return changed?.[0] !== null;
  };
  const whyNot = async (id: string): Promise<OperatorChange> =>
    (await one('id = ? and disabled_at is null', [id])) ? 'last' : 'absent';

  return {
    async create(operator) {
      try {
        await client.run(CREATE, toValues(operator));
        return true;
      } catch (error) {
        if (isTaken(error, 'operators.name')) return false;
        throw error;
      }
    },
    get: (id) => one('id = ?', [id]),
    byName: (name) => one('name = ? and disabled_at is null', [name]),
    async list() {
      const { rows } = await client.run(`select ${COLUMNS} from operators order by created_at, id`, []);
      return rows.map(toOperator);
    },
    setRole: async (id, role, keep) => ((await changes(SET_ROLE, [id, role, keep])) ? 'done' : whyNot(id)),
    disable: async (id, at, keep = undefined) =>
      (await both(DISABLE, [id, at, keep ?? null], END_OF_DISABLED, [id])) ? 'done' : whyNot(id),
    setPassword: (id, hash, except) => both(SET_PASSWORD, [id, hash], END_OTHERS, [id, except ?? null]),
    offerTwoFactor: (id, sealed) => changes(OFFER, [id, new Uint8Array(sealed)]),
    confirmTwoFactor: (id, sealed, step) => changes(CONFIRM, [id, new Uint8Array(sealed), step]),
    useStep: (id, step) => changes(USE_STEP, [id, step]),
    endTwoFactor: (id) => changes(END_TWO_FACTOR, [id]),
    ...createSessions(client, COLUMNS, toOperator),
  };
}

function toValues(operator: StoredOperator): Value[] {
  const { id, name, passwordHash, role, twoFactor, offeredTwoFactor, usedStep, createdAt, disabledAt } = operator;
  const sealed = (bytes: Uint8Array | null) => bytes && new Uint8Array(bytes);
  return [id, name, passwordHash, role, sealed(twoFactor), sealed(offeredTwoFactor), usedStep, createdAt, disabledAt];
}

function toOperator(row: Row): StoredOperator {
  return {
    id: row.id as string,
    name: row.name as string,
    passwordHash: row.password_hash as string,
    role: row.role as string,
    twoFactor: row.two_factor as Uint8Array | null,
    offeredTwoFactor: row.offered_two_factor as Uint8Array | null,
    usedStep: row.used_step as number | null,
    createdAt: row.created_at as number,
    disabledAt: row.disabled_at as number | null,
  };
}
