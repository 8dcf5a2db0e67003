import { NONE, type Rupiah } from '../../../connectors/rupiah.ts';
import { inTurn } from '../../relay/in-turn.ts';
import { BILLS, type Bill } from './bill.ts';
import { book } from './booking.ts';
import { contentOf, findCommand } from './command.ts';
import type { MoneyContext } from './context.ts';
import { dayOf } from './moments.ts';
import { type KeptPayment, PAYMENTS, type Payment } from './payment.ts';

/** Money that a bank has taken already: nothing can be refused any more. */
export interface ToldMoney {
  readonly idPembayaran: string;
  readonly nomorBank: string;
  /** A sum so far is taken against what is booked at that moment; nothing is booked where nothing is left. */
  readonly nominal: (payment: KeptPayment) => Rupiah;
  readonly dibayarPada: Date;
  readonly bukti: Readonly<Record<string, unknown>>;
}

/** Added to the number of money that the bank took although it had been refused. */
export const AFTER_A_REFUSAL = ' kabar';

/** Books it once, on its bill as far as that owes anything. `repeated`: it is booked already, or was taken back. */
export function bookTold(payment: string, money: ToldMoney, context: MoneyContext): Promise<'booked' | 'repeated'> {
  return inTurn(`kabar ${payment}`, () => bookOnce(payment, money, context));
}

async function bookOnce(id: string, money: ToldMoney, context: MoneyContext): Promise<'booked' | 'repeated'> {
  const { records } = context;
  for (;;) {
    const payment = await records.get<Payment>(PAYMENTS, id);
    if (!payment) throw new Error('the payment is not there any more');
    const { instansi } = payment.value;
    const numbers = { instansi, idPembayaran: money.idPembayaran, nomorBank: money.nomorBank };
    const before = await findCommand(context, numbers);
    // refused when the bank asked, and taken by the bank all the same: the money is there, so it is booked
    const again = before?.state === 'ditolak' ? withSuffix(numbers) : undefined;
    if (before && !(again && !(await findCommand(context, again)))) return 'repeated';
    const bill = await records.get<Bill>(BILLS, payment.value.tagihan);
    const { dibayarPada, bukti } = money;
    const nominal = money.nominal(payment);
    if (nominal === NONE) return 'repeated';
    const portion = { ...(bill ? { bill } : {}), payment, nominal, day: dayOf(dibayarPada) };
    const incoming = {
      ...(again ?? numbers),
      ...{ dibayarPada, nomorLuar: null, isi: contentOf('kabar', nominal), bukti },
    };
    if (await book([portion], incoming, context)) return 'booked';
  }
}

function withSuffix(numbers: { readonly instansi: string; readonly idPembayaran: string; readonly nomorBank: string }) {
  const { instansi, idPembayaran, nomorBank } = numbers;
  return { instansi, idPembayaran: `${idPembayaran}${AFTER_A_REFUSAL}`, nomorBank };
}
