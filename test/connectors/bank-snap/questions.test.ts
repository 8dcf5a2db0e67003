import { expect, test } from '@jest/globals';
import { readSnapMoment } from '../../../connectors/bank-snap/moments.ts';
import {
  cityContext,
  codeOf,
  heard,
  INQUIRY,
  INTRABANK,
  inquiryBody,
  noticeBody,
  PAYMENT,
  paymentBody,
  QR,
  qrBody,
  questionOf,
  saidBy,
} from './city.ts';

const NOMOR_LUAR = '202602031015400000000000000001';
const asking = (path: string, body: object) => questionOf(heard(path, { body }));

test('an inquiry is asked in the words of the city', () => {
  expect(asking(INQUIRY, inquiryBody)).toEqual({
    nomorPelanggan: '000000000042',
    virtualAccount: '990001000000000042',
    idPermintaan: '2026020300000001',
    kanal: '6011',
    nomorLuar: NOMOR_LUAR,
  });
});

test('a payment is asked in the words of the city; what the bank did not send is not there', () => {
  expect(asking(PAYMENT, paymentBody)).toEqual({
    nomorPelanggan: '000000000042',
    virtualAccount: '990001000000000042',
    idPembayaran: '2026020300000001',
    nomorBank: '990000000000042',
    nominal: 125000,
    dibayarPada: '2026-02-03T10:20:00+07:00',
    nomorLuar: NOMOR_LUAR,
  });
  const { referenceNo: _none, ...without } = paymentBody;
  const more = { ...without, trxId: 'PBB-2026-0042', flagAdvise: 'Y', channelCode: '6010' };
  expect(asking(PAYMENT, more)).toMatchObject({
    nomorBank: '2026020300000001',
    trxId: 'PBB-2026-0042',
    ulangan: true,
    kanal: '6010',
  });
  expect(asking(PAYMENT, { ...paymentBody, flagAdvise: 'N' })).not.toHaveProperty('ulangan');
});

test.each([
  ['2026-02-03T10:20:00+07:00', '2026-02-03T10:20:00+07:00'],
  ['2026-02-03T03:20:00Z', '2026-02-03T10:20:00+07:00'],
  ['2026-02-03T03:20:00.987Z', '2026-02-03T10:20:00+07:00'],
  ['2026-02-03T03:20:00-00:00', '2026-02-03T10:20:00+07:00'],
  ['20201231T235959Z', '2021-01-01T06:59:59+07:00'],
  ['2026-02-03T12:20:00+09:00', '2026-02-03T10:20:00+07:00'],
])('a payment at %s was made at %s', (trxDateTime, want) => {
  expect(asking(PAYMENT, { ...paymentBody, trxDateTime })).toMatchObject({ dibayarPada: want });
});

test.each([
  '',
  '2026-02-03',
  '2026-02-03 10:20:00',
  '2026-13-03T10:20:00Z',
  '2026-02-29T10:20:00Z',
  '2026-02-03T24:00:01Z',
  '2026-02-03T10:20:00+15:00',
  '20210230T000000Z',
])('"%s" is no moment', (text) => {
  expect(readSnapMoment(text)).toBeUndefined();
});

// Section 34: no amount by the document, and no known words.
test.each<[string, object, object]>([
  ['without an amount it is weak', {}, { bukti: 'lemah', keadaan: 'berhasil', nomorBank: '2026020300000001' }],
  ['with an amount it is strong', { paidAmount: { value: '1.00', currency: 'IDR' } }, { bukti: 'kuat', nominal: 1 }],
  ['what was to be paid', { totalAmount: { value: '5.00', currency: 'IDR' } }, { nominalTagihan: 5, bukti: 'lemah' }],
  ['the bank has a number of its own', { referenceNo: 'R1' }, { nomorBank: 'R1', idPembayaran: '2026020300000001' }],
  ['no word is a payment', { paymentStatus: undefined }, { keadaan: 'berhasil' }],
  ['a failure', { paymentStatus: 'FAILED' }, { keadaan: 'gagal' }],
  ['a word nobody knows books nothing', { paymentStatus: 'Entahlah' }, { keadaan: 'menunggu' }],
  ['only the partner has a number', { paymentRequestId: undefined, partnerReferenceNo: 'P1' }, { nomorBank: 'P1' }],
  ['no number at all', { paymentRequestId: undefined }, { nomorBank: NOMOR_LUAR }],
])('a notice of an account: %s', (_name, changes, want) => {
  expect(asking(INTRABANK, { ...noticeBody, ...changes })).toMatchObject(want);
});

test.each([
  ['00', 'berhasil'],
  ['01', 'menunggu'],
  ['02', 'menunggu'],
  ['03', 'menunggu'],
  ['04', 'dikembalikan'],
  ['05', 'dibatalkan'],
  ['06', 'gagal'],
  ['07', 'menunggu'],
])('a notice of a code with %s is %s', (latestTransactionStatus, keadaan) => {
  const body = { ...qrBody, latestTransactionStatus, additionalInfo: { paidTime: '2026-02-03T03:20:00Z' } };
  expect(asking(QR, body)).toEqual({
    qris: true,
    trxId: 'RET-2026-0042',
    nomorBank: 'QR-REF-0042',
    idPembayaran: 'QR-REF-0042',
    nominal: 25000,
    dibayarPada: '2026-02-03T10:20:00+07:00',
    bukti: 'kuat',
    keadaan,
    nomorLuar: NOMOR_LUAR,
  });
});

test('a notice of a code without an amount is weak, and with an unknown state is refused', () => {
  const { amount: _none, ...without } = qrBody;
  expect(asking(QR, without)).toMatchObject({ bukti: 'lemah' });
  expect(codeOf(heard(QR, { body: { ...qrBody, latestTransactionStatus: '09' } }))).toBe('4005201');
});

const idr = (value: unknown, currency: unknown = 'IDR') => ({ value, currency });
const long = (digits: number) => '1'.repeat(digits);

// A change of one member, and what the bank hears; `undefined` takes it away.
test.each<[string, object, string]>([
  ['partnerServiceId', { partnerServiceId: undefined }, '4002502 Invalid Mandatory Field partnerServiceId'],
  ['customerNo', { customerNo: '' }, '4002502 Invalid Mandatory Field customerNo'],
  ['virtualAccountNo', { virtualAccountNo: null }, '4002502 Invalid Mandatory Field virtualAccountNo'],
  ['paymentRequestId', { paymentRequestId: '  ' }, '4002502 Invalid Mandatory Field paymentRequestId'],
  ['paidAmount', { paidAmount: undefined }, '4002502 Invalid Mandatory Field paidAmount'],
  [
    'missing before malformed',
    { partnerServiceId: 'x', paidAmount: undefined },
    '4002502 Invalid Mandatory Field paidAmount',
  ],
  ['letters in the company', { partnerServiceId: '  99000A' }, '4002501 Invalid Field Format partnerServiceId'],
  ['a long company', { partnerServiceId: '999990001' }, '4002501 Invalid Field Format partnerServiceId'],
  ['a customer as a number', { customerNo: 42 }, '4002501 Invalid Field Format customerNo'],
  ['a customer with spaces', { customerNo: ' 000000000042' }, '4002501 Invalid Field Format customerNo'],
  ['a long customer', { customerNo: long(21) }, '4002501 Invalid Field Format customerNo'],
  ['an account of another customer', { customerNo: '000000000043' }, '4002501 Invalid Field Format virtualAccountNo'],
  ['an account of another company', { partnerServiceId: '  880001' }, '4002501 Invalid Field Format virtualAccountNo'],
  [
    'an account with a space inside',
    { virtualAccountNo: '  990001 000000000042' },
    '4002501 Invalid Field Format virtualAccountNo',
  ],
  ['an amount as a number', { paidAmount: idr(125000) }, '4002501 Invalid Field Format paidAmount'],
  ['an amount that is no object', { paidAmount: '125000.00' }, '4002501 Invalid Field Format paidAmount'],
  ['sen', { paidAmount: idr('125000.50') }, '4002501 Invalid Field Format paidAmount'],
  ['one sen', { paidAmount: idr('125000.01') }, '4002501 Invalid Field Format paidAmount'],
  ['no decimals', { paidAmount: idr('125000') }, '4002501 Invalid Field Format paidAmount'],
  ['one decimal', { paidAmount: idr('125000.0') }, '4002501 Invalid Field Format paidAmount'],
  ['three decimals', { paidAmount: idr('125000.000') }, '4002501 Invalid Field Format paidAmount'],
  ['a comma', { paidAmount: idr('125000,00') }, '4002501 Invalid Field Format paidAmount'],
  ['a sign', { paidAmount: idr('-125000.00') }, '4002501 Invalid Field Format paidAmount'],
  ['a power', { paidAmount: idr('1e5.00') }, '4002501 Invalid Field Format paidAmount'],
  ['seventeen digits', { paidAmount: idr(`${long(17)}.00`) }, '4002501 Invalid Field Format paidAmount'],
  ['more than a bank takes', { paidAmount: idr(`${long(15)}.00`) }, '4002501 Invalid Field Format paidAmount'],
  ['dollars', { paidAmount: idr('125000.00', 'USD') }, '4002501 Invalid Field Format paidAmount'],
  ['no currency', { paidAmount: { value: '125000.00' } }, '4002501 Invalid Field Format paidAmount'],
  ['a list', { paidAmount: [idr('1.00')] }, '4002501 Invalid Field Format paidAmount'],
  ['a moment without a zone', { trxDateTime: '2026-02-03T10:20:00' }, '4002501 Invalid Field Format trxDateTime'],
  ['a long reference', { referenceNo: long(65) }, '4002501 Invalid Field Format referenceNo'],
  ['a reference that is a number', { referenceNo: 42 }, '4002501 Invalid Field Format referenceNo'],
  ['bills that are none', { billDetails: {} }, '4002501 Invalid Field Format billDetails'],
  ['a long request', { paymentRequestId: long(129) }, '4002501 Invalid Field Format paymentRequestId'],
])('a payment with %s: %j', (_name, change, want) => {
  const { body } = saidBy(heard(PAYMENT, { body: { ...paymentBody, ...change } }));
  expect(`${body.responseCode} ${body.responseMessage}`).toBe(want);
  expect(body.virtualAccountData).toMatchObject({ paymentFlagStatus: '01' });
});

test.each<[string, object, object]>([
  ['the most a bank takes', { paidAmount: idr('99999999999999.00') }, { nominal: 99_999_999_999_999 }],
  ['nothing', { paidAmount: idr('0.00') }, { nominal: 0 }],
  ['leading zeros', { paidAmount: idr('0000000000125000.00') }, { nominal: 125000 }],
  [
    'trimmed numbers',
    { partnerServiceId: '990001', virtualAccountNo: '990001000000000042' },
    { virtualAccount: '990001000000000042' },
  ],
  ['one of them trimmed', { virtualAccountNo: '990001000000000042' }, { virtualAccount: '990001000000000042' }],
  [
    'blank members that are optional',
    { trxDateTime: '', referenceNo: null, trxId: ' ' },
    { nomorBank: '2026020300000001' },
  ],
  ['members nobody knows', { lain: { a: [1] } }, { nominal: 125000 }],
])('a payment with %s is asked', (_name, change, want) => {
  expect(asking(PAYMENT, { ...paymentBody, ...change })).toMatchObject(want);
});

test.each<[string, object, string]>([
  ['no request', { inquiryRequestId: undefined }, '4002402'],
  ['a channel of letters', { channelCode: 'ATM' }, '4002401'],
  ['a channel of five digits', { channelCode: 60111 }, '4002401'],
  ['a moment under its other name', { txnDateInit: 'kemarin' }, '4002401'],
  ['a good moment under its other name', { txnDateInit: '2026-02-03T10:20:00+07:00' }, 'asked'],
  ['a channel in text', { channelCode: '6010' }, 'asked'],
])('an inquiry with %s: %s', (_name, change, want) => {
  const answer = heard(INQUIRY, { body: { ...inquiryBody, ...change } });
  expect(codeOf(answer)).toBe(want);
  if (want !== 'asked') expect(saidBy(answer).body.virtualAccountData).toMatchObject({ inquiryStatus: '01' });
});

test('a member that stands there twice is its last, and a bare number of any length does no harm', () => {
  const body = JSON.stringify(paymentBody)
    .replace('{', '{"paymentRequestId":"1","virtualAccountName":20200101202001012020,')
    .replace('"virtualAccountName":20200101202001012020,', '"lain":20200101202001012020,');
  expect(questionOf(heard(PAYMENT, { body }))).toMatchObject({ idPembayaran: '2026020300000001' });
  const named = JSON.stringify(paymentBody).replace('{', '{"subCompany":20200101202001012020,');
  const { body: said } = saidBy(heard(PAYMENT, { body: named }));
  expect(said).toMatchObject({ responseCode: '4002501', responseMessage: 'Invalid Field Format subCompany' });
});

test('a number of a company that is not ours is unknown', () => {
  const body = { ...inquiryBody, partnerServiceId: '  880001', virtualAccountNo: '  880001000000000042' };
  expect(codeOf(heard(INQUIRY, { body }))).toBe('4042412');
  const { virtualAccount: _none, ...config } = cityContext().config;
  expect(codeOf(heard(INQUIRY, { body, context: { ...cityContext(), config } }))).toBe('asked');
});
