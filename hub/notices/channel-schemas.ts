import type { ChannelKind } from '../store/notices.ts';
import { INCIDENT_KINDS } from './incident-words.ts';
import type { Words } from './trouble.ts';

/** A JSON Schema; `words` say what form a text has to have. */
export interface Schema {
  readonly words?: Words;
  readonly [keyword: string]: unknown;
}

const TIME: Schema = {
  type: 'string',
  pattern: '^([01][0-9]|2[0-3]):[0-5][0-9]$',
  words: { id: 'harus jam dan menit, seperti 22:00', en: 'must be hours and minutes, like 22:00' },
};
/** One line: it goes into headers and subjects. */
const LINE = { type: 'string', minLength: 1, pattern: '^[^\\p{Cc}]*$' } as const;
const ONE_LINE: Words = { id: 'harus satu baris', en: 'must be one line' };

const BASE64 = '[A-Za-z0-9+/]';

/** A channel as it is entered, whatever its kind. */
export const CHANNEL_SCHEMA: Schema = {
  type: 'object',
  additionalProperties: false,
  required: ['name', 'kind', 'settings'],
  properties: {
    id: { type: 'string' },
    name: { ...LINE, maxLength: 80, words: ONE_LINE },
    kind: { enum: ['webhook', 'surel', 'telegram'] },
    on: { type: 'boolean', default: true },
    incidents: {
      type: 'array',
      minItems: 1,
      uniqueItems: true,
      items: { enum: ['*', ...INCIDENT_KINDS] },
      default: ['*'],
    },
    quietHours: {
      type: ['object', 'null'],
      additionalProperties: false,
      required: ['from', 'to'],
      properties: { from: TIME, to: TIME },
      default: null,
    },
    graveBreaksQuiet: { type: 'boolean', default: true },
    renotifyAfterMinutes: { type: ['integer', 'null'], minimum: 5, maximum: 10_080, default: 60 },
    settings: { type: 'object' },
  },
};

const MAIL_ADDRESS: Schema = { type: 'string', format: 'email', maxLength: 254 };

export const SETTINGS_SCHEMAS: Readonly<Record<ChannelKind, Schema>> = {
  webhook: {
    type: 'object',
    additionalProperties: false,
    required: ['url', 'secret'],
    properties: {
      url: { type: 'string', format: 'uri', maxLength: 2000 },
      secret: {
        type: 'string',
        pattern: `^whsec_(${BASE64}{4}){8,21}(${BASE64}{2}==|${BASE64}{3}=|${BASE64}{4})?$`,
        words: {
          id: 'harus whsec_ dan 24 sampai 64 byte dalam base64; kosongkan agar dibuatkan',
          en: 'must be whsec_ and 24 to 64 bytes in base64; leave it empty to have one made',
        },
      },
    },
  },
  surel: {
    type: 'object',
    additionalProperties: false,
    required: ['host', 'port', 'tls', 'from', 'to'],
    dependentRequired: { user: ['password'], password: ['user'] },
    properties: {
      host: {
        type: 'string',
        maxLength: 253,
        pattern: '^([A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?\\.)*[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?$|^[0-9A-Fa-f:]+$',
        words: { id: 'harus nama atau alamat IP server', en: 'must be the name or the IP address of a server' },
      },
      port: { type: 'integer', minimum: 1, maximum: 65_535 },
      tls: { enum: ['wajib', 'starttls', 'tanpa'] },
      user: { ...LINE, maxLength: 254, words: ONE_LINE },
      password: { ...LINE, maxLength: 1000, words: ONE_LINE },
      from: MAIL_ADDRESS,
      to: { type: 'array', minItems: 1, maxItems: 20, uniqueItems: true, items: MAIL_ADDRESS },
    },
  },
  telegram: {
    type: 'object',
    additionalProperties: false,
    required: ['token', 'chatId'],
    properties: {
      token: {
        type: 'string',
        pattern: '^[0-9]{3,20}:[A-Za-z0-9_-]{20,100}$',
        words: {
          id: 'harus token dari BotFather, seperti 123456:ABC…',
          en: 'must be a token from BotFather, like 123456:ABC…',
        },
      },
      chatId: {
        type: 'string',
        pattern: '^(-?[0-9]{1,20}|@[A-Za-z][A-Za-z0-9_]{4,31})$',
        words: {
          id: 'harus nomor percakapan, seperti -1001234567890, atau @nama kanal umum',
          en: 'must be the number of a chat, like -1001234567890, or the @name of a public channel',
        },
      },
    },
  },
};
