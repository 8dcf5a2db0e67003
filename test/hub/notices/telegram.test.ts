import { expect, test } from '@jest/globals';
import { createTelegramSender } from '../../../hub/notices/telegram.ts';
import { sentBy } from './outgoing.ts';
import { MINUTE, SECOND, withNotices } from './with-notices.ts';
import { type Answering, TOKEN, withTelegram } from './with-telegram.ts';

const SETTINGS = { token: TOKEN, chatId: '-1001234567890' };
const NOW = Date.parse('2026-11-20T03:00:00Z');
const send = (baseUrl: string, timeoutMs = 20_000) =>
  sentBy(createTelegramSender({ baseUrl, timeoutMs, now: () => new Date(NOW) }), SETTINGS);

test('a notice is one plain message to the chat, under the token of the bot', () =>
  withTelegram(async (telegram) => {
    expect(await send(telegram.url)).toEqual({ kind: 'taken', said: '' });
    expect(telegram.paths).toEqual([`/bot${TOKEN}/sendMessage`]);
    expect(telegram.received).toEqual([
      {
        chat_id: '-1001234567890',
        text: 'bpjs mati\n\n• bpjs mati\n  Sejak 10.00 WIB',
        link_preview_options: { is_disabled: true },
      },
    ]);
  }));

const no = (status: number, description: string, parameters: object = {}): Answering => ({
  status,
  body: { ok: false, error_code: status, description, parameters },
});

test.each<{ given: string; answering: Answering; said: string; also?: object }>([
  {
    given: '429 with retry_after',
    answering: no(429, 'Too Many Requests: retry after 35', { retry_after: 35 }),
    said: 'membatasi kiriman (429)',
    also: { retryAt: new Date(NOW + 35 * SECOND) },
  },
  { given: '429 without', answering: no(429, 'Too Many Requests'), said: 'membatasi kiriman (429)' },
  { given: '401', answering: no(401, 'Unauthorized'), said: 'token bot ditolak (401)' },
  { given: '404', answering: no(404, 'Not Found'), said: 'token bot ditolak (404)' },
  {
    given: 'a chat that is not there',
    answering: no(400, 'Bad Request: chat not found'),
    said: 'percakapan tidak dikenal; periksa chat id, dan undang bot ke sana',
  },
  {
    given: 'a group that moved',
    answering: no(400, 'Bad Request: group chat was upgraded', { migrate_to_chat_id: -100987 }),
    said: 'grup itu kini supergrup dengan nomor lain; isi chat id yang baru',
  },
  {
    given: 'a bot that was blocked',
    answering: no(403, 'Forbidden: bot was blocked by the user'),
    said: 'bot diblokir atau dikeluarkan dari percakapan itu (403)',
  },
  {
    given: 'a text it does not want',
    answering: no(400, 'Bad Request: message text is empty'),
    said: 'menolak kabar ini (400)',
    also: { refused: true },
  },
  { given: '500', answering: no(500, 'Internal Server Error'), said: 'menjawab dengan kesalahan (500)' },
  {
    given: 'a page with 200',
    answering: (response) => void response.writeHead(200, { 'Content-Type': 'text/html' }).end('<html>Situs diblokir'),
    said: 'menjawab, tetapi bukan sebagai Telegram',
  },
  {
    given: 'nothing with 200',
    answering: (response) => void response.writeHead(200).end(),
    said: 'menjawab, tetapi bukan sebagai Telegram',
  },
  {
    given: 'JSON with 200 that is no answer of Telegram',
    answering: { status: 200, body: { status: 'success' } },
    said: 'menjawab, tetapi bukan sebagai Telegram',
  },
  {
    given: 'a gateway with 502',
    answering: (response) => void response.writeHead(502).end('<html>Bad gateway'),
    said: 'menjawab, tetapi bukan sebagai Telegram (502)',
  },
  {
    given: 'a redirect',
    answering: (response) => void response.writeHead(302, { Location: `${response.req.url}?again` }).end(),
    said: 'mengalihkan; pengalihan tidak diikuti (302)',
  },
  {
    given: 'a connection that is cut',
    answering: (response) => void response.destroy(),
    said: 'memutus sambungan',
  },
  { given: 'no answer', answering: () => {}, said: 'tidak menjawab pada waktunya' },
])('$given is told as "$said"', ({ given, answering, said, also = {} }) =>
  withTelegram(async (telegram) => {
    telegram.answer(answering);
    const sent = await send(telegram.url, given === 'no answer' ? 400 : undefined);
    expect(sent).toMatchObject({ kind: 'failed', said, ...also });
    expect(JSON.stringify(sent)).not.toContain(TOKEN);
    expect(telegram.paths).toHaveLength(1);
  }),
);

test('a server that is not there is told as "menolak sambungan"', async () => {
  expect(await send('http://127.0.0.1:1')).toMatchObject({ kind: 'failed', said: 'menolak sambungan' });
});

test('a channel that was told to wait is not tried before, and the notice arrives once', () =>
  withTelegram((telegram) =>
    withNotices({ telegramUrl: telegram.url }, async (given) => {
      await given.channel({ kind: 'telegram', renotifyAfterMinutes: null, settings: SETTINGS });
      telegram.answer(no(429, 'Too Many Requests: retry after 600', { retry_after: 600 }));
      await given.opens();
      await given.pass(9 * MINUTE);
      expect(telegram.paths).toHaveLength(1);
      telegram.answer();
      await given.pass(3 * MINUTE);
      expect(telegram.paths).toHaveLength(2);
      expect(telegram.received).toHaveLength(1);
    }),
  ));
