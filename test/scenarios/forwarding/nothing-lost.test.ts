import { expect, test } from '@jest/globals';
import type { BookingLedger } from '../../../connectors/bpjs/sandbox/bookings.ts';
import { bpjsSandbox } from '../../../connectors/bpjs/sandbox/server.ts';
import type { LaporLedger } from '../../../connectors/lapor/sandbox/ledger.ts';
import { laporSandbox } from '../../../connectors/lapor/sandbox/server.ts';
import { withSandbox } from '../../connectors/sandbox-kit/with-sandbox.ts';
import { withDirectory } from '../../hub/cli/child-hub.ts';
import { type City, cityConfig, openCity } from './city.ts';
import { drained } from './drain.ts';
import { type Lie, liesByShare, startLiar } from './liar.ts';
import { type AcceptedWork, handOver } from './work.ts';

/** 10,000 and 20 are the figures of the whole run; what `npm test` does takes seconds. */
const COUNT = Number(process.env.SIMPUL_SCENARIO_ITEMS ?? 60);
const KILLS = Number(process.env.SIMPUL_SCENARIO_KILLS ?? 4);
const CLIENTS = 20;

const SHARES = {
  'cut-before': 20,
  'cut-after': 20,
  throttled: 5,
  unavailable: 20,
  html: 15,
  login: 1,
  'done-no-answer': 10,
  gateway: 10,
};

/** Each of these holds a whole service for seconds: so often in a run, however long it is. */
const HOLDING = { login: 4, throttled: 40 };

test(
  'nothing that was accepted is lost, doubled or out of order, whatever dies meanwhile',
  () =>
    withSandbox(bpjsSandbox, (bpjs) =>
      withSandbox(laporSandbox, async (lapor) => {
        const liar = (upstream: string) =>
          startLiar({ upstream, next: atMost(HOLDING, liesByShare(SHARES)), lateMs: 600 });
        const [bpjsLiar, laporLiar] = await Promise.all([liar(bpjs.url), liar(lapor.url)]);
        try {
          const config = cityConfig({ bpjs: bpjsLiar.url, lapor: laporLiar.url });
          await withDirectory({ 'simpul.yaml': config }, async (directory) => {
            const city = await openCity(directory);
            const accepted = await handOverWhileKilled(city);
            bpjsLiar.heal();
            laporLiar.heal();
            const drainMs = await drained(city);
            const found = compare(accepted, bpjs.ledger() as BookingLedger, lapor.ledger() as LaporLedger);
            process.stdout.write(
              `${JSON.stringify({ ...found, kills: city.kills(), drainSeconds: Math.round(drainMs / 1000), lies: { bpjs: bpjsLiar.told, lapor: laporLiar.told } })}\n`,
            );
            expect(found).toMatchObject({ duplicates: 0, lost: 0, outOfOrder: 0 });
            expect(found.delivered).toBe(found.accepted);
            expect(city.kills()).toBeGreaterThanOrEqual(KILLS);
            await city.stop();
          });
        } finally {
          await Promise.all([bpjsLiar.close(), laporLiar.close()]);
        }
      }),
    ),
  60_000 + COUNT * 300,
);

/** Kills at moments nobody chose, and goes on doing so until everything is handed over and it was often enough. */
async function handOverWhileKilled(city: City): Promise<AcceptedWork> {
  const progress = { working: true, failed: false };
  const killing = (async () => {
    while (!progress.failed && (progress.working || city.kills() < KILLS)) {
      await new Promise((resolve) =>
        setTimeout(resolve, COUNT > 1000 ? 1000 + Math.random() * 8000 : 500 + Math.random() * 2000),
      );
      if (!progress.failed) await city.killAndRestart();
    }
  })();
  try {
    const accepted = await handOver(city, COUNT, CLIENTS);
    progress.working = false;
    return accepted;
  } catch (error) {
    progress.failed = true;
    throw error;
  } finally {
    await killing;
  }
}

function atMost(limits: Partial<Record<Lie, number>>, next: () => Lie): () => Lie {
  const told = new Map<Lie, number>();
  return () => {
    const lie = next();
    const before = told.get(lie) ?? 0;
    if (before >= (limits[lie] ?? Number.POSITIVE_INFINITY)) return 'truth';
    told.set(lie, before + 1);
    return lie;
  };
}

function compare(accepted: AcceptedWork, bpjs: BookingLedger, lapor: LaporLedger) {
  const reports = new Map<string, number>();
  for (const { isi } of lapor.accepted) reports.set(isi, (reports.get(isi) ?? 0) + 1);
  const bookings = new Map(bpjs.bookings.map((one) => [one.kodebooking, one.tasks.map(({ taskid }) => taskid)]));
  let lost = accepted.reports.filter((isi) => !reports.has(isi)).length;
  let outOfOrder = 0;
  let delivered = accepted.reports.length - lost;
  for (const [code, tasks] of accepted.bookings) {
    const there = bookings.get(code);
    if (!there) {
      lost += 1 + tasks.length;
      continue;
    }
    delivered += 1 + tasks.filter((task) => there.includes(task)).length;
    lost += tasks.filter((task) => !there.includes(task)).length;
    if (JSON.stringify(there) !== JSON.stringify(tasks.filter((task) => there.includes(task)))) outOfOrder += 1;
  }
  const all =
    accepted.reports.length + [...accepted.bookings.values()].reduce((sum, tasks) => sum + 1 + tasks.length, 0);
  return {
    accepted: all,
    delivered,
    duplicates: extra([...reports.values()]) + bpjs.bookings.reduce((sum, { tasks }) => sum + repeated(tasks), 0),
    lost,
    outOfOrder,
    /** Sent again because an answer was lost, and known there as a repeat. */
    repeatsRecognised: { lapor: lapor.counts.repeatedKeys, bpjs: bpjs.refused.duplicates },
    refusedOutOfOrder: bpjs.refused.outOfOrder,
  };
}

function extra(times: readonly number[]): number {
  return times.reduce((sum, count) => sum + count - 1, 0);
}

function repeated(tasks: readonly { readonly taskid: number }[]): number {
  return tasks.length - new Set(tasks.map(({ taskid }) => taskid)).size;
}
