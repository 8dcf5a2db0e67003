import { createHook } from 'node:async_hooks';
import { describe, expect, test } from '@jest/globals';
import { createPasswords, DEMO_PASSWORD, passwordMistake } from '../../../hub/access/passwords.ts';
import { DEMO_PASSWORD_HASH } from '../../../hub/wiring/demo-operator.ts';
import { CHEAP, PASSWORD, withOperators } from './with-operators.ts';

describe('a password', () => {
  test('is known again by its hash, and nothing else is', async () => {
    const { hash, matches } = createPasswords(CHEAP);
    const kept = await hash(PASSWORD);
    expect(await matches(PASSWORD, kept)).toBe(true);
    for (const other of [`${PASSWORD} `, PASSWORD.toUpperCase(), '', 'x'.repeat(100_000)])
      expect(await matches(other, kept)).toBe(false);
    expect(kept).not.toContain(PASSWORD);
    expect(await hash(PASSWORD)).not.toBe(kept);
  });

  test('is known again whatever way its letters are composed', async () => {
    const { hash, matches } = createPasswords(CHEAP);
    expect(await matches('cafe\u0301 di tepi sungai', await hash('caf\u00e9 di tepi sungai'))).toBe(true);
  });

  test('is known by a hash that cost something else', async () => {
    const kept = await createPasswords({ N: 32, r: 2, p: 2 }).hash(PASSWORD);
    expect(kept).toMatch(/^scrypt\$32\$2\$2\$/);
    expect(await createPasswords(CHEAP).matches(PASSWORD, kept)).toBe(true);
  });

  test('costs 32 MiB three times over, unless a test says less', async () => {
    expect(await createPasswords().hash(PASSWORD)).toMatch(/^scrypt\$32768\$8\$3\$[\w-]{22}\$[\w-]{43}$/);
  });

  test('of the demo operator has the hash that is written down', async () => {
    expect(await createPasswords().matches(DEMO_PASSWORD, DEMO_PASSWORD_HASH)).toBe(true);
  });

  test('takes the same work whether its name exists or not, and whether it could be one or not', () =>
    withOperators(async ({ put, operators, signIn }) => {
      const { id } = await put('wulan', 'admin');
      await put('agus', 'admin');
      const works = [
        await scryptsDuring(() => signIn('wulan', { password: 'salah sama sekali' })),
        await scryptsDuring(() => signIn('nobody')),
        await scryptsDuring(() => signIn('Not A Name!')),
        await scryptsDuring(() => signIn('wulan', { password: '' })),
        await scryptsDuring(() => signIn('wulan', { password: 'x'.repeat(10_000) })),
      ];
      await operators.disable(id);
      works.push(await scryptsDuring(() => signIn('wulan')));
      expect(works).toEqual(works.map(() => ({ made: 1, atOnce: 1 })));
    }));

  test('is hashed two at a time: files and names of hosts wait for the same threads', async () => {
    const { hash } = createPasswords({ N: 1024, r: 8, p: 1 });
    const work = await scryptsDuring(() => Promise.all(Array.from({ length: 12 }, () => hash(PASSWORD))));
    expect(work).toEqual({ made: 12, atOnce: 2 });
  });

  test.each([
    { what: 'of eleven characters', given: 'sebelas....', says: /sekurang-kurangnya 12/ },
    { what: 'of 201', given: 'x'.repeat(201), says: /paling banyak 200/ },
    { what: 'like the name', given: 'wulan-lestari', says: /sama dengan nama/ },
    { what: 'like the name in capitals', given: 'Wulan-Lestari', says: /sama dengan nama/ },
    { what: 'of the demo', given: DEMO_PASSWORD, says: /contoh/ },
  ])('$what is refused in words', ({ given, says }) => {
    expect(passwordMistake(given, 'wulan-lestari')?.id).toMatch(says);
  });

  test.each(['dua belas...', 'x'.repeat(200), '🙂'.repeat(200)])('of 12 to 200 characters is fine (%#)', (given) => {
    expect(passwordMistake(given, 'wulan-lestari')).toBeUndefined();
  });
});

/** How many hashes of passwords the thread pool was given, and how many of them at the same time at most. */
async function scryptsDuring(work: () => Promise<unknown>) {
  const underWay = new Set<number>();
  let made = 0;
  let atOnce = 0;
  const hook = createHook({
    init(id, type) {
      if (type !== 'SCRYPTREQUEST') return;
      underWay.add(id);
      made += 1;
      atOnce = Math.max(atOnce, underWay.size);
    },
    before: (id) => void underWay.delete(id),
  }).enable();
  try {
    await work();
    return { made, atOnce };
  } finally {
    hook.disable();
  }
}
