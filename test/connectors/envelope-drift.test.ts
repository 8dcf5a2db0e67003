import { expect, test } from '@jest/globals';
import type { Verdict } from '../../hub/mapping/verdict.ts';
import { booking } from './bpjs/asked-booking.ts';
import { MEMBER, PESERTA_JSON } from './bpjs/wire.ts';
import { NIK, one, RECORD } from './dukcapil/wire.ts';
import { read } from './lapor/reading.ts';
import { KIRIMAN } from './lapor/wire.ts';
import { readAnswer } from './read-answer.ts';

const peserta = (body: string) =>
  readAnswer('bpjs', {
    release: 'vclaim-2.0',
    operation: 'peserta-by-nik',
    asked: { nik: MEMBER.nik, tanggal: '2026-11-20' },
    body,
  });
const receipt = (body: string) =>
  readAnswer('bpjs', { release: 'antrean-rs', operation: 'antrean-tambah', asked: booking, body });
const penduduk = (body: string) =>
  readAnswer('dukcapil', { release: 'national', operation: 'call-nik', asked: { nik: NIK }, body });
const kirim = (body: string) => read({ operation: 'laporan-kirim', asked: KIRIMAN }, body, { status: 201 });
const kirimXml = (body: string) => read({ release: 'legacy-xml', operation: 'laporan-kirim', asked: KIRIMAN }, body);

const told = (verdict: Verdict) =>
  verdict.kind === 'found'
    ? verdict.drift.map(({ kind, path, expected, got }) => `${kind} ${path}: ${expected}, got ${got}`)
    : verdict.kind;
const meta = '{"code":"200","message":"OK"}';
const good = '"sukses":true,"pesan":"OK","data":{"tracking_id":"9910001","transaksi_id":null}';

test.each<{ of: (body: string) => Promise<Verdict>; body: string; want: readonly string[] }>([
  { of: peserta, body: `{"METADATA":{"Code":200,"MESSAGE":null},"Response":${PESERTA_JSON}}`, want: [] },
  {
    of: peserta,
    body: `{"metaData":{"code":"200","message":["OK"],"baru":1},"response":${PESERTA_JSON},"9901010101900001":""}`,
    want: [
      'additive (envelope).…: nothing, got empty text',
      'additive metaData.baru: nothing, got number',
      'additive metaData.message: text, got list',
    ],
  },
  { of: receipt, body: `{"metadata":${meta},"response":" "}`, want: [] },
  { of: receipt, body: `{"metadata":${meta},"response":{"nomor":1}}`, want: ['additive nomor: nothing, got number'] },
  { of: receipt, body: `{"metadata":${meta},"response":[1]}`, want: ['additive (content): nothing, got list'] },
  { of: receipt, body: `{"metadata":${meta},"response":7}`, want: ['additive (content): nothing, got number'] },
  { of: receipt, body: `{"metadata":${meta},"baru":null}`, want: ['additive (envelope).baru: nothing, got null'] },
  { of: penduduk, body: one(RECORD).replace(/}$/, ',"quotaLimiter":"80"}'), want: [] },
  {
    of: penduduk,
    body: one(RECORD).replace(/}$/, ',"quotaLimiter":"x","baru":{}}'),
    want: ['additive (envelope).baru: nothing, got object', 'additive quotaLimiter: a number, got text'],
  },
  { of: kirim, body: `{${good},"halaman":null}`, want: [] },
  { of: kirim, body: `{${good},"kode":"X"}`, want: ['additive (envelope).kode: nothing, got text'] },
  {
    of: kirim,
    body: `{${good.replace('"OK"', '{}')},"halaman":{"ke":1,"baru":1}}`,
    want: ['additive pesan: text, got object', 'additive halaman.baru: nothing, got number'],
  },
  { of: kirimXml, body: '<r><trackingid>9910001</trackingid></r>', want: [] },
  {
    of: kirimXml,
    body: '<r versi="2"><trackingid jenis="a">9910001</trackingid><transaksiid ada="0"/></r>',
    want: [
      'additive @versi: nothing, got text',
      'additive trackingid.@jenis: nothing, got text',
      'additive transaksiid.@ada: nothing, got text',
    ],
  },
  {
    of: kirimXml,
    body: '<r><trackingid>9910001</trackingid><baru/></r>',
    want: ['additive baru: nothing, got empty text'],
  },
])('$body tells $want', async ({ of, body, want }) => {
  expect(told(await of(body))).toEqual(want);
});
