import type { ServerResponse } from 'node:http';
import { beforeAll, expect, test } from '@jest/globals';
import nock from 'nock';
import type { Resolve } from '../../../../hub/relay/webhook-address.ts';
import { type Address, withAddress } from './with-address.ts';
import { type Answering, withReceiver } from './with-receiver.ts';

// a name of nobody, which the tests below look up themselves: it stands for this machine
beforeAll(() => nock.enableNetConnect(/127\.0\.0\.1|penerima\.contoh\.invalid/));

const fault = (of: object) => ({ kind: 'fault', fault: of });
const found = { kind: 'found', value: null, drift: [] };
const answered = (status: number, headers: Readonly<Record<string, string>>) => (response: ServerResponse) =>
  void response.writeHead(status, headers).end();
const at = (iso: string) => new Date(iso);

test.each<{ given: string; answering: Answering; want: object }>([
  { given: '200', answering: 200, want: found },
  { given: '202', answering: 202, want: found },
  { given: '204', answering: 204, want: found },
  { given: '299', answering: 299, want: found },
  { given: '400', answering: 400, want: fault({ trouble: 'unavailable', outcome: 'not-done', reason: 'http_400' }) },
  { given: '401', answering: 401, want: fault({ trouble: 'unavailable', outcome: 'not-done', reason: 'http_401' }) },
  { given: '404', answering: 404, want: fault({ trouble: 'unavailable', outcome: 'not-done', reason: 'http_404' }) },
  { given: '500', answering: 500, want: fault({ trouble: 'unavailable', outcome: 'unknown', reason: 'http_500' }) },
  { given: '503', answering: 503, want: fault({ trouble: 'unavailable', outcome: 'unknown', reason: 'http_503' }) },
  { given: '304', answering: 304, want: fault({ trouble: 'unavailable', outcome: 'not-done', reason: 'http_304' }) },
  {
    given: '410: left alone for the longest time at once',
    answering: 410,
    want: fault({
      trouble: 'auth',
      outcome: 'not-done',
      reason: 'http_410',
      retryAt: at('2026-11-20T03:15:00Z'),
    }),
  },
  { given: '429', answering: 429, want: fault({ trouble: 'throttled', outcome: 'not-done', reason: 'http_429' }) },
  {
    given: '429 with Retry-After in seconds',
    answering: answered(429, { 'Retry-After': '90' }),
    want: fault({ trouble: 'throttled', outcome: 'not-done', reason: 'http_429', retryAt: at('2026-11-20T03:01:30Z') }),
  },
  {
    given: '429 with Retry-After as a date',
    answering: answered(429, { 'Retry-After': 'Fri, 20 Nov 2026 03:02:00 GMT' }),
    want: fault({ trouble: 'throttled', outcome: 'not-done', reason: 'http_429', retryAt: at('2026-11-20T03:02:00Z') }),
  },
  {
    given: '429 with a Retry-After of a year: an hour',
    answering: answered(429, { 'Retry-After': '31536000' }),
    want: fault({ trouble: 'throttled', outcome: 'not-done', reason: 'http_429', retryAt: at('2026-11-20T04:00:00Z') }),
  },
  {
    given: '429 with a Retry-After of nonsense',
    answering: answered(429, { 'Retry-After': 'nanti' }),
    want: fault({ trouble: 'throttled', outcome: 'not-done', reason: 'http_429' }),
  },
  {
    given: 'a cut connection',
    answering: 'reset',
    want: fault({ trouble: 'unanswered', outcome: 'unknown', reason: 'connection_lost' }),
  },
  {
    given: 'no answer',
    answering: () => undefined,
    want: fault({ trouble: 'unanswered', outcome: 'unknown', reason: 'timeout' }),
  },
  {
    given: '200 and a body that never ends: the status has said it',
    answering: (response) => void response.writeHead(200).write('x'),
    want: found,
  },
])('$given', ({ answering, want }) =>
  withReceiver((receiver) =>
    withAddress(receiver.url, { timeoutMs: 400 }, async ({ send }) => {
      receiver.answer(answering);
      expect(await send()).toEqual(want);
    }),
  ),
);

test('a body is read no further than its first part', () =>
  withReceiver((receiver) =>
    withAddress(receiver.url, { timeoutMs: 2000 }, async ({ send }) => {
      let written = 0;
      receiver.answer((response) => {
        const more = () => {
          while (!response.destroyed && written < 1 << 30) {
            written += 1 << 16;
            if (!response.write(Buffer.alloc(1 << 16))) break;
          }
        };
        response.on('drain', more);
        more();
      });
      expect(await send()).toEqual(found);
      expect(written).toBeLessThan(32 << 20); // what fits between the two ends, and far from what was offered
    }),
  ));

test('a redirect is a failure, and nobody goes where it points', () =>
  withReceiver((inside) =>
    withReceiver((receiver) =>
      withAddress(receiver.url, {}, async ({ send }) => {
        for (const status of [301, 302, 303, 307, 308]) {
          receiver.answer(answered(status, { Location: inside.url }));
          expect(await send()).toMatchObject(fault({ trouble: 'unavailable', reason: `http_${status}` }));
        }
        expect(receiver.received).toHaveLength(5);
        expect(inside.received).toHaveLength(0);
      }),
    ),
  ));

test('nobody listens: nothing was sent', async () => {
  let url = '';
  await withReceiver(async (receiver) => {
    ({ url } = receiver);
  });
  await withAddress(url, {}, async ({ send }) => {
    expect(await send()).toEqual(fault({ trouble: 'unreachable', outcome: 'not-done', reason: 'connection_refused' }));
  });
});

test('a receiver that speaks no TLS where https is said is not believed', () =>
  withReceiver((receiver) =>
    withAddress(receiver.url.replace('http:', 'https:'), {}, async ({ send }) => {
      expect(await send()).toEqual(fault({ trouble: 'unreachable', outcome: 'not-done', reason: 'tls_failed' }));
      expect(receiver.received).toHaveLength(0);
    }),
  ));

const to127: Resolve = async () => [{ address: '127.0.0.1', family: 4 }];
const REFUSED = fault({ trouble: 'unreachable', outcome: 'not-done', reason: 'address_not_allowed' });

test('a name that points inside at delivery is not connected to, whatever it was at registration', () =>
  withReceiver((receiver) => {
    const url = `http://penerima.contoh.invalid:${receiver.port}/`;
    const options = { allowHttp: true, allowPrivate: false };
    return withAddress(url, { options, resolve: to127 }, async ({ send }) => {
      expect(await send()).toEqual(REFUSED);
      expect(receiver.received).toHaveLength(0);
    });
  }));

test('the address that was looked up and checked is the one that is connected to', () =>
  withReceiver((receiver) => {
    const url = `http://penerima.contoh.invalid:${receiver.port}/`;
    return withAddress(url, { resolve: to127 }, async ({ send }) => {
      expect(await send()).toEqual(found);
      expect(receiver.received[0]?.headers.host).toBe(`penerima.contoh.invalid:${receiver.port}`);
    });
  }));

test.each([
  { allowHttp: false, allowPrivate: true },
  { allowHttp: true, allowPrivate: false },
])('an address the rules no longer allow ($allowHttp, $allowPrivate) gets nothing more', (options) =>
  withReceiver((receiver) =>
    withAddress(receiver.url, { options }, async ({ send }) => {
      expect(await send()).toEqual(REFUSED);
      expect(receiver.received).toHaveLength(0);
    }),
  ),
);

test('the stop of the hub is no failure of the address', () =>
  withReceiver((receiver) =>
    withAddress(receiver.url, {}, async ({ send, webhooks, subscription }) => {
      receiver.answer(() => undefined);
      const stopping = new AbortController();
      const sending = send(undefined, stopping.signal);
      stopping.abort();
      expect(await sending).toMatchObject(fault({ trouble: 'unanswered', outcome: 'unknown' }));
      expect(webhooks.reasonOf(subscription.id)).toBeUndefined();
    }),
  ));

test('what waits for an address that was removed ends without being sent', () =>
  withReceiver((receiver) =>
    withAddress(receiver.url, {}, async ({ send, subscriptions, subscription }) => {
      await subscriptions.remove(subscription.id);
      expect(await send()).toEqual({ kind: 'found', value: { tidakDikirim: 'langganan dihapus' }, drift: [] });
      expect(receiver.received).toHaveLength(0);
    }),
  ));

const HOLDS = { afterFailures: 5, firstMs: 15_000, longestMs: 900_000 };
const retrySeconds = async ({ send, clock }: Address) => {
  const verdict = await send();
  const retryAt = verdict.kind === 'fault' ? verdict.fault.retryAt : undefined;
  return retryAt && (retryAt.getTime() - clock.now().getTime()) / 1000;
};

test('after five failures in a row an address is left alone, longer each time, at most 15 minutes', () =>
  withReceiver((receiver) =>
    withAddress(receiver.url, { holds: HOLDS }, async (address) => {
      receiver.answer(500);
      const seconds: (number | undefined)[] = [];
      for (let time = 0; time < 13; time += 1) {
        seconds.push(await retrySeconds(address));
        address.clock.pass(15);
      }
      const four = [undefined, undefined, undefined, undefined];
      expect(seconds).toEqual([...four, 15, 30, 60, 120, 240, 480, 900, 900, 900]);
    }),
  ));

test('what was under way together fails together: it is one failure once the address is held', () =>
  withReceiver((receiver) =>
    withAddress(receiver.url, { holds: HOLDS }, async (address) => {
      receiver.answer(500);
      for (let time = 0; time < 4; time += 1) await address.send();
      const seconds = await Promise.all([retrySeconds(address), retrySeconds(address), retrySeconds(address)]);
      expect(seconds).toEqual([15, 15, 15]);
    }),
  ));

test('one good answer ends a row of failures', () =>
  withReceiver((receiver) =>
    withAddress(receiver.url, { holds: HOLDS }, async (address) => {
      for (const answering of [500, 500, 500, 500, 200, 500, 500, 500, 500] as const) {
        receiver.answer(answering);
        expect(await retrySeconds(address)).toBeUndefined();
      }
      expect(address.changes).toEqual([]);
    }),
  ));

test('whoever says that it is mended gets one attempt, and a short pause where it is not', () =>
  withReceiver((receiver) =>
    withAddress(receiver.url, { holds: HOLDS }, async (address) => {
      receiver.answer(500);
      for (let time = 0; time < 10; time += 1) {
        await address.send();
        address.clock.pass(15);
      }
      address.webhooks.mended(address.subscription.id);
      expect(await retrySeconds(address)).toBe(15);
    }),
  ));

test('its application is told once when it is held and once when it takes again', () =>
  withReceiver((receiver) =>
    withAddress(receiver.url, { holds: HOLDS }, async ({ send, changes, clock, subscription, webhooks }) => {
      const since = clock.now().getTime();
      receiver.answer(500);
      for (let time = 0; time < 8; time += 1) {
        await send();
        clock.pass(20);
      }
      const reason = 'menjawab 500';
      expect(webhooks.reasonOf(subscription.id)).toBe(reason);
      expect(changes).toEqual([{ kind: 'langganan.tertahan', subscription, reason, since }]);
      receiver.answer(204);
      await send();
      await send();
      expect(changes.slice(1)).toEqual([{ kind: 'langganan.pulih', subscription, reason, since }]);
      expect(webhooks.reasonOf(subscription.id)).toBeUndefined();
    }),
  ));

test('an address that says it is gone is told of at once', () =>
  withReceiver((receiver) =>
    withAddress(receiver.url, {}, async ({ send, changes }) => {
      receiver.answer(410);
      await send();
      expect(changes).toMatchObject([{ reason: 'menjawab 410: alamat ini tidak dipakai lagi' }]);
    }),
  ));

test.each<{ state: 'held' | 'paused'; reason: string; want: readonly string[] }>([
  { state: 'held', reason: 'unavailable', want: ['langganan.pulih'] },
  { state: 'held', reason: 'throttled', want: [] },
  { state: 'paused', reason: 'diminta dinas', want: [] },
])('a lane left $state for "$reason" by a former process that takes again: $want', ({ state, reason, want }) =>
  withReceiver((receiver) =>
    withAddress(receiver.url, {}, async (here) => {
      const { subscription, subscriptions } = here;
      const lanes = [{ lane: `aplikasi ${subscription.id}`, state, reason, since: 1, until: null }];
      await withAddress(receiver.url, { lanes, subscriptions }, async ({ webhooks, changes }) => {
        const message = { id: 'psn_1', service: '', application: '', about: '', attempts: 1, asked: { id: 'per_1' } };
        await webhooks.of(subscription.id).send(message, new AbortController().signal, () => undefined, false);
        expect(changes.map(({ kind }) => kind)).toEqual(want);
      });
    }),
  ),
);

test('secrets that cannot be opened hold the address instead of sending unsigned', () =>
  withReceiver((receiver) =>
    withAddress(receiver.url, {}, async ({ subscriptions, subscription }) => {
      const broken = { ...subscription, sealedSecrets: Buffer.from('rusak') };
      const given = { ...subscriptions, find: async () => broken };
      await withAddress(receiver.url, { subscriptions: given }, async ({ send }) => {
        expect(await send()).toMatchObject(fault({ trouble: 'auth', reason: 'secret_unreadable' }));
        expect(receiver.received).toHaveLength(0);
      });
    }),
  ));
