import type { Field, FieldRule, Fields } from '../../../openapi/generated/mapping.ts';
import type { CodeLists } from '../codes.ts';
import { pathsOf, ruleOf } from '../field.ts';
import { messageOf } from '../message-of.ts';
import { compilePath, isBlank, MISSING } from '../paths.ts';
import { compileParting } from './join.ts';
import { put, type Tree } from './place.ts';
import { compileBack } from './value.ts';

/** Fields of the first level that may be written; `undefined`: all of them. */
export type Allowed = ReadonlySet<string> | undefined;
/** Writes one record of the shared model as the upstream wrote it. */
export type Writer = (record: unknown, allowed: Allowed) => Tree;

export interface WriteContext {
  readonly codeLists: CodeLists;
  /** Paths below the record whose digits are a JSON number there. */
  readonly numbers: ReadonlySet<string>;
  readonly mistake: (path: string, reason: string) => void;
}

type Write = (record: unknown, into: Tree) => void;

/** Compiles the inverse of `answer.fields`. What has no inverse is noted as a mistake. */
export function compileWriter(fields: Fields, context: WriteContext, at = 'answer.fields', prefix = ''): Writer {
  const writes = Object.entries(fields).flatMap(([target, field]) => {
    try {
      const write = compileWrite(target, field, context, `${at}.${target}`, prefix);
      return write ? [{ top: target.split('.')[0] ?? '', write }] : [];
    } catch (error) {
      context.mistake(`${at}.${target}`, messageOf(error));
      return [];
    }
  });
  return (record, allowed) => {
    const made: Tree = {};
    for (const { top, write } of writes) if (!allowed || allowed.has(top)) write(record, made);
    return made;
  };
}

function compileWrite(
  target: string,
  field: Field,
  context: WriteContext,
  at: string,
  prefix: string,
): Write | undefined {
  const rule = ruleOf(field);
  if (field === null || 'value' in rule || rule.expr !== undefined) return undefined; // nothing of the upstream's is in it
  const find = compilePath(target);
  const [path = ''] = pathsOf(rule);
  if (rule.join) return writeParts(rule, find, context, prefix);
  if (rule.fields) {
    const below = compileWriter(rule.fields, context, at, `${prefix}${path}.`);
    return (record, into) => {
      const value = find(record);
      put(into, path, isBlank(value) ? null : below(value, undefined));
    };
  }
  if (rule.each) {
    const below = compileWriter(rule.each, context, at, `${prefix}${path}.`);
    return (record, into) => {
      const value = find(record);
      put(into, path, Array.isArray(value) ? value.map((row) => below(row, undefined)) : []);
    };
  }
  return writeOne(rule, find, path, context, prefix);
}

/** A field without a value is what the upstream writes for none, else null; one that is there only if asked is left out. */
function writeOne(
  rule: FieldRule,
  find: (record: unknown) => unknown,
  path: string,
  context: WriteContext,
  prefix: string,
): Write {
  const { codeLists } = context;
  const back = compileBack(rule, { direction: 'reading', codeLists });
  const asNumber = context.numbers.has(prefix + path);
  const none = rule.nothing?.[0] ?? null;
  return (record, into) => {
    const value = find(record);
    if (isBlank(value) && rule.asked !== undefined) return;
    const written = isBlank(value) ? MISSING : back(value);
    put(into, path, written === MISSING ? none : asNumber ? numberOf(written, rule.pad) : written);
  };
}

/** Of a blank code nothing is written: another field may hold the same number. */
function writeParts(rule: FieldRule, find: (record: unknown) => unknown, context: WriteContext, prefix: string): Write {
  if (rule.as !== undefined) throw new RangeError(`"${rule.as}" of a join cannot be read backwards`);
  const part = compileParting(rule);
  const paths = pathsOf(rule);
  return (record, into) => {
    const value = find(record);
    const parts = typeof value === 'string' ? part(value) : undefined;
    for (const [index, path] of paths.entries()) {
      const text = parts?.[index] ?? null;
      put(into, path, context.numbers.has(prefix + path) ? numberOf(text, true) : text);
    }
  };
}

const DIGITS = /^\d+$/;

/** A number keeps every digit, also above 2^53. Leading zeros go only where reading puts them back. */
function numberOf(value: unknown, padded = false): unknown {
  if (typeof value !== 'string' || !DIGITS.test(value)) return value;
  if (value.startsWith('0') && value !== '0' && !padded) return value;
  const exact = BigInt(value);
  return exact <= Number.MAX_SAFE_INTEGER ? Number(exact) : exact;
}
