import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, test } from '@jest/globals';
import type { MailSettings } from '../../../hub/notices/channel-settings.ts';
import { createMailSender } from '../../../hub/notices/mail.ts';
import { sentBy } from './outgoing.ts';
import { type Behaviour, LOGIN, type MailServer, withMailServer } from './with-mail-server.ts';
import { HOUR, MINUTE, mailTo, SECOND, withNotices } from './with-notices.ts';

const run = promisify(execFile);

const settingsFor = ({ port }: Pick<MailServer, 'port'>, changes: Partial<MailSettings> = {}): MailSettings => ({
  ...{ host: '127.0.0.1', port, tls: 'tanpa', from: 'simpul@kota.example', to: ['piket@kota.example'] },
  ...changes,
});
/** A slow machine is no failure; what hangs is let go soon. */
const PATIENT_MS = 20_000;
const HANGING_MS = 300;
const send = (settings: MailSettings, timeoutMs = PATIENT_MS) => sentBy(createMailSender({ timeoutMs }), settings);

test('a notice arrives as one plain mail with an id of its own, and says that no person wrote it', () =>
  withMailServer(async (mail) => {
    expect(await send(settingsFor(mail, { ...LOGIN, to: ['piket@kota.example', 'ketua@kota.example'] }))).toEqual({
      kind: 'taken',
      said: '',
    });
    expect(mail.received).toEqual([
      {
        messageId: '<kbr_1@kota.example>',
        from: 'Simpul <simpul@kota.example>',
        to: ['piket@kota.example', 'ketua@kota.example'],
        subject: '[Simpul] bpjs mati',
        text: '• bpjs mati\n  Sejak 10.00 WIB',
        secure: false,
      },
    ]);
  }));

test.each<{ behaviour: Behaviour; said: string; refused?: true }>([
  { behaviour: 'busy', said: 'server meminta dicoba lagi nanti (451)' },
  { behaviour: 'refuses the login', said: 'nama pengguna atau kata sandi ditolak (535)' },
  { behaviour: 'refuses the sender', said: 'pengirim ditolak server (550)' },
  { behaviour: 'refuses recipients', said: 'penerima ditolak server (550)' },
  { behaviour: 'refuses the message', said: 'menolak kabar ini (554)', refused: true },
  { behaviour: 'hangs', said: 'tidak menjawab pada waktunya' },
  { behaviour: 'hangs in data', said: 'tidak menjawab pada waktunya' },
  { behaviour: 'drops in data', said: 'memutus sambungan' },
])('a server that $behaviour is told as "$said"', ({ behaviour, said, refused }) =>
  withMailServer(async (mail) => {
    mail.behave(behaviour);
    const sent = await send(settingsFor(mail, LOGIN), behaviour.startsWith('hangs') ? HANGING_MS : PATIENT_MS);
    expect(sent).toMatchObject({ kind: 'failed', said, ...(refused ? { refused } : {}) });
    expect('refused' in sent).toBe(refused ?? false);
    expect(mail.received).toEqual([]);
  }),
);

test('a server that refuses one of the recipients has taken it, and that is said', () =>
  withMailServer(async (mail) => {
    mail.behave('refuses one');
    const sent = await send(settingsFor(mail, { to: ['salah@kota.example', 'piket@kota.example'] }));
    expect(sent).toMatchObject({ kind: 'taken', said: 'terkirim, tetapi sebagian penerima ditolak server' });
    expect(mail.received.map(({ to }) => to)).toEqual([['piket@kota.example']]);
  }));

test('a server that wants a login says so', () =>
  withMailServer(
    async (mail) => {
      expect(await send(settingsFor(mail))).toMatchObject({
        kind: 'failed',
        said: 'server meminta nama pengguna dan kata sandi (530)',
      });
    },
    { authOptional: false },
  ));

test.each([
  { given: 'nobody at its port', host: '127.0.0.1', port: 1, said: 'menolak sambungan' },
  { given: 'a name that nobody can have', host: 'x'.repeat(64), port: 25, said: 'namanya tidak ditemukan di DNS' },
])('$given is told as "$said"', async ({ host, port, said }) => {
  expect(await send({ ...settingsFor({ port }), host })).toMatchObject({ kind: 'failed', said });
});

test.each([
  {
    given: 'speaks HTTP',
    says: (socket: Socket) => void socket.write('HTTP/1.1 200 OK\r\n\r\n'),
    said: 'menjawab, tetapi bukan sebagai server surel',
  },
  { given: 'hangs up at once', says: (socket: Socket) => void socket.end(), said: 'memutus sambungan' },
  { given: 'trickles for ever', says: trickle, said: 'tidak menjawab pada waktunya' },
])('something that $given is told as "$said"', ({ given, says, said }) =>
  withServer(says, async (port) => {
    const sent = await send(settingsFor({ port }), given.startsWith('trickles') ? HANGING_MS : PATIENT_MS);
    expect(sent).toMatchObject({ kind: 'failed', said });
  }),
);

describe('TLS', () => {
  test.each(['wajib', 'starttls'] as const)('%s: a certificate that nobody vouches for is told no password', (tls) =>
    withCertificate(async ({ key, cert }) =>
      withMailServer(
        async (mail) => {
          expect(await send(settingsFor(mail, { tls, ...LOGIN }))).toMatchObject({
            kind: 'failed',
            said: 'sambungan aman (TLS) gagal; periksa sertifikat dan pilihan TLS',
          });
          expect(mail.received).toEqual([]);
        },
        { key, cert, secure: tls === 'wajib' },
      ),
    ),
  );

  test.each(['wajib', 'starttls'] as const)(
    '%s: one that is vouched for is trusted, and nothing goes in clear',
    (tls) =>
      withCertificate(async ({ key, cert }) =>
        withMailServer(
          async (mail) => {
            const sender = createMailSender({ timeoutMs: PATIENT_MS, ca: cert });
            const settings = settingsFor(mail, { tls, ...LOGIN, host: 'localhost' });
            expect(await sentBy(sender, settings)).toMatchObject({ kind: 'taken' });
            expect(mail.received.map(({ secure }) => secure)).toEqual([true]);
          },
          { key, cert, secure: tls === 'wajib' },
        ),
      ),
  );

  test.each([
    { tls: 'wajib', says: () => {} },
    { tls: 'starttls', says: offerAndHang },
  ] as const)('$tls: a server that hangs in the handshake is let go', ({ tls, says }) =>
    withServer(says, async (port) => {
      expect(await send(settingsFor({ port }, { tls }), HANGING_MS)).toMatchObject({
        kind: 'failed',
        said: expect.stringMatching(/pada waktunya$/),
      });
    }),
  );

  test('starttls is no wish: a server that does not offer it gets nothing', () =>
    withMailServer(async (mail) => {
      expect(await send(settingsFor(mail, { tls: 'starttls', ...LOGIN }))).toMatchObject({
        kind: 'failed',
        said: expect.stringContaining('server tidak menawarkan STARTTLS'),
      });
      expect(mail.received).toEqual([]);
    }));
});

test('a message that is cut in the middle arrives once, when the server is well again', () =>
  withMailServer((mail) =>
    withNotices({ timeoutMs: 500 }, async (given) => {
      const { id } = await given.channel({ kind: 'surel', renotifyAfterMinutes: null, settings: mailTo(mail.port) });
      await given.opens();
      for (const behaviour of ['drops in data', 'hangs in data', 'busy'] as const) {
        mail.behave(behaviour);
        await given.pass(2 * MINUTE);
      }
      expect(await given.notices.log({ limit: 5 })).toMatchObject([{ channel: id, state: 'waiting' }]);
      mail.behave('takes');
      await given.pass(10 * SECOND);
      await given.pass(HOUR);
      expect(mail.received).toHaveLength(1);
    }),
  ));

/** Says yes to STARTTLS, and then nothing. */
function offerAndHang(socket: Socket): void {
  socket.write('220 mail.example\r\n');
  socket.on('data', (said) => {
    if (/^EHLO/.test(String(said))) socket.write('250-mail.example\r\n250 STARTTLS\r\n');
    else if (/^STARTTLS/.test(String(said))) socket.write('220 go on\r\n');
  });
}

/** One byte of a greeting that never ends, again and again. */
function trickle(socket: Socket): void {
  socket.write('220-');
  const timer = setInterval(() => socket.write('x'), 50);
  socket.on('close', () => clearInterval(timer));
}

async function withServer(says: (socket: Socket) => void, use: (port: number) => Promise<void>): Promise<void> {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket.on('error', () => undefined));
    says(socket);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  try {
    await use((server.address() as { port: number }).port);
  } finally {
    for (const socket of sockets) socket.destroy();
    await new Promise((resolve) => server.close(resolve));
  }
}

/** Of `localhost`, signed by itself. */
async function withCertificate(use: (pair: { readonly key: string; readonly cert: string }) => Promise<void>) {
  const directory = await mkdtemp(join(tmpdir(), 'simpul-mail-'));
  try {
    const [keyFile, certFile] = [join(directory, 'key.pem'), join(directory, 'cert.pem')];
    const curve = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '2'];
    const name = ['-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost'];
    await run('openssl', ['req', '-x509', ...curve, '-keyout', keyFile, '-out', certFile, ...name]);
    await use({ key: await readFile(keyFile, 'utf8'), cert: await readFile(certFile, 'utf8') });
  } finally {
    await rm(directory, { recursive: true });
  }
}
