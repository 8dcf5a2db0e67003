import { expect, test } from '@jest/globals';
import { absent, changed, changedAt, fault, found, refused } from '../wanted.ts';
import { type Question, read } from './reading.ts';
import { BILL, bad, CONFIG, changedJson, good, INQUIRY, NOW, SECONDS, sealed } from './wire.ts';

const inquiry: Question = { operation: 'va-inquiry' };
const create: Question = { operation: 'va-create' };
const update: Question = { operation: 'va-update' };
const notDone = (trouble: Parameters<typeof fault>[0], reason?: string) => ({
  kind: 'fault',
  fault: { ...fault(trouble, reason).fault, outcome: 'not-done' },
});
const unknown = (trouble: Parameters<typeof fault>[0], reason?: string) => ({
  kind: 'fault',
  fault: { ...fault(trouble, reason).fault, outcome: 'unknown' },
});
const rejected = (code: string, reason = 'Pesan bank.') => ({ kind: 'refused', code, reason });

// Section 6, row by row, the column "Hub reading".
test.each<{ status: string; want: object }>([
  { status: '001', want: rejected('001') },
  { status: '002', want: notDone('auth', 'address_or_client') },
  { status: '004', want: rejected('004') },
  { status: '005', want: rejected('005') },
  { status: '006', want: rejected('006') },
  { status: '007', want: rejected('007') },
  { status: '008', want: unknown('unanswered', 'technical_failure') },
  { status: '009', want: unknown('unanswered', 'unexpected_error') },
  { status: '010', want: unknown('unanswered', 'bank_timeout') },
  { status: '011', want: rejected('011') },
  { status: '012', want: rejected('012') },
  { status: '013', want: rejected('013') },
  { status: '014', want: rejected('014') },
  { status: '015', want: notDone('auth', 'no_permission') },
  { status: '016', want: rejected('016') },
  { status: '017', want: rejected('017') },
  { status: '100', want: rejected('100', 'sudah-lunas') },
  { status: '101', want: { ...absent, code: '101' } },
  { status: '102', want: rejected('102', 'nomor-terpakai') },
  { status: '103', want: rejected('103', 'kedaluwarsa') },
  { status: '104', want: rejected('104') },
  { status: '105', want: rejected('105', 'sudah-ada') },
  { status: '107', want: rejected('107', 'nominal-terlalu-kecil') },
  { status: '108', want: { ...absent, code: '108' } },
  { status: '110', want: notDone('quota', 'daily_limit') },
  { status: '200', want: rejected('200') },
  { status: '201', want: rejected('201') },
  { status: '801', want: rejected('801') },
  { status: '996', want: notDone('throttled', 'inquiries_per_hour') },
  { status: '997', want: notDone('maintenance', 'system_offline') },
  { status: '998', want: rejected('998') },
  { status: '999', want: unknown('unanswered', 'internal_error') },
  { status: '777', want: changed },
])('status $status', async ({ status, want }) => {
  for (const operation of ['va-create', 'va-update', 'va-delete', 'va-inquiry'])
    for (const release of ['ecollection-1', 'ecollection-3']) {
      if (operation === 'va-delete' && release === 'ecollection-3' && ['004', '005'].includes(status)) continue;
      expect(await read({ operation, release }, bad(status))).toMatchObject(want);
    }
});

test.each(['004', '005'])('%s to inactivebilling: an older contract, which did nothing', async (status) => {
  const verdict = await read({ operation: 'va-delete', release: 'ecollection-3' }, bad(status, 'Service not found'));
  expect(verdict).toMatchObject({ kind: 'changed', notDone: true });
});

test('the daily limit ends at midnight in Jakarta', async () => {
  const verdict = await read(create, bad('110'));
  expect(verdict).toMatchObject({ fault: { retryAt: new Date('2026-02-04T00:00:00+07:00') } });
});

const paid = { payment_amount: '125000', payment_ntb: '990042', va_status: '2' };
const ACCOUNT = { nomor: BILL.nomor, trxId: BILL.trxId, nominal: 125000, terbayar: 0, aktif: true, nomorBank: null };

// Section 4.2.
test.each<{ given: string; json: string; want: object }>([
  { given: 'the answer of the notes', json: INQUIRY, want: { ...found(ACCOUNT), drift: [] } },
  {
    given: 'a paid bill',
    json: changedJson(INQUIRY, { ...paid, datetime_payment_iso8601: '2026-02-04T09:00:10+07:00' }),
    want: found({ terbayar: 125000, aktif: false, nomorBank: '990042', dibayarPada: '2026-02-04T09:00:10+07:00' }),
  },
  {
    given: 'local times only, as before 1.9.0',
    json: changedJson(INQUIRY, {
      ...paid,
      ...{ datetime_created_iso8601: undefined, datetime_expired_iso8601: undefined },
      ...{ datetime_payment_iso8601: undefined, datetime_last_updated_iso8601: undefined },
      datetime_payment: '2026-02-04 09:00:10',
    }),
    want: {
      ...found({ dibayarPada: '2026-02-04T09:00:10+07:00', berlakuSampai: '2026-12-31T23:59:59+07:00' }),
      drift: [],
    },
  },
  {
    given: 'amounts as numbers',
    json: changedJson(INQUIRY, { trx_amount: 125000, payment_amount: 0 }),
    want: found(ACCOUNT),
  },
  {
    given: 'a partly paid bill',
    json: changedJson(INQUIRY, { payment_amount: '50000', payment_ntb: '990042' }),
    want: found({ terbayar: 50000, aktif: true, nomorBank: '990042' }),
  },
  { given: 'an empty number of a payment', json: changedJson(INQUIRY, { payment_ntb: '' }), want: found(ACCOUNT) },
  { given: 'a name beyond ASCII', json: INQUIRY.replace('RINA', 'CAF\\u00c9'), want: found({ nama: 'CAFÉ CONTOH' }) },
  {
    given: 'a member that nobody knows',
    json: changedJson(INQUIRY, { baru: 1 }),
    want: { kind: 'found', drift: [{ kind: 'additive', path: 'baru' }] },
  },
  { given: 'sen', json: changedJson(INQUIRY, { payment_amount: '100.50' }), want: changedAt('payment_amount') },
  { given: 'no amount', json: changedJson(INQUIRY, { trx_amount: undefined }), want: changedAt('trx_amount') },
  { given: 'no state', json: changedJson(INQUIRY, { va_status: undefined }), want: changedAt('va_status') },
  { given: 'another bill', json: changedJson(INQUIRY, { trx_id: 'LAIN' }), want: changedAt('data.trx_id') },
  { given: 'another client', json: changedJson(INQUIRY, { client_id: '00778' }), want: changedAt('data.client_id') },
])('an inquiry is answered with $given', async ({ json, want }) => {
  expect(await read(inquiry, good(json))).toMatchObject(want);
});

const CREATED = '{"virtual_account":"8007770000000042","trx_id":"PBB-2026-0042"}';
const created = found({ nomor: BILL.nomor, trxId: BILL.trxId });
const page = '<html><body><h1>Server Error</h1></body></html>';

// Sections 2, 3 and 10, and what any upstream can do.
test.each<{ given: string; text: string; question?: Question; want: object }>([
  { given: 'created', text: good(CREATED), want: { ...created, drift: [] } },
  { given: 'changed without a word about it', text: '{"status":"000"}', question: update, want: created },
  { given: 'created without a word about it', text: '{"status":"000"}', want: changed },
  { given: 'an empty text for data', text: '{"status":"000","data":""}', want: changed },
  {
    given: 'data in the other alphabet, padded',
    text: good(CREATED).replace(
      /"data":"([^"]+)"/,
      (_, data: string) => `"data":"${Buffer.from(data, 'base64url').toString('base64')}"`,
    ),
    want: created,
  },
  { given: 'data that is an object', text: '{"status":"000","data":{}}', want: changedAt('data') },
  { given: 'data of another key', text: good(CREATED, { secretKey: 'x'.repeat(32) }), want: changedAt('data') },
  {
    given: 'data that was cut',
    text: JSON.stringify({ status: '000', data: sealed(CREATED).slice(0, 40) }),
    want: changedAt('data'),
  },
  { given: 'a list inside', text: good('[]'), want: changedAt('data') },
  { given: 'data at the edge of the window, old', text: good(CREATED, { at: SECONDS - 480 }), want: created },
  { given: 'data at the edge of the window, ahead', text: good(CREATED, { at: SECONDS + 480 }), want: created },
  { given: 'data beyond it, old', text: good(CREATED, { at: SECONDS - 481 }), want: unknown('auth', 'clock_window') },
  { given: 'data beyond it, ahead', text: good(CREATED, { at: SECONDS + 481 }), want: unknown('auth', 'clock_window') },
  {
    given: 'a narrower window',
    text: good(CREATED, { at: SECONDS - 301 }),
    question: { ...create, config: { ...CONFIG, clockWindowSeconds: 300 } },
    want: unknown('auth', 'clock_window'),
  },
  { given: 'a number for a status: its zeros are lost', text: '{"status":0}', want: changedAt('status') },
  {
    given: 'a status that lost its zeros',
    text: `{"status":"0","data":"${sealed(CREATED)}"}`,
    want: changedAt('status'),
  },
  { given: 'a code as a number', text: '{"status":101,"message":"Billing not found."}', want: changedAt('status') },
  { given: 'no status', text: '{"message":"Billing not found."}', want: changedAt('status') },
  { given: 'a list', text: '[{"status":"000"}]', want: changedAt('(envelope)') },
  { given: 'a refusal without a sentence', text: '{"status":"101"}', want: absent },
  { given: 'a refusal without its full stop', text: bad('101', 'Billing not found'), want: absent },
  { given: 'a refusal whose sentence is no text', text: '{"status":"105","message":{"id":1}}', want: refused },
  {
    given: 'a member beside it',
    text: good(CREATED).replace('{', '{"versi":"3.0.6",'),
    want: { kind: 'found', drift: [{ kind: 'additive', path: '(envelope).versi' }] },
  },
  { given: 'HTML with 200', text: page, want: unknown('unavailable', 'html') },
  { given: 'nothing', text: '', want: unknown('unavailable', 'empty_body') },
  { given: 'cut JSON', text: good(CREATED).slice(0, 30), want: unknown('unavailable', 'broken_json') },
  { given: 'a notice before the JSON', text: `<br />Notice\n${good(CREATED)}`, want: unknown('unavailable', 'html') },
  { given: 'a sentence', text: 'OK', want: unknown('unavailable', 'not_json') },
])('$given', async ({ text, question = create, want }) => {
  expect(await read(question, text)).toMatchObject(want);
});

test.each<{ given: string; status: number; text: string; headers?: Record<string, string>; want: object }>([
  { given: '500, whatever its body says', status: 500, text: good(CREATED), want: unknown('unavailable', 'http_500') },
  { given: '502', status: 502, text: page, want: unknown('unavailable') },
  { given: '503', status: 503, text: '', want: notDone('unavailable') },
  { given: '503 with a time', status: 503, text: page, headers: { 'retry-after': '60' }, want: notDone('maintenance') },
  { given: '429', status: 429, text: 'Limits exceeded', want: notDone('throttled') },
  { given: '403 of a firewall', status: 403, text: page, want: notDone('auth') },
  { given: '404 of a host that moved', status: 404, text: page, want: { kind: 'changed', notDone: true } },
  { given: '405', status: 405, text: '', want: { kind: 'changed', notDone: true } },
  { given: '302', status: 302, text: '', headers: { location: '/masuk' }, want: unknown('unavailable') },
  { given: '400 with a refusal inside', status: 400, text: bad('105'), want: rejected('105', 'sudah-ada') },
])('HTTP $given', async ({ text, want, ...response }) => {
  expect(await read(create, text, response)).toMatchObject(want);
});

test('no error says whose bill it was, or what was sent', async () => {
  const verdicts = await Promise.all([
    read(create, good(CREATED, { at: SECONDS - 481 })),
    read(create, good(changedJson(CREATED, { trx_id: 'PBB-2026-0099' }))),
    read(create, bad('010', 'PBB-2026-0042 RINA CONTOH')),
  ]);
  for (const one of verdicts) expect(JSON.stringify(one)).not.toMatch(/PBB-2026|RINA|8007770000000042/);
  expect(NOW.getTime()).toBe(SECONDS * 1000);
});
