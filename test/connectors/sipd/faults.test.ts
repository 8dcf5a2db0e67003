import { describe, expect, test } from '@jest/globals';
import type { SandboxFault } from '../../../connectors/connector.ts';
import type { SettableSandbox } from '../../../connectors/sandbox-kit/server.ts';
import { sipdSandbox } from '../../../connectors/sipd/sandbox/server.ts';
import { withSandbox } from '../sandbox-kit/with-sandbox.ts';
import { absent, changed, fault, found } from '../wanted.ts';
import { ask, configAt, NOW, overTheWire, type Question, rowsOf } from './reading.ts';

/** How long an answer is waited for: shortly only where none is to come, so that a busy machine fails no other row. */
const waitMsFor = ({ kind }: SandboxFault) => (kind === 'hang' || kind === 'slow' ? 200 : 10_000);
const tahun = 2026;

interface Reading {
  readonly sandbox: SettableSandbox;
  readonly read: (question: Question, waitMs?: number) => ReturnType<typeof ask>;
  readonly pass: (seconds: number) => void;
}

function withSipd(use: (reading: Reading) => Promise<void>): Promise<void> {
  let at = NOW.getTime();
  const now = () => new Date(at);
  return withSandbox(
    sipdSandbox,
    async (sandbox) => {
      sandbox.set({ rateLimit: 0 });
      const config = configAt(sandbox.url);
      const read = (question: Question, waitMs?: number) =>
        ask({ config, now, ...question }, (request) => overTheWire(request, waitMs));
      const pass = (seconds: number) => {
        at += seconds * 1000;
      };
      await read(spending); // the token of the gateway is there, and each fault hits the call itself
      await use({ sandbox, read, pass });
    },
    { now },
  );
}

const spending: Question = { release: 'splp', operation: 'realisasi', asked: { tanggal: '2026-06-30' } };
const prices: Question = {
  ...{ release: 'splp', operation: 'standar-harga', asked: { tahun, jenis: 'ssh', mulai: 0, jumlah: 5 } },
};
const plan: Question = { release: 'splp', operation: 'rencana-kerja', asked: { tahun, idUnit: '7001' } };
const paid: Question = { release: 'splp', operation: 'sp2d', asked: { halaman: 1, perHalaman: 5 } };
const mirrored: Question = { release: 'wp-sipd', operation: 'skpd', asked: { tahun } };
const payments: Question = { release: 'wp-sipd', operation: 'sp2d', asked: { tahun, idSkpd: '7001' } };

const trouble = (of: Parameters<typeof fault>[0], outcome: 'not-done' | 'unknown') => ({
  kind: 'fault',
  fault: { trouble: of, outcome },
});

// Section 7, "502, 503, connection reset", and section 10: slow answers. The same of planning, treasury and mirror.
test.each<[string, SandboxFault, object]>([
  ['silence', { kind: 'hang' }, trouble('unanswered', 'unknown')],
  ['an answer that takes tens of seconds', { kind: 'slow', delayMs: 600 }, trouble('unanswered', 'unknown')],
  ['a connection that is reset', { kind: 'reset' }, trouble('unanswered', 'unknown')],
  ['a connection that is reset at the end', { kind: 'reset-after' }, trouble('unanswered', 'unknown')],
  ['half a body and a lost connection', { kind: 'cut' }, trouble('unanswered', 'unknown')],
  ['half a body', { kind: 'truncate' }, fault('unavailable', 'broken_json')],
  ['an empty body', { kind: 'empty' }, fault('unavailable', 'empty_body')],
  ['a text in front of the JSON', { kind: 'prefix' }, fault('unavailable')],
  ['HTML with 200', { kind: 'html' }, fault('unavailable', 'html')],
  ['HTTP 500 in words nobody knows', { kind: 'status', status: 500 }, fault('unavailable')],
  ['HTTP 502', { kind: 'status', status: 502 }, fault('unavailable', 'overloaded')],
  ['HTTP 503', { kind: 'status', status: 503 }, fault('unavailable', 'overloaded')],
  ['HTTP 504', { kind: 'status', status: 504 }, fault('unavailable', 'overloaded')],
  ['HTTP 429 in a sentence', { kind: 'text' }, fault('throttled')],
])('%s, at the treasury, in planning and at the mirror', (_name, one, want) =>
  withSipd(async ({ sandbox, read, pass }) => {
    for (const question of [spending, prices, mirrored]) {
      sandbox.fault({ ...one, times: 1 });
      expect([question.operation, await read(question, waitMsFor(one))]).toMatchObject([question.operation, want]);
      pass(60); // a window that was closed is open again
      expect([question.operation, await read(question)]).toMatchObject([question.operation, { kind: 'found' }]);
    }
  }),
);

// Section 7, row by row, where its answer is HTTP of the treasury; roundtrip.test.ts has those of planning.
test.each<[string, object]>([
  ['session-ended', fault('auth', 'auth_failed')],
  ['key-refused', fault('auth', 'auth_failed')],
  ['not-allowed', fault('auth', 'auth_failed')],
  ['login-limited', fault('auth', 'login_refused')],
  ['backend-without-json', fault('unavailable', 'backend_without_json')],
  ['bad-row', fault('unavailable', 'bad_row')],
  ['overloaded', fault('unavailable', 'overloaded')],
  ['firewall', fault('auth', 'blocked')],
  ['login-page', fault('auth', 'auth_failed')],
  ['not-found', absent],
])('%s of the treasury', (kind, want) =>
  withSipd(async ({ sandbox, read }) => {
    sandbox.fault({ kind, path: '/t/' });
    expect(await read(spending)).toMatchObject(want);
    expect(await read(paid)).toMatchObject(want);
  }),
);

test.each([200, 403, 404, 500, 502, 503])('the maintenance page with HTTP %d, everywhere (section 7)', (status) =>
  withSipd(async ({ sandbox, read }) => {
    for (const question of [spending, prices, mirrored]) {
      sandbox.fault({ kind: 'maintenance-page', status, times: 1 });
      expect(await read(question)).toMatchObject(trouble('maintenance', 'not-done'));
    }
  }),
);

describe('rows and members in another form (sections 5, 7, 10)', () => {
  test.each<[string, SandboxFault, Question, object]>([
    ['null in place of rows: no more pages', { kind: 'null-rows' }, paid, absent],
    ['null in place of rows', { kind: 'null-rows' }, plan, changed],
    ['rows keyed by number', { kind: 'rows-by-number' }, paid, changed],
    ['rows keyed by number', { kind: 'rows-by-number' }, mirrored, changed],
    ['an encoded list that does not decode', { kind: 'broken-encoding' }, plan, changed],
    ['status_kode', { kind: 'status-kode' }, plan, { kind: 'found', drift: [] }],
    [
      'times of the year one',
      { kind: 'null-dates' },
      { ...paid, asked: { halaman: 1, perHalaman: 1 } },
      found([{ ditransferPada: null, terverifikasiPada: null, diperbaruiPada: null }]),
    ],
    [
      'an office that is blank',
      { kind: 'blank-office' },
      { ...paid, asked: { halaman: 1, perHalaman: 1 } },
      found([{ skpd: { kode: '2.16.2.20.2.21.01.0000' } }]),
    ],
    ['an office that is blank', { kind: 'blank-office' }, payments, { kind: 'found' }],
    ['a price under another name', { kind: 'rename', from: 'harga', to: 'harga_satuan' }, prices, changed],
    [
      'what is paid under another name',
      { kind: 'rename', from: 'realisasi_rill', to: 'realisasi_riil' },
      spending,
      changed,
    ],
    ['numbers as texts', { kind: 'retype', field: 'realisasi_rill' }, spending, { kind: 'found', drift: [] }],
    ['a number inside an object', { kind: 'nest', field: 'nilai_sp_2_d' }, paid, changed],
    ['a number that is null', { kind: 'nullify', field: 'anggaran' }, spending, changed],
    ['a ceiling that is missing', { kind: 'drop', field: 'pagu' }, plan, changed],
    ['a member nobody named', { kind: 'add', field: 'baru' }, paid, { kind: 'found' }],
    [
      'a refusal of the mirror for its key',
      { kind: 'mirror-error', message: 'APIKEY tidak sesuai!' },
      mirrored,
      fault('auth', 'auth_failed'),
    ],
    [
      'a refusal of the mirror for a filter',
      { kind: 'mirror-error', message: 'Parameter tidak lengkap!' },
      mirrored,
      fault('misasked', 'bad_request'),
    ],
    ['the mirror says 0', { kind: 'mirror-number', number: 0 }, mirrored, fault('misasked', 'unknown_action')],
    ['the mirror says -1', { kind: 'mirror-number', number: -1 }, mirrored, fault('auth', 'no_permission')],
  ])('%s', (_name, one, question, want) =>
    withSipd(async ({ sandbox, read }) => {
      sandbox.fault({ ...one, path: question.release === 'splp' ? '/t/' : '/wp-admin' });
      expect(await read(question)).toMatchObject(want);
    }),
  );
});

test('a token of the gateway that ends is fetched anew, and the reader does not notice (section 10)', () =>
  withSipd(async ({ sandbox, read, pass }) => {
    pass(172_801);
    expect(await read(spending)).toMatchObject({ kind: 'found' });
    expect(sandbox.calls().filter(({ path }) => path.endsWith('/oauth2/token'))).toHaveLength(2);
  }));

test('one bad page of SP2D is skipped, and the next one is read (section 7)', () =>
  withSipd(async ({ sandbox, read }) => {
    const page = (halaman: number) => read({ ...paid, asked: { halaman, perHalaman: 5 } });
    sandbox.fault({ kind: 'bad-row', path: '/sp2d/', times: 3 });
    for (const _try of [1, 2, 3]) expect(await page(1)).toMatchObject(fault('unavailable', 'bad_row'));
    expect(rowsOf(await page(2))).toHaveLength(5);
  }));
