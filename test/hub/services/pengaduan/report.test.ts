import { describe, expect, test } from '@jest/globals';
import {
  adoptedId,
  adoptedReport,
  correctedReport,
  mergeUpstream,
  newReport,
  publicText,
  type Report,
  trackingIdOf,
} from '../../../../hub/services/pengaduan/report.ts';
import type { LaporanHulu, PermintaanLaporan } from '../../../../openapi/generated/types.ts';
import { ANSWER, AT, complaint, ID, REQUEST, record, SOURCE } from './samples.ts';

const DAY = 24 * 3600 * 1000;
const NEW = { id: ID, owner: 'loket', sambungan: 'lapor', lampiran: [], at: AT };

describe('a new report', () => {
  test('waits to be sent, and is watched until a day after it was made', () => {
    expect(newReport(REQUEST, NEW)).toMatchObject({
      collection: 'laporan',
      id: ID,
      owner: 'loket',
      state: 'menunggu-kirim',
      group: '13',
      createdAt: AT,
      watchAt: AT + DAY,
      value: { klasifikasi: 'pengaduan', anonim: false, rahasia: false, terlambat: false, hulu: null },
    });
  });

  test.each([
    { waktu: '2026-11-20T08:00:00+07:00', want: '2026-11-20T01:00:00.000Z', given: 'an earlier moment' },
    { waktu: '2026-11-20T10:04:00+07:00', want: '2026-11-20T03:00:00.000Z', given: 'a clock that is ahead' },
  ])('its clock starts when the citizen reported: $given', ({ waktu, want }) => {
    const { createdAt, watchAt } = newReport({ ...REQUEST, waktu }, NEW);
    expect(new Date(createdAt).toISOString()).toBe(want);
    expect(watchAt).toBe(createdAt + DAY);
  });

  test('that is anonymous holds nothing of the reporter, whatever was sent along', () => {
    const kept = JSON.stringify(newReport({ ...REQUEST, anonim: true }, NEW));
    expect(kept).not.toMatch(/BUNGA|0812/);
  });

  test('that becomes anonymous by its correction loses the reporter', () => {
    const corrected = correctedReport(record(), { ...REQUEST, anonim: true, isi: 'Isi yang sudah diperbaiki.' }, []);
    expect(corrected).toMatchObject({ state: 'menunggu-kirim', value: { isi: 'Isi yang sudah diperbaiki.' } });
    expect(JSON.stringify(corrected)).not.toMatch(/BUNGA|0812/);
  });
});

describe('what the upstream says', () => {
  test.each<{ name: string; given: Partial<LaporanHulu>; want: object }>([
    { name: 'its status', given: { status: 'dikerjakan', statusAsli: 'Diproses' }, want: { state: 'dikerjakan' } },
    {
      name: 'a word nobody knows',
      given: { status: 'tidak-dikenal', statusAsli: 'X' },
      want: { state: 'tidak-dikenal' },
    },
    { name: 'another category', given: { kategori: { id: '7' } }, want: { group: '7', value: { kategori: '7' } } },
    { name: 'no category: ours stays', given: { kategori: null }, want: { group: '13', value: { kategori: '13' } } },
    { name: 'an answer of an office ends the watch', given: { tindakLanjut: [ANSWER] }, want: { watchAt: null } },
    {
      name: 'an answer of the admin does, too',
      given: { tindakLanjut: [{ ...ANSWER, peran: 'admin' }] },
      want: { watchAt: null },
    },
    {
      name: 'a reply of the reporter is no answer',
      given: { tindakLanjut: [{ ...ANSWER, peran: 'pelapor' }] },
      want: { watchAt: AT + DAY },
    },
    {
      name: 'a word of the system is no answer',
      given: { tindakLanjut: [{ ...ANSWER, peran: 'sistem' }] },
      want: { watchAt: AT + DAY },
    },
    {
      name: 'an answer in time is not late',
      given: { tindakLanjut: [ANSWER] },
      want: { value: { terlambat: false } },
    },
    {
      name: 'an answer after the day is late',
      given: { tindakLanjut: [{ ...ANSWER, waktu: '2026-11-21T10:00:01+07:00' }] },
      want: { watchAt: null, value: { terlambat: true } },
    },
    { name: 'closed: nobody waits', given: { status: 'selesai' }, want: { watchAt: null, state: 'selesai' } },
    { name: 'archived is not closed', given: { status: 'diarsipkan' }, want: { watchAt: null, state: 'diarsipkan' } },
    { name: 'on hold is still waited for', given: { status: 'ditunda' }, want: { watchAt: AT + DAY } },
    { name: 'secret', given: { rahasia: true }, want: { value: { rahasia: true } } },
    { name: 'of wrongdoing inside', given: { klasifikasi: 'whistle-blowing' }, want: { value: { rahasia: true } } },
    {
      name: 'anonymous: who it was is dropped here as well',
      given: { anonim: true },
      want: { value: { anonim: true, pelapor: null } },
    },
  ])('$name', ({ given, want }) => {
    expect(mergeUpstream(record(), complaint(given), SOURCE)).toMatchObject(want);
  });

  test('is kept without whoever made it, wherever a name may stand', () => {
    const reply = { ...ANSWER, peran: 'pelapor', oleh: 'BUNGA CONTOH' } as const;
    const unknown = { ...ANSWER, peran: 'tidak-dikenal', oleh: 'BUNGA CONTOH' } as const;
    const merged = mergeUpstream(
      record({}, { ...REQUEST, anonim: true }),
      complaint({ tindakLanjut: [reply, unknown] }),
      SOURCE,
    );
    expect(JSON.stringify(merged)).not.toMatch(/BUNGA|0812/);
    const adopted = adoptedReport(complaint({ tindakLanjut: [reply] }), SOURCE, AT);
    expect(JSON.stringify(adopted)).not.toMatch(/BUNGA|0812/);
  });

  const known = record({ ...mergeUpstream(record(), complaint(), SOURCE) });
  test.each<{ name: string; given: Partial<LaporanHulu>; news: boolean }>([
    { name: 'the same once more', given: {}, news: false },
    { name: 'touched, and nothing is different', given: { diubahPada: '2026-11-20T11:00:00+07:00' }, news: false },
    {
      name: 'an older state that comes late',
      given: { diubahPada: '2026-11-20T10:03:59+07:00', status: 'terkirim' },
      news: false,
    },
    { name: 'another state of the same moment', given: { status: 'didisposisikan' }, news: true },
    { name: 'another name of the reporter', given: { pelapor: null }, news: false },
    { name: 'another state without a moment', given: { diubahPada: null, status: 'dikerjakan' }, news: true },
    { name: 'a new answer', given: { tindakLanjut: [ANSWER] }, news: true },
  ])('is news or not: $name', ({ given, news }) => {
    expect(mergeUpstream(known, complaint(given), SOURCE) !== undefined).toBe(news);
  });

  test('is noted word by word, each once, with its moment', () => {
    const first = record({ ...mergeUpstream(record(), complaint(), SOURCE) });
    const answered = complaint({ tindakLanjut: [ANSWER], diubahPada: '2026-11-20T13:00:00+07:00' });
    const second = record({ ...mergeUpstream(first, answered, SOURCE) });
    const third = mergeUpstream(
      second,
      complaint({ statusAsli: 'Diproses', diubahPada: '2026-11-20T14:00:00+07:00' }),
      SOURCE,
    );
    expect(third?.value?.catatan).toEqual([
      { waktu: '2026-11-20T10:04:00+07:00', keterangan: 'Terverifikasi' },
      { waktu: '2026-11-20T14:00:00+07:00', keterangan: 'Diproses' },
    ]);
  });

  test('of a complaint nobody told yet does not make it an old one', () => {
    const adopted = { ...adoptedReport(complaint(), SOURCE, AT), sequence: 1, version: 1 };
    expect(mergeUpstream(adopted, complaint({ rating: 4 }), SOURCE)?.value?.belumDiumumkan).toBe('masuk');
    expect(mergeUpstream(record(), complaint(), SOURCE)?.value?.belumDiumumkan).toBe('diperbarui');
  });
});

describe('a complaint that is adopted', () => {
  test('has the same id whoever comes across it, in the form of the unified API', () => {
    expect(adoptedId('9900123')).toBe(adoptedId('9900123'));
    expect(adoptedId('9900123')).toMatch(/^lpr_[0-9a-z]{16,40}$/);
    expect(adoptedId('9900124')).not.toBe(adoptedId('9900123'));
  });

  test.each<{ name: string; given: Partial<LaporanHulu>; want: object }>([
    { name: 'belongs to nobody', given: {}, want: { owner: '', state: 'terverifikasi', group: '13' } },
    { name: 'counts from when it was reported', given: {}, want: { createdAt: AT, watchAt: AT + DAY } },
    { name: 'or from now', given: { waktuLapor: null }, want: { createdAt: AT + 1000 } },
    { name: 'closed long ago, it is not waited for', given: { status: 'selesai' }, want: { watchAt: null } },
    {
      name: 'without a title, it has its first words',
      given: { judul: null },
      want: { value: { judul: 'lampu padam sdh 3 hari' } },
    },
    {
      name: 'a kind the unified API has not',
      given: { klasifikasi: 'pengadaan' },
      want: { value: { klasifikasi: 'pengaduan' } },
    },
    {
      name: 'a place of which little is known',
      given: { lokasi: { kecamatan: 'Binjai Utara', lintang: null, provinsi: 'Sumatera Utara' } },
      want: { value: { lokasi: { kecamatan: 'Binjai Utara' } } },
    },
    {
      name: 'a place of which nothing is known',
      given: { lokasi: { alamat: null } },
      want: { value: { lokasi: null } },
    },
  ])('$name', ({ given, want }) => {
    expect(adoptedReport(complaint(given), SOURCE, AT + 1000)).toMatchObject(want);
  });
});

test.each<{ name: string; given: Partial<PermintaanLaporan>; upstream?: Partial<LaporanHulu>; want: string | null }>([
  { name: 'what was sent', given: {}, want: REQUEST.isi },
  { name: 'what was edited for it', given: {}, upstream: {}, want: 'Lampu jalan padam sudah tiga hari.' },
  { name: 'nothing of a secret report', given: { rahasia: true }, upstream: {}, want: null },
  { name: 'nothing of one the upstream calls secret', given: {}, upstream: { rahasia: true }, want: null },
])('everybody is shown $name', ({ given, upstream, want }) => {
  const own = record({}, { ...REQUEST, ...given });
  const merged = upstream ? mergeUpstream(own, complaint(upstream), SOURCE) : own;
  expect(publicText(merged?.value as Report)).toBe(want);
});

test.each([
  { links: [], want: null },
  { links: ['9900123'], want: '9900123' },
  { links: ['9900123', 'open311 abc'], want: '9900123' },
  { links: ['9900123', '9900124'], want: '9900124' },
])('the tracking id among the names $links is $want', ({ links, want }) => {
  expect(trackingIdOf(links)).toBe(want);
});
