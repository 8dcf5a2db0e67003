import { expect, test } from '@jest/globals';
import type { SandboxFault } from '../../../connectors/connector.ts';
import { absent, changed, changedAt, fault, found, refused } from '../wanted.ts';
import { ask, overTheWire, type Question } from './reading.ts';
import { type Bank, withBank } from './sandbox-client.ts';
import { BILL, CONFIG } from './wire.ts';

type Asking = (question: Question) => ReturnType<typeof ask>;

/** The connector and the bank on one machine; both see the bank's clock. */
const between = (settings: Readonly<Record<string, unknown>>, use: (asking: Asking, bank: Bank) => Promise<void>) =>
  withBank(settings, (bank) => {
    const config = { ...CONFIG, baseUrl: bank.sandbox.url };
    return use((question) => ask({ config, now: bank.now, ...question }, overTheWire), bank);
  });
const create: Question = { operation: 'va-create' };
const update: Question = { operation: 'va-update', asked: { ...BILL, nominal: 130_000, email: 'rina@contoh.invalid' } };
const inquiry: Question = { operation: 'va-inquiry' };
const withdraw: Question = { operation: 'va-delete' };
const close: Question = { operation: 'va-delete', release: 'ecollection-3' };
const unknown = { kind: 'fault', fault: { outcome: 'unknown' } };
const notDone = (trouble: Parameters<typeof fault>[0]) => ({ kind: 'fault', fault: { trouble, outcome: 'not-done' } });

test('a bill lives: created, changed, asked for, paid', () =>
  between({}, async (asking, bank) => {
    expect(await asking(inquiry)).toMatchObject(absent);
    expect(await asking(create)).toMatchObject({ ...found({ nomor: BILL.nomor, trxId: BILL.trxId }), drift: [] });
    expect(await asking(update)).toMatchObject({ ...found({ nomor: BILL.nomor, trxId: BILL.trxId }), drift: [] });
    expect(await asking(inquiry)).toMatchObject({
      ...found({
        ...{ nomor: BILL.nomor, trxId: BILL.trxId, nama: BILL.nama, nominal: 130_000, terbayar: 0, aktif: true },
        ...{ nomorBank: null, dibayarPada: null, berlakuSampai: BILL.berlakuSampai },
      }),
      drift: [],
    });
    bank.wait(5000);
    await bank.pay({ virtualAccount: BILL.nomor });
    expect(await asking(inquiry)).toMatchObject(
      found({ terbayar: 130_000, aktif: false, nomorBank: '990042', dibayarPada: '2026-02-03T10:15:35+07:00' }),
    );
    expect(await asking(update)).toMatchObject({ ...refused, code: '100', reason: 'sudah-lunas' });
    expect(await asking(withdraw)).toMatchObject({ ...refused, reason: 'sudah-lunas' });
    expect(await asking(close)).toMatchObject({ ...refused, reason: 'sudah-lunas' });
    expect(await asking(create)).toMatchObject({ ...refused, code: '105', reason: 'sudah-ada' });
  }));

test.each([
  { jenis: 'cicil', pays: [50_000, 50_000], terbayar: 100_000, aktif: true },
  { jenis: 'terbuka', pays: [1000, 2000, 3000], terbayar: 6000, aktif: true },
])('a bill that is $jenis takes $pays', ({ jenis, pays, ...account }) =>
  between({}, async (asking, bank) => {
    await asking({ ...create, asked: { ...BILL, jenis } });
    for (const nominal of pays) await bank.pay({ trxId: BILL.trxId, nominal });
    expect(await asking(inquiry)).toMatchObject(found(account));
  }),
);

test('a name beyond ASCII is at the bank as it was written', () =>
  between({ isoTimes: 'local-only' }, async (asking) => {
    const nama = 'ŠITI CAFÉ 😀';
    await asking({ ...create, asked: { ...BILL, nama } });
    expect(await asking(inquiry)).toMatchObject(found({ nama, berlakuSampai: BILL.berlakuSampai }));
  }));

test('without closing a bill is withdrawn by its end, and every value of it stays', () =>
  between({ inactivebilling: 'unknown' }, async (asking, bank) => {
    await asking(create);
    expect(await asking(close)).toMatchObject({ kind: 'changed', notDone: true });
    expect(await asking(withdraw)).toMatchObject(found({ nomor: BILL.nomor, trxId: BILL.trxId }));
    expect(await asking(inquiry)).toMatchObject(
      found({ nama: BILL.nama, nominal: BILL.nominal, aktif: true, berlakuSampai: '2026-02-03T10:16:30+07:00' }),
    );
    bank.wait(61_000);
    expect(await asking(inquiry)).toMatchObject(found({ aktif: false }));
    expect(await asking(withdraw)).toMatchObject({ ...refused, reason: 'kedaluwarsa' });
  }));

test('with closing it is over at once', () =>
  between({}, async (asking, bank) => {
    await asking(create);
    expect(await asking(close)).toMatchObject(found({ nomor: BILL.nomor, trxId: BILL.trxId }));
    expect(await asking(inquiry)).toMatchObject(found({ aktif: false, nominal: BILL.nominal }));
    expect(await bank.pay({ virtualAccount: BILL.nomor })).toMatchObject({ state: 'refused' });
  }));

// Section 7: after a lost answer an inquiry says what was done.
test.each<SandboxFault>([
  { kind: 'reset-after' },
  { kind: 'code-after' },
  { kind: 'cut' },
  { kind: 'truncate' },
  { kind: 'empty' },
  { kind: 'old-data' },
])('a bill that was created without a (good) answer, by $kind, is there, and created once', (one) =>
  between({}, async (asking, bank) => {
    bank.sandbox.fault({ ...one, times: 1 });
    expect(await asking(create)).toMatchObject(unknown);
    expect(await asking(create)).toMatchObject({ ...refused, reason: 'sudah-ada' });
    expect(await asking(inquiry)).toMatchObject(found({ nominal: BILL.nominal, nama: BILL.nama }));
    expect(bank.ledger()).toMatchObject({ requests: { createbilling: 2 }, bills: [{ trxId: BILL.trxId }] });
  }),
);

// Section 8: what can be switched on, and what each is taken for.
test.each<{ one: SandboxFault; question?: Question; booked: boolean; want: object }>([
  { one: { kind: 'code' }, booked: false, want: unknown },
  { one: { kind: 'code', status: '008' }, booked: false, want: unknown },
  { one: { kind: 'code', status: '009' }, booked: false, want: unknown },
  { one: { kind: 'code', status: '999' }, booked: false, want: unknown },
  { one: { kind: 'code', status: '997' }, booked: false, want: notDone('maintenance') },
  { one: { kind: 'code', status: '110' }, booked: false, want: notDone('quota') },
  { one: { kind: 'html' }, booked: false, want: unknown },
  { one: { kind: 'reset' }, booked: false, want: unknown },
  { one: { kind: 'maintenance' }, booked: false, want: notDone('maintenance') },
  { one: { kind: 'prefix' }, booked: true, want: unknown },
  { one: { kind: 'old-data', seconds: 480 }, booked: true, want: found({ nomor: BILL.nomor }) },
  { one: { kind: 'old-data', seconds: -481 }, booked: true, want: fault('auth', 'clock_window') },
  { one: { kind: 'other-key' }, booked: true, want: changedAt('data') },
  { one: { kind: 'other-bill' }, booked: true, want: changedAt('data.trx_id') },
  { one: { kind: 'rename', from: 'virtual_account', to: 'va' }, booked: true, want: changed },
  { one: { kind: 'drop', field: 'status' }, booked: true, want: changedAt('status') },
  { one: { kind: 'nest', field: 'data' }, booked: true, want: changedAt('data') },
  {
    one: { kind: 'add', field: 'baru' },
    booked: true,
    want: { kind: 'found', drift: [{ kind: 'additive', path: 'baru' }] },
  },
])('$one makes it $want.kind', ({ one, booked, want }) =>
  between({}, async (asking, bank) => {
    bank.sandbox.fault(one);
    expect(await asking(create)).toMatchObject(want);
    expect(bank.ledger().bills).toHaveLength(booked ? 1 : 0);
  }),
);

test.each([
  { off: 480, want: found({ nomor: BILL.nomor }) },
  { off: -480, want: found({ nomor: BILL.nomor }) },
  { off: 481, want: unknown },
  { off: -481, want: unknown },
])('a bank whose clock is $off s ahead', ({ off, want }) =>
  between({ clockOffsetSeconds: off }, async (asking) => {
    expect(await asking(create)).toMatchObject(want);
  }),
);

test('another key, another client, and too many inquiries', () =>
  between({ inquiriesPerHour: 1 }, async (asking, bank) => {
    const config = { ...CONFIG, baseUrl: bank.sandbox.url };
    expect(await asking({ ...create, config: { ...config, secretKey: 'x'.repeat(32) } })).toMatchObject(unknown);
    expect(await asking({ ...create, config: { ...config, clientId: '00778' } })).toMatchObject(notDone('auth'));
    expect(await asking({ ...create, config: { ...config, prefix: '988' } })).toMatchObject(notDone('auth'));
    expect(await asking({ ...create, config: { ...config, prefix: '8' } })).toMatchObject(found({ nomor: BILL.nomor }));
    expect(await asking(inquiry)).toMatchObject(found({}));
    expect(await asking(inquiry)).toMatchObject(notDone('throttled'));
  }));
