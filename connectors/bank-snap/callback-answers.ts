import type { CallbackAnswer, CallbackResponse } from '../callback.ts';
import { writeExactJson } from '../exact-json.ts';
import { type CaseName, cases, qrRefusals, refusals } from './callback-codes.ts';
import { asMembers, type Members, memberOf, writeAmount } from './callback-words.ts';
import { jakartaText } from './moments.ts';

/** What an answer is made with: the service's number, what was asked, and the moment. */
export interface Answering {
  readonly service: string;
  /** The members of the call as they came; none where it could not be read. */
  readonly asked: Members;
  readonly now: Date;
}
type Writer = (answer: CallbackAnswer, answering: Answering) => CallbackResponse;

/** Response code, sentence and what else there is, with the HTTP status of the code (the SNAP notes, section 9). */
export function respond(
  { service, now }: Pick<Answering, 'service' | 'now'>,
  because: CaseName,
  { name, ...members }: { readonly name?: string; readonly [member: string]: unknown } = {},
): CallbackResponse {
  const { status, case: number, says } = cases[because];
  const body = {
    responseCode: `${status}${service}${number}`,
    responseMessage: says.replace('{name}', name ?? '').trim(),
    ...members,
  };
  return {
    status,
    headers: { 'content-type': 'application/json; charset=utf-8', 'x-timestamp': jakartaText(now) },
    body: writeExactJson(body),
  };
}

/** The same with `virtualAccountData` that says `01`; once the caller is known (section 7.3). */
export function refuseAccount(
  answering: Answering,
  because: CaseName,
  { name, reason }: { readonly name?: string; readonly reason?: string } = {},
): CallbackResponse {
  const { status, says } = accountWords[answering.service] ?? {};
  if (status === undefined || says === undefined)
    return respond(answering, because, name === undefined ? {} : { name });
  const english = cases[because].says.replace('{name}', name ?? '').trim();
  const reasons = { english: cut(english, 64), indonesia: cut(reason ?? english, 64) };
  const virtualAccountData = { [status]: '01', [says]: reasons, ...echoed(answering.asked) };
  return respond(answering, because, { ...(name === undefined ? {} : { name }), virtualAccountData });
}

const accountWords: Readonly<Record<string, { readonly status: string; readonly says: string }>> = {
  '24': { status: 'inquiryStatus', says: 'inquiryReason' },
  '25': { status: 'paymentFlagStatus', says: 'paymentFlagReason' },
};

/** Untrimmed, as they came: the bank matches them with what it sent (section 6). */
const ECHOED = [
  ...['partnerServiceId', 'customerNo', 'virtualAccountNo', 'virtualAccountName', 'inquiryRequestId'],
  ...['trxId', 'paymentRequestId', 'paidAmount', 'totalAmount', 'trxDateTime', 'referenceNo'],
  ...['journalNum', 'paymentType', 'flagAdvise', 'subCompany'],
];

function echoed(asked: Members): Members {
  const there = ECHOED.filter((name) => memberOf(asked, name) !== undefined && memberOf(asked, name) !== null);
  return Object.fromEntries(there.map((name) => [name, asked[name]]));
}

export function refused(answering: Answering, { code = '', reason }: Extract<CallbackAnswer, { kind: 'refused' }>) {
  return refuseAccount(answering, named(refusals, code), { reason });
}

function named(words: Readonly<Record<string, CaseName>>, code: string): CaseName {
  return (Object.hasOwn(words, code) ? words[code] : undefined) ?? 'bad-request';
}

/** Services 34 and 52: a code and nothing else. */
export const writeNotice: Writer = (answer, answering) => {
  if (answer.kind === 'done') return respond(answering, 'done');
  if (answer.kind === 'unavailable') return respond(answering, 'timeout');
  return respond(answering, named(answering.service === '52' ? qrRefusals : refusals, answer.code ?? ''));
};

/** Service 24 (section 7.1). */
export function writeInquiry(answer: CallbackAnswer, answering: Answering, mostBills: number): CallbackResponse {
  if (answer.kind === 'refused') return refused(answering, answer);
  if (answer.kind === 'unavailable') return respond(answering, 'timeout');
  const { asked } = answering;
  const { value } = answer;
  const bills = billsOf(value);
  const virtualAccountData = {
    inquiryStatus: '00',
    inquiryReason: SUCCESS,
    ...echoed(asked),
    virtualAccountName: nameOf(value),
    totalAmount: writeAmount(amountOf(value, 'total')),
    subCompany: '00000',
    billDetails: bills.length > mostBills ? [] : bills.map(billDetail),
    freeTexts: freeTexts(value, bills),
    virtualAccountTrxType: trxType(value),
  };
  return respond(answering, 'done', { virtualAccountData });
}

/** Service 25 (section 7.2). A repeat with the same external id is `4042518`, which is a success where the first was. */
export function writePayment(
  answer: CallbackAnswer,
  answering: Answering,
  adviceAnswer: '2002500' | '4042518',
): CallbackResponse {
  if (answer.kind === 'refused') return refused(answering, answer);
  if (answer.kind === 'unavailable') return respond(answering, 'timeout');
  const { asked } = answering;
  const { value } = answer;
  const nominal = amountOf(value, 'nominal');
  const ntpd = textOf(value, 'ntpd');
  const virtualAccountData = {
    paymentFlagStatus: '00',
    paymentFlagReason: SUCCESS,
    totalAmount: writeAmount(nominal),
    ...(typeof value.dibayarPada === 'string' ? { trxDateTime: value.dibayarPada } : {}),
    ...echoed(asked),
    virtualAccountName: nameOf(value),
    paidAmount: writeAmount(nominal),
    billDetails: paidBills(asked, ntpd),
    freeTexts: freeTexts(value, []),
    additionalInfo: { ntpd },
  };
  const isRepeated = value.ulang === true && (value.nomorLuarSama === true || adviceAnswer === '4042518');
  return respond(answering, isRepeated ? 'repeated' : 'done', { virtualAccountData });
}

const SUCCESS = { english: 'Success', indonesia: 'Sukses' };
const TRX_TYPES: Readonly<Record<string, string>> = { tetap: 'C', cicil: 'I', terbuka: 'O' };

function trxType({ jenis }: Members): string {
  const type = TRX_TYPES[String(jenis)];
  if (type === undefined) throw new RangeError('the answer lacks "jenis"');
  return type;
}

function nameOf(value: Members): string {
  return cut(textOf(value, 'nama'), 255);
}

function textOf(value: Members, name: string): string {
  const text = value[name];
  if (typeof text !== 'string' || text === '') throw new RangeError(`the answer lacks "${name}"`);
  return text;
}

function amountOf(value: Members, name: string): number {
  const amount = value[name];
  if (typeof amount !== 'number' || !Number.isSafeInteger(amount) || amount < 0)
    throw new RangeError(`the answer lacks "${name}" (whole rupiah)`);
  return amount;
}

function billsOf({ tagihan = [] }: Members): readonly Members[] {
  if (!Array.isArray(tagihan)) throw new RangeError('the answer lacks "tagihan" (a list)');
  const bills = tagihan.map((bill) => asMembers(bill) ?? {});
  return bills.filter((bill) => amountOf(bill, 'sisa') > 0);
}

/** `billNo` holds the 18 digits of a NOP; a longer number is left out rather than cut (section 7.1). */
function billDetail(bill: Members, index: number): Members {
  const { nop, kodeBayar, tahunPajak, keterangan } = bill;
  const number = [nop, kodeBayar].find((one) => typeof one === 'string' && one !== '' && one.length <= 18);
  const said = typeof keterangan === 'string' && keterangan !== '' ? keterangan : `Tagihan ${tahunPajak ?? ''}`.trim();
  const description = cut(said, 18);
  return {
    billCode: String(index + 1).padStart(2, '0'),
    ...(number === undefined ? {} : { billNo: number }),
    billName: cut(said, 20),
    billShortName: cut(said, 10),
    billDescription: { english: description, indonesia: description },
    billSubCompany: '00000',
    billAmount: writeAmount(amountOf(bill, 'sisa')),
    additionalInfo: {},
  };
}

/** What a teller's screen shows: 32 characters (section 7.1). */
function freeTexts({ keterangan }: Members, bills: readonly Members[]): readonly Members[] {
  const said =
    typeof keterangan === 'string' && keterangan !== ''
      ? keterangan
      : bills.length > 1
        ? `${bills.length} tagihan`
        : '';
  return said === '' ? [] : [{ english: cut(said, 32), indonesia: cut(said, 32) }];
}

/** The bank's own lines again, each with the city's number of the payment. */
function paidBills(asked: Members, ntpd: string): readonly Members[] {
  const lines = memberOf(asked, 'billDetails');
  if (!Array.isArray(lines)) return [];
  return lines.map((line) => ({ ...asMembers(line), billerReferenceId: ntpd, status: '00', reason: SUCCESS }));
}

/** By characters, so that none is broken in two. */
function cut(text: string, most: number): string {
  return [...text].slice(0, most).join('');
}
