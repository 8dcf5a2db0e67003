import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from '@jest/globals';
import type { LaporLedger } from '../../../connectors/lapor/sandbox/ledger.ts';
import type { Tree } from '../../../hub/config/values.ts';
import type { Jalur, JawabanDaftarPesan, Pesan } from '../../../openapi/generated/types.ts';
import { until } from '../../hub/until.ts';
import { type HubSurroundings, withHub } from '../../hub/with-hub.ts';
import { HOUR_MS, MINUTE_MS, type MovingClock, movingClock } from './clock.ts';
import { drained, laneOf } from './drain.ts';
import { byClients, handOverOne, messageOf, print } from './messages.ts';
import { report } from './work.ts';

/** 1,000 is the figure of the whole run; what `npm test` does takes seconds. */
const COUNT = Number(process.env.SIMPUL_SCENARIO_WAITING ?? 60);
const CLIENTS = 20;
const A_LOOK_MS = 550;
const A_MINUTE = [16, 31, 13].map((seconds) => seconds * 1000);

const TIME_OUT_MS = 60_000 + COUNT * 50;

function withCity(config: Tree, use: (hub: HubSurroundings, clock: MovingClock) => Promise<void>): Promise<void> {
  const clock = movingClock();
  return withHub({ now: clock.now, config }, (hub) => use(hub, clock));
}

/** Resolves to one of them. */
async function handOverReports(hub: HubSurroundings, count: number): Promise<Pesan> {
  const messages: Pesan[] = [];
  await byClients(CLIENTS, count, async (index) => {
    messages.push(await handOverOne(hub, '/v1/laporan', report(index)));
  });
  const [first] = messages;
  if (!first) throw new Error('nothing was handed over');
  return first;
}

async function heldLane(hub: HubSurroundings): Promise<Jalur> {
  let lane: Jalur | undefined;
  await until('the lane is held', async () => {
    lane = await laneOf(hub, 'laporan-kirim');
    return lane?.keadaan === 'tertahan';
  });
  if (!lane) throw new Error('there is no lane');
  return lane;
}

/** Lets so much time go by, and the hub look after each step. */
async function letPass(clock: MovingClock, steps: readonly number[]): Promise<void> {
  for (const ms of steps) {
    clock.pass(ms);
    await sleep(A_LOOK_MS);
  }
}

function callsAnswered({ sandboxes }: HubSurroundings, status: number): number {
  return sandboxes.lapor.calls().filter((call) => call.status === status).length;
}

function writes({ sandboxes }: HubSurroundings): number {
  return sandboxes.lapor.calls().filter(({ method }) => method === 'POST').length;
}

/** Attempts of all messages together, whatever came of them. */
async function attempts({ get }: HubSurroundings): Promise<number> {
  let sum = 0;
  for (let cursor: string | null = ''; cursor !== null; ) {
    const { body } = await get(`/v1/pesan?batas=200${cursor === '' ? '' : `&kursor=${cursor}`}`);
    const { data, halaman } = body as JawabanDaftarPesan;
    sum += data.reduce((total, { percobaan }) => total + percobaan, 0);
    cursor = halaman.berikutnya;
  }
  return sum;
}

function expectAllOnce({ sandboxes }: HubSurroundings, count: number): void {
  const { accepted, counts } = sandboxes.lapor.ledger() as LaporLedger;
  expect({ texts: new Set(accepted.map(({ isi }) => isi)).size, doubles: counts.doubles }).toEqual({
    texts: count,
    doubles: 0,
  });
  expect(accepted).toHaveLength(count);
}

test(
  'a credential that is not accepted costs three attempts in a minute, and everything arrives once it is',
  () =>
    withCity({}, async (hub, clock) => {
      const { lapor } = hub.sandboxes;
      await until('the first poll is over', () => callsAnswered(hub, 200) > 0);
      lapor.set({ token: 'dicabut' });
      const { id } = await handOverReports(hub, COUNT);
      const held = await heldLane(hub);
      await letPass(clock, A_MINUTE);
      const burned = { calls: callsAnswered(hub, 401), attempts: await attempts(hub) };
      const later = await laneOf(hub, 'laporan-kirim');
      expect(later).toMatchObject({ keadaan: 'tertahan', alasan: 'auth', sejak: held.sejak, menunggu: COUNT });
      expect(later?.kosongPada).toBeNull();
      expect((await messageOf(hub, id)).jalur).toMatchObject({ keadaan: 'tertahan', alasan: 'auth' });
      expect(burned.calls).toBeGreaterThan(0);
      expect(burned.calls).toBeLessThanOrEqual(3);
      expect(burned.attempts).toBeLessThanOrEqual(3);

      await letPass(clock, new Array(3).fill(20 * MINUTE_MS));
      const inAnHour = callsAnswered(hub, 401);
      lapor.set({ token: 'token-uji-lapor' });
      clock.pass(5 * MINUTE_MS); // no account is tried less often
      const drainMs = await drained(hub);
      print('a credential that is not accepted', {
        waiting: COUNT,
        ...burned,
        callsWithTheHourAfter: inAnHour,
        drainSeconds: Math.round(drainMs / 100) / 10,
      });
      expectAllOnce(hub, COUNT);
    }),
  TIME_OUT_MS,
);

test(
  'a credential that is put right in the configuration is tried at the start of the hub',
  () =>
    withCity({}, async (hub) => {
      hub.sandboxes.lapor.set({ token: 'token-baru' });
      await handOverReports(hub, 40);
      await heldLane(hub);
      const burned = callsAnswered(hub, 401);
      await hub.restart({ instances: { lapor: { settings: { services: { 'usulan-1': { token: 'token-baru' } } } } } });
      await drained(hub);
      expect(burned).toBeLessThanOrEqual(3);
      expect(callsAnswered(hub, 401)).toBe(burned);
      expectAllOnce(hub, 40);
    }),
  TIME_OUT_MS,
);

test(
  'a credential that ends in the midst of the work costs no more than what was under way',
  () =>
    withCity({ instances: { lapor: { limits: { concurrentCalls: 16 } } } }, async (hub, clock) => {
      const { lapor } = hub.sandboxes;
      lapor.fault({ kind: 'slow', delayMs: 30 });
      const accepting = handOverReports(hub, 45);
      await until('much is under way', () => (lapor.ledger() as LaporLedger).accepted.length > 15);
      lapor.set({ token: 'dicabut' });
      await accepting;
      expect(await heldLane(hub)).toMatchObject({ alasan: 'auth' });
      await letPass(clock, [0]);
      // A poll may be under way as well: one account serves both, and the poll asks from its own half of the calls.
      const burned = hub.sandboxes.lapor.calls().filter(({ status }) => status === 401);
      const writesBurned = burned.filter(({ method }) => method === 'POST').length;
      expect(burned.length).toBeGreaterThan(0);
      expect(writesBurned).toBeLessThanOrEqual(8); // writes get half of the instance's calls
      expect(burned.length - writesBurned).toBeLessThanOrEqual(1);
      lapor.set({ token: 'token-uji-lapor' });
      clock.pass(MINUTE_MS);
      await drained(hub);
      expectAllOnce(hub, 45);
    }),
  TIME_OUT_MS,
);

test(
  'a quota that is used up holds the lane until the next day, and nothing is asked before',
  () =>
    withCity({ instances: { lapor: { limits: { callsPerDay: 20 } } } }, async (hub, clock) => {
      await handOverReports(hub, 30);
      const held = await heldLane(hub);
      expect(held).toMatchObject({ alasan: 'quota', cobaLagiPada: '2026-11-20T17:00:00.000Z' }); // midnight in WIB
      expect(hub.sandboxes.lapor.calls().length).toBeLessThanOrEqual(20);
      await letPass(clock, [0]); // what was under way ends
      const before = writes(hub);
      await letPass(clock, [5 * HOUR_MS, 9 * HOUR_MS]); // 23:00
      expect(writes(hub)).toBe(before);
      expect(await laneOf(hub, 'laporan-kirim')).toMatchObject({ keadaan: 'tertahan', menunggu: 30 - before });
      clock.pass(HOUR_MS);
      await drained(hub);
      expectAllOnce(hub, 30);
    }),
  TIME_OUT_MS,
);

test(
  'maintenance that says when it ends is believed',
  () =>
    withCity({}, async (hub, clock) => {
      const { lapor } = hub.sandboxes;
      lapor.fault({ kind: 'maintenance', retryAfterSeconds: 1800 });
      const started = clock.now().getTime();
      await handOverReports(hub, 20);
      const { alasan, cobaLagiPada } = await heldLane(hub);
      const waitsMs = Date.parse(cobaLagiPada ?? '') - started;
      expect({ alasan, waits: waitsMs >= 30 * MINUTE_MS && waitsMs < 40 * MINUTE_MS }).toEqual({
        alasan: 'maintenance',
        waits: true,
      });
      const before = writes(hub);
      expect(before).toBeLessThanOrEqual(3);
      await lapor.heal(); // earlier than it said: nobody finds out, because nobody asks
      await letPass(clock, [10 * MINUTE_MS, 19 * MINUTE_MS]);
      expect(writes(hub)).toBe(before);
      clock.pass(2 * MINUTE_MS);
      await drained(hub);
      expectAllOnce(hub, 20);
    }),
  TIME_OUT_MS,
);

test(
  'somebody who says that it is mended need not wait for the next try',
  () =>
    withCity({}, async (hub) => {
      const { lapor } = hub.sandboxes;
      await until('the first poll is over', () => callsAnswered(hub, 200) > 0);
      lapor.set({ token: 'dicabut' });
      await handOverReports(hub, 5);
      const held = await heldLane(hub);
      lapor.set({ token: 'token-uji-lapor' });
      const [lane] = await hub.store.messages.lanes();
      expect(lane).toMatchObject({ lane: 'lapor laporan-kirim', state: 'held', since: Date.parse(held.sejak ?? '') });
      if (lane) await hub.store.messages.putLane({ ...lane, until: 0 }); // as `simpul lanes open` does
      await drained(hub); // the clock goes on by itself only: the account's own hold has seconds to run
      expectAllOnce(hub, 5);
    }),
  TIME_OUT_MS,
);
