import { expect, test } from '@jest/globals';
import { crc16 } from '../../../connectors/bank-snap/sandbox/emv.ts';
import type { SandboxFault } from '../../../connectors/connector.ts';
import { absent, changed, fault, found, refused } from '../wanted.ts';
import { ACCOUNT, CODE, NUMBER } from './asking.ts';
import { type AtBank, ledgerOf, withBank } from './with-bank.ts';

const create = { operation: 'va-create', asked: ACCOUNT };
const inquiry = { operation: 'va-inquiry', asked: { ...NUMBER, trxId: 'PBB-2026-0042' } };
const status = { operation: 'va-status', asked: NUMBER };
const generate = { operation: 'qr-generate', asked: CODE };
const query = { operation: 'qr-query', asked: { trxId: CODE.trxId } };
const unknown = { kind: 'fault', fault: { outcome: 'unknown' } };
const NUMBER_IN_FULL = NUMBER.nomor;

test('an account lives its life: created, changed, paid, asked for, reported', () =>
  withBank(async ({ sandbox, asking, pass }) => {
    expect(await asking(create)).toMatchObject({ ...found({ nomor: NUMBER_IN_FULL, nominal: 125000 }), drift: [] });
    expect(await asking(inquiry)).toMatchObject({ ...found({ dibayarPada: null, nama: 'RINA CONTOH' }), drift: [] });
    const update = { operation: 'va-update', asked: { ...ACCOUNT, nominal: 130000, jenis: 'cicil' } };
    expect(await asking(update)).toMatchObject({ ...found({ nominal: 130000 }), drift: [] });
    pass(60);
    await sandbox.act('pay', { virtualAccount: NUMBER_IN_FULL, nominal: 30000 });
    expect(await asking(inquiry)).toMatchObject(found({ dibayarPada: '2026-02-03T10:16:40+07:00' }));
    const [payment] = ledgerOf(sandbox).payments;
    const want = { nomorBank: payment?.nomorBank, nominal: 30000, keadaan: 'berhasil', virtualAccount: NUMBER_IN_FULL };
    expect(await asking(status)).toMatchObject({ ...found([want]), drift: [] });
    const one = { ...status, asked: { ...NUMBER, idPermintaan: payment?.idPembayaran } };
    expect(await asking(one)).toMatchObject(found([want]));
    expect(await asking({ ...status, asked: { ...NUMBER, idPermintaan: '1' } })).toMatchObject(absent);
    const report = (asked: object) => asking({ operation: 'va-report', asked: { ...asked } });
    expect(await report({ tanggal: '2026-02-03' })).toMatchObject({ ...found([want]), drift: [] });
    expect(await report({ tanggal: '2026-02-03', dari: '10:17' })).toMatchObject(found([]));
    expect(await report({ tanggal: '2026-02-02' })).toMatchObject(found([]));
  }));

test('an account is closed, and is then not there', () =>
  withBank(async ({ asking }) => {
    await asking(create);
    const close = { operation: 'va-delete', asked: { ...NUMBER, trxId: 'PBB-2026-0042' } };
    expect(await asking(close)).toMatchObject({ ...found({ nomor: NUMBER_IN_FULL }), drift: [] });
    expect(await asking(inquiry)).toMatchObject(absent);
    expect(await asking(close)).toMatchObject(refused);
    expect(await asking(create)).toMatchObject({ ...refused, reason: 'sudah-ada' });
    expect(await asking({ ...create, asked: { ...ACCOUNT, trxId: 'PBB-2026-0043' } })).toMatchObject(found({}));
  }));

test.each<[string, number[], (number | string)[]]>([
  ['tetap', [100000, 125000, 125000], ['4042513', 125000, '4042514']],
  ['cicil', [125001, 25000, 100001, 100000, 1], ['4042513', 25000, '4042513', 100000, '4042514']],
  ['terbuka', [1, 500000, 0], [1, 500000, '4042513']],
])('an account that is %s takes money as its letter says', (jenis, amounts, want) =>
  withBank(async ({ sandbox, asking }) => {
    await asking({ ...create, asked: { ...ACCOUNT, jenis } });
    const heard = [];
    for (const nominal of amounts) heard.push(await sandbox.act('pay', { virtualAccount: NUMBER_IN_FULL, nominal }));
    const outcomes = heard as readonly { readonly state: string; readonly code?: string; readonly nominal?: number }[];
    expect(outcomes.map(({ state, code, nominal }) => (state === 'refused' ? code : nominal))).toEqual(want);
  }),
);

test('an account that has expired takes nothing', () =>
  withBank(async ({ sandbox, asking, pass }) => {
    await asking(create);
    pass(26 * 24 * 3600);
    expect(await sandbox.act('pay', { virtualAccount: NUMBER_IN_FULL })).toEqual({ state: 'refused', code: '4042519' });
  }));

test('a code is made, paid, asked for and given back; its text has a good check sum', () =>
  withBank(async ({ sandbox, asking }) => {
    const made = await asking(generate);
    expect(made).toMatchObject({ ...found({ nomorBank: 'QR0000000001' }), drift: [] });
    const [{ content } = { content: '' }] = ledgerOf(sandbox).codes;
    expect(content.slice(-8, -4)).toBe('6304');
    expect(content.slice(-4)).toBe(crc16(content.slice(0, -4)));
    expect(content).toContain('540525000');
    expect(await asking(query)).toMatchObject({ ...found({ keadaan: 'menunggu', nominal: 25000 }), drift: [] });
    await sandbox.act('pay', { qr: 'RET-2026-0042' });
    expect(await asking(query)).toMatchObject(found({ keadaan: 'berhasil', dibayarPada: '2026-02-03T10:15:40+07:00' }));
    const both = { ...query, asked: { trxId: CODE.trxId, nomorBank: 'QR0000000001' } };
    expect(await asking(both)).toMatchObject(found({ nomorBank: 'QR0000000001' }));
    const refund = (nomorPengembalian: string) =>
      asking({ operation: 'qr-refund', asked: { ...CODE, nomorPengembalian, alasan: 'Bayar dua kali' } });
    expect(await refund('RF-1')).toMatchObject({ ...found({ nomorBank: 'RFQR0000000001' }), drift: [] });
    expect(await refund('RF-1')).toMatchObject({ ...refused, reason: 'sudah-ada' });
    expect(await refund('RF-2')).toMatchObject(refused);
    expect(await asking(query)).toMatchObject(found({ keadaan: 'dikembalikan' }));
    expect(await asking(generate)).toMatchObject({ ...refused, reason: 'sudah-ada' });
  }));

test('the check sum is that of the EMVCo text, by its published check value', () => {
  expect(crc16('123456789')).toBe('29B1');
});

test('a code is cancelled or runs out', () =>
  withBank(async ({ asking, pass }) => {
    await asking(generate);
    const cancel = { operation: 'qr-cancel', asked: { ...CODE, nomorBank: 'QR0000000001', alasan: 'Salah' } };
    expect(await asking(cancel)).toMatchObject({ ...found({ pada: '2026-02-03T10:15:40+07:00' }), drift: [] });
    expect(await asking(query)).toMatchObject(found({ keadaan: 'dibatalkan' }));
    const other = { ...CODE, trxId: 'RET-2026-0043' };
    await asking({ ...generate, asked: other });
    pass(3601);
    expect(await asking({ ...query, asked: { trxId: 'RET-2026-0043' } })).toMatchObject(found({ keadaan: 'gagal' }));
    expect(await asking({ ...query, asked: { trxId: 'RET-2026-0044' } })).toMatchObject(absent);
  }));

test.each<{ fault: SandboxFault; question: Parameters<AtBank['asking']>[0]; want: object }>([
  { fault: { kind: 'reset-after', path: 'create-va' }, question: create, want: unknown },
  { fault: { kind: 'in-progress' }, question: create, want: { fault: { outcome: 'unknown', reason: 'in_progress' } } },
  { fault: { kind: 'time-out' }, question: create, want: { fault: { trouble: 'unanswered', outcome: 'unknown' } } },
  { fault: { kind: 'html', path: 'create-va' }, question: create, want: fault('unavailable', 'html') },
  { fault: { kind: 'truncate', path: 'create-va' }, question: create, want: fault('unavailable') },
  { fault: { kind: 'empty', path: 'create-va' }, question: create, want: fault('unavailable') },
  {
    fault: { kind: 'status', status: 503, path: 'create-va' },
    question: create,
    want: { fault: { outcome: 'not-done' } },
  },
  { fault: { kind: 'code-as-number' }, question: create, want: found({}) },
  { fault: { kind: 'http-200' }, question: inquiry, want: absent },
  { fault: { kind: 'blanks' }, question: create, want: found({}) },
  { fault: { kind: 'escaped' }, question: create, want: found({ berlakuSampai: '2026-02-28T23:59:59+07:00' }) },
  { fault: { kind: 'small-d' }, question: create, want: found({}) },
  { fault: { kind: 'expires-in-number' }, question: create, want: found({}) },
  { fault: { kind: 'token-dies', times: 1, path: 'create-va' }, question: create, want: found({}) },
  { fault: { kind: 'token-dies', path: 'create-va' }, question: create, want: fault('auth') },
  { fault: { kind: 'code', status: 409, path: 'create-va', times: 1 }, question: create, want: found({}) },
  {
    fault: { kind: 'code', status: 403, case: '06' },
    question: { ...create },
    want: { fault: { outcome: 'not-done' } },
  },
  { fault: { kind: 'rename', from: 'virtualAccountNo', to: 'vaNumber' }, question: create, want: changed },
  { fault: { kind: 'drop', field: 'responseCode', path: 'create-va' }, question: create, want: changed },
  { fault: { kind: 'retype', field: 'totalAmount.value' }, question: create, want: changed },
  {
    fault: { kind: 'add', field: 'baru' },
    question: generate,
    want: { kind: 'found', drift: [{ kind: 'additive', path: 'baru' }] },
  },
])('$fault: $want', ({ fault: one, question, want }) =>
  withBank(async ({ sandbox, asking }) => {
    sandbox.fault(one);
    expect(await asking(question)).toMatchObject(want);
  }),
);

test.each(['reset-after', 'in-progress', 'time-out'])('after %s an inquiry shows that the account is there', (kind) =>
  withBank(async ({ sandbox, asking }) => {
    sandbox.fault({ kind, times: 1, path: 'create-va' });
    expect(await asking(create)).toMatchObject(unknown);
    expect(await asking(inquiry)).toMatchObject(found({ nomor: NUMBER_IN_FULL, trxId: 'PBB-2026-0042' }));
    expect(await asking(create)).toMatchObject({ ...refused, reason: 'sudah-ada' });
    expect(ledgerOf(sandbox).virtualAccounts).toHaveLength(1);
  }),
);

test.each<[string, Readonly<Record<string, unknown>>, object]>([
  ['RSA without a token', { signature: 'asymmetric' }, { signature: 'asymmetric' }],
  ['hex', { encoding: 'hex' }, { signatureEncoding: 'hex' }],
  ['hex and RSA', { encoding: 'hex', signature: 'asymmetric' }, { signatureEncoding: 'hex', signature: 'asymmetric' }],
  ['a sorted query', {}, { sortedQuery: true }],
])('with %s all goes as well', (_name, settings, changes) =>
  withBank(async ({ sandbox, asking }) => {
    sandbox.set(settings);
    expect(await asking(create)).toMatchObject(found({}));
    expect(await asking({ operation: 'va-report', asked: { tanggal: '2026-02-03' } })).toMatchObject(found([]));
  }, changes),
);

test.each<[string, object]>([
  ['another secret', { clientSecret: 'rahasia-lain' }],
  ['another partner', { partnerId: '880001' }],
  ['another client', { clientId: 'hub-lain' }],
  ['hex where base64 is wanted', { signatureEncoding: 'hex' }],
  ['another signed path', { signedPath: '/apisnap' }],
])('%s is an auth fault, and nothing is done', (_name, changes) =>
  withBank(async ({ sandbox, asking }) => {
    expect(await asking(create)).toMatchObject({ kind: 'fault', fault: { trouble: 'auth', outcome: 'not-done' } });
    expect(ledgerOf(sandbox).virtualAccounts).toEqual([]);
  }, changes),
);

test('a bank behind a prefix signs with it, or from /v1.0 on where that is agreed', async () => {
  for (const [signedPath, own] of [
    ['as-sent', {}],
    ['from-version', { signedPath: '' }],
  ] as const)
    await withBank(async ({ sandbox, asking, config }) => {
      sandbox.set({ signedPath });
      const behind = { ...config, baseUrl: `${sandbox.url}/apisnap` };
      expect(await asking({ ...create, config: behind })).toMatchObject(found({}));
      const { signedPath: _own, ...otherwise } = behind;
      const wrong = own.signedPath === undefined ? { ...behind, signedPath: '' } : otherwise;
      expect(await asking({ ...create, config: wrong })).toMatchObject(fault('auth'));
    }, own);
});

test('clocks may be five minutes apart and no more', () =>
  withBank(async ({ sandbox, asking, config }) => {
    for (const [clockOffsetSeconds, want] of [
      [300, found({})],
      [-300, found({})],
      [301, fault('auth')],
      [-301, fault('auth')],
    ] as const) {
      sandbox.set({ clockOffsetSeconds });
      expect(await asking({ operation: 'va-status', asked: NUMBER, config: { ...config } })).toMatchObject(
        want.kind === 'found' ? found([]) : want,
      );
    }
  }));

test('a token is renewed before it ends, in the bank as in the connector', () =>
  withBank(async ({ sandbox, asking, pass }) => {
    for (let minutes = 0; minutes < 60; minutes += 1) {
      expect(await asking(status)).toMatchObject(found([]));
      pass(60);
    }
    expect(sandbox.calls().filter(({ path }) => path.endsWith('/b2b')).length).toBe(5);
    expect(sandbox.calls().every((call) => call.status === 200)).toBe(true);
  }));
