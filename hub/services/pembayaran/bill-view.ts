import { plus } from '../../../connectors/rupiah.ts';
import type { Tagihan } from '../../../openapi/generated/types.ts';
import type { ActionResult, ServiceContext } from '../service.ts';
import { type Bill, isExpired, type KeptBill, receivedOf } from './bill.ts';
import { paymentsOf } from './closing.ts';
import { monthsOverdue, rateFor } from './denda.ts';
import { dayOf, wib } from './moments.ts';
import { owedAt, ratesFor } from './rules.ts';
import { amountHoldsUntil } from './terms.ts';

type Ground = Pick<ServiceContext, 'now' | 'config'>;

/** A bill as applications see it, as of now. */
export function billView(bill: KeptBill, payments: readonly string[], { now, config }: Ground): Tagihan {
  const { value, state, id, createdAt, updatedAt } = bill;
  const day = dayOf(now);
  const owed = owedAt(bill, now, config);
  const rate = rateFor(value, ratesFor(value.jenis, config));
  const paid = value.terbayar;
  const holds = state === 'lunas' ? Number.POSITIVE_INFINITY : amountHoldsUntil(value, now, config);
  return {
    ...{ id, jenis: value.jenis, keadaan: state === 'dihapus' || state === 'lunas' ? state : openState(bill, day) },
    ...{ objek: objectOf(value, config), tahunPajak: value.tahunPajak, pokok: value.pokok, pengurang: value.pengurang },
    denda: {
      bulan: state === 'lunas' ? 0 : monthsOverdue(value.jatuhTempo, day, rate.palingLamaBulan),
      persenPerBulan: rate.persenPerBulan,
      jumlah: plus(owed.denda, paid.denda),
    },
    total: plus(owed.sisa, paid.pokok, paid.denda),
    ...{ terbayar: receivedOf(value), sisa: owed.sisa, lebihBayar: paid.lebih },
    dendaBerubahPada: Number.isFinite(holds) ? wib(holds + 1000) : null,
    ...{ jatuhTempo: value.jatuhTempo, berlakuSampai: value.berlakuSampai, wajibBayar: payerOf(value) },
    ...{ aturanBayar: value.aturanBayar, kelebihan: value.kelebihan, keterangan: value.keterangan },
    ...{ pembayaran: [...payments], ntpd: [...value.penerimaan] },
    ...{ diterbitkanPada: wib(createdAt), diubahPada: wib(updatedAt) },
  };
}

function openState({ value, state }: KeptBill, day: string): Tagihan['keadaan'] {
  return isExpired(value, day) ? 'kedaluwarsa' : state === 'sebagian' ? 'sebagian' : 'terbuka';
}

function objectOf({ objek, jenis }: Bill, config: Ground['config']): Tagihan['objek'] {
  const { nop, kodeBayar, keterangan, alamat, kelurahan, kecamatan } = objek;
  const kodeRekening = objek.kodeRekening ?? config.tagihan.jenis[jenis]?.kodeRekening ?? null;
  if (Object.keys(objek).length === 0 && kodeRekening === null) return null;
  return {
    ...{ nop: nop ?? null, kodeBayar: kodeBayar ?? null, kodeRekening, keterangan: keterangan ?? null },
    ...{ alamat: alamat ?? null, kelurahan: kelurahan ?? null, kecamatan: kecamatan ?? null },
  };
}

function payerOf({ wajibBayar }: Bill): NonNullable<Tagihan['wajibBayar']> {
  const { nama, nik = null, npwpd = null, telepon = null, email = null, alamat = null } = wajibBayar;
  return { nama, nik, npwpd, telepon, email, alamat };
}

/** Those that mean something: what was refused or called off is left out. */
const SHOWN: readonly string[] = ['diproses', 'terbuka', 'sebagian', 'lunas'];

export async function billAnswer(bill: KeptBill, context: ServiceContext, status: 200 | 201): Promise<ActionResult> {
  const payments = (await paymentsOf(bill.id, context)).filter(({ state }) => SHOWN.includes(state));
  const ids = payments.map(({ id }) => id).toReversed();
  const headers = { 'Cache-Control': 'private, no-store' };
  const subject = bill.value.wajibBayar.nik ?? bill.id;
  return { kind: 'json', status, body: { data: billView(bill, ids, context) }, headers, subject };
}
