import { expect, test } from '@jest/globals';
import { type HubSurroundings, withHub } from '../../with-hub.ts';
import { copied, NOTHING_COPIED, prices } from './copying.ts';

const NOW = new Date('2026-11-20T03:00:00Z');
const hub = (use: (given: HubSurroundings) => Promise<void>) =>
  withHub({ now: () => NOW, people: 1, config: NOTHING_COPIED }, use);
const DATASET = 'standar-harga/2026';

interface Answer {
  readonly data: readonly { readonly kode: string; readonly nama: string; readonly harga: number }[];
  readonly halaman: { readonly berikutnya: string | null };
  readonly meta: { readonly salinan: Readonly<Record<string, unknown>> };
}
const codes = (body: unknown) => (body as Answer).data.map(({ kode }) => kode);
const problem = ({ status, body }: { status: number; body: unknown }) => {
  const { type, detail } = body as { type: string; detail: string };
  return { status, type: type.split(':').at(-1), detail };
};

test('what was never copied is no empty list, and says what the operator does', () =>
  hub(async ({ get, store }) => {
    const none = await get('/v1/standar-harga?q=pulpen');
    expect(problem(none)).toMatchObject({ status: 503, type: 'belum-disalin', detail: /simpul sinkron/ });
    expect(none.headers['retry-after']).toBe('300');
    const copy = await store.copies.begin({ dataset: DATASET, source: 'sipd-cermin', startedAt: 1 });
    if (copy) await store.copies.put(copy, prices(7), { cursor: '', at: 2 });
    expect(problem(await get('/v1/standar-harga')).detail).toMatch(/pertama kali, sejauh ini 7 baris/);
    expect((await get('/v1/standar-harga/unduhan')).status).toBe(503);
  }));

test('prices are found by the beginnings of their words, by type, in pages that miss and repeat nothing', () =>
  hub(async ({ get, store }) => {
    await copied(store.copies, DATASET, prices(700), { asOf: '2026-11-19T20:15:00+07:00' });
    const first = (await get('/v1/standar-harga')).body as Answer;
    expect(first.data).toHaveLength(25);
    expect(first.meta.salinan).toEqual({
      ...{ kumpulan: DATASET, nomor: 1, sumber: 'sipd-cermin', rilis: 'wp-sipd', jadwal: null, keadaan: 'lengkap' },
      ...{ disalinPada: '2026-11-20T01:00:00+07:00', diperbaruiPada: '2026-11-19T20:15:00+07:00' },
      usiaDetik: 9 * 3600,
    });
    const all = prices(700);
    const expected = (pick: (index: number) => boolean) =>
      all.filter((_, index) => pick(index)).map(({ order }) => order);
    const walked = async (query: string) => {
      const seen: string[] = [];
      for (let cursor = ''; ; ) {
        const { body } = await get(`/v1/standar-harga?${query}&batas=33${cursor && `&kursor=${cursor}`}`);
        seen.push(...codes(body));
        const { berikutnya } = (body as Answer).halaman;
        if (berikutnya === null) return seen;
        cursor = berikutnya;
      }
    };
    expect(await walked('tahun=2026')).toEqual(expected(() => true));
    expect(await walked('kelompok=hspk')).toEqual(expected((index) => index % 4 === 1));
    expect((await walked('q=cont+pul')).toSorted()).toEqual(expected((index) => index % 7 === 0));
    expect((await walked('q=PULP%C3%89N&kelompok=ssh')).toSorted()).toEqual(expected((index) => index % 28 === 0));
    expect(codes((await get('/v1/standar-harga?q=1.1.7.01.00042')).body)).toEqual(['1.1.7.01.00042']);
  }));

const OPERATORS: readonly (readonly [q: string, found: number])[] = [
  ['" OR "x', 0],
  ['NEAR(pulpen)', 0],
  ['pulpen*', 1],
  ['-pulpen', 1],
  ['pulpen AND', 0],
  ['pulpen"; drop table copies', 0],
  ['%', 0],
  ['(((', 0],
  ['nama:pulpen', 0],
  ["'; --", 0],
  ['pulpen \u0000', 1],
];

test('operators in q are only what divides words', () =>
  hub(async ({ get, store }) => {
    await copied(store.copies, DATASET, prices(3));
    for (const [q, found] of OPERATORS) {
      const answer = await get(`/v1/standar-harga?q=${encodeURIComponent(q)}`);
      expect({ q, status: answer.status, found: codes(answer.body).length }).toEqual({ q, status: 200, found });
    }
  }));

test('pages stay of one copy while another is finished; a past copy explains its figures', () =>
  hub(async ({ get, store }) => {
    await copied(store.copies, DATASET, prices(60), { at: '2026-11-19T01:00:00+07:00' });
    const first = (await get('/v1/standar-harga?batas=50')).body as Answer;
    await copied(store.copies, DATASET, prices(60, () => ({ harga: 7 })).slice(0, 55), { keptParts: [] });
    const second = (await get(`/v1/standar-harga?batas=50&kursor=${first.halaman.berikutnya}`)).body as Answer;
    expect(second.data.map(({ harga }) => harga)).toEqual(Array.from({ length: 10 }, (_, index) => 1050 + index));
    expect(second.meta.salinan).toMatchObject({ nomor: 1 });
    const now = (await get('/v1/standar-harga?batas=500')).body as Answer;
    expect(now.data.map(({ harga }) => harga)).toEqual(Array.from({ length: 55 }, () => 7));
    const then = (await get('/v1/standar-harga?batas=500&salinan=1')).body as Answer;
    expect(then.data).toHaveLength(60);
    expect(then.meta.salinan).toMatchObject({ nomor: 1, disalinPada: '2026-11-19T01:00:00+07:00' });
  }));

test('the newest year is answered; another year or copy says which are there', () =>
  hub(async ({ get, store }) => {
    await copied(store.copies, 'standar-harga/2025', prices(2));
    await copied(store.copies, DATASET, prices(3), { keptParts: [''] });
    const newest = (await get('/v1/standar-harga')).body as Answer;
    expect(newest.data).toHaveLength(3);
    expect(newest.meta.salinan.keadaan).toBe('sebagian');
    expect(codes((await get('/v1/standar-harga?tahun=2025')).body)).toHaveLength(2);
    expect(problem(await get('/v1/standar-harga?tahun=2023'))).toMatchObject({
      ...{ status: 404, type: 'tidak-ditemukan' },
      detail: 'Standar harga tahun 2023 tidak ada di Simpul. Yang ada 2026 dan 2025.',
    });
    expect(problem(await get('/v1/standar-harga?salinan=9')).detail).toMatch(/terbaru nomor 1/);
  }));

test('a cursor is taken only by the list and the choice it came from', () =>
  hub(async ({ get, store }) => {
    await copied(store.copies, DATASET, prices(3));
    const { berikutnya } = ((await get('/v1/standar-harga?batas=1')).body as Answer).halaman;
    const forged = (parts: unknown) => Buffer.from(JSON.stringify(parts)).toString('base64url');
    for (const path of [
      `/v1/skpd?kursor=${berikutnya}`,
      `/v1/standar-harga?tahun=2025&kursor=${berikutnya}`,
      `/v1/standar-harga?salinan=2&kursor=${berikutnya}`,
      '/v1/standar-harga?kursor=abc',
      `/v1/standar-harga?kursor=${forged(['daftarStandarHarga', DATASET, 1, 'abc'])}`,
      `/v1/standar-harga?kursor=${forged(['daftarStandarHarga', 'rka/2026/murni', 1, ''])}`,
    ])
      expect({ path, ...problem(await get(path)) }).toMatchObject({ status: 400, type: 'permintaan-tidak-sah' });
  }));

test('a key without the scope reads nothing', () =>
  withHub({ now: () => NOW, applications: [{ key: 'loket', scopes: ['tagihan:baca'] }] }, async ({ get, store }) => {
    await copied(store.copies, DATASET, prices(1));
    expect((await get('/v1/standar-harga', { key: 'loket' })).status).toBe(403);
  }));
