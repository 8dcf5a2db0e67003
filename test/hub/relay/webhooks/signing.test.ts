import { expect, test } from '@jest/globals';
import { Webhook } from 'standardwebhooks';
import { EVENT, withAddress } from './with-address.ts';
import { type Received, type Receiver, withReceiver } from './with-receiver.ts';

// the library looks at the real clock when it verifies
const realClock = { now: () => new Date(), pass: () => {} };
const signed = (use: (given: { received: Received; secret: string }) => void) =>
  withReceiver((receiver) =>
    withAddress(receiver.url, { clock: realClock }, async ({ send, secret }) => {
      expect(await send()).toEqual({ kind: 'found', value: null, drift: [] });
      use({ received: only(receiver), secret });
    }),
  );

test('a receiver verifies what it got with the library of Standard Webhooks', () =>
  signed(({ received: { headers, body }, secret }) => {
    expect(new Webhook(secret).verify(body, headers as Record<string, string>)).toEqual(EVENT);
    expect(headers).toMatchObject({
      'content-type': 'application/json; charset=utf-8',
      'webhook-id': EVENT.id,
      'webhook-timestamp': expect.stringMatching(/^\d{10}$/),
    });
  }));

test('the vector of the Standard Webhooks specification holds: id, time and body are what is signed', () => {
  // github.com/standard-webhooks/standard-webhooks, libraries/javascript/src/webhook.test.ts, "sign function works"
  const webhook = new Webhook('whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw');
  const signature = webhook.sign('msg_p5jXN8AQM9LWM0D4loKWxJek', new Date(1614265330_000), '{"test": 2432232314}');
  expect(signature).toBe('v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=');
});

test.each<{ what: string; change: (given: Received) => Received; error: string }>([
  {
    what: 'an altered body',
    change: ({ headers, body }) => ({ headers, body: body.replace('Selesai', 'Ditunda') }),
    error: 'No matching signature',
  },
  {
    what: 'another id',
    change: ({ headers, body }) => ({ headers: { ...headers, 'webhook-id': 'per_lain' }, body }),
    error: 'No matching signature',
  },
  {
    what: 'another time',
    change: ({ headers, body }) => ({ headers: { ...headers, 'webhook-timestamp': moved(headers, -60) }, body }),
    error: 'No matching signature',
  },
  {
    what: 'a time of ten minutes ago',
    change: ({ headers, body }) => ({ headers: { ...headers, 'webhook-timestamp': moved(headers, -600) }, body }),
    error: 'too old',
  },
  {
    what: 'no signature',
    change: ({ headers: { 'webhook-signature': _, ...headers }, body }) => ({ headers, body }),
    error: 'Missing required headers',
  },
])('$what does not verify', ({ change, error }) =>
  signed(({ received, secret }) => {
    const { headers, body } = change(received);
    expect(() => new Webhook(secret).verify(body, headers as Record<string, string>)).toThrow(error);
  }),
);

test('what was sent ten minutes ago cannot be sent again by somebody else', () =>
  withReceiver((receiver) =>
    withAddress(
      receiver.url,
      { clock: { now: () => new Date(Date.now() - 600_000), pass: () => {} } },
      async ({ send, secret }) => {
        await send();
        const { headers, body } = only(receiver);
        expect(() => new Webhook(secret).verify(body, headers as Record<string, string>)).toThrow('too old');
      },
    ),
  ));

test('each attempt carries its own time, so that what waited long still verifies', () =>
  withReceiver((receiver) =>
    withAddress(receiver.url, {}, async ({ send, clock }) => {
      await send();
      clock.pass(60);
      await send();
      const [first, second] = receiver.received.map(({ headers }) => Number(headers['webhook-timestamp']));
      expect((second ?? 0) - (first ?? 0)).toBe(3600);
    }),
  ));

test('while a secret is being changed both verify', () =>
  withReceiver((receiver) =>
    withAddress(receiver.url, { clock: realClock }, async ({ send, subscriptions, subscription, secret: old }) => {
      const made = await subscriptions.rotate(subscription.id);
      if (made.kind !== 'made') throw new Error(made.kind);
      await send();
      const { headers, body } = only(receiver);
      expect(headers['webhook-signature']).toMatch(/^v1,\S+ v1,\S+$/);
      for (const secret of [old, made.secret])
        expect(new Webhook(secret).verify(body, headers as Record<string, string>)).toEqual(EVENT);
      const stranger = new Webhook(`whsec_${Buffer.alloc(32, 7).toString('base64')}`);
      expect(() => stranger.verify(body, headers as Record<string, string>)).toThrow('No matching signature');
    }),
  ));

function only({ received }: Receiver): Received {
  const [first] = received;
  if (!first || received.length > 1) throw new Error(`${received.length} came`);
  return first;
}

function moved(headers: Received['headers'], seconds: number): string {
  return String(Number(headers['webhook-timestamp']) + seconds);
}
