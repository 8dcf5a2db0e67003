import { newId } from '../../identifiers/new-id.ts';
import { withoutLongNumbers } from '../../identifiers/without-long-numbers.ts';
import type { Keep } from '../../store/sealed-records.ts';

/** The store refuses to change or remove what is in it. */
export const JOURNAL = 'jejak-pembayaran';

export type Change =
  | 'diminta'
  | 'dibuat'
  | 'diubah'
  | 'dibayar'
  | 'dibalik'
  | 'dibatalkan'
  | 'ditutup'
  | 'kedaluwarsa'
  | 'ditolak'
  | 'dikabarkan'; // a bank says something that is looked into before it is booked

/** One change of a payment, with what it was based on. */
export interface JournalRow {
  readonly apa: Change;
  readonly nominal: number | null;
  readonly instansi: string;
  readonly nomorBank: string | null;
  readonly ntpd: string | null;
  readonly keterangan: string | null;
  /** What the bank said, with names left out and numbers masked. */
  readonly bukti: Readonly<Record<string, unknown>> | null;
}

type Row = Pick<JournalRow, 'apa' | 'instansi'> & Partial<JournalRow>;

export function journalRow(payment: string, row: Row, at: number, owner = ''): Keep<JournalRow> {
  const { nominal = null, nomorBank = null, ntpd = null, keterangan = null, bukti = null } = row;
  return {
    ...{ collection: JOURNAL, id: newId('jjk', at), owner, state: row.apa, group: payment },
    ...{ createdAt: at, updatedAt: at, watchAt: null },
    value: { ...row, nominal, nomorBank, ntpd, keterangan, bukti: bukti && masked(bukti) },
  };
}

const PERSONAL = new Set(['nama', 'alamat', 'email', 'telepon', 'pembayar']);
const ACCOUNTS = new Set(['virtualAccount', 'nomorPelanggan', 'nop', 'kodeBayar', 'nomor']);

/** The last four digits are enough to find it in a bank's own list. */
function masked(said: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  return Object.fromEntries(
    Object.entries(said)
      .filter(([name, value]) => !PERSONAL.has(name) && value !== undefined)
      .map(([name, value]) => {
        if (typeof value !== 'string') return [name, value];
        return [name, ACCOUNTS.has(name) ? lastFour(value) : withoutLongNumbers(value)];
      }),
  );
}

export function lastFour(number: string): string {
  return number.length <= 4 ? number : `${'*'.repeat(Math.min(number.length - 4, 8))}${number.slice(-4)}`;
}
