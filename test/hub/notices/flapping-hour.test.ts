import { expect, test } from '@jest/globals';
import { withReceiver } from '../relay/webhooks/with-receiver.ts';
import { withMailServer } from './with-mail-server.ts';
import { HOUR, LOOK_MS, MINUTE, mailTo, type Noticing, SECOND, withNotices } from './with-notices.ts';
import { TOKEN, withTelegram } from './with-telegram.ts';

// What the console promises: an upstream that comes and goes for an hour is told of a handful of times, not hundreds.

const EVERY_MS = 20 * SECOND;

test('a connector that comes and goes every 20 s for an hour is six notices on each channel, from beginning to end', () =>
  withMailServer((mail) =>
    withTelegram((telegram) =>
      withReceiver((receiver) =>
        withNotices({ telegramUrl: telegram.url }, async (given) => {
          await given.channel({ kind: 'surel', settings: mailTo(mail.port) });
          await given.channel({ kind: 'telegram', settings: { token: TOKEN, chatId: '-1001' } });
          await given.channel({ kind: 'webhook', settings: { url: receiver.url } });
          const openings = await flapForAnHour(given);
          expect(openings).toBe(180);
          const withinTheHour = [mail.received.length, telegram.received.length, receiver.received.length];
          expect(withinTheHour).toEqual([4, 4, 4]);
          await given.pass(20 * MINUTE);
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

/** Ten seconds open, ten seconds closed. Resolves to how often it opened. */
async function flapForAnHour(given: Noticing): Promise<number> {
  const beganAt = given.at() + LOOK_MS;
  let isOpen = false;
  let openings = 0;
  await given.pass(HOUR, async () => {
    const shouldBeOpen = (given.at() - beganAt) % EVERY_MS < EVERY_MS / 2;
    if (shouldBeOpen === isOpen) return;
    isOpen = shouldBeOpen;
    if (isOpen) await given.opens();
    else await given.closes();
    openings += isOpen ? 1 : 0;
  });
  return openings;
}
