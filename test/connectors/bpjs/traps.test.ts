import { expect, test } from '@jest/globals';
import { openEnvelope } from '../../../connectors/bpjs/protocol.ts';
import type { HttpRequest } from '../../../connectors/connector.ts';
import { NOW, readAnswer } from '../read-answer.ts';
import { absent, changed, changedAt, fault, found, refused } from '../wanted.ts';
import { envelope, keyTextOf, MEMBER, PESERTA, PESERTA_JSON, sealed } from './wire.ts';

/** The content as JSON text; what it is sealed with, and in which envelope, is the row's. */
interface Row {
  readonly given: string;
  readonly body: string | ((request: HttpRequest) => string);
  readonly status?: number;
  readonly want: object;
}
const asked = { nik: MEMBER.nik, tanggal: '2026-11-20' };
const askPeserta = (release: string, { body, status = 200 }: Row) =>
  readAnswer('bpjs', { release, operation: 'peserta-by-nik', asked, body, status });
const askQueue = ({ body, status = 200 }: Row, operation = 'ref-poli') =>
  readAnswer('bpjs', {
    release: 'antrean-rs',
    operation,
    asked: { kodePoli: 'INT', tanggal: '2026-11-20' },
    body,
    status,
  });

/** Sealed for whoever asks, in an envelope of its own. */
const withSeal = (json: string, around: (response: string) => string) => (request: HttpRequest) =>
  around(JSON.stringify(sealed(json, keyTextOf(request))));
const ok = (json: string) => withSeal(json, (response) => envelope('200', 'OK', response));
const queue = (code: number, json: string) => withSeal(json, (response) => envelope(code, 'Ok', response, 'metadata'));

const member = found(MEMBER);
const POLI = '[{"nmpoli":"PENYAKIT DALAM","nmsubspesialis":"PENYAKIT DALAM","kdsubspesialis":"INT","kdpoli":"INT"}]';
const poli = found([{ kodePoli: 'INT', namaPoli: 'PENYAKIT DALAM' }]);

// Section 3: envelopes, read tolerantly.
test.each<Row>([
  { given: 'metaData first', body: ok(PESERTA_JSON), want: member },
  {
    given: 'response first, metadata, a number for a code',
    body: withSeal(PESERTA_JSON, (response) => `{"response":${response},"metadata":{"message":"OK","code":200}}`),
    want: member,
  },
  {
    given: 'a capital Code',
    body: withSeal(PESERTA_JSON, (response) => `{"metaData":{"Code":"200","Message":"OK"},"response":${response}}`),
    want: member,
  },
  {
    given: 'capital members throughout',
    body: withSeal(PESERTA_JSON, (response) => `{"MetaData":{"Code":200,"Message":"OK"},"Response":${response}}`),
    want: member,
  },
  { given: 'a code between spaces', body: withSeal(PESERTA_JSON, (r) => envelope(' 200 ', 'Ok', r)), want: member },
  { given: 'the message Sukses', body: withSeal(PESERTA_JSON, (r) => envelope('200', 'Sukses', r)), want: member },
  {
    given: 'no message',
    body: withSeal(PESERTA_JSON, (r) => `{"metaData":{"code":"200"},"response":${r}}`),
    want: member,
  },
  {
    given: 'a member nobody knows in the envelope',
    body: withSeal(PESERTA_JSON, (r) => `{"traceId":1,"metaData":{"code":"200","totalitems":1},"response":${r}}`),
    want: member,
  },
  { given: 'JSON after a byte order mark', body: (request) => `\ufeff${ok(PESERTA_JSON)(request)}`, want: member },
  { given: 'a plain answer', body: envelope('200', 'OK', PESERTA_JSON), want: member },
  {
    given: 'a plain answer with escaped slashes',
    body: envelope('200', 'OK', JSON.stringify({ peserta: { ...PESERTA, nama: 'A/B' } }).replaceAll('/', '\\/')),
    want: found({ nama: 'A/B' }),
  },
  { given: 'code 201, response null', body: envelope('201', 'Peserta tidak terdaftar', 'null'), want: absent },
  { given: 'code 201 as a number', body: envelope(201, 'Peserta tidak terdaftar', 'null'), want: absent },
  { given: 'code 201, response missing', body: envelope('201', 'Peserta tidak terdaftar'), want: absent },
  { given: 'code 201, response empty text', body: envelope('201', 'x', '""'), want: absent },
  { given: 'code 201, HTTP 404', status: 404, body: envelope('201', 'x', 'null'), want: absent },
  { given: 'code 201, HTTP 500', status: 500, body: envelope('201', 'x', 'null'), want: absent },
  { given: 'code 200, HTTP 201', status: 201, body: ok(PESERTA_JSON), want: member },
  { given: 'code 500', body: envelope('500', 'Kesalahan', 'null'), want: fault('unavailable') },
  { given: 'code 503 as a number', body: envelope(503, 'Kesalahan', 'null'), want: fault('unavailable') },
  { given: 'code 429', body: envelope('429', 'x', 'null'), want: fault('throttled') },
  { given: 'code 401', body: envelope('401', 'x', 'null'), want: fault('auth') },
  { given: 'code 1, success elsewhere', body: withSeal(PESERTA_JSON, (r) => envelope('1', 'OK', r)), want: changed },
  { given: 'code 204', body: envelope('204', 'No Content'), want: changed },
  { given: 'code 404', body: envelope('404', 'Gagal', 'null'), want: changed },
  { given: 'code 208', body: envelope('208', 'sudah ada', 'null'), want: changed },
  { given: 'code 0', body: envelope('0', 'x', 'null'), want: changed },
  { given: 'code 2000', body: withSeal(PESERTA_JSON, (r) => envelope('2000', 'OK', r)), want: changed },
  { given: 'a code nobody knows', body: withSeal(PESERTA_JSON, (r) => envelope('299', 'OK', r)), want: changed },
  { given: 'code 200 with response null', body: envelope('200', 'OK', 'null'), want: changed },
  { given: 'code 200 with response empty text', body: envelope('200', 'OK', '""'), want: changed },
  { given: 'code 200 with response missing', body: envelope('200', 'OK'), want: changed },
  { given: 'a sealed {}', body: ok('{}'), want: changedAt('peserta') },
  { given: 'a sealed []', body: ok('[]'), want: changedAt('peserta') },
  { given: 'a sealed null', body: ok('null'), want: changedAt('peserta') },
  { given: 'a sealed peserta that is null', body: ok('{"peserta":null}'), want: changedAt('peserta') },
  { given: 'a sealed peserta that is a list', body: ok(`{"peserta":[${JSON.stringify(PESERTA)}]}`), want: changed },
  { given: 'a sealed peserta one level down', body: ok(`{"data":${PESERTA_JSON}}`), want: changedAt('peserta') },
  { given: 'a letter number in clear text', body: envelope('200', 'OK', '"9901R0011126V000001"'), want: changed },
  { given: 'a text that is neither', body: envelope('200', 'OK', '"Sukses"'), want: changedAt('response') },
  { given: 'a number for a response', body: envelope('200', 'OK', '7'), want: changed },
])('3 VClaim 2.0, $given: $want.kind', async (row) => {
  expect(await askPeserta('vclaim-2.0', row)).toMatchObject(row.want);
});

// Section 3: an envelope that is none.
test.each<Row>([
  { given: 'metaData without a code', body: `{"metaData":{},"response":${PESERTA_JSON}}`, want: changed },
  {
    given: 'a code under another name',
    body: `{"metaData":{"kode":"200","message":"OK"},"response":${PESERTA_JSON}}`,
    want: changed,
  },
  {
    given: 'a code that is null',
    body: `{"metaData":{"code":null,"message":"OK"},"response":${PESERTA_JSON}}`,
    want: changed,
  },
  { given: 'a code that is true', body: `{"metaData":{"code":true},"response":${PESERTA_JSON}}`, want: changed },
  { given: 'metaData under another name', body: `{"meta":{"code":"200"},"response":${PESERTA_JSON}}`, want: changed },
  { given: 'metaData a text', body: `{"metaData":"200","response":${PESERTA_JSON}}`, want: changed },
  { given: 'metaData a list', body: `{"metaData":[{"code":"200"}],"response":${PESERTA_JSON}}`, want: changed },
  {
    given: 'code and message beside response',
    body: `{"code":"200","message":"OK","response":${PESERTA_JSON}}`,
    want: changed,
  },
  { given: 'an envelope in an envelope', body: `{"data":${envelope('200', 'OK', PESERTA_JSON)}}`, want: changed },
  { given: 'a refusal in another object', body: `{"data":${envelope('201', 'x', 'null')}}`, want: changed },
  { given: 'the payload alone', body: PESERTA_JSON, want: changed },
  { given: 'a list of envelopes', body: `[${envelope('200', 'OK', PESERTA_JSON)}]`, want: changed },
  { given: 'an empty object', body: '{}', want: changed },
  { given: 'an empty list', body: '[]', want: changed },
])('3 $given: $want.kind in every release', async (row) => {
  expect(await askPeserta('vclaim-2.0', row)).toMatchObject(row.want);
  expect(await askPeserta('vclaim-1.1', row)).toMatchObject(row.want);
  expect(await askQueue(row)).toMatchObject(row.want);
});

test.each<Row>([
  { given: 'a plain answer', body: envelope('200', 'OK', PESERTA_JSON), want: member },
  { given: 'a plain answer, a number for a code', body: envelope(200, 'OK', PESERTA_JSON, 'metadata'), want: member },
  { given: 'code 201', body: envelope('201', 'Peserta tidak terdaftar', 'null'), want: absent },
  { given: 'code 200 with null', body: envelope('200', 'OK', 'null'), want: changed },
  { given: 'an answer that came sealed', body: ok(PESERTA_JSON), want: changed },
])('3 VClaim 1.1, $given: $want.kind', async (row) => {
  expect(await askPeserta('vclaim-1.1', row)).toMatchObject(row.want);
});

// Section 3: Antrean RS has its own codes and its own lists.
test.each<Row & { operation?: string }>([
  { given: 'code 1, a bare list', body: queue(1, POLI), want: poli },
  { given: 'code 1 as text', body: withSeal(POLI, (r) => envelope('1', 'Ok', r, 'metadata')), want: poli },
  { given: 'code 200', body: queue(200, POLI), want: poli },
  { given: 'metaData with a text', body: ok(POLI), want: poli },
  { given: 'the catalogue form with list', body: queue(1, `{"list":${POLI}}`), want: poli },
  { given: 'a plain list', body: envelope(1, 'Ok', POLI, 'metadata'), want: poli },
  { given: 'a plain object with list', body: envelope(200, 'Ok', `{"list":${POLI}}`, 'metadata'), want: poli },
  { given: 'a sealed []', body: queue(1, '[]'), want: found([]) },
  { given: 'a sealed list that is empty', body: queue(1, '{"list":[]}'), want: found([]) },
  { given: 'a sealed {}', body: queue(1, '{}'), want: changed },
  { given: 'a sealed null', body: queue(1, 'null'), want: changed },
  { given: 'a list that became null', body: queue(1, '{"list":null}'), want: changed },
  { given: 'a list that became an object', body: queue(1, '{"list":{"0":{}}}'), want: changed },
  { given: 'a list under another name', body: queue(1, `{"data":${POLI}}`), want: changed },
  { given: 'code 1 with response null', body: envelope(1, 'Ok', 'null', 'metadata'), want: changed },
  { given: 'code 1 with response empty text', body: envelope(1, 'Ok', '""', 'metadata'), want: changed },
  { given: 'code 1 with response missing', body: envelope(1, 'Ok', undefined, 'metadata'), want: changed },
  { given: 'a row that is null', body: queue(1, '[null]'), want: changed },
  { given: 'a row without its code', body: queue(1, '[{"nmpoli":"X"}]'), want: changed },
  {
    given: 'one good row and one without its code',
    body: queue(1, `[${POLI.slice(1, -1)},{"nmpoli":"X"}]`),
    want: changed,
  },
  { given: 'code 201', body: envelope(201, 'data tidak sesuai', undefined, 'metadata'), want: refused },
  { given: 'code 201 as text', body: envelope('201', 'data tidak sesuai', 'null', 'metadata'), want: refused },
  { given: 'code 204', body: envelope(204, 'No Content', undefined, 'metadata'), want: absent },
  { given: 'code 2', body: envelope(2, 'Gagal', undefined, 'metadata'), want: refused },
  {
    given: 'code 208 on a read',
    body: envelope(208, 'Terdapat duplikasi Kode Booking', undefined, 'metadata'),
    want: changed,
  },
  {
    given: 'code 404, try again',
    body: envelope(404, 'Gagal dicoba kembali (BPJS Kesehatan)', undefined, 'metadata'),
    want: fault('unavailable'),
  },
  {
    given: 'code 404, try again, in capitals',
    body: envelope('404', ' GAGAL dicoba', 'null'),
    want: fault('unavailable'),
  },
  { given: 'code 404, another text', body: envelope(404, 'Not Found', undefined, 'metadata'), want: changed },
  { given: 'code 500', body: envelope(500, 'x', undefined, 'metadata'), want: fault('unavailable') },
  { given: 'code 0', body: envelope(0, 'x', 'null', 'metadata'), want: changed },
  {
    given: 'a doctor whose code is a number',
    operation: 'ref-dokter',
    body: queue(1, '[{"namadokter":"dr. SARI","kodedokter":12345}]'),
    want: found([{ kodeDokter: '12345' }]),
  },
  {
    given: 'a doctor whose code is text',
    operation: 'ref-dokter',
    body: queue(1, '[{"namadokter":"dr. SARI","kodedokter":"12345"}]'),
    want: found([{ kodeDokter: '12345' }]),
  },
  {
    given: 'no doctors on that day',
    operation: 'jadwal-dokter',
    body: envelope(204, 'No Content', undefined, 'metadata'),
    want: absent,
  },
])('3 Antrean RS, $given: $want.kind', async (row) => {
  expect(await askQueue(row, row.operation)).toMatchObject(row.want);
});

// Section 3: services without a release yet are opened all the same; what their codes mean will be said there.
test.each([
  {
    given: 'PCare',
    text: '{"response":{"a":1},"metaData":{"message":"CREATED","code":201}}',
    want: { code: '201', message: 'CREATED', payload: { a: 1 } },
  },
  {
    given: 'Aplicares',
    text: '{"response":{"list":[]},"metadata":{"code":1,"message":"Ok","totalitems":0}}',
    want: { code: '1', payload: { list: [] } },
  },
  {
    given: 'Aplicares, code 0',
    text: '{"metadata":{"code":0,"message":"Data tidak ada di database."}}',
    want: { code: '0', payload: null },
  },
  { given: 'WS RS', text: '{"metadata":{"code":202,"message":"Pasien Baru"}}', want: { code: '202', payload: null } },
  {
    given: 'a deleted SEP',
    text: envelope('200', 'OK', '"9901R0011126V000001"'),
    want: { code: '200', payload: '9901R0011126V000001' },
  },
  {
    given: 'a control letter',
    text: envelope('200', 'OK', '"9901R0011126K000001"'),
    want: { payload: '9901R0011126K000001' },
  },
  {
    given: 'a referral',
    text: envelope('200', 'OK', '"990101011126P000001"'),
    want: { payload: '990101011126P000001' },
  },
])('3 $given opens', ({ text, want }) => {
  const reply = openEnvelope({ status: 200, headers: {}, text }, { instance: 'bpjs', now: NOW, keyText: '1000x1' });
  expect(reply).toMatchObject(want);
  expect(reply.damage).toBeUndefined();
});
