import { expect, test } from '@jest/globals';
import type { SqliteClient } from '../../../hub/store/sqlite/client.ts';
import { createRecords } from '../../../hub/store/sqlite/records.ts';
import { planOf } from './plans.ts';
import { withStore } from './with-store.ts';

// People look at sums of a year while payments come in. What is summed is read from an index alone and in its order,
// so that no record is touched: looked at on an empty database, a full one, and one whose statistics were gathered.

/** As many as a large city has in a year, spread over its days, banks and kinds. */
const A_YEAR = 200_000;
const FILL = `with recursive numbers (i) as (select 0 union all select i + 1 from numbers where i < ${A_YEAR - 1})
  insert into records (collection, id, owner, state, part, created_at, updated_at, watch_at, version, sealed,
    figure_day, figure_place, figure_kind, figure_amount)
  select 'penerimaan', 'r' || i, 'e-pbb', iif(i % 100, 'tercatat', 'dibalik'), 'bank ' || (i % 365), i, i, null, 1,
    zeroblob(400), date('2026-01-01', (i % 365) || ' days'), 'bank-' || (i % 3), 'jenis-' || (i % 4), 100000 + i
  from numbers`;
const YEAR = { collection: 'penerimaan', from: '2026-01-01', to: '2026-12-31' };

const SUMMING = (client: SqliteClient) => createRecords(client, {} as never).figures(YEAR);
const CHANGED = (client: SqliteClient) =>
  createRecords(client, {} as never).list({ collection: 'penerimaan', since: A_YEAR - 10, limit: 1000 });

async function plansOf(client: SqliteClient) {
  return { summing: await planOf(client, SUMMING), changed: await planOf(client, CHANGED) };
}

test('sums of a year come from an index alone, and what changed of late is found by when it did', () =>
  withStore(async (_store, client) => {
    const good = {
      summing: [expect.stringMatching(/USING COVERING INDEX records_figures \(collection=\? AND figure_day>/)],
      changed: [
        expect.stringContaining('USING INDEX records_changed (collection=? AND updated_at>?)'),
        'USE TEMP B-TREE FOR ORDER BY',
      ],
    };
    expect(await plansOf(client)).toEqual(good);
    await client.run(FILL, []);
    expect(await plansOf(client)).toEqual(good);
    await client.exec('analyze');
    expect((await plansOf(client)).summing).toEqual(good.summing);
  }));

test('a year of payments is summed to the rupiah', () =>
  withStore(async ({ records }, client) => {
    await client.run(FILL, []);
    const started = performance.now();
    const sums = await records.figures(YEAR);
    process.stdout.write(`  ${A_YEAR} payments summed in ${Math.round(performance.now() - started)} ms\n`);
    expect(sums.reduce((all, { count }) => all + count, 0)).toBe(A_YEAR);
    const n = BigInt(A_YEAR);
    expect(sums.reduce((all, { sum }) => all + sum, 0n)).toBe(n * 100_000n + (n * (n - 1n)) / 2n);
    expect(new Set(sums.map(({ day }) => day)).size).toBe(365);
  }));
