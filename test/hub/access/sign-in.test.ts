import { describe, expect, test } from '@jest/globals';
import { until } from '../until.ts';
import { codeOf, PASSWORD, sha256, withOperators } from './with-operators.ts';

const WRONG = { kind: 'salah' };

describe('signing in', () => {
  test('with name and password gives a token, which is kept as its hash only', () =>
    withOperators(async ({ put, signIn, operators, store, clock }) => {
      const wulan = await put('wulan', 'operator');
      const came = await signIn(' Wulan ');
      expect(came).toEqual({
        kind: 'masuk',
        token: expect.stringMatching(/^[\w-]{43}$/),
        session: { operator: wulan, expiresAt: clock.now().getTime() + 12 * 3_600_000 },
      });
      const { token = '' } = came as { token?: string };
      expect(await operators.find(token)).toEqual((came as { session?: object }).session);
      expect(await store.operators.session(sha256(token))).toMatchObject({ session: { operator: wulan.id } });
      expect(JSON.stringify(await store.operators.session(sha256(token)))).not.toContain(token);
      for (const other of ['', 'x', sha256(token), `${token}x`, token.toLowerCase(), 'a'.repeat(43)])
        expect(await operators.find(other)).toBeUndefined();
    }));

  test('never says what was wrong', () =>
    withOperators(async ({ put, signIn, secure, operators, clock }) => {
      const { id } = await put('wulan', 'admin');
      await put('agus', 'admin');
      expect(await signIn('nobody')).toEqual(WRONG);
      expect(await signIn('wulan', { password: 'bukan kata sandinya' })).toEqual(WRONG);
      const secret = await secure(id);
      clock.pass(1);
      expect(await signIn('wulan', { password: 'bukan kata sandinya' })).toEqual(WRONG);
      const code = codeOf(secret, clock.now());
      expect(await signIn('wulan', { password: 'bukan kata sandinya', code })).toEqual(WRONG);
      expect(await signIn('wulan', { code: '12345' })).toEqual(WRONG);
      expect(await signIn('wulan', { code })).toMatchObject({ kind: 'masuk' });
      await operators.disable(id);
      expect(await signIn('wulan')).toEqual(WRONG);
    }));

  test('opens nothing for one who is disabled, or gets another password, while the password is looked at', () =>
    withOperators(async ({ put, signIn, operators, store }) => {
      const { id } = await put('wulan', 'operator');
      const { byName } = store.operators;
      Object.assign(store.operators, {
        async byName(name: string) {
          const found = await byName(name);
          await operators.setPassword(id, 'yang lain sama sekali');
          return found;
        },
      });
      expect(await signIn('wulan')).toEqual(WRONG);
    }));

  test('removes sessions that have expired', () =>
    withOperators(async ({ put, enter, store, clock }) => {
      await put('wulan', 'operator');
      const hash = sha256(await enter('wulan'));
      clock.pass(12 * 60 - 1);
      await enter('wulan');
      expect(await store.operators.session(hash)).toBeDefined();
      clock.pass(1);
      await enter('wulan');
      expect(await store.operators.session(hash)).toBeUndefined();
    }));
});

describe('the second factor', () => {
  test('is asked for once a code has confirmed it, and not before', () =>
    withOperators(async ({ put, signIn, operators, clock }) => {
      const { id } = await put('wulan', 'operator');
      expect(await operators.confirmTwoFactor(id, '123456')).toBe(false);
      const { secret, uri } = await operators.beginTwoFactor(id);
      expect(await signIn('wulan')).toMatchObject({ kind: 'masuk' });
      const wrong = codeOf(secret, new Date(clock.now().getTime() + 3_600_000));
      expect(await operators.confirmTwoFactor(id, wrong)).toBe(false);
      expect(await operators.confirmTwoFactor(id, codeOf(secret, clock.now()))).toBe(true);
      expect(await signIn('wulan')).toEqual({ kind: 'perlu-kode' });
      expect(await operators.list()).toMatchObject([{ twoFactor: true }]);
      const { protocol, host, pathname, searchParams } = new URL(uri);
      expect(`${protocol}//${host}${pathname}`).toBe('otpauth://totp/Simpul:wulan');
      expect(Object.fromEntries(searchParams)).toMatchObject({ secret, issuer: 'Simpul', digits: '6', period: '30' });
      await operators.endTwoFactor(id);
      expect(await signIn('wulan')).toMatchObject({ kind: 'masuk' });
    }));

  test('takes each code once, also when it is sent twice at once, and none from before the last', () =>
    withOperators(async ({ put, signIn, secure, clock }) => {
      const secret = await secure((await put('wulan', 'operator')).id);
      const atConfirming = codeOf(secret, clock.now());
      expect(await signIn('wulan', { code: atConfirming })).toEqual(WRONG);
      clock.pass(1);
      const before = codeOf(secret, new Date(clock.now().getTime() - 30_000));
      const code = codeOf(secret, clock.now());
      const came = await Promise.all([signIn('wulan', { code }), signIn('wulan', { code })]);
      expect(came.map(({ kind }) => kind).toSorted()).toEqual(['masuk', 'salah']);
      expect(await signIn('wulan', { code: before })).toEqual(WRONG);
    }));

  test.each([
    { away: -60, kind: 'salah' },
    { away: -30, kind: 'masuk' },
    { away: 0, kind: 'masuk' },
    { away: 30, kind: 'masuk' },
    { away: 60, kind: 'salah' },
  ])('of a phone whose clock is $away s off: $kind', ({ away, kind }) =>
    withOperators(async ({ put, signIn, secure, clock }) => {
      const secret = await secure((await put('wulan', 'operator')).id);
      clock.pass(10);
      const code = codeOf(secret, new Date(clock.now().getTime() + away * 1000));
      expect(await signIn('wulan', { code: `${code.slice(0, 3)} ${code.slice(3)}` })).toMatchObject({ kind });
    }),
  );

  test('goes on with the old secret until a new one is confirmed', () =>
    withOperators(async ({ put, signIn, secure, operators, clock }) => {
      const { id } = await put('wulan', 'operator');
      const first = await secure(id);
      const { secret: second } = await operators.beginTwoFactor(id);
      clock.pass(1);
      expect(await signIn('wulan', { code: codeOf(first, clock.now()) })).toMatchObject({ kind: 'masuk' });
      clock.pass(1);
      expect(await operators.confirmTwoFactor(id, codeOf(second, clock.now()))).toBe(true);
      clock.pass(1);
      expect(await signIn('wulan', { code: codeOf(first, clock.now()) })).toEqual(WRONG);
      expect(await signIn('wulan', { code: codeOf(second, clock.now()) })).toMatchObject({ kind: 'masuk' });
    }));

  test('is kept sealed, for its operator and no other', () =>
    withOperators(async ({ put, signIn, secure, store, clock }) => {
      const wulan = await put('wulan', 'operator');
      const agus = await put('agus', 'operator');
      const secret = await secure(wulan.id);
      const sealed = (await store.operators.get(wulan.id))?.twoFactor ?? new Uint8Array();
      expect(Buffer.from(sealed).toString('latin1')).not.toContain(secret);
      await store.operators.offerTwoFactor(agus.id, sealed);
      await store.operators.confirmTwoFactor(agus.id, sealed, 0);
      clock.pass(1);
      await expect(signIn('agus', { code: codeOf(secret, clock.now()) })).rejects.toThrow('sealing');
    }));
});

describe('too many attempts', () => {
  test('on a name stop it, from wherever they come and however right the next is', () =>
    withOperators(
      async ({ put, signIn }) => {
        await put('wulan', 'operator');
        await put('agus', 'operator');
        for (let turn = 0; turn < 3; turn += 1)
          expect(await signIn('wulan', { password: 'bukan kata sandinya', address: `10.0.0.${turn}` })).toEqual(WRONG);
        const next = await signIn('wulan', { address: '10.0.0.9' });
        expect(next).toEqual({ kind: 'terlalu-sering', retryAfterSeconds: expect.any(Number) });
        const { retryAfterSeconds = 0 } = next as { retryAfterSeconds?: number };
        expect(Number.isInteger(retryAfterSeconds) && retryAfterSeconds >= 1 && retryAfterSeconds <= 900).toBe(true);
        expect(await signIn('agus', { address: '10.0.0.9' })).toMatchObject({ kind: 'masuk' });
        for (let turn = 0; turn < 3; turn += 1) expect(await signIn('nobody')).toEqual(WRONG);
        expect(await signIn('nobody')).toMatchObject({ kind: 'terlalu-sering' }); // no way to learn that there is nobody
      },
      { perName: 3 },
    ));

  test.each([
    { of: 'an address', addresses: ['10.0.0.1', '10.0.0.1', '::ffff:10.0.0.1', '10.0.0.1'], other: '10.0.0.2' },
    {
      of: 'a network of IPv6',
      addresses: ['2001:db8::1', '2001:db8::2', '2001:db8:0:0:ff::', '2001:db8:0:0:1:2:3:4'],
      other: '2001:db8:0:1::1',
    },
  ])('from $of stop it, whatever the names', ({ addresses, other }) =>
    withOperators(
      async ({ put, signIn }) => {
        await put('wulan', 'operator');
        const [last = '', ...first] = addresses.toReversed();
        for (const [index, address] of first.entries())
          expect(await signIn(`nobody-${index}`, { address })).toEqual(WRONG);
        expect(await signIn('wulan', { address: last })).toMatchObject({ kind: 'terlalu-sering' });
        expect(await signIn('wulan', { address: other })).toMatchObject({ kind: 'masuk' });
      },
      { perAddress: 3 },
    ),
  );

  test('are counted before the password is looked at: of a hundred at once no more get through', () =>
    withOperators(
      async ({ put, signIn }) => {
        await put('wulan', 'operator');
        const guesses = Array.from({ length: 99 }, (_, index) =>
          signIn('wulan', { password: `tebakan ke-${index}....` }),
        );
        const came = await Promise.all([...guesses, signIn('wulan', { password: PASSWORD })]);
        const kinds = came.map(({ kind }) => kind);
        expect(kinds.filter((kind) => kind === 'salah')).toHaveLength(5);
        expect(kinds.filter((kind) => kind === 'terlalu-sering')).toHaveLength(95);
      },
      { perName: 5 },
    ));

  test('do not count those who came in, and coming in forgives none', () =>
    withOperators(
      async ({ put, signIn, secure, clock }) => {
        const { id } = await put('wulan', 'operator');
        for (let turn = 0; turn < 10; turn += 1) expect(await signIn('wulan')).toMatchObject({ kind: 'masuk' });
        const secret = await secure(id);
        for (let turn = 0; turn < 10; turn += 1) expect(await signIn('wulan')).toEqual({ kind: 'perlu-kode' });
        for (let turn = 0; turn < 3; turn += 1) {
          expect(await signIn('wulan', { code: '000' })).toEqual(WRONG);
          clock.pass(1);
          const code = codeOf(secret, clock.now());
          if (turn < 2) expect(await signIn('wulan', { code })).toMatchObject({ kind: 'masuk' });
          else expect(await signIn('wulan', { code })).toMatchObject({ kind: 'terlalu-sering' });
        }
      },
      { perName: 3 },
    ));

  test('are forgotten after a while', () =>
    withOperators(
      async ({ put, signIn }) => {
        await put('wulan', 'operator');
        await signIn('wulan', { password: 'bukan kata sandinya' });
        expect(await signIn('wulan')).toEqual({ kind: 'terlalu-sering', retryAfterSeconds: 1 });
        await until('it is let in again', async () => (await signIn('wulan')).kind === 'masuk');
      },
      { perName: 1, duringSeconds: 1 },
    ));
});
