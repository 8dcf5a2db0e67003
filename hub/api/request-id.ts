import { randomBytes } from 'node:crypto';

const GIVEN = /^[A-Za-z0-9._-]{1,64}$/;
const prefix = randomBytes(5).toString('hex');
let count = 0;

/** The caller's id where it gave a good one, else one of ours: unique over processes, cheap to make. */
export function requestIdOf(given: string | string[] | undefined): string {
  if (typeof given === 'string' && GIVEN.test(given) && !/\d{13}/.test(given)) return given;
  count += 1;
  return `${prefix}-${count.toString(36)}`;
}
