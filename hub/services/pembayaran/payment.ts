import type { Rupiah } from '../../../connectors/rupiah.ts';
import type { Kept } from '../../store/sealed-records.ts';
import type { Bill, Payer } from './bill.ts';

export const PAYMENTS = 'pembayaran';

/** `h2h`: at a bank's counter or machine, without anybody having asked for it here. */
export type PaymentMeans = 'va' | 'qris' | 'h2h';
export type PaymentState =
  | 'diproses' //    a bank was asked for it and has not answered yet
  | 'terbuka' //     can be paid
  | 'sebagian' //    paid in part, can be paid further
  | 'lunas'
  | 'dibatalkan'
  | 'kedaluwarsa'
  | 'ditolak' //     the bank did not want it
  | 'dibalik'; //    a payment at a counter that the bank took back

/** In these a bank takes money for it, or may. */
export const PAYABLE: readonly string[] = ['diproses', 'terbuka', 'sebagian'];

/** Something a bank was asked to do, written down before it is asked: whoever comes back from a kill goes on here. */
export interface Step {
  readonly apa: 'buat' | 'ubah' | 'tutup';
  /** It may have been done: the bank is asked before it is told again. */
  readonly ragu: boolean;
  readonly percobaan: number;
  /** Of `ubah`: what the account is to be. */
  readonly baru?: VirtualAccountTerms;
  /** Of `ubah`: the bill that takes the place of the old one once the bank has agreed. */
  readonly tagihan?: Bill;
  /** Of `tutup`: why, as it is told. */
  readonly alasan?: string;
}
export interface VirtualAccountTerms {
  readonly nominal: Rupiah;
  readonly nama: string;
  readonly berlakuSampai: string;
  readonly keterangan: string;
}

/** One way to pay one bill: a virtual account, a QRIS code, or a payment at a counter. */
export interface Payment {
  /** Number of the bill, which is also its record id. */
  readonly tagihan: string;
  readonly cara: PaymentMeans;
  readonly instansi: string;
  /** The city's number of it at the bank, never used again. */
  readonly trxId: string;
  readonly jenis: Bill['aturanBayar'];
  readonly nominal: Rupiah;
  /** ISO 8601 in WIB; `null` where it does not end by itself. */
  readonly berlakuSampai: string | null;
  readonly pembayar: Pick<Payer, 'nama' | 'email' | 'telepon'>;
  readonly keterangan: string;
  /** Own part of the account's number; `''` where there is none. */
  readonly nomorPelanggan: string;
  /** The whole number; `''` until it is known. */
  readonly nomor: string;
  readonly qris: { readonly nomorBank: string; readonly isi: string | null; readonly alamat: string | null } | null;
  readonly langkah: Step | null;
  /** All that came in through it, as the city has booked it. */
  readonly terbayar: Rupiah;
  readonly lebih: Rupiah;
  /** NTPD of each receipt. */
  readonly penerimaan: readonly string[];
  /** A bank said, or may say, that money came in, and it has not been found out yet: looks so far, `null` for none. */
  readonly periksa: number | null;
  readonly alasan: string | null;
  /** The application's own number of the request, where it gave one. */
  readonly nomorPermintaan: string | null;
}
export type KeptPayment = Kept<Payment>;

type Hash = (text: string) => string;

/** What a payment is looked for by. Numbers of accounts are kept as keyed hashes only. */
export const linkOf = {
  trx: (trxId: string) => `trx ${trxId}`,
  account: (hash: Hash, instansi: string, nomorPelanggan: string) => hash(`va ${instansi} ${nomorPelanggan}`),
  qris: (hash: Hash, instansi: string, nomorBank: string) => hash(`qris ${instansi} ${nomorBank}`),
  request: (owner: string, nomorPermintaan: string) => `permintaan ${owner} ${nomorPermintaan}`,
};

/** Payments of one bill stand together. */
export function groupOf(hash: Hash, bill: string): string {
  return hash(`pembayaran untuk ${bill}`);
}

export function aboutPayment(id: string): string {
  return `pembayaran ${id}`;
}
