import nodemailer from 'nodemailer';
import type { MailSettings } from './channel-settings.ts';
import type { Outgoing, Sender, Sent } from './sender.ts';
import { type Trouble, troubleWith } from './trouble.ts';

export interface MailParts {
  /** Of silence; the whole conversation may take three times as long. */
  readonly timeoutMs: number;
  /** Authorities beside those of Node, PEM; for tests. */
  readonly ca?: string;
}

/** By SMTP, one connection for each notice: there are a handful a day, and a dead server has nothing to spoil. */
export function createMailSender(parts: MailParts): Sender<MailSettings> {
  return {
    async send(settings, outgoing, stopping) {
      const transport = nodemailer.createTransport(optionsOf(settings, parts));
      const signal = AbortSignal.any([stopping, AbortSignal.timeout(parts.timeoutMs * 3)]);
      try {
        const { rejected = [] } = await transport.sendMail({ ...messageOf(settings, outgoing), signal });
        return rejected.length === 0 ? { kind: 'taken' } : { kind: 'taken', trouble: 'some_recipients_refused' };
      } catch (error) {
        return sentOf(error as MailError);
      } finally {
        transport.close();
      }
    },
    async close() {},
  };
}

function optionsOf({ host, port, tls, user, password }: MailSettings, { timeoutMs, ca }: MailParts) {
  return {
    host,
    port,
    secure: tls === 'wajib',
    requireTLS: tls === 'starttls',
    ignoreTLS: tls === 'tanpa',
    tls: { minVersion: 'TLSv1.2', ...(ca === undefined ? {} : { ca }) } as const,
    connectionTimeout: timeoutMs,
    greetingTimeout: timeoutMs,
    socketTimeout: timeoutMs,
    dnsTimeout: timeoutMs,
    // nothing in a notice names a file or an address that should be fetched
    disableFileAccess: true,
    disableUrlAccess: true,
    ...(user === undefined ? {} : { auth: { user, pass: password ?? '' } }),
  };
}

function messageOf({ from, to }: MailSettings, { id, at, content: { judul, teks } }: Outgoing) {
  return {
    from: { name: 'Simpul', address: from },
    to: [...to],
    subject: `[Simpul] ${judul}`,
    text: teks,
    date: new Date(at),
    // a mailbox that has it knows the second one by it
    messageId: `<${id}@${from.slice(from.lastIndexOf('@') + 1)}>`,
    headers: { 'Auto-Submitted': 'auto-generated' },
  };
}

interface MailError {
  readonly code?: string;
  /** Of the system or of OpenSSL, where nodemailer put its own in its place. */
  readonly originalCode?: string;
  readonly timeoutType?: string;
  readonly responseCode?: number;
  readonly command?: string;
}

const BY_SYSTEM_CODE: Readonly<Record<string, Trouble>> = {
  ECONNREFUSED: 'connection_refused',
  ENOTFOUND: 'name_unknown',
  EHOSTUNREACH: 'host_unreachable',
  ENETUNREACH: 'host_unreachable',
  ETIMEDOUT: 'connect_timeout',
};

/** From the step at which it failed; the server's own sentence may name people and is not kept. */
function sentOf(error: MailError): Sent {
  const { code, originalCode = '', timeoutType, responseCode: status } = error;
  const known = BY_SYSTEM_CODE[originalCode];
  if (known) return failed(known);
  if (/CERT|SELF_SIGNED|UNABLE_TO|TLS|SSL|EPROTO/.test(originalCode)) return failed('tls_failed');
  if (code === 'EDNS') return failed('name_unknown');
  if (code === 'EABORT') return failed('timeout');
  if (code === 'ETIMEDOUT') return failed(timeoutType === 'CONNECT_TIMEOUT' ? 'connect_timeout' : 'timeout');
  if (code === 'ETLS') return failed(status === undefined ? 'tls_failed' : 'tls_not_offered');
  if (status !== undefined && status >= 400 && status < 500) return failed(troubleWith('server_busy', status));
  if (code === 'EAUTH') return failed(troubleWith('auth_refused', status));
  if (code === 'EPROTOCOL' && status === undefined) return failed('not_smtp');
  return refusalOf(error);
}

function refusalOf({ command = '', responseCode: status }: MailError): Sent {
  if (status === undefined) return failed('connection_lost');
  if (status === 530) return failed(troubleWith('auth_required', status));
  if (command.startsWith('MAIL')) return failed(troubleWith('sender_refused', status));
  if (command.startsWith('RCPT')) return failed(troubleWith('recipient_refused', status));
  if (command.startsWith('DATA')) return { ...failed(troubleWith('message_refused', status)), refused: true };
  return failed(troubleWith('answered', status));
}

function failed(trouble: string): Sent & { readonly kind: 'failed' } {
  return { kind: 'failed', trouble };
}
