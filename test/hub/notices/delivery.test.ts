import { describe, expect, test } from '@jest/globals';
import { until } from '../until.ts';
import { withMailServer } from './with-mail-server.ts';
import { HOUR, MINUTE, mailTo, type Noticing, SECOND, withNotices } from './with-notices.ts';

/** So many notices, told one after the other. */
async function tell(given: Noticing, names: readonly string[]): Promise<void> {
  for (const operation of names) {
    await given.opens({ operation });
    await given.pass(80 * SECOND);
  }
}
const NAMES = ['a', 'b', 'c', 'd', 'e'];
const nameIn = ({ text }: { readonly text: string }) => /Operasi: (\w+)/.exec(text)?.[1];

describe('a mail server that is dead', () => {
  test('loses no notice: each arrives once and in order when it is back, over a restart as well', () =>
    withMailServer((mail) =>
      withNotices({}, async (given) => {
        await given.channel({ kind: 'surel', renotifyAfterMinutes: null, settings: mailTo(mail.port) });
        await mail.die();
        await tell(given, NAMES.slice(0, 3));
        await given.restart();
        await tell(given, NAMES.slice(3));
        const waiting = await given.notices.log({ limit: 10 });
        expect(waiting.map(({ state }) => state)).toEqual(NAMES.map(() => 'waiting'));
        expect(waiting.at(-1)).toMatchObject({ trouble: { id: 'menolak sambungan', en: 'refused the connection' } });
        await mail.rise();
        await given.restart();
        await given.pass(HOUR);
        expect(mail.received.map(nameIn)).toEqual(NAMES);
        expect(new Set(mail.received.map(({ messageId }) => messageId)).size).toBe(NAMES.length);
        const log = await given.notices.log({ limit: 10 });
        expect(log.map(({ state, trouble }) => [state, trouble])).toEqual(NAMES.map(() => ['delivered', null]));
      }),
    ));

  test('is tried again for ever, later each time, and at least once an hour', () =>
    withNotices({}, async (given) => {
      await given.channel({ kind: 'surel', renotifyAfterMinutes: null, settings: mailTo(1) });
      await tell(given, ['a']);
      const pauses: number[] = [];
      for (let attempt = 0; attempt < 25; attempt += 1) {
        const [{ dueAt = 0, attempts = 0 } = {}] = await given.notices.log({ limit: 1 });
        given.jump(Math.max(0, dueAt - given.at()));
        await given.notices.tick();
        await until('it has been tried', async () => (await given.notices.log({ limit: 1 }))[0]?.attempts !== attempts);
        await given.notices.settled();
        const [{ dueAt: next = 0 } = {}] = await given.notices.log({ limit: 1 });
        pauses.push(next - given.at());
      }
      expect(pauses.at(0)).toBeLessThanOrEqual(MINUTE);
      expect(pauses.at(-1)).toBeGreaterThanOrEqual(HOUR / 2);
      expect(Math.max(...pauses)).toBeLessThanOrEqual(HOUR);
      expect(await given.notices.log({ limit: 1 })).toMatchObject([{ state: 'waiting' }]);
    }));
});

describe('several processes', () => {
  test('on one store tell and send everything once', () =>
    withMailServer((mail) =>
      withNotices({}, async (given) => {
        await given.channel({ kind: 'surel', renotifyAfterMinutes: null, settings: mailTo(mail.port) });
        const others = [given.beside(), given.beside()];
        for (const operation of NAMES) {
          await given.opens({ operation });
          for (let second = 0; second < 70; second += 10) {
            given.jump(10 * SECOND);
            await Promise.all([given.notices, ...others].map((one) => one.tick()));
            await Promise.all([given.notices, ...others].map((one) => one.settled()));
          }
        }
        expect(mail.received.map(nameIn)).toEqual(NAMES);
        expect((await given.notices.log({ limit: 10 })).map(({ attempts }) => attempts)).toEqual(NAMES.map(() => 1));
      }),
    ));

  test('take over what a dead one held, when its lease is over', () =>
    withMailServer((mail) =>
      withNotices({}, async (given) => {
        await given.channel({ kind: 'surel', settings: mailTo(mail.port) });
        await given.opens();
        await given.pass(50 * SECOND);
        given.jump(30 * SECOND);
        const { notices: store } = given.store;
        mail.behave('busy');
        await given.pass(10 * SECOND);
        await store.hurry((await store.channels())[0]?.id ?? '', given.at());
        expect(await store.claim('a process that dies now', given.at(), 60_000)).toHaveLength(1);
        mail.behave('takes');
        await given.pass(50 * SECOND);
        expect(mail.received).toEqual([]);
        await given.pass(20 * SECOND);
        expect(mail.received).toHaveLength(1);
      }),
    ));
});

test('a server that hangs keeps no other channel waiting, and is let go when the hub stops', () =>
  withMailServer((hanging) =>
    withMailServer((mail) =>
      withNotices({ timeoutMs: 60_000 }, async (given) => {
        hanging.behave('hangs');
        await given.channel({ kind: 'surel', name: 'Hanging', settings: mailTo(hanging.port) });
        await given.channel({ kind: 'surel', name: 'Well', settings: mailTo(mail.port) });
        await given.opens();
        for (const seconds of [10, 65]) {
          given.jump(seconds * SECOND);
          await given.notices.tick();
        }
        await until('the other one has it', () => mail.received.length === 1);
        expect(hanging.connections()).toBe(1);
        const began = performance.now();
        await given.notices.close();
        expect(performance.now() - began).toBeLessThan(5000);
        const log = await given.notices.log({ limit: 5 });
        expect(log.find(({ channelName }) => channelName === 'Hanging')).toMatchObject({
          state: 'waiting',
          attempts: 0,
        });
      }),
    ),
  ));

test('a notice that is refused for itself keeps the others from nobody', () =>
  withMailServer((mail) =>
    withNotices({}, async (given) => {
      await given.channel({ kind: 'surel', renotifyAfterMinutes: null, settings: mailTo(mail.port) });
      mail.behave('refuses the message');
      await tell(given, ['a']);
      mail.behave('takes');
      await given.opens({ operation: 'b' });
      await given.pass(2 * MINUTE);
      expect(mail.received.map(nameIn).sort()).toEqual(['a', 'b']);
    }),
  ));

test('what arrived and cannot be written is not sent again: it is written when it can be', () =>
  withMailServer((mail) =>
    withNotices({}, async (given) => {
      const { notices: store } = given.store;
      const { delivered } = store;
      let broken = true;
      Object.assign(store, {
        delivered: async (...told: Parameters<typeof delivered>) => {
          if (broken) throw new Error('the disk is full');
          return delivered(...told);
        },
      });
      await given.channel({ kind: 'surel', settings: mailTo(mail.port) });
      await given.opens();
      for (const seconds of [10, 65]) {
        given.jump(seconds * SECOND);
        await given.notices.tick();
      }
      await until('it has arrived', () => mail.received.length === 1);
      for (let turn = 0; turn < 5; turn += 1) {
        given.jump(2 * MINUTE);
        await given.notices.tick();
      }
      broken = false;
      await given.notices.settled();
      expect(mail.received).toHaveLength(1);
      expect(await given.notices.log({ limit: 5 })).toMatchObject([{ state: 'delivered' }]);
      expect(given.troubles.splice(0)).toEqual([expect.stringContaining('could not be written')]);
    }),
  ));

test('the log keeps a month', () =>
  withMailServer((mail) =>
    withNotices({}, async (given) => {
      await given.channel({ kind: 'surel', renotifyAfterMinutes: null, settings: mailTo(mail.port) });
      await tell(given, ['a', 'b']);
      given.jump(29 * 24 * HOUR);
      await given.notices.tick();
      expect(await given.notices.log({ limit: 5 })).toHaveLength(2);
      given.jump(2 * 24 * HOUR);
      await given.notices.tick();
      expect(await given.notices.log({ limit: 5 })).toHaveLength(1); // the newest may stay
    }),
  ));

test('a restart in the middle of gathering tells once, and forgets nothing', () =>
  withMailServer((mail) =>
    withNotices({}, async (given) => {
      await given.channel({ kind: 'surel', settings: mailTo(mail.port) });
      await given.opens({ operation: 'a' });
      await given.pass(30 * SECOND);
      await given.restart();
      await given.opens({ operation: 'b' });
      await given.pass(35 * SECOND);
      await given.restart();
      await given.pass(10 * MINUTE);
      expect(mail.received).toHaveLength(1);
      await given.closes({ operation: 'a' });
      await given.restart();
      await given.pass(10 * MINUTE);
      expect(mail.received.map(({ subject }) => subject)).toEqual([
        '[Simpul] bpjs mati: tidak menjawab pada waktunya',
        '[Simpul] bpjs pulih (tadinya mati)',
      ]);
    }),
  ));
