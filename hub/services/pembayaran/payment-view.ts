import type { Pembayaran } from '../../../openapi/generated/types.ts';
import type { MoneyContext } from './context.ts';
import { wib } from './moments.ts';
import { receiptsOf } from './outcome.ts';
import type { KeptPayment, Payment } from './payment.ts';

/** A payment as applications see it. */
export async function paymentView(payment: KeptPayment, context: Pick<MoneyContext, 'records'>): Promise<Pembayaran> {
  const { value, id, state, createdAt, updatedAt } = payment;
  const receipts = await receiptsOf(value.penerimaan, context);
  return {
    ...{ id, tagihan: value.tagihan, cara: value.cara, instansi: value.instansi },
    keadaan: state as Pembayaran['keadaan'],
    ...{ nominal: value.nominal, terbayar: value.terbayar, lebihBayar: value.lebih },
    virtualAccount:
      value.cara === 'va' && state !== 'diproses' ? { nomor: value.nomor, nama: value.pembayar.nama } : null,
    qris: codeOf(id, value),
    berlakuSampai: value.berlakuSampai,
    penerimaan: receipts.map(({ id: ntpd, state: keadaan, createdAt: bookedAt, value: receipt }) => ({
      ...{ ntpd, nominal: receipt.nominal, dibayarPada: receipt.dibayarPada, dicatatPada: wib(bookedAt) },
      ...{
        keadaan: keadaan === 'dibalik' ? ('dibalik' as const) : ('tercatat' as const),
        nomorBank: receipt.nomorBank,
      },
    })),
    alasan: value.alasan,
    ...{ dibuatPada: wib(createdAt), diubahPada: wib(updatedAt) },
  };
}

function codeOf(id: string, { qris }: Payment): Pembayaran['qris'] {
  if (!qris) return null;
  return { isi: qris.isi, alamat: qris.isi === null ? qris.alamat : `/v1/pembayaran/${id}/qr` };
}
