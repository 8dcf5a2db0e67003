import { describe, expect, test } from '@jest/globals';
import { generatePeople } from '../../../connectors/sandbox-kit/people.ts';
import { testClock } from '../clock.ts';
import { RENAME, RENAMED, withOwnHub } from '../releases/with-own-mappings.ts';
import { until } from '../until.ts';
import { withHub } from '../with-hub.ts';
import { bpjsWith, incidentsOf, readWith, upstreamEvents } from './switching.ts';

const BOTH = ['vclaim-2.0', 'vclaim-2.1', 'antrean-rs'];
const RENAMED_THERE = { ...RENAME, path: '/vclaim-rest/' };
const people = generatePeople(60);
const peserta = (nik: string) => `/v1/jkn/peserta/${nik}`;
const nikOf = (index: number) => people[index]?.nik ?? '';

describe('an upstream that changed for good', () => {
  test('is one incident and one event, and its return too, whatever a thousand answers in two processes say', () => {
    const clock = testClock();
    return withHub({ ...bpjsWith(['vclaim-2.0', 'antrean-rs']), now: clock.now, people: 600 }, async (hub) => {
      const { sandboxes } = hub;
      const everybody = generatePeople(600).map(({ nik }) => peserta(nik));
      const [one, other] = [everybody.slice(0, 250), everybody.slice(250, 500)];
      const beside = await hub.beside();
      // a few at a time: nobody's time is to run out on a busy machine
      const both = async () => {
        const said = new Set<string>();
        for (let from = 0; from < 250; from += 25) {
          const paths = [one, other].map((all) => all.slice(from, from + 25));
          const asked = [hub, beside].map(({ get }, index) => (paths[index] ?? []).map((path) => get(path)));
          for (const answer of await Promise.all(asked.flat())) said.add(readWith(answer));
        }
        return said;
      };
      sandboxes.bpjs.fault(RENAME);
      for (const said of [await both(), await both()]) expect(said).toEqual(new Set(['503 hulu-berubah']));
      await until('it is told', async () => (await upstreamEvents(hub)).length > 0);
      await sandboxes.bpjs.heal();
      clock.pass(1); // where some still do not fit, nothing is over
      expect(await both()).toEqual(new Set(['200 segar vclaim-2.0']));
      await until('it is over', async () => (await upstreamEvents(hub)).length > 1);
      const data = { instansi: 'bpjs', operasi: 'peserta-by-nik' };
      expect(await upstreamEvents(hub)).toEqual([
        { jenis: 'hulu.berubah', data },
        { jenis: 'hulu.pulih', data },
      ]);
      expect(await incidentsOf(hub)).toEqual(['hulu-berubah peserta-by-nik over']);
      await until('all are counted', async () => {
        const [report] = await hub.store.releases.drift({ limit: 1 });
        return report?.count === 1000;
      });
    });
  });

  test('back and forth is read by whichever release fits, and goes over four times in ten minutes at most', () => {
    const clock = testClock();
    return withOwnHub(RENAMED, { ...bpjsWith(BOTH), now: clock.now, people: 60 }, async (hub) => {
      const { get, store, sandboxes } = hub;
      const { bpjs } = sandboxes;
      for (let turn = 0; turn < 12; turn += 1) {
        await bpjs.heal();
        if (turn % 2 === 0) bpjs.fault(RENAMED_THERE);
        expect(readWith(await get(peserta(nikOf(turn))))).toBe(`200 segar vclaim-2.${turn % 2 === 0 ? 1 : 0}`);
      }
      await until('it is told', async () => (await incidentsOf(hub)).length === 5);
      const over = new Array(4).fill('rilis-beralih peserta-by-nik over');
      expect(await incidentsOf(hub)).toEqual([...over, 'rilis-bergantian peserta-by-nik open']);
      expect(await store.releases.choiceHistory('bpjs', 'peserta-by-nik', 50)).toHaveLength(4);
      const said = { instance: 'bpjs', operation: 'peserta-by-nik', since: 1, by: 'Bu Rina', reason: 'cukup' };
      await store.releases.choose([{ ...said, release: 'vclaim-2.1', pinned: false }]);
      await until('a person is heard', async () => (await get('/v1/status')).text.includes('vclaim-2.1'));
      await bpjs.heal();
      expect(readWith(await get(peserta(nikOf(20))))).toBe('200 segar vclaim-2.0');
      await until('it goes over again', async () => (await incidentsOf(hub)).length === 6);
      expect((await incidentsOf(hub)).filter((one) => one.endsWith('open'))).toEqual([]);
    });
  });
});
