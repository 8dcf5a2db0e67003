import { describe, expect, test } from '@jest/globals';
import { HOOK, keptId, MAIL, mistakesOf, TELEGRAM } from './drafts.ts';
import { withNotices } from './with-notices.ts';

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
