import { expect, test } from '@jest/globals';
import { sipdSandbox } from '../../../connectors/sipd/sandbox/server.ts';
import { withSandbox } from '../sandbox-kit/with-sandbox.ts';
import { fault } from '../wanted.ts';
import { type Answering, ask, configAt, NOW, overTheWire, plainConfig, type Question, read } from './reading.ts';
import { REALISATION } from './wire.ts';

const spending: Question = { release: 'sesi', operation: 'realisasi', asked: { tanggal: '2026-06-30' } };
const WORDS = 'Too Many Requests';
const at = (seconds: number) => new Date(NOW.getTime() + seconds * 1000);
const told = { 'x-ratelimit-limit': '20', 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': '7' };

test.each([
  { given: '429 with JSON', status: 429, body: `{"message":"${WORDS}"}`, headers: {}, retryAt: at(10) },
  { given: '429 with text', status: 429, body: WORDS, headers: {}, retryAt: at(10) },
  { given: '429 with nothing', status: 429, body: '', headers: {}, retryAt: at(10) },
  { given: '429 with a page', status: 429, body: '<html>x</html>', headers: {}, retryAt: at(10) },
  { given: 'JSON with 200', status: 200, body: `{"message":"${WORDS}"}`, headers: {}, retryAt: at(10) },
  { given: 'text with 200', status: 200, body: WORDS, headers: {}, retryAt: at(10) },
  { given: 'a JSON string with 200', status: 200, body: `"${WORDS}"`, headers: {}, retryAt: at(10) },
  { given: 'other letters', status: 200, body: 'too many requests.', headers: {}, retryAt: at(10) },
  { given: 'an envelope', status: 200, body: `{"status":false,"message":"${WORDS}"}`, headers: {}, retryAt: at(10) },
  { given: 'a reset that is told', status: 429, body: '', headers: told, retryAt: at(8) },
  { given: 'Retry-After', status: 429, body: '', headers: { 'retry-after': '30' }, retryAt: at(31) },
  {
    given: 'a reset that is a moment',
    status: 429,
    body: '',
    headers: { 'x-ratelimit-reset': '1795140000' },
    retryAt: at(3601),
  },
])('$given is throttled until a moment', async ({ status, body, headers, retryAt }) => {
  const verdict = await read(spending, body, { status, headers });
  expect(verdict).toMatchObject({ kind: 'fault', fault: { trouble: 'throttled', outcome: 'not-done', retryAt } });
});

test('a row that says so in a text of its own is no throttling', async () => {
  const body = REALISATION.replace('DINAS KOMUNIKASI DAN INFORMATIKA', WORDS);
  expect(await read(spending, body)).toMatchObject({ kind: 'found' });
});

test('nothing leaves while the window is closed, also where the last good answer closed it', async () => {
  let now = NOW;
  let sent = 0;
  const config = plainConfig();
  const answering: Answering = async () => {
    sent += 1;
    return { status: 200, headers: told, text: REALISATION };
  };
  const question = { ...spending, config, now: () => now };
  expect(await ask(question, answering)).toMatchObject({ kind: 'found' });
  for (const seconds of [0, 1, 7]) {
    now = at(seconds);
    expect(await ask(question, answering)).toMatchObject({ kind: 'fault', fault: { retryAt: at(8) } });
  }
  expect(sent).toBe(1);
  now = at(8);
  expect(await ask(question, answering)).toMatchObject({ kind: 'found' });
  expect(await ask({ ...spending, config: plainConfig(), now: () => now }, answering)).toMatchObject({ kind: 'found' }); // another account
});

test.each(['429-json', '429-text', '200-json', '200-text', '200-string'])(
  'a whole reading obeys %s: no call inside a forbidden window',
  (throttleForm) => {
    let now = NOW.getTime();
    return withSandbox(
      sipdSandbox,
      async (sandbox) => {
        sandbox.set({ throttleForm, rateLimit: 5, rateWindowSeconds: 30 });
        const config = configAt(sandbox.url);
        for (const rateHeaders of ['told', 'untold'])
          for (let done = 0; done < 17; ) {
            sandbox.set({ rateHeaders });
            const verdict = await ask({ ...spending, release: 'splp', config, now: () => new Date(now) }, overTheWire);
            if (verdict.kind === 'found') done += 1;
            else {
              expect(verdict).toMatchObject(fault('throttled'));
              now = verdict.kind === 'fault' ? (verdict.fault.retryAt?.getTime() ?? 0) : 0;
            }
          }
        expect(sandbox.ledger()).toMatchObject({ forbidden: 0 });
      },
      { now: () => new Date(now) },
    );
  },
);

test('many at once obey it as well', () =>
  withSandbox(sipdSandbox, async (sandbox) => {
    sandbox.set({ rateLimit: 4, rateWindowSeconds: 1 });
    const config = configAt(sandbox.url);
    const one = () => ask({ ...spending, release: 'splp', config, now: () => new Date() }, overTheWire);
    const first = await Promise.all(Array.from({ length: 12 }, one));
    expect(first.map(({ kind }) => kind)).toEqual(expect.arrayContaining(['found', 'fault']));
    const after = await Promise.all(Array.from({ length: 12 }, one));
    expect(after).toEqual(Array.from({ length: 12 }, () => expect.objectContaining({ kind: 'fault' })));
    const { calls } = sandbox.ledger() as { calls: number };
    expect(calls).toBe(12); // the second dozen never left
  }));

test('the sandbox counts whoever calls all the same', () =>
  withSandbox(sipdSandbox, async (sandbox) => {
    sandbox.fault({ kind: 'throttle', seconds: 5, times: 1, path: '/t/' });
    for (const config of [configAt(sandbox.url), configAt(sandbox.url)])
      await ask({ ...spending, release: 'splp', config, now: () => new Date() }, overTheWire);
    expect(sandbox.ledger()).toEqual({ calls: 2, throttled: 1, forbidden: 1 });
  }));
