import { BILLS, type Bill } from './bill.ts';
import type { MoneyContext } from './context.ts';
import { billFigure } from './figures.ts';
import { journalRow } from './journal.ts';
import { lookAfterEnd } from './looking-times.ts';
import { type KeptPayment, PAYMENTS, type Payment, type Step } from './payment.ts';
import { changed, created } from './versions.ts';

/**
 * The bank has agreed to other terms: account and bill change in one commit. A bill that was paid meanwhile stays as it
 * was paid.
 */
export async function applyAmendment(
  id: string,
  { baru, tagihan }: Step,
  context: MoneyContext,
): Promise<KeptPayment | undefined> {
  const { records, now, prepare } = context;
  const at = now.getTime();
  for (;;) {
    const payment = await records.get<Payment>(PAYMENTS, id);
    if (payment?.value.langkah?.apa !== 'ubah' || !baru) return payment;
    const bill = await records.get<Bill>(BILLS, payment.value.tagihan);
    const { nominal, nama, berlakuSampai, keterangan } = baru;
    const pembayar = { ...payment.value.pembayar, nama };
    const value: Payment = { ...payment.value, nominal, berlakuSampai, keterangan, pembayar, langkah: null };
    const next = { ...payment, value, watchAt: value.periksa === null ? lookAfterEnd(value, at) : at };
    const applies = bill && tagihan && bill.state === 'terbuka' && bill.value.penerimaan.length === 0;
    const row = { apa: 'diubah', nominal, instansi: value.instansi } as const;
    const changes = [
      changed(next, at),
      created(journalRow(id, row, at, payment.owner)),
      ...(applies ? [changed({ ...bill, value: tagihan, figure: billFigure(tagihan) }, at)] : []),
    ];
    const happenings = applies
      ? [
          {
            kind: 'tagihan.berubah',
            application: bill.owner,
            about: `tagihan ${bill.id}`,
            at,
            data: { tagihan: bill.id },
          },
        ]
      : [];
    const { told, written } = prepare(happenings);
    if (!(await records.replace(changes, [], told))) continue;
    written();
    return { ...next, version: payment.version + 1 };
  }
}
