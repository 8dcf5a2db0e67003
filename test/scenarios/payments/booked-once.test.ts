import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { BILLS, type Bill as KeptBill } from '../../../hub/services/pembayaran/bill.ts';
import { JOURNAL } from '../../../hub/services/pembayaran/journal.ts';
import { PAYMENTS, type Payment } from '../../../hub/services/pembayaran/payment.ts';
import { RECEIPTS, type Receipt } from '../../../hub/services/pembayaran/receipt.ts';
import { createSealedRecords, type Kept, type SealedRecords } from '../../../hub/store/sealed-records.ts';
import { sealsOf } from '../../../hub/store/sealing.ts';
import { openSqliteStore } from '../../../hub/store/sqlite/open.ts';
import type { Store } from '../../../hub/store/store.ts';
import { byClients, print } from '../forwarding/messages.ts';
import {
  type Bill,
  type Channel,
  counters,
  ecollection,
  type Mishaps,
  type Paid,
  snapAccounts,
  snapCodes,
} from './channels.ts';
import { plantedAndFound } from './planting.ts';
import { type City, withCity } from './with-city.ts';

/** 20,000 is the figure of the whole run; what `npm test` does takes seconds. */
const COUNT = Number(process.env.SIMPUL_SCENARIO_PAYMENTS ?? 120);
const KILLS = COUNT < 1000 ? 2 : 10;
const CLIENTS = 24;
const SEED = Number(process.env.SIMPUL_SEED ?? Date.now() % 2 ** 31);

const mishaps = fc.record<Mishaps>({
  notices: fc.integer({ min: 1, max: 5 }),
  parallel: fc.boolean(),
  lost: fc.nat(99).map((share) => share < 5),
  altered: fc.nat(99).map((share) => share < 1),
});

const billAt = (index: number, mark = '1'): Bill => ({
  id: `PBB-${mark}-${index}`,
  nop: `1276010${mark}${String(index).padStart(10, '0')}`,
  pokok: 100_000 + index,
});

async function publish(city: City, { id, nop, pokok }: Bill): Promise<void> {
  const wajibBayar = { nama: 'RINA CONTOH' };
  const bill = { jenis: 'pbb', objek: { nop }, tahunPajak: '2026', pokok, jatuhTempo: '2035-12-31', wajibBayar };
  const { status } = await city.api('PUT', `/v1/tagihan/${id}`, bill);
  expect([200, 201]).toContain(status);
}

async function all<Value>(records: SealedRecords, collection: string): Promise<readonly Kept<Value>[]> {
  const found: Kept<Value>[] = [];
  for (let before: number | undefined; ; ) {
    const page = await records.list<Value>({ collection, limit: 1000, ...(before === undefined ? {} : { before }) });
    found.push(...page);
    const last = page.at(-1);
    if (page.length < 1000 || !last) return found;
    before = last.sequence;
  }
}

async function eventsOf(store: Store, kind: string): Promise<number> {
  let count = 0;
  for (let after = 0; ; ) {
    const page = await store.events.list({ application: 'demo', kind, after, limit: 1000 });
    count += page.length;
    const last = page.at(-1);
    if (page.length < 1000 || !last) return count;
    after = last.sequence;
  }
}

const keyOf = ({ instansi, nomorBank }: Paid) => `${instansi} ${nomorBank}`;

async function payAll(city: City, channels: readonly Channel[]): Promise<void> {
  const chances = fc.sample(mishaps, { numRuns: COUNT, seed: SEED });
  let done = 0;
  const paying = byClients(CLIENTS, COUNT, async (index) => {
    await channels[index % channels.length]?.pay(billAt(index), chances[index] as Mishaps);
    done += 1;
  });
  const killing = (async () => {
    for (let kill = 1; kill <= KILLS; kill += 1) {
      while (done < (COUNT * kill) / (KILLS + 1)) await sleep(20);
      await sleep(Math.random() * 200);
      await city.kill();
    }
  })();
  await Promise.all([paying, killing]);
  for (const channel of channels) await channel.settle();
}

test(
  `${COUNT} payments over four channels are booked once each, whatever is repeated, lost, altered or killed (seed ${SEED})`,
  () =>
    withCity(async (city) => {
      const started = performance.now();
      const channels = [ecollection(city), snapAccounts(city), snapCodes(city), counters(city)];
      await byClients(CLIENTS, COUNT, (index) => publish(city, billAt(index)));
      const forged = Array.from({ length: 8 }, (_, index) => billAt(index, '2'));
      for (const bill of forged) await publish(city, bill);
      const publishedMs = performance.now() - started;
      for (const [index, bill] of forged.entries()) await channels[index % channels.length]?.forge(bill);
      await payAll(city, channels);
      const paid = channels.flatMap((channel) => channel.payments());
      expect(paid).toHaveLength(COUNT);
      // a notice that proves nothing may still have to be looked into
      for (let waited = 0; waited < 120 && (await lanesOpen(city, paid.length)); waited += 1) await sleep(500);
      await city.stop();
      const day = new Date(Date.now() + 7 * 3_600_000).toISOString().slice(0, 10);
      for (const instansi of new Set(paid.map((one) => one.instansi))) {
        const { found, planted } = await plantedAndFound(city, instansi, paid, day);
        expect({ instansi, ...found }).toEqual({ instansi, ...planted });
      }

      const store = await openSqliteStore({ directory: join(city.directory, 'data') });
      const secret = readFileSync(join(city.directory, 'data', 'secret.key'), 'utf8').trim();
      const records = createSealedRecords(store.records, sealsOf(secret).sealing);
      try {
        const receipts = await all<Receipt>(records, RECEIPTS);
        const bills = await all<KeptBill>(records, BILLS);
        const booked = receipts.map(({ value }) => ({ key: keyOf(value), nominal: value.nominal }));
        const byKey = (one: { key: string }, other: { key: string }) => (one.key < other.key ? -1 : 1);
        expect(booked.sort(byKey)).toEqual(paid.map((one) => ({ key: keyOf(one), nominal: one.nominal })).sort(byKey));
        const sum = paid.reduce((total, { nominal }) => total + nominal, 0);
        expect(receipts.reduce((total, { value }) => total + value.nominal, 0)).toBe(sum);
        const states = Map.groupBy(bills, ({ state }) => state);
        expect({
          lunas: states.get('lunas')?.length,
          terbuka: states
            .get('terbuka')
            ?.map(({ id }) => id)
            .sort(),
        }).toEqual({
          lunas: COUNT,
          terbuka: forged.map(({ id }) => id).sort(),
        });
        expect(await eventsOf(store, 'pembayaran.lunas')).toBe(COUNT);
        await expectWhole(records, city.logs());
        print('payments booked once', {
          ...{ payments: COUNT, kills: city.kills, booked: booked.length, sum, seed: SEED },
          ...{ publishedPerSecond: perSecond(COUNT, publishedMs), seconds: seconds(performance.now() - started) },
        });
      } finally {
        await store.close();
      }
    }),
  180_000 + COUNT * 120,
);

const seconds = (ms: number) => Math.round(ms / 1000);
const perSecond = (count: number, ms: number) => Math.round((count * 1000) / ms);

/** Not every bill is settled yet. */
async function lanesOpen(city: City, count: number): Promise<boolean> {
  const { body } = await city.api('GET', '/v1/tagihan?keadaan=terbuka&batas=200');
  const open = (body as { data: readonly { id: string }[] }).data.filter(({ id }) => id.startsWith('PBB-1-'));
  return open.length > 0 && count > 0;
}

/** No number that is kept is a fraction, and neither journal nor log shows an account whole. */
async function expectWhole(records: SealedRecords, logs: string): Promise<void> {
  const payments = await all<Payment>(records, PAYMENTS);
  const journal = await all<object>(records, JOURNAL);
  const numbers = [...payments, ...journal].flatMap(({ value }) => numbersIn(value));
  expect(numbers.filter((number) => !Number.isSafeInteger(number))).toEqual([]);
  const accounts = new Set(payments.flatMap(({ value }) => (value.nomor === '' ? [] : [value.nomor])));
  const shown = `${JSON.stringify(journal.map(({ value }) => value))}${logs}`.match(/\d{10,}/g) ?? [];
  expect(shown.filter((number) => accounts.has(number))).toEqual([]);
}

function numbersIn(value: unknown): readonly number[] {
  if (typeof value === 'number') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(numbersIn) : [];
}
