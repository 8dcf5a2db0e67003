import { expect, test } from '@jest/globals';
import { jakartaDate } from '../../../../../hub/mapping/jakarta.ts';
import type { Importing } from '../../../../../hub/services/perencanaan/import/import.ts';
import type { CopyRow } from '../../../../../hub/store/copies.ts';
import { take } from './importing.ts';
import { CHANNEL, MIRROR, type Syncing, withSync, YEAR } from './with-sync.ts';

type Cells = Readonly<Record<string, unknown>>;
interface Content extends Cells {
  readonly kode: string;
  readonly nama: string;
  readonly skpd: { readonly kode: string; readonly nama: string };
}
const contentOf = (row: CopyRow) => JSON.parse(row.content) as Content;

interface Exported {
  readonly dataset: string;
  /** The mirror, where it can tell. */
  readonly source: string;
  /** What the columns of an officer's file have of a row: less than the copy. */
  readonly cells: (content: Content) => Cells;
  /** The same row with something else in it. */
  readonly other: (cells: Cells) => Cells;
  /** A row that is not in the copy. */
  readonly added: (cells: Cells) => Cells;
  readonly options?: Partial<Importing>;
}

const more = (amount: unknown) => Number(amount) + 1000;
const coded = (value: unknown) => value as { readonly kode: string; readonly nama: string };

const EXPORTS: readonly Exported[] = [
  {
    ...{ dataset: `skpd/${YEAR}`, source: MIRROR },
    cells: ({ kode, nama }) => ({ 'Kode SKPD': kode, 'Nama SKPD': nama }),
    other: (cells) => ({ ...cells, 'Nama SKPD': `${cells['Nama SKPD']} BARU` }),
    added: () => ({ 'Kode SKPD': '9.01.0.00.0.00.01.0000', 'Nama SKPD': 'DINAS BARU' }),
  },
  {
    ...{ dataset: `rencana-kerja/${YEAR}/murni`, source: MIRROR },
    cells: ({ skpd, subKegiatan, pagu }) => ({
      'Kode SKPD': skpd.kode,
      'Kode Sub Kegiatan': coded(subKegiatan).kode,
      'Nama Sub Kegiatan': coded(subKegiatan).nama,
      Pagu: pagu,
    }),
    other: (cells) => ({ ...cells, Pagu: more(cells.Pagu) }),
    added: (cells) => ({ ...cells, 'Kode Sub Kegiatan': '9.99.99.9.99.9999' }),
  },
  {
    ...{ dataset: `rka/${YEAR}/murni`, source: MIRROR },
    cells: ({ subKegiatan, akun, komponen, koefisien, hargaSatuan, jumlah }) => ({
      kode_sbl: subKegiatan,
      'Kode Rekening': coded(akun).kode,
      Uraian: coded(komponen).nama,
      Koefisien: koefisien,
      'Harga Satuan': hargaSatuan,
      Jumlah: jumlah,
    }),
    other: (cells) => ({ ...cells, Jumlah: more(cells.Jumlah) }),
    added: (cells) => ({ ...cells, Uraian: 'Barang yang belum ada' }),
  },
  {
    ...{ dataset: `sp2d/${YEAR}`, source: MIRROR },
    cells: ({ nomor, tanggal, nilai, jenis }) => ({
      ...{ 'Nomor SP2D': nomor, 'Tanggal SP2D': tanggal, Nilai: nilai, Jenis: String(jenis).toLowerCase() },
    }),
    other: (cells) => ({ ...cells, Nilai: more(cells.Nilai) }),
    added: (cells) => ({ ...cells, 'Nomor SP2D': '12.75/04.0/999999/LS/BARU' }),
  },
  {
    ...{ dataset: `realisasi/${YEAR}`, source: CHANNEL },
    cells: ({ skpd, anggaran, realisasi }) => ({ 'Kode SKPD': skpd.kode, Anggaran: anggaran, Realisasi: realisasi }),
    other: (cells) => ({ ...cells, Realisasi: more(cells.Realisasi) }),
    added: (cells) => ({ ...cells, 'Kode SKPD': '9.01.0.00.0.00.01.0000' }),
    options: { day: jakartaDate(new Date()) },
  },
];

function csv(rows: readonly Cells[]): string {
  const names = Object.keys(rows[0] ?? {});
  return [names, ...rows.map((row) => names.map((name) => row[name]))].map((cells) => cells.join(';')).join('\r\n');
}

async function copiedOnce({ dataset, cells }: Exported, given: Syncing) {
  await given.copy(dataset.split('/')[0] as Parameters<Syncing['copy']>[0]);
  const rows = await given.rows(dataset);
  expect(rows.length).toBeGreaterThan(5);
  return { rows, file: rows.map((row) => cells(contentOf(row))) };
}

test.each(EXPORTS)('a file with what the copy of $dataset has changes nothing of it', (exported) =>
  withSync({ planning: { sumber: [exported.source] } }, async (given) => {
    const { dataset, options } = exported;
    const { rows, file } = await copiedOnce(exported, given);
    expect(await take(given, dataset, csv(file), options)).toMatchObject({
      ...{ read: rows.length, added: 0, changed: 0, removed: 0, bad: 0 },
    });
    await given.idle();
    expect(await given.rows(dataset)).toEqual(rows);
  }),
);

test.each(EXPORTS)(
  'of $dataset it changes what it says otherwise, and keeps everything it says nothing of',
  (exported) =>
    withSync({ planning: { sumber: [exported.source] } }, async (given) => {
      const { dataset, options, other, added } = exported;
      const { rows, file } = await copiedOnce(exported, given);
      const changed = file.map((cells, at) => (at === 1 || at === 4 ? other(cells) : cells));
      const gone = changed.filter((_, at) => at !== 2);
      const more = [...gone, added(file[1] as Cells)];
      expect(await take(given, dataset, csv(more), options)).toMatchObject({
        added: 1,
        changed: 2,
        removed: 1,
        bad: 0,
      });
      await given.idle();
      const now = new Map((await given.rows(dataset)).map((row) => [row.key, row]));
      expect(now.has(rows[2]?.key ?? '')).toBe(false);
      for (const [at, row] of rows.entries()) {
        if (at === 2) continue;
        const after = now.get(row.key) as CopyRow;
        if (at !== 1 && at !== 4) expect(after).toEqual(row);
        else {
          // nothing that the file does not tell is lost by it
          expect(Object.keys(contentOf(after)).filter((name) => contentOf(after)[name] === null)).toEqual(
            Object.keys(contentOf(row)).filter((name) => contentOf(row)[name] === null),
          );
          expect(exported.cells(contentOf(after))).toEqual(other(exported.cells(contentOf(row))));
        }
      }
    }),
);

test('spending of another day stands beside the day that was copied', () =>
  withSync({ planning: { sumber: [CHANNEL] } }, async (given) => {
    const exported = EXPORTS.find(({ dataset }) => dataset.startsWith('realisasi')) as Exported;
    const { rows, file } = await copiedOnce(exported, given);
    const taken = await take(given, exported.dataset, csv(file), { day: `${YEAR}-01-31` });
    expect(taken).toMatchObject({ added: rows.length, changed: 0, removed: 0 });
    await given.idle();
    expect(await given.rows(exported.dataset)).toHaveLength(2 * rows.length);
  }));

test('lines of one sub-activity that no row names leave those of the others alone', () =>
  withSync({ planning: { sumber: [MIRROR] } }, async (given) => {
    const exported = EXPORTS.find(({ dataset }) => dataset.startsWith('rka')) as Exported;
    const { rows, file } = await copiedOnce(exported, given);
    const part = rows[0]?.part ?? '';
    const own = file.filter(({ kode_sbl }) => kode_sbl === part).map(({ kode_sbl: _, ...cells }) => cells);
    expect(own.length).toBeLessThan(rows.length);
    const refused = take(given, exported.dataset, csv(own));
    await expect(refused).rejects.toThrow('--sub-kegiatan');
    expect(await take(given, exported.dataset, csv(own.slice(1)), { subKegiatan: part })).toMatchObject({
      ...{ read: own.length - 1, added: 0, changed: 0, removed: 1, bad: 0 },
    });
    await given.idle();
    expect(await given.rows(exported.dataset)).toHaveLength(rows.length - 1);
  }));
