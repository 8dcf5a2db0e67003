import { expect, test } from '@jest/globals';
import type { Problem } from '../../../openapi/generated/types.ts';
import type { Answer } from '../answer-check.ts';
import { until } from '../until.ts';
import { BUDI, BUNGA, DEMO_KEY, withHub } from '../with-hub.ts';

const PESERTA = `/v1/jkn/peserta/${BUDI.nik}`;
const PENDUDUK = `/v1/penduduk/${BUNGA.nik}`;

function kindOf({ status, body }: Answer): string {
  return `${status} ${(body as Problem).type?.split(':').at(-1)}`;
}

test('a key is needed, must be known, and may come in either header', () =>
  withHub({}, async ({ get }) => {
    const missing = await get(PESERTA, { key: null });
    expect(kindOf(missing)).toBe('401 kunci-tidak-ada');
    expect(missing.headers['www-authenticate']).toMatch(/^Bearer /);
    const unknown = await get(PESERTA, { key: 'kunci-rahasia-orang-lain' });
    expect(kindOf(unknown)).toBe('401 kunci-tidak-dikenal');
    expect(unknown.headers['www-authenticate']).toContain('invalid_token');
    expect(kindOf(await get(PESERTA, { key: '' }))).toBe('401 kunci-tidak-ada');
    expect(kindOf(await get('/v1/status', { key: null }))).toBe('401 kunci-tidak-ada');
    expect((await get(PESERTA, { key: null, headers: { 'X-Api-Key': DEMO_KEY } })).status).toBe(200);
    expect((await get(PESERTA, { key: null, headers: { Authorization: `bearer ${DEMO_KEY}` } })).status).toBe(200);
  }));

test('a revoked key stops working, at the start and while the hub runs', () =>
  withHub(
    {
      applications: [
        { key: 'kunci-rahasia-lama', name: 'lama', revokedAt: 1 },
        { key: 'kunci-rahasia-kini', name: 'kini' },
      ],
    },
    async ({ get, store }) => {
      expect(kindOf(await get(PESERTA, { key: 'kunci-rahasia-lama' }))).toBe('401 kunci-tidak-dikenal');
      const asking = { key: 'kunci-rahasia-kini' };
      expect((await get(PESERTA, asking)).status).toBe(200);
      await store.applications.revoke('kini', 2);
      await until('the hub takes notice', async () => (await get(PESERTA, asking)).status !== 200);
      expect(kindOf(await get(PESERTA, asking))).toBe('401 kunci-tidak-dikenal');
    },
  ));

test('a key does not open what its scopes do not name', () =>
  withHub(
    { applications: [{ key: 'kunci-rahasia-loket', name: 'loket', scopes: ['jkn:baca'] }] },
    async ({ get, post, sandboxes }) => {
      const asking = { key: 'kunci-rahasia-loket' };
      expect((await get(PESERTA, asking)).status).toBe(200);
      expect(kindOf(await get(PENDUDUK, asking))).toBe('403 cakupan-kurang');
      expect(kindOf(await post('/v1/penduduk/verifikasi', { nik: BUNGA.nik, nama: 'x' }, asking))).toBe(
        '403 cakupan-kurang',
      );
      expect(sandboxes.dukcapil.calls()).toEqual([]);
      const { layanan } = ((await get('/v1/status', asking)).body as { data: { layanan: { operasi: string }[] } }).data;
      expect(layanan.map(({ operasi }) => operasi)).not.toContain('getPenduduk');
      expect(layanan.map(({ operasi }) => operasi)).toContain('getPeserta');
    },
  ));

test('a purpose must be registered with the application and covered by an agreement', () =>
  withHub(
    { applications: [{ key: 'kunci-rahasia-riset', name: 'riset', purposes: ['penelitian', 'pelayanan-publik'] }] },
    async ({ get, sandboxes }) => {
      const as = (Keperluan?: string) =>
        get(PESERTA, { key: 'kunci-rahasia-riset', ...(Keperluan ? { headers: { Keperluan } } : {}) });
      expect(kindOf(await as('verifikasi-ppdb'))).toBe('403 keperluan-tidak-terdaftar');
      expect(kindOf(await as())).toBe('403 perjanjian-tidak-mencakup'); // its first purpose, which no agreement names
      expect(kindOf(await as('Penelitian!'))).toBe('400 permintaan-tidak-sah');
      expect(sandboxes.bpjs.calls()).toEqual([]);
      expect((await as('pelayanan-publik')).status).toBe(200);
    },
  ));

const agreement = {
  nomor: '471/1',
  instansi: 'dukcapil',
  keperluan: ['pelayanan-publik'],
  bidang: ['nama', 'tanggalLahir'],
  berlakuSampai: '2026-11-20',
};

test('an agreement ends at the end of its last day in western Indonesia', async () => {
  let clock = new Date('2026-11-20T16:50:00Z'); // ten to midnight in Binjai
  await withHub({ config: { agreements: [agreement] }, now: () => clock }, async ({ get, sandboxes }) => {
    const before = await get(PENDUDUK);
    expect(before).toMatchObject({ status: 200, body: { meta: { peringatan: ['perjanjian_segera_berakhir'] } } });
    clock = new Date('2026-11-20T17:01:00Z');
    const calls = sandboxes.dukcapil.calls().length;
    expect(kindOf(await get(PENDUDUK))).toBe('403 perjanjian-berakhir');
    expect(kindOf(await get(PESERTA))).toBe('403 perjanjian-tidak-mencakup');
    expect(sandboxes.dukcapil.calls()).toHaveLength(calls);
  });
});

test('an agreement hands out the fields it names and no other', () =>
  withHub(
    { config: { agreements: [{ ...agreement, berlakuSampai: '2030-12-31' }] } },
    async ({ get, post, sandboxes }) => {
      const whole = await get(PENDUDUK);
      expect(Object.keys((whole.body as { data: object }).data).toSorted()).toEqual([
        'nama',
        'nik',
        'status',
        'tanggalLahir',
      ]);
      expect(kindOf(await get(`${PENDUDUK}?bidang=nama`))).toBe('200 undefined');
      const calls = sandboxes.dukcapil.calls().length;
      expect(await get(`${PENDUDUK}?bidang=nama,agama,namaIbu`)).toMatchObject({
        status: 403,
        body: { detail: expect.stringContaining('agama, namaIbu') },
      });
      expect(kindOf(await post('/v1/penduduk/verifikasi', { nik: BUNGA.nik, namaIbu: 'MAWAR' }))).toBe(
        '403 perjanjian-tidak-mencakup',
      );
      expect(sandboxes.dukcapil.calls()).toHaveLength(calls);
    },
  ));

test('an application beyond its limit is told when to come back, and others are not held up by it', () =>
  withHub({ applications: [{ key: 'kunci-rahasia-ramai', name: 'ramai', requestsPerMinute: 3 }] }, async ({ get }) => {
    const asking = { key: 'kunci-rahasia-ramai' };
    for (let nth = 0; nth < 3; nth += 1) expect((await get(PESERTA, asking)).status).toBe(200);
    for (const path of [PESERTA, '/v1/status']) {
      const refused = await get(path, asking);
      expect(kindOf(refused)).toBe('429 batas-terlampaui');
      expect(Number(refused.headers['retry-after'])).toBeGreaterThan(0);
      expect(Number(refused.headers['retry-after'])).toBeLessThanOrEqual(60);
    }
    expect((await get(PESERTA)).status).toBe(200);
  }));

test('a service that no configured release has is not connected, which is no question of an agreement', () =>
  withHub({ config: { instances: { bpjs: { releases: ['vclaim-2.0'] } } } }, async ({ get }) => {
    const answer = await get('/v1/jkn/poli');
    expect(kindOf(answer)).toBe('503 hulu-tidak-tersedia');
    expect(answer.body).toMatchObject({ detail: expect.stringContaining('belum menghubungkan') });
    expect((await get(PESERTA)).status).toBe(200);
  }));
