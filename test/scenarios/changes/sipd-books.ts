import { mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from '@jest/globals';
import { initialValues } from '../../../connectors/sandbox-kit/settings.ts';
import { accounts, type Books, createBooks } from '../../../connectors/sipd/sandbox/books.ts';
import { offices } from '../../../connectors/sipd/sandbox/offices.ts';
import { priceRow } from '../../../connectors/sipd/sandbox/planning-rows.ts';
import { sipdSettings } from '../../../connectors/sipd/sandbox/settings.ts';
import type { HubSurroundings } from '../../hub/with-hub.ts';
import type { BookRow, Version } from '../clients/planning-books.ts';
import type { FastClock } from './fast-clock.ts';

export type Schedule = 'murni' | 'pergeseran' | 'perubahan';

/** What stands in SIPD, written down for the application that judges answers by it. */
export interface SipdBooks {
  readonly path: string;
  readonly year: number;
  /** Prices go up at SIPD: how many. */
  changePrices(count: number): Promise<void>;
  /** Another schedule is in force, with quantities of its own. */
  moveTo(schedule: Schedule): Promise<void>;
  /** Prices as an officer exports them: a spreadsheet saved as CSV. */
  exportPrices(): string;
}

interface Folder {
  readonly hub: HubSurroundings;
  readonly clock: FastClock;
}

const UNRECONCILED = 2;

export async function withSipdBooks({ hub, clock }: Folder, use: (books: SipdBooks) => Promise<void>): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'simpul-sipd-'));
  const path = join(folder, 'books.json');
  const { sipd } = hub.sandboxes;
  const settings = { ...initialValues(sipdSettings), unreconciled: UNRECONCILED };
  sipd.set({ unreconciled: UNRECONCILED });
  // the same books beside those of the sandbox: made by number, so the same changes make the same figures
  const books = createBooks(clock.now, settings);
  const versions: Record<string, Version[]> = {};
  const write = async () => {
    const { kind } = books.schedule();
    const now = rowsOf(books, { prices: settings.prices, schedule: kind });
    for (const [name, baris] of Object.entries(now)) {
      const kept = versions[name] ?? [];
      const isSame = JSON.stringify(kept.at(-1)?.baris) === JSON.stringify(baris);
      versions[name] = isSame ? kept : [...kept, { sejak: clock.now().getTime(), baris }];
    }
    const file = `${path}.baru`;
    await writeFile(file, JSON.stringify({ berlaku: kind, kumpulan: versions }));
    await rename(file, path); // whoever reads sees the one or the other
  };
  try {
    await write();
    await use({
      ...{ path, year: books.year() },
      async changePrices(count) {
        const changed = books.changePrices(count);
        expect(await sipd.act('change-prices', { count })).toEqual({ changed });
        await write();
      },
      async moveTo(schedule) {
        settings.schedule = schedule;
        sipd.set({ schedule });
        await write();
      },
      exportPrices: () => exportedPrices(books, settings.prices),
    });
  } finally {
    await rm(folder, { recursive: true });
  }
}

const TYPES = ['ssh', 'hspk', 'asb', 'sbu'] as const;

function rowsOf(books: Books, { prices, schedule }: { readonly prices: number; readonly schedule: string }) {
  const year = books.year();
  const subs = offices.flatMap(({ id }) => books.subActivitiesOf(id));
  return {
    [`skpd/${year}`]: offices.map(({ code, name }): BookRow => ({ kunci: code, nilai: { nama: name } })),
    [`standar-harga/${year}`]: Array.from({ length: prices }, (_, index) => books.price(index)).map(
      ({ code, name, amount, type }): BookRow => ({
        kunci: code,
        nilai: { nama: name, satuan: 'Buah', harga: amount, jenis: TYPES[type] ?? null },
      }),
    ),
    [`rencana-kerja/${year}/${schedule}`]: subs.map((sub): BookRow => {
      const sum = books.linesOf(sub).reduce((total, line) => total + line.total, 0);
      const { key, office, code, name } = sub;
      return {
        kunci: key,
        nilai: { skpd: office.code, kode: code, nama: name, pagu: books.ceilingOf(sub), rincian: sum },
      };
    }),
    [`rka/${year}/${schedule}`]: subs.flatMap((sub) =>
      books.linesOf(sub).map(
        ({ id, account, price, unitPrice, total }): BookRow => ({
          kunci: String(id),
          nilai: {
            ...{ subKegiatan: sub.key, akun: accounts[account]?.code ?? null, komponen: price.name },
            ...{ hargaSatuan: unitPrice, jumlah: total },
          },
        }),
      ),
    ),
  };
}

/** Semicolons, a title above, the headings of the spreadsheet: as it comes out of the officer's own program. */
function exportedPrices(books: Books, prices: number): string {
  const header = [
    ...['No', 'Kode Kelompok Barang', 'Uraian Kelompok Barang', 'ID Standar Harga', 'Kode Barang', 'Uraian Barang'],
    ...['Spesifikasi', 'Satuan', 'Harga Satuan', 'Tipe'],
  ];
  const rows = Array.from({ length: prices }, (_, index) => {
    const row = priceRow(books.price(index), books.year());
    return [
      ...[index + 1, row.kode_kel_standar_harga, row.nama_kel_standar_harga, row.id_standar_harga],
      ...[row.kode_standar_harga, row.nama_standar_harga, row.spek, row.satuan, row.harga, row.tipe_standar_harga],
    ];
  });
  return `${[['DAFTAR STANDAR HARGA'], header, ...rows].map((cells) => cells.join(';')).join('\r\n')}\r\n`;
}
