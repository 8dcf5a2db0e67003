import type { Kysely, Selectable } from 'kysely';
import type { AuditRecord, AuditStore } from '../store.ts';
import type { AuditRow, Tables } from '../tables.ts';
import type { HotStatement, WriteGroup } from './group.ts';
import type { Value } from './messages.ts';

const APPEND: HotStatement = {
  sql: `insert into audit (at, request_id, application, purpose, agreement, service, subject, fields, outcome)
    values (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  width: 9,
};

export function createAudit(db: Kysely<Tables>, group: WriteGroup): AuditStore {
  return {
    async append(records) {
      if (records.length === 0) return;
      await group.add(APPEND, flatten(records));
    },
    async list({ limit, subject, application }) {
      let query = db.selectFrom('audit').selectAll().orderBy('sequence', 'desc').limit(limit);
      if (subject !== undefined) query = query.where('subject', '=', subject);
      if (application !== undefined) query = query.where('application', '=', application);
      const rows = await query.execute();
      return rows.map(toRecord);
    },
    async count() {
      const { records } = await db
        .selectFrom('audit')
        .select((select) => select.fn.countAll<number>().as('records'))
        .executeTakeFirstOrThrow();
      return records;
    },
  };
}

function flatten(records: readonly AuditRecord[]): Value[] {
  const values: Value[] = [];
  for (const record of records) {
    const { at, requestId, application, purpose, agreement, service, subject, fields, outcome } = record;
    values.push(at, requestId, application, purpose, agreement, service, subject, fields, outcome);
  }
  return values;
}

function toRecord(row: Selectable<AuditRow>): AuditRecord {
  return {
    at: row.at,
    requestId: row.request_id,
    application: row.application,
    purpose: row.purpose,
    agreement: row.agreement,
    service: row.service,
    subject: row.subject,
    fields: row.fields,
    outcome: row.outcome,
  };
}
