import { describe, expect, test } from '@jest/globals';
import { openSettings } from '../../../hub/notices/channel-settings.ts';
import { createSealing } from '../../../hub/store/sealing.ts';
import { withReceiver } from '../relay/webhooks/with-receiver.ts';
import { HOOK, keptId, MAIL, mistakesOf, TELEGRAM } from './drafts.ts';
import { LOGIN, withMailServer } from './with-mail-server.ts';
import { MINUTE, mailTo, sealing, withNotices } from './with-notices.ts';
import { TOKEN, withTelegram } from './with-telegram.ts';

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
