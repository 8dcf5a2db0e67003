import { randomBytes } from 'node:crypto';

const DIGITS = '0123456789abcdefghjkmnpqrstvwxyz'; // Crockford: nothing that is mistaken for something else
const TIME_DIGITS = 9;
const RANDOM_BYTES = 10;
let pool = Buffer.alloc(0);
let used = 0;

/**
 * `psn_` and 9 digits of time (milliseconds, good until the year 3084) and 10 of chance: 50 bits. Sorts by the moment
 * it was made, so that an index grows at its end.
 */
export function newId(prefix: string, now: number): string {
  let time = '';
  for (let left = now, digit = 0; digit < TIME_DIGITS; digit += 1) {
    time = DIGITS[left % 32] + time;
    left = Math.floor(left / 32);
  }
  if (used + RANDOM_BYTES > pool.length) {
    pool = randomBytes(RANDOM_BYTES * 200);
    used = 0;
  }
  let chance = '';
  for (const end = used + RANDOM_BYTES; used < end; used += 1) chance += DIGITS[(pool[used] ?? 0) & 31];
  return `${prefix}_${time}${chance}`;
}
