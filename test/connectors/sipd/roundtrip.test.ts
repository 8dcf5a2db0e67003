import { expect, test } from '@jest/globals';
import type { SandboxFault } from '../../../connectors/connector.ts';
import type { SettableSandbox } from '../../../connectors/sandbox-kit/server.ts';
import { sipdSandbox } from '../../../connectors/sipd/sandbox/server.ts';
import { withSandbox } from '../sandbox-kit/with-sandbox.ts';
import { absent, changed, fault, found } from '../wanted.ts';
import { ask, configAt, NOW, overTheWire, type Question, rowsOf } from './reading.ts';

const withSipd = (
  use: (sandbox: SettableSandbox, read: (question: Question) => ReturnType<typeof ask>) => Promise<void>,
) =>
  withSandbox(
    sipdSandbox,
    (sandbox) => {
      sandbox.set({ rateLimit: 0 });
      const config = configAt(sandbox.url);
      return use(sandbox, (question) => ask({ config, ...question }, overTheWire));
    },
    { now: () => NOW },
  );

const tahun = 2026;
const prices = (release: string, mulai = 0, jumlah = 500): Question => ({
  release,
  operation: 'standar-harga',
  asked: { tahun, jenis: 'ssh', mulai, jumlah },
});
const plan = (release: string, idJadwal?: string): Question => ({
  release,
  operation: 'rencana-kerja',
  asked: { tahun, idSkpd: '7001', idUnit: '7001', ...(idJadwal ? { idJadwal } : {}) },
});
const sp2d: Question = { release: 'wp-sipd', operation: 'sp2d', asked: { tahun, idSkpd: '7001' } };
const offices = (release: string): Question => ({ release, operation: 'skpd', asked: { tahun } });
const drift = { kind: 'found', drift: [] };

test.each(['wp-sipd', 'splp'])('%s reads every office, plan and line without drift', (release) =>
  withSipd(async (_, read) => {
    const all = await read(offices(release));
    expect(all).toMatchObject({ ...drift, value: [{ id: '7001' }, {}, {}, {}, {}, { id: '7006' }] });
    const plans = await read(plan(release));
    expect(plans).toMatchObject(drift);
    const [first] = rowsOf(plans);
    expect(first).toMatchObject({
      skpd: { id: '7001', nama: 'DINAS KOMUNIKASI DAN INFORMATIKA' },
      program: { kode: '2.16.02', nama: 'PROGRAM KOMUNIKASI DAN INFORMATIKA' },
      subKegiatan: { kode: '2.16.02.2.01.0001', nama: 'Sub kegiatan contoh 1' },
    });
    const lines = await read({
      release,
      operation: 'rka',
      asked: { tahun, kodeSbl: first?.kodeSbl, idSubKegiatan: first?.id, idUnit: '7001' },
    });
    expect(lines).toMatchObject(drift);
    const sum = rowsOf(lines).reduce((total, { jumlah }) => total + Number(jumlah), 0);
    expect(sum).toBe(first?.pagu);
    for (const { volume1, hargaSatuan, jumlah } of rowsOf(lines))
      expect(Number(volume1) * Number(hargaSatuan)).toBe(jumlah);
  }),
);

test('the mirror and the channel say the same of the same', () =>
  withSipd(async (sandbox, read) => {
    sandbox.set({ subActivities: 60, lines: 600 });
    const seen = async (release: string) =>
      rowsOf(await read(plan(release))).map(({ kodeSbl, subKegiatan, pagu, rincian }) => ({
        kodeSbl,
        subKegiatan,
        pagu,
        rincian,
      }));
    const [mirror, channel] = [await seen('wp-sipd'), await seen('splp')];
    expect(mirror).toHaveLength(10);
    expect(mirror.map(({ pagu }) => pagu)).toEqual(channel.map(({ pagu }) => pagu));
    expect(mirror.map(({ kodeSbl }) => kodeSbl)).toEqual(channel.map(({ kodeSbl }) => kodeSbl));
  }));

test('payments of the mirror, and prices of both', () =>
  withSipd(async (_, read) => {
    const paid = await read(sp2d);
    expect(paid).toMatchObject(drift);
    expect(rowsOf(paid)[0]).toMatchObject({
      id: '55001',
      nomor: '12.75/04.0/000001/LS/2.16.2.20.2.21.01.0000/M/1/2026',
      tanggal: '2026-01-05',
      nilai: 1000000,
      ditransfer: true,
      diperbaruiPada: '2026-11-19T20:15:00+07:00',
    });
    expect(await read(prices('splp'))).toMatchObject(drift);
    expect(rowsOf(await read(prices('splp')))).toHaveLength(50); // one of four types
    expect(rowsOf(await read(prices('wp-sipd')))).toHaveLength(200);
  }));

test.each(['wp-sipd', 'splp'])('%s pages through 50,000 prices without a gap or a double', (release) =>
  withSipd(async (sandbox, read) => {
    sandbox.set({ prices: 50_000 });
    const ids = new Set<unknown>();
    const of = release === 'splp' ? 12_500 : 50_000;
    for (let from = 0; from < of; from += 5000)
      for (const { id } of rowsOf(await read(prices(release, from, 5000)))) ids.add(id);
    expect(ids.size).toBe(of);
    expect(await read(prices(release, of, 5000))).toMatchObject(absent);
  }),
);

test('figures follow the schedule, and the original ones stay beside them', () =>
  withSipd(async (sandbox, read) => {
    sandbox.set({ subActivities: 12, lines: 120 });
    const sum = async (question: Question) =>
      rowsOf(await read(question)).reduce((total, { pagu }) => total + Number(pagu), 0);
    const jadwal = rowsOf(await read({ release: 'splp', operation: 'jadwal', asked: { tahun } }));
    expect(jadwal.map(({ id, jenis, perubahan, idMurni }) => [id, jenis, perubahan, idMurni])).toEqual([
      ['8001', 'murni', false, null],
      ['8002', 'pergeseran', false, '8001'],
      ['8003', 'perubahan', true, '8001'],
    ]);
    const of = (idJadwal: string) => sum({ ...plan('splp', idJadwal), asked: { tahun, idUnit: '7002', idJadwal } });
    const figures = [await of('8001'), await of('8002'), await of('8003')];
    expect(new Set(figures).size).toBe(3);
    const mirrored = { ...plan('wp-sipd'), asked: { tahun, idSkpd: '7002' } };
    for (const [index, schedule] of ['murni', 'pergeseran', 'perubahan'].entries()) {
      sandbox.set({ schedule });
      expect(await sum(mirrored)).toBe(figures[index]);
      const active = await read({ release: 'splp', operation: 'jadwal-aktif', asked: { tahun } });
      expect(rowsOf(active)).toMatchObject([{ jenis: schedule, terkunci: false }]);
    }
  }));

test('a list that becomes an encoded text is read as before', () =>
  withSipd(async (sandbox, read) => {
    const before = await read(prices('splp'));
    sandbox.set({ lists: 'encoded' });
    expect(await read(prices('splp'))).toEqual(before);
    expect(rowsOf(await read(offices('splp')))).toHaveLength(6);
  }));

test('twelve changes are twelve, whoever reads them', () =>
  withSipd(async (sandbox, read) => {
    const seen = async () => new Map(rowsOf(await read(prices('wp-sipd', 0, 200))).map(({ id, harga }) => [id, harga]));
    const before = await seen();
    expect(await sandbox.act('change-prices', { count: 12 })).toMatchObject({ changed: expect.any(Array) });
    const after = await seen();
    expect([...after].filter(([id, harga]) => before.get(id) !== harga)).toHaveLength(12);
  }));

test('a pagu that is not the sum of its lines is told by both figures', () =>
  withSipd(async (sandbox, read) => {
    sandbox.set({ unreconciled: 1 });
    const [first] = rowsOf(await read(plan('splp')));
    expect(Number(first?.pagu) - Number(first?.rincian)).toBe(1_000_000);
  }));

test.each<{ fault: SandboxFault; question: Question; want: object }>([
  { fault: { kind: 'session-ended' }, question: prices('splp'), want: fault('auth', 'auth_failed') },
  { fault: { kind: 'key-refused' }, question: prices('splp'), want: fault('auth', 'auth_failed') },
  { fault: { kind: 'not-allowed' }, question: prices('splp'), want: fault('auth', 'auth_failed') },
  { fault: { kind: 'login-limited' }, question: prices('splp'), want: fault('auth', 'login_refused') },
  { fault: { kind: 'backend-without-json' }, question: prices('splp'), want: fault('unavailable') },
  { fault: { kind: 'bad-row' }, question: prices('splp'), want: fault('unavailable', 'bad_row') },
  { fault: { kind: 'overloaded' }, question: prices('splp'), want: fault('unavailable', 'overloaded') },
  { fault: { kind: 'firewall' }, question: prices('splp'), want: fault('auth', 'blocked') },
  { fault: { kind: 'maintenance-page' }, question: prices('wp-sipd'), want: fault('maintenance') },
  { fault: { kind: 'maintenance' }, question: prices('splp'), want: fault('maintenance') },
  { fault: { kind: 'login-page' }, question: prices('splp'), want: fault('auth') },
  { fault: { kind: 'throttle', path: '/api/' }, question: prices('splp'), want: fault('throttled') },
  { fault: { kind: 'throttle' }, question: prices('wp-sipd'), want: fault('throttled') },
  { fault: { kind: 'mirror-error' }, question: prices('wp-sipd'), want: fault('misasked', 'bad_request') },
  { fault: { kind: 'mirror-number', number: -1 }, question: sp2d, want: fault('auth', 'no_permission') },
  { fault: { kind: 'null-rows' }, question: prices('splp'), want: changed },
  { fault: { kind: 'null-rows' }, question: prices('wp-sipd'), want: changed },
  { fault: { kind: 'rows-by-number' }, question: prices('splp'), want: changed },
  { fault: { kind: 'broken-encoding' }, question: plan('splp'), want: changed },
  { fault: { kind: 'status-kode' }, question: prices('splp'), want: drift },
  { fault: { kind: 'nullify', field: 'data' }, question: plan('splp'), want: changed },
  { fault: { kind: 'rename', from: 'harga', to: 'harga_satuan' }, question: prices('splp'), want: changed },
  { fault: { kind: 'rename', from: 'pagu', to: 'pagu_baru' }, question: plan('splp'), want: changed },
  { fault: { kind: 'retype', field: 'harga' }, question: prices('splp'), want: drift },
  {
    fault: { kind: 'add', field: 'baru' },
    question: plan('splp'),
    want: { kind: 'found', drift: [{ kind: 'additive' }] },
  },
  { fault: { kind: 'null-dates' }, question: sp2d, want: found([{ tanggal: '2026-01-05' }, {}]) },
  { fault: { kind: 'truncate' }, question: prices('wp-sipd'), want: fault('unavailable') },
])('$fault.kind of $question.release makes $want.kind', ({ fault: one, question, want }) =>
  withSipd(async (sandbox, read) => {
    sandbox.fault({ path: question.release === 'splp' ? '/t/' : '/wp-admin', ...one });
    expect(await read(question)).toMatchObject(want);
  }),
);

test('a wrong key of the mirror, a mirror that is gone, a channel that is not there yet', () =>
  withSipd(async (sandbox, read) => {
    sandbox.set({ apiKey: 'lain' });
    expect(await read(offices('wp-sipd'))).toMatchObject(fault('auth', 'auth_failed'));
    sandbox.set({ mirror: 'gone', channel: 'not-yet' });
    expect(await read(offices('wp-sipd'))).toMatchObject({ kind: 'changed', notDone: true });
    expect(await read(offices('splp'))).toMatchObject({ kind: 'changed', notDone: true });
  }));

test('another year has nothing in it', () =>
  withSipd(async (_, read) => {
    for (const release of ['wp-sipd', 'splp'])
      expect(await read({ ...offices(release), asked: { tahun: 2020 } })).toMatchObject(absent);
  }));

test('neither key nor address is in a fault', () =>
  withSipd(async (sandbox, read) => {
    sandbox.fault({ kind: 'firewall' });
    const verdict = await read(prices('wp-sipd'));
    expect(JSON.stringify(verdict)).not.toMatch(/kunci-uji|127\.0\.0\.1|rahasia/);
  }));
