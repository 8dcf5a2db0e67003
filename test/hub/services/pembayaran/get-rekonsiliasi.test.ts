import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import type { Asked } from '../../../../hub/mapping/field.ts';
import type { Verdict } from '../../../../hub/mapping/verdict.ts';
import { keptList, listRecord } from '../../../../hub/services/pembayaran/bank-list.ts';
import { getRekonsiliasi } from '../../../../hub/services/pembayaran/get-rekonsiliasi.ts';
import { groupOf, linkOf, PAYMENTS } from '../../../../hub/services/pembayaran/payment.ts';
import type { ServiceContext } from '../../../../hub/services/service.ts';
import { createSealedRecords, type SealedRecords } from '../../../../hub/store/sealed-records.ts';
import { createKeyedHash, createSealing } from '../../../../hub/store/sealing.ts';
import { openSqliteStore } from '../../../../hub/store/sqlite/open.ts';
import type { Rekonsiliasi, TransaksiBank } from '../../../../openapi/generated/types.ts';
import { NO_BANKS } from '../../preparing.ts';
import { BANK, type Booked, DAY, listOf, receiptOf, type Told } from './receipts.ts';

const keyedHash = createKeyedHash('a secret of the tests');
const NOW = new Date('2026-11-21T02:00:00Z');
const found = (...value: readonly TransaksiBank[]): Verdict => ({ kind: 'found', value, drift: [] });

interface City {
  readonly records: SealedRecords;
  /** By day; a bank without it has no report at all. */
  report?: (day: string) => Verdict;
  readonly asked: Asked[];
  book(...booked: readonly Booked[]): Promise<void>;
  payment(id: string, value: object, links?: readonly string[]): Promise<void>;
  takeIn(day: string, ...told: readonly Told[]): Promise<void>;
  reconcile(tanggal?: string, instansi?: string): Promise<Rekonsiliasi>;
}

async function withCity(use: (city: City) => Promise<void>): Promise<void> {
  const directory = await mkdtemp(join(tmpdir(), 'simpul-rekonsiliasi-'));
  const store = await openSqliteStore({ directory });
  const sealing = createSealing({ keys: [{ id: 'test', secret: 'a secret of the tests' }] });
  const records = createSealedRecords(store.records, sealing);
  const asked: Asked[] = [];
  const city: City = {
    ...{ records, asked },
    async book(...booked) {
      await records.put(booked.map(receiptOf));
    },
    async payment(id, value, links = []) {
      const moments = { createdAt: 0, updatedAt: 0, watchAt: null };
      const record = { collection: PAYMENTS, id, owner: 'e-pbb', state: 'lunas', group: groupOf(keyedHash, id) };
      await records.put(
        [{ ...record, ...moments, value }],
        links.map((link) => ({ collection: PAYMENTS, id, link })),
      );
    },
    async takeIn(day, ...told) {
      await records.put([listRecord('rekening-koran', BANK, day, listOf(told))]);
    },
    async reconcile(tanggal = DAY, instansi = BANK) {
      const result = await getRekonsiliasi.run({ instansi, tanggal } as never, contextOf(city));
      if (result.kind !== 'json') throw new Error('no answer');
      return (result.body as { data: Rekonsiliasi }).data;
    },
  };
  try {
    await use(city);
  } finally {
    await store.close();
    await rm(directory, { recursive: true });
  }
}

function contextOf(city: City): ServiceContext {
  const { records, asked, report } = city;
  const context: Partial<ServiceContext> = {
    ...NO_BANKS,
    ...{ records, keyedHash, now: NOW },
    instancesOf: (connector) => (connector === 'bank-ecollection' ? [BANK] : []),
    has: (instance, operation) => instance === BANK && operation === 'va-report' && report !== undefined,
    settingsOf: () => ({ virtualAccountPrefix: '8001' }),
    async ask(_instance, _operation, question) {
      asked.push(question);
      return report && { verdict: report(String(question.tanggal)), release: 'uji-1' };
    },
  };
  return context as ServiceContext;
}

test('a bank is asked, its report is kept, and every difference has what is known of it', () =>
  withCity(async (city) => {
    await city.book(
      { ntpd: '1', nomorBank: 'A' },
      { ntpd: '2', nomorBank: 'B', tagihan: 'PBB-B' },
      { ntpd: '3', nomorBank: 'C', dibalik: true, tagihan: 'PBB-C' },
      { ntpd: '4', nomorBank: 'D', tagihan: 'PBB-D' },
    );
    await city.payment('pby-e', { cara: 'va', tagihan: 'PBB-E', instansi: BANK }, [
      linkOf.account(keyedHash, BANK, '000042'),
    ]);
    const rows: readonly TransaksiBank[] = [
      { nomorBank: 'A', nominal: 125_000 },
      { nomorBank: 'C', nominal: 125_000 },
      { nomorBank: 'D', nominal: 5, dibayarPada: `${DAY}T09:00:00+07:00` },
      { nomorBank: 'E', nominal: 7, virtualAccount: '8001000042', keadaan: 'berhasil' },
      { nomorBank: 'F', nominal: 9, keadaan: 'diproses' },
      { nomorBank: 'G', nominal: 9, keadaan: 'gagal' },
    ];
    city.report = (day) => found(...(day === DAY ? rows : []));
    const pada = `${DAY}T10:00:00+07:00`;
    expect(await city.reconcile()).toEqual({
      ...{ tanggal: DAY, instansi: BANK, sumber: 'laporan-bank', cocok: 1, jumlahCocok: 125_000 },
      tidakAdaDiBank: [{ nomorBank: 'B', nominalBank: null, nominalHub: 125_000, pada, ntpd: '2', tagihan: 'PBB-B' }],
      tidakAdaDiSini: [
        { nomorBank: 'C', nominalBank: 125_000, nominalHub: null, pada: null, ntpd: '3', tagihan: 'PBB-C' },
        { nomorBank: 'E', nominalBank: 7, nominalHub: null, pada: null, ntpd: null, tagihan: 'PBB-E' },
      ],
      nominalBeda: [
        {
          ...{ nomorBank: 'D', nominalBank: 5, nominalHub: 125_000 },
          pada: `${DAY}T09:00:00+07:00`,
          ntpd: '4',
          tagihan: 'PBB-D',
        },
      ],
      ringkas: { bank: { jumlah: 4, nominal: 250_012 }, hub: { jumlah: 3, nominal: 375_000 } },
    });
    expect((await keptList('laporan-bank', BANK, DAY, city.records))?.rows).toHaveLength(4);
  }));

describe('days beside it', () => {
  const late = { ntpd: '1', nomorBank: 'A', dibayarPada: `${DAY}T23:59:58+07:00` };

  test('are asked for only where something is missing', () =>
    withCity(async (city) => {
      await city.book(late);
      city.report = () => found({ nomorBank: 'A', nominal: 125_000 });
      await city.reconcile();
      expect(city.asked).toEqual([{ tanggal: DAY }]);
    }));

  test('tell what the day itself does not, and are not asked again once they are over and kept', () =>
    withCity(async (city) => {
      await city.book(late, { ntpd: '2', nomorBank: 'B' });
      city.report = (day) => found(...(day === '2026-11-21' ? [{ nomorBank: 'A', nominal: 125_000 }] : []));
      const { tidakAdaDiBank, ringkas } = await city.reconcile();
      expect(tidakAdaDiBank.map(({ nomorBank }) => nomorBank)).toEqual(['B']);
      expect(ringkas.hub).toEqual({ jumlah: 1, nominal: 125_000 });
      await city.reconcile();
      expect(city.asked.map(({ tanggal }) => tanggal)).toEqual([
        ...[DAY, '2026-11-19', '2026-11-21'],
        ...[DAY, '2026-11-21'], // which is not over
      ]);
      expect(await city.reconcile('2026-11-21')).toMatchObject({ cocok: 1, tidakAdaDiBank: [], tidakAdaDiSini: [] });
    }));
});

test('a number that another account used the day after does not hide what is missing', () =>
  withCity(async (city) => {
    await city.book(
      { ntpd: '1', nomorBank: 'A', idPembayaran: '8001 A' },
      { ntpd: '2', nomorBank: 'A', idPembayaran: '8002 A', dibayarPada: '2026-11-21T09:00:00+07:00' },
    );
    await city.takeIn(DAY);
    await city.takeIn('2026-11-21', { nomorBank: 'A' });
    expect(await city.reconcile()).toMatchObject({ tidakAdaDiBank: [{ ntpd: '1' }] });
  }));

test('a row of two lists counts in that of its own day, though it was booked a moment before midnight', () =>
  withCity(async (city) => {
    await city.book({ ntpd: '1', nomorBank: 'A', dibayarPada: `${DAY}T23:59:59+07:00` });
    const row = { nomorBank: 'A', dibayarPada: '2026-11-21T00:00:01+07:00' };
    await city.takeIn(DAY, row);
    await city.takeIn('2026-11-21', row);
    expect(await city.reconcile()).toMatchObject({ cocok: 0, tidakAdaDiBank: [], tidakAdaDiSini: [] });
    expect(await city.reconcile('2026-11-21')).toMatchObject({ cocok: 1, tidakAdaDiBank: [], tidakAdaDiSini: [] });
  }));

test('a code that was paid is not missed in a report of accounts, but in a statement', () =>
  withCity(async (city) => {
    await city.book({ ntpd: '1', nomorBank: 'A', pembayaran: 'pby-a' });
    await city.payment('pby-a', { cara: 'qris', tagihan: 'RET-1', instansi: BANK });
    await city.takeIn(DAY);
    city.report = () => found();
    expect(await city.reconcile()).toMatchObject({ tidakAdaDiBank: [], ringkas: { hub: { jumlah: 0 } } });
    delete city.report;
    expect(await city.reconcile()).toMatchObject({ sumber: 'rekening-koran', tidakAdaDiBank: [{ nomorBank: 'A' }] });
  }));

test('a bank that can be asked is believed before a statement; one that has no report yet is not', () =>
  withCity(async (city) => {
    await city.takeIn(DAY, { nomorBank: 'S' });
    city.report = () => found({ nomorBank: 'R', nominal: 1 });
    expect(await city.reconcile()).toMatchObject({ sumber: 'laporan-bank', tidakAdaDiSini: [{ nomorBank: 'R' }] });
    city.report = () => ({ kind: 'absent' });
    expect(await city.reconcile()).toMatchObject({ sumber: 'rekening-koran', tidakAdaDiSini: [{ nomorBank: 'S' }] });
  }));

const fault = { trouble: 'unanswered', outcome: 'unknown' } as const;
test.each<{ given: string; report?: Verdict; instansi?: string; tanggal?: string; kind: string }>([
  { given: 'nothing was taken in', kind: 'tidak-ditemukan' },
  { given: 'the bank has no report', report: { kind: 'absent' }, kind: 'tidak-ditemukan' },
  { given: 'the day is yet to come', report: found(), tanggal: '2026-11-22', kind: 'tidak-ditemukan' },
  { given: 'the bank does not answer', report: { kind: 'fault', fault }, kind: 'hulu-tidak-tersedia' },
  { given: 'the bank refuses', report: { kind: 'refused' }, kind: 'hulu-tidak-tersedia' },
  { given: 'the report does not fit', report: { kind: 'changed', drift: [] }, kind: 'hulu-tidak-tersedia' },
  {
    given: 'the report has more money than there is',
    report: found({ nomorBank: 'A', nominal: 99_999_999_999_999 }, { nomorBank: 'B', nominal: 1 }),
    kind: 'hulu-tidak-tersedia',
  },
  { given: 'the instance is none', instansi: 'bank-lain', kind: 'permintaan-tidak-sah' },
])('where $given it is refused: $kind', ({ report, instansi, tanggal, kind }) =>
  withCity(async (city) => {
    if (report) city.report = () => report;
    await expect(city.reconcile(tanggal, instansi)).rejects.toMatchObject({ name: 'Refusal', kind });
  }),
);

test('a day of many payments is read to its end', () =>
  withCity(async (city) => {
    const numbers = Array.from({ length: 2500 }, (_, place) => String(place));
    await city.book(...numbers.map((ntpd) => ({ ntpd, nomorBank: `N${ntpd}` })));
    await city.takeIn(DAY, ...numbers.map((number) => ({ nomorBank: `N${number}` })));
    expect(await city.reconcile()).toMatchObject({ cocok: 2500, tidakAdaDiBank: [], tidakAdaDiSini: [] });
  }));
