import { expect, test } from '@jest/globals';
import { absent, changed, fault } from '../wanted.ts';
import { type Answer, ask, type Question, read } from './reading.ts';
import { FIREWALL_PAGE, LOGIN_PAGE, MAINTENANCE_PAGE, planned, price } from './wire.ts';

const treasury: Question = { release: 'sesi', operation: 'realisasi', asked: { tanggal: '2025-06-30' } };
const channel: Question = { release: 'splp', operation: 'realisasi', asked: { tanggal: '2025-06-30' } };
const planning: Question = {
  ...{ release: 'splp', operation: 'standar-harga', asked: { tahun: 2025, jenis: 'ssh', mulai: 0, jumlah: 10 } },
};
const message = (text: string) => JSON.stringify({ message: text });
const refusal = (status_code: unknown, text: string, name = 'status_code') =>
  JSON.stringify({ status: false, [name]: status_code, message: text });
const outcome = (trouble: Parameters<typeof fault>[0], reason: string, what: string) => ({
  kind: 'fault',
  fault: { trouble, reason, outcome: what },
});

interface Trap extends Answer {
  readonly given: string;
  readonly body: string;
  readonly want: object;
}

// Section 7: each row, whoever of SIPD says it. `traps.test.ts` has one reader of each; here all three hear the same.
test.each<Trap>([
  { given: '404 "data tidak ditemukan."', status: 404, body: message('data tidak ditemukan.'), want: absent },
  { given: 'the same with 200', body: message('Data tidak ditemukan'), want: absent },
  { given: '404 in other words', status: 404, body: message('Halaman hilang'), want: changed },
  { given: '404 without words', status: 404, body: '{}', want: changed },
  { given: '401 without words', status: 401, body: '{}', want: outcome('auth', 'auth_failed', 'not-done') },
  { given: '403 without words', status: 403, body: '{}', want: outcome('auth', 'auth_failed', 'not-done') },
  {
    given: '403 and the leaked error',
    status: 403,
    body: message("'token_key_1'"),
    want: fault('auth', 'auth_failed'),
  },
  {
    given: '500 "Request tidak diperbolehkan"',
    status: 500,
    body: message('Request tidak diperbolehkan'),
    want: outcome('auth', 'auth_failed', 'not-done'),
  },
  {
    given: '403 "Login dibatasi"',
    status: 403,
    body: message('Login dibatasi'),
    want: outcome('auth', 'login_refused', 'not-done'),
  },
  { given: 'status false with 403', body: refusal(403, 'Token expired'), want: fault('auth', 'auth_failed') },
  { given: 'status false with "403"', body: refusal('403', 'Token expired'), want: fault('auth', 'auth_failed') },
  { given: 'status false with 401', body: refusal(401, 'Unauthorized'), want: fault('auth', 'auth_failed') },
  {
    given: 'status false, and status_kode 403',
    body: refusal(403, 'Token expired', 'status_kode'),
    want: fault('auth', 'auth_failed'),
  },
  { given: 'status false and no code', body: refusal(undefined, 'Unauthorized'), want: fault('auth', 'auth_failed') },
  { given: 'status false and "Data tidak ditemukan"', body: refusal(404, 'Data tidak ditemukan'), want: absent },
  { given: 'status false in words nobody knows', body: refusal(418, 'Teko'), want: changed },
  {
    given: 'status false and "Expecting value"',
    body: refusal(500, 'Expecting value: line 1 column 1 (char 0)'),
    want: fault('unavailable', 'backend_without_json'),
  },
  {
    given: 'status false and "cannot scan NULL"',
    body: refusal(500, 'sql: Scan error: cannot scan NULL into *string'),
    want: fault('unavailable', 'bad_row'),
  },
  {
    given: '"Gagal memproses permintaan" as a JSON text',
    body: '"Gagal memproses permintaan"',
    want: fault('unavailable', 'overloaded'),
  },
  {
    given: '"Gagal memproses permintaan" with 200',
    body: message('Gagal memproses permintaan'),
    want: fault('unavailable', 'overloaded'),
  },
  { given: '"Too Many Requests" with status false', body: refusal(429, 'Too Many Requests'), want: fault('throttled') },
  { given: '500 in words nobody knows', status: 500, body: message('KeyError'), want: fault('unavailable') },
  { given: '504', status: 504, body: '<html>x</html>', want: fault('unavailable') },
  ...[200, 401, 403, 404, 500, 502, 503].flatMap((status) => [
    { given: `the firewall with ${status}`, status, body: FIREWALL_PAGE, want: fault('auth', 'blocked') },
    { given: `maintenance with ${status}`, status, body: MAINTENANCE_PAGE, want: fault('maintenance') },
    { given: `the login page with ${status}`, status, body: LOGIN_PAGE, want: fault('auth', 'auth_failed') },
  ]),
  {
    given: 'a login page that is known by its title',
    body: '<html><head><title>Login - SIPD</title></head></html>',
    want: fault('auth', 'auth_failed'),
  },
  {
    given: 'a page "Pemeliharaan"',
    body: '<html><body><h2>Sedang Pemeliharaan</h2></body></html>',
    want: fault('maintenance'),
  },
  {
    given: 'a page that speaks of maintenance somewhere in its text',
    body: '<html><body><p>Jadwal maintenance kemarin</p></body></html>',
    want: fault('unavailable', 'html'),
  },
])('$given: $want.kind', async ({ body, want, ...answer }) => {
  for (const question of [treasury, channel, planning]) expect(await read(question, body, answer)).toMatchObject(want);
});

test('a page that says when it is over says so to whoever waits (section 7)', async () => {
  const headers = { 'retry-after': '600' };
  expect(await read(treasury, MAINTENANCE_PAGE, { status: 503, headers })).toMatchObject({
    fault: { trouble: 'maintenance', outcome: 'not-done', retryAt: new Date('2026-11-20T02:10:00Z') },
  });
});

// Section 7: "not found after one retry", and of a refused login "no automatic retry".
test.each<[string, number, string, number, object]>([
  ['Data tidak ditemukan', 404, message('Data tidak ditemukan'), 2, absent],
  ['a path that is gone', 404, 'Not Found', 1, changed],
  ['a refused key', 403, message("'token_key_1'"), 1, fault('auth')],
  ['a refused login', 403, message('Login dibatasi'), 1, fault('auth')],
  ['a bad row', 500, message('cannot scan NULL into *string'), 1, fault('unavailable')],
  ['Too Many Requests', 429, '', 1, fault('throttled')],
])('%s with HTTP %d is asked as often as is right', async (_name, status, text, times, want) => {
  let asked = 0;
  const verdict = await ask(treasury, async () => {
    asked += 1;
    return { status, headers: {}, text };
  });
  expect(verdict).toMatchObject(want);
  expect(asked).toBe(times);
});

test('a false alarm: not found, and there when it is asked once more (section 7)', async () => {
  const answers = [
    { status: 404, text: message('Data tidak ditemukan') },
    { status: 200, text: planned({ recordsTotal: 1, data: [price] }) },
  ];
  const verdict = await ask(planning, async () => ({ headers: {}, ...(answers.shift() ?? { status: 500, text: '' }) }));
  expect(verdict).toMatchObject({ kind: 'found', value: [{ id: '990001' }] });
});
