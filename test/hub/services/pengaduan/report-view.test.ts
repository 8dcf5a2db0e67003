import { describe, expect, test } from '@jest/globals';
import { mergeUpstream } from '../../../../hub/services/pengaduan/report.ts';
import { statusOf, toLaporan } from '../../../../hub/services/pengaduan/report-view.ts';
import type { MessageState } from '../../../../hub/store/forwarding.ts';
import type { LaporanHulu } from '../../../../openapi/generated/types.ts';
import { ANSWER, AT, complaint, message, REQUEST, record, SOURCE } from './samples.ts';

const NONE = { messages: [], trackingId: null };

describe('the reporter', () => {
  const told = record({ ...mergeUpstream(record(), complaint({ anonim: true }), SOURCE) });
  test.each([
    {
      to: 'the application that sent it',
      seen: { record: record(), ...NONE, reporterFor: 'loket' },
      want: 'BUNGA CONTOH',
    },
    { to: 'another application', seen: { record: record(), ...NONE, reporterFor: 'dashboard' }, want: undefined },
    { to: 'nobody in particular', seen: { record: record(), ...NONE }, want: undefined },
    {
      to: 'nobody, of what came from the upstream',
      seen: { record: record({ owner: '' }), ...NONE, reporterFor: '' },
      want: undefined,
    },
    {
      to: 'nobody where it was anonymous',
      seen: { record: record({}, { ...REQUEST, anonim: true }), ...NONE, reporterFor: 'loket' },
      want: null,
    },
    { to: 'nobody where the upstream says it is', seen: { record: told, ...NONE, reporterFor: 'loket' }, want: null },
    {
      to: 'nobody as soon as it says so',
      seen: { record: record(), ...NONE, upstream: complaint({ anonim: true }), reporterFor: 'loket' },
      want: null,
    },
  ])('is shown to $to', ({ seen, want }) => {
    const { pelapor } = toLaporan(seen);
    expect(pelapor ? pelapor.nama : pelapor).toBe(want);
  });

  test('is never named as the author of a reply', () => {
    const reply = { ...ANSWER, peran: 'pelapor', oleh: 'BUNGA CONTOH' } as const;
    const upstream = complaint({ tindakLanjut: [reply], pelapor: null });
    expect(toLaporan({ record: record(), ...NONE, upstream }).tindakLanjut[0]?.oleh).toBe('Pelapor');
  });
});

describe('the status of a report the upstream has said nothing about', () => {
  test.each<{ state: MessageState; trackingId?: string; want: string }>([
    { state: 'waiting', want: 'menunggu-kirim' },
    { state: 'sending', want: 'menunggu-kirim' },
    { state: 'unsure', want: 'menunggu-kirim' },
    { state: 'refused', want: 'ditolak' },
    { state: 'cancelled', want: 'ditolak' },
    { state: 'delivered', want: 'terkirim' },
    { state: 'waiting', trackingId: '9900123', want: 'terkirim' },
  ])('is $want while its message is $state', ({ state, trackingId = null, want }) => {
    expect(statusOf(record(), [message({ state })], trackingId)).toBe(want);
    expect(statusOf(record({ state: 'ditolak' }), [message({ state })], trackingId)).toBe(want);
  });

  test("is the upstream's as soon as there is one", () => {
    expect(statusOf(record({ state: 'dikerjakan' }), [message({ state: 'refused' })], '9900123')).toBe('dikerjakan');
  });
});

describe('what was sent through the hub', () => {
  const office = { instansi: { id: '1275-15', nama: 'Dinas Perhubungan' }, waktu: '2026-11-20T10:02:00+07:00' };
  const sentTo = (instansiId: string, state: MessageState, id = 'psn_d') =>
    message({
      id,
      service: 'disposisiLaporan',
      state,
      changedAt: AT + 1000,
      asked: { instansiId, catatan: 'Mohon dicek' },
    });

  test.each<{
    name: string;
    disposisi: LaporanHulu['disposisi'];
    messages: ReturnType<typeof sentTo>[];
    want: object[];
  }>([
    {
      name: 'on its way',
      disposisi: [],
      messages: [sentTo('1275-15', 'waiting')],
      want: [
        {
          instansi: { id: '1275-15', nama: null },
          waktu: null,
          catatan: 'Mohon dicek',
          pesan: 'psn_d',
          keadaan: 'menunggu',
        },
      ],
    },
    {
      name: 'arrived, and not listed there yet',
      disposisi: [],
      messages: [sentTo('1275-15', 'delivered')],
      want: [
        {
          instansi: { id: '1275-15', nama: null },
          waktu: new Date(AT + 1000).toISOString(),
          catatan: 'Mohon dicek',
          pesan: 'psn_d',
          keadaan: 'terkirim',
        },
      ],
    },
    {
      name: 'listed there: once',
      disposisi: [office],
      messages: [sentTo('1275-15', 'delivered')],
      want: [{ ...office, catatan: 'Mohon dicek', pesan: 'psn_d', keadaan: 'terkirim' }],
    },
    {
      name: 'listed there before, and once more on its way',
      disposisi: [office],
      messages: [sentTo('1275-15', 'waiting')],
      want: [
        office,
        { instansi: office.instansi, waktu: null, catatan: 'Mohon dicek', pesan: 'psn_d', keadaan: 'menunggu' },
      ],
    },
    { name: 'called off', disposisi: [], messages: [sentTo('1275-15', 'cancelled')], want: [] },
  ])('to offices: $name', ({ disposisi, messages, want }) => {
    expect(
      toLaporan({ record: record(), messages, trackingId: '9900123', upstream: complaint({ disposisi }) }).disposisi,
    ).toEqual(want);
  });

  const answered = (isi: string, state: MessageState, id = 'psn_t') =>
    message({ id, service: 'tindakLanjutLaporan', state, changedAt: AT + 1000, asked: { isi } });

  test.each([
    {
      name: 'listed there, with another line end: once',
      listed: ['Sudah\r\ndiganti.'],
      messages: [answered('Sudah\ndiganti.', 'delivered')],
      want: ['psn_t'],
    },
    { name: 'not listed there yet', listed: [], messages: [answered('Sudah diganti.', 'delivered')], want: ['psn_t'] },
    {
      name: 'still on its way: no answer yet',
      listed: [],
      messages: [answered('Sudah diganti.', 'waiting')],
      want: [],
    },
    {
      name: 'given by somebody else',
      listed: ['Baik.'],
      messages: [answered('Sudah diganti.', 'refused')],
      want: [undefined],
    },
    {
      name: 'the same words twice',
      listed: ['Baik.', 'Baik.'],
      messages: [answered('Baik.', 'delivered', 'psn_2'), answered('Baik.', 'delivered', 'psn_1')],
      want: ['psn_1', 'psn_2'],
    },
  ])('as answers: $name', ({ listed, messages, want }) => {
    const tindakLanjut = listed.map((isi) => ({ ...ANSWER, isi }));
    const shown = toLaporan({
      record: record(),
      messages,
      trackingId: '9900123',
      upstream: complaint({ tindakLanjut }),
    });
    expect(shown.tindakLanjut.map(({ pesan }) => pesan)).toEqual(want);
  });
});

test('answers are shown oldest first, whatever their order there', () => {
  const later = { ...ANSWER, id: '2', waktu: '2026-11-20T14:00:00+07:00', isi: 'kedua' };
  const upstream = complaint({ tindakLanjut: [later, ANSWER] });
  const { tindakLanjut } = toLaporan({ record: record(), ...NONE, upstream });
  expect(tindakLanjut.map(({ isi }) => isi)).toEqual([ANSWER.isi, 'kedua']);
});

test('the log tells offices, verification and status words in order of time', () => {
  const upstream = complaint({
    waktuVerifikasi: '2026-11-20T10:01:00+07:00',
    disposisi: [
      {
        instansi: { id: '1275-15', nama: 'Dinas Perhubungan' },
        waktu: '2026-11-20T10:02:00+07:00',
        oleh: 'Admin Instansi',
      },
    ],
    waktuTutup: '2026-11-20T10:05:00+07:00',
  });
  expect(toLaporan({ record: record(), ...NONE, upstream }).riwayat.map(({ keterangan }) => keterangan)).toEqual([
    'Laporan diverifikasi',
    'Laporan didisposisikan ke Dinas Perhubungan oleh Admin Instansi',
    'Terverifikasi',
    'Laporan ditutup',
  ]);
});

test('a report holds the text that was edited for publication, and the last change of either side', () => {
  const shown = toLaporan({
    record: record(),
    messages: [message({ changedAt: AT + 500 })],
    trackingId: null,
    upstream: complaint(),
  });
  expect(shown).toMatchObject({
    isi: 'Lampu jalan padam sudah tiga hari.',
    kategori: { kode: '13', nama: 'Penerangan jalan' },
    diperbaruiPada: '2026-11-20T03:04:00.000Z',
    pesan: { id: 'psn_01jd3v8k2m5q7r9t0w4x', keadaan: 'menunggu' },
  });
});
