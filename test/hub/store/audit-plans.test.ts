import { expect, test } from '@jest/globals';
import type { AuditFilter } from '../../../hub/store/audit.ts';
import { listStatement } from '../../../hub/store/sqlite/audit.ts';
import { withStore } from './with-store.ts';

// The audit grows for ever. Whoever looks at it must not keep the database's thread from those who read and write: a list
// goes along an index in its order, and ends after as many records as were asked for.

const TIME = { from: 1000, to: 2000 };
const WANTED: readonly { readonly filter: Partial<AuditFilter>; readonly uses: string }[] = [
  { filter: {}, uses: 'SCAN audit USING INDEX audit_at' },
  { filter: TIME, uses: 'SEARCH audit USING INDEX audit_at (at>? AND at<?)' },
  { filter: { application: 'a' }, uses: 'SEARCH audit USING INDEX audit_application_at (application=?)' },
  { filter: { service: 's' }, uses: 'SEARCH audit USING INDEX audit_service_at (service=?)' },
  { filter: { subject: 'x' }, uses: 'SEARCH audit USING INDEX audit_subject_at (subject=?)' },
  {
    filter: { application: 'a', ...TIME },
    uses: 'SEARCH audit USING INDEX audit_application_at (application=? AND at>? AND at<?)',
  },
  {
    filter: { service: 's', ...TIME },
    uses: 'SEARCH audit USING INDEX audit_service_at (service=? AND at>? AND at<?)',
  },
  {
    filter: { subject: 'x', before: 7 },
    uses: 'SEARCH audit USING INDEX audit_subject_at (subject=? AND at<?)',
  },
];

const FILL = `with recursive numbers (i) as (select 1 union all select i + 1 from numbers where i < 20000)
  insert into audit (at, request_id, application, purpose, agreement, service, subject, fields, outcome)
  select i, '', 'a' || (i % 3), '', '', 's' || (i % 10), 'x' || (i % 1000), '*', '' from numbers`;

test('whatever is asked of the audit goes along an index in its order', () =>
  withStore(async (_store, client) => {
    const plans = async () => {
      const found: { readonly filter: object; readonly uses: readonly string[] }[] = [];
      for (const { filter } of WANTED) {
        const { sql, values } = listStatement({ limit: 10, ...filter });
        const { rows } = await client.run(`explain query plan ${sql}`, values);
        found.push({
          filter,
          uses: rows.map(({ detail }) => String(detail)).filter((step) => !/SUBQUERY|PRIMARY KEY/.test(step)),
        });
      }
      return found;
    };
    const wanted = WANTED.map(({ filter, uses }) => ({ filter, uses: [uses] }));
    expect(await plans()).toEqual(wanted);
    await client.run(FILL, []);
    await client.exec('analyze');
    expect(await plans()).toEqual(wanted);
  }));
