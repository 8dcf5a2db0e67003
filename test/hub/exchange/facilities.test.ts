import { expect, test } from '@jest/globals';
import type { JawabanPeserta } from '../../../openapi/generated/types.ts';
import { auditedIn } from '../audited.ts';
import { testClock } from '../clock.ts';
import { until } from '../until.ts';
import { BUDI, SITI, withHub } from '../with-hub.ts';
import { outcomeOf } from './outcome.ts';

// Two facilities of one city, each with its own account at BPJS: the second helps out, and nothing of the one is ever
// shown as the other's. The sandbox gives each its own medical record numbers and doctors.

/** The first is still on the older interface, so a fault can hit it alone. */
const ONLY_FIRST = '/vclaim-rest-1.1';
const SANDBOX = '$' + '{sandbox:bpjs}';

const puskesmas = {
  connector: 'bpjs',
  releases: ['vclaim-1.1', 'antrean-rs'],
  settings: {
    consumerId: '1000',
    consumerSecret: 'contoh-rahasia',
    services: {
      'vclaim-1.1': { baseUrl: SANDBOX + ONLY_FIRST },
      'antrean-rs': { baseUrl: `${SANDBOX}/antreanrs`, userKey: 'kunci-antrean-1000' },
    },
  },
  breaker: { minimumCalls: 10_000 },
};
const rsud = {
  connector: 'bpjs',
  releases: ['vclaim-2.0', 'antrean-rs'],
  settings: {
    consumerId: '2000',
    consumerSecret: 'rahasia-kedua',
    services: {
      vclaim: { baseUrl: `${SANDBOX}/vclaim-rest`, userKey: 'kunci-vclaim-2000' },
      'antrean-rs': { baseUrl: `${SANDBOX}/antreanrs`, userKey: 'kunci-antrean-2000' },
    },
  },
};

const agreement = { keperluan: ['pelayanan-publik'], bidang: ['*'], berlakuSampai: '2030-12-31' };
const config = {
  instances: { bpjs: undefined, puskesmas, rsud },
  services: {
    getPeserta: { instances: ['puskesmas', 'rsud'] },
    getJadwalDokter: { instances: ['rsud'] },
    daftarDokter: { instances: ['puskesmas'] },
  },
  agreements: [
    { ...agreement, nomor: '1', instansi: 'puskesmas' },
    { ...agreement, nomor: '2', instansi: 'rsud', aplikasi: ['demo'] },
  ],
};
const DOWN = { kind: 'status', status: 500, path: ONLY_FIRST };

function sourceOf({ body }: { readonly body: unknown }): string {
  const { data, meta } = body as JawabanPeserta;
  return `${meta.sumber} ${meta.keadaan} ${data.nomorRekamMedis}`;
}

test('the second facility answers while the first is down, under its own name, until the first is back', async () => {
  const clock = testClock();
  await withHub({ config, now: clock.now }, async ({ get, sandboxes: { bpjs } }) => {
    const ask = async (nik: string) => sourceOf(await get(`/v1/jkn/peserta/${nik}`));
    expect(await ask(BUDI.nik)).toBe('puskesmas segar 000123');
    bpjs.fault(DOWN);
    expect(await ask(SITI.nik)).toBe('rsud segar 200124');
    clock.pass(5);
    await bpjs.heal();
    expect(await ask(SITI.nik)).toBe('rsud tersimpan 200124');
    clock.pass(11);
    expect(await ask(SITI.nik)).toBe('puskesmas segar 000124');
    expect(await ask(BUDI.nik)).toBe('puskesmas segar 000123');
  });
});

test('each facility has its own doctors', () =>
  withHub({ config }, async ({ get }) => {
    const doctors = (await get('/v1/jkn/dokter')).body;
    expect(doctors).toMatchObject({ meta: { sumber: 'puskesmas' } });
    expect(JSON.stringify(doctors)).not.toContain('"22345"');
    expect((await get('/v1/jkn/jadwal-dokter?kodePoli=INT&tanggal=2026-11-20')).body).toMatchObject({
      data: [{ kodeDokter: '22345' }],
      meta: { sumber: 'rsud' },
    });
  }));

test('who has no agreement for the second facility gets nothing that came from it, not even from memory', () =>
  withHub(
    { config, applications: [{ key: 'kunci-rahasia-loket', name: 'loket' }] },
    async ({ get, store, sandboxes: { bpjs } }) => {
      bpjs.fault(DOWN);
      const path = `/v1/jkn/peserta/${SITI.nik}`;
      const asking = { key: 'kunci-rahasia-loket' };
      expect(sourceOf(await get(path))).toBe('rsud segar 200124');
      expect(outcomeOf(await get(path, asking))).toBe('503 hulu-tidak-tersedia unavailable');
      const together = await Promise.all([
        get(`/v1/jkn/peserta/${BUDI.nik}`),
        get(`/v1/jkn/peserta/${BUDI.nik}`, asking),
      ]);
      expect(together.map(outcomeOf)).toEqual(['200 segar', '503 hulu-tidak-tersedia unavailable']);
      await bpjs.heal();
      expect(sourceOf(await get(path, asking))).toBe('puskesmas segar 000124');
      await until('all is recorded', async () => (await auditedIn(store)).length >= 5);
      const rows = await store.audit.list({ limit: 10, application: 'demo' });
      expect(rows.map(({ agreement: number }) => number)).toEqual(['2', '2']);
    },
  ));
