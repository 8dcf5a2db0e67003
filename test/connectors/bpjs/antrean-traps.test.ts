import { expect, test } from '@jest/globals';
import type { HttpRequest } from '../../../connectors/connector.ts';
import { readAnswer } from '../read-answer.ts';
import { absent, changed, fault, found, refused } from '../wanted.ts';
import { booking } from './asked-booking.ts';
import { envelope, keyTextOf, sealed } from './wire.ts';

const KODE = '20261120INT012';
const asked = {
  ...booking,
  keterangan: 'Pasien berhalangan',
  tahap: 4,
  waktu: '2026-11-20T08:05:10+07:00',
  jenisResep: 'racikan',
};

type Body = string | ((request: HttpRequest) => string);
const told = (operation: string, body: Body, status = 200) =>
  readAnswer('bpjs', { release: 'antrean-rs', operation, asked, body, status });
const metadata = (code: number | string, message: string) => envelope(code, message, undefined, 'metadata');

const done = found({ kodeBooking: KODE });
const doneBefore = found({ kodeBooking: KODE, sudahAda: true });
const writes = ['antrean-tambah', 'antrean-waktu', 'antrean-batal', 'antrean-farmasi'];

// Section 7.4, row by row, and what else may come back: the same for every write.
test.each<{ given: string; body: Body; status?: number; want: object }>([
  { given: '200', body: metadata(200, 'Ok'), want: done },
  { given: '200 as text', body: metadata('200', 'OK'), want: done },
  { given: '200 with HTTP 201', body: metadata(200, 'Ok'), status: 201, want: done },
  { given: '200 with response null', body: envelope(200, 'Ok', 'null', 'metadata'), want: done },
  { given: '200 with empty text', body: envelope(200, 'Ok', '""', 'metadata'), want: done },
  { given: '200 with {}', body: envelope(200, 'Ok', '{}', 'metadata'), want: done },
  { given: '200 with a capital Code', body: '{"metadata":{"Code":200,"message":"Ok"}}', want: done },
  {
    given: '200 with a sealed {}',
    body: (request) => envelope(200, 'Ok', JSON.stringify(sealed('{}', keyTextOf(request))), 'metadata'),
    want: done,
  },
  { given: '208 of a booking', body: metadata(208, 'Terdapat duplikasi Kode Booking'), want: doneBefore },
  { given: '208 of a task', body: metadata(208, 'TaskId=4 sudah ada'), want: doneBefore },
  { given: '208 as text', body: metadata('208', 'TaskId=4 sudah ada'), want: doneBefore },
  { given: 'an earlier task missing', body: metadata(201, 'TaskId=3 belum ada'), want: refused },
  {
    given: 'earlier tasks missing',
    body: metadata(201, 'TaskId=5 tidak valid atau TaskId sebelumnya belum terkirim'),
    want: refused,
  },
  { given: 'closed by 5', body: metadata(201, 'TaskId terakhir 5'), want: refused },
  {
    given: 'a time that does not rise',
    body: metadata(201, 'Waktu (08:00) tidak boleh kurang atau sama dengan waktu sebelumnya (08:00)'),
    want: refused,
  },
  {
    given: 'a time that falls',
    body: metadata(201, 'TaskId=4 (08:10) lebih besar dari pada TaskId 5 (08:05)'),
    want: refused,
  },
  {
    given: 'another day',
    body: metadata(201, 'Waktu tidak valid. Tanggal pelayanan untuk Kode Booking tersebut adalah (2026-11-20)'),
    want: refused,
  },
  { given: 'a wrong referral', body: metadata(201, 'Rujukan tidak valid'), want: refused },
  { given: 'a wrong reference', body: metadata(201, 'data nomorreferensi belum sesuai.'), want: refused },
  { given: 'an old referral', body: metadata(201, 'Masa berlaku rujukan sudah habis'), want: refused },
  { given: 'a SEP', body: metadata(201, 'Peserta sudah terbit SEP'), want: refused },
  { given: 'code 2', body: metadata(2, 'Gagal'), want: refused },
  { given: '404, try again', body: metadata(404, 'Gagal dicoba kembali (BPJS Kesehatan)'), want: fault('unavailable') },
  { given: '404 with another sentence', body: metadata(404, 'Tidak ditemukan'), want: changed },
  { given: '204', body: metadata(204, 'No Content'), want: absent },
  { given: '401', body: metadata(401, 'Signature Service Tidak Sesuai'), want: fault('auth') },
  { given: '500', body: metadata(500, 'Kesalahan'), want: fault('unavailable') },
  { given: '202, a code of the other direction', body: metadata(202, 'Ok'), want: changed },
  { given: 'a sentence alone', body: '{"message":"Ok"}', want: changed },
  { given: 'an error page with 200', body: '<html></html>', want: fault('unavailable') },
  { given: 'an error page with 502', body: '<html></html>', status: 502, want: fault('unavailable') },
  { given: 'nothing', body: '', want: fault('unavailable') },
  { given: 'half an answer', body: '{"metadata":{"mess', want: fault('unavailable') },
  { given: 'the gateway', body: 'Limits exceeded', status: 429, want: fault('quota') },
  { given: 'the wrong path', body: 'No Mapping Rule matched', status: 404, want: changed },
])('$given is $want.kind to every write', async ({ body, status, want }) => {
  for (const write of writes) expect(await told(write, body, status)).toMatchObject(want);
});

test('a write that is done says nothing of having been there before', async () => {
  for (const write of writes)
    expect(await told(write, metadata(200, 'Ok'))).toMatchObject({
      value: expect.not.objectContaining({ sudahAda: true }),
    });
});

test('the sentence of a refusal is handed on', async () => {
  expect(await told('antrean-waktu', metadata(201, 'TaskId=3 belum ada'))).toMatchObject({
    kind: 'refused',
    code: '201',
    reason: 'TaskId=3 belum ada',
  });
});

test.each([
  { operation: 'antrean-batal', want: doneBefore }, // what was wanted is so
  { operation: 'antrean-waktu', want: refused },
  { operation: 'antrean-tambah', want: refused },
])('closed by 99 is $want.kind to $operation', async ({ operation, want }) => {
  expect(await told(operation, metadata(201, 'TaskId terakhir 99'))).toMatchObject(want);
});

const TASK = { wakturs: '20-11-2026 08:05:10 WIB', waktu: '20-11-2026 08:06:00 WIB', taskname: 'x', taskid: 4 };
const tasks = (change: object) => envelope(200, 'Ok', JSON.stringify([{ ...TASK, ...change }]), 'metadata');

test.each<{ given: string; body: string; want: object }>([
  { given: 'a bare list', body: tasks({}), want: found([{ tahap: 4, waktu: '2026-11-20T08:05:10+07:00' }]) },
  {
    given: 'another zone',
    body: tasks({ wakturs: '20-11-2026 09:05:10 WITA' }),
    want: found([{ waktu: '2026-11-20T09:05:10+08:00' }]),
  },
  { given: 'no time of BPJS', body: tasks({ waktu: null }), want: found([{ waktuBpjs: null }]) },
  {
    given: 'a list in a list',
    body: envelope(200, 'Ok', JSON.stringify({ list: [TASK] }), 'metadata'),
    want: found([{ tahap: 4 }]),
  },
  { given: 'no task', body: envelope(200, 'Ok', '[]', 'metadata'), want: found([]) },
  { given: '204', body: metadata(204, 'No Content'), want: absent },
  { given: 'no zone', body: tasks({ wakturs: '20-11-2026 08:05:10' }), want: changed },
  { given: 'no such day', body: tasks({ wakturs: '31-11-2026 08:05:10 WIB' }), want: changed },
  { given: 'milliseconds', body: tasks({ wakturs: 1795136710000 }), want: changed },
  { given: 'a task nobody knows', body: tasks({ taskid: 8 }), want: changed },
  { given: 'null', body: envelope(200, 'Ok', 'null', 'metadata'), want: changed },
  { given: 'a read that says 208', body: metadata(208, 'sudah ada'), want: changed },
])('tasks, $given: $want.kind', async ({ body, want }) => {
  expect(await told('antrean-tugas', body)).toMatchObject(want);
});
