import { describe, expect, test } from '@jest/globals';
import { connectors } from '../../../connectors/index.ts';
import { generatePeople } from '../../../connectors/sandbox-kit/people.ts';
import { loadMappings } from '../../../hub/mapping/load.ts';
import { sampleContext } from '../../../hub/releases/answers-kept.ts';
import { readSample, type Sample } from '../../../hub/releases/sample.ts';
import { sealsOf } from '../../../hub/store/sealing.ts';
import { bpjsWith, readWith } from '../exchange/switching.ts';
import { until } from '../until.ts';
import { BUDI, BUNGA, HUB_SECRET, type HubSurroundings, withHub } from '../with-hub.ts';
import { RENAME, RENAMED, withOwnHub } from './with-own-mappings.ts';

// What a hub keeps of the answers it reads: enough to try another release on, and no more than an agreement allows.

const { sealing } = sealsOf(HUB_SECRET);
const { releases } = loadMappings();
const people = generatePeople(1000).map(({ nik }) => `/v1/jkn/peserta/${nik}`);
const PESERTA = { instance: 'bpjs', operation: 'peserta-by-nik' } as const;

function opened(sealed: Uint8Array, { instance, operation }: { instance: string; operation: string }): Sample {
  return JSON.parse(sealing.open(sealed, sampleContext(instance, operation)).toString('utf8')) as Sample;
}
const settings = {
  consumerId: '1000',
  consumerSecret: 'contoh-rahasia',
  services: { vclaim: { baseUrl: 'http://127.0.0.1:9', userKey: 'kunci-vclaim-1000' } },
};

/** What VClaim 2.0 makes of a sample, with the account that the answer was sealed for. */
async function readAgain(sample: Sample) {
  const operation = releases.get('bpjs/vclaim-2.0')?.operations.get('peserta-by-nik');
  const protocol = connectors.bpjs?.protocols['vclaim-2'];
  if (!operation || !protocol) throw new Error('VClaim 2.0 is not there');
  return readSample({ instance: 'bpjs', protocol, config: settings, settings: {} }, operation, sample);
}

describe('an answer that was kept', () => {
  test('opens again and is read as it was read then, also where it was sealed for its own second', () =>
    withHub(bpjsWith(['vclaim-2.0', 'antrean-rs']), async ({ get, store }) => {
      const { body } = await get(`/v1/jkn/peserta/${BUDI.nik}`);
      await until('it is kept', async () => (await store.releases.keptAnswers({ ...PESERTA, limit: 1 })).length > 0);
      const [kept] = await store.releases.keptAnswers({ ...PESERTA, limit: 1 });
      const sample = opened(kept?.sealed ?? new Uint8Array(), PESERTA);
      expect(sample.asked).toMatchObject({ nik: BUDI.nik });
      expect(JSON.stringify(sample)).not.toMatch(/kunci-vclaim|X-signature|user_key/i);
      const verdict = await readAgain(sample);
      expect(verdict).toMatchObject({ kind: 'found', value: (body as { data: object }).data });
    }));

  test('with drift stands in its report, the first and the last, and shows the same drift when it is read again', () =>
    withHub(bpjsWith(['vclaim-2.0', 'antrean-rs']), async ({ get, store, sandboxes: { bpjs } }) => {
      bpjs.fault(RENAME);
      for (const path of people.slice(0, 10)) expect(readWith(await get(path))).toBe('503 hulu-berubah');
      await until('all are counted', async () => {
        const reports = await store.releases.drift({ ...PESERTA, limit: 10 });
        return reports.length > 0 && reports.every(({ count }) => count === 10);
      });
      const [report] = (await store.releases.drift({ ...PESERTA, limit: 10, withSamples: true })).filter(
        ({ kind }) => kind === 'breaking',
      );
      expect(report).toMatchObject({ path: 'peserta.noKartu', count: 10 });
      const samples = [report?.firstSample, report?.lastSample].map((one) => opened(one ?? new Uint8Array(), PESERTA));
      expect(samples.map(({ asked }) => asked?.nik)).toEqual([0, 9].map((index) => people[index]?.split('/').at(-1)));
      for (const sample of samples)
        expect(await readAgain(sample)).toMatchObject({
          kind: 'changed',
          drift: [expect.objectContaining({ path: 'peserta.noKartu' })],
        });
    }));

  test('is none where the agreement lets nothing be kept: a resident’s record, whether it fits or not', () =>
    withHub({}, async ({ get, store, sandboxes: { dukcapil } }) => {
      const path = `/v1/penduduk/${BUNGA.nik}`;
      expect((await get(path)).status).toBe(200);
      dukcapil.fault({ kind: 'rename', from: 'NAMA_LGKP', to: 'NAMA' });
      expect((await get(path)).status).toBe(503);
      const place = { instance: 'dukcapil', operation: 'call-nik' } as const;
      await until('its drift is counted', async () => (await store.releases.drift({ ...place, limit: 9 })).length > 0);
      const reports = await store.releases.drift({ ...place, limit: 9, withSamples: true });
      expect(reports.flatMap(({ firstSample, lastSample }) => [firstSample, lastSample]).filter(Boolean)).toEqual([]);
      expect(await store.releases.keptAnswers({ ...place, limit: 9 })).toEqual([]);
    }));
});

describe('a shadow in a hub', () => {
  const setting = { ...PESERTA, release: 'vclaim-2.1', since: 1 };
  const counted = async ({ store }: HubSurroundings) => (await store.releases.shadows())[0];

  test('says what another release would make of live answers, and changes none of them', () =>
    withOwnHub(RENAMED, { ...bpjsWith(['vclaim-2.0', 'antrean-rs']), people: 1000 }, async (hub) => {
      const { get, store, sandboxes } = hub;
      const before = await get(people[0] ?? '');
      await store.releases.setShadows([setting]);
      let asked = 1;
      await until('it reads along', async () => {
        const { status, body } = await get(people[asked] ?? '');
        expect(status).toBe(200);
        expect((body as { meta: { rilis: string } }).meta.rilis).toBe('vclaim-2.0');
        asked += 1;
        return ((await counted(hub))?.read ?? 0) > 0;
      });
      expect(await counted(hub)).toMatchObject({ agreed: 0, differed: 0, askedOtherwise: 0 });
      expect((await counted(hub))?.fields['peserta.nomorKartu']).toBeGreaterThan(0);
      expect((before.body as { data: object }).data).toEqual(
        ((await get(people[0] ?? '')).body as { data: object }).data,
      );
      await store.releases.dropShadows('bpjs');
      expect(sandboxes.bpjs.calls().filter(({ status }) => status !== 200)).toEqual([]);
    }));
});
