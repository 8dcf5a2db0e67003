import { afterEach, expect, test } from '@jest/globals';
import { until } from '../../hub/until.ts';
import { DEMO_KEY, withHub } from '../../hub/with-hub.ts';
import { endClients, type StartedClient, startClient } from '../clients/start.ts';
import { startHost } from '../host.ts';
import { fastClock } from './fast-clock.ts';
import { settled } from './forwards.ts';
import { freePort } from './free-port.ts';
import { ossBook, withLicensing } from './licensing.ts';
import { answers, generations, later, ownReleases, pushes, startDoor } from './licensing-chapters.ts';
import { MONEY_PATIENCE_MS, printMoney, tellMoney } from './money-story.ts';
import { withOperator } from './operator.ts';
import { heldAtOss, repeatsAtOss, settlePermits, settlePushes } from './permit-books.ts';

// The licensing office of a city from OSS 1.1 to what came after PP 28/2025. What OSS pushes is told once, what the office
// decides arrives once, whatever either of them says or does not say.

const RATE = 40;
const PUSHES_A_SECOND = 5;

afterEach(endClients);

test('the licensing office goes on through every generation of OSS', async () => {
  const clock = fastClock(20);
  clock.passToHour(8);
  const config = { port: await freePort(), instances: { oss: { releases: ['oss-1.1'] } } };
  await withOperator(async (operator) => {
    await ownReleases(operator.folder);
    await withHub({ now: clock.now, config, mappings: { own: operator.folder } }, async (hub) => {
      const host = await startHost(hub.sandboxes.oss.url);
      const door = await startDoor(hub);
      const services = { rba: undefined, 'oss-1.1': { baseUrl: `${host.url}/v1/kl` } };
      await hub.restart({ instances: { oss: { settings: { services } } } });
      const client = startClient('e-perizinan', { base: hub.url, key: DEMO_KEY, rate: RATE, everyMs: 100 });
      await client.started;
      try {
        await withLicensing(hub, PUSHES_A_SECOND, async (licensing) => {
          const parts = { hub, clock, licensing, operator, host, door };
          const rows = await tellMoney([...generations(parts), ...pushes(parts), ...answers(parts), ...later(parts)], {
            clock,
            asked: () => client.tally(),
            counts: async () => ({
              pushed: ossBook(hub).pushes.length,
              accepted: Object.keys(client.tally().accepted).length,
              arrived: new Set(heldAtOss(hub)).size,
            }),
          });
          printMoney('eperizinan-oss', rows);
          await licensing.close();
          await client.rest();
          await until('every permit is at its end', () => unfinished(client).length === 0, MONEY_PATIENCE_MS).catch(
            (error) => Promise.reject(new Error(JSON.stringify(unfinished(client)), { cause: error })),
          );
          const businesses = licensing.businesses();
          const { accepted, byProblem, heard, turnedAway } = client.tally();
          await settled('e-perizinan', { client, hub }, () => heldAtOss(hub));
          await settlePushes(hub, businesses);
          await settlePermits(hub, businesses, { accepted });
          process.stdout.write(`failures: ${JSON.stringify(byProblem)}; statuses sent again: ${repeatsAtOss(hub)}\n`);
          expect(new Set(Object.values(heard))).toEqual(new Set(['pesan.terkirim']));
          // what was decided while a cancellation was on its way
          expect(new Set(['pemanggil:bentrok', ...Object.values(turnedAway)]).size).toBe(1);
          expect(rows.every(({ benar }) => Number(benar) > 0)).toBe(true);
        });
      } finally {
        await door.close();
      }
    });
  });
}, 300_000);

/** What is on its way, and what was last heard of it. */
function unfinished(client: StartedClient): readonly string[] {
  const { open, heard, accepted } = client.tally();
  const waiting = Object.entries(accepted).filter(([, message]) => heard[message] !== 'pesan.terkirim');
  return [...open, ...waiting.map(([reference, message]) => `${reference}: ${heard[message]}`)];
}
