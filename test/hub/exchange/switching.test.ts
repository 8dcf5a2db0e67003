import { describe, expect, test } from '@jest/globals';
import { generatePeople } from '../../../connectors/sandbox-kit/people.ts';
import { testClock } from '../clock.ts';
import { RENAME, RENAMED, withOwnHub } from '../releases/with-own-mappings.ts';
import { until } from '../until.ts';
import { BUDI, SITI, withHub } from '../with-hub.ts';
import { bpjsWith, incidentsOf, readWith, upstreamEvents } from './switching.ts';

// An upstream changes in front of applications that do not: another release is found at the first answer that does not
// fit, and used from then on.

const BOTH = ['vclaim-2.0', 'vclaim-2.1', 'antrean-rs'];
const RENAMED_THERE = { ...RENAME, path: '/vclaim-rest/' };
const people = generatePeople(60);
const peserta = (nik: string) => `/v1/jkn/peserta/${nik}`;
const KEYS = { simrs: 'kunci-simrs', warga: 'kunci-warga' };
const applications = [
  { key: KEYS.simrs, name: 'simrs', scopes: ['jkn:baca'] },
  { key: KEYS.warga, name: 'e-masyarakat', scopes: ['laporan:tulis', 'laporan:baca'] },
];
const nikOf = (index: number) => people[index]?.nik ?? '';

describe('a release that reads the same answer', () => {
  test('is used at once without another call, from then on, after a restart and in other processes', () =>
    withOwnHub(RENAMED, { ...bpjsWith(BOTH), people: 60, applications }, async (hub) => {
      const { get, sandboxes, store } = hub;
      const { bpjs } = sandboxes;
      const beside = await hub.beside();
      expect(readWith(await get(peserta(BUDI.nik)))).toBe('200 segar vclaim-2.0');
      bpjs.fault(RENAMED_THERE);
      bpjs.forget();
      const first = await get(peserta(SITI.nik));
      expect(readWith(first)).toBe('200 segar vclaim-2.1');
      expect((first.body as { data: object }).data).toMatchObject({ nomorKartu: SITI.kartu, nama: SITI.nama });
      expect(bpjs.calls()).toHaveLength(1);
      expect(readWith(await get(peserta(nikOf(0))))).toBe('200 segar vclaim-2.1');
      await until('it is on the disk', async () => (await store.releases.choices()).length > 0);
      expect(await store.releases.choices()).toMatchObject([
        { instance: 'bpjs', operation: 'peserta-by-nik', release: 'vclaim-2.1', pinned: false, by: 'simpul' },
      ]);
      let other = 1;
      await until('the other process has heard', async () => {
        other += 1;
        return (await beside.get('/v1/status')).text.includes('vclaim-2.1');
      });
      bpjs.forget();
      expect(readWith(await beside.get(peserta(nikOf(other))))).toBe('200 segar vclaim-2.1');
      expect(bpjs.calls()).toHaveLength(1);
      await hub.restart();
      bpjs.forget();
      expect(readWith(await hub.get(peserta(nikOf(58))))).toBe('200 segar vclaim-2.1');
      expect(bpjs.calls()).toHaveLength(1);
      expect(await incidentsOf(hub)).toEqual(['rilis-beralih peserta-by-nik over']);
    }));

  test('is told in the feed of those whose services stand on it, and in the log without a person', () =>
    withOwnHub(RENAMED, { ...bpjsWith(BOTH), applications }, async (hub) => {
      hub.sandboxes.bpjs.fault(RENAMED_THERE);
      await hub.get(peserta(SITI.nik));
      await until('it is told', async () => (await upstreamEvents(hub, KEYS.simrs)).length > 0);
      const about = { instansi: 'bpjs', operasi: 'peserta-by-nik', dari: 'vclaim-2.0', ke: 'vclaim-2.1' };
      expect(await upstreamEvents(hub, KEYS.simrs)).toEqual([{ jenis: 'hulu.rilis-beralih', data: about }]);
      expect(await upstreamEvents(hub, KEYS.warga)).toEqual([]);
      const lines = hub.logs.filter((line) => line.includes('another release is used from now on'));
      expect(lines).toHaveLength(1); // withHub looks for people in all of them
      expect(JSON.parse(lines[0] ?? '')).toMatchObject({ dari: 'vclaim-2.0', ke: 'vclaim-2.1', instance: 'bpjs' });
    }));

  test('is used for what it fits only: other operations stay as they are', () =>
    withOwnHub(RENAMED, bpjsWith(BOTH), async ({ get, sandboxes: { bpjs } }) => {
      bpjs.fault({ ...RENAMED_THERE, path: '/vclaim-rest/Peserta/nik' });
      expect(readWith(await get(peserta(SITI.nik)))).toBe('200 segar vclaim-2.1');
      expect(readWith(await get(peserta(SITI.kartu)))).toBe('200 segar vclaim-2.0');
    }));
});

describe('a release that asks otherwise', () => {
  const OLD_FIRST = bpjsWith(['vclaim-1.1', 'vclaim-2.0', 'antrean-rs']);

  test('is asked once when the old one is gone, and from then on at once', () =>
    withHub({ ...OLD_FIRST, people: 60 }, async ({ get, sandboxes: { bpjs } }) => {
      expect(readWith(await get(peserta(BUDI.nik)))).toBe('200 segar vclaim-1.1');
      bpjs.set({ vclaim11: 'gone' });
      bpjs.forget();
      expect(readWith(await get(peserta(SITI.nik)))).toBe('200 segar vclaim-2.0');
      expect(bpjs.calls()).toHaveLength(2);
      expect(readWith(await get(peserta(nikOf(0))))).toBe('200 segar vclaim-2.0');
      expect(bpjs.calls()).toHaveLength(3);
    }));

  test('is found by one of a hundred people who ask at once, and each is told of themselves', () =>
    withHub({ ...OLD_FIRST, people: 120 }, async ({ get, sandboxes: { bpjs } }) => {
      bpjs.set({ vclaim11: 'needs-user-key' });
      const everybody = generatePeople(120).slice(0, 100);
      const answers = await Promise.all(everybody.map(({ nik }) => get(peserta(nik))));
      expect(new Set(answers.map(readWith))).toEqual(new Set(['200 segar vclaim-2.0']));
      expect(answers.map(({ body }) => (body as { data: { nik: string } }).data.nik)).toEqual(
        everybody.map(({ nik }) => nik),
      );
      expect(bpjs.calls().length).toBeLessThanOrEqual(200);
    }));

  test('and does not know somebody is no proof: known people are served what is old, others told to come back', () => {
    const clock = testClock();
    return withHub({ ...OLD_FIRST, now: clock.now, people: 60 }, async (hub) => {
      const { get, store, sandboxes } = hub;
      const { bpjs } = sandboxes;
      await get(peserta(BUDI.nik));
      clock.pass(16);
      bpjs.set({ vclaim11: 'gone' });
      bpjs.fault({ kind: 'refuse-201', path: '/vclaim-rest/' });
      expect(readWith(await get(peserta(BUDI.nik)))).toBe('200 usang vclaim-1.1');
      for (let index = 0; index < 10; index += 1)
        expect(readWith(await get(peserta(nikOf(index))))).toBe('503 hulu-berubah');
      expect(await store.releases.choices()).toEqual([]);
      await until('the incident is on the disk', async () => (await incidentsOf(hub)).length > 0);
      expect(await incidentsOf(hub)).toEqual(['hulu-berubah peserta-by-nik open']);
    });
  });

  test('is not asked where a person pinned the one in use, until the pin is taken back', () =>
    withHub({ ...bpjsWith(['vclaim-2.0', 'vclaim-1.1', 'antrean-rs']), people: 60 }, async (hub) => {
      const { get, store, sandboxes } = hub;
      const said = { instance: 'bpjs', operation: 'peserta-by-nik', since: 1, by: 'Bu Rina', reason: 'menunggu' };
      await store.releases.choose([{ ...said, release: 'vclaim-1.1', pinned: true }]);
      await until('the pin is heard', async () => (await get('/v1/status')).text.includes('vclaim-1.1'));
      sandboxes.bpjs.set({ vclaim11: 'gone' });
      sandboxes.bpjs.forget();
      expect(readWith(await get(peserta(SITI.nik)))).toBe('503 hulu-berubah');
      expect(sandboxes.bpjs.calls()).toHaveLength(1);
      await store.releases.choose([{ ...said, release: '', pinned: true, since: 2 }]);
      let index = 0;
      await until('it is taken back', async () => {
        index += 1;
        return readWith(await get(peserta(nikOf(index)))) === '200 segar vclaim-2.0';
      });
    }));

  test('that was pinned and is not there leaves the order of the configuration, and nothing goes over by itself', () =>
    withHub({ ...OLD_FIRST, people: 60 }, async ({ get, store, sandboxes: { bpjs } }) => {
      const said = { instance: 'bpjs', operation: 'peserta-by-nik', since: 1, by: 'Bu Rina', reason: 'salah ketik' };
      await store.releases.choose([
        { ...said, release: 'vclaim-9', pinned: true },
        { ...said, operation: 'rujukan', release: 'vclaim-2.0', pinned: true },
      ]);
      await until('it is heard', async () => (await get('/v1/status')).text.includes('vclaim-2.0'));
      expect(readWith(await get(peserta(BUDI.nik)))).toBe('200 segar vclaim-1.1');
      bpjs.set({ vclaim11: 'gone' });
      for (const index of [0, 1]) expect(readWith(await get(peserta(nikOf(index))))).toBe('200 segar vclaim-2.0');
      expect((await store.releases.choices()).map(({ by }) => by)).toEqual(['Bu Rina', 'Bu Rina']);
    }));

  test('is asked at its own address when nobody is at the old one any more', () => {
    const moved = (address: string) => ({
      'bpjs/vclaim-pindah/release.yaml': `
upstream: bpjs
release: vclaim-pindah
protocol: vclaim-2
service: vclaim
inherits: vclaim-2.0
address: ${address}
`,
    });
    const NOBODY_THERE = 'http://127.0.0.1:9/vclaim-rest';
    const services = { vclaim: { baseUrl: NOBODY_THERE } };
    const { config } = bpjsWith(['vclaim-2.0', 'vclaim-pindah', 'antrean-rs'], { settings: { services } });
    return withOwnHub(
      moved(NOBODY_THERE),
      { config, people: 60 },
      async ({ get, logs, sandboxes: { bpjs } }, folder) => {
        await folder.write(moved(`${bpjs.url}/vclaim-rest`));
        await until('the edit is used', () => logs.some((line) => line.includes('mappings were edited and are used')));
        const said = [];
        for (let index = 0; index < 5; index += 1) said.push(readWith(await get(peserta(nikOf(index)))));
        const down = '503 hulu-tidak-tersedia';
        const fine = '200 segar vclaim-pindah';
        expect(said).toEqual([down, down, fine, fine, fine]);
      },
    );
  });
});
