import { afterEach, expect, test } from '@jest/globals';
import type { BookingLedger } from '../../../connectors/bpjs/sandbox/bookings.ts';
import { until } from '../../hub/until.ts';
import { DEMO_KEY, withHub } from '../../hub/with-hub.ts';
import { endClients, startClient } from '../clients/start.ts';
import { fastClock } from './fast-clock.ts';
import { settled } from './forwards.ts';
import { linesOf, withOperator } from './operator.ts';
import { printStory, tell } from './story.ts';

// A hospital's queue on the day on which BPJS wants one more field of every booking, from one minute to the next.

const RATE = 25;
const BOOKING = { instance: 'bpjs', operation: 'antrean-tambah', path: '/antrean/add' } as const;
const WITH_COUNTER = [
  'upstream: bpjs\nrelease: antrean-rs-2\nprotocol: antrean\nservice: antrean-rs\ninherits: antrean-rs\n',
  'operation: antrean-tambah\nask: { body: { loket: { value: PENDAFTARAN } } }\n',
] as const;

afterEach(endClients);

test('bookings go on when BPJS wants one more field in the middle of a day', async () => {
  const clock = fastClock(10);
  await withOperator(async (operator) => {
    await withHub({ now: clock.now, mappings: { own: operator.folder } }, async (hub) => {
      const { bpjs } = hub.sandboxes;
      bpjs.set({ clockSkewSeconds: 1_000_000_000 });
      const client = startClient('antrean', { base: hub.url, key: DEMO_KEY, rate: RATE, everyMs: 100 });
      await client.started;
      const held = () => (bpjs.ledger() as BookingLedger).bookings;
      const told = await tell(
        [
          { what: 'a morning like any other', happens: () => until('bookings arrive', () => held().length > 25) },
          {
            what: 'a field is mandatory from now on',
            happens: () => bpjs.set({ antreanMandatory: ['loket'] }),
            changes: BOOKING,
            by: `an edit of ${linesOf(...WITH_COUNTER)} lines`,
            async mends() {
              await operator.writes('bpjs/antrean-rs-2/release.yaml', WITH_COUNTER[0]);
              await operator.writes('bpjs/antrean-rs-2/antrean-tambah.yaml', WITH_COUNTER[1]);
              await operator.activates(hub, 'bpjs', 'antrean-rs-2', ['antrean-tambah']);
            },
          },
        ],
        { hub, clock, clients: { antrean: client } },
      );
      printStory('antrean-bpjs', told);
      expect(told.gagal).toBe(0);
      await settled('antrean', { client, hub }, () =>
        held().flatMap(({ kodebooking, tasks }) => [
          kodebooking,
          ...tasks.map(({ taskid }) => `${kodebooking}/${taskid}`),
        ]),
      );
      const { refused } = bpjs.ledger() as BookingLedger;
      expect(refused).toMatchObject({ outOfOrder: 0, closed: 0 });
    });
  });
}, 180_000);
