import type { Drift } from '../../connectors/connector.ts';
import type { Field, FieldRule, Fields } from '../../openapi/generated/mapping.ts';
import { noteUnlisted } from './additive-drift.ts';
import { type CodeLists, codesOf, compileCodes, compileComparison, Unlisted } from './codes.ts';
import { compilePath, foldText, type Getter, isBlank, isRecord, kindOf, MISSING } from './paths.ts';
import { type Convert, Misfit, type Scalar, transforms } from './transforms.ts';

export type Asked = Readonly<Record<string, unknown>>;

/** One reading of one answer: what was asked, and what did not fit so far. */
export interface Reading {
  /** `undefined` when nobody knows what was asked (an operator's sample). */
  readonly asked: Asked | undefined;
  /** The record may be missing: a field that is not there is no drift. */
  readonly partial: boolean;
  /** Breaking: one is enough, and the answer is not used. */
  readonly drift: Drift[];
  /** What is new and harmless. */
  readonly additive: Drift[];
}

/** Takes one value out of an upstream's record; `MISSING` leaves the target out. */
export type FieldReader = (source: unknown, reading: Reading) => unknown;

export type Direction = 'reading' | 'asking';

export interface FieldContext {
  readonly direction: Direction;
  readonly codeLists: CodeLists;
  /** Put before a path in drift reports. */
  readonly prefix: string;
  /** The shared model takes `null` here. */
  readonly nullable: boolean;
}

const MOST_DRIFT = 50; // a list of ten thousand rows that all changed is one change
export function report(reading: Reading, drift: Drift): typeof MISSING {
  if (reading.drift.length < MOST_DRIFT) reading.drift.push(drift);
  return MISSING;
}

export function ruleOf(field: Field): FieldRule {
  return typeof field === 'string' ? { from: field } : (field ?? {});
}

/** The paths a field takes, without the `?` that makes it optional. */
export function pathsOf(rule: FieldRule): readonly string[] {
  const from: readonly string[] =
    rule.from === undefined ? [] : typeof rule.from === 'string' ? [rule.from] : rule.from;
  return [...from, ...(rule.join ?? [])].map((path) => path.replace(/\?$/, ''));
}

export function isOptional(rule: FieldRule): boolean {
  const from = rule.from ?? rule.join ?? [];
  return typeof from === 'string' ? from.endsWith('?') : from.some((path) => path.endsWith('?'));
}

/** Compiles one field to a closure. Throws a RangeError that says what is wrong with the rule. */
export function compileField(field: Field, context: FieldContext): FieldReader {
  const rule = ruleOf(field);
  if ('value' in rule) return () => rule.value;
  if (rule.join) return compileJoin(rule, context);
  if (rule.from === undefined) throw new RangeError('needs one of from, join, value, setting, expr');
  return compileOnly(rule, context, compileTaking(rule, context));
}

function compileTaking(rule: FieldRule, context: FieldContext): FieldReader {
  const getters = pathsOf(rule).map(compilePath);
  const [first] = getters;
  const find: Getter = getters.length === 1 && first ? first : (source) => firstFilled(getters, source);
  const { fields, each } = rule;
  if (fields && each) throw new RangeError('has fields or each, not both');
  if (fields) return compileInside(rule, fields, context, find);
  if (each) return compileEach(rule, each, context, find);
  return guard(rule, context, find, compileConvert(rule, context));
}

/** What may be taken beside certain words only: a reporter beside "not anonymous". In doubt it is left. */
function compileOnly({ only }: FieldRule, { nullable, direction }: FieldContext, take: FieldReader): FieldReader {
  if (only === undefined) return take;
  const conditions = Object.entries(only).map(([path, words]) => {
    const folded = new Set(words.map(foldText));
    return { find: compilePath(path), folded };
  });
  const whenLeft = nullable && direction === 'reading' ? null : MISSING;
  return (source, reading) => {
    const holds = conditions.every(({ find, folded }) => isOneOf(find(source), folded));
    return holds ? take(source, reading) : whenLeft;
  };
}

/** A blank that is there is the word ''; what is missing is no word at all. */
function isOneOf(value: unknown, folded: ReadonlySet<string>): boolean {
  if (value === undefined || (typeof value === 'object' && value !== null)) return false;
  return folded.has(foldText(value === null ? '' : String(value)));
}

/** One object inside the record. Its fields are as strict as they are written once it is there. */
function compileInside(rule: FieldRule, fields: Fields, context: FieldContext, find: Getter): FieldReader {
  const path = context.prefix + (pathsOf(rule)[0] ?? '');
  const build = compileFieldsBelow(fields, context, `${path}.`);
  const whenBlank = context.nullable && context.direction === 'reading' ? null : MISSING;
  const optional = isOptional(rule);
  return (source, reading) => {
    const value = find(source);
    if (isBlank(value) && (optional || reading.partial)) return whenBlank;
    if (isRecord(value)) return build(value, reading);
    return report(reading, { kind: 'breaking', path, expected: 'an object', got: kindOf(value) });
  };
}

/** A list of objects. Where it may be missing, nothing and null are an empty list; an object in its place never is. */
function compileEach(rule: FieldRule, fields: Fields, context: FieldContext, find: Getter): FieldReader {
  const path = context.prefix + (pathsOf(rule)[0] ?? '');
  const build = compileFieldsBelow(fields, context, `${path}[].`);
  const optional = isOptional(rule);
  const saysNothing = compileNothing(rule.nothing);
  return (source, reading) => {
    const value = find(source);
    if ((isBlank(value) || saysNothing?.(value)) && (optional || reading.partial)) return [];
    if (!Array.isArray(value))
      return report(reading, { kind: 'breaking', path, expected: 'a list', got: kindOf(value) });
    return value.map((row) => {
      if (isRecord(row)) return build(row, reading);
      return report(reading, { kind: 'breaking', path: `${path}[]`, expected: 'an object', got: kindOf(row) });
    });
  };
}

/** Below the first level the shared model is not at hand: a blank becomes null there, and the whole is checked after. */
function compileFieldsBelow(fields: Fields, { direction, codeLists }: FieldContext, prefix: string): FieldReader {
  const nullable = direction === 'reading';
  const readers = Object.entries(fields).flatMap(([target, field]) =>
    field === null ? [] : [{ target, read: compileField(field, { direction, codeLists, prefix, nullable }) }],
  );
  return (source, reading) => {
    const made: Record<string, unknown> = {};
    for (const { target, read } of readers) {
      const value = read(source, reading);
      if (value !== MISSING) made[target] = value;
    }
    return made;
  };
}

function firstFilled(getters: readonly Getter[], source: unknown): unknown {
  let value: unknown;
  for (const getter of getters) {
    value = getter(source);
    if (!isBlank(value)) return value;
  }
  return value;
}

/** What happens to every field alike: asked at all? there at all? of the right kind? */
function guard(rule: FieldRule, context: FieldContext, find: Getter, convert: Convert): FieldReader {
  const optional = isOptional(rule);
  const path = context.prefix + (pathsOf(rule)[0] ?? '');
  const expected = rule.as ?? 'text';
  const whenBlank = blankOf(rule, context);
  const askedFor = rule.asked === undefined ? undefined : compilePath(rule.asked);
  const saysNothing = compileNothing(rule.nothing);
  return (source, reading) => {
    if (askedFor && reading.asked && askedFor(reading.asked) === undefined) return MISSING;
    const value = find(source);
    if (isBlank(value) || saysNothing?.(value)) {
      if (optional || reading.partial || (askedFor && !reading.asked)) return whenBlank;
      return report(reading, { kind: 'breaking', path, expected, got: kindOf(value) });
    }
    const converted = typeof value === 'object' ? new Misfit(expected) : convert(value as Scalar);
    if (!(converted instanceof Misfit)) return converted;
    if (converted instanceof Unlisted) {
      noteUnlisted(reading.additive, path, converted);
      return converted.becomes;
    }
    return report(reading, { kind: 'breaking', path, expected: converted.expected, got: kindOf(value) });
  };
}

/** What an optional field is when it is not there; asking, the upstream's own word for "none" is written. */
function blankOf({ nothing }: FieldRule, { direction, nullable }: FieldContext): unknown {
  if (direction === 'asking') return nothing ? (nothing[0] ?? MISSING) : MISSING;
  return nullable ? null : MISSING;
}

/** Some upstreams write a word for "none": 0 for a postal code, a dash for a name. */
function compileNothing(words: readonly string[] | undefined): ((value: unknown) => boolean) | undefined {
  if (!words) return undefined;
  const folded = new Set(words.map(foldText));
  return (value) => typeof value !== 'object' && folded.has(foldText(String(value)));
}

function compileConvert(rule: FieldRule, { direction, codeLists }: FieldContext): Convert {
  const codes = codesOf(rule, codeLists);
  if (rule.as === 'comparison') {
    if (!codes) throw new RangeError('"comparison" needs codes');
    return compileComparison(codes, rule);
  }
  const name = rule.as ?? 'text';
  const transform = Object.hasOwn(transforms, name) ? transforms[name] : undefined;
  if (!transform)
    throw new RangeError(`unknown transform "${name}"; known: ${Object.keys(transforms).join(', ')}, comparison`);
  const convert = transform[direction](optionsOf(rule));
  if (rule.open && rule.otherwise === undefined) throw new RangeError('"open" needs otherwise');
  if (!codes) return convert;
  const lookUp = compileCodes(codes, direction === 'reading' ? rule : { ...rule, open: true });
  return (value) => {
    const converted = convert(value);
    return converted instanceof Misfit ? converted : lookUp(converted);
  };
}

export function optionsOf({ format, length, lengths, pad, split, take }: FieldRule) {
  return {
    formats: format === undefined ? [] : typeof format === 'string' ? [format] : format,
    ...(length === undefined ? {} : { length }),
    ...(lengths === undefined ? {} : { lengths }),
    ...(pad === undefined ? {} : { pad }),
    ...(split === undefined ? {} : { split }),
    ...(take === undefined ? {} : { take }),
  };
}

/** Codes that an upstream keeps in several numbers: 12, 75, 1, 1005 -> `12.75.01.1005`. */
function compileJoin(rule: FieldRule, context: FieldContext): FieldReader {
  const widths = rule.widths ?? [];
  const between = rule.between ?? '';
  const parts = (rule.join ?? []).map((path, index) => {
    const length = widths[index];
    const as = length === undefined ? {} : { as: 'digits', length, pad: true };
    return compileField({ from: path, ...as }, { ...context, nullable: false });
  });
  const convert = rule.as === undefined ? String : compileConvert(rule, context);
  return (source, reading) => {
    const values = parts.map((part) => part(source, reading));
    if (values.includes(MISSING)) return context.nullable ? null : MISSING;
    const converted = convert(values.join(between));
    if (!(converted instanceof Misfit)) return converted;
    const path = context.prefix + (rule.join?.[0] ?? '');
    return report(reading, { kind: 'breaking', path, expected: converted.expected, got: 'text' });
  };
}
