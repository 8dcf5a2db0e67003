import { SandboxInputError } from '../../sandbox-kit/fault-input.ts';
import { type BankH2hSettings, credentialsOf } from './settings.ts';
import { createTeller, type Heard, type Teller } from './teller.ts';
import type { Bill, PaidYear, Payment } from './wire.ts';

/** A payment that this bank believes in, or does not know about. */
export interface LedgerPayment extends Bill {
  readonly nomorBank: string;
  readonly idPembayaran: string;
  readonly years: readonly PaidYear[];
  readonly nominal: number;
  readonly paidAt: string;
  readonly ntpd?: string;
  readonly state: 'accepted' | 'refused' | 'unknown' | 'reversed';
  /** What the city answered last. */
  readonly code: string;
  /** How often it was sent. */
  readonly sent: number;
}

export interface World {
  readonly now: () => Date;
  readonly settings: BankH2hSettings;
}

/** The counters of a bank: a payer pays, and what comes of it is written down. */
export function createCounter({ now, settings }: World) {
  const payments = new Map<string, LedgerPayment>();
  let counted = Math.floor(now().getTime() / 1000);

  function teller(): Teller {
    const { open, cityUrl, dialect, bankCode } = settings;
    if (open === 'no') throw new SandboxInputError('the bank is closed: set "open" to "yes"');
    return createTeller({ cityUrl, dialect, bankCode, keys: credentialsOf(settings), now });
  }

  async function inquire(input: unknown) {
    return teller().inquiry(billIn(input));
  }

  /** Inquires, as every counter does, and pays what is due, or what the payer says. */
  async function pay(input: unknown): Promise<LedgerPayment | Heard> {
    const bill = billIn(input);
    const { nominal, reference, lost = false } = optionsIn(input);
    const found = await teller().inquiry(bill);
    if (found.kind !== 'ok') return found;
    const years =
      settings.dialect === 'c' || settings.dialect.startsWith('netral') ? found.years : found.years.slice(0, 1);
    const due = years.reduce((sum, { total }) => sum + total, 0);
    counted += 1;
    const number = reference ?? `99${String(counted).slice(-8).padStart(8, '0')}`;
    const payment: Payment = { ...bill, reference: number, nominal: nominal ?? due, years, paidAt: now() };
    return settle(payment, lost);
  }

  /** A lost answer is followed by the same number again (the notes, section 4). */
  async function settle(payment: Payment, lost: boolean): Promise<LedgerPayment> {
    let heard = await teller().payment(payment, { lost });
    let sent = 1;
    for (; heard.kind === 'unknown' && sent <= settings.repeats; sent += 1) heard = await teller().payment(payment);
    return write(payment, heard, sent);
  }

  function write({ reference, years, nominal, paidAt, ...bill }: Payment, heard: Heard, sent: number): LedgerPayment {
    const { nop, kodeBayar, tahunPajak } = bill;
    const entry: LedgerPayment = {
      nomorBank: reference,
      idPembayaran: reference,
      ...(nop === undefined ? {} : { nop }),
      ...(kodeBayar === undefined ? {} : { kodeBayar }),
      ...(tahunPajak === undefined ? {} : { tahunPajak }),
      ...{ years, nominal, sent },
      paidAt: paidAt.toISOString(),
      ...(heard.kind !== 'unknown' && heard.ntpd !== undefined ? { ntpd: heard.ntpd } : {}),
      state: heard.kind === 'ok' ? 'accepted' : heard.kind,
      code: heard.kind === 'unknown' ? '' : heard.code,
    };
    payments.set(reference, entry);
    return entry;
  }

  async function reverse(input: unknown): Promise<LedgerPayment | Heard> {
    const { reference } = optionsIn(input);
    const paid = reference === undefined ? undefined : payments.get(reference);
    if (!paid) throw new SandboxInputError('reverse needs the "reference" of a payment of this bank');
    const [year] = paid.years;
    const heard = await teller().reversal({
      reference: paid.idPembayaran,
      ...(paid.nop === undefined ? {} : { nop: paid.nop }),
      ...(year === undefined ? {} : { tahunPajak: year.tahunPajak }),
      ...(paid.ntpd === undefined ? {} : { ntpd: paid.ntpd }),
    });
    if (heard.kind !== 'ok') return heard;
    const reversed: LedgerPayment = { ...paid, state: 'reversed', code: heard.code };
    payments.set(paid.idPembayaran, reversed);
    return reversed;
  }

  return { inquire, pay, reverse, ledger: () => ({ payments: [...payments.values()] }) };
}

function billIn(input: unknown): Bill {
  const { nop, kodeBayar, tahunPajak } = membersOf(input);
  const texts = Object.entries({ nop, kodeBayar, tahunPajak }).filter(([, value]) => value !== undefined);
  if (nop === undefined && kodeBayar === undefined) throw new SandboxInputError('needs "nop" or "kodeBayar"');
  if (texts.some(([, value]) => typeof value !== 'string'))
    throw new SandboxInputError('"nop", "kodeBayar" and "tahunPajak" are texts');
  return Object.fromEntries(texts) as Bill;
}

interface Options {
  readonly nominal?: number;
  readonly reference?: string;
  /** The answer to the first payment does not reach the bank. */
  readonly lost?: boolean;
}

function optionsIn(input: unknown): Options {
  const { nominal, reference, lost } = membersOf(input);
  if (nominal !== undefined && !(Number.isSafeInteger(nominal) && Number(nominal) > 0))
    throw new SandboxInputError('"nominal" is a whole number above 0');
  if (reference !== undefined && !(typeof reference === 'string' && /^\d{1,30}$/.test(reference)))
    throw new SandboxInputError('"reference" is a text of digits');
  if (lost !== undefined && typeof lost !== 'boolean') throw new SandboxInputError('"lost" is true or false');
  return { nominal, reference, lost } as Options;
}

function membersOf(input: unknown): Readonly<Record<string, unknown>> {
  if (typeof input !== 'object' || input === null || Array.isArray(input))
    throw new SandboxInputError('takes a JSON object');
  return input as Readonly<Record<string, unknown>>;
}
