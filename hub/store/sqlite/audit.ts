import type { AuditFilter, AuditStore, ChainedAuditRecord, KeptAuditRecord } from '../audit.ts';
import type { SqliteClient } from './client.ts';
import type { HotStatement, WriteGroup } from './group.ts';
import type { Row, Value } from './messages.ts';

const COLUMNS = `at, request_id, application, purpose, agreement, service, subject, fields, outcome, chain, place, mac`;
const APPEND: HotStatement = {
  sql: `insert into audit (${COLUMNS}) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  width: 12,
};
const READ = `select sequence, ${COLUMNS} from audit where sequence > ? order by sequence limit ?`;
const NEWEST = `select sequence, ${COLUMNS} from audit order by sequence desc limit ?`;

export function createAudit(client: SqliteClient, group: WriteGroup): AuditStore {
  const records = async (sql: string, values: readonly Value[]): Promise<readonly KeptAuditRecord[]> =>
    (await client.run(sql, values)).rows.map(toRecord);
  return {
    async append(chained) {
      if (chained.length === 0) return;
      await group.add(APPEND, flatten(chained));
    },
    list(filter) {
      const { sql, values } = listStatement(filter);
      return records(sql, values);
    },
    read: ({ after, limit }) => records(READ, [after, limit]),
    newest: (limit) => records(NEWEST, [limit]),
    async count() {
      const { rows } = await client.run('select count(*) as records from audit', []);
      return rows[0]?.records as number;
    },
  };
}

/** Every index of the table begins with what is asked for and goes on with the moment and the sequence. */
export function listStatement({ limit, subject, application, service, from, to, before }: AuditFilter) {
  const asked: readonly (readonly [string, Value | undefined])[] = [
    ['subject = ?', subject],
    ['application = ?', application],
    ['service = ?', service],
    ['at >= ?', from],
    ['at < ?', to],
    ['(at, sequence) < (select at, sequence from audit where sequence = ?)', before],
  ];
  const given = asked.filter((one): one is readonly [string, Value] => one[1] !== undefined);
  const where = given.length === 0 ? '' : `where ${given.map(([condition]) => condition).join(' and ')}`;
  return {
    sql: `select sequence, ${COLUMNS} from audit ${where} order by at desc, sequence desc limit ?`,
    values: [...given.map(([, value]) => value), limit],
  };
}

function flatten(records: readonly ChainedAuditRecord[]): Value[] {
  const values: Value[] = [];
  for (const record of records) {
    const { at, requestId, application, purpose, agreement, service, subject, fields, outcome, chain, place, mac } =
      record;
    values.push(at, requestId, application, purpose, agreement, service, subject, fields, outcome, chain, place, mac);
  }
  return values;
}

function toRecord(row: Row): KeptAuditRecord {
  return {
    sequence: row.sequence as number,
    at: row.at as number,
    requestId: row.request_id as string,
    application: row.application as string,
    purpose: row.purpose as string,
    agreement: row.agreement as string,
    service: row.service as string,
    subject: row.subject as string,
    fields: row.fields as string,
    outcome: row.outcome as string,
    chain: row.chain as string | null,
    place: row.place as number | null,
    mac: row.mac as string | null,
  };
}
