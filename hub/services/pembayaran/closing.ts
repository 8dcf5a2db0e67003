import type { KeptBill } from './bill.ts';
import type { MoneyContext } from './context.ts';
import { journalRow } from './journal.ts';
import { groupOf, type KeptPayment, PAYABLE, PAYMENTS, type Payment } from './payment.ts';
import { type Change, type Created, changed, created } from './versions.ts';

const MOST_PAYMENTS = 200;
const PAID_OTHERWISE = 'Tagihan sudah lunas melalui pembayaran lain.';

export function paymentsOf(bill: string, { records, keyedHash }: MoneyContext): Promise<readonly KeptPayment[]> {
  return records.list<Payment>({ collection: PAYMENTS, group: groupOf(keyedHash, bill), limit: MOST_PAYMENTS });
}

/** Nothing is created at such a bank: it asks the city each time. */
export function isIssuedHere({ cara, instansi }: Payment, { settingsOf }: Pick<MoneyContext, 'settingsOf'>): boolean {
  return cara === 'va' && settingsOf(instansi).virtualAccountIssuer === 'hub';
}

/** Other ways to pay a bill that is settled: shut here at once, and at the banks that hold them as soon as they hear. */
export async function closeOthers(
  bill: KeptBill,
  paid: readonly { readonly payment: Pick<KeptPayment, 'id'> }[],
  context: MoneyContext,
): Promise<readonly (Change | Created)[]> {
  const at = context.now.getTime();
  const just = new Set(paid.map(({ payment }) => payment.id));
  const others = (await paymentsOf(bill.id, context)).filter(
    ({ id, state }) => !just.has(id) && PAYABLE.includes(state),
  );
  return others.flatMap((payment): readonly (Change | Created)[] => {
    const { value, owner, id } = payment;
    if (isIssuedHere(value, context)) {
      const closed = { ...payment, state: 'dibatalkan', watchAt: null, value: { ...value, alasan: PAID_OTHERWISE } };
      const row = { apa: 'ditutup', instansi: value.instansi, keterangan: PAID_OTHERWISE } as const;
      return [changed(closed, at), created(journalRow(id, row, at, owner))];
    }
    if (value.langkah) return []; // what is under way ends first; whoever ends it sees that the bill is settled
    const langkah = { apa: 'tutup', ragu: false, percobaan: 0, alasan: PAID_OTHERWISE } as const;
    return [changed({ ...payment, watchAt: at, value: { ...value, langkah } }, at)];
  });
}
