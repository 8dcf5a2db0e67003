import { afterEach, expect, test } from '@jest/globals';
import { createTeller } from '../../../connectors/bank-snap/sandbox/teller.ts';
import { keysOf } from '../../../connectors/sandbox-kit/rsa-keys.ts';
import type { JawabanDaftarPembayaran } from '../../../openapi/generated/types.ts';
import { until } from '../../hub/until.ts';
import { DEMO_KEY, type HubSurroundings, withHub } from '../../hub/with-hub.ts';
import { endClients, startClient } from '../clients/start.ts';
import { type FastClock, fastClock } from './fast-clock.ts';
import { freePort } from './free-port.ts';
import { compareBooks, paymentsOf, receiptsAt, settleBooks } from './money-books.ts';
import { MONEY_PATIENCE_MS, type MoneyChapter, printMoney, tellMoney } from './money-story.ts';
import { type Account, bankBooks, type Taxpayers, withTaxpayers } from './taxpayers.ts';

// e-Pajak asks for virtual accounts all day. In the middle of that day the city moves from eCollection to SNAP, and both
// banks have a bad day.

const RATE = 30;
const PAYERS_A_SECOND = 6;
const OLD = 'bank-bni-ecollection';
const NEW = 'bank-bni';
const AN_HOUR_SECONDS = 3600;
const PATIENT = { tries: 400, spacingMs: 50 };
const IMPATIENT = { tries: 2, spacingMs: 20 };
const ALTERED_EVERY = 12;
const A_DAY_AND_MORE_MS = 26 * 3_600_000;

afterEach(endClients);

test('a city moves its virtual accounts from eCollection to SNAP in the middle of a day of payments', async () => {
  const clock = fastClock(20);
  const port = await freePort();
  const config = { port, pembayaran: { utama: { va: OLD } } };
  await withHub({ now: clock.now, config }, async (hub) => {
    hub.sandboxes.ecollection.set({ spacingMs: 100 });
    const client = startClient('e-pajak', { base: hub.url, key: DEMO_KEY, rate: RATE, everyMs: 100 });
    await client.started;
    const forger = createForger(hub, clock);
    await withTaxpayers(hub, PAYERS_A_SECOND, async (payers) => {
      const rows = await tellMoney(chaptersOf(hub, payers, forger), {
        clock,
        asked: () => client.tally(),
        counts: () => countsOf(hub),
      });
      printMoney('epajak-bni', rows);
      await client.rest();
      await until('every account that was asked for is there', () => nothingIsOpen(hub), MONEY_PATIENCE_MS);
      await payers.everybody();
    });
    expect(client.tally().open).toEqual([]);
    clock.pass(A_DAY_AND_MORE_MS); // an account that has ended is looked at: BNI gave up telling of some
    await until('every payment is booked', () => everythingIsBooked(hub), MONEY_PATIENCE_MS);
    const total = await client.stop();

    const payments = await paymentsOf(hub);
    const { ecollection, snap } = bankBooks(hub);
    const unheard = ecollection.filter(({ notice }) => notice === 'unheard').length;
    const repeated = snap.filter(({ told }) => told > 1).length;
    process.stdout.write(
      `BNI gave up telling of ${unheard}, told ${repeated} more than once; altered: ${forger.sent()}\n`,
    );
    settleBooks({
      [OLD]: compareBooks(ecollection, receiptsAt(OLD, payments)),
      [NEW]: compareBooks(snap, receiptsAt(NEW, payments)),
    });
    expect(forger.refused()).toBe(forger.sent());
    for (const count of [unheard, repeated, forger.sent()]) expect(count).toBeGreaterThan(0);
    expect(total).toMatchObject({ wrong: [], salah: 0, turnedAway: {}, unheard: [] });
    expect(Object.keys(total.accepted)).toHaveLength(ecollection.length + snap.length);
  });
}, 300_000);

function chaptersOf(hub: HubSurroundings, payers: Taxpayers, forger: Forger): readonly MoneyChapter[] {
  const { ecollection, snap } = hub.sandboxes;
  const troubleOf = (instance: string) => {
    const from = hub.logs.length;
    return () => hub.logs.slice(from).some((line) => line.includes(`"${instance}"`) && line.includes('call failed'));
  };
  let noticed = () => false;
  return [
    {
      what: 'eCollection works',
      async happens() {
        payers.letPay('ecollection', sixths(1));
        await until('people pay', () => bankBooks(hub).ecollection.length > 5);
      },
    },
    {
      what: 'the clock of BNI is an hour ahead',
      happens() {
        noticed = troubleOf(OLD);
        payers.letPay('ecollection', sixths(3));
        payers.tell('ecollection', (count) => (count % 2 === 0 ? PATIENT : IMPATIENT));
        ecollection.set({ clockOffsetSeconds: AN_HOUR_SECONDS });
      },
      noticed: () => noticed(),
      async mends() {
        const gaveUp = () => bankBooks(hub).ecollection.some(({ notice }) => notice === 'unheard');
        await until('BNI gives up telling of somebody', gaveUp);
        ecollection.set({ clockOffsetSeconds: 0 });
      },
      by: 'BNI sets its clock',
      well: async (since) => (await canPay(hub, OLD, since)) && (await nothingIsOpen(hub, since)),
    },
    {
      what: 'new accounts move to SNAP',
      happens() {
        payers.tell('ecollection', () => ({}));
        payers.letPay('ecollection', sixths(4));
      },
      mends: () => hub.restart({ pembayaran: { utama: { va: NEW } } }),
      by: 'an edit of 1 line, a restart',
      well: (since) => canPay(hub, NEW, since),
    },
    {
      what: 'answers of both are lost',
      happens() {
        noticed = troubleOf(NEW);
        payers.letPay('ecollection', sixths(5));
        ecollection.fault({ kind: 'reset-after' });
        snap.fault({ kind: 'reset-after', path: 'create-va' });
      },
      noticed: () => noticed(),
      well: (since) => canPay(hub, NEW, since),
    },
    {
      what: 'notices doubled, a byte shifted',
      async happens() {
        await ecollection.heal();
        await snap.heal();
        payers.letPay('ecollection', sixths(6));
        payers.tell('ecollection', doubledOrShifted);
      },
    },
    {
      what: `SNAP repeats itself, 1 in ${ALTERED_EVERY} altered`,
      happens() {
        payers.tell('snap', repeated);
        payers.before((account, count) => (count % ALTERED_EVERY === 0 ? forger.forge(account) : Promise.resolve()));
      },
    },
  ];
}

/** So many sixths of the accounts are paid by now; whoever has one of the others pays later. */
function sixths(count: number) {
  return (place: number) => place % 6 < count;
}

/** Four at once; one digit of the amount raised; another bill's number; another number of the payment. */
function doubledOrShifted(count: number) {
  const shifts = [
    { member: 'payment_amount', by: 1 },
    { member: 'trx_id', place: 10, by: 1 },
    { member: 'payment_ntb', place: 2, by: 1 },
  ];
  const shift = shifts[count % 4];
  return shift ? { shift, copies: 2 } : { copies: 4 };
}

/** Answers that are not listened to are followed by `flagAdvise`, each with an external id of its own. */
function repeated(count: number) {
  return count % 3 === 0 ? {} : { loseAnswer: count % 3 === 1, copies: 1 + (count % 4) };
}

interface Forger {
  forge(account: Account): Promise<void>;
  sent(): number;
  refused(): number;
}

/** Somebody on the line who pays an account himself: with a signature, an amount or a time that is not the bank's. */
function createForger(hub: HubSurroundings, { now }: FastClock): Forger {
  const teller = createTeller({
    cityUrl: `${hub.url}/callbacks/${NEW}`,
    ...{ clientId: 'bank-contoh', clientSecret: 'rahasia-snap-kota-untuk-uji', companyCode: '990001', now },
    privateKey: keysOf('bank').privateKey,
  });
  const ways = [
    { alterSignature: (text: string) => (text.startsWith('A') ? `B${text.slice(1)}` : `A${text.slice(1)}`) },
    { alterBody: (body: string) => body.replace('"paymentRequestId":"66', '"paymentRequestId":"67') },
    { clockOffsetSeconds: -AN_HOUR_SECONDS },
  ];
  let sent = 0;
  let refused = 0;
  return {
    async forge({ number, nominal }) {
      const how = ways[sent % ways.length] ?? {};
      sent += 1;
      const id = `66${String(sent).padStart(10, '0')}`;
      const customerNo = number.slice('990001'.length);
      const asked = { customerNo, paymentRequestId: id, referenceNo: id, amount: nominal };
      const answer = await teller.payment(asked, how);
      if (answer?.code.startsWith('401')) refused += 1;
    },
    sent: () => sent,
    refused: () => refused,
  };
}

async function countsOf(hub: HubSurroundings) {
  const { ecollection, snap } = bankBooks(hub);
  const payments = await paymentsOf(hub, 'lunas');
  return { paid: ecollection.length + snap.length, booked: payments.length };
}

/** Somebody who asked since has a number to pay to. */
async function canPay(hub: HubSurroundings, instansi: string, since: number): Promise<boolean> {
  const { body } = await hub.get('/v1/pembayaran?keadaan=terbuka&batas=20');
  const { data } = body as JawabanDaftarPembayaran;
  return data.some((payment) => payment.instansi === instansi && Date.parse(payment.dibuatPada) > since);
}

/** No account that was asked for before is still to be made. */
async function nothingIsOpen(hub: HubSurroundings, before = Number.POSITIVE_INFINITY): Promise<boolean> {
  const waiting = await paymentsOf(hub, 'diproses');
  return waiting.every(({ dibuatPada }) => Date.parse(dibuatPada) > before);
}

async function everythingIsBooked(hub: HubSurroundings): Promise<boolean> {
  const { paid, booked } = await countsOf(hub);
  return booked >= paid;
}
