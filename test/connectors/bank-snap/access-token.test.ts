import { expect, test } from '@jest/globals';
import { type HttpResponse, UpstreamFault } from '../../../connectors/connector.ts';
import { fault, found, refused } from '../wanted.ts';
import { ACCOUNT, type Answering, ask, bankOf, configAt, json, NOW, tokenAnswer } from './asking.ts';

const good = json(200, { responseCode: '2002700', virtualAccountData: { virtualAccountNo: '  990001000000000042' } });
const create = { operation: 'va-create', asked: ACCOUNT };
const refusedToken = (code: string) => json(401, { responseCode: code, responseMessage: 'Invalid Token (B2B)' });

function clock() {
  let at = NOW.getTime();
  return {
    now: () => new Date(at),
    pass: (seconds: number) => {
      at += seconds * 1000;
    },
  };
}

test.each<[string, unknown]>([
  ['text', '900'],
  ['a number', 900],
])('a token whose life is %s serves all requests, and is renewed at 80 %% of it', async (_name, expiresIn) => {
  const bank = bankOf(() => good, expiresIn);
  const config = configAt();
  const { now, pass } = clock();
  await ask({ ...create, config, now }, bank.answering);
  pass(719);
  await ask({ ...create, config, now }, bank.answering);
  expect(bank.tokens).toHaveLength(1);
  pass(1);
  await ask({ ...create, config, now }, bank.answering);
  expect(bank.tokens).toHaveLength(2);
  expect(bank.calls.map(({ headers }) => headers.Authorization)).toEqual([
    ...['Bearer token-1', 'Bearer token-1', 'Bearer token-2'],
  ]);
});

test('calls at once wait for one token', async () => {
  const bank = bankOf(() => good);
  const config = configAt();
  await Promise.all(Array.from({ length: 12 }, () => ask({ ...create, config }, bank.answering)));
  expect(bank.tokens).toHaveLength(1);
  expect(new Set(bank.calls.map(({ headers }) => headers['X-EXTERNAL-ID'])).size).toBe(12);
});

test('two banks do not share a token', async () => {
  const bank = bankOf(() => good);
  await ask({ ...create, config: configAt() }, bank.answering);
  await ask({ ...create, config: configAt() }, bank.answering);
  expect(bank.tokens).toHaveLength(2);
});

test('a token whose life nobody understands is not kept for long', async () => {
  const bank = bankOf(() => good, 'sebentar');
  const config = configAt();
  const { now, pass } = clock();
  await ask({ ...create, config, now }, bank.answering);
  pass(48);
  await ask({ ...create, config, now }, bank.answering);
  expect(bank.tokens).toHaveLength(2);
});

test.each(['4012701', '4012703'])('%s renews the token and repeats once, with another external id', async (code) => {
  const bank = bankOf((_request, count) => (count === 1 ? refusedToken(code) : good));
  expect(await ask({ ...create, config: configAt() }, bank.answering)).toMatchObject(found({}));
  expect(bank.tokens).toHaveLength(2);
  const [first, second] = bank.calls;
  expect(second?.headers.Authorization).toBe('Bearer token-2');
  expect(second?.headers['X-EXTERNAL-ID']).not.toBe(first?.headers['X-EXTERNAL-ID']);
  expect(second?.body).toBe(first?.body);
});

test('a bank that refuses every token is asked twice and no more', async () => {
  const bank = bankOf(() => refusedToken('4012701'));
  const config = configAt();
  const verdict = await ask({ ...create, config }, bank.answering);
  expect(verdict).toMatchObject({ kind: 'fault', fault: { trouble: 'auth', outcome: 'not-done' } });
  expect([bank.tokens.length, bank.calls.length]).toEqual([2, 2]);
});

test('a refused signature is not tried again', async () => {
  const bank = bankOf(() => json(401, { responseCode: '4012700', responseMessage: 'Unauthorized. [Signature]' }));
  expect(await ask({ ...create, config: configAt() }, bank.answering)).toMatchObject(fault('auth'));
  expect([bank.tokens.length, bank.calls.length]).toEqual([1, 1]);
});

test('an external id that was used is replaced once, for the same business act', async () => {
  const conflict = json(409, { responseCode: '4092700', responseMessage: 'Conflict' });
  const bank = bankOf((_request, count) => (count === 1 ? conflict : json(409, { responseCode: '4092701' })));
  expect(await ask({ ...create, config: configAt() }, bank.answering)).toMatchObject({
    ...refused,
    ...{ code: '40901', reason: 'sudah-ada' },
  });
  const [first, second] = bank.calls;
  expect(second?.body).toBe(first?.body);
  expect(second?.headers['X-EXTERNAL-ID']).not.toBe(first?.headers['X-EXTERNAL-ID']);
  const always = bankOf(() => conflict);
  const verdict = await ask({ ...create, config: configAt() }, always.answering);
  expect(verdict).toMatchObject({ kind: 'fault', fault: { trouble: 'throttled', outcome: 'not-done' } });
  expect(always.calls).toHaveLength(2);
});

test('a renewal that fails leaves the old token in use to its end', async () => {
  let isDown = false;
  let tokens = 0;
  const answering: Answering = async ({ url }) => {
    if (!url.endsWith('/access-token/b2b')) return good;
    tokens += 1;
    return isDown ? json(504, { responseCode: '5047300' }) : tokenAnswer('token-1');
  };
  const config = configAt();
  const { now, pass } = clock();
  await ask({ ...create, config, now }, answering);
  isDown = true;
  pass(800);
  expect(await ask({ ...create, config, now }, answering)).toMatchObject(found({}));
  await ask({ ...create, config, now }, answering);
  expect(tokens).toBe(2); // it is left alone for a moment
  pass(101);
  expect(await ask({ ...create, config, now }, answering)).toMatchObject(fault('unavailable', 'token_5047300'));
});

// Whatever happens while the token is fetched, the call was not sent.
test.each<{ given: string; answer: () => HttpResponse; want: object }>([
  {
    given: 'a signature or client that is not accepted',
    answer: () => json(401, { responseCode: '4017300', responseMessage: 'Unauthorized. [Signature]' }),
    want: { trouble: 'auth', reason: 'token_4017300' },
  },
  {
    given: 'a refused timestamp, and HTTP 200',
    answer: () => json(200, { responseCode: 4007301 }),
    want: { trouble: 'auth', reason: 'token_4007301' },
  },
  {
    given: 'a time-out',
    answer: () => json(504, { responseCode: '5047300' }),
    want: { trouble: 'unavailable' },
  },
  {
    given: 'an error page',
    answer: () => ({ status: 200, headers: {}, text: '<html>' }),
    want: { trouble: 'unavailable' },
  },
  {
    given: 'half an answer',
    answer: () => ({ status: 200, headers: {}, text: '{"acc' }),
    want: { trouble: 'unavailable' },
  },
  {
    given: 'a success without a token',
    answer: () => json(200, { responseCode: '2007300', accessToken: '' }),
    want: { trouble: 'unavailable', reason: 'token_missing' },
  },
  { given: 'too many calls', answer: () => json(429, {}), want: { trouble: 'throttled' } },
  {
    given: 'a lost connection',
    answer: () => {
      throw new UpstreamFault('bank-snap', { trouble: 'unanswered', outcome: 'unknown' });
    },
    want: { trouble: 'unanswered' },
  },
])('$given instead of a token: nothing was done', async ({ answer, want }) => {
  const verdict = await ask({ ...create, config: configAt() }, async () => answer());
  expect(verdict).toMatchObject({ kind: 'fault', fault: { ...want, outcome: 'not-done' } });
});
