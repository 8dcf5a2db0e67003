import { realisationRow } from '../../../../hub/services/perencanaan/realisation-rows.ts';
import { lineRows, paymentRow, planRow, priceRow } from '../../../../hub/services/perencanaan/rows.ts';
import type { CopyRow, CopyStore } from '../../../../hub/store/copies.ts';

/** The hub copies nothing by itself: what is there is what a test put there. */
export const NOTHING_COPIED = { perencanaan: { sumber: [] } };

export interface CopyOptions {
  readonly at?: string;
  readonly asOf?: string;
  readonly source?: string;
  readonly keptParts?: readonly string[];
  readonly onlyParts?: readonly string[];
}

/** A finished copy of these rows, and its number. */
export async function copied(
  copies: CopyStore,
  dataset: string,
  rows: readonly CopyRow[],
  options: CopyOptions = {},
): Promise<number> {
  const { source = 'sipd-cermin', asOf, keptParts = [], onlyParts } = options;
  const at = Date.parse(options.at ?? '2026-11-20T01:00:00+07:00');
  const copy = await copies.begin({ dataset, source, startedAt: at - 60_000 });
  if (!copy) throw new Error(`a copy of ${dataset} is under way`);
  for (let start = 0; start < rows.length || start === 0; start += 500) {
    const progress = { cursor: String(start), at, release: 'wp-sipd' };
    await copies.put(copy, rows.slice(start, start + 500), {
      ...progress,
      ...(asOf === undefined ? {} : { asOf: Date.parse(asOf) }),
    });
  }
  await copies.finish(copy, { at, keptParts, ...(onlyParts ? { onlyParts } : {}) });
  return copy.number;
}

const KINDS = ['ssh', 'hspk', 'asb', 'sbu'] as const;
const THINGS = ['Pulpen', 'Kertas', 'Meja', 'Kursi', 'Semen', 'Pasir', 'Honorarium'];

/** Prices by number: the same ones each time. */
export function prices(count: number, change: (index: number) => Partial<Parameters<typeof priceRow>[0]> = () => ({})) {
  return Array.from({ length: count }, (_, index) =>
    priceRow({
      id: String(990_000 + index),
      kode: `1.1.7.01.${String(index).padStart(5, '0')}`,
      nama: `${THINGS[index % THINGS.length]} contoh ${index}`,
      satuan: 'Buah',
      harga: 1000 + index,
      jenis: KINDS[index % KINDS.length] ?? null,
      kelompok: { kode: '1.1.7.01', nama: 'ALAT TULIS' },
      ...change(index),
    }),
  );
}

export const KOMINFO = { kode: '2.16.2.20.2.21.01.0000', nama: 'DINAS KOMUNIKASI DAN INFORMATIKA' };
export const DINKES = { kode: '1.02.0.00.0.00.01.0000', nama: 'DINAS KESEHATAN' };

interface Planned {
  readonly pagu: number;
  readonly rincian?: number | null;
  readonly skpd?: typeof KOMINFO;
}

export function plan(kunci: string, { pagu, rincian = pagu, skpd = KOMINFO }: Planned): CopyRow {
  return planRow(
    {
      ...{ kodeSbl: kunci, skpd, subSkpd: skpd, pagu, rincian },
      program: { kode: '2.16.02', nama: 'PROGRAM CONTOH' },
      subKegiatan: { kode: `2.16.02.2.01.${kunci}`, nama: `Sub kegiatan ${kunci}` },
    },
    skpd.kode,
  );
}

/** Lines of a sub-activity with these totals, each a product that is right. */
export function lines(kunci: string, totals: readonly number[], office: string = KOMINFO.kode): readonly CopyRow[] {
  return lineRows(
    totals.map((jumlah, index) => ({
      id: `${kunci}-${index}`,
      akun: { kode: `5.1.02.01.${String(index).padStart(4, '0')}`, nama: 'Belanja contoh' },
      komponen: { kode: '1.1.7', nama: `Barang ${index}` },
      ...{ volume: 1, hargaSatuan: jumlah, pajak: 0, jumlah },
    })),
    { part: kunci, office },
  );
}

export function payment(id: number, tanggal: string, skpd: typeof KOMINFO = KOMINFO): CopyRow {
  return paymentRow({ id: String(id), nomor: `N/${String(id).padStart(6, '0')}`, tanggal, nilai: id * 1000, skpd });
}

export function spent(tanggal: string, skpd: typeof KOMINFO & { readonly id?: string }, realisasi = 40): CopyRow {
  return realisationRow({ skpd, anggaran: 100, realisasi }, { day: tanggal, schedule: 'murni' });
}
