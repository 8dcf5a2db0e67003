import { setTimeout as sleep } from 'node:timers/promises';
import { type Rupiah, readRupiah } from '../../rupiah.ts';
import { SandboxInputError } from '../../sandbox-kit/fault-input.ts';
import { keysOf } from '../../sandbox-kit/rsa-keys.ts';
import { isRecord } from '../../sandbox-kit/wire-json.ts';
import { type Account, type Accounts, amountOf, book, refusedPayment } from './accounts.ts';
import type { BankLedger, BankPayment } from './ledger.ts';
import { type QrCode, type QrCodes, stateOf } from './qr-codes.ts';
import type { BankSnapSettingValues } from './settings.ts';
import { type Answer, createTeller, type How, type Teller } from './teller.ts';
import { wib } from './wib.ts';

export interface Bank {
  readonly settings: BankSnapSettingValues;
  readonly now: () => number;
  readonly accounts: Accounts;
  readonly codes: QrCodes;
  readonly ledger: BankLedger;
}

/** A payer's wish: an account by its digits, or a code by either reference. */
interface Wish {
  readonly virtualAccount?: string;
  readonly qr?: string;
  readonly nominal?: Rupiah;
  readonly how: How;
}

/** Somebody pays: the bank books what it takes, and asks or tells the city by its rules for repeats (section 7.3). */
export function createPaying(bank: Bank): (input: unknown) => Promise<unknown> {
  let count = 0;
  const numberOfPayment = () => {
    count += 1;
    return `${wib(bank.now()).slice(0, 10).replaceAll('-', '')}${String(count).padStart(8, '0')}`;
  };
  return async (input) => {
    const wish = wishOf(input);
    const teller = tellerOf(bank);
    if (wish.qr !== undefined) return payCode(bank, teller, wish.qr, wish);
    const number = wish.virtualAccount ?? '';
    const customerNo = number.slice(bank.settings.companyCode.length);
    const account = bank.accounts.find(number);
    const paying: Paying = { bank, teller, number, customerNo, id: numberOfPayment(), how: wish.how };
    return account ? payAccount(paying, account, wish) : payUnknown(paying, wish);
  };
}

interface Paying {
  readonly bank: Bank;
  readonly teller: Teller;
  readonly number: string;
  readonly customerNo: string;
  readonly id: string;
  readonly how: How;
}

/** An account of service 27: the bank decides, and tells the city by 25 or by 34. */
async function payAccount(paying: Paying, account: Account, { nominal = account.total }: Wish) {
  const { bank, teller, customerNo, id, how } = paying;
  const refusal = refusedPayment(account, nominal, bank.now());
  if (refusal) return { state: 'refused', code: `${refusal.status}25${refusal.case}` };
  const payment = entry(paying, nominal);
  book(account, nominal, bank.now());
  const asked = {
    customerNo,
    paymentRequestId: id,
    amount: nominal,
    trxId: account.trxId,
    referenceNo: payment.nomorBank,
  };
  payment.state = 'accepted'; // the money is here; what the city answers is noted
  if (bank.settings.news === 'payment')
    await tell(bank, payment, (again) => teller.payment({ ...asked, ...again }, how));
  else await tell(bank, payment, () => teller.notify(asked, how));
  return payment;
}

/** A number the bank does not know: the city is asked, and may refuse. */
async function payUnknown(paying: Paying, wish: Wish) {
  const { bank, teller, customerNo, id, how } = paying;
  const inquiry = await teller.inquiry({ customerNo, inquiryRequestId: id });
  const data = dataOf(inquiry);
  if (!inquiry || !isAnswered(inquiry.code) || data.inquiryStatus !== '00')
    return { state: 'refused', code: inquiry?.code ?? '' };
  const nominal = wish.nominal ?? amountOf(data.totalAmount);
  if (nominal === undefined) return { state: 'refused', code: inquiry.code };
  const payment = entry(paying, nominal);
  const asked = { customerNo, paymentRequestId: id, amount: nominal, referenceNo: payment.nomorBank };
  const answer = await tell(bank, payment, (again) => teller.payment({ ...asked, ...again }, how));
  payment.state = answer ? outcomeOf(answer) : 'unknown';
  return payment;
}

async function payCode(bank: Bank, teller: Teller, reference: string, { nominal, how }: Wish) {
  const code = bank.codes.find(reference);
  if (!code || stateOf(code, bank.now()) !== '03') return { state: 'refused', code: '4045001' };
  if (nominal !== undefined && nominal !== code.amount) return { state: 'refused', code: '4045013' };
  Object.assign(code, { state: '00', paidAt: bank.now() } satisfies Partial<QrCode>);
  const payment = bank.ledger.add({
    nomorBank: code.referenceNo,
    idPembayaran: code.referenceNo,
    qr: code.partnerReferenceNo,
    nominal: code.amount,
    paidAt: wib(bank.now()),
    state: 'accepted',
    told: 0,
  });
  await tell(bank, payment, () => teller.qrNotify({ ...code, amount: code.amount, state: '00' }, how));
  return payment;
}

function entry({ bank, number, id }: Paying, nominal: Rupiah): BankPayment {
  const paidAt = wib(bank.now());
  return bank.ledger.add({
    ...{ nomorBank: `99${id.slice(-13)}`, idPembayaran: id, virtualAccount: number },
    ...{ nominal, paidAt, state: 'unknown', told: 0 },
  });
}

/** Until there is an answer that decides: repeats say so, and each has an external id of its own (section 10). */
async function tell(
  { settings }: Bank,
  payment: BankPayment,
  once: (again: { readonly advice?: boolean }) => Promise<Answer>,
): Promise<Answer> {
  if (settings.cityUrl === '') return undefined;
  for (let repeat = 0; repeat <= settings.adviceTimes; repeat += 1) {
    if (repeat > 0) await sleep(settings.adviceDelayMs);
    const answer = await once(repeat > 0 ? { advice: true } : {});
    payment.told += 1;
    if (answer && answer.code !== '') payment.code = answer.code;
    if (answer && /^[1-4]/.test(answer.code)) return answer; // 5xx is as good as none
  }
  return undefined;
}

function outcomeOf(answer: NonNullable<Answer>): BankPayment['state'] {
  const flag = dataOf(answer).paymentFlagStatus;
  if (isAnswered(answer.code)) return flag === '00' ? 'accepted' : flag === '02' ? 'unknown' : 'refused';
  return answer.code === '4042518' && flag === '00' ? 'accepted' : 'refused';
}

/** The bank reads the flag of nothing else (section 7.3). */
function isAnswered(code: string): boolean {
  return /^20[02]..00$/.test(code);
}

function dataOf(answer: Answer): Readonly<Record<string, unknown>> {
  const data = answer?.body.virtualAccountData;
  return isRecord(data) ? data : {};
}

/** The bank's voice, with the settings of this moment. */
export function tellerOf({ settings, now }: Pick<Bank, 'settings' | 'now'>): Teller {
  const { citySignedPath } = settings;
  return createTeller({
    cityUrl: settings.cityUrl,
    clientId: settings.cityClientId,
    clientSecret: settings.citySecret,
    privateKey: settings.bankPrivateKey || keysOf('bank').privateKey,
    companyCode: settings.companyCode,
    signature: settings.citySignature,
    encoding: settings.encoding,
    ...(citySignedPath === 'as-sent' ? {} : { signedPath: citySignedPath }),
    now: () => new Date(now()),
    waitMs: settings.waitMs,
  });
}

const SWITCHES = ['loseAnswer', 'blanks', 'escapes', 'trimmed'] as const;

function wishOf(input: unknown): Wish {
  if (!isRecord(input)) throw new SandboxInputError('a payment is a JSON object');
  const { virtualAccount, qr, nominal, copies } = input;
  if ((typeof virtualAccount === 'string') === (typeof qr === 'string'))
    throw new SandboxInputError('a payment names "virtualAccount" (digits) or "qr" (a reference)');
  const amount = nominal === undefined ? undefined : readRupiah(nominal);
  if (nominal !== undefined && amount === undefined) throw new SandboxInputError('"nominal" is whole rupiah');
  const switches = SWITCHES.filter((name) => input[name] === true).map((name) => [name, true] as const);
  return {
    ...(typeof virtualAccount === 'string' ? { virtualAccount } : {}),
    ...(typeof qr === 'string' ? { qr } : {}),
    ...(amount === undefined ? {} : { nominal: amount }),
    how: { ...Object.fromEntries(switches), ...(typeof copies === 'number' ? { copies } : {}) },
  };
}
