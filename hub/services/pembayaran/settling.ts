import type { Happening } from '../../relay/announcements.ts';
import type { MoneyContext } from './context.ts';
import { type JournalRow, journalRow } from './journal.ts';
import { aboutPayment, type KeptPayment, PAYMENTS, type Payment, type PaymentState } from './payment.ts';
import { changed, created } from './versions.ts';

/** What becomes of a payment; `undefined` leaves it as it is. */
export interface Move {
  readonly value?: Partial<Payment>;
  readonly state?: PaymentState;
  readonly watchAt?: number | null;
  /** Other names of it. */
  readonly links?: readonly string[];
  readonly row?: Pick<JournalRow, 'apa'> & Partial<JournalRow>;
  /** `pembayaran.ditolak` */
  readonly tell?: string;
}

/** Reads, changes and writes until nobody came between; journal and event come along. Resolves to how it is then. */
export async function move(
  id: string,
  decide: (payment: KeptPayment) => Move | undefined,
  context: MoneyContext,
): Promise<KeptPayment | undefined> {
  const { records, now, prepare } = context;
  const at = now.getTime();
  for (;;) {
    const payment = await records.get<Payment>(PAYMENTS, id);
    const decided = payment && decide(payment);
    if (!payment || !decided) return payment;
    const { value = {}, state = payment.state, watchAt = payment.watchAt, links = [], row, tell } = decided;
    const next = { ...payment, value: { ...payment.value, ...value }, state, watchAt };
    const { instansi } = next.value;
    const changes = [
      changed(next, at),
      ...(row ? [created(journalRow(id, { instansi, ...row }, at, payment.owner))] : []),
    ];
    const { told, written } = prepare(tell === undefined ? [] : [happening(tell, next, at)]);
    const named = links.map((link) => ({ collection: PAYMENTS, id, link }));
    if (!(await records.replace(changes, named, told))) continue;
    written();
    return { ...next, version: payment.version + 1, updatedAt: at };
  }
}

function happening(kind: string, { id, owner, value }: KeptPayment, at: number): Happening {
  const { tagihan, instansi, cara, alasan } = value;
  const data = { pembayaran: id, tagihan, instansi, cara, alasan };
  return { kind, application: owner, about: aboutPayment(id), at, data };
}
