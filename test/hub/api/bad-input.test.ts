import { expect, test } from '@jest/globals';
import type { Problem } from '../../../openapi/generated/types.ts';
import type { Answer } from '../answer-check.ts';
import { BUDI, BUNGA, type HubSurroundings, NOBODY, withHub } from '../with-hub.ts';

// That every problem is problem+json as documented, and that neither it nor a log names a person, is checked by `withHub`.

const PESERTA = `/v1/jkn/peserta/${BUDI.nik}`;
const VERIFIKASI = '/v1/penduduk/verifikasi';

function problemOf({ body }: Answer): Problem {
  return body as Problem;
}

function mistakesOf(answer: Answer): readonly string[] {
  return (problemOf(answer).kesalahan ?? []).map(({ di, masalah }) => `${di}: ${masalah}`);
}

test('every rule of a NIK has a sentence of its own, and none of them costs an upstream call', () =>
  withHub({}, async ({ get, sandboxes }) => {
    const rows = [
      ['127501550890990', 'harus 16 digit, ini 15'],
      ['12750155089099011', 'harus 16 digit, ini 17'],
      ['0275015508909901', 'tidak mungkin diawali 0'],
      ['9901015508900000', 'nomor urut'],
      ['1275010008909901', 'harus 01-31, atau 41-71'],
      ['1275013208909901', 'harus 01-31, atau 41-71'],
      ['1275017208909901', 'harus 01-31, atau 41-71'],
      ['1275015500909901', 'bulan lahir'],
      ['1275015513909901', 'bulan lahir'],
      ['1275017102909901', 'tidak ada dalam kalender'],
      ['1275O15508909901', 'hanya boleh berisi angka'],
      ['1.275E%2B15', 'notasi ilmiah'],
      ['9'.repeat(41), 'paling banyak 40 karakter'],
    ] as const;
    for (const [nik, reason] of rows) {
      const answer = await get(`/v1/penduduk/${nik}`);
      expect(problemOf(answer)).toMatchObject({
        type: 'urn:simpul:masalah:pemanggil:permintaan-tidak-sah',
        status: 400,
        sisi: 'pemanggil',
      });
      expect(mistakesOf(answer).join('; ')).toContain('path.nik: ');
      expect(mistakesOf(answer).join('; ')).toContain(reason);
    }
    expect(sandboxes.dukcapil.calls()).toEqual([]);
  }));

test('whoever the source does not know is a 404 that says so, and not an unknown address', () =>
  withHub({}, async ({ get }) => {
    const paths = [
      '/v1/jkn/peserta/0009900999999',
      `/v1/jkn/peserta/${NOBODY}`,
      `/v1/penduduk/${NOBODY}`,
      '/v1/jkn/peserta/0009900999999/rujukan',
      '/v1/jkn/rujukan/990101011126P999999',
    ];
    for (const path of paths) {
      expect(problemOf(await get(path))).toMatchObject({
        type: 'urn:simpul:masalah:pemanggil:tidak-ditemukan',
        status: 404,
        hulu: { sumber: expect.any(String) },
      });
    }
    expect(problemOf(await get('/v1/jkn/pesrta/1'))).toMatchObject({
      type: 'urn:simpul:masalah:pemanggil:alamat-tidak-dikenal',
      status: 404,
    });
  }));

const asks: Record<string, (hub: HubSurroundings) => Promise<Answer>> = {
  'a body that is too large': ({ post }) => post(VERIFIKASI, { nik: BUNGA.nik, nama: 'x'.repeat(70_000) }),
  'broken JSON': ({ ask }) =>
    ask('POST', VERIFIKASI, { body: `{"nik":"${BUNGA.nik}",`, headers: { 'Content-Type': 'application/json' } }),
  'JSON that is no object': ({ ask }) =>
    ask('POST', VERIFIKASI, { body: `"${BUNGA.nik}"`, headers: { 'Content-Type': 'application/json' } }),
  'no body at all': ({ ask }) => ask('POST', VERIFIKASI, { headers: { 'Content-Type': 'application/json' } }),
  'another content type': ({ ask }) =>
    ask('POST', VERIFIKASI, {
      body: `nik=${BUNGA.nik}`,
      headers: { 'Content-Type': 'application/x-www-form-urlencoded' },
    }),
  'JSON in another encoding': ({ ask }) =>
    ask('POST', VERIFIKASI, { body: '{}', headers: { 'Content-Type': 'application/json; charset=latin1' } }),
  'an unknown query parameter': ({ get }) => get(`${PESERTA}?tanggal=2026-01-31`),
  'a query parameter that is a NIK': ({ get }) => get(`${PESERTA}?${BUDI.nik}=1`),
  'a field that is a NIK': ({ post }) => post(VERIFIKASI, { nik: BUNGA.nik, [BUDI.nik]: 'x' }),
  'a purpose that is a NIK': ({ get }) => get(PESERTA, { headers: { Keperluan: BUDI.nik } }),
  'a request id that is a NIK': ({ get }) => get(`${PESERTA}?x=1`, { headers: { 'X-Request-Id': BUDI.nik } }),
  'a repeated query parameter': ({ get }) => get('/v1/jkn/jadwal-dokter?kodePoli=INT&kodePoli=ANA&tanggal=2026-11-20'),
  'a field that does not exist': ({ get }) => get(`/v1/penduduk/${BUNGA.nik}?bidang=nama,gaji`),
  'a date that does not exist': ({ get }) => get('/v1/jkn/jadwal-dokter?kodePoli=INT&tanggal=2026-02-30'),
  'an address of 10,000 characters': ({ get }) => get(`/v1/jkn/peserta/${'9'.repeat(10_000)}`),
  'a broken percent-encoding': ({ get }) => get('/v1/jkn/peserta/%E0%A4%A'),
  'a percent-encoded line break': ({ get }) => get('/v1/jkn/peserta/99010101%0d%0aSet-Cookie:x'),
  'a method that is not allowed': ({ ask }) => ask('DELETE', PESERTA),
  'a POST where only reading is': ({ ask }) => ask('POST', PESERTA),
};

test.each([
  ['a body that is too large', 413, 'isi-terlalu-besar'],
  ['broken JSON', 400, 'permintaan-tidak-sah'],
  ['JSON that is no object', 400, 'permintaan-tidak-sah'],
  ['no body at all', 400, 'permintaan-tidak-sah'],
  ['another content type', 415, 'jenis-isi-tidak-didukung'],
  ['JSON in another encoding', 415, 'jenis-isi-tidak-didukung'],
  ['an unknown query parameter', 400, 'permintaan-tidak-sah'],
  ['a query parameter that is a NIK', 400, 'permintaan-tidak-sah'],
  ['a field that is a NIK', 400, 'permintaan-tidak-sah'],
  ['a purpose that is a NIK', 403, 'keperluan-tidak-terdaftar'],
  ['a request id that is a NIK', 400, 'permintaan-tidak-sah'],
  ['a repeated query parameter', 400, 'permintaan-tidak-sah'],
  ['a field that does not exist', 400, 'permintaan-tidak-sah'],
  ['a date that does not exist', 400, 'permintaan-tidak-sah'],
  ['an address of 10,000 characters', 414, 'alamat-terlalu-panjang'],
  ['a broken percent-encoding', 400, 'permintaan-tidak-sah'],
  ['a percent-encoded line break', 400, 'permintaan-tidak-sah'],
  ['a method that is not allowed', 405, 'metode-tidak-diizinkan'],
  ['a POST where only reading is', 405, 'metode-tidak-diizinkan'],
])('%s is %d %s', (what, status, kind) =>
  withHub({}, async (hub) => {
    const answer = await asks[what]?.(hub);
    expect(answer?.body).toMatchObject({ type: `urn:simpul:masalah:pemanggil:${kind}`, status, sisi: 'pemanggil' });
    expect(hub.sandboxes.bpjs.calls()).toEqual([]);
  }),
);

test('all mistakes of a request are listed at once', () =>
  withHub({}, async ({ get, post }) => {
    expect(mistakesOf(await get('/v1/jkn/jadwal-dokter'))).toEqual([
      'query.kodePoli: wajib diisi',
      'query.tanggal: wajib diisi',
    ]);
    const wrong = { nik: '123', tanggalLahir: '15-08-1990', jenisKelamin: 'W', ambang: 0, gaji: 1 };
    const mistakes = mistakesOf(await post(VERIFIKASI, wrong));
    expect(mistakes.toSorted()).toEqual([
      'body.ambang: harus >= 1',
      'body.gaji: tidak dikenal',
      'body.jenisKelamin: harus salah satu dari L, P',
      'body.nik: harus 16 digit, ini 3',
      'body.tanggalLahir: harus tanggal yang ada, berbentuk yyyy-MM-dd',
    ]);
    expect(mistakesOf(await post(VERIFIKASI, { nik: BUNGA.nik, ambang: 90 }))).toEqual([
      'body: terlalu sedikit isi: kirim sedikitnya satu elemen untuk dicocokkan selain nik',
    ]);
  }));

test('a wrong method is told which ones there are', () =>
  withHub({}, async ({ ask }) => {
    expect((await ask('DELETE', PESERTA)).headers.allow).toBe('GET, HEAD');
    expect((await ask('PATCH', '/v1/status')).headers.allow).toBe('GET, HEAD');
    expect((await ask('OPTIONS', PESERTA)).headers.allow).toBe('GET, HEAD');
  }));

// Express takes "verifikasi" for a NIK: in OpenAPI an address without a placeholder comes first (hub/api/api.ts).
test('a wrong method at an address beside a placeholder is told which ones that address has', () =>
  withHub({}, async ({ ask }) => {
    for (const method of ['GET', 'DELETE'])
      expect(await ask(method, VERIFIKASI)).toMatchObject({ status: 405, headers: { allow: 'POST' } });
  }));

test('HEAD answers as GET does, without the body', () =>
  withHub({}, async ({ ask, get }) => {
    const { headers } = await get(PESERTA);
    const head = await ask('HEAD', PESERTA);
    expect(head).toMatchObject({ status: 200, text: '' });
    expect(head.headers).toMatchObject({ etag: headers.etag, 'content-type': headers['content-type'] });
    expect(await ask('HEAD', '/v1/jkn/peserta/0009900999999')).toMatchObject({ status: 404, text: '' });
    expect(await ask('HEAD', '/v1/nothing')).toMatchObject({ status: 404, text: '' });
  }));
