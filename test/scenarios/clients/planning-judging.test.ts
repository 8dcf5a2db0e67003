import { describe, expect, test } from '@jest/globals';
import type { Answer } from './ask.ts';
import type { BookRow, Books } from './planning-books.ts';
import { hearChanges } from './planning-feed.ts';
import { judgePage, type PageAsked } from './planning-judging.ts';
import { judgeReconciliation } from './reconciling.ts';

const AT = Date.parse('2026-06-15T02:00:00+07:00');
const A_DAY_MS = 86_400_000;
const price = (kunci: string, harga: number): BookRow => ({
  kunci,
  nilai: { nama: `Barang ${kunci}`, satuan: 'Buah', harga, jenis: 'ssh' },
});
const PRICES = [price('a', 100), price('b', 200)];
const plan = (kunci: string, pagu: number): BookRow => ({
  kunci,
  nilai: { skpd: '1.01', kode: kunci, nama: kunci, pagu, rincian: 300 },
});
const line = (id: string, sub: string): BookRow => ({
  kunci: id,
  nilai: { subKegiatan: sub, akun: '5.1', komponen: 'x', hargaSatuan: 300, jumlah: 300 },
});
const BOOKS: Books = {
  berlaku: 'pergeseran',
  kumpulan: {
    'standar-harga/2026': [
      { sejak: AT, baris: PRICES },
      { sejak: AT + A_DAY_MS, baris: [price('a', 150), price('b', 200)] },
    ],
    'rencana-kerja/2026/murni': [{ sejak: AT, baris: [plan('s1', 300), plan('s2', 900)] }],
    'rencana-kerja/2026/pergeseran': [{ sejak: AT, baris: [plan('s1', 300), plan('s2', 900)] }],
    'rka/2026/murni': [{ sejak: AT, baris: [line('1', 's1'), line('2', 's2')] }],
    'rka/2026/pergeseran': [{ sejak: AT, baris: [line('1', 's1'), line('2', 's2')] }],
  },
};
const GROUND = { books: BOOKS, freshSeconds: 90_000 };

const given = ({ kunci, nilai }: BookRow) => ({ kode: kunci, ...nilai });
const copyOf = (kumpulan: string, changes: Readonly<Record<string, unknown>> = {}) => ({
  ...{ kumpulan, nomor: 3, jadwal: kumpulan.split('/')[2] ?? null, usiaDetik: 60 },
  disalinPada: '2026-06-16T02:10:00+07:00',
  ...changes,
});
const answered = (body: unknown, status = 200): Answer => ({
  ...{ kind: 'answered', status, retryAfter: null, body, sentAt: 0, ms: 1 },
});
const NEW = [price('a', 150), price('b', 200)];
const page = (rows: readonly BookRow[], changes?: Readonly<Record<string, unknown>>, next: string | null = null) =>
  answered({
    data: rows.map(given),
    halaman: { berikutnya: next },
    meta: { salinan: copyOf('standar-harga/2026', changes) },
  });

const ASKED: PageAsked = { ...GROUND, about: 'harga', kind: 'standar-harga', wanted: () => true };
const BEFORE = { disalinPada: '2026-06-15T02:10:00+07:00' };

describe('prices', () => {
  test.each([
    { what: 'what stands there', answer: page(NEW), is: 'benar' },
    { what: 'what stood there when it was copied', answer: page(PRICES, BEFORE), is: 'usang' },
    { what: 'a copy that nobody made anew', answer: page(NEW, { usiaDetik: 90_001 }), is: 'usang' },
    { what: 'half of it, and where the rest is', answer: page(NEW.slice(1), {}, 'x'), is: 'benar' },
    { what: 'a problem', answer: answered({ type: 'urn:simpul:masalah:simpul:belum-disalin' }, 503), is: 'gagal' },
    { what: 'no connection', answer: { kind: 'unanswered', problem: 'sambungan:x', ms: 1 } as const, is: 'gagal' },
    { what: 'an older figure under a new copy', answer: page(PRICES), is: 'salah' },
    { what: 'a newer figure under an old copy', answer: page(NEW, BEFORE), is: 'salah' },
    { what: 'a row twice', answer: page([...NEW, ...NEW.slice(1)]), is: 'salah' },
    { what: 'a row too few', answer: page(NEW.slice(1)), is: 'salah' },
    { what: 'a row that is nowhere', answer: page([...NEW, price('c', 1)]), is: 'salah' },
    { what: 'no age', answer: page(NEW, { usiaDetik: undefined }), is: 'salah' },
    { what: 'a schedule that prices have not', answer: page(NEW, { jadwal: 'murni' }), is: 'salah' },
    { what: 'another list', answer: page(NEW, { kumpulan: 'skpd/2026' }), is: 'salah' },
    { what: 'a copy of before the books', answer: page(NEW, { disalinPada: '2026-06-01T00:00:00Z' }), is: 'salah' },
    { what: 'no page', answer: answered('<html>'), is: 'salah' },
    { what: 'not found', answer: answered({ type: 'urn:simpul:masalah:pemanggil:tidak-ditemukan' }, 404), is: 'salah' },
  ])('$what is $is', ({ answer, is }) => expect(judgePage(answer, ASKED).judgement.kind).toBe(is));
});

const lines = (kumpulan: string, changes?: Readonly<Record<string, unknown>>) =>
  answered({
    data: BOOKS.kumpulan['rka/2026/murni']?.[0]?.baris.map(({ kunci, nilai }) => ({
      ...{ id: kunci, ...nilai, akun: { kode: nilai.akun }, komponen: { nama: nilai.komponen } },
    })),
    halaman: { berikutnya: null },
    meta: { salinan: copyOf(kumpulan, changes) },
  });

test.each([
  { what: 'the schedule in force', answer: lines('rka/2026/pergeseran'), is: 'benar' },
  { what: 'the schedule before, not asked for', answer: lines('rka/2026/murni'), is: 'usang' },
  { what: 'the schedule before, asked for', answer: lines('rka/2026/murni'), jadwal: 'murni', is: 'benar' },
  {
    what: 'the schedule in force for the one before',
    answer: lines('rka/2026/pergeseran'),
    jadwal: 'murni',
    is: 'salah',
  },
  {
    what: 'a schedule under the name of another',
    answer: lines('rka/2026/murni', { jadwal: 'pergeseran' }),
    is: 'salah',
  },
])('$what is $is', ({ answer, jadwal, is }) => {
  const asked: PageAsked = { ...ASKED, kind: 'rka', ...(jadwal === undefined ? {} : { jadwal }) };
  expect(judgePage(answer, asked).judgement.kind).toBe(is);
});

const DIFFERS = { subKegiatan: 's2', pagu: 900, jumlah: 300, baris: 1, selisih: 600, cocok: false };
const reconciled = (data: readonly unknown[], tidakCocok = 1, rencana = 'rencana-kerja/2026/pergeseran') =>
  answered({
    ...{ data, rekonsiliasi: { tidakCocok } },
    meta: { salinan: copyOf('rka/2026/pergeseran'), rencana: copyOf(rencana) },
  });

test.each([
  { what: 'what does not fit', answer: reconciled([DIFFERS]), is: 'benar' },
  { what: 'nothing', answer: reconciled([], 0), is: 'salah' },
  { what: 'another sum', answer: reconciled([{ ...DIFFERS, jumlah: 301 }]), is: 'salah' },
  { what: 'one more than there are', answer: reconciled([DIFFERS, { ...DIFFERS, subKegiatan: 's1' }], 2), is: 'salah' },
  { what: 'a plan of another schedule', answer: reconciled([DIFFERS], 1, 'rencana-kerja/2026/murni'), is: 'salah' },
])('a reconciliation that tells $what is $is', ({ answer, is }) =>
  expect(judgeReconciliation(answer, { ...GROUND, about: 'rekonsiliasi' }).kind).toBe(is),
);

const NAME = 'standar-harga/2026';
const CHANGE = { salinan: 4, jadwal: null, ditambah: 0, diubah: 1, dihapus: 0 };

test.each([
  { what: 'a change', data: CHANGE, is: undefined },
  { what: 'the first copy', data: { ...CHANGE, pertama: true, ditambah: 2, diubah: 0 }, is: undefined },
  { what: 'a change of nothing', data: { ...CHANGE, diubah: 0 }, is: 'salah' },
  { what: 'rows that come', data: { ...CHANGE, ditambah: 1 }, is: 'salah' },
  { what: 'rows that go', data: { ...CHANGE, dihapus: 1 }, is: 'salah' },
  { what: 'another schedule', data: { ...CHANGE, jadwal: 'murni' }, is: 'salah' },
])('to hear of $what is $is', ({ data, is }) =>
  expect(hearChanges(() => BOOKS).following.mistake?.(NAME, data, 'anggaran.berubah')?.kind).toBe(is),
);

test('figures that change without a word are wrong', () => {
  const [first, second] = BOOKS.kumpulan[NAME] ?? [];
  if (!first || !second) throw new Error('unreachable');
  const seen = { kumpulan: NAME, isOld: false };
  const hearing = hearChanges(() => BOOKS);
  hearing.saw({ ...seen, nomor: 3, version: first });
  expect(hearing.untold()).toBeUndefined();
  hearing.saw({ ...seen, nomor: 4, version: second });
  expect(hearing.untold()?.kind).toBe('salah');
  expect(hearing.following.mistake?.(NAME, CHANGE, 'anggaran.berubah')).toBeUndefined();
  expect(hearing.untold()).toBeUndefined();
  expect(hearing.following.mistake?.(NAME, CHANGE, 'anggaran.berubah')?.kind).toBe('salah'); // the same copy once more
});
