import type { UpstreamCall } from '../../connectors/connector.ts';
import type { Field, Fields } from '../../openapi/generated/mapping.ts';
import type { CodeLists } from './codes.ts';
import { type Asked, compileField, type FieldReader, type Reading, ruleOf } from './field.ts';
import type { WholeOperation } from './inherit.ts';
import { messageOf } from './message-of.ts';
import { compileObject } from './object.ts';
import { MISSING } from './paths.ts';

export type Settings = Readonly<Record<string, string>>;

/** Builds the call for one question. Throws a RangeError that names what the question lacks. */
export type CallBuilder = (
  asked: Asked,
  settings: Settings,
) => Pick<UpstreamCall, 'method' | 'path' | 'headers' | 'body'>;

export interface AskContext {
  readonly codeLists: CodeLists;
  readonly mistake: (path: string, reason: string) => void;
}

type Value = (asked: Asked, settings: Settings) => string | undefined;

export function compileAsk(ask: WholeOperation['ask'], context: AskContext): CallBuilder {
  const values = compileValues(ask.with ?? {}, 'ask.with', context);
  const query = compileValues(ask.query ?? {}, 'ask.query', context);
  const { method, path: template } = ask;
  const path = compileTemplate(template, values, context);
  const body = ask.body ? compileBody(ask.body, context) : undefined;
  const headers = ask.headers ?? {};
  return (asked, settings) => ({
    method,
    path: path(asked, settings) + queryText(query, asked, settings),
    headers,
    ...(body === undefined ? {} : { body: body(asked) }),
  });
}

/** Every part is percent-encoded by itself, a slash in a keyword included. */
function compileTemplate(template: string, values: ReadonlyMap<string, Value>, { mistake }: AskContext): Value {
  const pieces = template.split(/\{([^}]+)\}/);
  const used = pieces.filter((_, index) => index % 2 === 1);
  for (const name of used) if (!values.has(name)) mistake('ask.path', `{${name}} is not in ask.with`);
  return (asked, settings) => {
    let path = pieces[0] ?? '';
    for (let index = 1; index < pieces.length; index += 2) {
      const name = pieces[index] ?? '';
      const value = values.get(name)?.(asked, settings);
      if (value === undefined || value === '') throw new RangeError(`the question lacks "${name}"`);
      path += encodeURIComponent(value) + (pieces[index + 1] ?? '');
    }
    return path;
  };
}

function queryText(query: ReadonlyMap<string, Value>, asked: Asked, settings: Settings): string {
  if (query.size === 0) return '';
  const pairs = [...query].flatMap(([name, read]) => {
    const value = read(asked, settings);
    return value === undefined ? [] : [`${encodeURIComponent(name)}=${encodeURIComponent(value)}`];
  });
  return pairs.length ? `?${pairs.join('&')}` : '';
}

function compileValues(fields: Fields, at: string, context: AskContext): ReadonlyMap<string, Value> {
  const values = new Map<string, Value>();
  for (const [name, field] of Object.entries(fields)) {
    if (field === null) continue;
    const { setting } = ruleOf(field);
    if (setting !== undefined) values.set(name, (_asked, settings) => settings[setting]);
    else {
      const read = compile(field, `${at}.${name}`, context);
      values.set(name, (asked) => textOf(take(read, asked)));
    }
  }
  return values;
}

function textOf(value: unknown): string | undefined {
  return value === MISSING ? undefined : String(value);
}

function compileBody(fields: Fields, context: AskContext): (asked: Asked) => Readonly<Record<string, unknown>> {
  const readers = new Map(
    Object.entries(fields).map(([target, field]) => [target, compile(field, `ask.body.${target}`, context)]),
  );
  const build = compileObject(readers);
  return (asked) => {
    const body = take(build, asked);
    return body === MISSING ? {} : (body as Readonly<Record<string, unknown>>);
  };
}

function compile(field: Field, at: string, { codeLists, mistake }: AskContext): FieldReader {
  try {
    return compileField(field, { direction: 'asking', codeLists, prefix: '', nullable: false });
  } catch (error) {
    mistake(at, messageOf(error));
    return () => MISSING;
  }
}

function take(read: FieldReader, asked: Asked): unknown {
  const reading: Reading = { asked, partial: false, drift: [], additive: [] };
  const value = read(asked, reading);
  const [missing] = reading.drift;
  if (missing) throw new RangeError(`the question lacks "${missing.path}" (${missing.expected})`);
  return value;
}
