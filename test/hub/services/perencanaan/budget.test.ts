import { expect, test } from '@jest/globals';
import { officeRow } from '../../../../hub/services/perencanaan/rows.ts';
import { type HubSurroundings, withHub } from '../../with-hub.ts';
import { copied, DINKES, KOMINFO, lines, NOTHING_COPIED, payment, plan } from './copying.ts';

const hub = (use: (given: HubSurroundings) => Promise<void>) =>
  withHub({ now: () => new Date('2026-11-20T03:00:00Z'), people: 1, config: NOTHING_COPIED }, use);

type Tree = Readonly<Record<string, unknown>>;
interface Answer {
  readonly data: readonly Tree[];
  readonly halaman: { readonly berikutnya: string | null };
  readonly rekonsiliasi: Tree | null;
  readonly meta: { readonly salinan: Tree; readonly rencana: Tree | null };
}
const answered = ({ status, body }: { status: number; body: unknown }) => {
  expect(status).toBe(200);
  return body as Answer;
};
const problem = ({ status, body }: { status: number; body: unknown }) => {
  const { type, detail } = body as { type: string; detail: string };
  return { status, type: type.split(':').at(-1), detail };
};
async function walked(get: HubSurroundings['get'], path: string): Promise<readonly Tree[]> {
  const seen: Tree[] = [];
  for (let cursor = ''; ; ) {
    const { data, halaman } = answered(await get(`${path}${cursor && `&kursor=${cursor}`}`));
    seen.push(...data);
    if (halaman.berikutnya === null) return seen;
    cursor = halaman.berikutnya;
  }
}

test('offices and plans are found by office and word', () =>
  hub(async ({ get, store }) => {
    const offices = [KOMINFO, DINKES].map((office, index) =>
      officeRow({ id: String(index), ...office }, () => undefined),
    );
    await copied(store.copies, 'skpd/2026', offices);
    await copied(store.copies, 'rencana-kerja/2026/murni', [
      plan('a', { pagu: 1 }),
      plan('b', { pagu: 2, skpd: DINKES }),
    ]);
    expect(answered(await get('/v1/skpd')).data.map(({ kode }) => kode)).toEqual([DINKES.kode, KOMINFO.kode]);
    expect(answered(await get('/v1/skpd?q=kes')).data.map(({ kode }) => kode)).toEqual([DINKES.kode]);
    expect((await get('/v1/skpd?tahun=2025')).status).toBe(404);
    const keys = async (query: string) =>
      answered(await get(`/v1/rencana-kerja?${query}`)).data.map(({ kunci }) => kunci);
    expect(await keys('tahun=2026&jadwal=murni')).toEqual(['b', 'a']);
    expect(await keys(`skpd=${KOMINFO.kode}`)).toEqual(['a']);
    expect(await keys('q=sub+keg')).toHaveLength(2);
    expect(await keys(`q=sub&skpd=${DINKES.kode}`)).toEqual(['b']);
  }));

test('the latest schedule is answered and named; one that is not there says which are', () =>
  hub(async ({ get, store }) => {
    await copied(store.copies, 'rencana-kerja/2026/murni', [plan('a', { pagu: 1 })]);
    await copied(store.copies, 'rencana-kerja/2026/pergeseran', [plan('a', { pagu: 2 })]);
    await copied(store.copies, 'rencana-kerja/2025/perubahan', [plan('a', { pagu: 3 })]);
    const latest = answered(await get('/v1/rencana-kerja'));
    expect(latest.data[0]).toMatchObject({ pagu: 2 });
    expect(latest.meta.salinan).toMatchObject({ kumpulan: 'rencana-kerja/2026/pergeseran', jadwal: 'pergeseran' });
    expect(answered(await get('/v1/rencana-kerja?jadwal=murni')).data[0]).toMatchObject({ pagu: 1 });
    expect(problem(await get('/v1/rencana-kerja?jadwal=perubahan'))).toMatchObject({
      ...{ status: 404, type: 'tidak-ditemukan' },
      detail: 'Rencana kerja tahun 2026 jadwal perubahan tidak ada di Simpul. Yang ada murni dan pergeseran.',
    });
    expect(problem(await get('/v1/anggaran/rka')).type).toBe('belum-disalin');
  }));

/** a fits; b has a ceiling that is too high; c has no lines; d fits its ceiling and not SIPD's sum; e is in no plan. */
async function budget({ store }: HubSurroundings) {
  await copied(store.copies, 'rencana-kerja/2026/murni', [
    ...[plan('a', { pagu: 300 }), plan('b', { pagu: 250, rincian: null }), plan('c', { pagu: 100 })],
    ...[plan('d', { pagu: 70, rincian: 80, skpd: DINKES }), plan('f', { pagu: 0 })],
  ]);
  const rows = [...lines('a', [100, 200]), ...lines('b', [200]), ...lines('d', [70], DINKES.kode)];
  await copied(store.copies, 'rka/2026/murni', [...rows, ...lines('e', [5])]);
}

test('what does not reconcile is told, for one sub-activity, one office, and all', () =>
  hub(async (given) => {
    await budget(given);
    const { get } = given;
    const fits = answered(await get('/v1/anggaran/rka?subKegiatan=a'));
    expect(fits.data.map(({ jumlah }) => jumlah)).toEqual([100, 200]);
    expect(fits.rekonsiliasi).toMatchObject({
      ...{ banyakSubKegiatan: 1, tidakCocok: 0, cocok: true },
      subKegiatan: { pagu: 300, rincian: 300, jumlah: 300, baris: 2, selisih: 0, cocok: true, sebab: [] },
    });
    expect(fits.meta.rencana).toMatchObject({ kumpulan: 'rencana-kerja/2026/murni', nomor: 1 });
    const one = async (key: string) =>
      answered(await get(`/v1/anggaran/rka?subKegiatan=${key}`)).rekonsiliasi?.subKegiatan;
    expect(await one('b')).toMatchObject({ selisih: 50, cocok: false, sebab: ['pagu'] });
    expect(await one('c')).toMatchObject({ baris: 0, sebab: ['pagu', 'rincian', 'tanpa-baris'] });
    expect(await one('d')).toMatchObject({ selisih: 0, cocok: false, sebab: ['rincian'] });
    expect(await one('e')).toMatchObject({ pagu: null, selisih: null, jumlah: 5, sebab: ['tanpa-rencana'] });
    expect(await one('f')).toMatchObject({ cocok: true });
    const office = answered(await get(`/v1/anggaran/rka?skpd=${DINKES.kode}`));
    expect(office.rekonsiliasi).toMatchObject({ banyakSubKegiatan: 1, tidakCocok: 1, subKegiatan: null });
    const all = answered(await get('/v1/anggaran/rka?tahun=2026&jadwal=murni'));
    expect(all.data).toHaveLength(5);
    expect(all.rekonsiliasi).toMatchObject({
      banyakSubKegiatan: 6,
      tidakCocok: 4,
      pagu: 720,
      jumlah: 575,
      selisih: 145,
    });
    const differing = (await walked(get, '/v1/anggaran/rekonsiliasi?batas=1')).map(({ subKegiatan }) => subKegiatan);
    expect(differing).toEqual(['d', 'b', 'c', 'e']);
    const his = await walked(get, `/v1/anggaran/rekonsiliasi?skpd=${DINKES.kode}`);
    expect(his.map(({ subKegiatan }) => subKegiatan)).toEqual(['d']);
    expect(problem(await get('/v1/anggaran/rka?subKegiatan=tidak-ada'))).toMatchObject({ status: 404 });
  }));

test('lines of the past are compared with the plan of then', () =>
  hub(async (given) => {
    await budget(given);
    const { get, store } = given;
    const at = '2026-11-21T01:00:00+07:00';
    await copied(store.copies, 'rencana-kerja/2026/murni', [plan('a', { pagu: 900 })], { at });
    const first = answered(await get('/v1/anggaran/rekonsiliasi?batas=1&jadwal=murni'));
    expect(first.rekonsiliasi).toMatchObject({ banyakSubKegiatan: 4, pagu: 900 });
    await copied(store.copies, 'rka/2026/murni', lines('a', [900]), { at: '2026-11-21T02:00:00+07:00' });
    expect(answered(await get('/v1/anggaran/rka')).rekonsiliasi).toMatchObject({ tidakCocok: 0, jumlah: 900 });
    const past = answered(await get('/v1/anggaran/rka?subKegiatan=a&salinan=1'));
    expect(past.rekonsiliasi?.subKegiatan).toMatchObject({ pagu: 300, jumlah: 300, cocok: true });
    expect(past.meta).toMatchObject({ salinan: { nomor: 1 }, rencana: { nomor: 1 } });
    // the pages that follow are of the comparison that the first page was of
    const rest = await walked(get, `/v1/anggaran/rekonsiliasi?batas=5&kursor=${first.halaman.berikutnya}`);
    expect([...first.data, ...rest].map(({ subKegiatan }) => subKegiatan)).toEqual(['a', 'b', 'd', 'e']);
  }));

test('lines without a plan are answered, and not compared', () =>
  hub(async ({ get, store }) => {
    await copied(store.copies, 'rka/2026/murni', lines('a', [1]));
    const answer = answered(await get('/v1/anggaran/rka?subKegiatan=a'));
    expect(answer).toMatchObject({ rekonsiliasi: null, meta: { rencana: null } });
    expect((await get('/v1/anggaran/rka?subKegiatan=b')).status).toBe(404);
    expect(problem(await get('/v1/anggaran/rekonsiliasi'))).toMatchObject({ status: 503, type: 'belum-disalin' });
  }));

test('payment orders are listed by day and office, in pages that miss and repeat nothing', () =>
  hub(async ({ get, store }) => {
    const rows = Array.from({ length: 90 }, (_, index) =>
      payment(index, `2026-02-${String(1 + (index % 9)).padStart(2, '0')}`, index % 3 === 0 ? DINKES : KOMINFO),
    );
    await copied(store.copies, 'sp2d/2026', rows);
    await copied(store.copies, 'sp2d/2025', [payment(1, '2025-01-02')]);
    const expected = (pick: (row: (typeof rows)[number]) => boolean) =>
      rows
        .filter(pick)
        .toSorted((one, other) => (one.order < other.order ? -1 : 1))
        .map(({ key }) => key);
    const ids = async (query: string) => (await walked(get, `/v1/anggaran/sp2d?${query}`)).map(({ id }) => id);
    for (const batas of [7, 10, 500]) expect(await ids(`batas=${batas}`)).toEqual(expected(() => true));
    expect(await ids(`batas=4&skpd=${DINKES.kode}`)).toEqual(expected(({ group }) => group === DINKES.kode));
    expect(await ids('batas=4&dari=2026-02-03&sampai=2026-02-05')).toEqual(
      expected(({ part }) => part >= '2026-02-03' && part <= '2026-02-05'),
    );
    expect(await ids('dari=2026-02-09&tahun=2026')).toEqual(expected(({ part }) => part >= '2026-02-09'));
    expect(await ids('sampai=2025-12-31')).toEqual(['1']);
    expect(problem(await get('/v1/anggaran/sp2d?dari=2026-02-03&sampai=2026-02-01'))).toMatchObject({ status: 400 });
    expect(problem(await get('/v1/anggaran/sp2d?dari=2024-02-03')).detail).toMatch(/Yang ada 2026 dan 2025/);
  }));
