import { expect, test } from '@jest/globals';
import readExcelFile from 'read-excel-file/node';
import { request } from 'undici';
import { laporSandbox } from '../../../connectors/lapor/sandbox/server.ts';
import { withSandbox } from '../sandbox-kit/with-sandbox.ts';
import { NOW, readRow } from './reading.ts';

test('the export is banner, table and footer; every row of the table is read', () =>
  withSandbox(
    laporSandbox,
    async ({ url }) => {
      const { statusCode, body } = await request(`${url}/ekspor/laporan.xlsx`);
      expect(statusCode).toBe(200);
      const sheets = await readExcelFile(Buffer.from(await body.arrayBuffer()));
      const rows = rowsIn(sheets);
      const start = rows.findIndex(([first]) => first === 'Tracking ID');
      const header = (rows[start] ?? []).map(String);
      expect(start).toBeGreaterThan(2);
      expect(header).toHaveLength(26);
      expect(rows.at(-1)?.[0]).toBe('Jumlah laporan: 12');
      const table = rows.slice(start + 1, -1);
      expect(table).toHaveLength(13); // one complaint was sent to two offices
      expect(table.map(([first]) => String(first))).toContain('6340753.0');
      const verdicts = await Promise.all(
        table.map((cells) => readRow(Object.fromEntries(header.map((name, index) => [name, cells[index] ?? null])))),
      );
      expect(verdicts.filter((verdict) => verdict?.kind !== 'found' || verdict.drift.length > 0)).toEqual([]);
      const values = verdicts.map((verdict) =>
        verdict?.kind === 'found' ? (verdict.value as BarisEkspor) : undefined,
      );
      expect(new Set(values.map((value) => value?.trackingId)).size).toBe(12);
      expect(values.filter((value) => value?.anonim).map((value) => value?.namaPelapor)).toEqual([null, null]);
      expect(values.filter((value) => value?.trackingId === '9900126')).toMatchObject([
        { instansiTerdisposisi: { id: '1275-04' }, tanggalMasuk: '2026-11-15', status: 'didisposisikan' },
        { instansiTerdisposisi: { id: '1275-09' } },
      ]);
    },
    { now: () => NOW },
  ));

interface BarisEkspor {
  readonly trackingId: string;
  readonly anonim: boolean | null;
  readonly namaPelapor: string | null;
}

/** The first sheet, whichever way the library hands its sheets over. */
function rowsIn(read: unknown): readonly (readonly unknown[])[] {
  const [first] = read as readonly ({ readonly data: readonly (readonly unknown[])[] } | readonly unknown[])[];
  return first !== undefined && 'data' in first ? first.data : (read as readonly (readonly unknown[])[]);
}
