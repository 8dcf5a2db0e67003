import { afterEach, expect, test } from '@jest/globals';
import { generatePeople } from '../../../connectors/sandbox-kit/people.ts';
import { until } from '../../hub/until.ts';
import { DEMO_KEY, type HubSurroundings, withHub } from '../../hub/with-hub.ts';
import { endClients, startClient } from '../clients/start.ts';
import { fastClock } from './fast-clock.ts';
import { linesOf, withOperator } from './operator.ts';
import { type Chapter, printStory, tell } from './story.ts';

// Dukcapil between 2018 and today: from a regional server to the national one, from records to verification, from sentences
// to codes, and the day on which the quota is used up. The form that asks is the same from first to last.

const RATE = 60;
const VERIFICATION = { instance: 'dukcapil', operation: 'verifikasi', path: 'VERIF' } as const;
const RECORD = { instance: 'dukcapil', operation: 'call-nik', path: 'CALL_NIK' } as const;

/** Records are not delivered any more: what is left of the question is whether there is such a person. */
const WITHDRAWN = [
  'upstream: dukcapil\nrelease: national-tanpa-data\nprotocol: get-json\nservice: national\ninherits: national\n',
  `operation: call-nik
outcomes:
  - { says: Akses data tidak diizinkan, is: refused }
`,
] as const;

afterEach(endClients);

test('a form goes on verifying while Dukcapil moves, withdraws its records, and runs out of quota', async () => {
  const clock = fastClock(1000);
  const people = generatePeople(40).map(({ nik, noKartu, nama, tanggalLahir }) => ({
    nik,
    noKartu,
    nama,
    tanggalLahir,
  }));
  await withOperator(async (operator) => {
    await withHub({ now: clock.now, people: 40, mappings: { own: operator.folder } }, async (hub) => {
      const { dukcapil } = hub.sandboxes;
      dukcapil.set({ national: 'not-yet', nationalErrors: 'sentence' });
      await operator.activates(hub, 'dukcapil', 'regional', ['call-nik', 'verifikasi']);
      await until('the regional server is asked', async () => (await releaseOf(hub)) === 'regional');
      const client = startClient('verifikasi', { base: hub.url, key: DEMO_KEY, rate: RATE, people, everyMs: 100 });
      await client.started;
      const chapters: readonly Chapter[] = [
        {
          what: 'regional server, port 8080',
          happens: () => until('everybody was asked about', () => client.tally().benar > 3 * people.length),
        },
        {
          what: 'it is gone; a national one is there',
          happens: () => dukcapil.set({ regional: 'gone', national: 'open' }),
          changes: VERIFICATION,
        },
        {
          what: 'records are not delivered any more',
          happens: () => dukcapil.set({ records: 'withdrawn' }),
          changes: RECORD,
          by: `an edit of ${linesOf(...WITHDRAWN)} lines`,
          async mends() {
            await operator.writes('dukcapil/national-tanpa-data/release.yaml', WITHDRAWN[0]);
            await operator.writes('dukcapil/national-tanpa-data/call-nik.yaml', WITHDRAWN[1]);
            await operator.activates(hub, 'dukcapil', 'national-tanpa-data', ['call-nik', 'verifikasi']);
          },
        },
        { what: 'sentences become codes', happens: () => dukcapil.set({ nationalErrors: 'code' }) },
        {
          what: 'the quota of the day is used up, and returns',
          async happens() {
            clock.passToHour(18); // a verdict is kept for a day and no longer: the morning must come before that
            const before = client.tally().requests;
            await until('everybody was asked about', () => client.tally().requests > before + 3 * people.length);
            dukcapil.set({ dailyQuota: 0 });
          },
          changes: VERIFICATION,
          by: 'midnight',
          async mends() {
            dukcapil.set({ dailyQuota: 1_000_000 });
            clock.passToHour(24);
          },
        },
      ];
      const told = await tell(chapters, { hub, clock, clients: { verifikasi: client } });
      printStory('dukcapil-verifikasi', told);
      const total = await client.stop();
      expect(total.wrong).toEqual([]);
      expect(total.salah).toBe(0);
      expect(total.benar).toBeGreaterThan(total.gagal);
      // everybody was verified once before anything changed; a record is never kept, and fails where Dukcapil gives none
      const problems = Object.keys(total.byProblem);
      process.stdout.write(`failed: ${JSON.stringify(total.byProblem)}\n`);
      expect(problems.filter((problem) => !problem.startsWith('rekam:'))).toEqual([]);
    });
  });
}, 180_000);

async function releaseOf({ get }: HubSurroundings): Promise<string | undefined> {
  const { body } = await get('/v1/status');
  const { data } = body as { data: { layanan: { sumber: { operasi: string; rilis: string }[] }[] } };
  return data.layanan.flatMap(({ sumber }) => sumber).find(({ operasi }) => operasi === 'verifikasi')?.rilis;
}
