import { expect, test } from '@jest/globals';
import type { JawabanPenduduk, JawabanPeserta } from '../../../openapi/generated/types.ts';
import { BUDI, BUNGA, SITI, withHub } from '../with-hub.ts';

// That every answer fits its model is checked by `withHub`.

const NOW = new Date('2026-11-20T03:00:00Z');
const DEWI = { nik: '9901046209010004', rujukan: '990101011126P000004' };
const SURATMAN = '9901053011680005';

test('every read answers its model for the people of the upstream documents', () =>
  withHub({ now: () => NOW }, async ({ get }) => {
    const rows = [
      [
        `/v1/jkn/peserta/${BUDI.nik}`,
        { data: { nik: BUDI.nik, nomorKartu: BUDI.kartu, nama: BUDI.nama, aktif: true } },
      ],
      [`/v1/jkn/peserta/${BUDI.kartu}`, { data: { nik: BUDI.nik, nomorKartu: BUDI.kartu } }],
      ['/v1/jkn/peserta/0009900000003', { data: { nama: 'AGUS PRATAMA', aktif: false, status: { kode: '5' } } }],
      [`/v1/jkn/peserta/${SURATMAN}`, { data: { telepon: null, nomorRekamMedis: null } }],
      [`/v1/jkn/peserta/${BUDI.nik}/rujukan`, { data: [{ peserta: { nomorKartu: BUDI.kartu } }] }],
      [`/v1/jkn/peserta/${SITI.kartu}/rujukan`, { data: [{ peserta: { nama: SITI.nama } }] }],
      [`/v1/jkn/rujukan/${DEWI.rujukan}`, { data: { nomorRujukan: DEWI.rujukan, peserta: { nik: null } } }],
      ['/v1/jkn/poli', { data: expect.arrayContaining([expect.objectContaining({ kodePoli: 'INT' })]) }],
      ['/v1/jkn/dokter', { data: expect.arrayContaining([expect.objectContaining({ kodeDokter: '12345' })]) }],
      ['/v1/jkn/jadwal-dokter?kodePoli=INT&tanggal=2026-11-20', { data: [{ buka: '08:00' }, { buka: '13:00' }] }],
      ['/v1/jkn/jadwal-dokter?kodePoli=INT&tanggal=2026-11-22', { data: [] }], // a Sunday
      [`/v1/penduduk/${BUNGA.nik}`, { data: { nik: BUNGA.nik, nama: BUNGA.nama, status: 'hidup' } }],
      [`/v1/penduduk/${BUDI.nik}`, { data: { nik: BUDI.nik, nama: BUDI.nama } }],
    ] as const;
    for (const [path, body] of rows) expect({ path, ...(await get(path)) }).toMatchObject({ path, status: 200, body });
  }));

test('an answer says where it came from and how old it is, first fresh, then kept', async () => {
  let clock = NOW;
  await withHub({ now: () => clock }, async ({ get, sandboxes }) => {
    const path = `/v1/jkn/peserta/${BUDI.nik}`;
    const meta = { sumber: 'bpjs', rilis: 'vclaim-2.0', diambilPada: NOW.toISOString() };
    const first = await get(path);
    expect(first.body).toMatchObject({ meta: { ...meta, keadaan: 'segar' } });
    expect(first.headers).toMatchObject({ age: '0', 'cache-control': 'private, max-age=900' });

    clock = new Date(NOW.getTime() + 600_000);
    const second = await get(path);
    expect(second.body).toMatchObject({ meta: { ...meta, keadaan: 'tersimpan' } });
    expect(second.headers).toMatchObject({
      age: '600',
      'cache-control': 'private, max-age=300',
      etag: first.headers.etag,
    });
    expect(sandboxes.bpjs.calls()).toHaveLength(1);

    clock = new Date(NOW.getTime() + 900_000);
    expect((await get(path)).body).toMatchObject({ meta: { keadaan: 'segar', diambilPada: clock.toISOString() } });

    sandboxes.bpjs.fault({ kind: 'status', status: 500 });
    const fetchedAt = clock;
    clock = new Date(clock.getTime() + 3_600_000);
    const stale = await get(path);
    expect(stale.body).toMatchObject({ meta: { keadaan: 'usang', diambilPada: fetchedAt.toISOString() } });
    expect(stale.headers).toMatchObject({ age: '3600', 'cache-control': 'private, no-store' });
  });
});

test('an unchanged answer is a 304 without a body, a changed one is not', () =>
  withHub({ now: () => NOW }, async ({ get }) => {
    const path = `/v1/jkn/peserta/${BUDI.nik}`;
    const etag = (await get(path)).headers.etag ?? '';
    const same = await get(path, { headers: { 'If-None-Match': etag } });
    expect(same).toMatchObject({ status: 304, text: '', headers: { etag, age: '0' } });
    expect(await get(path, { headers: { 'If-None-Match': '"another"' } })).toMatchObject({ status: 200 });
    expect(await get(`/v1/jkn/peserta/${SITI.nik}`, { headers: { 'If-None-Match': etag } })).toMatchObject({
      status: 200,
    });
    expect(await get(`/v1/penduduk/${BUNGA.nik}?bidang=nama`)).not.toMatchObject({
      headers: { etag: (await get(`/v1/penduduk/${BUNGA.nik}`)).headers.etag },
    });
  }));

test('one person is one snapshot, however the number is written', () =>
  withHub({ now: () => NOW }, async ({ get, sandboxes }) => {
    const written = [
      '9901010101900001',
      '9901%200101%200190%200001',
      '9901.0101.0190.0001',
      '9901-0101-0190-0001',
      "'9901010101900001",
    ];
    for (const nik of written)
      expect((await get(`/v1/jkn/peserta/${nik}`)).body).toMatchObject({ data: { nik: BUDI.nik } });
    expect(sandboxes.bpjs.calls()).toHaveLength(1);
    expect((await get('/v1/penduduk/1275.0155.0890.9901')).body).toMatchObject({ data: { nik: BUNGA.nik } });
  }));

test('a NIK beyond 2^53 keeps its last digits', () =>
  withHub({ now: () => NOW }, async ({ get, post }) => {
    const { data, meta } = (await get('/v1/penduduk/9471014507929903')).body as JawabanPenduduk;
    expect(data).toMatchObject({ nik: '9471014507929903', noKk: '9471011203159901', tanggalLahir: '1992-07-05' });
    expect(meta.peringatan).toBeUndefined();
    const asked = { nik: '9471014507929903', noKk: '9471011203159901' };
    expect((await post('/v1/penduduk/verifikasi', asked)).body).toMatchObject({ data: { terverifikasi: true } });
    const another = { ...asked, noKk: '9471011203159902' };
    expect((await post('/v1/penduduk/verifikasi', another)).body).toMatchObject({
      data: { terverifikasi: false, elemen: { noKk: { hasil: 'tidak-cocok' } } },
    });
  }));

test('bidang narrows a record to what was asked; nik and status come along', () =>
  withHub({ now: () => NOW }, async ({ get }) => {
    const { data } = (await get(`/v1/penduduk/${BUNGA.nik}?bidang=nama,tanggalLahir`)).body as JawabanPenduduk;
    expect(data).toEqual({ nik: BUNGA.nik, nama: BUNGA.nama, tanggalLahir: '1990-08-15', status: 'hidup' });
  }));

test('doubts about a number are told beside the record, which wins', () =>
  withHub({ now: () => NOW }, async ({ get }) => {
    expect((await get('/v1/penduduk/1275025203889905')).body).toMatchObject({
      data: { nama: 'BAGAS CONTOH', jenisKelamin: 'L', status: 'hidup' },
      meta: { peringatan: ['nik_sex_mismatch'] },
    });
    expect((await get(`/v1/penduduk/${BUDI.nik}`)).body).toMatchObject({
      meta: { peringatan: ['nik_region_unknown'] },
    });
  }));

test.each([
  { nik: '1275010402559902', nama: 'HASAN CONTOH', status: 'meninggal' },
  { nik: '1275032811939903', nama: 'RUDI CONTOH', status: 'ganda' },
  { nik: '1275044606709904', nama: 'LILIS CONTOH', status: 'tidak-aktif' },
])('whoever is $status exists and is never verified', ({ nik, nama, status }) =>
  withHub({ now: () => NOW }, async ({ get, post }) => {
    expect((await get(`/v1/penduduk/${nik}`)).body).toMatchObject({ data: { nik, status } });
    expect((await post('/v1/penduduk/verifikasi', { nik, nama })).body).toMatchObject({
      data: { terverifikasi: false, status },
    });
  }),
);

test('a verification says which element differs, never what the register holds', () =>
  withHub({ now: () => NOW }, async ({ post, sandboxes }) => {
    const right = { nik: '1275.0155.0890.9901', nama: 'Bunga Contoh', tanggalLahir: '1990-08-15', jenisKelamin: 'P' };
    expect((await post('/v1/penduduk/verifikasi', right)).body).toMatchObject({
      data: { terverifikasi: true, status: 'hidup', elemen: { nama: { hasil: 'cocok', skor: 100 } } },
      meta: { sumber: 'dukcapil', keadaan: 'segar' },
    });
    const wrong = await post('/v1/penduduk/verifikasi', { ...right, nama: 'Melati', tanggalLahir: '1990-08-16' });
    expect(wrong.body).toMatchObject({
      data: {
        terverifikasi: false,
        elemen: {
          nama: { hasil: 'tidak-cocok' },
          tanggalLahir: { hasil: 'tidak-cocok' },
          jenisKelamin: { hasil: 'cocok' },
        },
      },
    });
    expect(wrong.text).not.toContain('BUNGA');
    const reordered = { jenisKelamin: 'P', tanggalLahir: '1990-08-15', nama: 'Bunga Contoh', nik: BUNGA.nik };
    expect((await post('/v1/penduduk/verifikasi', reordered)).body).toMatchObject({ meta: { keadaan: 'tersimpan' } });
    expect(sandboxes.dukcapil.calls()).toHaveLength(2);
  }));

test('referrals of a NIK are found through the card number, which is then known too', () =>
  withHub({ now: () => NOW }, async ({ get, sandboxes }) => {
    await get(`/v1/jkn/peserta/${BUDI.nik}/rujukan`);
    expect(sandboxes.bpjs.calls().map(({ path }) => path)).toEqual([
      `/vclaim-rest/Peserta/nik/${BUDI.nik}/tglSEP/2026-11-20`,
      `/vclaim-rest/Rujukan/List/Peserta/${BUDI.kartu}`,
    ]);
    const { meta } = (await get(`/v1/jkn/peserta/${BUDI.nik}`)).body as JawabanPeserta;
    expect(meta.keadaan).toBe('tersimpan');
  }));
