import { expect, test } from '@jest/globals';
import { readAnswer } from '../read-answer.ts';
import { absent, changed, changedAt, fault, found } from '../wanted.ts';
import { NIK, one } from './wire.ts';

const ask = (content: object, release = 'national', asked: object = { nama: 'BUNGA CONTOH' }) =>
  readAnswer('dukcapil', {
    release,
    operation: 'verifikasi',
    asked: { nik: NIK, ambang: 90, ...asked },
    body: one(content),
  });

const verified = found({ terverifikasi: true, status: 'hidup' });
const name = (hasil: string, skor?: number) =>
  found({
    terverifikasi: hasil === 'cocok',
    elemen: { nama: { hasil, ...(skor === undefined ? {} : { skor }) } },
  });

test.each(['national', 'regional'])(
  "4.3 the document's answer judges what was sent, on %s servers",
  async (release) => {
    const content = {
      NIK: 'Sesuai',
      NAMA_LGKP: 'Sesuai (100)',
      TMPT_LHR: 'Sesuai (100)',
      TGL_LHR: 'Sesuai',
      JENIS_KLMIN: 'Sesuai',
      KAB_NAME: 'Tidak Sesuai',
    };
    const asked = {
      nama: 'BUNGA CONTOH',
      tempatLahir: 'BINJAI',
      tanggalLahir: '1990-08-15',
      jenisKelamin: 'P',
      namaKabupatenKota: 'BINJAI',
    };
    expect(await ask(content, release, asked)).toEqual({
      kind: 'found',
      drift: [],
      value: {
        terverifikasi: false,
        status: 'hidup',
        elemen: {
          nik: { hasil: 'cocok' },
          nama: { hasil: 'cocok', skor: 100 },
          tempatLahir: { hasil: 'cocok', skor: 100 },
          tanggalLahir: { hasil: 'cocok' },
          jenisKelamin: { hasil: 'cocok' },
          namaKabupatenKota: { hasil: 'tidak-cocok' },
        },
      },
    });
    const { namaKabupatenKota: _, ...without } = asked;
    expect(await ask(content, release, without)).toMatchObject(verified);
  },
);

// Section 4.3: the four values, and how they may be written.
test.each([
  { said: 'Sesuai', want: name('cocok') },
  { said: 'sesuai', want: name('cocok') },
  { said: ' SESUAI ', want: name('cocok') },
  { said: 'Sesuai (100)', want: name('cocok', 100) },
  { said: 'Sesuai(100)', want: name('cocok', 100) },
  { said: 'SESUAI   ( 91 )', want: name('cocok', 91) },
  { said: 'Tidak Sesuai', want: name('tidak-cocok') },
  { said: 'TIDAK SESUAI', want: name('tidak-cocok') },
  { said: 'tidak  sesuai', want: name('tidak-cocok') },
  { said: 'Tidak Sesuai (0)', want: name('tidak-cocok', 0) },
  { said: 'Tidak Sesuai(71)', want: name('tidak-cocok', 71) },
  { said: 'tidak sesuai (89)', want: name('tidak-cocok', 89) },
  { said: 'Kurang Sesuai', want: changedAt('NAMA_LGKP') },
  { said: 'Sesuai sebagian', want: changedAt('NAMA_LGKP') },
  { said: 'Sesuaikan', want: changedAt('NAMA_LGKP') },
  { said: 'Cocok', want: changedAt('NAMA_LGKP') },
  { said: 'BUNGA CONTOH', want: changedAt('NAMA_LGKP') },
  { said: '', want: changedAt('NAMA_LGKP') },
  { said: null, want: changedAt('NAMA_LGKP') },
  { said: true, want: changedAt('NAMA_LGKP') },
  { said: 100, want: changedAt('NAMA_LGKP') },
  { said: ['Sesuai'], want: changedAt('NAMA_LGKP') },
])('4.3 NAMA_LGKP $said: $want.kind', async ({ said, want }) => {
  expect(await ask({ NIK: 'Sesuai', NAMA_LGKP: said })).toMatchObject(want);
});

test('4.3 a changed answer never repeats what the register said', async () => {
  const verdict = await ask({ NIK: 'Sesuai', NAMA_LGKP: 'BUNGA CONTOH' });
  expect(JSON.stringify(verdict)).not.toContain('BUNGA');
});

test.each([
  { given: 'an element not sent that differs', content: { KAB_NAME: 'Tidak Sesuai' }, want: verified },
  { given: 'elements not sent in a form nobody knows', content: { ALAMAT: 'x', NO_KK: null }, want: verified },
  { given: 'elements not sent that are missing', content: {}, want: verified },
  {
    given: 'one element sent that differs',
    content: { NAMA_LGKP: 'Tidak Sesuai (40)' },
    want: name('tidak-cocok', 40),
  },
  { given: 'an element sent that is missing', content: { NAMA_LGKP: undefined }, want: changedAt('NAMA_LGKP') },
  {
    given: 'an element sent that was renamed',
    content: { NAMA_LGKP: undefined, NAMA: 'Sesuai' },
    want: changedAt('NAMA_LGKP'),
  },
  { given: 'no result for the NIK', content: { NIK: undefined }, want: changedAt('NIK') },
  { given: 'nothing at all', content: { NIK: undefined, NAMA_LGKP: undefined }, want: changed },
])('4.3 $given: $want.kind', async ({ content, want }) => {
  expect(await ask({ NIK: 'Sesuai', NAMA_LGKP: 'Sesuai (100)', ...content })).toMatchObject(want);
});

// Section 10: a NIK that does not match, said in the manner of a comparison.
test.each([
  { given: 'NIK Tidak Sesuai', content: { NIK: 'Tidak Sesuai' }, want: absent },
  { given: 'NIK tidak sesuai in other letters', content: { NIK: ' tidak  SESUAI' }, want: absent },
  {
    given: 'NIK Tidak Sesuai beside elements',
    content: { NIK: 'Tidak Sesuai', NAMA_LGKP: 'Tidak Sesuai (0)' },
    want: absent,
  },
  {
    given: 'NIK Tidak Sesuai beside matches',
    content: { NIK: 'Tidak Sesuai', NAMA_LGKP: 'Sesuai (100)' },
    want: absent,
  },
  {
    given: 'NIK Tidak Sesuai beside a used-up quota',
    content: { NIK: 'Tidak Sesuai', RESPON: 'Kuota Akses Hari ini telah Habis' },
    want: fault('quota', 'quota_exhausted'),
  },
  {
    given: 'NIK Tidak Sesuai beside a failed login',
    content: { NIK: 'Tidak Sesuai', NAMA_LGKP: 'Tidak Sesuai (0)', RESPONSE: 'Login Gagal' },
    want: fault('auth', 'auth_failed'),
  },
  {
    given: 'NIK Tidak Sesuai beside code 05',
    content: { NIK: 'Tidak Sesuai', RESPONSE_CODE: '05' },
    want: fault('quota'),
  },
  { given: 'NIK Tidak Sesuai beside code 42', content: { NIK: 'Tidak Sesuai', RESPONSE_CODE: '42' }, want: changed },
])('10 $given: $want.kind', async ({ content, want }) => {
  expect(await ask(content, 'national')).toMatchObject(want);
});

// Sections 4.4 and 10: a code beside element results wins, and 11, 12 and 14 are never verified.
const ALL_MATCH = { NIK: 'Sesuai', NAMA_LGKP: 'Sesuai (100)' };
const never = (status: string) => found({ terverifikasi: false, status, elemen: { nama: { hasil: 'cocok' } } });
test.each([
  { code: '01', want: verified },
  { code: '11', want: never('meninggal') },
  { code: '12', want: never('ganda') },
  { code: '14', want: never('tidak-aktif') },
  { code: 11, want: never('meninggal') },
  { code: '13', want: absent },
  { code: '08', want: absent },
  { code: '15', want: absent },
  { code: '05', want: fault('quota', 'quota_exhausted') },
  { code: '03', want: fault('auth', 'auth_failed') },
  { code: '06', want: fault('maintenance', 'outside_hours') },
  { code: '02', want: changed },
  { code: '99', want: changed },
])('4.4 code $code beside results that all match: $want.kind', async ({ code, want }) => {
  expect(await ask({ ...ALL_MATCH, RESPONSE_CODE: code })).toMatchObject(want);
});

test.each(['11', '12', '14'])('10 code %s alone is found, not verified, with no element judged', async (code) => {
  const verdict = await ask({ RESPONSE_CODE: code, RESPONSE: 'Data Ditemukan' });
  expect(verdict).toMatchObject({ kind: 'found', value: { terverifikasi: false, elemen: {} } });
});

test('4.3 extra unknown fields are found and noted', async () => {
  expect(await ask({ ...ALL_MATCH, SKOR_TOTAL: 100 })).toMatchObject({
    ...verified,
    drift: [{ kind: 'additive', path: 'SKOR_TOTAL' }],
  });
});
