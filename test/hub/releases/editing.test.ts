import { describe, expect, test } from '@jest/globals';
import { generatePeople } from '../../../connectors/sandbox-kit/people.ts';
import { bpjsWith, readWith } from '../exchange/switching.ts';
import { until } from '../until.ts';
import type { HubSurroundings } from '../with-hub.ts';
import { type OwnMappings, RENAME, RENAMED, withOwnHub } from './with-own-mappings.ts';

// Somebody edits a mapping while the hub runs.

const PEOPLE = 2000;
const EDITS = 12;
const people = generatePeople(PEOPLE).map(({ nik }) => `/v1/jkn/peserta/${nik}`);
const personOf = (index: number) => people[index % PEOPLE] ?? '';
const NIK = 'bpjs/vclaim-2.1/peserta-by-nik.yaml';
const RELEASE = 'bpjs/vclaim-2.1/release.yaml';
const FITTING = {
  [NIK]: 'operation: peserta-by-nik\nanswer: { fields: { nomorKartu: { from: noKartu, as: digits, length: 13 } } }\n',
};
const READS_NOTHING = {
  [NIK]: 'operation: peserta-by-nik\nanswer: { fields: { nomorKartu: { from: nomor, as: digits, length: 13 } } }\n',
};
/** The city's own release is the only one there is. */
const OWN = bpjsWith(['vclaim-2.1', 'antrean-rs']);

const isUsed = ({ logs }: HubSurroundings, times = 1) =>
  logs.filter((line) => line.includes('mappings were edited and are used')).length >= times;
const refusals = ({ logs }: HubSurroundings) =>
  logs.filter((line) => line.includes('mappings were edited and have mistakes'));
const openIncidents = async ({ store }: HubSurroundings) =>
  (await store.releases.incidents({ open: true, limit: 10 })).map(({ kind, detail }) => `${kind} ${detail}`);

function withFitting(use: (hub: HubSurroundings, folder: OwnMappings) => Promise<void>, people = 20): Promise<void> {
  return withOwnHub({ ...RENAMED, ...FITTING }, { ...OWN, people }, use);
}

describe('an edit', () => {
  test('that mends what an upstream changed is used in a moment: nothing is started again', () =>
    withFitting(async (hub, folder) => {
      const { get, sandboxes } = hub;
      expect(readWith(await get(personOf(0)))).toBe('200 segar vclaim-2.1');
      sandboxes.bpjs.fault(RENAME);
      expect(readWith(await get(personOf(1)))).toBe('503 hulu-berubah');
      await until('that answer is kept', async () => {
        const [newest] = await hub.store.releases.keptAnswers({
          instance: 'bpjs',
          operation: 'peserta-by-nik',
          limit: 1,
        });
        return newest?.verdict === 'changed';
      });
      const editedAt = performance.now();
      await folder.write(RENAMED);
      await until('it is used', () => isUsed(hub));
      process.stdout.write(`from the edit to its use: ${Math.round(performance.now() - editedAt)} ms\n`);
      expect(readWith(await get(personOf(1)))).toBe('200 segar vclaim-2.1');
    }));

  test.each([
    { given: 'half a file', files: { [NIK]: 'operation: peserta-by-nik\nanswer: {' } },
    { given: 'a word nobody knows', files: { [NIK]: 'operation: peserta-by-nik\nanswr: {}\n' } },
    {
      given: 'an example that fails',
      files: {
        [NIK]: 'operation: peserta-by-nik\nexamples: [{ name: x, given: null, code: "201", verdict: found }]\n',
      },
    },
    {
      given: 'a parent that is not there',
      files: { [RELEASE]: RENAMED[RELEASE]?.replace('vclaim-2.0', 'vclaim-9') ?? '' },
    },
  ])('that is bad ($given) changes nothing, says so once, and is forgotten when it is mended', ({ files }) =>
    withFitting(async (hub, folder) => {
      await folder.write(files);
      await until('it is told', async () => (await openIncidents(hub)).length === 1);
      expect((await openIncidents(hub))[0]).toMatch(/^pemetaan-salah .*vclaim-2\.1/);
      expect(readWith(await hub.get(personOf(0)))).toBe('200 segar vclaim-2.1');
      await folder.write({ 'bpjs/vclaim-2.1/catatan.txt': 'not a mapping', ...files }); // saved once more
      await folder.write({ 'bpjs/vclaim-2.4/release.yaml': RENAMED[RELEASE]?.replace('2.1', '2.4') ?? '' });
      expect(readWith(await hub.get(personOf(1)))).toBe('200 segar vclaim-2.1');
      await folder.write({ ...RENAMED, ...FITTING });
      await until('it is over', async () => (await openIncidents(hub)).length === 0);
      expect(refusals(hub)).toHaveLength(1);
      expect(readWith(await hub.get(personOf(2)))).toBe('200 segar vclaim-2.1');
    }),
  );

  test.each([
    { given: 'its release.yaml', path: RELEASE },
    { given: 'its folder', path: 'bpjs/vclaim-2.1' },
    { given: 'the whole folder of the city', path: 'bpjs' },
  ])('that takes away $given while it is used changes nothing, and says so', ({ path }) =>
    withFitting(async (hub, folder) => {
      await folder.remove(path);
      await until('it is told', async () => (await openIncidents(hub)).length === 1);
      expect(readWith(await hub.get(personOf(0)))).toBe('200 segar vclaim-2.1');
      await folder.write({ ...RENAMED, ...FITTING });
      await until('it is over', async () => (await openIncidents(hub)).length === 0);
      expect(readWith(await hub.get(personOf(1)))).toBe('200 segar vclaim-2.1');
    }),
  );

  test('that no longer reads what is read today is refused', () =>
    withFitting(async (hub, folder) => {
      await hub.get(personOf(0));
      const place = { instance: 'bpjs', operation: 'peserta-by-nik', limit: 1 };
      await until('an answer is kept', async () => (await hub.store.releases.keptAnswers(place)).length === 1);
      await folder.write(READS_NOTHING);
      await until('it is told', async () => (await openIncidents(hub)).length === 1);
      expect((await openIncidents(hub))[0]).toContain('does not read the newest answer of bpjs');
      expect(refusals(hub)[0]).toContain('peserta.nomor');
      expect(readWith(await hub.get(personOf(1)))).toBe('200 segar vclaim-2.1');
    }));

  test('of what a chosen release is not listed for makes the choice possible while the hub runs', () =>
    withOwnHub({}, bpjsWith(['vclaim-2.0', 'antrean-rs']), async (hub, folder) => {
      expect(readWith(await hub.get(personOf(0)))).toBe('200 segar vclaim-2.0');
      await folder.write({ ...RENAMED, ...FITTING });
      const chosen = { instance: 'bpjs', operation: 'peserta-by-nik', release: 'vclaim-2.1', pinned: false };
      await hub.store.releases.choose([{ ...chosen, since: 1, by: 'Bu Rina', reason: 'uji' }]);
      await until('it is used', async () => (await hub.get('/v1/status')).text.includes('vclaim-2.1'));
      expect(readWith(await hub.get(personOf(1)))).toBe('200 segar vclaim-2.1');
      await folder.remove('bpjs/vclaim-2.1');
      await until('it is told', async () => (await openIncidents(hub)).length === 1);
      expect(readWith(await hub.get(personOf(2)))).toBe('200 segar vclaim-2.1');
    }));

  test('after edit, and choice after choice, fail no request of two hundred a second', () =>
    withFitting(async (hub, folder) => {
      const outcomes = new Map<string, number>();
      const count = (outcome: string) => void outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1);
      const asked: Promise<void>[] = [];
      let isOver = false;
      const started = performance.now();
      const load = (async () => {
        while (!isOver) {
          for (const due = (performance.now() - started) / 5; asked.length < due; )
            asked.push(
              hub.get(personOf(asked.length)).then(
                ({ status }) => count(String(status)),
                (error: unknown) => count(String(error)),
              ),
            );
          await new Promise((resolve) => setTimeout(resolve, 4));
        }
      })();
      const choice = {
        instance: 'bpjs',
        operation: 'peserta-by-nik',
        release: 'vclaim-2.1',
        by: 'Bu Rina',
        reason: '',
      };
      for (let turn = 1; turn <= EDITS; turn += 1) {
        const remark = `# ${turn}\n`;
        const rule = `operation: peserta-by-nik\nanswer: { ignore: [baru-${turn}], fields: { nomorKartu: { from: noKartu, as: digits, length: 13 } } }\n`;
        await folder.write({ [NIK]: remark + rule });
        await until('it is used', () => isUsed(hub, turn));
        await hub.store.releases.choose([{ ...choice, pinned: turn % 2 === 0, since: turn }]);
        if (turn % 5 === 0) await folder.write({ [NIK]: 'operation: [' });
      }
      await until('enough was asked', () => asked.length > 600);
      isOver = true;
      await load;
      await Promise.all(asked);
      const seconds = (performance.now() - started) / 1000;
      process.stdout.write(`${EDITS} edits and choices in ${seconds.toFixed(1)} s: ${JSON.stringify([...outcomes])}\n`);
      expect([...outcomes.keys()]).toEqual(['200']);
    }, PEOPLE));
});
