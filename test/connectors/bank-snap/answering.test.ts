import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { bankSnapCallbacks } from '../../../connectors/bank-snap/callbacks.ts';
import type { CallbackAnswer } from '../../../connectors/callback.ts';
import {
  bodyOf,
  type Call,
  cityContext,
  heard,
  INQUIRY,
  INTRABANK,
  inquiryBody,
  PAYMENT,
  type Partner,
  paymentBody,
  QR,
} from './city.ts';

const bill = {
  ...{ id: 'tgh-1', kodeBayar: null, nop: '990101000100100010', tahunPajak: '2026', jatuhTempo: '2026-09-30' },
  ...{ pokok: 125000, denda: 0, pengurang: 0, total: 125000, terbayar: 0, sisa: 125000, keadaan: 'terbuka' },
  ...{
    nama: 'RINA CONTOH',
    alamat: null,
    kelurahan: null,
    kecamatan: null,
    kodeRekening: null,
    keterangan: 'PBB 2026',
  },
};
const VALUE = {
  ...{ nama: 'RINA CONTOH', alamat: null, trxId: null, virtualAccount: '990001000000000042' },
  ...{ nomorPelanggan: '000000000042', jenis: 'tetap', total: 125000, berlakuSampai: null, keterangan: 'PBB 2026' },
  tagihan: [bill],
};
const PAID = {
  ...VALUE,
  ...{ ulang: false, ntpd: 'NTPD2026000001', dicatatPada: '2026-02-03T10:20:01+07:00', nomorBank: '990000000000042' },
  ...{ nominal: 125000, dibayarPada: '2026-02-03T10:20:00+07:00' },
};
const done = (value: object): CallbackAnswer => ({ kind: 'done', value: { ...value } });
const refused = (code?: string): CallbackAnswer => ({
  ...{ kind: 'refused', reason: 'Tagihan tidak dapat dibayar' },
  ...(code === undefined ? {} : { code }),
});

/** What the bank hears when the city answers so. */
function said(path: string, answer: CallbackAnswer, call: Call = {}, changes: Partial<Partner> = {}) {
  const asked = heard(path, { context: cityContext(changes), ...call });
  if (asked.kind !== 'asked') throw new Error(asked.response.body);
  const response = asked.answer?.(answer);
  if (!response) throw new Error('no answer of its own');
  const body = JSON.parse(response.body) as {
    responseCode: string;
    responseMessage: string;
    virtualAccountData?: object;
  };
  expect(response.status).toBe(Number(body.responseCode.slice(0, 3)));
  expect(response.headers).toMatchObject({ 'x-timestamp': '2026-02-03T10:15:40+07:00' });
  return body;
}

test('an inquiry is answered in the form of the notes', () => {
  expect(said(INQUIRY, done(VALUE))).toEqual({
    responseCode: '2002400',
    responseMessage: 'Successful',
    virtualAccountData: {
      inquiryStatus: '00',
      inquiryReason: { english: 'Success', indonesia: 'Sukses' },
      partnerServiceId: '  990001',
      customerNo: '000000000042',
      virtualAccountNo: '  990001000000000042',
      inquiryRequestId: '2026020300000001',
      virtualAccountName: 'RINA CONTOH',
      totalAmount: { value: '125000.00', currency: 'IDR' },
      subCompany: '00000',
      billDetails: [
        {
          billCode: '01',
          billNo: '990101000100100010',
          billName: 'PBB 2026',
          billShortName: 'PBB 2026',
          billDescription: { english: 'PBB 2026', indonesia: 'PBB 2026' },
          billSubCompany: '00000',
          billAmount: { value: '125000.00', currency: 'IDR' },
          additionalInfo: {},
        },
      ],
      freeTexts: [{ english: 'PBB 2026', indonesia: 'PBB 2026' }],
      virtualAccountTrxType: 'C',
    },
  });
});

test.each([
  ['tetap', 'C'],
  ['cicil', 'I'],
  ['terbuka', 'O'],
])('%s is %s', (jenis, virtualAccountTrxType) => {
  expect(said(INQUIRY, done({ ...VALUE, jenis })).virtualAccountData).toMatchObject({ virtualAccountTrxType });
});

test('more bills than the bank takes are a total, and nothing that is too long goes over', () => {
  const tagihan = Array.from({ length: 6 }, () => ({
    ...bill,
    keterangan: null,
    nop: '9'.repeat(19),
    kodeBayar: 'K1',
  }));
  const many = said(INQUIRY, done({ ...VALUE, keterangan: null, tagihan }), {}, { mostBills: 5 });
  expect(many.virtualAccountData).toMatchObject({ billDetails: [], freeTexts: [{ indonesia: '6 tagihan' }] });
  const five = said(INQUIRY, done({ ...VALUE, tagihan: tagihan.slice(1) }), {}, { mostBills: 5 });
  expect(five.virtualAccountData).toMatchObject({
    billDetails: [{ billNo: 'K1', billName: 'Tagihan 2026' }, {}, {}, {}, { billCode: '05' }],
  });
  const long = said(INQUIRY, done({ ...VALUE, nama: 'É😀'.repeat(200), keterangan: 'K'.repeat(100) }));
  const { virtualAccountName = '', freeTexts } = long.virtualAccountData as Record<string, never>;
  expect([...(virtualAccountName as string)]).toHaveLength(255);
  expect(freeTexts).toEqual([{ english: 'K'.repeat(32), indonesia: 'K'.repeat(32) }]);
});

test('a payment is answered with what the bank sent, untrimmed, and the number of the city', () => {
  const billDetails = [
    { billCode: '01', billNo: '990101000100100010', billAmount: { value: '125000.00', currency: 'IDR' } },
  ];
  const answer = said(PAYMENT, done(PAID), {
    body: { ...paymentBody, trxId: 'T1', journalNum: '000001', billDetails },
  });
  expect(answer).toEqual({
    responseCode: '2002500',
    responseMessage: 'Successful',
    virtualAccountData: {
      ...{ paymentFlagStatus: '00', paymentFlagReason: { english: 'Success', indonesia: 'Sukses' } },
      ...paymentBody,
      ...{ trxId: 'T1', journalNum: '000001', virtualAccountName: 'RINA CONTOH' },
      totalAmount: { value: '125000.00', currency: 'IDR' },
      billDetails: [
        {
          ...billDetails[0],
          ...{ billerReferenceId: 'NTPD2026000001', status: '00', reason: { english: 'Success', indonesia: 'Sukses' } },
        },
      ],
      freeTexts: [{ english: 'PBB 2026', indonesia: 'PBB 2026' }],
      additionalInfo: { ntpd: 'NTPD2026000001' },
    },
  });
});

test('numbers that came trimmed are echoed as they came', () => {
  const trimmed = { partnerServiceId: '990001', virtualAccountNo: '990001000000000042' };
  for (const [path, value] of [
    [INQUIRY, VALUE],
    [PAYMENT, PAID],
  ] as const)
    expect(said(path, done(value), { body: { ...bodyOf[path], ...trimmed } }).virtualAccountData).toMatchObject(
      trimmed,
    );
});

// A payment that comes again (section 7.3).
test.each<[string, object, Partial<Partner>, string]>([
  ['for the first time', { ulang: false }, {}, '2002500'],
  ['with the same external id', { ulang: true, nomorLuarSama: true }, {}, '4042518'],
  [
    'with the same external id, whatever is set',
    { ulang: true, nomorLuarSama: true },
    { adviceAnswer: '2002500' },
    '4042518',
  ],
  ['with a new external id', { ulang: true }, {}, '2002500'],
  ['with a new external id, where the other code is agreed', { ulang: true }, { adviceAnswer: '4042518' }, '4042518'],
  ['for the first time, where the other code is agreed', { ulang: false }, { adviceAnswer: '4042518' }, '2002500'],
])('a payment %s', (_name, change, changes, want) => {
  const answer = said(PAYMENT, done({ ...PAID, ...change }), { body: { ...paymentBody, flagAdvise: 'Y' } }, changes);
  expect(answer.responseCode).toBe(want);
  expect(answer.virtualAccountData).toMatchObject({ paymentFlagStatus: '00', paymentRequestId: '2026020300000001' });
});

test.each<{ code: string | undefined; inquiry: string; payment: string; intrabank: string; qr: string }>([
  { code: 'tidak-ditemukan', inquiry: '4042412', payment: '4042512', intrabank: '4043412', qr: '4045201' },
  { code: 'sudah-lunas', inquiry: '4042414', payment: '4042514', intrabank: '4043414', qr: '4045214' },
  { code: 'kedaluwarsa', inquiry: '4042419', payment: '4042519', intrabank: '4043419', qr: '4045219' },
  { code: 'nomor-luar-terpakai', inquiry: '4092400', payment: '4092500', intrabank: '4093400', qr: '4095200' },
  { code: 'format', inquiry: '4002401', payment: '4002501', intrabank: '4003401', qr: '4005201' },
  { code: 'nominal-beda', inquiry: '4042413', payment: '4042513', intrabank: '4043413', qr: '4045213' },
  // never 4042518, which a bank takes for a success
  { code: 'nomor-sama-isi-beda', inquiry: '4042400', payment: '4042500', intrabank: '4043400', qr: '4045200' },
  { code: 'sudah-dibalik', inquiry: '4042400', payment: '4042500', intrabank: '4043400', qr: '4045200' },
  { code: 'constructor', inquiry: '4002400', payment: '4002500', intrabank: '4003400', qr: '4005200' },
  { code: undefined, inquiry: '4002400', payment: '4002500', intrabank: '4003400', qr: '4005200' },
])('$code is $inquiry, $payment, $intrabank, $qr', ({ code, inquiry, payment, intrabank, qr }) => {
  const asked = said(INQUIRY, refused(code));
  expect(asked.responseCode).toBe(inquiry);
  expect(asked.virtualAccountData).toMatchObject({
    ...{ inquiryStatus: '01', inquiryReason: { indonesia: 'Tagihan tidak dapat dibayar' } },
    ...{ virtualAccountNo: '  990001000000000042', inquiryRequestId: '2026020300000001' },
  });
  const paid = said(PAYMENT, refused(code));
  expect(paid.responseCode).toBe(payment);
  expect(paid.virtualAccountData).toMatchObject({ paymentFlagStatus: '01', paidAmount: paymentBody.paidAmount });
  expect(said(INTRABANK, refused(code)).responseCode).toBe(intrabank);
  expect(said(QR, refused(code))).toMatchObject({ responseCode: qr });
});

test.each([
  [INTRABANK, '2003400'],
  [QR, '2005200'],
])('a notice at %s is answered with %s and a sentence, the first time and again', (path, responseCode) => {
  for (const ulang of [false, true])
    expect(said(path, done({ ulang }))).toEqual({ responseCode, responseMessage: 'Successful' });
});

test.each([
  [INQUIRY, '5042400'],
  [PAYMENT, '5042500'],
  [INTRABANK, '5043400'],
  [QR, '5045200'],
])('at %s a city that cannot answer says %s, which is no refusal', (path, responseCode) => {
  const answer = said(path, { kind: 'unavailable', reason: 'x' });
  expect(answer).toEqual({ responseCode, responseMessage: 'Timeout' });
});

test.each([
  ['nama', { ...VALUE, nama: undefined }],
  ['total', { ...VALUE, total: 125000.5 }],
  ['total', { ...VALUE, total: -1 }],
  ['jenis', { ...VALUE, jenis: 'lain' }],
  ['sisa', { ...VALUE, tagihan: [{ ...bill, sisa: '125000' }] }],
  ['tagihan', { ...VALUE, tagihan: {} }],
])('an answer without a good %s is a fault of the hub', (field, value) => {
  expect(() => said(INQUIRY, done(value))).toThrow(RangeError);
  expect(() => said(INQUIRY, done(value))).toThrow(field);
});

test('a payment without its numbers is a fault of the hub', () => {
  expect(() => said(PAYMENT, done({ ...PAID, ntpd: null }))).toThrow('ntpd');
  expect(() => said(PAYMENT, done({ ...PAID, nominal: undefined }))).toThrow('nominal');
});

test('amounts are written with all their digits', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 99_999_999_999_999 }), (total) => {
      const { virtualAccountData } = said(INQUIRY, done({ ...VALUE, total, tagihan: [] }));
      expect(virtualAccountData).toMatchObject({ totalAmount: { value: `${total}.00`, currency: 'IDR' } });
    }),
    { numRuns: 50 },
  );
});

test('without the call, the hub can still say that it is too large or too much', () => {
  for (const callback of bankSnapCallbacks) {
    const context = cityContext();
    const large = callback.answer({ kind: 'refused', reason: 'Terlalu besar' }, context);
    const busy = callback.answer({ kind: 'unavailable', reason: 'Sibuk' }, context);
    expect([large.status, busy.status]).toEqual([400, 504]);
    expect(JSON.parse(large.body).responseCode).toMatch(/^400(24|25|34|52|73)00$/);
  }
});

test('an echoed number keeps its digits', () => {
  const body = JSON.stringify(inquiryBody).replace('{', '{"trxId":20200101202001012020,');
  const asked = heard(INQUIRY, { body });
  if (asked.kind !== 'asked') throw new Error('it was answered');
  expect(asked.answer?.(refused('sudah-lunas')).body).toContain('"trxId":20200101202001012020');
});
