import { SandboxInputError } from '../../sandbox-kit/fault-input.ts';
import { isRecord } from '../../sandbox-kit/wire-json.ts';
import { type Bill, whyNotPayable } from './bill.ts';
import type { LedgerBook, PaymentEntry } from './ledger.ts';
import { isoTime, localTime } from './moments.ts';
import type { Register } from './register.ts';
import type { EcollectionSettings } from './settings.ts';
import { createTeller, type Notification, type Telling } from './teller.ts';

export interface Payments {
  /** A payer pays: booked here at once, and told until it is heard. What comes of both. */
  pay(input: unknown): Promise<Paid>;
  payBill(bill: Bill, nominal: number, telling?: Telling): Promise<Paid>;
}

export type Paid =
  | { readonly state: 'accepted'; readonly payment: PaymentEntry }
  /** The bank itself took no money: nothing is booked and nobody is told. */
  | { readonly state: 'refused'; readonly reason: string };

export function createPayments(register: Register, book: LedgerBook, settings: EcollectionSettings): Payments {
  const tell = async (notification: Notification, telling: Telling) => {
    const { cityUrl, clientId, secretKey, patienceMs, tries, spacingMs } = settings;
    const teller = createTeller({ cityUrl, clientId, secretKey, patienceMs, now: () => new Date(register.now()) });
    return teller.notice(notification, { tries, spacingMs, ...telling });
  };
  const payBill: Payments['payBill'] = async (bill, nominal, telling = {}) => {
    const now = register.now();
    const reason = whyNotPayable(bill, nominal, now);
    if (reason !== undefined) return { state: 'refused', reason };
    bill.paid += nominal;
    bill.paidAt = now;
    bill.updatedAt = now;
    bill.ntb = book.nextNumber();
    const entry = book.paid({
      nomorBank: bill.ntb,
      idPembayaran: bill.ntb,
      virtualAccount: bill.virtualAccount,
      trxId: bill.trxId,
      nominal,
      kumulatif: bill.paid,
      paidAt: isoTime(now),
      state: 'accepted',
      notice: settings.cityUrl === '' ? 'untold' : 'under-way',
    });
    if (entry.notice === 'untold') return { state: 'accepted', payment: entry };
    const told = await tell(notificationOf(bill, nominal, now, settings), telling);
    return { state: 'accepted', payment: book.told(entry.nomorBank, told) };
  };
  return {
    payBill,
    async pay(input) {
      const { bill, nominal, telling } = readPay(input, register);
      return payBill(bill, nominal ?? Math.max(0, bill.amount - bill.paid), telling);
    },
  };
}

/** Section 5: what is said of one payment. */
function notificationOf(bill: Bill, nominal: number, now: number, settings: EcollectionSettings): Notification {
  const written = (amount: number) => (settings.amounts === 'text' ? String(amount) : amount);
  return {
    trx_id: bill.trxId,
    virtual_account: bill.virtualAccount,
    customer_name: bill.name,
    trx_amount: written(bill.amount),
    payment_amount: written(nominal),
    cumulative_payment_amount: written(bill.paid),
    payment_ntb: bill.ntb,
    datetime_payment: localTime(now),
    ...(settings.isoTimes === 'both' ? { datetime_payment_iso8601: isoTime(now) } : {}),
  };
}

const PAY_HELP =
  'pay takes { virtualAccount or trxId, nominal? (all that is left), tries?, spacingMs?, copies?, driftSeconds?, shift?: { member, place?, by }, losesAnswers?, secretKey?, contentType?, outerClientId? }';
const TELLING: Readonly<Record<string, 'number' | 'boolean' | 'string' | 'object'>> = {
  tries: 'number',
  spacingMs: 'number',
  copies: 'number',
  driftSeconds: 'number',
  shift: 'object',
  losesAnswers: 'boolean',
  secretKey: 'string',
  contentType: 'string',
  outerClientId: 'string',
};

function readPay(input: unknown, register: Register) {
  if (!isRecord(input)) throw new SandboxInputError(PAY_HELP);
  const { virtualAccount, trxId, nominal, ...telling } = input;
  for (const [name, value] of Object.entries(telling))
    if (typeof value !== TELLING[name]) throw new SandboxInputError(PAY_HELP);
  const { shift } = telling;
  if (isRecord(shift) && !(typeof shift.member === 'string' && Number.isSafeInteger(shift.by)))
    throw new SandboxInputError(PAY_HELP);
  if (nominal !== undefined && !(Number.isSafeInteger(nominal) && Number(nominal) > 0))
    throw new SandboxInputError('"nominal" is whole rupiah, more than 0');
  const bill =
    typeof virtualAccount === 'string'
      ? (register.holderOf(virtualAccount) ?? register.lastOf(virtualAccount))
      : register.byTrxId(String(trxId));
  if (!bill) throw new SandboxInputError('no bill has this virtualAccount or trxId');
  return { bill, nominal: nominal as number | undefined, telling: telling as Telling };
}
