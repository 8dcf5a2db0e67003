import { describe, expect, test } from '@jest/globals';
import type { Mistake } from '../../../hub/notices/channel-mistakes.ts';
import { openSettings } from '../../../hub/notices/channel-settings.ts';
import type { Notices } from '../../../hub/notices/notices.ts';
import { createSealing } from '../../../hub/store/sealing.ts';
import { withReceiver } from '../relay/webhooks/with-receiver.ts';
import { LOGIN, withMailServer } from './with-mail-server.ts';
import { MINUTE, mailTo, type Noticing, sealing, withNotices } from './with-notices.ts';
import { TOKEN, withTelegram } from './with-telegram.ts';

const MAIL = { name: 'Regu jaga', kind: 'surel', settings: { ...mailTo(2525), ...LOGIN } };
const TELEGRAM = { name: 'Grup jaga', kind: 'telegram', settings: { token: TOKEN, chatId: '-100' } };
const HOOK = { name: 'Tiket', kind: 'webhook', settings: { url: 'https://tiket.kota.example/simpul?kunci=x' } };

describe('a channel', () => {
  test('is shown as it was entered, with defaults, and without its secrets', () =>
    withNotices({ resolve: async () => [{ address: '93.184.216.34', family: 4 }] }, async ({ notices, store, at }) => {
      const kept = await Promise.all([MAIL, TELEGRAM, HOOK].map((draft) => notices.putChannel(draft)));
      const made = kept.find((put) => put.kind === 'kept' && put.channel.kind === 'webhook');
      expect(made).toMatchObject({ secret: expect.stringMatching(/^whsec_/) });
      expect(kept.filter((put) => 'secret' in put)).toEqual([made]);
      const shown = await notices.channels();
      expect(shown.find(({ kind }) => kind === 'surel')).toEqual({
        ...{ id: expect.stringMatching(/^slr_/), name: 'Regu jaga', kind: 'surel', on: true, createdAt: at() },
        ...{ incidents: ['*'], quietHours: null, graveBreaksQuiet: true, renotifyAfterMinutes: 60 },
        settings: { ...MAIL.settings, password: '[set]' },
      });
      expect(shown.map(({ settings }) => settings.token ?? settings.secret ?? settings.password)).toEqual(
        Array(3).fill('[set]'),
      );
      const secrets = [TOKEN, LOGIN.password, made && 'secret' in made ? String(made.secret) : 'none'];
      const stored = JSON.stringify(await store.notices.channels(), (_key, value) =>
        value instanceof Uint8Array ? Buffer.from(value).toString('latin1') : value,
      );
      for (const secret of secrets)
        for (const text of [JSON.stringify(shown), stored]) expect(text).not.toContain(secret);
    }));

  test('keeps its secret where none is entered, and is told another one where one is', () =>
    withNotices({}, async ({ notices, store }) => {
      const id = await keptId(notices, TELEGRAM);
      const settingsNow = async () => {
        const [channel] = await store.notices.channels();
        return channel && openSettings(sealing, channel);
      };
      for (const token of ['[set]', undefined]) {
        const settings = { chatId: '@kanal_kota', ...(token ? { token } : {}) };
        expect(await notices.putChannel({ ...TELEGRAM, id, settings })).toMatchObject({ kind: 'kept' });
        expect(await settingsNow()).toEqual({ chatId: '@kanal_kota', token: TOKEN });
      }
      const token = '654321:another-token-of-the-tests';
      await notices.putChannel({ ...TELEGRAM, id, settings: { chatId: '-100', token } });
      expect(await settingsNow()).toEqual({ chatId: '-100', token });
    }));

  test.each([
    { given: 'another server', change: { host: 'mail.elsewhere.example' } },
    { given: 'another port', change: { port: 25 } },
    { given: 'another user', change: { user: 'somebody' } },
    { given: 'no TLS any more', change: { tls: 'wajib' } },
  ])('that is given $given is told its password anew', ({ change }) =>
    withNotices({}, async ({ notices }) => {
      const id = await keptId(notices, MAIL);
      const { password: _kept, ...rest } = MAIL.settings;
      const put = await notices.putChannel({ ...MAIL, id, settings: { ...rest, ...change, password: '[set]' } });
      expect(mistakesOf(put)).toEqual({ 'settings.password': 'isi lagi: server, TLS atau penggunanya diubah' });
      const same = await notices.putChannel({ ...MAIL, id, settings: { ...rest, to: ['ketua@kota.example'] } });
      expect(same).toMatchObject({ kind: 'kept', channel: { settings: { password: '[set]' } } });
    }),
  );

  test('whose settings cannot be opened any more is told so, and mended by entering them again', () =>
    withMailServer((mail) =>
      withNotices({}, async (given) => {
        const { id } = await given.channel({ kind: 'surel', settings: mailTo(mail.port) });
        const [stored] = await given.store.notices.channels();
        const other = createSealing({ keys: [{ id: 'lost', secret: 'another secret that was lost' }] });
        if (!stored) throw new Error('there is no channel');
        const sealed = other.seal('{}', `notice channel ${id}`);
        await given.store.notices.putChannel({ ...stored, sealed }, given.at(), false);
        await given.opens();
        await given.pass(2 * MINUTE);
        expect(await given.notices.log({ limit: 1 })).toMatchObject([
          { state: 'waiting', trouble: { id: 'pengaturan saluran tidak dapat dibuka; isi lagi' } },
        ]);
        expect(await given.notices.channels()).toMatchObject([{ id, settings: {} }]);
        await given.channel({ id, kind: 'surel', settings: mailTo(mail.port) });
        await given.pass(MINUTE);
        expect(mail.received).toHaveLength(1);
      }),
    ));
});

describe('a draft', () => {
  test.each<{ given: string; draft: unknown; want: Readonly<Record<string, string>> }>([
    { given: 'that is none', draft: null, want: { '': 'harus sekelompok isian' } },
    {
      given: 'with nothing in it',
      draft: {},
      want: { name: 'wajib diisi', kind: 'wajib diisi', settings: 'wajib diisi' },
    },
    {
      given: 'with everything wrong',
      draft: {
        ...{ name: 'a\r\nBcc: x', kind: 'fax', on: 'ya', incidents: ['kiamat'], quietHours: { from: '24:00' } },
        ...{ renotifyAfterMinutes: 1, settings: [], lain: 1 },
      },
      want: {
        name: 'harus satu baris',
        kind: 'harus salah satu dari webhook, surel, telegram',
        on: 'harus ya atau tidak',
        'incidents.0': expect.stringMatching(/^harus salah satu dari \*, hulu-mati/) as unknown as string,
        'quietHours.from': 'harus jam dan menit, seperti 22:00',
        'quietHours.to': 'wajib diisi',
        renotifyAfterMinutes: 'paling sedikit 5',
        settings: 'harus sekelompok isian',
        lain: 'tidak dikenal',
      },
    },
    {
      given: 'whose quiet hours last for ever',
      draft: { ...TELEGRAM, quietHours: { from: '22:00', to: '22:00' } },
      want: { 'quietHours.to': 'harus lain dari awalnya' },
    },
    {
      given: 'of mail without its settings',
      draft: { ...MAIL, settings: {} },
      want: {
        'settings.host': 'wajib diisi',
        'settings.port': 'wajib diisi',
        'settings.tls': 'wajib diisi',
        'settings.from': 'wajib diisi',
        'settings.to': 'wajib diisi',
      },
    },
    {
      given: 'of mail with settings that are none',
      draft: {
        ...MAIL,
        settings: { host: 'https://mail', port: 0, tls: 'ya', from: 'simpul', to: ['a@b.example', 'x'], user: 'a' },
      },
      want: {
        'settings.host': 'harus nama atau alamat IP server',
        'settings.port': 'paling sedikit 1',
        'settings.tls': 'harus salah satu dari wajib, starttls, tanpa',
        'settings.from': 'harus alamat surel, seperti nama@kota.go.id',
        'settings.to.1': 'harus alamat surel, seperti nama@kota.go.id',
        'settings.password': 'wajib diisi',
      },
    },
    {
      given: 'of a bot without a token',
      draft: { ...TELEGRAM, settings: { token: '[set]', chatId: 'grup jaga' } },
      want: {
        'settings.token': 'wajib diisi',
        'settings.chatId': 'harus nomor percakapan, seperti -1001234567890, atau @nama kanal umum',
      },
    },
    {
      given: 'of a webhook without TLS',
      draft: { ...HOOK, settings: { url: 'http://tiket.kota.example/' } },
      want: { 'settings.url': 'harus https' },
    },
    {
      given: 'of a webhook that leads inside',
      draft: { ...HOOK, settings: { url: 'https://tiket.kota.example/' } },
      want: {
        'settings.url': 'mengarah ke jaringan dalam; pakai alamat internet, atau minta Diskominfo mengizinkannya',
      },
    },
    {
      given: 'of a webhook with a secret that is none',
      draft: { ...HOOK, settings: { url: 'https://tiket.kota.example/', secret: 'whsec_pendek' } },
      want: {
        'settings.secret': 'harus whsec_ dan 24 sampai 64 byte dalam base64; kosongkan agar dibuatkan',
      },
    },
  ])('$given is told each of its mistakes, and nothing is kept', ({ draft, want }) =>
    withNotices(
      {
        addressRules: { allowHttp: false, allowPrivate: false },
        resolve: async () => [{ address: '10.0.0.5', family: 4 }],
      },
      async ({ notices }) => {
        expect(mistakesOf(await notices.putChannel(draft))).toEqual(want);
        expect(await notices.channels()).toEqual([]);
      },
    ),
  );

  test('of another kind, of a name that is taken, of a channel that is not there', () =>
    withNotices({}, async ({ notices }) => {
      const id = await keptId(notices, TELEGRAM);
      expect(mistakesOf(await notices.putChannel({ ...MAIL, id }))).toEqual({ kind: 'tidak dapat diubah' });
      expect(mistakesOf(await notices.putChannel({ ...MAIL, name: TELEGRAM.name }))).toEqual({
        name: 'sudah dipakai saluran lain',
      });
      expect(await notices.putChannel({ ...TELEGRAM, id: 'slr_nobody' })).toEqual({ kind: 'absent' });
    }));
});

describe('the test button', () => {
  test('says what came of it, and what waited follows when it arrives', () =>
    withMailServer((mail) =>
      withNotices({}, async (given) => {
        const { id } = await given.channel({ kind: 'surel', settings: { ...mailTo(mail.port), ...LOGIN } });
        mail.behave('refuses the login');
        await given.opens();
        await given.pass(20 * MINUTE);
        expect(await given.notices.test(id)).toEqual({
          kind: 'failed',
          words: {
            id: 'nama pengguna atau kata sandi ditolak (535)',
            en: 'user name or password was refused (535)',
          },
        });
        mail.behave('takes');
        expect(await given.notices.test(id)).toEqual({ kind: 'ok' });
        await given.notices.tick();
        await given.notices.settled();
        expect(mail.received.map(({ subject }) => subject)).toEqual([
          '[Simpul] Uji kabar',
          '[Simpul] bpjs mati: tidak menjawab pada waktunya',
        ]);
        mail.behave('refuses one');
        const to = ['salah@kota.example', 'piket@kota.example'];
        await given.channel({ id, kind: 'surel', settings: { ...mailTo(mail.port), ...LOGIN, to } });
        expect(await given.notices.test(id)).toMatchObject({
          kind: 'ok',
          words: { id: 'terkirim, tetapi sebagian penerima ditolak server' },
        });
        await mail.die();
        expect(await given.notices.test(id)).toMatchObject({ kind: 'failed', words: { id: 'menolak sambungan' } });
        expect(await given.notices.test('slr_nobody')).toEqual({ kind: 'absent' });
      }),
    ));

  test('works for every kind, also for one that is off', () =>
    withTelegram((telegram) =>
      withReceiver((receiver) =>
        withNotices({ telegramUrl: telegram.url }, async (given) => {
          const bot = await given.channel({ ...TELEGRAM, kind: 'telegram', on: false });
          const hook = await given.channel({ kind: 'webhook', settings: { url: receiver.url } });
          expect(await given.notices.test(bot.id)).toEqual({ kind: 'ok' });
          expect(await given.notices.test(hook.id)).toEqual({ kind: 'ok' });
          expect(telegram.received.map(({ text }) => text.split('\n')[0])).toEqual(['Uji kabar']);
          expect(JSON.parse(receiver.received[0]?.body ?? '')).toMatchObject({ jenis: 'insiden.uji' });
        }),
      ),
    ));
});

test('a channel that is off is told nothing; switched on again, it hears what goes on then', () =>
  withTelegram((telegram) =>
    withNotices({ telegramUrl: telegram.url }, async (given) => {
      const { id } = await given.channel({ ...TELEGRAM, kind: 'telegram' });
      const put = (on: boolean) => given.channel({ ...TELEGRAM, kind: 'telegram', id, on });
      await given.opens({ operation: 'before' });
      await given.pass(2 * MINUTE);
      await put(false);
      await given.opens({ operation: 'over' });
      await given.opens({ operation: 'goes on' });
      await given.pass(5 * MINUTE);
      await given.closes({ operation: 'over' });
      await put(true);
      await given.pass(5 * MINUTE);
      expect(telegram.received.map(({ text }) => /Operasi: (.*)/.exec(text)?.[1])).toEqual([
        'before',
        'before, goes on',
      ]);
    }),
  ));

test('a removed channel is told nothing more, and its log stays', () =>
  withNotices({}, async (given) => {
    const { id } = await given.channel({ kind: 'surel', settings: mailTo(1) });
    await given.opens();
    await given.pass(2 * MINUTE);
    expect(await given.notices.removeChannel(id)).toBe(true);
    expect(await given.notices.removeChannel(id)).toBe(false);
    await given.pass(5 * MINUTE);
    expect(await given.notices.log({ limit: 5, channel: id })).toMatchObject([
      { channelName: 'surel', state: 'cancelled', title: 'bpjs mati: tidak menjawab pada waktunya' },
    ]);
  }));

async function keptId(notices: Notices, draft: unknown): Promise<string> {
  const put = await notices.putChannel(draft);
  if (put.kind !== 'kept') throw new Error(JSON.stringify(put));
  return put.channel.id;
}

/** By field, in Indonesian. */
function mistakesOf(put: Awaited<ReturnType<Noticing['notices']['putChannel']>>): Readonly<Record<string, string>> {
  if (put.kind !== 'bad') throw new Error(`it is ${put.kind}`);
  expect(put.mistakes.every(({ reason }: Mistake) => reason.en !== '')).toBe(true);
  return Object.fromEntries(put.mistakes.map(({ field, reason }) => [field, reason.id]));
}
