import { expect, test } from '@jest/globals';
import { copied, DATASET, manyRows } from '../../conformance/store-copy-samples.ts';
import { withStore } from './with-store.ts';

const ROWS = Number(process.env.SIMPUL_COPY_ROWS ?? 5000); // a city has 50,000 prices
const EVERY = Math.ceil(ROWS / 12);

test(
  `of ${ROWS} rows that are copied again and again only those that changed are changes`,
  () =>
    withStore(async ({ copies }) => {
      const rows = manyRows(ROWS, { content: JSON.stringify({ harga: 1 }) });
      expect(await copied(copies, rows)).toMatchObject({ rows: ROWS, added: ROWS });
      expect(await copied(copies, rows)).toMatchObject({ rows: ROWS, added: 0, changed: 0, removed: 0 });
      const changed = rows.map((row, index) => (index % EVERY === 0 ? { ...row, amount: 2 } : row));
      expect(await copied(copies, changed)).toMatchObject({ rows: ROWS, added: 0, changed: 12, removed: 0 });
      const { changes } = await copies.changes({ dataset: DATASET, number: 3, limit: 100 });
      expect(changes.map(({ before, after }) => [before, after])).toEqual(
        rows.flatMap((row, index) => (index % EVERY === 0 ? [[row, changed[index]]] : [])),
      );
    }),
  180_000,
);
