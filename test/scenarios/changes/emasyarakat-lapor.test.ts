import { afterEach, expect, test } from '@jest/globals';
import type { LaporLedger } from '../../../connectors/lapor/sandbox/ledger.ts';
import { until } from '../../hub/until.ts';
import { DEMO_KEY, withHub } from '../../hub/with-hub.ts';
import { endClients, startClient } from '../clients/start.ts';
import { fastClock } from './fast-clock.ts';
import { settled } from './forwards.ts';
import { linesOf, withOperator } from './operator.ts';
import { type Chapter, printStory, tell } from './story.ts';

// Complaints of a city from the first generation of LAPOR! to today. What citizens hand over arrives once, whatever it is
// that LAPOR takes at the moment.

const RATE = 25;
const INTAKE = { instance: 'lapor', operation: 'laporan-kirim', path: 'a' } as const;
const AN_HOUR_MS = 3_600_000;
const WITH_CHANNEL = [
  'upstream: lapor\nrelease: usulan-2\nprotocol: json-1\nservice: usulan-1\ninherits: usulan-1\n',
  'operation: laporan-kirim\nask: { body: { kanal: { value: Aplikasi Daerah } } }\n',
] as const;

afterEach(endClients);

test('complaints arrive once through every generation of LAPOR', async () => {
  const clock = fastClock(60);
  const config = { instances: { lapor: { releases: ['usulan-1', 'legacy-xml'] } } };
  await withOperator(async (operator) => {
    await withHub({ now: clock.now, config, mappings: { own: operator.folder } }, async (hub) => {
      const { lapor } = hub.sandboxes;
      lapor.set({ json: 'not-yet' });
      const client = startClient('e-masyarakat', { base: hub.url, key: DEMO_KEY, rate: RATE, everyMs: 100 });
      await client.started;
      const arrived = () => (lapor.ledger() as LaporLedger).accepted.length;
      const chapters: readonly Chapter[] = [
        { what: 'intake in XML', happens: () => until('complaints arrive', () => arrived() > 30) },
        {
          what: 'XML is gone, JSON is there',
          happens: () => lapor.set({ legacy: 'gone', json: 'open' }),
          changes: INTAKE,
        },
        {
          what: 'a status word nobody knows',
          happens: () => lapor.fault({ kind: 'unknown-status', path: '/laporan' }),
        },
        {
          what: 'the login page with 200, for an hour',
          happens: () => lapor.set({ loginPage: 'on' }),
          changes: INTAKE,
          by: 'the hour passes',
          async mends() {
            lapor.set({ loginPage: 'off' });
            clock.pass(AN_HOUR_MS);
          },
        },
        {
          what: 'the intake wants one more field',
          happens: () => lapor.set({ mandatory: ['kanal'] }),
          changes: INTAKE,
          by: `an edit of ${linesOf(...WITH_CHANNEL)} lines`,
          async mends() {
            await operator.writes('lapor/usulan-2/release.yaml', WITH_CHANNEL[0]);
            await operator.writes('lapor/usulan-2/laporan-kirim.yaml', WITH_CHANNEL[1]);
            await operator.activates(hub, 'lapor', 'usulan-2', ['laporan-kirim']);
          },
        },
      ];
      const told = await tell(chapters, { hub, clock, clients: { 'e-masyarakat': client } });
      printStory('emasyarakat-lapor', told);
      expect(told.gagal).toBe(0);
      await settled('e-masyarakat', { client, hub }, () =>
        (lapor.ledger() as LaporLedger).accepted.flatMap(({ isi }) => /laporan-\w+-\d+/.exec(isi)?.[0] ?? []),
      );
    });
  });
}, 180_000);
