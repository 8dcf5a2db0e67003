import { expect, test } from '@jest/globals';
import { bpjs } from '../../../connectors/bpjs/connector.ts';
import { bpjsSandbox } from '../../../connectors/bpjs/sandbox/server.ts';
import type { SettableSandbox } from '../../../connectors/sandbox-kit/server.ts';
import { askOnce } from '../../../hub/exchange/ask.ts';
import { createHttpClient } from '../../../hub/exchange/http.ts';
import { loadMappings } from '../../../hub/mapping/load.ts';
import type { Verdict } from '../../../hub/mapping/verdict.ts';
import { withSandbox } from '../sandbox-kit/with-sandbox.ts';
import { ledgerOf, now } from './antrean-client.ts';
import { booking } from './asked-booking.ts';

const release = loadMappings().releases.get('bpjs/antrean-rs');
const KODE = '20261120INT012';
const at = (time: string) => `2026-11-20T${time}:00+07:00`;

type Ask = (operation: string, asked: object) => Promise<Verdict>;

/** Mapping, connector and HTTP as the hub has them, and BPJS as its document describes it. */
async function withBpjs(use: (ask: Ask, sandbox: SettableSandbox) => Promise<void>) {
  await withSandbox(
    bpjsSandbox,
    async (sandbox) => {
      const http = createHttpClient({ instance: 'bpjs', timeoutMs: 3000, mostBytes: 1_000_000, connections: 2 });
      const services = { 'antrean-rs': { baseUrl: `${sandbox.url}/antreanrs`, userKey: 'kunci-antrean-1000' } };
      const config = { consumerId: '1000', consumerSecret: 'contoh-rahasia', services };
      const asking = {
        instance: 'bpjs',
        protocol: bpjs.protocols.antrean,
        config: config as never,
        settings: {},
        http,
        now,
      };
      const ask: Ask = async (name, asked) => {
        const operation = release?.operations.get(name);
        if (!operation) throw new Error(`no operation "${name}"`);
        return (await askOnce(asking, operation, asked as never, new AbortController().signal)).verdict;
      };
      try {
        await use(ask, sandbox);
      } finally {
        await http.close();
      }
    },
    { now },
  );
}

test('a patient is booked, served, and found again with the times that were reported', () =>
  withBpjs(async (ask) => {
    expect(await ask('antrean-tambah', booking)).toMatchObject({ kind: 'found', value: { kodeBooking: KODE } });
    for (const [tahap, time] of [
      [3, '08:00'],
      [4, '08:10'],
    ] as const)
      expect(await ask('antrean-waktu', { kodeBooking: KODE, tahap, waktu: at(time) })).toMatchObject({
        kind: 'found',
      });
    const last = { kodeBooking: KODE, tahap: 5, waktu: at('08:25'), jenisResep: 'racikan' };
    expect(await ask('antrean-waktu', last)).toMatchObject({ kind: 'found' });
    const pharmacy = { kodeBooking: KODE, jenisResep: 'racikan', angkaAntrean: 7 };
    expect(await ask('antrean-farmasi', pharmacy)).toMatchObject({ kind: 'found' });
    expect(await ask('antrean-tugas', { kodeBooking: KODE })).toMatchObject({
      kind: 'found',
      value: [
        { tahap: 3, waktu: at('08:00'), waktuBpjs: at('07:30') },
        { tahap: 4, waktu: at('08:10'), nama: 'Mulai layan poli' },
        { tahap: 5, waktu: at('08:25') },
      ],
    });
    expect(await ask('antrean-terdaftar', { kodeBooking: KODE })).toMatchObject({
      kind: 'found',
      value: [{ kodeBooking: KODE, estimasiDilayani: at('09:30'), peserta: true, status: 'Selesai dilayani' }],
      drift: [],
    });
  }));

test('what was done and not heard of is done once, however often it is sent', () =>
  withBpjs(async (ask, sandbox) => {
    for (const [operation, asked] of [
      ['antrean-tambah', booking],
      ['antrean-waktu', { kodeBooking: KODE, tahap: 3, waktu: at('08:00') }],
      ['antrean-batal', { kodeBooking: KODE, keterangan: 'Berhalangan' }],
    ] as const) {
      sandbox.fault({ kind: 'reset-after', times: 1 });
      expect(await ask(operation, asked)).toMatchObject({ kind: 'fault', fault: { outcome: 'unknown' } });
      expect(await ask(operation, asked)).toMatchObject({
        kind: 'found',
        value: { kodeBooking: KODE, sudahAda: true },
      });
    }
    expect(ledgerOf(sandbox).bookings).toMatchObject([{ tasks: [{ taskid: 3 }], cancelled: true }]);
  }));

test('what is not there is absent, and what cannot be is refused in words', () =>
  withBpjs(async (ask) => {
    for (const operation of ['antrean-tugas', 'antrean-terdaftar'])
      expect(await ask(operation, { kodeBooking: 'x' })).toMatchObject({ kind: 'absent' });
    await ask('antrean-tambah', booking);
    expect(await ask('antrean-waktu', { kodeBooking: KODE, tahap: 4, waktu: at('08:10') })).toMatchObject({
      kind: 'refused',
      reason: 'TaskId=3 belum ada',
    });
  }));
