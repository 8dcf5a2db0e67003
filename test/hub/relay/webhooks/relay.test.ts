import { expect, test } from '@jest/globals';
import type { EventBody } from '../../../../hub/relay/announcements.ts';
import { until } from '../../until.ts';
import { type Receiver, withReceiver } from './with-receiver.ts';
import { happening, openRelayOfAddresses, subscribed, withDirectory, withRelay } from './with-relay.ts';

const LAPORAN = ['laporan 1', 'laporan 2', 'laporan 3'];
const STEPS = [0, 1, 2, 3, 4, 5, 6, 7];
const all = STEPS.flatMap((step) => LAPORAN.map((about) => happening(about, step)));

/** The steps of each thing, in the order its receiver took them, each event once. */
function stepsTaken({ received, taken }: Receiver): Readonly<Record<string, readonly unknown[]>> {
  const bodies = new Map(received.map(({ body }) => JSON.parse(body) as EventBody).map((event) => [event.id, event]));
  const events = taken().map((id) => bodies.get(id));
  return Object.fromEntries(
    LAPORAN.map((about) => [
      about,
      events.filter((event) => `laporan ${event?.perihal?.id}` === about).map((event) => event?.data.langkah),
    ]),
  );
}

const complete = Object.fromEntries(LAPORAN.map((about) => [about, STEPS]));

test('a receiver that was down gets everything when it is back, in order per thing', () =>
  withReceiver((receiver) =>
    withRelay(async (given) => {
      const { relay, changes, webhooks, troubles } = given;
      receiver.answer(503);
      const { id } = await subscribed(given, receiver.url);
      const lane = `aplikasi ${id}`;
      for (const one of all) await relay.tell([one]);
      await until('its lane is held', () => relay.laneOf(lane).state === 'held');
      expect(webhooks.reasonOf(id)).toBe('menjawab 503');
      expect(relay.laneOf(lane)).toMatchObject({ waiting: all.length, reason: 'unavailable' });
      expect(changes.map(({ kind }) => kind)).toEqual(['langganan.tertahan']);
      receiver.answer(204);
      await until('everything arrived', () => receiver.taken().length === all.length);
      expect(stepsTaken(receiver)).toEqual(complete);
      await until('its lane is open and empty', () => {
        const { state, waiting } = relay.laneOf(lane);
        return state === 'open' && waiting === 0;
      });
      expect(changes.map(({ kind }) => kind)).toEqual(['langganan.tertahan', 'langganan.pulih']);
      expect(troubles).toEqual([]);
    }),
  ));

test('cut connections in between change neither the order nor what arrives', () =>
  withReceiver((receiver) =>
    withRelay(async (given) => {
      let count = 0;
      const taken: string[] = [];
      receiver.answer((response) => {
        count += 1;
        if (count % 3 === 0) response.socket?.destroy();
        else if (count % 5 === 0) response.writeHead(500).end();
        else {
          taken.push(String(response.req.headers['webhook-id']));
          response.writeHead(204).end();
        }
      });
      await subscribed(given, receiver.url);
      for (const one of all) await given.relay.tell([one]);
      await until('everything arrived', () => new Set(taken).size === all.length);
      expect(stepsTaken({ ...receiver, taken: () => [...new Set(taken)] })).toEqual(complete);
    }),
  ));

test('what waited for a restart arrives after it', () =>
  withReceiver((receiver) =>
    withDirectory(async (directory) => {
      receiver.answer(500);
      const before = await openRelayOfAddresses(directory);
      try {
        await subscribed(before, receiver.url);
        for (const one of all) await before.relay.tell([one]);
        await until('it is held', () => before.changes.length > 0);
      } finally {
        await before.close();
      }
      receiver.answer(204);
      const after = await openRelayOfAddresses(directory);
      try {
        await until('everything arrived', () => receiver.taken().length === all.length);
        expect(stepsTaken(receiver)).toEqual(complete);
        await until('that is told', () => after.changes.length > 0);
        expect(after.changes.map(({ kind }) => kind)).toEqual(['langganan.pulih']);
      } finally {
        await after.close();
      }
    }),
  ));

test('an address that is held holds up no other', () =>
  withReceiver((broken) =>
    withReceiver((receiver) =>
      withRelay(async (given) => {
        broken.answer(500);
        await subscribed(given, broken.url);
        await subscribed(given, receiver.url);
        for (const one of all) await given.relay.tell([one]);
        await until('everything arrived at the other', () => receiver.taken().length === all.length);
        expect(stepsTaken(receiver)).toEqual(complete);
        expect(broken.taken()).toEqual([]);
      }),
    ),
  ));

test('an address gets the kinds it asked for', () =>
  withReceiver((receiver) =>
    withRelay(async (given) => {
      await subscribed(given, receiver.url, ['laporan.terlambat']);
      await given.relay.tell([happening('laporan 1', 0), happening('laporan 1', 1, 'laporan.terlambat')]);
      await given.relay.tell([happening('laporan 1', 2), happening('laporan 1', 3, 'laporan.terlambat')]);
      await until('both arrived', () => receiver.taken().length === 2);
      expect(stepsTaken(receiver)['laporan 1']).toEqual([1, 3]);
    }),
  ));

test('what waits for an address that is removed while it is held ends, and nothing of it is sent', () =>
  withReceiver((receiver) =>
    withRelay(
      async (given) => {
        const { relay, store, subscriptions } = given;
        receiver.answer(500);
        const { id } = await subscribed(given, receiver.url);
        const lane = `aplikasi ${id}`;
        for (const one of all) await relay.tell([one]);
        await until('it is held', () => relay.laneOf(lane).state === 'held');
        await subscriptions.remove(id);
        const sent = receiver.received.length;
        await relay.open(lane);
        await until('nothing waits any more', async () => ((await store.messages.waiting()).get(lane) ?? 0) === 0);
        expect(receiver.received).toHaveLength(sent);
        await until('the lane is no longer listed as held', async () => (await store.messages.lanes()).length === 0);
        const events = await store.events.list({ application: 'app_1', after: 0, limit: 200 });
        expect(events).toHaveLength(all.length);
      },
      { afterFailures: 5, firstMs: 600_000, longestMs: 600_000 },
    ),
  ));

test('a message of an address that another process has just made is sent, not thrown away', () =>
  withReceiver((receiver) =>
    withDirectory(async (directory) => {
      const here = await openRelayOfAddresses(directory);
      try {
        const there = await openRelayOfAddresses(directory);
        try {
          await subscribed(there, receiver.url);
          const { events, messages } = there.announcements.of(happening('laporan 1', 0));
          await there.relay.close(1000); // so that the other one has to send it
          await here.store.messages.accept(messages, { events });
          await until('it arrived', () => receiver.taken().length === 1);
        } finally {
          await there.close();
        }
      } finally {
        await here.close();
      }
    }),
  ));
