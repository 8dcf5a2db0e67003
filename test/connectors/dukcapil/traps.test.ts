import { expect, test } from '@jest/globals';
import { openContent } from '../../../connectors/dukcapil/protocol.ts';
import { NOW, readAnswer } from '../read-answer.ts';
import { absent, changed, changedAt, fault, found } from '../wanted.ts';
import { envelope, NIK, one, PENDUDUK, RECORD, recordWith } from './wire.ts';

interface Row {
  readonly given: string;
  readonly body: string;
  readonly status?: number;
  readonly want: object;
}

const ask = ({ body, status = 200 }: Row, release: string) =>
  readAnswer('dukcapil', { release, operation: 'call-nik', asked: { nik: NIK }, body, status });

const person = found({ nik: NIK, nama: 'BUNGA CONTOH', status: 'hidup' });

test.each(['national', 'regional'])("the document's record becomes a person, on %s servers", async (release) => {
  const verdict = await ask({ given: '', body: one(RECORD), want: {} }, release);
  expect(verdict).toEqual({ kind: 'found', value: PENDUDUK, drift: [] });
});

// Section 4.1: the envelope says nothing about success.
test.each<Row>([
  { given: 'lastPage false', body: envelope(`[${RECORD}]`, '"lastPage":false'), want: person },
  { given: 'numberOfElements 0 beside a record', body: envelope(`[${RECORD}]`, '"numberOfElements":0'), want: person },
  { given: 'totalElements 0 beside a record', body: envelope(`[${RECORD}]`, '"totalElements":0'), want: person },
  { given: 'a size that became text', body: envelope(`[${RECORD}]`, '"size":"1"'), want: person },
  { given: 'sort filled', body: envelope(`[${RECORD}]`, '"sort":{"sorted":true}'), want: person },
  { given: 'nothing but content', body: `{"content":[${RECORD}]}`, want: person },
  { given: 'an unknown member of the envelope', body: envelope(`[${RECORD}]`, '"traceId":"x"'), want: person },
  { given: 'quotaLimiter as a number', body: envelope(`[${RECORD}]`, '"quotaLimiter":56616'), want: person },
  { given: 'quotaLimiter as text', body: envelope(`[${RECORD}]`, '"quotaLimiter":"80"'), want: person },
  { given: 'quotaLimiter null', body: envelope(`[${RECORD}]`, '"quotaLimiter":null'), want: person },
  { given: 'quotaLimiter 0', body: envelope(`[${RECORD}]`, '"quotaLimiter":0'), want: person },
  { given: 'numberOfElements 1 beside an error', body: one({ RESPONSE_CODE: '13' }), want: absent },
])('4.1 $given: $want.kind', async (row) => {
  expect(await ask(row, 'national')).toMatchObject(row.want);
});

test.each([
  { written: '"quotaLimiter":56616', want: 56616 },
  { written: '"quotaLimiter":"80"', want: 80 },
  { written: '"quotaLimiter":0', want: 0 },
  { written: '"quotaLimiter":null', want: undefined },
  { written: '"quotaLimiter":""', want: undefined },
  { written: '"size":1', want: undefined },
])('4.1 $written leaves $want calls', ({ written, want }) => {
  const response = { status: 200, headers: {}, text: envelope(`[${RECORD}]`, written) };
  expect(openContent(response, { instance: 'dukcapil', now: NOW }).quotaLeft).toBe(want);
});

// Section 4.2: numbers for identifiers, nulls, subsets.
test.each<Row>([
  { given: 'NIK as text', body: recordWith({ NIK: `"${NIK}"` }), want: person },
  {
    given: 'NO_KK as text',
    body: recordWith({ NO_KK: '"1275010101209901"' }),
    want: found({ noKk: '1275010101209901' }),
  },
  {
    given: 'a NIK beyond 2^53 as a number',
    body: recordWith({ NIK: '9471014507929903' }),
    want: found({ nik: '9471014507929903' }),
  },
  {
    given: 'a NIK beyond 2^53 as text',
    body: recordWith({ NIK: '"9471014507929903"' }),
    want: found({ nik: '9471014507929903' }),
  },
  {
    given: 'a NIK beyond 2^53 after a space and on a line of its own',
    body: recordWith({ NIK: ' \n 9471014507929903\n' }),
    want: found({ nik: '9471014507929903' }),
  },
  {
    given: 'NO_KK beyond 2^53 as a number',
    body: recordWith({ NO_KK: '9471011203159901' }),
    want: found({ noKk: '9471011203159901' }),
  },
  {
    given: 'NIK in scientific notation that lost a digit',
    body: recordWith({ NIK: '9.471014507929903E15' }),
    want: changedAt('NIK'),
  },
  { given: 'NIK with 15 digits', body: recordWith({ NIK: '127501550890990' }), want: changedAt('NIK') },
  { given: 'NIK with letters', body: recordWith({ NIK: '"127501550890990X"' }), want: changedAt('NIK') },
  { given: 'NIK null', body: recordWith({ NIK: 'null' }), want: changedAt('NIK') },
  { given: 'NIK true', body: recordWith({ NIK: 'true' }), want: changedAt('NIK') },
  { given: 'NAMA_LGKP empty', body: recordWith({ NAMA_LGKP: '""' }), want: changedAt('NAMA_LGKP') },
  { given: 'NAMA_LGKP a list', body: recordWith({ NAMA_LGKP: '["BUNGA"]' }), want: changedAt('NAMA_LGKP') },
  { given: 'NAMA_LGKP true', body: recordWith({ NAMA_LGKP: 'true' }), want: changedAt('NAMA_LGKP') },
  { given: 'RT 3', body: recordWith({ NO_RT: '3' }), want: found({ alamat: { rt: '003' } }) },
  { given: 'RT "3"', body: recordWith({ NO_RT: '"3"' }), want: found({ alamat: { rt: '003' } }) },
  { given: 'RT "003"', body: recordWith({ NO_RT: '"003"' }), want: found({ alamat: { rt: '003' } }) },
  { given: 'RT 120', body: recordWith({ NO_RT: '120' }), want: found({ alamat: { rt: '120' } }) },
  { given: 'RT null', body: recordWith({ NO_RT: 'null' }), want: found({ alamat: { rt: null } }) },
  { given: 'RT empty', body: recordWith({ NO_RT: '" "' }), want: found({ alamat: { rt: null } }) },
  { given: 'RT with four digits', body: recordWith({ NO_RT: '1234' }), want: changedAt('NO_RT') },
  { given: 'RW 12', body: recordWith({ NO_RW: '12' }), want: found({ alamat: { rw: '012' } }) },
  {
    given: 'postal code as text',
    body: recordWith({ KODE_POS: '"20743"' }),
    want: found({ alamat: { kodePos: '20743' } }),
  },
  { given: 'postal code null', body: recordWith({ KODE_POS: 'null' }), want: found({ alamat: { kodePos: null } }) },
  {
    given: 'region codes as text with their zeros',
    body: recordWith({ NO_PROP: '"12"', NO_KAB: '"75"', NO_KEC: '"01"', NO_KEL: '"1005"' }),
    want: found({ alamat: { kelurahan: { kode: '12.75.01.1005' } } }),
  },
  {
    given: 'no village code',
    body: recordWith({ NO_KEL: undefined }),
    want: found({ alamat: { kelurahan: { nama: 'KEBUN LADA' }, kecamatan: { kode: '12.75.01' } } }),
  },
  {
    given: 'PNYDNG_CCT filled',
    body: recordWith({ PNYDNG_CCT: '"NETRA"' }),
    want: found({ penyandangCacat: 'NETRA' }),
  },
  { given: 'NO_AKTA_LHR filled', body: recordWith({ NO_AKTA_LHR: '"AL.1"' }), want: found({ nomorAktaLahir: 'AL.1' }) },
  { given: 'GOL_DARAH null', body: recordWith({ GOL_DARAH: 'null' }), want: person },
  { given: 'ten fields only', body: one({ NIK, NAMA_LGKP: 'BUNGA CONTOH' }), want: person },
  { given: 'members in another order', body: one({ NAMA_LGKP: 'BUNGA CONTOH', NIK }), want: person },
])('4.2 $given: $want.kind', async (row) => {
  expect(await ask(row, 'national')).toMatchObject(row.want);
  expect(await ask(row, 'regional')).toMatchObject(row.want);
});

// Section 10: what is no answer, and what is another contract. None of it may read as "no such person".
const UNAVAILABLE: readonly Row[] = [
  { given: 'an HTML page with 200', body: '<html><body>Error</body></html>', want: fault('unavailable') },
  { given: 'HTML after blank lines', body: '\n\n  <!DOCTYPE html>', want: fault('unavailable') },
  { given: 'an empty body', body: '', want: fault('unavailable', 'empty_body') },
  { given: 'a body of spaces', body: ' \r\n ', want: fault('unavailable', 'empty_body') },
  { given: 'truncated JSON', body: one(RECORD).slice(0, -20), want: fault('unavailable', 'broken_json') },
  {
    given: 'JSON cut inside a code',
    body: '{"content":[{"RESPONSE_CODE":"13',
    want: fault('unavailable', 'broken_json'),
  },
  { given: 'a text before the JSON', body: `Notice: line 12\n${one(RECORD)}`, want: fault('unavailable', 'not_json') },
  { given: 'a text after the JSON', body: `${one(RECORD)}<br>`, want: fault('unavailable', 'broken_json') },
  { given: 'a plain sentence', body: 'Data Tidak Ditemukan', want: fault('unavailable', 'not_json') },
  ...[400, 401, 403, 404, 408, 500, 502, 503, 504].flatMap((status): Row[] => [
    { given: `HTTP ${status}, empty`, status, body: '', want: fault('unavailable') },
    { given: `HTTP ${status}, HTML`, status, body: '<h1>x</h1>', want: fault('unavailable') },
    { given: `HTTP ${status}, a record`, status, body: one(RECORD), want: fault('unavailable') },
    { given: `HTTP ${status}, code 13`, status, body: one({ RESPONSE_CODE: '13' }), want: fault('unavailable') },
  ]),
];
const ANOTHER_CONTRACT: readonly Row[] = [
  { given: 'content missing', body: '{"lastPage":true}', want: changedAt('content') },
  { given: 'content null', body: envelope('null'), want: changedAt('content') },
  { given: 'content an object', body: envelope(RECORD), want: changedAt('content') },
  { given: 'content empty', body: envelope('[]'), want: changedAt('content') },
  { given: 'content with two', body: envelope(`[${RECORD},${RECORD}]`), want: changedAt('content') },
  { given: 'content with null in it', body: envelope('[null]'), want: changedAt('content') },
  { given: 'content with a text in it', body: envelope('["Data Tidak Ditemukan"]'), want: changedAt('content') },
  { given: 'content with a list in it', body: envelope(`[[${RECORD}]]`), want: changedAt('content') },
  { given: 'content a text', body: envelope('"Data Tidak Ditemukan"'), want: changedAt('content') },
  { given: 'content under another name', body: `{"Content":[${RECORD}]}`, want: changedAt('content') },
  { given: 'the envelope in another object', body: `{"data":${one(RECORD)}}`, want: changedAt('content') },
  {
    given: 'a refusal in another object',
    body: `{"data":${one({ RESPONSE_CODE: '13' })}}`,
    want: changedAt('content'),
  },
  { given: 'the envelope in a list', body: `[${one(RECORD)}]`, want: changedAt('content') },
  { given: 'the record without content', body: RECORD, want: changedAt('content') },
  { given: 'an empty object', body: one({}), want: changed },
  { given: 'NIK renamed', body: one({ NO_NIK: NIK, NAMA_LGKP: 'BUNGA CONTOH' }), want: changedAt('NIK') },
  { given: 'NIK in lower case', body: one({ nik: NIK, NAMA_LGKP: 'BUNGA CONTOH' }), want: changedAt('NIK') },
  { given: 'NAMA_LGKP renamed', body: one({ NIK, NAMA_LENGKAP: 'BUNGA CONTOH' }), want: changedAt('NAMA_LGKP') },
  { given: 'the record one level down', body: one({ penduduk: JSON.parse(RECORD) }), want: changed },
  { given: 'another sex', body: recordWith({ JENIS_KLMIN: '"2"' }), want: changedAt('JENIS_KLMIN') },
];
test.each(
  ['national', 'regional'].flatMap((release) =>
    [...UNAVAILABLE, ...ANOTHER_CONTRACT].map((row) => ({ ...row, release })),
  ),
)('10 $given, $release: $want.kind', async ({ release, ...row }) => {
  expect(await ask(row, release)).toMatchObject(row.want);
});

// Section 10: normalised silently.
test.each<Row>([
  { given: 'every number as text', body: one(RECORD.replace(/:(\d+)/g, ':"$1"')), want: found(PENDUDUK) },
  { given: 'the postal code as text', body: recordWith({ KODE_POS: '"20743"' }), want: found(PENDUDUK) },
  { given: 'a date as dd-MM-yyyy', body: recordWith({ TGL_LHR: '"15-08-1990"' }), want: found(PENDUDUK) },
  {
    given: 'texts in small letters',
    body: recordWith({ JENIS_KLMIN: '"perempuan "', AGAMA: '"Islam"' }),
    want: found(PENDUDUK),
  },
  { given: 'another spelling of a religion', body: recordWith({ AGAMA: '"BUDHA"' }), want: found({ agama: 'buddha' }) },
  { given: 'a religion nobody listed', body: recordWith({ AGAMA: '"X"' }), want: found({ agama: 'lainnya' }) },
  {
    given: 'KAWIN TERCATAT',
    body: recordWith({ STATUS_KAWIN: '"KAWIN TERCATAT"' }),
    want: found({ statusKawin: 'kawin-tercatat' }),
  },
  {
    given: 'a wedding day',
    body: recordWith({ TGL_KWN: '"2015-01-31"' }),
    want: found({ tanggalKawin: '2015-01-31' }),
  },
  { given: 'the day of the last update', body: recordWith({ LAST_UPDATED: '"2026-01-31"' }), want: found(PENDUDUK) },
  { given: 'a date that is no day', body: recordWith({ TGL_LHR: '"1990-02-30"' }), want: changedAt('TGL_LHR') },
  { given: 'a date as MM/dd/yyyy', body: recordWith({ TGL_LHR: '"08/15/1990"' }), want: changedAt('TGL_LHR') },
  { given: 'a date as a number', body: recordWith({ TGL_LHR: '19900815' }), want: changedAt('TGL_LHR') },
])('10 $given: $want.kind', async (row) => {
  expect(await ask(row, 'national')).toMatchObject(row.want);
});

test('10 extra unknown fields are found and noted, without their value', async () => {
  const body = recordWith({ EMAIL: '"rahasia@contoh.id"', RIWAYAT: '{"PINDAH":1}' });
  const verdict = await ask({ given: '', body, want: {} }, 'national');
  expect(verdict).toMatchObject({ kind: 'found', value: PENDUDUK });
  expect(verdict).toHaveProperty('drift', [
    { kind: 'additive', path: 'RIWAYAT', expected: 'nothing', got: 'object' },
    { kind: 'additive', path: 'EMAIL', expected: 'nothing', got: 'text' },
  ]);
});
