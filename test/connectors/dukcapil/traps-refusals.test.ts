import { expect, test } from '@jest/globals';
import { readAnswer } from '../read-answer.ts';
import { absent, changed, fault, found } from '../wanted.ts';
import { NIK, one, RECORD } from './wire.ts';

const TOMORROW = new Date('2026-11-20T17:00:00Z'); // midnight in western Indonesia
const quota = { kind: 'fault', fault: { trouble: 'quota', reason: 'quota_exhausted', retryAt: TOMORROW } };

const ask = (content: object, release: string, operation = 'call-nik') =>
  readAnswer('dukcapil', {
    release,
    operation,
    asked: { nik: NIK, nama: 'BUNGA CONTOH', ambang: 90 },
    body: one(content),
  });

// Section 4.4, the table of codes, as each may be written.
const CODES: readonly { readonly code: string; readonly want: object }[] = [
  { code: '02', want: changed },
  { code: '03', want: fault('auth', 'auth_failed') },
  { code: '04', want: fault('auth', 'ip_not_allowed') },
  { code: '05', want: quota },
  { code: '06', want: fault('maintenance', 'outside_hours') },
  { code: '07', want: fault('misasked', 'bad_request') },
  { code: '08', want: { ...absent, reason: 'invalid_nik' } },
  { code: '09', want: fault('auth', 'auth_failed') },
  { code: '10', want: fault('auth', 'ip_not_allowed') },
  { code: '11', want: found({ nik: NIK, status: 'meninggal' }) },
  { code: '12', want: found({ nik: NIK, status: 'ganda' }) },
  { code: '13', want: absent },
  { code: '14', want: found({ nik: NIK, status: 'tidak-aktif' }) },
  { code: '15', want: { ...absent, reason: 'invalid_nik' } },
  { code: '16', want: fault('auth', 'account_inactive') },
  { code: '17', want: fault('auth', 'account_inactive') },
  ...['00', '18', '20', '42', '99', '100', '130', '-13', '5.0', '13A', 'OK', '0', 'none'].map((code) => ({
    code,
    want: changed,
  })),
];
const writings = (code: string): readonly (string | number)[] => [
  code,
  ` ${code} `,
  ...(/^-?\d+$/.test(code) ? [Number(code), String(Number(code))] : []),
];
test.each(CODES.flatMap(({ code, want }) => writings(code).map((written) => ({ written, want }))))(
  '4.4 RESPONSE_CODE $written: $want.kind',
  async ({ written, want }) => {
    expect(await ask({ RESPONSE_CODE: written, RESPONSE: 'Kata-kata apa saja' }, 'national')).toMatchObject(want);
  },
);

test.each([{ RESPONSE_CODE: '01' }, { RESPONSE_CODE: '1' }, { RESPONSE_CODE: 1 }])(
  '4.4 %j beside the record is the record',
  async (code) => {
    expect(await ask({ ...JSON.parse(RECORD), ...code }, 'national')).toMatchObject(
      found({ nik: NIK, status: 'hidup' }),
    );
    expect(await ask(code, 'national')).toMatchObject(changed); // found, it says, and nobody is there
  },
);

test.each([true, false, {}, { kode: '13' }, ['13'], []])(
  '4.4 a RESPONSE_CODE that is neither text nor number (%j) is another contract, whatever stands beside it',
  async (code) => {
    expect(await ask({ ...JSON.parse(RECORD), RESPONSE_CODE: code }, 'national')).toMatchObject(changed);
    expect(await ask({ RESPONSE_CODE: code, RESPON: 'Data Tidak Ditemukan' }, 'national')).toMatchObject(changed);
    const elements = { NIK: 'Sesuai', NAMA_LGKP: 'Sesuai (100)', RESPONSE_CODE: code };
    expect(await ask(elements, 'national', 'verifikasi')).toMatchObject(changed);
  },
);

test.each([null, '', ' '])('4.4 RESPONSE_CODE %j is no code', async (code) => {
  expect(await ask({ RESPONSE_CODE: code, RESPONSE: 'Data Tidak Ditemukan' }, 'national')).toMatchObject(absent);
  expect(await ask({ ...JSON.parse(RECORD), RESPONSE_CODE: code }, 'national')).toMatchObject(found({ nik: NIK }));
});

test.each([
  { beside: { RESPONSE: 'Kuota Akses Hari ini telah Habis' }, code: '13', want: absent },
  { beside: { RESPON: 'Data Tidak Ditemukan' }, code: '05', want: quota },
  { beside: { RESPONSE: 'Status Non Aktif silahkan ...' }, code: '14', want: found({ status: 'tidak-aktif' }) },
  { beside: { RESPONSE_DESC: 'Status Tidak Aktif silakan ...' }, code: '14', want: found({ status: 'tidak-aktif' }) },
  { beside: JSON.parse(RECORD) as object, code: '11', want: found({ nama: 'BUNGA CONTOH', status: 'meninggal' }) },
  { beside: JSON.parse(RECORD) as object, code: '03', want: fault('auth', 'auth_failed') },
  { beside: JSON.parse(RECORD) as object, code: '13', want: absent },
])('4.4 code $code wins over what stands beside it: $want.kind', async ({ beside, code, want }) => {
  expect(await ask({ ...beside, RESPONSE_CODE: code }, 'national')).toMatchObject(want);
});

test.each(['01', '05', '11', '13', '42'])('4.4 code %s on a regional server is another contract', async (code) => {
  expect(await ask({ RESPONSE_CODE: code, RESPON: 'Data Tidak Ditemukan' }, 'regional')).toMatchObject(changed);
});

// Section 4.4, sentences without a code: known by how they begin, without regard to case and outer spaces.
const SENTENCES: readonly { readonly sentence: string; readonly want: object }[] = [
  { sentence: 'Data Tidak Ditemukan', want: absent },
  { sentence: 'Data tidak ditemukan', want: absent },
  { sentence: 'Login Gagal', want: fault('auth', 'auth_failed') },
  { sentence: 'IP Address Tidak Sesuai', want: fault('auth', 'ip_not_allowed') },
  { sentence: 'Kuota Akses Hari ini telah Habis', want: quota },
  { sentence: 'Sistem sedang dalam pemeliharaan', want: fault('unavailable', 'unknown_sentence') },
  { sentence: 'Maaf, Data Tidak Ditemukan', want: fault('unavailable', 'unknown_sentence') },
  { sentence: 'Data Ditemukan, Meninggal Dunia', want: fault('unavailable', 'unknown_sentence') },
];
const MANNERS: readonly { readonly manner: string; readonly say: (sentence: string) => string }[] = [
  { manner: 'as printed', say: (sentence) => sentence },
  { manner: 'in capitals', say: (sentence) => sentence.toUpperCase() },
  { manner: 'in small letters', say: (sentence) => sentence.toLowerCase() },
  { manner: 'between spaces', say: (sentence) => `  ${sentence}\n` },
  { manner: 'with doubled spaces', say: (sentence) => sentence.replaceAll(' ', '  ') },
  { manner: 'and more after it', say: (sentence) => `${sentence}, hubungi administrator` },
];
test.each(
  SENTENCES.flatMap(({ sentence, want }) => MANNERS.map(({ manner, say }) => ({ sentence, manner, say, want }))),
)('4.4 "$sentence" $manner: $want.kind', async ({ sentence, say, want }) => {
  for (const release of ['regional', 'national'])
    for (const member of ['RESPON', 'RESPONSE', 'RESPONSE_DESC'])
      for (const operation of ['call-nik', 'verifikasi'])
        expect(await ask({ [member]: say(sentence) }, release, operation)).toMatchObject(want);
});

test.each([
  {
    given: 'the same under all three',
    content: { RESPON: 'x', RESPONSE: 'x', RESPONSE_DESC: 'x' },
    said: 'Login Gagal',
  },
  { given: 'one empty, one null', content: { RESPONSE_DESC: '', RESPONSE: null, RESPON: 'x' }, said: 'Login Gagal' },
])('4.4 a sentence with $given is read', async ({ content, said }) => {
  const spoken = Object.fromEntries(Object.entries(content).map(([name, text]) => [name, text === 'x' ? said : text]));
  expect(await ask(spoken, 'regional')).toMatchObject(fault('auth', 'auth_failed'));
});

test.each([
  { RESPON: ['Data Tidak Ditemukan'] },
  { RESPON: { pesan: 'Data Tidak Ditemukan' } },
  { PESAN: 'Data Tidak Ditemukan' },
])('4.4 %j says nothing that is known', async (content) => {
  expect(await ask(content, 'regional')).toMatchObject(changed);
  expect(await ask(content, 'national')).toMatchObject(changed);
});
