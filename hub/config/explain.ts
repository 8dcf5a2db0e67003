import type { ErrorObject } from 'ajv/dist/2020.js';
import type { Finding } from './mistakes.ts';
import { nearest, suggestion } from './nearest.ts';
import type { Schema } from './schemas.ts';

const WORDS: Readonly<Record<string, string>> = {
  string: 'text',
  integer: 'a whole number',
  number: 'a number',
  boolean: 'true or false',
  object: 'a group of settings',
  array: 'a list (each entry on a line of its own, after "- ")',
};

/** What ajv found, as one plain sentence per place that says what to do. Values are never repeated: some are secrets. */
export function explain(errors: readonly ErrorObject[]): readonly Finding[] {
  // `propertyNames` reports the name as a whole; the rule inside it says the same again
  const telling = errors.filter(({ propertyName }) => propertyName === undefined);
  const mistyped = new Set(telling.flatMap(meantName));
  return telling.flatMap((error) => {
    const at = pointerParts(error.instancePath);
    const { missingProperty, additionalProperty, propertyName } = error.params as Readonly<Record<string, string>>;
    switch (error.keyword) {
      case 'required': {
        if (missingProperty === undefined || mistyped.has(`${error.instancePath}/${missingProperty}`)) return [];
        return [{ at: [...at, missingProperty], reason: 'is missing; it must be set' }];
      }
      case 'additionalProperties': {
        const name = additionalProperty ?? '';
        return [{ at: [...at, name], reason: `is not known${suggestion(name, knownNames(error))}` }];
      }
      case 'propertyNames': {
        const rule = (error.parentSchema as Schema).propertyNames?.description ?? '';
        return [{ at: [...at, propertyName ?? ''], reason: `is not a possible name. ${rule}`.trim() }];
      }
      default:
        return [{ at, reason: reasonOf(error) }];
    }
  });
}

function reasonOf({ keyword, params, data, parentSchema, message = 'is wrong' }: ErrorObject): string {
  const { description } = parentSchema as Schema;
  switch (keyword) {
    case 'type': {
      const type = String(params.type);
      if (data === null || data === '') return `is empty; it must be ${WORDS[type] ?? type}`;
      return `must be ${WORDS[type] ?? type}${quotesHint(type, data)}`;
    }
    case 'enum': {
      const allowed = (params.allowedValues as readonly unknown[]).map(String);
      return `must be one of ${allowed.join(', ')}`;
    }
    case 'minLength':
      return data === '' ? 'is empty' : `must have at least ${String(params.limit)} characters`;
    case 'minItems':
    case 'minProperties':
      return 'is empty; it needs at least one entry';
    case 'uniqueItems':
      return 'names the same thing twice';
    case 'format':
      return params.format === 'date'
        ? 'must be a real date, like 2030-12-31'
        : 'must be an address, like https://host/path';
    case 'pattern':
      return `is not in the right form. ${description ?? message}`;
    default:
      return message; // "must be <= 65535"
  }
}

function quotesHint(type: string, data: unknown): string {
  if (type === 'string' && (typeof data === 'number' || typeof data === 'boolean')) return ': put it in quotes';
  const isQuotedNumber = typeof data === 'string' && /^\d+$/.test(data);
  return isQuotedNumber && (type === 'integer' || type === 'number') ? ': leave out the quotes' : '';
}

function knownNames({ parentSchema }: ErrorObject): readonly string[] {
  return Object.keys((parentSchema as Schema).properties ?? {});
}

/** Where somebody wrote `consumerID`, "consumerId is missing" would be the same mistake a second time. */
function meantName(error: ErrorObject): readonly string[] {
  if (error.keyword !== 'additionalProperties') return [];
  const close = nearest(String(error.params.additionalProperty), knownNames(error));
  return close === undefined ? [] : [`${error.instancePath}/${close}`];
}

/** The keys of a JSON pointer. */
export function pointerParts(pointer: string): readonly string[] {
  return pointer
    .split('/')
    .slice(1)
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'));
}
