import { expect, test } from '@jest/globals';
import type { HttpResponse } from '../../../connectors/connector.ts';
import { absent, changed, changedAt, fault, found, refused } from '../wanted.ts';
import { ACCOUNT, ask, bankOf, configAt, json, NUMBER } from './asking.ts';

const account = { virtualAccountData: { virtualAccountNo: '  990001000000000042' } };
const create = { operation: 'va-create', asked: ACCOUNT };
const unknown = (reason: string) => ({ kind: 'fault', fault: { trouble: 'unanswered', outcome: 'unknown', reason } });
const notDone = (trouble: string) => ({ kind: 'fault', fault: { trouble, outcome: 'not-done' } });

const read = (
  answer: HttpResponse,
  question: { operation: string; asked: Readonly<Record<string, unknown>> } = create,
) => ask({ ...question, config: configAt() }, bankOf(() => answer).answering);

// Section 9, case by case, of a create.
test.each<[string, object]>([
  ['2002700', found({ nomor: '990001000000000042' })],
  ['2022700', unknown('in_progress')],
  ['4002700', refused],
  ['4002701', refused],
  ['4002702', refused],
  ['4012700', notDone('auth')],
  ['4012701', notDone('auth')],
  ['4012702', notDone('auth')],
  ['4012703', notDone('auth')],
  ['4012704', notDone('auth')],
  ['4032700', refused],
  ['4032701', refused],
  ['4032704', notDone('throttled')],
  ['4032706', notDone('maintenance')],
  ...[
    '02',
    '03',
    '05',
    '07',
    '08',
    '09',
    '10',
    '11',
    '12',
    '13',
    '14',
    '15',
    '16',
    '17',
    '18',
    '19',
    '20',
    '21',
    '22',
    '23',
  ].map((number): [string, object] => [`40327${number}`, refused]),
  ['4042700', refused],
  ['4042701', absent],
  ...['02', '03', '05', '06', '07', '08', '09', '10', '11', '12', '15', '16', '17', '18'].map(
    (number): [string, object] => [`40427${number}`, refused],
  ),
  ['4042704', { ...refused, reason: 'dibatalkan' }],
  ['4042713', { ...refused, reason: 'nominal-beda' }],
  ['4042714', { ...refused, reason: 'sudah-lunas' }],
  ['4042719', { ...refused, reason: 'kedaluwarsa' }],
  ['4052700', refused],
  ['4052701', refused],
  ['4092700', notDone('throttled')],
  ['4092701', { ...refused, code: '40901', reason: 'sudah-ada' }],
  ['4292700', notDone('throttled')],
  ['5002700', unknown('response_5002700')],
  ['5002701', unknown('response_5002701')],
  ['5002702', unknown('response_5002702')],
  ['5042700', unknown('response_5042700')],
  // not in the table
  ['4032799', refused],
  ['4042799', refused],
  ['4012799', notDone('auth')],
  ['2002701', changed],
  ['3002700', changed],
])('%s', async (responseCode, want) => {
  const answer = json(Number(responseCode.slice(0, 3)), { responseCode, responseMessage: 'Said', ...account });
  expect(await read(answer)).toMatchObject(want);
  // the code is trusted over the HTTP status, and may be a number
  expect(await read({ ...answer, status: 200 })).toMatchObject(want);
  expect(
    await read(json(200, { responseCode: Number(responseCode), responseMessage: 'Said', ...account })),
  ).toMatchObject(want);
});

test.each<{ given: string; answer: HttpResponse; want: object }>([
  { given: 'HTTP 504 around a success', answer: json(504, { responseCode: '2002700', ...account }), want: found({}) },
  {
    given: 'an HTML page with 200',
    answer: { status: 200, headers: {}, text: '<html>x</html>' },
    want: fault('unavailable', 'html'),
  },
  { given: 'an HTML page with 502', answer: { status: 502, headers: {}, text: '<html>' }, want: fault('unavailable') },
  { given: 'an empty body', answer: { status: 200, headers: {}, text: '' }, want: fault('unavailable', 'empty_body') },
  {
    given: 'half an answer',
    answer: { status: 200, headers: {}, text: '{"responseCode":"2002' },
    want: fault('unavailable'),
  },
  {
    given: 'text before JSON',
    answer: { status: 200, headers: {}, text: 'Notice {"responseCode":"2002700"}' },
    want: fault('unavailable'),
  },
  {
    given: 'a sentence with 200',
    answer: { status: 200, headers: {}, text: 'OK' },
    want: fault('unavailable', 'not_json'),
  },
  {
    given: 'a sentence with 429',
    answer: { status: 429, headers: {}, text: 'Limits exceeded' },
    want: fault('throttled'),
  },
  { given: 'a gateway that refuses', answer: json(403, { message: 'Forbidden' }), want: notDone('auth') },
  { given: 'a gateway that is closed', answer: json(503, { message: 'Unavailable' }), want: notDone('unavailable') },
  { given: 'a gateway that broke', answer: json(500, { message: 'Error' }), want: { fault: { outcome: 'unknown' } } },
  {
    given: 'no such path',
    answer: { status: 404, headers: {}, text: '<html>Not Found</html>' },
    want: { ...changedAt('(path)'), notDone: true },
  },
  {
    given: 'no such path, in JSON',
    answer: json(404, { error: 'Not Found' }),
    want: { ...changedAt('(path)'), notDone: true },
  },
  {
    given: 'no such method',
    answer: { status: 405, headers: {}, text: 'Method Not Allowed' },
    want: changedAt('(path)'),
  },
  { given: 'no response code', answer: json(200, account), want: changedAt('responseCode') },
  {
    given: 'a short response code',
    answer: json(200, { responseCode: '200', ...account }),
    want: changedAt('responseCode'),
  },
  { given: 'a list', answer: { status: 200, headers: {}, text: '[]' }, want: changedAt('responseCode') },
  {
    given: 'null for the account',
    answer: json(200, { responseCode: '2002700', virtualAccountData: null }),
    want: changed,
  },
])('$given', async ({ answer, want }) => {
  expect(await read(answer)).toMatchObject(want);
});

test('an answer lost on the way to a page leaves open what was done', async () => {
  const verdict = await read({ status: 200, headers: {}, text: '<html>' });
  expect(verdict).toMatchObject({ kind: 'fault', fault: { outcome: 'unknown' } });
});

test('too many calls say when to come back', async () => {
  const answer = { ...json(429, { responseCode: '4292700' }), headers: { 'retry-after': '30' } };
  expect(await read(answer)).toMatchObject({ kind: 'fault', fault: { retryAt: new Date('2026-02-03T03:16:10Z') } });
});

const payment = {
  virtualAccountNo: '  990001000000000042',
  paymentRequestId: '2026020300000001',
  paidAmount: { value: '125000.00', currency: 'IDR' },
};

test('one payment where many are expected is a list of one, under either spelling', async () => {
  const status = { operation: 'va-status', asked: NUMBER };
  for (const name of ['virtualAccountData', 'virtualAccountdata'])
    expect(await read(json(200, { responseCode: '2002600', [name]: payment }), status)).toMatchObject(
      found([{ nomorBank: '2026020300000001', nominal: 125000 }]),
    );
});

test('an account that was never created is absent to an inquiry and refused to an update', async () => {
  const answer = json(404, { responseCode: '4043012', responseMessage: 'Invalid Bill/Virtual Account' });
  expect(await read(answer, { operation: 'va-inquiry', asked: { ...NUMBER, trxId: 'X' } })).toMatchObject(absent);
  expect(await read(answer, { operation: 'va-update', asked: ACCOUNT })).toMatchObject(refused);
});
