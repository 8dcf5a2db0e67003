import type { ServerResponse } from 'node:http';
import { beforeAll, expect, test } from '@jest/globals';
import nock from 'nock';
import { Webhook } from 'standardwebhooks';
import { newSigningSecret } from '../../../hub/notices/channel-settings.ts';
import { createWebhookSender, type WebhookParts } from '../../../hub/notices/webhook.ts';
import { type Answering, withReceiver } from '../relay/webhooks/with-receiver.ts';
import { sentBy } from './outgoing.ts';
import { MINUTE, withNotices } from './with-notices.ts';

// the name is looked up by the test, and leads to this machine
beforeAll(() => nock.enableNetConnect(/127\.0\.0\.1|penerima\.contoh\.invalid/));

const secret = newSigningSecret();
const send = (url: string, parts: Partial<WebhookParts> = {}) =>
  sentBy(
    createWebhookSender({
      ...{ rules: { allowHttp: true, allowPrivate: true }, timeoutMs: 20_000, now: () => new Date(), ...parts },
    }),
    { url, secret },
  );

test('a notice is signed by Standard Webhooks, in the form of the hub’s events', () =>
  withReceiver(async (receiver) => {
    expect(await send(receiver.url)).toEqual({ kind: 'taken', said: '' });
    const [{ headers = {}, body = '' } = {}] = receiver.received;
    expect(new Webhook(secret).verify(body, headers as Record<string, string>)).toEqual({
      id: 'kbr_1',
      jenis: 'insiden.kabar',
      pada: '2026-11-20T03:00:00.000Z',
      data: { judul: 'bpjs mati', teks: '• bpjs mati\n  Sejak 10.00 WIB', butir: [] },
    });
    expect(headers['webhook-id']).toBe('kbr_1');
    expect(() => new Webhook(newSigningSecret()).verify(body, headers as Record<string, string>)).toThrow();
  }));

const elsewhere = (response: ServerResponse) => void response.writeHead(307, { Location: '/elsewhere' }).end();

test.each<{ given: string; answering: Answering; said: string; refused?: true }>([
  { given: 'a redirect', answering: elsewhere, said: 'mengalihkan; pengalihan tidak diikuti (307)' },
  { given: '500', answering: 500, said: 'menjawab dengan kesalahan (500)' },
  { given: '410', answering: 410, said: 'menjawab dengan kesalahan (410)' },
  { given: '422', answering: 422, said: 'menjawab dengan kesalahan (422)', refused: true },
  { given: '429', answering: 429, said: 'membatasi kiriman (429)' },
  { given: 'a connection that is cut', answering: 'reset', said: 'memutus sambungan' },
  { given: 'no answer', answering: () => {}, said: 'tidak menjawab pada waktunya' },
])('$given is told as "$said"', ({ given, answering, said, refused }) =>
  withReceiver(async (receiver) => {
    receiver.answer(answering);
    const sent = await send(receiver.url, given === 'no answer' ? { timeoutMs: 400 } : {});
    expect(sent).toMatchObject({ kind: 'failed', said });
    expect('refused' in sent).toBe(refused ?? false);
    expect(receiver.received).toHaveLength(1);
  }),
);

const NOT_ALLOWED = 'alamatnya tidak diizinkan: harus https di internet, kecuali konfigurasi mengizinkan lain';

test.each([
  { given: 'http', url: (port: number) => `http://127.0.0.1:${port}`, rules: { allowHttp: false, allowPrivate: true } },
  {
    given: 'a private address',
    url: (port: number) => `http://127.0.0.1:${port}`,
    rules: { allowHttp: true, allowPrivate: false },
  },
  {
    given: 'a name that leads inside by now',
    url: (port: number) => `http://penerima.contoh.invalid:${port}`,
    rules: { allowHttp: true, allowPrivate: false },
  },
])('$given is not asked where the configuration forbids it', ({ url, rules }) =>
  withReceiver(async (receiver) => {
    const resolve = async () => [{ address: '127.0.0.1', family: 4 }];
    expect(await send(url(receiver.port), { rules, resolve })).toMatchObject({ kind: 'failed', said: NOT_ALLOWED });
    expect(receiver.received).toEqual([]);
  }),
);

test('a receiver that took it and whose answer was lost knows the second one by its id', () =>
  withReceiver((receiver) =>
    withNotices({}, async (given) => {
      await given.channel({ kind: 'webhook', renotifyAfterMinutes: null, settings: { url: receiver.url } });
      receiver.answer('reset');
      await given.opens();
      await given.pass(2 * MINUTE);
      receiver.answer(204);
      await given.pass(2 * MINUTE);
      expect(receiver.received.length).toBeGreaterThan(1);
      expect(new Set(receiver.received.map(({ headers }) => headers['webhook-id'])).size).toBe(1);
      expect(receiver.taken()).toHaveLength(1);
    }),
  ));
