import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from '@jest/globals';
import type { LaporLedger } from '../../../connectors/lapor/sandbox/ledger.ts';
import { type HubSurroundings, withHub } from '../../hub/with-hub.ts';
import { HOUR_MS, MINUTE_MS, type MovingClock, movingClock } from './clock.ts';
import { drained, laneOf } from './drain.ts';
import { byClients, handOverOne, idOfReport, percentile, print } from './messages.ts';
import { report } from './work.ts';

/** 5,000 is the figure of the whole run; what `npm test` does takes seconds. */
const COUNT = Number(process.env.SIMPUL_SCENARIO_ITEMS ?? 200);
const STEPS = COUNT < 1000 ? 8 : 48;
const CLIENTS = 20;
/** The hub looks for what is due twice a second, whatever the clock says. */
const A_LOOK_MS = 550;

test(
  'what is accepted on a day without LAPOR arrives when it is back, oldest first per report',
  async () => {
    const clock = movingClock();
    await withHub({ now: clock.now }, async (hub) => {
      const { lapor } = hub.sandboxes;
      await handOverReports(hub, 0, Math.min(COUNT, 500)); // a cold process is slow for its own reasons
      const healthy = await handOverReports(hub, COUNT, COUNT);
      await drained(hub);
      const before = (lapor.ledger() as LaporLedger).accepted.length;

      lapor.fault({ kind: 'refuse' });
      const down = await handOverForADay(hub, clock);
      const held = await laneOf(hub, 'laporan-kirim');
      expect(held).toMatchObject({ keadaan: 'tertahan', kosongPada: null, menunggu: COUNT });
      expect((lapor.ledger() as LaporLedger).accepted).toHaveLength(before);

      await lapor.heal();
      clock.pass(2 * MINUTE_MS); // no lane waits longer than a minute for its next try
      const drainMs = await drained(hub);
      const after = lapor.ledger() as LaporLedger;
      print('a day without LAPOR', {
        accepted: COUNT + down.followUps,
        healthyP99Ms: Math.round(percentile(healthy.tookMs, 0.99)),
        downP99Ms: Math.round(percentile(down.tookMs, 0.99)),
        ratio: Math.round((percentile(down.tookMs, 0.99) / percentile(healthy.tookMs, 0.99)) * 100) / 100,
        drainSeconds: Math.round(drainMs / 100) / 10,
        drainedPerSecond: Math.round((COUNT + down.followUps) / (drainMs / 1000)),
        heldSince: held?.sejak,
        heldBecause: held?.alasan,
      });
      const arrived = new Map(after.accepted.slice(before).map(({ isi, trackingId }) => [isi, trackingId]));
      expect(arrived.size).toBe(COUNT);
      expect(after.accepted).toHaveLength(before + COUNT);
      expect(outOfOrder(down.said, arrived, after)).toEqual([]);
      expect(after.followUps).toHaveLength(healthy.followUps + firstFollowUps(Math.min(COUNT, 500)) + down.followUps);
    });
  },
  60_000 + COUNT * 60,
);

interface HandedOver {
  readonly tookMs: number[];
  followUps: number;
  /** What was said after each report, by the text of the report. */
  readonly said: Map<string, string[]>;
}

/** Every third report is followed by two answers of an office. */
const FOLLOWED = 3;
const firstFollowUps = (count: number) => Math.ceil(count / FOLLOWED) * 2;

async function handOverReports(hub: HubSurroundings, from: number, count: number): Promise<HandedOver> {
  const done: HandedOver = { tookMs: [], followUps: 0, said: new Map() };
  await byClients(CLIENTS, count, (index) => handOverReport(hub, from + index, index % FOLLOWED === 0, done));
  return done;
}

async function handOverReport(hub: HubSurroundings, number: number, followed: boolean, done: HandedOver) {
  const body = report(number);
  const started = performance.now();
  const message = await handOverOne(hub, '/v1/laporan', body);
  done.tookMs.push(performance.now() - started);
  const said: string[] = [];
  done.said.set(body.isi, said);
  if (!followed) return;
  for (const isi of [`Petugas menuju lokasi ${number}.`, `Lampu ${number} sudah diganti.`]) {
    await handOverOne(hub, `/v1/laporan/${idOfReport(message)}/tindak-lanjut`, { isi });
    said.push(isi);
    done.followUps += 1;
  }
}

/** A part of them at a time, with the clock put forward between, so that holds and backoffs see the day go by. */
async function handOverForADay(hub: HubSurroundings, clock: MovingClock): Promise<HandedOver> {
  const day: HandedOver = { tookMs: [], followUps: 0, said: new Map() };
  for (let step = 0; step < STEPS; step += 1) {
    const from = Math.floor((COUNT * step) / STEPS);
    const to = Math.floor((COUNT * (step + 1)) / STEPS);
    const { tookMs, followUps, said } = await handOverReports(hub, 2 * COUNT + from, to - from);
    day.tookMs.push(...tookMs);
    day.followUps += followUps;
    for (const [isi, then] of said) day.said.set(isi, then);
    clock.pass((24 * HOUR_MS) / STEPS);
    await sleep(A_LOOK_MS);
  }
  return day;
}

function outOfOrder(said: HandedOver['said'], arrived: ReadonlyMap<string, string>, { followUps }: LaporLedger) {
  const there = new Map<string, string[]>();
  for (const { trackingId, isi } of followUps) there.set(trackingId, [...(there.get(trackingId) ?? []), isi]);
  return [...said].filter(([isi, then]) => {
    const trackingId = arrived.get(isi) ?? '';
    return JSON.stringify(there.get(trackingId) ?? []) !== JSON.stringify(then);
  });
}
