import { expect, test } from '@jest/globals';
import { answerTo, NOP, questionOf, receive } from './asked.ts';
import { foundBills, LINE_2025, LINE_2026, paidBills, refusal } from './bills.ts';

const TOKEN = { release: 'netral-token' };
const headers = { authorization: 'Bearer token-contoh-0042' };
/** The request of the bank host-to-host notes, section 7. */
const PAYMENT = `{ "requestId": "20260203101540000042", "bankCode": "117", "channel": "6010", "bankReference": "990000000042",
  "paidAt": "2026-02-03T10:15:40+07:00", "nop": "127601000100100420",
  "tagihan": [ { "tahunPajak": "2026", "pokok": "125000", "denda": "0", "total": "125000" } ], "total": "125000" }`;

test('the payment of the notes is asked, and answered with an echo', () => {
  const sent = { path: '/pbb/payment', headers, body: PAYMENT };
  expect(questionOf(sent, TOKEN)).toEqual({
    name: 'bank.payment',
    writes: true,
    question: {
      ...{ idPembayaran: '990000000042', nomorBank: '990000000042', nop: NOP, nominal: 125_000, kanal: '6010' },
      ...{ idPermintaan: '20260203101540000042', dibayarPada: '2026-02-03T10:15:40+07:00' },
      tagihan: [{ tahunPajak: '2026', pokok: 125_000, denda: 0, total: 125_000 }],
    },
  });
  const paid = paidBills({ nomorBank: '990000000042', nominal: 125_000 }, LINE_2026);
  expect(answerTo(sent, TOKEN, paid).body).toEqual({
    ...{ code: '00', message: 'Sukses', ntpd: '1276000000000042', bookedAt: '2026-02-03T10:15:41+07:00' },
    ...(JSON.parse(PAYMENT) as object),
  });
});

test('an inquiry is answered with every year and their sum', () => {
  const sent = { path: '/pbb/inquiry', headers, body: { requestId: '1', bankCode: '117', nop: NOP } };
  expect(answerTo(sent, TOKEN, foundBills(LINE_2026, LINE_2025)).body).toEqual({
    ...{ code: '00', message: 'Sukses', nop: NOP, namaWajibPajak: 'RINA CONTOH', alamatObjek: 'JALAN CONTOH 42' },
    ...{ kelurahan: 'CONTOH', kecamatan: 'BINJAI CONTOH', total: '249800' },
    tagihan: [
      { tahunPajak: '2026', jatuhTempo: '2026-08-31', pokok: '125000', denda: '0', total: '125000' },
      { tahunPajak: '2025', jatuhTempo: '2025-08-31', pokok: '120000', denda: '4800', total: '124800' },
    ],
  });
});

test('a reversal and a status name the number of the bank', () => {
  const reversal = { requestId: '2', bankCode: '117', bankReference: '990000000042', nop: NOP, reason: 'tak terjawab' };
  const reversed = { path: '/pbb/reversal', headers, body: reversal };
  expect(questionOf(reversed, TOKEN)).toEqual({
    name: 'bank.reversal',
    writes: true,
    question: { idPembayaran: '990000000042', nomorBank: '990000000042', nop: NOP, alasan: 'tak terjawab' },
  });
  const value = { ulang: false, ntpd: '1276000000000042', dibalikPada: '2026-02-03T10:20:00+07:00', nomorBank: '1' };
  expect(answerTo(reversed, TOKEN, { kind: 'done', value }).body).toMatchObject({
    ...{ code: '00', reversedAt: '2026-02-03T10:20:00+07:00', ntpd: '1276000000000042', bankReference: '990000000042' },
  });
  const status = { path: '/pbb/status', headers, body: { bankCode: '117', bankReference: '990000000042' } };
  expect(questionOf(status, TOKEN)).toEqual({
    name: 'bank.status',
    writes: false,
    question: { idPembayaran: '990000000042' },
  });
  const booked = {
    ...paidBills({ nomorBank: '990000000042', nominal: 125_000 }, LINE_2026).value,
    keadaan: 'tercatat',
  };
  expect(answerTo(status, TOKEN, { kind: 'done', value: booked }).body).toMatchObject({
    ...{ code: '00', state: 'booked', ntpd: '1276000000000042', total: '125000' },
  });
});

test.each([
  { given: 'a body that is no JSON', body: '{"nop":' },
  { given: 'a list', body: '[]' },
  { given: 'a number', body: '42' },
])('$given is 30, once the credentials are good', ({ body }) => {
  expect(answerTo({ path: '/pbb/inquiry', headers, body }, TOKEN).body).toMatchObject({ code: '30' });
  expect(answerTo({ path: '/pbb/inquiry', headers: {}, body }, TOKEN).body).toMatchObject({ code: '63' });
});

test('an empty body lacks every field, by name', () => {
  const { body } = answerTo({ path: '/pbb/inquiry', headers, body: '' }, TOKEN);
  expect(body).toEqual({ code: '30', message: 'Format tidak sesuai: requestId, bankCode, nop' });
});

test.each([
  { given: 'another address', sent: { path: '/pbb/lain', headers } },
  { given: 'another method', sent: { path: '/pbb/inquiry', headers, method: 'GET' as const } },
])('$given is 404, and nothing is asked', ({ sent }) => {
  expect(receive(sent, TOKEN)).toMatchObject({ kind: 'answered', response: { status: 404 } });
});

test('a refusal has the words of the dialect, and one that it has no word for is no success', () => {
  const sent = { path: '/pbb/payment', headers, body: PAYMENT };
  expect(answerTo(sent, TOKEN, refusal('sudah-lunas')).body).toEqual({ code: '88', message: 'ditolak' });
  expect(answerTo(sent, TOKEN, refusal('kedaluwarsa')).body).toEqual({
    code: '14',
    message: 'Tagihan sudah tidak berlaku',
  });
  expect(answerTo(sent, TOKEN, refusal('lain-lain')).body).toEqual({ code: '96', message: 'ditolak' });
  const unavailable = answerTo(sent, TOKEN, { kind: 'unavailable', reason: 'sibuk' });
  expect(unavailable.body).toEqual({ code: '96', message: 'sibuk' });
});
