import { describe, expect, test } from '@jest/globals';
import { mayDo, OperatorError, ROLES, type Role } from '../../../hub/access/operators.ts';
import { PASSWORD, sha256, withOperators } from './with-operators.ts';

const MINUTES = { hour: 60, day: 24 * 60 };
const OTHER = 'yang lain sama sekali';

test('each role may what the one before may', () => {
  const may = ROLES.map((role) => ROLES.filter((least) => mayDo(role, least)));
  expect(may).toEqual([['pengamat'], ['pengamat', 'operator'], ['pengamat', 'operator', 'admin']]);
});

describe('a session', () => {
  test.each([
    { role: 'pengamat', idle: 30 * MINUTES.day, absolute: 30 * MINUTES.day },
    { role: 'operator', idle: 2 * MINUTES.hour, absolute: 12 * MINUTES.hour },
    { role: 'admin', idle: 2 * MINUTES.hour, absolute: 12 * MINUTES.hour },
  ] as const)('of $role ends after $idle minutes without a request, and after $absolute', ({ role, idle, absolute }) =>
    withOperators(async ({ put, enter, operators, clock }) => {
      await put('wulan', role);
      const left = await enter('wulan');
      clock.pass(idle - 1);
      expect(await operators.find(left)).toBeDefined();
      clock.pass(idle);
      expect(await operators.find(left)).toBeUndefined();
      const used = await enter('wulan');
      for (let minute = 0; minute < absolute - 1; minute += Math.min(idle - 1, absolute - 1 - minute)) {
        expect(await operators.find(used)).toBeDefined();
        clock.pass(Math.min(idle - 1, absolute - 1 - minute));
      }
      expect(await operators.find(used)).toBeDefined();
      clock.pass(1);
      expect(await operators.find(used)).toBeUndefined();
    }),
  );

  test('shows its operator as it is now, and lasts no longer than those of that role', () =>
    withOperators(async ({ put, enter, operators, clock }) => {
      const { id } = await put('layar', 'pengamat');
      const token = await enter('layar');
      clock.pass(3 * MINUTES.hour);
      expect(await operators.find(token)).toMatchObject({ operator: { role: 'pengamat' } });
      await operators.setRole(id, 'operator');
      expect(await operators.find(token)).toMatchObject({
        operator: { role: 'operator' },
        expiresAt: clock.now().getTime() + 9 * 3_600_000,
      });
      clock.pass(9 * MINUTES.hour);
      expect(await operators.find(token)).toBeUndefined();
    }));

  test('is marked as seen once a minute at most', () =>
    withOperators(async ({ put, enter, operators, store, clock }) => {
      await put('wulan', 'operator');
      const token = await enter('wulan');
      const start = clock.now().getTime();
      const seenAt = async () => (await store.operators.session(sha256(token)))?.session.seenAt;
      clock.pass(0.9);
      await operators.find(token);
      expect(await seenAt()).toBe(start);
      clock.pass(0.1);
      await operators.find(token);
      expect(await seenAt()).toBe(start + 60_000);
    }));

  test('goes on when that cannot be written down', () =>
    withOperators(async ({ put, enter, operators, store, clock, troubles }) => {
      await put('wulan', 'operator');
      const token = await enter('wulan');
      Object.assign(store.operators, { sawSession: () => Promise.reject(new Error('disk full')) });
      clock.pass(1);
      expect(await operators.find(token)).toBeDefined();
      expect(troubles).toEqual(['a session could not be marked']);
    }));

  test('ends when its operator signs out, and that of somebody else does not', () =>
    withOperators(async ({ put, enter, operators }) => {
      await put('wulan', 'operator');
      const [one, other] = [await enter('wulan'), await enter('wulan')];
      await operators.signOut(one);
      expect(await operators.find(one)).toBeUndefined();
      expect(await operators.find(other)).toBeDefined();
    }));

  test.each([
    { ends: 'given another password', by: 'setPassword' },
    { ends: 'disabled', by: 'disable' },
  ] as const)('ends when its operator is $ends', ({ by }) =>
    withOperators(async ({ put, enter, operators, signIn }) => {
      const { id } = await put('wulan', 'operator');
      await put('agus', 'operator');
      const [one, other] = [await enter('wulan'), await enter('agus')];
      if (by === 'disable') await operators.disable(id);
      else await operators.setPassword(id, OTHER);
      expect(await operators.find(one)).toBeUndefined();
      expect(await operators.find(other)).toBeDefined();
      expect(await signIn('wulan')).toEqual({ kind: 'salah' });
      expect((await signIn('wulan', { password: OTHER })).kind).toBe(by === 'disable' ? 'salah' : 'masuk');
    }),
  );
});

describe("one's own password", () => {
  test('is changed by who knows it, and ends every other session', () =>
    withOperators(async ({ put, enter, operators, signIn }) => {
      const { id } = await put('wulan', 'operator');
      const [own, other] = [await enter('wulan'), await enter('wulan')];
      expect(await operators.changeOwnPassword(id, OTHER, OTHER, own)).toBe(false);
      expect(await operators.find(other)).toBeDefined();
      expect(await operators.changeOwnPassword(id, PASSWORD, OTHER, own)).toBe(true);
      expect(await operators.find(own)).toBeDefined();
      expect(await operators.find(other)).toBeUndefined();
      expect(await signIn('wulan')).toEqual({ kind: 'salah' });
      expect(await operators.changeOwnPassword(id, OTHER, PASSWORD)).toBe(true);
      expect(await operators.find(own)).toBeUndefined();
    }));

  test('cannot be guessed at an open session any more than at the door', () =>
    withOperators(
      async ({ put, operators }) => {
        const { id } = await put('wulan', 'operator');
        for (const guess of ['a', 'b', 'c', PASSWORD])
          expect(await operators.changeOwnPassword(id, guess, OTHER)).toBe(false);
      },
      { perName: 3 },
    ));

  test('that is new must be a good one', () =>
    withOperators(async ({ put, operators }) => {
      const { id } = await put('wulan', 'operator');
      await expect(operators.changeOwnPassword(id, PASSWORD, 'pendek')).rejects.toMatchObject({ field: 'password' });
    }));
});

describe('what is refused', () => {
  const NEW: { name: string; role: Role; password: string } = { name: 'agus', role: 'operator', password: PASSWORD };
  const named = (name: string) => ({ given: { name }, field: 'name' });

  test('a new operator of a wrong name, role or password', () =>
    withOperators(async ({ put, operators }) => {
      await put('wulan', 'operator');
      const wrong: readonly { readonly given: Partial<typeof NEW>; readonly field: string }[] = [
        ...['A', 'a', '1a', 'a_b', 'a b', 'Agus', '.a', 'a'.repeat(41), ''].map(named),
        named('wulan'),
        { given: { role: 'raja' as Role }, field: 'role' },
        { given: { password: 'pendek' }, field: 'password' },
        { given: { name: 'agus.salim.ok', password: 'agus.salim.ok' }, field: 'password' },
      ];
      for (const { given, field } of wrong) {
        const refusal = await operators.create({ ...NEW, ...given }).catch((error: unknown) => error);
        expect(refusal).toBeInstanceOf(OperatorError);
        expect({ given, refusal }).toEqual({ given, refusal: expect.objectContaining({ field }) });
        expect(refusal).toMatchObject({ words: expect.stringMatching(/^[A-Z].*\.$/) });
      }
      expect((await operators.list()).map(({ name }) => name)).toEqual(['wulan']);
    }));

  test('not the shortest and the longest name, nor one with digits, dots and dashes', () =>
    withOperators(async ({ operators }) => {
      for (const name of ['ab', 'a1', 'agus.salim-2', 'a'.repeat(40)])
        expect(await operators.create({ ...NEW, name })).toMatchObject({ name, role: 'operator', twoFactor: false });
    }));

  test('to leave no admin', () =>
    withOperators(async ({ put, operators }) => {
      const { id } = await put('wulan', 'admin');
      await put('agus', 'operator');
      await expect(operators.setRole(id, 'operator')).rejects.toMatchObject({
        field: 'role',
        words: expect.stringContaining('admin terakhir'),
      });
      await expect(operators.disable(id)).rejects.toMatchObject({
        field: 'id',
        words: expect.stringContaining('admin terakhir'),
      });
      const second = await put('sari', 'admin');
      await operators.setRole(id, 'pengamat');
      await expect(operators.disable(second.id)).rejects.toMatchObject({ field: 'id' });
      await expect(operators.setRole(id, 'raja' as Role)).rejects.toMatchObject({ field: 'role' });
    }));

  test('to change one who is not there, or is disabled', () =>
    withOperators(async ({ put, operators, clock }) => {
      const { id } = await put('wulan', 'operator');
      await operators.disable(id);
      expect(await operators.list()).toMatchObject([{ id, disabledAt: clock.now().getTime() }]);
      for (const whose of [id, 'nobody']) {
        const asked = [
          () => operators.setRole(whose, 'admin'),
          () => operators.setPassword(whose, OTHER),
          () => operators.disable(whose),
          () => operators.changeOwnPassword(whose, PASSWORD, OTHER),
          () => operators.beginTwoFactor(whose),
          () => operators.confirmTwoFactor(whose, '123456'),
        ];
        for (const ask of asked) await expect(ask()).rejects.toMatchObject({ name: 'OperatorError', field: 'id' });
      }
      await expect(operators.endTwoFactor('nobody')).rejects.toMatchObject({ field: 'id' });
      expect(await put('wulan', 'operator')).toMatchObject({ name: 'wulan' });
    }));
});
