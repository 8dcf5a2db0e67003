import { expect, test } from '@jest/globals';
import { compressed, keyFrom, sealed, secondOfCaller } from '../../../connectors/bpjs/sandbox/sealing.ts';
import { bpjsSandbox } from '../../../connectors/bpjs/sandbox/server.ts';
import { withSandbox } from '../sandbox-kit/with-sandbox.ts';
import { type Caller, call, first, firstQueue, read, second, secondQueue } from './sandbox-client.ts';
import { PESERTA } from './wire.ts';

const now = () => new Date('2026-11-20T02:00:00Z');
const timestamp = String(now().getTime() / 1000);
const budi = '/vclaim-rest/Peserta/nik/9901010101900001/tglSEP/2026-11-20';
const schedule = '/antreanrs/jadwaldokter/kodepoli/INT/tanggal';

test("it signs and seals like the document's check vectors", () => {
  const derived = secondOfCaller('1000', 'contoh-rahasia', '1767225600');
  expect(derived.signature).toBe('cN+WHxxsevXTK2PvmH7pwFH5XsxzxyY14xjrXUWIw4M=');
  expect(derived.key.export().toString('hex')).toBe('6b40824493c00ca083be7877cd48d4498dac4f903fe067a9476021ab8f920d07');
  expect(derived.iv.toString('hex')).toBe('6b40824493c00ca083be7877cd48d449');
  const text = compressed('{"list":[{"kode":"INT","nama":"PENYAKIT DALAM"}]}');
  expect(text).toBe('N4IgNglgzgLiBcBtUBrA9gEwKYJASQDkAVEAGhADsBDAWytwAUBRAgTQEEBpPIgAgBF2AGXYBZEAF8AuhKA');
  expect(sealed(text, keyFrom('1000contoh-rahasia1767225600'))).toBe(
    'RJhW+u9p0D9GA3lGXiwc0b9d54Ufh1Db229HHof7TuGv/xc9FckYLzUu/RtlGAwSfgfV2sCzrq8lQ915ghpKeuR00IOpDwcenHp9ADmXAPnWRSu4Gcuc12qXE7W6nwiW',
  );
});

test("the document's peserta, to the letter", async () =>
  withSandbox(
    bpjsSandbox,
    async ({ url }) => {
      expect(await read(url, budi, { ...first, timestamp })).toEqual({ peserta: PESERTA });
    },
    { now },
  ));

test('version 1.1 answers in plain JSON and asks for no user key', async () =>
  withSandbox(bpjsSandbox, async ({ url }) => {
    const { userKey: _, ...caller } = first;
    const { text } = await call(url, budi.replace('vclaim-rest', 'vclaim-rest-1.1'), caller);
    expect(text).toMatch(/^\{"metaData":\{"code":"200","message":"OK"\},"response":\{"peserta":\{"cob":/);
    expect(JSON.parse(text).response.peserta.informasi).toEqual({ dinsos: null, noSKTM: null, prolanisPRB: null });
  }));

test.each([
  {
    path: '/vclaim-rest/Peserta/nik/9901010101900009/tglSEP/2026-11-20',
    caller: first,
    want: '{"metaData":{"code":"201","message":"Peserta tidak terdaftar"},"response":null}',
  },
  {
    path: '/vclaim-rest/Peserta/nik/9901010101900001/tglSEP/20-11-2026',
    caller: first,
    want: '{"metaData":{"code":"201","message":"Format tanggal salah, gunakan yyyy-MM-dd"},"response":null}',
  },
  { path: `${schedule}/2026-11-22`, caller: firstQueue, want: '{"metadata":{"message":"No Content","code":204}}' },
])('$path is answered $want', async ({ path, caller, want }) =>
  withSandbox(bpjsSandbox, async ({ url }) => {
    expect(await call(url, path, caller)).toMatchObject({ status: 200, text: want });
  }),
);

test.each<{ given: string; path?: string; caller?: Partial<Caller>; method?: 'POST'; status: number; text: string }>([
  { given: 'an unknown path', path: '/vclaim-rest/Pesertas', status: 404, text: 'No Mapping Rule matched' },
  { given: 'an unknown service', path: '/vclaim/Peserta', status: 404, text: 'No Mapping Rule matched' },
  { given: 'a wrong method', method: 'POST', status: 404, text: 'No Mapping Rule matched' },
  { given: 'no user key', caller: { userKey: '' }, status: 403, text: 'Authentication parameters missing' },
  { given: 'an unknown user key', caller: { userKey: 'x' }, status: 403, text: 'Authentication failed' },
  {
    given: 'the user key of another service',
    caller: { userKey: 'kunci-antrean-1000' },
    status: 403,
    text: 'Authentication failed',
  },
  {
    given: 'the user key of another facility',
    caller: { userKey: 'kunci-vclaim-2000' },
    status: 403,
    text: 'Authentication failed',
  },
  {
    given: 'an unknown consumer',
    caller: { consumerId: '3000' },
    status: 401,
    text: 'Unauthorized! You are not registered for this service!',
  },
  { given: 'a wrong secret', caller: { secret: 'x' }, status: 401, text: 'Signature Service Tidak Sesuai' },
  {
    given: 'a clock 301 s behind',
    caller: { timestamp: String(Number(timestamp) - 301) },
    status: 401,
    text: 'Signature Service Tidak Sesuai',
  },
  {
    given: 'milliseconds',
    caller: { timestamp: `${timestamp}000` },
    status: 401,
    text: 'Signature Service Tidak Sesuai',
  },
])('$given is refused with $status $text', async ({ path = budi, caller, method, status, text }) =>
  withSandbox(
    bpjsSandbox,
    async ({ url }) => {
      const heard = await call(url, path, { ...first, timestamp, ...caller }, method);
      const json = `{"metaData":{"code":"401","message":"${text}"},"response":null}`;
      expect(heard).toMatchObject({ status, text: status === 401 ? json : text });
    },
    { now },
  ),
);

test('its window, clock, refusal and lists are settings', async () =>
  withSandbox(
    bpjsSandbox,
    async (sandbox) => {
      sandbox.set({ refusalStatus: 200, refusalCode: '403', clockOffsetSeconds: 400 });
      const early: Caller = { ...firstQueue, timestamp };
      const refusal = '{"response":null,"metadata":{"message":"Signature Service Tidak Sesuai","code":403}}';
      expect(await call(sandbox.url, '/antreanrs/ref/poli', early)).toMatchObject({ status: 200, text: refusal });
      sandbox.set({ clockSkewSeconds: 400, lists: 'list' });
      expect(await read(sandbox.url, '/antreanrs/ref/poli', early)).toHaveProperty('list.0.kdpoli', 'INT');
    },
    { now },
  ));

test('referrals by number, by card and as a list, from puskesmas and hospitals', async () =>
  withSandbox(bpjsSandbox, async ({ url }) => {
    const ask = (path: string) => read(url, `/vclaim-rest/${path}`);
    expect(await ask('Rujukan/990101011126P000001')).toMatchObject({
      rujukan: {
        diagnosa: { kode: 'E11.9' },
        noKunjungan: '990101011126P000001',
        peserta: { nama: 'BUDI SANTOSO' },
        provPerujuk: { kode: '99010101', nama: 'PUSKESMAS MELATI' },
        tglKunjungan: '2026-11-18',
      },
    });
    expect(await ask('Rujukan/RS/Peserta/0009900000002')).toMatchObject({
      rujukan: { provPerujuk: { kode: '9901R001' } },
    });
    expect(await ask('Rujukan/RS/List/Peserta/0009900000002')).toMatchObject({
      rujukan: [{ tglKunjungan: '2026-11-17' }],
    });
    expect(await ask('Rujukan/Peserta/0009900000004')).toMatchObject({
      rujukan: { peserta: { nik: null, noKartu: '0009900000004' } },
    });
    const list = (await ask('rujukan/list/peserta/0009910000003')) as {
      rujukan: { noKunjungan: string; tglKunjungan: string }[];
    };
    expect(list.rujukan.map(({ tglKunjungan }) => tglKunjungan)).toEqual(['2026-11-03', '2026-10-03', '2026-09-03']);
    expect(list.rujukan.every(({ noKunjungan }) => /^99\d{6}\d{4}P\d{6}$/.test(noKunjungan))).toBe(true);
    expect(await ask('Rujukan/Peserta/0009910000003')).toEqual({ rujukan: list.rujukan[0] });
  }));

test('the other people show what they are for', async () =>
  withSandbox(bpjsSandbox, async ({ url }) => {
    const ask = (card: string) => read(url, `/vclaim-rest/Peserta/nokartu/${card}/tglSEP/2026-11-20`);
    expect(await ask('0009900000003')).toMatchObject({ peserta: { statusPeserta: { kode: '5' } } });
    expect(await ask('0009900000005')).toMatchObject({ peserta: { mr: { noMR: null, noTelepon: null } } });
    expect(await ask('0009910000001')).toMatchObject({ peserta: { nik: '9901010101450001', nama: 'ARIF PERMANA' } });
  }));

test('clinics and doctors come with code 1, schedules with 200', async () =>
  withSandbox(bpjsSandbox, async ({ url }) => {
    const { text } = await call(url, '/antreanrs/ref/poli', firstQueue);
    expect(text).toMatch(/^\{"response":"[A-Za-z0-9+/=]+","metadata":\{"message":"Ok","code":1\}\}$/);
    expect(await read(url, '/antreanrs/ref/dokter', firstQueue)).toContainEqual({
      namadokter: 'dr. SARI LESTARI, Sp.PD',
      kodedokter: 12345,
    });
    expect((await call(url, `${schedule}/2026-11-20`, firstQueue)).text).toContain('"code":200');
    expect(await read(url, `${schedule}/2026-11-20`, firstQueue)).toContainEqual(
      expect.objectContaining({ kodedokter: 12345, jadwal: '08:00 - 12:00', hari: 5, namahari: 'JUMAT', libur: 0 }),
    );
    expect(await read(url, '/vclaim-rest/referensi/poli/dalam')).toEqual({
      poli: [{ kode: 'INT', nama: 'PENYAKIT DALAM' }],
    });
  }));

test('two facilities hear different things about the same person', async () =>
  withSandbox(bpjsSandbox, async ({ url }) => {
    expect(await read(url, budi, second)).toMatchObject({ peserta: { mr: { noMR: '200123' } } });
    expect(await read(url, '/vclaim-rest/Rujukan/Peserta/0009900000001', second)).toMatchObject({
      rujukan: { noKunjungan: '990201011126P000001' },
    });
    expect((await call(url, '/vclaim-rest/Rujukan/990101011126P000001', second)).text).toContain('"201"');
    expect(await read(url, '/antreanrs/ref/dokter', secondQueue)).not.toContainEqual(
      expect.objectContaining({ kodedokter: 12345 }),
    );
  }));

test('control tells who may be asked about', async () =>
  withSandbox(
    bpjsSandbox,
    async ({ url }) => {
      const { text } = await call(url, '/_sandbox');
      const { people } = JSON.parse(text) as { people: object[] };
      expect(people).toHaveLength(8);
      expect(people[0]).toMatchObject({ nik: '9901010101900001', referral: '990101011126P000001' });
    },
    { people: 3 },
  ));
