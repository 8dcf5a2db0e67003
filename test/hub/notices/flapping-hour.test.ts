import { expect, test } from '@jest/globals';
import { withReceiver } from '../relay/webhooks/with-receiver.ts';
import { withMailServer } from './with-mail-server.ts';
import { HOUR, MINUTE, mailTo, type Noticing, SECOND, withNotices } from './with-notices.ts';
import { TOKEN, withTelegram } from './with-telegram.ts';

// What the console promises: an upstream that comes and goes for an hour is told of a handful of times, not hundreds.

const OPERATIONS = ['peserta-by-nik', 'rujukan-by-nomor', 'daftar-poli', 'daftar-dokter', 'jadwal-dokter', 'antrean'];

test('a connector that comes and goes every 20 s for an hour is six notices on each channel, from beginning to end', () =>
  withMailServer((mail) =>
    withTelegram((telegram) =>
      withReceiver((receiver) =>
        withNotices({ telegramUrl: telegram.url }, async (given) => {
          await given.channel({ kind: 'surel', settings: mailTo(mail.port) });
          await given.channel({ kind: 'telegram', settings: { token: TOKEN, chatId: '-1001' } });
          await given.channel({ kind: 'webhook', settings: { url: receiver.url } });
          const openings = await flap(given, HOUR, [OPERATIONS[0] ?? '']);
          expect(openings).toBe(180);
          const withinTheHour = [mail.received.length, telegram.received.length, receiver.received.length];
          expect(withinTheHour).toEqual([4, 4, 4]);
          await given.pass(HOUR);
          expect(mail.received.map(({ subject }) => subject)).toEqual([
            '[Simpul] bpjs naik turun: berulang kali mati',
            ...Array(4).fill('[Simpul] bpjs masih naik turun: berulang kali mati'),
            '[Simpul] bpjs tenang kembali (tadinya naik turun)',
          ]);
          expect(telegram.received).toHaveLength(6);
          expect(receiver.taken()).toHaveLength(6);
          const told = mail.received.map(({ text }) => Number(/\((\d+) kali\)/.exec(text)?.[1]));
          expect(told.slice(0, 5).reduce((sum, count) => sum + count)).toBe(openings); // nothing is counted twice or left out
          expect(told.at(-1)).toBe(openings);
        }),
      ),
    ),
  ));

test('six operations of a connector that come and go together are told of together', () =>
  withMailServer((mail) =>
    withNotices({}, async (given) => {
      await given.channel({ kind: 'surel', settings: mailTo(mail.port) });
      expect(await flap(given, HOUR, OPERATIONS)).toBe(180 * OPERATIONS.length);
      await given.pass(HOUR);
      expect(mail.received).toHaveLength(6);
      for (const { text } of mail.received) for (const operation of OPERATIONS) expect(text).toContain(operation);
    }),
  ));

test.each([
  { every: 3 * MINUTE, most: 8 },
  { every: 7 * MINUTE, most: 9 },
  { every: 14 * MINUTE, most: 8 },
])('one that comes and goes every $every ms is a handful too', ({ every, most }) =>
  withMailServer((mail) =>
    withNotices({}, async (given) => {
      await given.channel({ kind: 'surel', settings: mailTo(mail.port) });
      await flap(given, HOUR, ['peserta-by-nik'], every);
      await given.pass(HOUR);
      expect(mail.received.length).toBeGreaterThan(2);
      expect(mail.received.length).toBeLessThanOrEqual(most);
      expect(mail.received.at(-1)?.subject).toMatch(/tenang kembali|pulih/);
    }),
  ),
);

/** Half of the time open, half of it closed. Resolves to how often it opened. */
async function flap(given: Noticing, ms: number, operations: readonly string[], every = 20 * SECOND): Promise<number> {
  const beganAt = given.at();
  let isOpen = false;
  let openings = 0;
  await given.pass(ms, async () => {
    const passed = given.at() - beganAt - 10 * SECOND;
    const shouldBeOpen = passed % every < every / 2;
    if (shouldBeOpen === isOpen) return;
    isOpen = shouldBeOpen;
    for (const operation of operations) {
      if (isOpen) await given.opens({ operation });
      else await given.closes({ operation });
      openings += isOpen ? 1 : 0;
    }
  });
  if (isOpen) for (const operation of operations) await given.closes({ operation });
  return openings;
}
