import { expect, test } from '@jest/globals';
import type { KumpulanTersalin, PerubahanSalinan } from '../../../../openapi/generated/types.ts';
import { withHub } from '../../with-hub.ts';
import { copied, NOTHING_COPIED, prices } from './copying.ts';

const DATASET = 'standar-harga/2026';
const NOW = { now: () => new Date('2026-11-20T03:00:00Z'), people: 1, config: NOTHING_COPIED };
interface Answer<Row> {
  readonly data: readonly Row[];
  readonly halaman: { readonly berikutnya: string | null };
}

test('every set is listed with what it has, what is under way, and when it is copied next', () =>
  withHub(
    { ...NOW, config: { perencanaan: { pukul: '01:00', tahun: [2026], sumber: [] } } },
    async ({ get, store }) => {
      const { copies } = store;
      await copied(copies, DATASET, prices(3), { at: '2026-11-18T01:00:00+07:00', keptParts: ['ssh'] });
      const dropped = await copies.begin({ dataset: DATASET, source: 'berkas.xlsx', startedAt: 5 });
      if (dropped) await copies.drop(dropped, 'dihentikan', 6);
      const running = await copies.begin({ dataset: DATASET, source: 'sipd-cermin', startedAt: 7 });
      if (running) await copies.put(running, prices(2), { cursor: 'x', at: 8 });
      await copied(copies, 'rka/2025/pergeseran', []);
      const { data, halaman } = (await get('/v1/perencanaan/salinan')).body as Answer<KumpulanTersalin>;
      expect(halaman.berikutnya).toBeNull();
      expect(data.map(({ kumpulan }) => kumpulan)).toEqual([DATASET, 'rka/2025/pergeseran']);
      expect(data[0]?.salinan).toMatchObject([
        { nomor: 3, keadaan: 'berjalan', terkini: false, baris: 2, selesaiPada: null },
        { nomor: 2, keadaan: 'batal', sumber: 'berkas.xlsx', catatan: 'dihentikan' },
        { nomor: 1, keadaan: 'selesai', terkini: true, baris: 3, ditambah: 3, bagianTetap: ['ssh'] },
      ]);
      const pages: number[] = [];
      for (let cursor = ''; ; ) {
        const path = `/v1/perencanaan/salinan?kumpulan=${DATASET}&batas=1${cursor}`;
        const page = (await get(path)).body as Answer<KumpulanTersalin>;
        pages.push(...(page.data[0]?.salinan ?? []).map(({ nomor }) => nomor));
        if (page.halaman.berikutnya === null) break;
        cursor = `&kursor=${page.halaman.berikutnya}`;
      }
      expect(pages).toEqual([3, 2, 1]);
      expect((await get('/v1/perencanaan/salinan?kumpulan=rka/2024/murni')).status).toBe(404);
      const first = (await get('/v1/perencanaan/salinan?batas=1')).body as Answer<KumpulanTersalin>;
      const second = await get(`/v1/perencanaan/salinan?batas=1&kursor=${first.halaman.berikutnya}`);
      expect((second.body as Answer<KumpulanTersalin>).data.map(({ kumpulan }) => kumpulan)).toEqual([
        'rka/2025/pergeseran',
      ]);
    },
  ));

test('what is configured and never copied is listed without copies', () =>
  withHub(
    { ...NOW, config: { perencanaan: { pukul: '09:00', tahun: [2030], salin: ['sp2d'], jadwal: 'murni' } } },
    async ({ get }) => {
      const { data } = (await get('/v1/perencanaan/salinan')).body as Answer<KumpulanTersalin>;
      // ten in the morning in Jakarta: nine is tomorrow
      const wanted = { kumpulan: 'sp2d/2030', tahun: 2030, jadwal: null, berikutnyaPada: '2026-11-21T09:00:00+07:00' };
      expect(data.filter(({ tahun }) => tahun === 2030)).toMatchObject([wanted]);
    },
  ));

test('what a copy changed is told row by row, as it was and as it is', () =>
  withHub(NOW, async ({ get, store }) => {
    await copied(store.copies, DATASET, prices(5));
    const changed = prices(6, (index) => (index === 1 ? { harga: 7 } : {})).filter((_, index) => index !== 3);
    await copied(store.copies, DATASET, changed);
    const seen: PerubahanSalinan[] = [];
    for (let cursor = ''; ; ) {
      const path = `/v1/perencanaan/salinan/perubahan?kumpulan=${DATASET}&nomor=2&batas=1${cursor}`;
      const page = (await get(path)).body as Answer<PerubahanSalinan>;
      seen.push(...page.data);
      if (page.halaman.berikutnya === null) break;
      cursor = `&kursor=${page.halaman.berikutnya}`;
    }
    expect(seen.map(({ apa, sebelum, sesudah }) => [apa, sebelum?.harga ?? null, sesudah?.harga ?? null])).toEqual(
      expect.arrayContaining([
        ['diubah', 1001, 7],
        ['dihapus', 1003, null],
        ['ditambah', null, 1005],
      ]),
    );
    expect(seen).toHaveLength(3);
    const status = async (query: string) => (await get(`/v1/perencanaan/salinan/perubahan?${query}`)).status;
    expect(await status(`kumpulan=${DATASET}&nomor=3`)).toBe(404);
    expect(await status('kumpulan=rka/2026/murni&nomor=1')).toBe(404);
    expect(await status(`kumpulan=${DATASET}`)).toBe(400);
    expect(await status('nomor=1')).toBe(400);
    expect(await status(`kumpulan=${DATASET}&nomor=2&kursor=abc`)).toBe(400);
  }));
