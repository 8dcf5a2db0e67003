import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from '@jest/globals';
import type { LaporLedger } from '../../../connectors/lapor/sandbox/ledger.ts';
import { laporSandbox } from '../../../connectors/lapor/sandbox/server.ts';
import type { Jalur, Pesan } from '../../../openapi/generated/types.ts';
import { withSandbox } from '../../connectors/sandbox-kit/with-sandbox.ts';
import { until } from '../../hub/until.ts';
import { type HubSurroundings, withHub } from '../../hub/with-hub.ts';
import { MINUTE_MS, type MovingClock, movingClock } from './clock.ts';
import { laneOf } from './drain.ts';
import { type Arrival, type Liar, type Lie, startLiar } from './liar.ts';
import { byClients, handOverOne, idOfReport, print, untilMessageIs } from './messages.ts';
import { report } from './work.ts';

/** What waits when LAPOR comes back; 5,000 shows the whole rise. */
const WAITING = Number(process.env.SIMPUL_SCENARIO_WAITING ?? 400);
/** Calls at once that the instance bears, and how long LAPOR takes for each. */
const AT_ONCE = 8;
const TAKES_MS = 20;
const COUNTERS = 6;
const OPERATION = 'laporan-kirim';

test(
  'after an outage a lane starts slowly and rises, never beyond the limit of its instance, and says when it is empty',
  () =>
    withSandbox(laporSandbox, async (lapor) => {
      let isDown = false;
      const next = (): Lie => (isDown ? 'unavailable' : 'truth');
      const liar = await startLiar({ upstream: lapor.url, next, lateMs: 0, takesMs: TAKES_MS });
      const clock = movingClock();
      const config = {
        instances: {
          lapor: {
            settings: { services: { 'usulan-1': { baseUrl: `${liar.url}/api/v1` } } },
            limits: { concurrentCalls: AT_ONCE, retries: 0 },
          },
        },
      };
      try {
        await withHub({ config, now: clock.now }, async (hub) => {
          const known = await arrivedBefore(hub);
          isDown = true;
          await byClients(20, WAITING, async (index) => {
            await handOverOne(hub, '/v1/laporan', report(index));
          });
          await until('the lane is held', async () => (await laneOf(hub, OPERATION))?.keadaan === 'tertahan');
          expect((await laneOf(hub, OPERATION))?.kosongPada).toBeNull();
          clock.pass(MINUTE_MS);
          await sleep(600); // the hub sees that the minute is over, tries again and is turned away

          isDown = false;
          clock.pass(2 * MINUTE_MS);
          const from = performance.now();
          const reading = readAllTheTime(hub, known);
          const looks = await watch(hub, clock);
          reading.stop();
          await reading.ended;

          const took = arrivalsOf(liar, from);
          const rates = perSecond(took);
          const estimates = judged(looks);
          print('after an outage', {
            writesPerSecond: rates,
            firstWritesPer100Ms: per100Ms(took).slice(0, 20),
            reads: liar.arrivals.filter(({ at, isWrite }) => !isWrite && at >= from).length,
            mostAtOnce: liar.mostAtOnce(),
            emptyIn: estimates,
          });
          expect((lapor.ledger() as LaporLedger).accepted).toHaveLength(WAITING + COUNTERS);
          expect(liar.mostAtOnce()).toBeLessThanOrEqual(AT_ONCE);
          expect(liar.mostAtOnce()).toBeGreaterThan(AT_ONCE / 2); // more than writes alone may be
          expect(rates[0]).toBeLessThanOrEqual(25); // ten, were nothing else on this machine
          expect(Math.max(...rates)).toBeGreaterThan(2 * (rates[0] ?? 0));
          expect(estimates.filter(({ saidMs, wasMs }) => saidMs < 3 * wasMs && wasMs < 3 * saidMs)).not.toEqual([]);
        });
      } finally {
        await liar.close();
      }
    }),
  180_000 + WAITING * 40,
);

/** The paths of reports that LAPOR has. */
async function arrivedBefore(hub: HubSurroundings): Promise<readonly string[]> {
  const messages: Pesan[] = [];
  for (let index = 0; index < COUNTERS; index += 1)
    messages.push(await handOverOne(hub, '/v1/laporan', report(WAITING + index)));
  for (const { id } of messages) await untilMessageIs(hub, id, 'terkirim');
  return messages.map((message) => `/v1/laporan/${idOfReport(message)}`);
}

/** At every counter somebody looks at a report, again and again: what is read is asked of LAPOR each time. */
function readAllTheTime({ get }: HubSurroundings, paths: readonly string[]) {
  let stopped = false;
  const counter = async (path: string) => {
    while (!stopped) await get(path);
  };
  const ended = Promise.all(paths.map(counter));
  return {
    ended,
    stop() {
      stopped = true;
    },
  };
}

interface Look {
  readonly lane: Jalur;
  readonly at: number;
}

/** The lane as the status shows it, until it is empty. */
async function watch(hub: HubSurroundings, clock: MovingClock): Promise<readonly Look[]> {
  const looks: Look[] = [];
  for (const patience = performance.now() + 120_000 + WAITING * 20; performance.now() < patience; ) {
    const lane = await laneOf(hub, OPERATION);
    if (lane) looks.push({ lane, at: clock.now().getTime() });
    if (lane?.menunggu === 0) return looks;
    await sleep(100);
  }
  throw new Error(`the lane was never empty: ${JSON.stringify(looks.at(-1))}`);
}

const isEstimated = ({ kosongPada }: Jalur) => typeof kosongPada === 'string';

/** What was said in every fifth part of the work, against what became of it. */
function judged(looks: readonly Look[]) {
  const end = looks.at(-1)?.at ?? 0;
  return [0.9, 0.7, 0.5, 0.3, 0.1].flatMap((share) => {
    const look = looks.find(({ lane }) => isEstimated(lane) && (lane.menunggu ?? 0) <= share * WAITING);
    if (!look) return [];
    const { lane, at } = look;
    const saidMs = Date.parse(lane.kosongPada ?? '') - at;
    return [{ waiting: lane.menunggu, saidMs, wasMs: Math.round(end - at) }];
  });
}

function arrivalsOf({ arrivals }: Liar, from: number): readonly number[] {
  const writes = arrivals.filter(({ at, isWrite }: Arrival) => isWrite && at >= from);
  const first = writes[0]?.at ?? 0;
  return writes.map(({ at }) => at - first);
}

function perSecond(at: readonly number[]): readonly number[] {
  return counted(at, 1000);
}

function per100Ms(at: readonly number[]): readonly number[] {
  return counted(at, 100);
}

function counted(moments: readonly number[], widthMs: number): readonly number[] {
  const counts = new Array<number>(Math.floor((moments.at(-1) ?? 0) / widthMs) + 1).fill(0);
  for (const at of moments) counts[Math.floor(at / widthMs)] = (counts[Math.floor(at / widthMs)] ?? 0) + 1;
  return counts;
}
