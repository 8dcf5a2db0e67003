import { bad, type Parsed, plainDigits } from './parsed.ts';

declare const nik: unique symbol;
/**
 * Nomor Induk Kependudukan: 16 digits, never a number (those of Papua are beyond 2^53).
 * Digits: region of first registration 6 (Kemendagri's code, not BPS's), birth date DDMMYY with 40 added to a woman's day,
 * serial 4. There is no check digit. Sex and date in it are hints: the register's record wins.
 * Source: UU 23/2006, article 13; the Dukcapil notes, section 6.
 */
export type Nik = string & { readonly [nik]: true };

/** Reasons are for the caller, in Indonesian, and never repeat the number. */
export function parseNik(text: string): Parsed<Nik> {
  const digits = plainDigits(text);
  if (digits.kind === 'bad') return digits;
  const { value } = digits;
  if (value.length !== 16) return bad(`harus 16 digit, ini ${value.length}`);
  if (value.startsWith('0')) return bad('tidak mungkin diawali 0: kode provinsi terkecil 11');
  if (value.endsWith('0000')) return bad('nomor urut (4 digit terakhir) tidak mungkin 0000');
  const day = Number(value.slice(6, 8));
  const month = Number(value.slice(8, 10));
  if (day < 1 || day > 71 || (day > 31 && day < 41))
    return bad('tanggal lahir (digit 7-8) harus 01-31, atau 41-71 untuk perempuan');
  if (month < 1 || month > 12) return bad('bulan lahir (digit 9-10) harus 01-12');
  if (!isDayOfSomeYear(day > 40 ? day - 40 : day, month, Number(value.slice(10, 12))))
    return bad('tanggal lahir (digit 7-12) tidak ada dalam kalender');
  return { kind: 'good', value: value as Nik };
}

/** The century is not in the number: the date must exist in one of the two it can mean. */
function isDayOfSomeYear(day: number, month: number, year: number): boolean {
  if (day <= 28) return true;
  return [1900 + year, 2000 + year].some((full) => day <= new Date(Date.UTC(full, month, 0)).getUTCDate());
}

export function sexOf(value: Nik): 'L' | 'P' {
  return Number(value.slice(6, 8)) > 40 ? 'P' : 'L';
}

/** The birth date as `MM-dd` and two digits of the year, to hold against a record. */
export function birthDateMatches(value: Nik, isoDate: string): boolean {
  const day = Number(value.slice(6, 8)) % 40 || 40;
  return isoDate.slice(2) === `${value.slice(10, 12)}-${value.slice(8, 10)}-${String(day).padStart(2, '0')}`;
}

/** Kemendagri's provinces; 93 to 96 came with the splits of Papua. Old codes stay in people's numbers for life. */
const PROVINCES = new Set(
  '11 12 13 14 15 16 17 18 19 21 31 32 33 34 35 36 51 52 53 61 62 63 64 65 71 72 73 74 75 76 81 82 91 92 93 94 95 96'.split(
    ' ',
  ),
);

/** `false` is a reason to warn, never to refuse: regions are split and renumbered. */
export function isKnownProvince(value: Nik): boolean {
  return PROVINCES.has(value.slice(0, 2));
}
