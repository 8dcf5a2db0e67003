import { cp, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, expect, test } from '@jest/globals';
import { MAPPINGS } from '../../../hub/mapping/load.ts';
import { until } from '../../hub/until.ts';
import { DEMO_KEY, type HubSurroundings, withHub } from '../../hub/with-hub.ts';
import type { OwnBill } from '../clients/billing.ts';
import { endClients, startClient } from '../clients/start.ts';
import { type BankDay, bankDay } from './bank-day.ts';
import { type Counters, withCounters } from './counters.ts';
import { type FastClock, fastClock } from './fast-clock.ts';
import { freePort } from './free-port.ts';
import { compareBooks, paymentsOf, receiptsAt, settleBooks } from './money-books.ts';
import { MONEY_PATIENCE_MS, type MoneyChapter, printMoney, tellMoney } from './money-story.ts';
import { type Operator, withOperator } from './operator.ts';
import { CHAPTER_MS } from './story.ts';

// Property tax at the counters of a bank, from bills that were published before. The application that published them is
// switched off for the whole day.

const BANK = 'bank-sumut';
const PER_SECOND = 10;
const KEPT = 12;
const REVERSED = 6;
const TWO_HOURS_MS = 2 * 3_600_000;
const RELEASE = 'bank-h2h/netral/release.yaml';
const EDIT = await anotherCode();

afterEach(endClients);

test('property tax is paid at counters while its application is switched off', async () => {
  const clock = fastClock(20);
  clock.passToHour(8); // so that everything is of one day
  const bills = billsFor(Math.ceil((PER_SECOND * 12 * CHAPTER_MS) / 1000) + 120);
  await withOperator(async (operator) => {
    await cp(join(MAPPINGS, 'bank-h2h/netral'), join(operator.folder, 'bank-h2h/netral'), { recursive: true });
    await withHub({ now: clock.now, mappings: { own: operator.folder } }, async (hub) => {
      await published(hub, bills);
      hub.sandboxes.h2h.set({ dialect: 'a' });
      await withCounters(hub, { bills, perSecond: PER_SECOND }, async (counters) => {
        const day = bankDay(hub, clock, counters);
        const short: ShortMarks = { toldInA: 0, neutralFrom: 0, neutralTo: 0, editedFrom: 0 };
        const rows = await tellMoney(chaptersOf({ hub, clock, counters, operator, day, short }), {
          clock,
          asked: counters.asked,
          counts: () => countsOf(hub, day),
        });
        printMoney('epbb-sumut', rows);
        await counters.close();

        settleBooks({ [BANK]: compareBooks(day.book(), receiptsAt(BANK, await paymentsOf(hub))) });
        expect(counters.asked()).toMatchObject({ salah: 0, gagal: 0 });
        expect(day.mistakes).toEqual([]);
        expect(EDIT.lines).toBe(1);
        expect(codesBetween(counters, 0, short.toldInA)).toEqual(['16']);
        expect(codesBetween(counters, short.neutralFrom, short.neutralTo)).toEqual(['13']);
        expect(codesBetween(counters, short.editedFrom)).toEqual(['16']);
        await backInTheMorning(hub, bills, day.book().length);
      });
    });
  });
}, 300_000);

/** The amounts differ, so that one that was mistaken for another shows. */
function billsFor(count: number): readonly OwnBill[] {
  return Array.from({ length: count }, (_, index) => ({
    id: `PBB-2026-${String(index).padStart(6, '0')}`,
    ...{ jenis: 'pbb', tahunPajak: '2026', jatuhTempo: '2099-08-31', pokok: 50_000 + index * 31 },
    objek: { nop: `127601000100${String(index).padStart(5, '0')}0` },
  }));
}

/** The evening before: all is published, and the application is switched off, its address for events included. */
async function published(hub: HubSurroundings, bills: readonly OwnBill[]): Promise<void> {
  const alamat = `http://127.0.0.1:${await freePort()}/kabar`;
  expect((await hub.post('/v1/langganan', { alamat, jenis: ['*'] })).status).toBe(201);
  const client = startClient('e-pbb', { base: hub.url, key: DEMO_KEY, rate: 250, everyMs: 100, bills });
  await client.started;
  const isPublished = () => Object.keys(client.tally().accepted).length === bills.length;
  await until('every bill is published', isPublished, MONEY_PATIENCE_MS);
  expect(await client.stop()).toMatchObject({ salah: 0, gagal: 0, heard: {} });
}

/** What the operator makes of the release; how many of its lines are other ones then. */
async function anotherCode() {
  const before = await readFile(join(MAPPINGS, RELEASE), 'utf8');
  const text = before.replace(
    "code: '13', is: refused, reason: nominal-beda",
    "code: '16', is: refused, reason: nominal-beda",
  );
  const lines = before.split('\n');
  return { text, lines: text.split('\n').filter((line, place) => line !== lines[place]).length };
}

/** Where in the list of refusals what was changed. */
interface ShortMarks {
  toldInA: number;
  neutralFrom: number;
  neutralTo: number;
  editedFrom: number;
}

const codesBetween = ({ short }: Counters, from: number, to?: number) => [...new Set(short.slice(from, to))];

interface Parts {
  readonly hub: HubSurroundings;
  readonly clock: FastClock;
  readonly counters: Counters;
  readonly operator: Operator;
  readonly day: BankDay;
  readonly short: ShortMarks;
}

function chaptersOf({ hub, clock, counters, operator, day, short }: Parts): readonly MoneyChapter[] {
  const { h2h } = hub.sandboxes;
  const told = () => counters.short.length;
  return [
    {
      what: 'dialect A works',
      async happens() {
        counters.open();
        await until('two have heard that they have too little', () => told() >= 2);
      },
    },
    {
      what: 'the bank calls in the neutral dialect',
      happens() {
        short.toldInA = told();
        h2h.set({ dialect: 'netral' });
      },
      noticed: () => isNoticed(hub),
      well: (since) => day.isAccepted(since),
    },
    {
      what: 'code 13 means "not registered" there',
      async happens() {
        short.neutralFrom = told();
        await until('somebody hears 13', () => told() > short.neutralFrom);
      },
      async mends() {
        short.neutralTo = told();
        await operator.writes(RELEASE, EDIT.text);
      },
      by: `an edit of ${EDIT.lines} line`,
      well: () => counters.short.at(-1) === '16',
    },
    {
      what: 'the bank is down for two hours',
      async happens() {
        short.editedFrom = told();
        await counters.close();
        await day.keep(KEPT);
        h2h.set({ open: 'no' });
        clock.pass(TWO_HOURS_MS);
      },
      async mends() {
        h2h.set({ open: 'yes' });
        await day.sendKeptTwice();
        counters.open();
      },
      by: 'the bank sends what it kept, twice',
      well: (since) => day.isAccepted(since),
    },
    {
      what: 'payments are taken back',
      async happens() {
        await day.takeBack(counters.accepted.slice(-REVERSED));
        await day.takeBackFirst();
      },
    },
  ];
}

async function isNoticed({ store }: HubSurroundings): Promise<boolean> {
  const incidents = await store.releases.incidents({ instance: BANK, limit: 10 });
  return incidents.some(({ kind }) => kind === 'rilis-beralih');
}

async function countsOf(hub: HubSurroundings, day: BankDay) {
  const payments = await paymentsOf(hub);
  return { paid: day.book().length + day.takenBack().length, booked: payments.length };
}

/** The application is switched on again, and publishes all it has once more; it hears of every bill once. */
async function backInTheMorning(hub: HubSurroundings, bills: readonly OwnBill[], paid: number): Promise<void> {
  const client = startClient('e-pbb', { base: hub.url, key: DEMO_KEY, rate: 250, everyMs: 100, bills });
  await client.started;
  const isPublished = () => Object.keys(client.tally().accepted).length === bills.length;
  await until('every bill is published again', isPublished, MONEY_PATIENCE_MS);
  const total = await client.stop();
  expect(total).toMatchObject({ salah: 0, gagal: 0, wrong: [] });
  const heard = Object.values(total.heard).filter((jenis) => jenis === 'pembayaran.lunas').length;
  process.stdout.write(`e-pbb comes back, publishes ${bills.length} bills again and hears that ${heard} are paid\n`);
  expect(heard).toBe(paid);
}
