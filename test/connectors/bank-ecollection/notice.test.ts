import { expect, test } from '@jest/globals';
import { callback, contextOf, heard, type Posted } from './city.ts';
import { CONFIG, changedJson, KEYS, NOTICE, NOW, SECONDS, sealed, shifted, unsealed } from './wire.ts';

const JSON_TEXT = JSON.stringify(NOTICE);
const post = (json = JSON_TEXT, sealing: Parameters<typeof sealed>[1] = {}): Posted => ({
  body: JSON.stringify({ client_id: '00777', data: sealed(json, sealing) }),
});
const withMembers = (members: Readonly<Record<string, unknown>>) => post(changedJson(JSON_TEXT, members));

const QUESTION = {
  trxId: 'PBB-2026-0042',
  virtualAccount: '8007770000000042',
  nomorPelanggan: '0000000042',
  nomorBank: '990042',
  nominal: 125000,
  kumulatif: 125000,
  nominalTagihan: 125000,
  dibayarPada: '2026-02-04T09:00:10+07:00',
  bukti: 'lemah',
  keadaan: 'berhasil',
};
const { kumulatif: _sum, nominalTagihan: _bill, dibayarPada: _when, ...least } = QUESTION;
const { nomorPelanggan: _own, ...withoutOwn } = QUESTION;

test('the call is a write at notifikasi', () => {
  expect(callback()).toMatchObject({ name: 'bank.notice', method: 'POST', path: 'notifikasi', writes: true });
});

// Section 5, every member.
test.each<{ given: string; posted: Posted; want: object }>([
  { given: 'the notification of the notes', posted: post(), want: QUESTION },
  {
    given: 'amounts as numbers',
    posted: withMembers({ trx_amount: 125000, payment_amount: 125000, cumulative_payment_amount: 125000 }),
    want: QUESTION,
  },
  {
    given: 'numbers of account and payment as numbers',
    posted: withMembers({ virtual_account: 8007770000000042, payment_ntb: 990042 }),
    want: QUESTION,
  },
  {
    given: 'a number of a payment that a double cannot hold',
    posted: post(JSON_TEXT.replace('"990042"', '99004200000000000043')),
    want: { ...QUESTION, nomorBank: '99004200000000000043' },
  },
  {
    given: 'local time only, as before 1.9.0',
    posted: withMembers({ datetime_payment_iso8601: undefined }),
    want: QUESTION,
  },
  {
    given: 'a time in another zone',
    posted: withMembers({ datetime_payment_iso8601: '2026-02-04T02:00:10Z' }),
    want: QUESTION,
  },
  {
    given: 'nothing but what is needed',
    posted: withMembers({
      ...{ trx_amount: null, cumulative_payment_amount: '', datetime_payment: null },
      ...{ datetime_payment_iso8601: undefined, customer_name: undefined },
    }),
    want: least,
  },
  {
    given: 'an instalment',
    posted: withMembers({ payment_amount: '50000', cumulative_payment_amount: '75000' }),
    want: { ...QUESTION, nominal: 50000, kumulatif: 75000 },
  },
  {
    given: 'an account of another contract',
    posted: withMembers({ virtual_account: '9887770000000042' }),
    want: { ...withoutOwn, virtualAccount: '9887770000000042' },
  },
  {
    given: 'spaces around',
    posted: withMembers({ trx_id: ' PBB-2026-0042 ', virtual_account: ' 8007770000000042 ' }),
    want: QUESTION,
  },
  { given: 'the client id inside as well', posted: withMembers({ client_id: '00777' }), want: QUESTION },
  { given: 'members that nobody knows', posted: withMembers({ payment_channel: 'ATM' }), want: QUESTION },
  { given: 'data at the edge of the window, old', posted: post(JSON_TEXT, { at: SECONDS - 480 }), want: QUESTION },
  { given: 'data at the edge of the window, ahead', posted: post(JSON_TEXT, { at: SECONDS + 480 }), want: QUESTION },
  {
    given: 'a charset beside the type',
    posted: { ...post(), headers: { 'content-type': 'Application/JSON; charset=UTF-8' } },
    want: QUESTION,
  },
])('$given is asked of the hub, as weak evidence', ({ posted, want }) => {
  expect(heard(posted)).toEqual({ kind: 'asked', question: want });
});

const outer = (members: Readonly<Record<string, unknown>>): Posted => ({
  body: changedJson(post().body, members),
});

test.each<{ given: string; posted: Posted; status: string }>([
  { given: 'no type', posted: { ...post(), headers: {} }, status: '998' },
  {
    given: 'a form',
    posted: { ...post(), headers: { 'content-type': 'application/x-www-form-urlencoded' } },
    status: '998',
  },
  {
    given: 'a type that begins alike',
    posted: { ...post(), headers: { 'content-type': 'application/jsonp' } },
    status: '998',
  },
  { given: 'no JSON', posted: { body: 'client_id=00777' }, status: '001' },
  { given: 'a list', posted: { body: '[]' }, status: '001' },
  { given: 'no data', posted: outer({ data: undefined }), status: '001' },
  { given: 'data that is an object', posted: outer({ data: {} }), status: '001' },
  { given: 'no client', posted: outer({ client_id: undefined }), status: '001' },
  { given: 'another client', posted: outer({ client_id: '00778' }), status: '002' },
  { given: 'a client that lost its zeros', posted: outer({ client_id: 777 }), status: '002' },
  { given: 'another client inside', posted: withMembers({ client_id: '00778' }), status: '002' },
  { given: 'what cannot be decoded', posted: post(JSON_TEXT, { secretKey: 'x'.repeat(32) }), status: '009' },
  { given: 'a list inside', posted: post('[]'), status: '009' },
  { given: 'data beyond the window, old', posted: post(JSON_TEXT, { at: SECONDS - 481 }), status: '009' },
  { given: 'data beyond the window, ahead', posted: post(JSON_TEXT, { at: SECONDS + 481 }), status: '009' },
  { given: 'no trx_id', posted: withMembers({ trx_id: '' }), status: '001' },
  { given: 'no account', posted: withMembers({ virtual_account: null }), status: '001' },
  { given: 'an account with letters', posted: withMembers({ virtual_account: '80077700000000A2' }), status: '001' },
  { given: 'no number of the payment', posted: withMembers({ payment_ntb: null }), status: '001' },
  { given: 'no amount', posted: withMembers({ payment_amount: undefined }), status: '001' },
  { given: 'sen', posted: withMembers({ payment_amount: '125000.50' }), status: '001' },
  { given: 'an amount below nothing', posted: withMembers({ payment_amount: '-125000' }), status: '001' },
  { given: 'an amount with letters', posted: withMembers({ cumulative_payment_amount: '12x' }), status: '001' },
  {
    given: 'a day that does not exist',
    posted: withMembers({ datetime_payment_iso8601: '2026-02-30T09:00:10+07:00' }),
    status: '001',
  },
])('$given is answered with $status and a sentence', ({ posted, status }) => {
  const received = heard(posted);
  if (received.kind !== 'answered') throw new Error('it was asked');
  const { response } = received;
  expect(response).toMatchObject({
    status: 200,
    headers: { 'content-type': expect.stringContaining('application/json') },
  });
  expect(JSON.parse(response.body)).toEqual({ status, message: expect.stringMatching(/\S/) });
  expect(response.body).not.toMatch(/PBB-2026|RINA|8007770000000042|00777/);
  expect(received).not.toHaveProperty('refused'); // a bank whose clock is wrong is not locked out
});

test('which codes are answered is for the instance to say', () => {
  const noticeStatus = { contentType: '101', body: '102', client: '103', data: '104', refused: '105' };
  const config = { ...CONFIG, noticeStatus };
  const said = [
    heard({ ...post(), headers: {}, config }),
    heard({ body: '', config }),
    heard({ ...outer({ client_id: '1' }), config }),
    heard({ ...outer({ data: 'x' }), config }),
  ].map((received) => (received.kind === 'answered' ? JSON.parse(received.response.body).status : 'asked'));
  expect(said).toEqual(['101', '102', '103', '104']);
  const refused = callback().answer({ kind: 'refused', reason: 'Tidak ada.' }, contextOf({ config }));
  expect(JSON.parse(refused.body)).toEqual({ status: '105', message: 'Tidak ada.' });
});

test.each([
  { answer: { kind: 'done', value: { ulang: false } } as const, body: { status: '000' } },
  { answer: { kind: 'done', value: { ulang: true } } as const, body: { status: '000' } },
  {
    answer: { kind: 'refused', reason: 'Tagihan tidak ditemukan.', code: 'tidak-ditemukan' } as const,
    body: { status: '999', message: 'Tagihan tidak ditemukan.' },
  },
  {
    answer: { kind: 'unavailable', reason: 'Coba lagi.' } as const,
    body: { status: '999', message: 'Coba lagi.' },
  },
])('$answer is said as $body', ({ answer, body }) => {
  const response = callback().answer(answer, contextOf());
  expect(response.status).toBe(200);
  expect(JSON.parse(response.body)).toEqual(body);
});

test('an amount that was raised on the way arrives raised, and only as weak evidence', () => {
  const { data } = JSON.parse(post().body) as { readonly data: string };
  const at = `${SECONDS}.`.length + unsealed(data).json.indexOf('"payment_amount":"') + '"payment_amount":"'.length;
  const forged = shifted(data, at, '9'.charCodeAt(0) - '1'.charCodeAt(0));
  const received = heard({ body: JSON.stringify({ client_id: KEYS.clientId, data: forged }) });
  expect(received).toEqual({ kind: 'asked', question: { ...QUESTION, nominal: 925000 } });
});

test('the same message later is refused when its time has run out', () => {
  const late = new Date(NOW.getTime() + 481_000);
  expect(heard({ ...post(), now: late }).kind).toBe('answered');
  expect(heard({ ...post(), now: new Date(NOW.getTime() + 480_999) }).kind).toBe('asked');
});
