import { expect, test } from '@jest/globals';
import { issueToken } from '../../../connectors/bank-h2h/servers/token.ts';
import { answerTo, BASIC, CONFIG, NOP, NOW, questionOf } from './asked.ts';
import { foundBills, LINE_2025, LINE_2026, paidBills } from './bills.ts';

const A = { release: 'dialek-a' };
const B = { release: 'dialek-b' };
const C = { release: 'dialek-c' };
const basic = { authorization: BASIC };
const bearer = {
  authorization: `Bearer ${issueToken({ user: 'bankcontoh', audience: 'token-login', seconds: 300 }, CONFIG.tokenSecret ?? '', NOW)}`,
};
const PAYMENT_A = {
  ...{ Nop: NOP, Masa: '01', Tahun: '2026', Pokok: '125000', Denda: '0', Total: '125000' },
  ...{ DateTime: '2026-02-03 10:15:40', Referensi: '9900000042', KodeInstitusi: '0000000111' },
};

test('A answers a payment byte for byte as the notes have it', () => {
  const { text, status } = answerTo(
    { path: '/payment', headers: basic, body: PAYMENT_A },
    A,
    paidBills({ nomorBank: '9900000042', nominal: 125_000 }, LINE_2026),
  );
  expect(status).toBe(200);
  expect(text).toBe(
    `{"Nop":"127601000100100420","Masa":"01","Tahun":"2026","JatuhTempo":"31082026","KodeRek":"4111201","Pokok":"125000","Denda":"0","Total":"125000","Pengesahan":"1276000000000042","Referensi":"9900000042","KodeInstitusi":"0000000111","NoHp":null,"Email":null,"Status":{"IsError":"False","ResponseCode":"00","ErrorDesc":"sukses"}}`,
  );
});

test('a payment in A is asked with the integers and the moment of the contract', () => {
  expect(questionOf({ path: '/payment', headers: basic, body: PAYMENT_A }, A)).toEqual({
    name: 'bank.payment',
    writes: true,
    question: {
      ...{ idPembayaran: '9900000042', nomorBank: '9900000042', nop: NOP, tahunPajak: '2026', nominal: 125_000 },
      dibayarPada: '2026-02-03T10:15:40+07:00',
      tagihan: [{ tahunPajak: '2026', pokok: 125_000, denda: 0, total: 125_000 }],
    },
  });
});

test.each([
  { given: '18 digits are a NOP', Nop: NOP, want: { nop: NOP } },
  { given: 'fewer digits are a billing code', Nop: '990000000042', want: { kodeBayar: '990000000042' } },
])('in the Nop field of A $given', ({ Nop, want }) => {
  expect(questionOf({ path: '/inquiry', headers: basic, body: { Nop } }, A).question).toEqual(want);
  const payment = questionOf({ path: '/payment', headers: basic, body: { ...PAYMENT_A, Nop } }, A);
  expect(payment.question).toMatchObject({ ...want, nominal: 125_000 });
});

test('a billing code is answered in the Nop field too', () => {
  const line = { ...LINE_2026, nop: null, kodeBayar: '990000000042' };
  const { body } = answerTo({ path: '/inquiry', headers: basic, body: { Nop: '990000000042' } }, A, foundBills(line));
  expect(body).toMatchObject({ Nop: '990000000042', Nama: 'RINA CONTOH', Status: { IsError: 'False' } });
});

test('a NOP sent as a JSON number keeps its digits', () => {
  const sent = { path: '/inquiry', headers: basic, body: `{"Nop":${NOP}}` };
  expect(questionOf(sent, A).question).toEqual({ nop: NOP });
});

test('A lists all years of an inquiry, the newest first', () => {
  const { body } = answerTo(
    { path: '/inquiry', headers: basic, body: { Nop: NOP } },
    A,
    foundBills(LINE_2025, LINE_2026),
  );
  expect(body).toMatchObject({
    ...{ Nop: NOP, Nama: 'RINA CONTOH', Kelurahan: 'CONTOH', KodeKp: null, NoHp: null },
    Tagihan: [
      { Tahun: '2026', Pokok: '125000', Denda: '0', Total: '125000' },
      { Tahun: '2025', Pokok: '120000', Denda: '4800', Total: '124800' },
    ],
    Status: { IsError: 'False', ResponseCode: '00', ErrorDesc: 'sukses' },
  });
});

test('A lists the fields that are wrong or missing, and says so with 99', () => {
  const body = { ...PAYMENT_A, Referensi: '42', Tahun: undefined, Total: '125000.50', DateTime: '2026-02-30 10:15:40' };
  expect(answerTo({ path: '/payment', headers: basic, body }, A)).toMatchObject({
    status: 200,
    text: '{"Status":{"IsError":"True","ResponseCode":"99","ErrorDesc":"Tahun, Total, DateTime, Referensi"}}',
  });
});

const PBB_B = { tax_year: '2026', tax_type: '0002', nop: NOP };

test('B has a dash for the number of a bill that is unpaid, and every member of its data', () => {
  const { body } = answerTo({ path: '/InqPBB', headers: bearer, body: PBB_B }, B, foundBills(LINE_2026));
  expect(body).toEqual({
    response_code: '00',
    data: {
      ...{ area_code: null, tax_type: '0002', refnum: '-', total: '125000', bill_amount: '125000', penalty: '0' },
      ...{ name: 'RINA CONTOH', address: null, op_address: 'JALAN CONTOH 42', nop: NOP, sppt_terbit: null },
      ...{ sppt_cetak: null, op_luas_bumi: null, op_luas_bangunan: null, op_kelas_bumi: null, op_kelas_bangunan: null },
      ...{ op_njop_bumi: null, op_njop_bangunan: null, op_njop: null, op_njoptkp: null, op_njkp: null },
      ...{ due_date: '31-08-2026', misc_fee: '0', rt_rw: null, kelurahan: null, kecamatan: null, kabupaten: null },
      ...{ zip_code: null, op_rt_rw: null, op_kelurahan: 'CONTOH', op_kecamatan: 'BINJAI CONTOH', op_kabupaten: null },
      ...{ discount: '0', tax_year: '2026', status_bayar: 'BELUM LUNAS' },
    },
    message: 'success',
  });
});

test('B answers a payment with the number of the region and its own', () => {
  const body = {
    ...{ ...PBB_B, payment_amount: '125000', payment_ref_number: '990000000042', channel: 'TELLER' },
    tanggal_bayar: '03-02-2026 10:15:40',
  };
  const sent = { path: '/PayPBB', headers: bearer, body };
  expect(questionOf(sent, B).question).toEqual({
    ...{ idPembayaran: '990000000042', nomorBank: '990000000042', nop: NOP, tahunPajak: '2026', kanal: 'TELLER' },
    ...{ nominal: 125_000, dibayarPada: '2026-02-03T10:15:40+07:00' },
    tagihan: [{ tahunPajak: '2026', total: 125_000 }],
  });
  const paid = answerTo(sent, B, paidBills({ nomorBank: '990000000042', nominal: 125_000 }, LINE_2026));
  const data = { refnum: '1276000000000042', payment_refnum: '990000000042', status_bayar: 'LUNAS' };
  expect(paid.body).toMatchObject({ response_code: '00', data });
});

test('a reversal in B names the number of the region, and none of the bank', () => {
  const sent = { path: '/RevPBB', headers: bearer, body: { ...PBB_B, refnum: '2602030004202' } };
  expect(questionOf(sent, B)).toEqual({
    name: 'bank.reversal',
    writes: true,
    question: { ntpd: '2602030004202', nop: NOP, tahunPajak: '2026' },
  });
  const value = { ulang: false, ntpd: '2602030004202', dibalikPada: '2026-02-03T10:20:00+07:00', nomorBank: '1' };
  expect(answerTo(sent, B, { kind: 'done', value }).text).toBe('{"response_code":"00","response_message":"SUCCESS"}');
});

test.each([
  { given: 'one year', lines: [LINE_2026], path: `/GetBillingPBB?nop=${NOP}&tahun=2026`, code: '00', years: ['2026'] },
  {
    given: 'several years',
    lines: [LINE_2025, LINE_2026],
    path: `/GetBillingPBB?nop=${NOP}`,
    code: '10',
    years: ['2026', '2025'],
  },
])('C finds $given with code $code', ({ lines, path, code, years }) => {
  const { body } = answerTo({ method: 'GET', path, headers: basic }, C, foundBills(...lines));
  const bills = years.map((tahun_pajak) =>
    expect.objectContaining({ nop: NOP, tahun_pajak, status_bayar: 'BELUM LUNAS' }),
  );
  expect(body).toEqual({ code, data: { bills } });
});

const PAYMENT_C = {
  ...{ NOP, total_jumlah_bayar: 249_800, payment_ref_number: '990000000042', tipe_pembayaran: 'TUNAI' },
  ...{ channel: 'TELLER', tanggal_bayar: '03-02-2026 10:15:40' },
  detail: [
    { tahun: '2026', jumlah_bayar: 125_000 },
    { tahun: '2025', jumlah_bayar: 124_800 },
  ],
};

test('C pays several years at once, and its success is 06', () => {
  const sent = { path: '/PaymentBillingPBB', headers: basic, body: PAYMENT_C };
  expect(questionOf(sent, C).question).toMatchObject({
    nominal: 249_800,
    tagihan: [
      { tahunPajak: '2026', total: 125_000 },
      { tahunPajak: '2025', total: 124_800 },
    ],
  });
  const paid = paidBills({ nomorBank: '990000000042', nominal: 249_800 }, LINE_2026, LINE_2025);
  expect(answerTo(sent, C, paid).body).toEqual({
    code: '06',
    description: 'Pembayaran berhasil',
    details: [
      { NOP, tahun: '2026', status: 'LUNAS' },
      { NOP, tahun: '2025', status: 'LUNAS' },
    ],
  });
});

test('C pays another tax by its code alone, without an amount', () => {
  const body = {
    ...{ kdbill: '990000000042', payment_ref_number: '990000000043', tanggal_bayar: '03-02-2026 10:15:40' },
    channel: 'TELLER',
  };
  const sent = { path: '/PaymentBillingPajak', headers: basic, body };
  expect(questionOf(sent, C).question).toEqual({
    ...{ idPembayaran: '990000000043', nomorBank: '990000000043', kodeBayar: '990000000042', kanal: 'TELLER' },
    dibayarPada: '2026-02-03T10:15:40+07:00',
  });
  const line = { ...LINE_2026, nop: null, tahunPajak: null };
  expect(answerTo(sent, C, paidBills({ nomorBank: '1', nominal: 125_000 }, line)).text).toBe(
    '{"code":"06","description":"Pembayaran berhasil"}',
  );
});

test.each([
  { given: 'no NOP', sent: { method: 'GET' as const, path: '/GetBillingPBB' }, code: '09' },
  { given: 'a short NOP', sent: { method: 'GET' as const, path: '/GetBillingPBB?nop=1276' }, code: '07' },
  {
    given: 'a year of two digits',
    sent: { method: 'GET' as const, path: `/GetBillingPBB?nop=${NOP}&tahun=26` },
    code: '07',
  },
  { given: 'no NOP in a payment', sent: { path: '/PaymentBillingPBB', body: { ...PAYMENT_C, NOP: '' } }, code: '11' },
  {
    given: 'no total',
    sent: { path: '/PaymentBillingPBB', body: { ...PAYMENT_C, total_jumlah_bayar: null } },
    code: '11',
  },
  {
    given: 'a year that is none',
    sent: { path: '/PaymentBillingPBB', body: { ...PAYMENT_C, detail: [{ tahun: '26', jumlah_bayar: 1 }] } },
    code: '16',
  },
  {
    given: 'sen',
    sent: { path: '/PaymentBillingPBB', body: { ...PAYMENT_C, detail: [{ tahun: '2026', jumlah_bayar: 1.5 }] } },
    code: '16',
  },
  {
    given: 'a wrong day',
    sent: { path: '/PaymentBillingPBB', body: { ...PAYMENT_C, tanggal_bayar: '2026/02/03' } },
    code: '17',
  },
  { given: 'no years', sent: { path: '/PaymentBillingPBB', body: { ...PAYMENT_C, detail: [] } }, code: '14' },
  { given: 'no billing code', sent: { path: '/PaymentBillingPajak', body: { ...PAYMENT_C } }, code: '01' },
  {
    given: 'letters in it',
    sent: { path: '/PaymentBillingPajak', body: { ...PAYMENT_C, kdbill: '12AB' } },
    code: '02',
  },
])('C answers $given with code $code', ({ sent, code }) => {
  expect(answerTo({ headers: basic, ...sent }, C).body).toMatchObject({ code });
});
