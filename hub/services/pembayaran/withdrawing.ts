import { Refusal } from '../refusal.ts';
import { action } from '../service.ts';
import { isIssuedHere, paymentsOf } from './closing.ts';
import { journalRow } from './journal.ts';
import { PAYABLE } from './payment.ts';
import { ownBill } from './reading.ts';
import { changed, created } from './versions.ts';

const WITHDRAWN = 'Tagihan ditarik aplikasi.';

/** A bill on which nothing was paid, and of which no bank holds anything. */
export const hapusTagihan = action<{ readonly id: string }>({
  name: 'hapusTagihan',
  async run({ id }, context) {
    const at = context.now.getTime();
    for (;;) {
      const bill = await ownBill(id, context);
      if (bill.value.penerimaan.length > 0)
        throw new Refusal('bentrok', 'Tagihan ini sudah dibayar, sebagian atau seluruhnya: tidak dapat ditarik lagi.');
      const open = (await paymentsOf(id, context)).filter(({ state }) => PAYABLE.includes(state));
      if (open.some(({ value }) => !isIssuedHere(value, context)))
        throw new Refusal('bentrok', 'Pembayaran tagihan ini masih terbuka pada bank: batalkan dahulu.');
      const closed = open.flatMap((payment) => {
        const { value, owner } = payment;
        const row = { apa: 'ditutup', instansi: value.instansi, keterangan: WITHDRAWN } as const;
        const shut = { ...payment, state: 'dibatalkan', watchAt: null, value: { ...value, alasan: WITHDRAWN } };
        return [changed(shut, at), created(journalRow(payment.id, row, at, owner))];
      });
      if (await context.records.replace([changed({ ...bill, state: 'dihapus' }, at), ...closed]))
        return { kind: 'nothing' };
    }
  },
});
