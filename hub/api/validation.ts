import { Ajv2020, type ErrorObject, type FormatDefinition, type ValidateFunction } from 'ajv/dist/2020.js';
import type { DataValidationCxt } from 'ajv/dist/types/index.js';
import addFormats from 'ajv-formats';
import type { Kesalahan } from '../../openapi/generated/types.ts';
import { identifiers } from '../identifiers/numbers.ts';
import type { Parsed } from '../identifiers/parsed.ts';
import { withoutLongNumbers } from '../identifiers/without-long-numbers.ts';
import type { ApiDocument, ApiOperation, Parameter } from './document.ts';

export type Mistakes = readonly Kesalahan[];

export interface RawRequest {
  readonly path: Readonly<Record<string, string | undefined>>;
  /** `undefined` when the address has no query. */
  readonly query: URLSearchParams | undefined;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: unknown;
}

/** Every mistake of a request at once; where there is none, what the operation is called with. */
export type Checked =
  | { readonly kind: 'good'; readonly params: Record<string, unknown> }
  | { readonly kind: 'bad'; readonly mistakes: Mistakes };

export interface Validation {
  check(operation: ApiOperation): (request: RawRequest) => Checked;
  /** What is wrong with an answer of this status; for tests, where every answer is held against the document. */
  checkAnswer(operation: ApiOperation, status: number, body: unknown): Mistakes;
}

const made = new WeakMap<ApiDocument, Validation>();

/**
 * Compiles the document's schemas at load; a request pays for running them only. Whoever holds the same document gets the
 * same checks: they keep nothing between two requests.
 */
export function createValidation(document: ApiDocument): Validation {
  const there = made.get(document) ?? compileValidation(document);
  made.set(document, there);
  return there;
}

function compileValidation(document: ApiDocument): Validation {
  const code = { optimize: false }; // to shorten what it writes takes Ajv longer than to write it, and V8 does the same
  const ajv = new Ajv2020({ strict: false, allErrors: true, coerceTypes: false, useDefaults: false, code });
  addFormats.default(ajv);
  ajv.addFormat('date-time', isMoment);
  ajv.addKeyword({ keyword: 'x-identifier', type: 'string', errors: true, modifying: true, compile: identifierCheck });
  ajv.addSchema({ ...document.json, $id: 'api' });
  const compiled = new Map<string, ValidateFunction>();
  const at = (pointer: string): ValidateFunction => {
    const there = compiled.get(pointer) ?? ajv.compile({ $ref: `api${pointer}` });
    compiled.set(pointer, there);
    return there;
  };

  const checks = new Map<ApiOperation, ReturnType<Validation['check']>>();
  const compileCheck: Validation['check'] = (operation) => {
    const parameters = operation.parameters.map((parameter) => ({
      ...parameter,
      validate: ajv.compile(anchored(parameter.schema)),
      parse: parserOf(parameter),
    }));
    const body = operation.bodySchema === undefined ? undefined : at(operation.bodySchema);
    const ofPath = parameters.filter((one) => one.in === 'path');
    const ofQuery = parameters.filter((one) => one.in === 'query');
    const ofHeader = parameters
      .filter((one) => one.in === 'header')
      .map((one) => ({ ...one, key: one.name.toLowerCase() }));
    const known = new Set(ofQuery.map(({ name }) => name));
    return (request) => {
      const mistakes: Kesalahan[] = [];
      const params: Record<string, unknown> = {};
      for (const one of ofPath) take(one, request.path[one.name], 'path', params, mistakes);
      if (request.query)
        for (const name of new Set(request.query.keys()))
          if (!known.has(name)) mistakes.push({ di: `query.${shown(name)}`, masalah: unknownParameter(known) });
      for (const one of ofQuery) take(one, queryValue(request.query, one, mistakes), 'query', params, mistakes);
      for (const one of ofHeader) checkHeader(one, request.headers[one.key], mistakes);
      if (body && (operation.bodyRequired || request.body !== undefined)) {
        if (body(request.body)) Object.assign(params, request.body);
        else mistakes.push(...explain(body.errors ?? [], 'body'));
      }
      return mistakes.length > 0 ? { kind: 'bad', mistakes } : { kind: 'good', params };
    };
  };

  return {
    check(operation) {
      const check = checks.get(operation) ?? compileCheck(operation);
      checks.set(operation, check);
      return check;
    },
    checkAnswer(operation, status, body) {
      const pointer = operation.answerSchemas.get(status);
      if (pointer === undefined) return [{ di: 'status', masalah: `${operation.id} documents no ${status} with JSON` }];
      const validate = at(pointer);
      return validate(body) ? [] : explain(validate.errors ?? [], 'answer');
    },
  };
}

const hasForm = addFormats.default.get('date-time') as FormatDefinition<string>;

/** RFC 3339 has forms that JavaScript has no moment for (a leap second, `+07`): a service would stumble over them. */
function isMoment(text: string): boolean {
  return !Number.isNaN(Date.parse(text)) && (hasForm.validate as (text: string) => boolean)(text);
}

/** A schema taken out of the document still means the document's components. */
function anchored(schema: object): object {
  return JSON.parse(JSON.stringify(schema).replaceAll('"#/components/', '"api#/components/')) as object;
}

type Compiled = Parameter & { readonly validate: ValidateFunction; readonly parse: Parse | undefined };

function take(
  parameter: Compiled,
  value: unknown,
  place: string,
  params: Record<string, unknown>,
  mistakes: Kesalahan[],
) {
  if (value === undefined || value === '') {
    if (parameter.required) mistakes.push({ di: `${place}.${parameter.name}`, masalah: 'wajib diisi' });
    return;
  }
  const parsed = parameter.parse?.(String(value));
  if (parsed?.kind === 'good') params[parameter.name] = parsed.value;
  else if (parameter.validate(value)) params[parameter.name] = value;
  else mistakes.push(...explain(parameter.validate.errors ?? [], `${place}.${parameter.name}`));
}

function queryValue(query: URLSearchParams | undefined, { name, schema }: Parameter, mistakes: Kesalahan[]): unknown {
  if (!query) return undefined;
  const values = query.getAll(name);
  const [value] = values;
  if (values.length > 1) mistakes.push({ di: `query.${name}`, masalah: 'hanya boleh satu kali' });
  if (value === undefined) return undefined;
  if (schema.type === 'integer' && /^-?\d{1,15}$/.test(value)) return Number(value);
  return schema.type === 'array' ? value.split(',') : value;
}

function checkHeader(parameter: Compiled, value: string | string[] | undefined, mistakes: Kesalahan[]): void {
  if (value === undefined || parameter.validate(value)) return;
  mistakes.push(...explain(parameter.validate.errors ?? [], `header.${parameter.name}`));
}

/** A name that the caller made up: long enough to be recognised, and never somebody's number. */
function shown(name: string): string {
  return withoutLongNumbers(name).slice(0, 60);
}

function unknownParameter(known: ReadonlySet<string>): string {
  return known.size > 0
    ? `tidak dikenal; yang ada: ${[...known].join(', ')}`
    : 'tidak dikenal; operasi ini tanpa query';
}

/** An identifier is read once, here; a service gets it in its one written form. */
type Parse = (text: string) => Parsed<string>;

function parserOf({ schema }: Parameter): Parse | undefined {
  const parse = identifiers[String(schema['x-identifier'] ?? '')];
  const longest = typeof schema.maxLength === 'number' ? schema.maxLength : 0;
  return parse && ((text) => (text.length <= longest ? parse(text) : { kind: 'bad', reason: '' }));
}

/** The number's own rule in words, instead of "must pass keyword validation". Never repeats the number. */
function identifierCheck(kind: string) {
  const parse = identifiers[kind];
  if (!parse) throw new Error(`openapi names an unknown x-identifier "${kind}"`);
  const check = (text: string, place?: DataValidationCxt): boolean => {
    const parsed = parse(text);
    if (parsed.kind === 'good') {
      if (place?.parentData) place.parentData[place.parentDataProperty] = parsed.value;
      return true;
    }
    check.errors = [{ keyword: 'x-identifier', message: parsed.reason, params: {} }];
    return false;
  };
  check.errors = [] as Partial<ErrorObject>[];
  return check;
}

/** Ajv's errors in words, with `place` before every path. */
export function explain(errors: readonly ErrorObject[], place: string): Kesalahan[] {
  return errors.map((error) => {
    const inside = error.instancePath.slice(1).replaceAll('/', '.');
    const { missingProperty, additionalProperty } = error.params as Readonly<Record<string, string | undefined>>;
    const name = missingProperty ?? (additionalProperty === undefined ? undefined : shown(additionalProperty));
    return { di: [place, inside, name].filter(Boolean).join('.'), masalah: sentence(error) };
  });
}

const FORMATS: Readonly<Record<string, string>> = {
  date: 'harus tanggal yang ada, berbentuk yyyy-MM-dd',
  'date-time': 'harus waktu yang ada, dengan zona, misalnya 2026-11-20T09:15:00+07:00',
};

/** Ajv's rules in Indonesian; what is not listed keeps its English words rather than losing them. */
function sentence({ keyword, message = 'tidak sesuai', params }: ErrorObject): string {
  const told = params as Readonly<Record<string, unknown>>;
  switch (keyword) {
    case 'required':
      return 'wajib diisi';
    case 'additionalProperties':
      return 'tidak dikenal';
    case 'type':
      return `harus berjenis ${String(told.type)}`;
    case 'enum':
      return `harus salah satu dari ${(told.allowedValues as readonly unknown[]).join(', ')}`;
    case 'format':
      return FORMATS[String(told.format)] ?? `harus berbentuk ${String(told.format)}`;
    case 'pattern':
      return `harus sesuai pola ${String(told.pattern)}`;
    case 'minLength':
      return `sedikitnya ${String(told.limit)} karakter`;
    case 'maxLength':
      return `paling banyak ${String(told.limit)} karakter`;
    case 'minProperties':
      return 'terlalu sedikit isi: kirim sedikitnya satu elemen untuk dicocokkan selain nik';
    case 'minimum':
    case 'maximum':
      return `harus ${String(told.comparison)} ${String(told.limit)}`;
    default:
      return message;
  }
}
