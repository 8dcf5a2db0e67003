import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import pLimit from 'p-limit';
import { envelope, MEMBER, PESERTA, PESERTA_JSON, sealed, sealedUnluckily } from '../../connectors/bpjs/wire.ts';
import { NIK, one, PENDUDUK, RECORD, recordWith } from '../../connectors/dukcapil/wire.ts';
import { type Ended, simpul } from './simpul.ts';

const SEALED_AT = '1767225600';
const KEY = `1000contoh-rahasia${SEALED_AT}`;
const peserta = 'bpjs peserta-by-nik';
const callNik = 'dukcapil call-nik';
const asked = JSON.stringify({ nik: NIK, nama: 'BUNGA CONTOH' });

interface Row {
  readonly given: string;
  /** Words after `simpul try`. */
  readonly words: string;
  readonly more?: readonly string[];
  readonly body: string;
  readonly want: object;
}

const rows: readonly Row[] = [
  {
    given: 'a peserta',
    words: `${peserta} --release vclaim-1.1`,
    body: envelope('200', 'OK', PESERTA_JSON),
    want: { verdict: 'found', release: 'vclaim-1.1', value: MEMBER, drift: [{ path: 'peserta.informasi.eSEP' }] },
  },
  {
    given: 'a sealed peserta',
    words: `${peserta} --sealed-at ${SEALED_AT}`,
    body: envelope('200', 'OK', JSON.stringify(sealed(PESERTA_JSON, KEY))),
    want: { verdict: 'found', release: 'vclaim-2.0', value: MEMBER },
  },
  {
    given: 'a peserta sealed for another second',
    words: `${peserta} --sealed-at 1767225601`,
    body: envelope('200', 'OK', JSON.stringify(sealed(PESERTA_JSON, KEY))),
    want: { verdict: 'changed', drift: [{ path: 'response' }] },
  },
  {
    given: 'a wrong key that survives the padding',
    words: `${peserta} --sealed-at ${SEALED_AT}`,
    body: envelope('200', 'OK', JSON.stringify(sealedUnluckily(PESERTA_JSON, KEY))),
    want: { verdict: 'changed' },
  },
  {
    given: 'clinics by their first release',
    words: `bpjs ref-poli --sealed-at ${SEALED_AT}`,
    body: envelope(1, 'Ok', JSON.stringify(sealed('[{"nmpoli":"INT","kdpoli":"INT"}]', KEY)), 'metadata'),
    want: { verdict: 'found', release: 'antrean-rs', value: [{ kodePoli: 'INT' }] },
  },
  {
    given: 'code 201',
    words: peserta,
    body: envelope('201', 'Peserta tidak terdaftar', 'null'),
    want: { verdict: 'absent', code: '201', reason: 'Peserta tidak terdaftar' },
  },
  {
    given: 'code 201 of the queue',
    words: 'bpjs ref-dokter',
    body: envelope(201, 'ditolak', 'null', 'metadata'),
    want: { verdict: 'refused', code: '201', reason: 'ditolak' },
  },
  {
    given: 'code 404 Gagal of the queue',
    words: 'bpjs ref-dokter',
    body: envelope(404, 'Gagal dicoba kembali', 'null', 'metadata'),
    want: { verdict: 'fault', cause: 'unavailable', code: '404' },
  },
  {
    given: 'a signature that does not match',
    words: `${peserta} --status 401`,
    body: envelope('401', 'Signature Service Tidak Sesuai', 'null'),
    want: { verdict: 'fault', cause: 'auth', outcome: 'not-done' },
  },
  {
    given: 'Authentication failed',
    words: `${peserta} --status 403 --type text/plain`,
    body: 'Authentication failed',
    want: { verdict: 'fault', cause: 'auth' },
  },
  {
    given: 'Limits exceeded',
    words: `${peserta} --status 429`,
    body: 'Limits exceeded',
    want: { verdict: 'fault', cause: 'quota' },
  },
  {
    given: 'No Mapping Rule matched',
    words: `${peserta} --status 404`,
    body: 'No Mapping Rule matched',
    want: { verdict: 'changed' },
  },
  {
    given: 'HTML with 200',
    words: `${peserta} --type text/html`,
    body: '<html></html>',
    want: { verdict: 'fault', cause: 'unavailable', reason: 'html' },
  },
  {
    given: 'nothing on standard input',
    words: peserta,
    body: '',
    want: { verdict: 'fault', cause: 'unavailable', reason: 'empty_body' },
  },
  {
    given: 'a card number under another name',
    words: `${peserta} --release vclaim-1.1`,
    body: envelope('200', 'OK', JSON.stringify({ peserta: { ...PESERTA, noKartu: undefined } })),
    want: { verdict: 'changed', drift: [{ path: 'peserta.noKartu' }] },
  },
  {
    given: 'a person',
    words: callNik,
    body: one(RECORD),
    want: { verdict: 'found', release: 'national', value: PENDUDUK },
  },
  {
    given: 'a NIK beyond 2^53',
    words: callNik,
    body: recordWith({ NIK: '9471014507929903' }),
    want: { verdict: 'found', value: { nik: '9471014507929903' } },
  },
  {
    given: 'a person with a field more',
    words: callNik,
    body: recordWith({ BARU: '1' }),
    want: { verdict: 'found', drift: [{ kind: 'additive', path: 'BARU' }] },
  },
  {
    given: 'code 13',
    words: callNik,
    body: one({ RESPONSE_CODE: '13', RESPONSE: 'Data Tidak Ditemukan' }),
    want: { verdict: 'absent', code: '13' },
  },
  {
    given: 'code 05',
    words: callNik,
    body: one({ RESPONSE_CODE: 5 }),
    want: {
      verdict: 'fault',
      cause: 'quota',
      reason: 'quota_exhausted',
      retryAt: expect.stringMatching(/T17:00:00.000Z$/),
    },
  },
  { given: 'code 42', words: callNik, body: one({ RESPONSE_CODE: '42' }), want: { verdict: 'changed', code: '42' } },
  {
    given: 'a legacy sentence',
    words: `${callNik} --release regional`,
    body: one({ RESPON: 'login gagal ' }),
    want: { verdict: 'fault', release: 'regional', cause: 'auth', reason: 'auth_failed' },
  },
  {
    given: 'content null',
    words: callNik,
    body: '{"content":null}',
    want: { verdict: 'changed', drift: [{ path: 'content', got: 'null' }] },
  },
  {
    given: 'HTTP 500',
    words: `${callNik} --status 500`,
    body: 'x',
    want: { verdict: 'fault', cause: 'unavailable', reason: 'http_500' },
  },
  {
    given: 'elements of which one was asked',
    words: 'dukcapil verifikasi',
    more: ['--asked', asked],
    body: one({ NIK: 'Sesuai', NAMA_LGKP: 'Sesuai (100)', KAB_NAME: 'Tidak Sesuai' }),
    want: { verdict: 'found', value: { terverifikasi: true, elemen: { nama: { hasil: 'cocok', skor: 100 } } } },
  },
  {
    given: 'elements, and nobody knows what was asked',
    words: 'dukcapil verifikasi',
    body: one({ NIK: 'Sesuai', NAMA_LGKP: 'Sesuai (100)', KAB_NAME: 'Tidak Sesuai' }),
    want: { verdict: 'found', value: { terverifikasi: false } },
  },
  {
    given: 'a deceased person of whom everything matches',
    words: 'dukcapil verifikasi',
    more: ['--asked', asked],
    body: one({ NIK: 'Sesuai', NAMA_LGKP: 'Sesuai (100)', RESPONSE_CODE: '11' }),
    want: { verdict: 'found', value: { terverifikasi: false, status: 'meninggal' } },
  },
];

const WRONG = [
  {
    given: 'an unknown instance',
    words: 'bpsj peserta-by-nik',
    says: /^no instance "bpsj"; there are dukcapil, bpjs, lapor(, [a-z-]+)*\n$/,
  },
  {
    given: 'an unknown operation',
    words: 'bpjs peserta',
    says: /^no operation "peserta" in .*; there are .*peserta-by-nik/,
  },
  {
    given: 'an unknown release',
    words: `${peserta} --release vclaim-3`,
    says: /^no release "vclaim-3"; bpjs has .*vclaim-2\.0/,
  },
  {
    given: 'an operation of another release',
    words: 'bpjs ref-poli --release vclaim-2.0',
    says: /^no operation "ref-poli" in vclaim-2\.0/,
  },
  { given: 'broken JSON in --asked', words: `${peserta} --asked {`, says: /^--asked takes a JSON object/ },
  { given: 'a list in --asked', words: `${peserta} --asked []`, says: /^--asked takes a JSON object/ },
  {
    given: 'a body that is not there',
    words: `${peserta} --body /tidak/ada.json`,
    says: /^cannot read \/tidak\/ada\.json: /,
  },
  { given: 'a folder for a body', words: `${peserta} --body /tmp`, says: /^cannot read \/tmp: / },
];

const directory = mkdtempSync(join(tmpdir(), 'simpul-try-'));
const results = new Map<string, Ended>();

// all of them before the first test: a process costs half a second, and they do not wait for each other
beforeAll(async () => {
  const limit = pLimit(8);
  const run = (key: string, words: string, more: readonly string[], stdin: string) =>
    limit(async () => results.set(key, await simpul(['try', ...words.split(' '), ...more], stdin)));
  const fromFile = (key: string, { words, more = [], body }: Row) => {
    const file = join(directory, `${key}.json`);
    writeFileSync(file, body);
    return run(key, words, [...more, '--body', file], '');
  };
  const fromStdin = (key: string, { words, more = [], body }: Row) => run(key, words, more, body);
  await Promise.all([
    ...rows.map((row, index) => (index % 2 ? fromFile : fromStdin)(row.given, row)),
    ...rows.slice(0, 2).map((row, index) => (index % 2 ? fromStdin : fromFile)(`${row.given}, the other way`, row)),
    ...WRONG.map(({ given, words }) => run(given, words, [], '')),
  ]);
}, 180_000);

afterAll(() => rmSync(directory, { recursive: true }));

test.each(rows)('$given: $want.verdict', ({ given, want }) => {
  const { code, stdout = '', stderr } = results.get(given) ?? {};
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  expect(stdout).toMatch(/^\{.*\}\n$/); // one line
  expect(JSON.parse(stdout)).toMatchObject(want);
});

test('an answer reads the same from a file and from standard input', () => {
  for (const { given } of rows.slice(0, 2)) expect(results.get(`${given}, the other way`)).toEqual(results.get(given));
});

test.each(WRONG)('$given: one line on standard error, exit code 2', ({ given, says }) => {
  const { code, stdout, stderr = '' } = results.get(given) ?? {};
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  expect(stderr).toMatch(says);
  expect(stderr).toMatch(/^.*\n$/); // one line, so no stack
});
