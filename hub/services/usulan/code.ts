import { randomBytes } from 'node:crypto';

const SIGNS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'; // Crockford: nothing that is mistaken for something else
const LENGTH = 9;
const FORM = /^U[0-9A-HJKMNP-TV-Z]{9}$/;

/** `U` and nine signs of chance, 45 bits; that it is new is made sure of when the record is created. */
export function newCode(): string {
  return `U${Array.from(randomBytes(LENGTH), (byte) => SIGNS[byte & 31]).join('')}`;
}

/** As somebody reads it from a slip of paper; `undefined` for what is no code. */
export function readCode(text: string): string | undefined {
  const code = text.toUpperCase().replace(/[ -]/g, '').replaceAll('O', '0').replace(/[IL]/g, '1');
  return FORM.test(code) ? code : undefined;
}
