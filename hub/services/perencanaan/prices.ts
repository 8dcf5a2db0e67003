import { stringify } from 'csv-stringify/sync';
import type { KelompokHarga, StandarHarga } from '../../../openapi/generated/types.ts';
import type { CopyStore } from '../../store/copies.ts';
import { action } from '../service.ts';
import { type Found, findCopy, type Which } from './finding.ts';
import { listRows, type Narrowed, narrowedBy, type Page } from './listing.ts';

interface Prices {
  readonly q?: string;
  readonly kelompok?: KelompokHarga;
}

/** Asked at every letter that somebody types. */
export const daftarStandarHarga = action<Page & Prices>({
  name: 'daftarStandarHarga',
  run: (params, context) =>
    listRows('daftarStandarHarga', 'standar-harga', { params, narrowed: narrowedOf(params) }, context),
});

export const unduhStandarHarga = action<Which & Prices>({
  name: 'unduhStandarHarga',
  async run(params, { copies }) {
    const found = await findCopy('standar-harga', params, copies);
    return {
      ...{ kind: 'stream', type: 'text/csv; charset=utf-8' },
      name: `standar-harga-${found.name.year}${params.kelompok ? `-${params.kelompok}` : ''}.csv`,
      pieces: csvOf(found, narrowedOf(params), copies),
    };
  },
});

function narrowedOf({ q, kelompok }: Prices): Narrowed {
  return narrowedBy({ words: q, group: kelompok });
}

/** Without it Excel reads UTF-8 as something else. */
const BYTE_ORDER_MARK = '\uFEFF';
const COLUMNS = [
  ...['Kode', 'Nama', 'Spesifikasi', 'Satuan', 'Harga', 'Jenis', 'Kode kelompok', 'Nama kelompok'],
  ...['Produk dalam negeri', 'TKDN', 'Terkunci'],
];
/** One page is in memory at a time, however long the list is. */
const ROWS_AT_ONCE = 500;

/** All pages are of the copy that was found, also where another is finished meanwhile. */
async function* csvOf({ dataset, copy }: Found, { words, ...narrowed }: Narrowed, copies: CopyStore) {
  const filter = { dataset, at: copy.number, limit: ROWS_AT_ONCE, ...narrowed };
  const read = (after: { readonly after?: string }) =>
    words === undefined ? copies.rows({ ...filter, ...after }) : copies.search({ ...filter, ...after, words });
  let page = await read({});
  yield BYTE_ORDER_MARK + csvLines([COLUMNS]);
  for (;;) {
    if (page.rows.length > 0) yield csvLines(page.rows.map(({ content }) => cellsOf(JSON.parse(content))));
    if (page.next === undefined) return;
    page = await read({ after: page.next });
  }
}

/** A cell that Excel would run as a formula begins with an apostrophe. */
function csvLines(rows: readonly (readonly unknown[])[]): string {
  return stringify(rows as unknown[][], { record_delimiter: 'windows', escape_formulas: true });
}

function cellsOf({ kode, nama, spesifikasi, satuan, harga, jenis, kelompok, ...price }: StandarHarga) {
  return [
    ...[kode, nama, spesifikasi, satuan, harga, jenis, kelompok?.kode, kelompok?.nama],
    ...[yesOrNo(price.produkDalamNegeri), price.tkdn, yesOrNo(price.terkunci)],
  ];
}

function yesOrNo(value: boolean | null): string {
  if (value === null) return '';
  return value ? 'ya' : 'tidak';
}
