import { randomBytes } from 'node:crypto';
import type { Seals } from '../relay/payloads.ts';
import type { ChannelKind, NoticeChannel } from '../store/notices.ts';

export interface WebhookSettings {
  readonly url: string;
  /** As Standard Webhooks writes it: `whsec_` and 24 to 64 bytes in base64. */
  readonly secret: string;
}

export interface MailSettings {
  readonly host: string;
  readonly port: number;
  /** From the first byte on; by STARTTLS, or not at all; not even where it is offered. */
  readonly tls: 'wajib' | 'starttls' | 'tanpa';
  readonly user?: string;
  readonly password?: string;
  readonly from: string;
  readonly to: readonly string[];
}

export interface TelegramSettings {
  readonly token: string;
  /** A number, or the `@name` of a public channel. */
  readonly chatId: string;
}

/** As a person enters and reads them; a secret reads `[set]`. */
export type EnteredSettings = Readonly<Record<string, unknown>>;

/** What stands in the place of a secret that is there. */
export const SET = '[set]';
const SECRET_BYTES = 32;

export const SECRET_OF: Readonly<Record<ChannelKind, string>> = {
  webhook: 'secret',
  surel: 'password',
  telegram: 'token',
};

/** A server that is not the one it was entered for is not told the password. */
const ENTERED_FOR = ['host', 'port', 'tls', 'user'];

export function newSigningSecret(): string {
  return `whsec_${randomBytes(SECRET_BYTES).toString('base64')}`;
}

export function sealSettings(sealing: Seals, id: string, settings: EnteredSettings): Uint8Array {
  return sealing.seal(JSON.stringify(settings), contextOf(id));
}

/** Throws a `SealError` where the key they were sealed with is gone. */
export function openSettings(sealing: Seals, { id, sealed }: Pick<NoticeChannel, 'id' | 'sealed'>): EnteredSettings {
  return JSON.parse(sealing.open(sealed, contextOf(id)).toString()) as EnteredSettings;
}

export function maskedSettings(kind: ChannelKind, settings: EnteredSettings): EnteredSettings {
  const secret = SECRET_OF[kind];
  return secret in settings ? { ...settings, [secret]: SET } : settings;
}

/** With the secret that is there, where none was entered: nobody can read it to enter it again. */
export function withKeptSecret(kind: ChannelKind, entered: EnteredSettings, kept: EnteredSettings): EnteredSettings {
  const name = SECRET_OF[kind];
  const { [name]: secret, ...others } = entered;
  if (secret !== undefined && secret !== SET) return entered;
  const moved = kind === 'surel' && ENTERED_FOR.some((one) => entered[one] !== kept[one]);
  return name in kept && !moved ? { ...others, [name]: kept[name] } : others;
}

function contextOf(id: string): string {
  return `notice channel ${id}`;
}
