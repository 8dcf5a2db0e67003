import type { AddressInfo, Socket } from 'node:net';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';

export interface ReceivedMail {
  readonly messageId: string;
  readonly from: string;
  readonly to: readonly string[];
  readonly subject: string;
  readonly text: string;
  /** It came through TLS. */
  readonly secure: boolean;
}

/** What it does with whoever comes from now on. */
export type Behaviour =
  | 'takes'
  | 'busy' //               451 to every recipient
  | 'refuses the login'
  | 'refuses recipients'
  | 'refuses one' //        of the recipients, the one that begins with `salah`
  | 'refuses the sender'
  | 'refuses the message' // after it has read it
  | 'hangs' //              takes the connection and says nothing
  | 'hangs in data' //      never answers the end of the message
  | 'drops in data'; //     cuts the connection while the message comes

export interface MailServer {
  readonly port: number;
  /** What it took, in the order it came. */
  readonly received: readonly ReceivedMail[];
  readonly connections: () => number;
  behave(behaviour: Behaviour): void;
  /** Nobody listens at its port any more. */
  die(): Promise<void>;
  /** It listens again, at the same port. */
  rise(): Promise<void>;
}

export const LOGIN = { user: 'simpul', password: 'a mail password of the tests' };

/** A real SMTP server. Closes it even when an assertion fails. */
export async function withMailServer(
  use: (server: MailServer) => Promise<void>,
  options: SMTPServerOptions = {},
): Promise<void> {
  const received: ReceivedMail[] = [];
  const sockets = new Set<Socket>();
  let behaviour: Behaviour = 'takes';
  let connections = 0;

  const refuse = (responseCode: number) => Object.assign(new Error('refused by the test'), { responseCode });
  const create = () => {
    const server = new SMTPServer({
      ...{ authOptional: true, disableReverseLookup: true, logger: false, allowInsecureAuth: true },
      ...{ disabledCommands: options.key || options.secure ? [] : ['STARTTLS'], ...options },
      onConnect(_session, done) {
        if (behaviour !== 'hangs') done();
      },
      onAuth({ username, password }, _session, done) {
        if (behaviour === 'refuses the login' || username !== LOGIN.user || password !== LOGIN.password)
          done(refuse(535));
        else done(null, { user: username });
      },
      onMailFrom(_address, _session, done) {
        done(behaviour === 'refuses the sender' ? refuse(550) : null);
      },
      onRcptTo({ address }, _session, done) {
        if (behaviour === 'busy') done(refuse(451));
        else if (behaviour === 'refuses recipients') done(refuse(550));
        else if (behaviour === 'refuses one' && address.startsWith('salah')) done(refuse(550));
        else done();
      },
      onData(stream, session, done) {
        if (behaviour === 'drops in data') {
          stream.once('data', () => {
            for (const socket of sockets) socket.destroy();
          });
          return;
        }
        const chunks: Buffer[] = [];
        stream.on('data', (chunk: Buffer) => chunks.push(chunk));
        stream.on('end', () => {
          if (behaviour === 'hangs in data') return;
          if (behaviour === 'refuses the message') return done(refuse(554));
          const to = session.envelope.rcptTo.map(({ address }) => address);
          received.push({ ...mailOf(Buffer.concat(chunks).toString()), to, secure: session.secure });
          done();
        });
      },
    });
    server.on('error', () => undefined); // a connection that a test cut
    server.server.on('connection', (socket: Socket) => {
      connections += 1;
      sockets.add(socket);
      socket.on('close', () => sockets.delete(socket));
    });
    return server;
  };
  let server = create();
  const listen = (port: number) => new Promise<void>((done) => server.listen(port, '127.0.0.1', done));
  const die = async () => {
    for (const socket of sockets) socket.destroy();
    await new Promise<void>((done) => server.close(done));
  };
  await listen(0);
  const { port } = server.server.address() as AddressInfo;
  let listening = true;
  try {
    await use({
      port,
      received,
      connections: () => connections,
      behave: (one) => {
        behaviour = one;
      },
      async die() {
        listening = false;
        await die();
      },
      async rise() {
        server = create();
        await listen(port);
        listening = true;
      },
    });
  } finally {
    if (listening) await die();
  }
}

function mailOf(raw: string): Pick<ReceivedMail, 'messageId' | 'from' | 'subject' | 'text'> {
  const end = raw.indexOf('\r\n\r\n');
  const head = raw.slice(0, end).replace(/\r\n[ \t]+/g, ' ');
  const header = (name: string) => new RegExp(`^${name}: (.*)$`, 'im').exec(head)?.[1]?.trim() ?? '';
  const body = raw.slice(end + 4);
  const encoding = header('Content-Transfer-Encoding').toLowerCase();
  const text = encoding === 'base64' ? Buffer.from(body, 'base64').toString() : plainOf(body, encoding);
  return { messageId: header('Message-ID'), from: header('From'), subject: header('Subject'), text: text.trimEnd() };
}

function plainOf(body: string, encoding: string): string {
  if (encoding !== 'quoted-printable') return body.replaceAll('\r\n', '\n');
  const bytes = body
    .replace(/=\r\n/g, '')
    .replace(/=([0-9A-F]{2})/g, (_, hex) => String.fromCharCode(Number.parseInt(hex, 16)));
  return Buffer.from(bytes, 'latin1').toString().replaceAll('\r\n', '\n');
}
