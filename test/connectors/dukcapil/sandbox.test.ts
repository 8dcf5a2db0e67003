import { expect, test } from '@jest/globals';
import { request } from 'undici';
import type { SandboxFault } from '../../../connectors/connector.ts';
import { dukcapilSandbox } from '../../../connectors/dukcapil/sandbox/server.ts';
import { similarity } from '../../../connectors/dukcapil/sandbox/similarity.ts';
import { withSandbox } from '../sandbox-kit/with-sandbox.ts';

const account = { USER_ID: '010120250900DISKOMINFO1275', PASSWORD: 'rahasia-uji', IP_USER: '10.75.0.10' };
const bunga = '1275015508909901';
const national = 'DISKOMINFO1275/CALL_NIK';
const verify = 'DISKOMINFO1275/CALL_VERIFY_BY_ELEMEN';
const regional = '12-75/diskominfo_1275/call_nik';

async function ask(url: string, path: string, fields: object | string, method: 'POST' | 'GET' = 'POST') {
  const body = typeof fields === 'string' ? fields : JSON.stringify({ ...account, ...fields });
  const answer = await request(`${url}/dukcapil/get_json/${path}`, { method, ...(method === 'POST' && { body }) });
  return { status: answer.statusCode, text: await answer.body.text() };
}

async function contentOf(url: string, path: string, fields: object): Promise<unknown> {
  const { text } = await ask(url, path, fields);
  return (JSON.parse(text) as { content: unknown[] }).content[0];
}

const envelopeEnd =
  '"lastPage":true,"numberOfElements":1,"sort":null,"totalElements":1,"firstPage":true,"number":0,"size":1';

test("the document's record, to the letter", async () =>
  withSandbox(dukcapilSandbox, async ({ url }) => {
    const record =
      '{"NIK":1275015508909901,"NO_KK":1275010101209901,"NAMA_LGKP":"BUNGA CONTOH","JENIS_KLMIN":"PEREMPUAN",' +
      '"TMPT_LHR":"BINJAI","TGL_LHR":"1990-08-15","AGAMA":"ISLAM","STATUS_KAWIN":"BELUM KAWIN","STAT_HBKEL":"ANAK",' +
      '"PDDK_AKH":"DIPLOMA IV/STRATA I","JENIS_PKRJN":"KARYAWAN SWASTA","GOL_DARAH":"TIDAK TAHU","NAMA_LGKP_IBU":"MAWAR CONTOH",' +
      '"NAMA_LGKP_AYAH":"RIMBA CONTOH","ALAMAT":"JL. CONTOH NO. 1","DUSUN":null,"NO_RT":3,"NO_RW":null,"KODE_POS":20743,' +
      '"NO_PROP":12,"NO_KAB":75,"NO_KEC":1,"NO_KEL":1005,"PROP_NAME":"SUMATERA UTARA","KAB_NAME":"KOTA BINJAI",' +
      '"KEC_NAME":"BINJAI UTARA","KEL_NAME":"KEBUN LADA","EKTP_STATUS":"CARD_SHIPPED","EKTP_CREATED":"2013-02-01","TGL_KWN":null}';
    const want = { status: 200, text: `{"content":[${record}],${envelopeEnd}}` };
    expect(await ask(url, national, { NIK: bunga })).toEqual(want);
    expect(await ask(url, 'diskominfo1275/call_nik', { nik: bunga })).toEqual(want);
    expect(await ask(url, regional, { NIK: bunga })).toEqual(want);
  }));

test('numbers beyond 2^53 keep their last digit on the wire', async () =>
  withSandbox(dukcapilSandbox, async ({ url }) => {
    const { text } = await ask(url, national, { NIK: '9471014507929903' });
    expect(text).toContain('{"NIK":9471014507929903,"NO_KK":9471011203159901,');
  }));

test('elements are compared as sent, exactly or with a score, and the quota counts down', async () =>
  withSandbox(dukcapilSandbox, async ({ url }) => {
    const sent = {
      NIK: bunga,
      NAMA_LGKP: 'BUNGA CONTO',
      TMPT_LHR: 'Binjai',
      ALAMAT: ' ',
      TGL_LHR: '15-08-1990',
      NO_RT: '003',
    };
    const { text } = await ask(url, verify, { ...sent, TRESHOLD: '90', KAB_NAME: 'BINJAI', JENIS_KLMIN: 'Laki-Laki' });
    expect(text).toBe(
      '{"content":[{"NIK":"Sesuai","NAMA_LGKP":"Sesuai (92)","TMPT_LHR":"Sesuai (100)","TGL_LHR":"Sesuai","NO_RT":"Sesuai",' +
        `"KAB_NAME":"Sesuai","JENIS_KLMIN":"Tidak Sesuai"}],${envelopeEnd},"quotaLimiter":999999}`,
    );
    expect(await contentOf(url, verify, { ...sent, THRESHOLD: '90' })).toMatchObject({
      NAMA_LGKP: 'Tidak Sesuai (92)',
    });
    expect((await ask(url, '12-75/diskominfo_1275/koneksitas_verifby_elemen', sent)).text).not.toContain(
      'quotaLimiter',
    );
  }));

test.each([
  { given: 'an empty password', fields: { PASSWORD: ' ' }, code: '09', sentence: 'User, password atau IP kosong' },
  { given: 'a wrong password', fields: { PASSWORD: 'x' }, code: '03', sentence: 'Login Gagal' },
  { given: 'another address', fields: { IP_USER: '10.0.0.1' }, code: '04', sentence: 'IP Address Tidak Sesuai' },
  { given: 'no nik', fields: { NIK: '' }, code: '07', sentence: 'Parameter permintaan tidak lengkap' },
  { given: 'a nik that is too short', fields: { NIK: '127501' }, code: '15', sentence: 'Data Tidak Ditemukan' },
  { given: 'an unknown nik', fields: { NIK: '1275015508909999' }, code: '13', sentence: 'Data Tidak Ditemukan' },
  {
    given: 'a deceased person',
    fields: { NIK: '1275010402559902' },
    code: '11',
    sentence: 'Data Ditemukan, Meninggal Dunia',
  },
  { given: 'a duplicate', fields: { NIK: '1275032811939903' }, code: '12', sentence: 'Data Ditemukan, Data Ganda' },
  {
    given: 'an inactive person',
    fields: { NIK: '1275044606709904' },
    code: '14',
    sentence: 'Data Ditemukan, Status Non Aktif silahkan hubungi Dinas Dukcapil',
  },
])('$given: code $code on national servers, a sentence on regional ones', async ({ fields, code, sentence }) =>
  withSandbox(dukcapilSandbox, async ({ url }) => {
    const asked = { NIK: bunga, ...fields };
    expect(await contentOf(url, national, asked)).toEqual({ RESPONSE_CODE: code, RESPONSE: expect.any(String) });
    expect(await contentOf(url, regional, asked)).toEqual({ RESPON: sentence });
  }),
);

test('a code stands beside element results', async () =>
  withSandbox(dukcapilSandbox, async ({ url }) => {
    const content = await contentOf(url, verify, { NIK: '1275010402559902', NAMA_LGKP: 'HASAN CONTOH' });
    expect(content).toMatchObject({ RESPONSE_CODE: '11', NIK: 'Sesuai', NAMA_LGKP: 'Sesuai (100)' });
  }));

test("the day's quota ends and returns at midnight in western Indonesia", async () => {
  let now = new Date('2026-11-20T16:59:00Z');
  await withSandbox(
    dukcapilSandbox,
    async (sandbox) => {
      sandbox.set({ dailyQuota: 2 });
      for (const left of [1, 0]) {
        expect((await ask(sandbox.url, verify, { NIK: bunga })).text).toContain(`"quotaLimiter":${left}}`);
      }
      expect(await contentOf(sandbox.url, verify, { NIK: bunga })).toMatchObject({ RESPONSE_CODE: '05' });
      now = new Date('2026-11-20T17:00:00Z');
      expect(await contentOf(sandbox.url, verify, { NIK: bunga })).toEqual({ NIK: 'Sesuai' });
    },
    { now: () => now },
  );
});

test('paths, account and error style are settings', async () =>
  withSandbox(dukcapilSandbox, async (sandbox) => {
    expect(await ask(sandbox.url, 'KSEI/CALL_NIK', {})).toMatchObject({ status: 404 });
    expect(await ask(sandbox.url, 'DISKOMINFO1275/CALL_FR', {})).toMatchObject({ status: 404 });
    expect(await ask(sandbox.url, national, {}, 'GET')).toMatchObject({ status: 405 });
    expect((await ask(sandbox.url, national, 'no json')).text).toContain('"RESPONSE_CODE":"09"');
    sandbox.set({
      institutions: ['KSEI'],
      nationalErrors: 'sentence',
      regionalErrors: 'code',
      regionalAccount: '12/dinas_12',
    });
    expect(await contentOf(sandbox.url, 'KSEI/CALL_NIK', { NIK: '1' })).toEqual({ RESPON: 'Data Tidak Ditemukan' });
    expect(await contentOf(sandbox.url, '12/dinas_12/call_nik', { NIK: '1' })).toMatchObject({ RESPONSE_CODE: '15' });
  }));

test('the generated people are those of BPJS, and a man has a nik that says woman', async () =>
  withSandbox(dukcapilSandbox, async ({ url }) => {
    expect((await ask(url, national, { NIK: '9901010101450001' })).text).toContain('"NIK":9901010101450001,');
    expect(await contentOf(url, national, { NIK: '9901025407850002' })).toMatchObject({ NAMA_LGKP: 'SITI AMINAH' });
    expect(await contentOf(url, national, { NIK: '1275025203889905' })).toMatchObject({ JENIS_KLMIN: 'LAKI-LAKI' });
  }));

test.each<{ fault: SandboxFault; want: string }>([
  { fault: { kind: 'code', code: 5 }, want: '[{"RESPONSE_CODE":5,"RESPONSE":"Kuota Akses Hari ini telah Habis"}]' },
  { fault: { kind: 'code', code: '06', message: 'Tutup' }, want: '[{"RESPONSE_CODE":"06","RESPONSE":"Tutup"}]' },
  { fault: { kind: 'unknown-code' }, want: '"RESPONSE_CODE":"77"' },
  { fault: { kind: 'sentence', text: 'Apa saja' }, want: '[{"RESPON":"Apa saja"}]' },
  {
    fault: { kind: 'quota-zero' },
    want: `"RESPONSE":"Kuota Akses Hari ini telah Habis"}],${envelopeEnd},"quotaLimiter":0}`,
  },
  { fault: { kind: 'content-null' }, want: '{"content":null,"lastPage":true' },
  { fault: { kind: 'content-missing' }, want: '{"lastPage":true' },
  { fault: { kind: 'content-empty' }, want: '"content":[]' },
  { fault: { kind: 'content-object' }, want: '"content":{"NIK":"Sesuai"}' },
  { fault: { kind: 'wrapped' }, want: '{"data":{"content":[{"NIK":"Sesuai"}]' },
  { fault: { kind: 'rename', from: 'NIK', to: 'NOMOR' }, want: '{"content":[{"NOMOR":"Sesuai"}]' },
  { fault: { kind: 'add', field: 'BARU', value: 1 }, want: '[{"NIK":"Sesuai","BARU":1}]' },
  { fault: { kind: 'drop', field: 'quotaLimiter' }, want: '"size":1}' },
  { fault: { kind: 'retype', field: 'size' }, want: '"size":"1"' },
])('$fault gives $want', async ({ fault, want }) =>
  withSandbox(dukcapilSandbox, async (sandbox) => {
    sandbox.fault(fault);
    expect((await ask(sandbox.url, verify, { NIK: bunga })).text).toContain(want);
  }),
);

test('similarity is a percentage of letters, on folded text', () => {
  expect(similarity('  budi   santoso', 'BUDI SANTOSO')).toBe(100);
  expect(similarity('BUDI', 'BUDO')).toBe(75);
  expect(similarity('', 'BUDI')).toBe(0);
  expect(similarity('', '')).toBe(100);
});
