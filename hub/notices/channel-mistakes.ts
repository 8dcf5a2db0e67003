import { Ajv2020, type ErrorObject, type ValidateFunction } from 'ajv/dist/2020.js';
import ajvFormats from 'ajv-formats';
import type { ChannelKind } from '../store/notices.ts';
import { CHANNEL_SCHEMA, type Schema, SETTINGS_SCHEMAS } from './channel-schemas.ts';
import type { Words } from './trouble.ts';

export interface Mistake {
  /** `settings.to.0`; `''` for the whole. */
  readonly field: string;
  /** Never repeats what was entered. */
  readonly reason: Words;
}

const ajv = new Ajv2020({ strict: false, allErrors: true, verbose: true, useDefaults: true });
ajvFormats.default(ajv, ['uri', 'email']);
const compiled = new Map<Schema, ValidateFunction>();

/** Fills in defaults, in place. */
export function mistakesInChannel(draft: unknown): readonly Mistake[] {
  return mistakesBy(CHANNEL_SCHEMA, draft, '');
}

export function mistakesInSettings(kind: ChannelKind, settings: unknown): readonly Mistake[] {
  return mistakesBy(SETTINGS_SCHEMAS[kind], settings, 'settings');
}

function mistakesBy(schema: Schema, value: unknown, at: string): readonly Mistake[] {
  const validate = compiled.get(schema) ?? ajv.compile(schema);
  compiled.set(schema, validate);
  if (validate(value)) return [];
  const mistakes = (validate.errors ?? []).map((error) => ({ field: fieldOf(error, at), reason: reasonOf(error) }));
  // of one field the first says it; what follows mostly follows from it
  return [...new Map(mistakes.toReversed().map((mistake) => [mistake.field, mistake])).values()].toReversed();
}

function fieldOf({ instancePath, params }: ErrorObject, at: string): string {
  const { missingProperty, additionalProperty } = params as Readonly<Record<string, string>>;
  const inside = [...instancePath.split('/').slice(1), missingProperty ?? additionalProperty];
  return [at, ...inside].filter((part) => part !== undefined && part !== '').join('.');
}

const TYPES: Readonly<Record<string, Words>> = {
  string: { id: 'teks', en: 'text' },
  integer: { id: 'bilangan bulat', en: 'a whole number' },
  boolean: { id: 'ya atau tidak', en: 'yes or no' },
  array: { id: 'daftar', en: 'a list' },
  object: { id: 'sekelompok isian', en: 'a group of fields' },
};

function reasonOf({ keyword, params, data, parentSchema }: ErrorObject): Words {
  const { limit, allowedValues = [], format, type } = params as Readonly<Record<string, unknown>>;
  switch (keyword) {
    case 'required':
    case 'dependentRequired':
      return { id: 'wajib diisi', en: 'must be entered' };
    case 'additionalProperties':
      return { id: 'tidak dikenal', en: 'is not known' };
    case 'type': {
      const words = TYPES[String([type].flat()[0])] ?? { id: String(type), en: String(type) };
      return { id: `harus ${words.id}`, en: `must be ${words.en}` };
    }
    case 'enum': {
      const allowed = (allowedValues as readonly unknown[]).join(', ');
      return { id: `harus salah satu dari ${allowed}`, en: `must be one of ${allowed}` };
    }
    case 'minLength':
    case 'minItems':
      return { id: 'wajib diisi', en: 'must be entered' };
    case 'maxLength':
      return { id: `paling panjang ${limit} huruf`, en: `at most ${limit} characters` };
    case 'maxItems':
      return { id: `paling banyak ${limit}`, en: `at most ${limit}` };
    case 'uniqueItems':
      return { id: 'memuat yang sama dua kali', en: 'names the same thing twice' };
    case 'minimum':
      return { id: `paling sedikit ${limit}`, en: `at least ${limit}` };
    case 'maximum':
      return { id: `paling banyak ${limit}`, en: `at most ${limit}` };
    case 'format':
      return data === '' ? { id: 'wajib diisi', en: 'must be entered' } : formatWords(String(format));
    default:
      return data === '' ? { id: 'wajib diisi', en: 'must be entered' } : formWords(parentSchema as Schema);
  }
}

function formatWords(format: string): Words {
  return format === 'email'
    ? { id: 'harus alamat surel, seperti nama@kota.go.id', en: 'must be a mail address, like name@city.go.id' }
    : {
        id: 'harus alamat utuh, seperti https://server/jalur',
        en: 'must be a whole address, like https://server/path',
      };
}

function formWords({ words }: Schema): Words {
  return words ?? { id: 'bentuknya salah', en: 'is not in the right form' };
}
