import { parseNik } from './nik.ts';
import { parseNop } from './nop.ts';
import { bad, type Parsed, plainDigits } from './parsed.ts';

declare const noKk: unique symbol;
/**
 * Nomor Kartu Keluarga: 16 digits, region 6, issue date DDMMYY (no 40 added), serial 4. It changes when the family does.
 */
export type NoKk = string & { readonly [noKk]: true };

export function parseNoKk(text: string): Parsed<NoKk> {
  const digits = plainDigits(text);
  if (digits.kind === 'bad') return digits;
  const { value } = digits;
  if (value.length !== 16) return bad(`harus 16 digit, ini ${value.length}`);
  return value.startsWith('0') ? bad('tidak mungkin diawali 0') : { kind: 'good', value: value as NoKk };
}

declare const nomorKartuJkn: unique symbol;
/** Card number of a JKN member: 13 digits, leading zeros significant. Source: the BPJS notes, section 6. */
export type NomorKartuJkn = string & { readonly [nomorKartuJkn]: true };

export function parseNomorKartuJkn(text: string): Parsed<NomorKartuJkn> {
  const digits = plainDigits(text);
  if (digits.kind === 'bad') return digits;
  const { value } = digits;
  return value.length === 13
    ? { kind: 'good', value: value as NomorKartuJkn }
    : bad(`harus 13 digit, ini ${value.length}`);
}

/** A NIK or a card number, told apart by their length. */
export function parseNikOrKartu(text: string): Parsed<string> {
  const digits = plainDigits(text);
  if (digits.kind === 'bad') return digits;
  const { length } = digits.value;
  if (length === 16) return parseNik(digits.value);
  if (length === 13) return parseNomorKartuJkn(digits.value);
  return bad(`harus NIK 16 digit atau nomor kartu 13 digit, ini ${length}`);
}

/** The forms that `x-identifier` names in `openapi/`. */
export const identifiers: Readonly<Record<string, (text: string) => Parsed<string>>> = {
  nik: parseNik,
  'no-kk': parseNoKk,
  'nomor-kartu-jkn': parseNomorKartuJkn,
  'nik-atau-nomor-kartu': parseNikOrKartu,
  nop: parseNop,
};
