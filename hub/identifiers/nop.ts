import { bad, type Parsed, plainDigits } from './parsed.ts';

declare const nop: unique symbol;
/**
 * Nomor Objek Pajak, PBB-P2 form: 18 digits, no separators, leading zeros significant (so never a number).
 * Digits: province 2, kabupaten/kota 2, kecamatan 3, kelurahan 3, block 3, sequence 4, special code 1.
 * Plantation, forestry and mining objects (PBB-P3L) use digits 8-10 for the tax office: never slice out a kelurahan.
 * Its first four digits are the tax administration's own region code and may differ from Kemendagri's.
 * Source: the host-to-host notes, section 2.
 */
export type Nop = string & { readonly [nop]: true };

export function parseNop(text: string): Parsed<Nop> {
  const digits = plainDigits(text);
  if (digits.kind === 'bad') return digits;
  const { value } = digits;
  return value.length === 18 ? { kind: 'good', value: value as Nop } : bad(`harus 18 digit, ini ${value.length}`);
}
