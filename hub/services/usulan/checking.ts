import type { Kesalahan, PermintaanKeadaanUsulan } from '../../../openapi/generated/types.ts';
import { dayOf } from '../pembayaran/moments.ts';
import { Refusal } from '../refusal.ts';
import type { Content, Proposal } from './proposal.ts';

const YEARS_AHEAD = 5;
/** With blanks, dots or hyphens between them as well: people write a NIK in groups. */
const SIXTEEN_DIGITS = /(?:\d[ .-]?){15}\d/;

/** Everything that is wrong with a proposal at once. */
export function checkContent(content: Content, now: Date): void {
  const mistakes = [...mistakesOf(content, now), ...numbersOfPeople(content, 'body')];
  if (mistakes.length > 0)
    throw new Refusal('permintaan-tidak-sah', 'Usulan ini tidak dapat diterima, lihat "kesalahan".', mistakes);
}

function mistakesOf({ tahun, jenis, sumber, lokasi, volume, satuan, dewan }: Content, now: Date): readonly Kesalahan[] {
  const thisYear = Number(dayOf(now).slice(0, 4));
  const mistakes: Kesalahan[] = [];
  const wrong = (di: string, masalah: string) => void mistakes.push({ di: `body.${di}`, masalah });
  if (Number(tahun) < thisYear || Number(tahun) > thisYear + YEARS_AHEAD)
    wrong('tahun', `harus ${thisYear} sampai ${thisYear + YEARS_AHEAD}`);
  if (jenis === 'fisik') {
    if (!lokasi) wrong('lokasi', 'wajib diisi bagi usulan fisik');
    if (lokasi && lokasi.kelurahan === undefined) wrong('lokasi.kelurahan', 'wajib diisi bagi usulan fisik');
    if (lokasi && lokasi.alamat === undefined) wrong('lokasi.alamat', 'wajib diisi bagi usulan fisik');
  }
  if ((volume === null) !== (satuan === null))
    wrong(volume === null ? 'volume' : 'satuan', 'volume dan satuan diisi bersama-sama');
  if (sumber === 'dewan' && !dewan) wrong('dewan', 'wajib diisi bila sumbernya dewan');
  if (sumber !== 'dewan' && dewan) wrong('dewan', 'hanya bila sumbernya dewan');
  return mistakes;
}

/** A NIK that nobody asked for would end in tables and on walls. */
function numbersOfPeople(value: unknown, at: string): readonly Kesalahan[] {
  if (typeof value === 'string')
    return SIXTEEN_DIGITS.test(value)
      ? [{ di: at, masalah: 'memuat 16 angka berturut-turut: NIK dan nomor lain milik orang tidak diterima di sini' }]
      : [];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value)
    .filter(([name]) => name !== 'skpd' && name !== 'subKegiatan') // codes with as many digits, of no person
    .flatMap(([name, one]) => numbersOfPeople(one, `${at}.${name}`));
}

/** What a decision needs besides being possible. */
export function checkDecision(decision: PermintaanKeadaanUsulan, { skpd }: Pick<Proposal, 'skpd'>): void {
  const { keadaan, alasan, penganggaran } = decision;
  const mistakes = [...numbersOfPeople(decision, 'body')];
  const wrong = (di: string, masalah: string) => void mistakes.push({ di: `body.${di}`, masalah });
  if ((keadaan === 'ditolak' || keadaan === 'dikembalikan') && alasan === undefined)
    wrong('alasan', `wajib diisi bagi ${keadaan}`);
  if (keadaan === 'diverifikasi-skpd' && skpd === null && decision.skpd === undefined)
    wrong('skpd', 'wajib diisi: SKPD usulan ini belum ditentukan');
  if (keadaan === 'dianggarkan' && !penganggaran) wrong('penganggaran', 'wajib diisi bagi dianggarkan');
  if (keadaan !== 'dianggarkan' && penganggaran) wrong('penganggaran', 'hanya bagi dianggarkan');
  if (mistakes.length > 0)
    throw new Refusal('permintaan-tidak-sah', 'Keputusan ini tidak dapat dicatat, lihat "kesalahan".', mistakes);
}

export function checkReason(alasan: string | undefined): void {
  const mistakes = numbersOfPeople(alasan, 'query.alasan');
  if (mistakes.length > 0)
    throw new Refusal('permintaan-tidak-sah', 'Alasan ini tidak dapat diterima, lihat "kesalahan".', mistakes);
}
