import { Refusal } from '../refusal.ts';
import { action, type ServiceContext } from '../service.ts';
import { isIssuedHere } from './closing.ts';
import { LEASE_MS } from './looking-times.ts';
import { type KeptPayment, PAYABLE, type Step } from './payment.ts';
import { paymentView } from './payment-view.ts';
import { ownPayment } from './reading.ts';
import { untilAnswered } from './requesting.ts';
import { move } from './settling.ts';

const CALLED_OFF = 'Dibatalkan aplikasi.';

export const batalPembayaran = action<{ readonly id: string }>({
  name: 'batalPembayaran',
  async run({ id }, context) {
    const payment = await ownPayment(id, context);
    const begun = await begin(payment, context);
    const after = await untilAnswered(begun, context);
    if (after.state === 'lunas' || after.value.periksa === 0)
      throw new Refusal('bentrok', 'Bank menyatakan pembayaran ini sudah dibayar, atau menolak membatalkannya.');
    const status = after.state === 'dibatalkan' ? 200 : 202;
    return { kind: 'json', status, body: { data: await paymentView(after, context) } };
  },
});

async function begin(payment: KeptPayment, context: ServiceContext): Promise<KeptPayment> {
  const at = context.now.getTime();
  const begun = await move(
    payment.id,
    ({ state, value }) => {
      if (state === 'dibatalkan' || value.langkah?.apa === 'tutup') return undefined;
      if (!PAYABLE.includes(state))
        throw new Refusal('bentrok', `Pembayaran ini sudah ${state}: tidak ada yang dapat dibatalkan.`);
      if (value.langkah) throw new Refusal('bentrok', 'Bank masih memproses pembayaran ini. Ulangi sebentar lagi.');
      const row = { apa: 'dibatalkan', keterangan: CALLED_OFF } as const;
      if (isIssuedHere(value, context))
        return { state: 'dibatalkan', watchAt: null, value: { alasan: CALLED_OFF }, row };
      const langkah: Step = { apa: 'tutup', ragu: false, percobaan: 0, alasan: CALLED_OFF };
      return { value: { langkah }, watchAt: at + LEASE_MS };
    },
    context,
  );
  return begun ?? payment;
}
