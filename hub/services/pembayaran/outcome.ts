import { plus, toRupiah } from '../../../connectors/rupiah.ts';
import { BILLS, type Bill } from './bill.ts';
import type { BookedPortion } from './booking.ts';
import type { KeptCommand } from './command.ts';
import type { MoneyContext } from './context.ts';
import { wib } from './moments.ts';
import { type KeptPayment, PAYMENTS, type Payment } from './payment.ts';
import { type KeptReceipt, RECEIPTS, type Receipt } from './receipt.ts';
import { billLine, inquiryValue } from './telling.ts';

/** What a bank is told once money is booked. */
export function bookedValue(
  booked: readonly BookedPortion[],
  { nomorBank, dibayarPada }: { readonly nomorBank: string; readonly dibayarPada?: string },
  context: MoneyContext,
): Readonly<Record<string, unknown>> {
  const bills = booked.flatMap(({ bill }) => (bill ? [bill] : []));
  const [first] = booked;
  const payment = first?.payment.value.cara === 'h2h' ? undefined : (first?.payment as KeptPayment | undefined);
  const tagihan = booked.flatMap(({ bill, ntpd, nominal }) =>
    bill ? [{ ...billLine(bill, context), ntpd, nominal }] : [],
  );
  return {
    ...inquiryValue(bills, payment, context),
    ...{ tagihan, ulang: false, ntpd: first?.ntpd ?? '', nomorBank },
    nominal: plus(...booked.map(({ nominal }) => nominal)),
    dicatatPada: wib(context.now),
    dibayarPada: dibayarPada ?? wib(context.now),
  };
}

/** The same again, from what was booked then. */
export async function repeatedValue(
  { value }: KeptCommand,
  context: MoneyContext,
): Promise<Readonly<Record<string, unknown>>> {
  const { records } = context;
  const receipts = await receiptsOf(value.penerimaan, context);
  const booked = await Promise.all(
    receipts.map(async ({ id, value: receipt }): Promise<BookedPortion | undefined> => {
      const payment = await records.get<Payment>(PAYMENTS, receipt.pembayaran);
      const bill = await records.get<Bill>(BILLS, receipt.tagihan);
      return payment && { ntpd: id, nominal: toRupiah(receipt.nominal), payment, ...(bill ? { bill } : {}) };
    }),
  );
  const [first] = receipts;
  const told = bookedValue(
    booked.flatMap((one) => one ?? []),
    { nomorBank: first?.value.nomorBank ?? '', ...(first ? { dibayarPada: first.value.dibayarPada } : {}) },
    context,
  );
  return { ...told, dicatatPada: value.dicatatPada };
}

export async function receiptsOf(
  ntpds: readonly string[],
  { records }: Pick<MoneyContext, 'records'>,
): Promise<readonly KeptReceipt[]> {
  const receipts = await Promise.all(ntpds.map((ntpd) => records.get<Receipt>(RECEIPTS, ntpd)));
  return receipts.flatMap((receipt) => receipt ?? []);
}
