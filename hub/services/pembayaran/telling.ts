import { NONE, plus, type Rupiah } from '../../../connectors/rupiah.ts';
import { isExpired, type KeptBill, receivedOf } from './bill.ts';
import type { MoneyContext } from './context.ts';
import { dayOf } from './moments.ts';
import type { KeptPayment } from './payment.ts';
import { owedAt } from './rules.ts';

/** A bill as a bank is told of it. */
export interface BillLine {
  readonly id: string;
  readonly kodeBayar: string | null;
  readonly nop: string | null;
  readonly tahunPajak: string | null;
  readonly jatuhTempo: string;
  readonly pokok: Rupiah;
  readonly denda: Rupiah;
  readonly pengurang: Rupiah;
  readonly total: Rupiah;
  readonly terbayar: Rupiah;
  readonly sisa: Rupiah;
  readonly keadaan: 'terbuka' | 'sebagian' | 'lunas' | 'kedaluwarsa';
  readonly nama: string;
  readonly alamat: string | null;
  readonly kelurahan: string | null;
  readonly kecamatan: string | null;
  readonly kodeRekening: string | null;
  readonly keterangan: string | null;
}

/** `total` is what has to be paid now, with what was paid before left out of it. */
export function billLine(bill: KeptBill, { now, config }: Pick<MoneyContext, 'now' | 'config'>): BillLine {
  const { value, state } = bill;
  const { objek, wajibBayar, jenis } = value;
  const owed = owedAt(bill, now, config);
  const open = state === 'sebagian' ? 'sebagian' : 'terbuka';
  return {
    ...{ id: bill.id, kodeBayar: objek.kodeBayar ?? null, nop: objek.nop ?? null },
    ...{ tahunPajak: value.tahunPajak, jatuhTempo: value.jatuhTempo, pengurang: value.pengurang },
    ...{ pokok: owed.pokok, denda: owed.denda, total: owed.sisa, terbayar: receivedOf(value), sisa: owed.sisa },
    keadaan: state === 'lunas' ? 'lunas' : isExpired(value, dayOf(now)) ? 'kedaluwarsa' : open,
    ...{ nama: wajibBayar.nama, alamat: objek.alamat ?? wajibBayar.alamat ?? null },
    ...{ kelurahan: objek.kelurahan ?? null, kecamatan: objek.kecamatan ?? null },
    kodeRekening: objek.kodeRekening ?? config.tagihan.jenis[jenis]?.kodeRekening ?? null,
    keterangan: value.keterangan ?? objek.keterangan ?? null,
  };
}

/** What a bank shows before somebody pays. */
export function inquiryValue(bills: readonly KeptBill[], payment: KeptPayment | undefined, context: MoneyContext) {
  const lines = bills.map((bill) => billLine(bill, context));
  const [first] = lines;
  const account = payment?.value;
  const asked = account && account.nominal > NONE && account.jenis !== 'tetap' ? account.nominal : undefined;
  return {
    ...{ nama: first?.nama ?? account?.pembayar.nama ?? '', alamat: first?.alamat ?? null },
    ...{ trxId: account?.trxId ?? null, virtualAccount: account?.nomor ?? null },
    nomorPelanggan: account?.nomorPelanggan ?? null,
    jenis: account?.jenis ?? bills[0]?.value.aturanBayar ?? 'tetap',
    total: asked ?? plus(...lines.map(({ sisa }) => sisa)),
    berlakuSampai: account?.berlakuSampai ?? null,
    keterangan: account?.keterangan || (first?.keterangan ?? null),
    tagihan: lines,
  };
}
