import type { Fields } from '../../../openapi/generated/mapping.ts';
import type { CodeLists } from '../codes.ts';
import { type Asked, isOptional, pathsOf, ruleOf } from '../field.ts';
import type { WholeOperation } from '../inherit.ts';
import { messageOf } from '../message-of.ts';
import { compilePath, foldText, isBlank, MISSING } from '../paths.ts';
import { compileParting } from './join.ts';
import { isTree, put, type Tree } from './place.ts';
import { compileBack } from './value.ts';

/** A call as an application of the old interface makes it. */
export interface WireCall {
  readonly method: string;
  /** Below the old base address, percent-encoded, without the query. */
  readonly path: string;
  readonly query: URLSearchParams;
  /** As the protocol unwrapped it. */
  readonly body: unknown;
}

export type Recognised = Said &
  (
    | { readonly kind: 'asked' }
    /** It is this operation, but what stands at these places is nothing the release can have been asked. */
    | { readonly kind: 'misasked'; readonly at: readonly string[] }
  );
interface Said {
  readonly asked: Asked;
  /** Places where something must stand and nothing does. */
  readonly lacking: readonly string[];
}

/** `undefined`: the call is of another operation. */
export type Recognise = (call: WireCall) => Recognised | undefined;

export interface RecogniseContext {
  /** A constant of the release must be that where it is sent, and what is joined must come apart. */
  readonly strict?: boolean;
  readonly codeLists: CodeLists;
  readonly mistake: (path: string, reason: string) => void;
}

interface Complaints {
  /** Places that say nothing a release can have been asked. */
  readonly wrong: string[];
  readonly lacking: string[];
}
/** What one part of a call says. */
type Take = (source: unknown, asked: Tree, complaints: Complaints) => void;

/** Compiles the inverse of `ask`. What is missing is left out: whether that is enough is for whoever answers. */
export function compileRecognise(ask: WholeOperation['ask'], context: RecogniseContext): Recognise {
  const match = compileTemplate(ask.path);
  const used = new Set(match.names);
  const named = Object.fromEntries(Object.entries(ask.with ?? {}).filter(([name]) => used.has(name)));
  const fromPath = compileTakes(named, 'ask.with', context);
  const fromQuery = compileTakes(ask.query ?? {}, 'ask.query', context);
  const fromBody = compileTakes(ask.body ?? {}, 'ask.body', context);
  return ({ method, path, query, body }) => {
    if (method !== ask.method) return undefined;
    const parts = match.read(path);
    if (!parts) return undefined;
    const asked: Tree = {};
    const complaints: Complaints = { wrong: [], lacking: [] };
    fromPath(parts, asked, complaints);
    fromQuery(Object.fromEntries(query), asked, complaints);
    fromBody(body, asked, complaints);
    const { wrong, lacking } = complaints;
    return wrong.length > 0 ? { kind: 'misasked', at: wrong, asked, lacking } : { kind: 'asked', asked, lacking };
  };
}

/** Literal parts are compared without case: documents and servers of one upstream spell the same path in several ways. */
function compileTemplate(template: string) {
  const pieces = template.split(/\{([^}]+)\}/);
  const names = pieces.filter((_, index) => index % 2 === 1);
  const pattern = pieces.map((piece, index) =>
    index % 2 === 1 ? '([^/]+)' : piece.replace(/[.*+?^$()[\]\\|{}]/g, '\\$&'),
  );
  const expression = new RegExp(`^${pattern.join('')}/?$`, 'i');
  return {
    names,
    read(path: string): Tree | undefined {
      const found = expression.exec(path);
      if (!found) return undefined;
      return Object.fromEntries(names.map((name, index) => [name, decoded(found[index + 1] ?? '')]));
    },
  };
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part; // a lone per cent sign is somebody's text
  }
}

function compileTakes(fields: Fields, at: string, context: RecogniseContext, prefix = ''): Take {
  const takes = [
    ...halvesOf(fields),
    ...Object.entries(fields).flatMap(([target, field]): Take[] => {
      try {
        return field === null ? [] : compileTake(target, ruleOf(field), { ...context, at: `${at}.${target}`, prefix });
      } catch (error) {
        context.mistake(`${at}.${target}`, messageOf(error));
        return [];
      }
    }),
  ];
  return (source, asked, complaints) => {
    for (const take of takes) take(source, asked, complaints);
  };
}

interface TakeContext extends RecogniseContext {
  readonly at: string;
  /** Of the places that are complained of. */
  readonly prefix: string;
}
type Rule = ReturnType<typeof ruleOf>;

function compileTake(target: string, rule: Rule, context: TakeContext): Take[] {
  const find = compilePath(target);
  const place = `${context.prefix}${target}`;
  if ('value' in rule) return context.strict ? [takeConstant(rule.value, find, place)] : [];
  if (rule.setting !== undefined || isHalf(rule.as)) return [];
  if (rule.join) return [takeJoin(rule, find, place, context)];
  const [path = ''] = pathsOf(rule);
  if (rule.fields) return [takeInside(path, compileTakes(rule.fields, context.at, context, `${place}.`), find)];
  if (rule.each) return [takeEach(rule, compileTakes(rule.each, context.at, context, `${place}.`), find, place)];
  return [takeOne(rule, find, place, context)];
}

function takeOne(rule: Rule, find: Find, place: string, { codeLists }: TakeContext): Take {
  const [path = ''] = pathsOf(rule);
  const back = compileBack(rule, { direction: 'asking', codeLists });
  const isNothing = nothingOf(rule);
  const optional = isOptional(rule);
  return (source, asked, { wrong, lacking }) => {
    const value = find(source);
    if (isBlank(value) || isNothing(value)) {
      if (!optional) lacking.push(place);
      return;
    }
    const read = back(value);
    if (read === MISSING) wrong.push(place);
    else put(asked, path, read);
  };
}

type Find = (source: unknown) => unknown;

/** Whoever writes a word for "none" says nothing by it. */
function nothingOf({ nothing = [] }: Rule): (value: unknown) => boolean {
  const folded = new Set(nothing.map(foldText));
  return (value) => folded.size > 0 && typeof value !== 'object' && folded.has(foldText(String(value)));
}

function takeConstant(constant: unknown, find: Find, place: string): Take {
  return (source, _asked, { wrong }) => {
    const value = find(source);
    if (!isBlank(value) && String(value) !== String(constant)) wrong.push(place);
  };
}

function takeInside(path: string, below: Take, find: Find): Take {
  return (source, asked, complaints) => {
    const inside: Tree = {};
    below(find(source), inside, complaints);
    if (Object.keys(inside).length > 0) put(asked, path, inside);
  };
}

function takeEach(rule: Rule, below: Take, find: Find, place: string): Take {
  const [path = ''] = pathsOf(rule);
  const optional = isOptional(rule);
  return (source, asked, complaints) => {
    const rows = find(source);
    const isEmpty = Array.isArray(rows) && rows.length === 0;
    if ((isBlank(rows) || isEmpty) && !optional) complaints.lacking.push(place);
    if (isBlank(rows)) return;
    if (Array.isArray(rows) && rows.every(isTree)) {
      const taken = rows.map((row) => {
        const one: Tree = {};
        below(row, one, complaints);
        return one;
      });
      put(asked, path, taken);
    } else complaints.wrong.push(place);
  };
}

function takeJoin(rule: Rule, find: Find, place: string, { strict = false }: TakeContext): Take {
  const part = compileParting(rule);
  const paths = pathsOf(rule);
  const optional = isOptional(rule);
  return (source, asked, { wrong, lacking }) => {
    const text = find(source);
    if (isBlank(text)) {
      if (!optional) lacking.push(place);
      return;
    }
    const parts = typeof text === 'string' ? part(text) : undefined;
    if (strict && !(parts && isPadded(parts, rule))) wrong.push(place);
    for (const [index, one] of (parts ?? []).entries()) if (!isBlank(one)) put(asked, paths[index] ?? '', one);
  };
}

/** A part with a width was padded with zeros: it is digits. */
function isPadded(parts: readonly (string | undefined)[], { widths }: Rule): boolean {
  return !widths || parts.every((one) => one !== undefined && /^\d+$/.test(one));
}

function isHalf(as: string | undefined): boolean {
  return as === 'first-word' || as === 'other-words';
}

/** A name that was written into two fields is one name again. */
function halvesOf(fields: Fields): Take[] {
  const halves = new Map<string, { first?: string; others?: string }>();
  for (const [target, field] of Object.entries(fields)) {
    const rule = ruleOf(field);
    if (!isHalf(rule.as)) continue;
    const [path = ''] = pathsOf(rule);
    halves.set(path, { ...halves.get(path), [rule.as === 'first-word' ? 'first' : 'others']: target });
  }
  return [...halves].map(([path, { first, others }]) => {
    const finds = [first, others].flatMap((target) => (target === undefined ? [] : [compilePath(target)]));
    return (source, asked) => {
      const words = finds.map((find) => find(source)).filter((word) => !isBlank(word));
      if (words.length > 0) put(asked, path, words.map((word) => String(word).trim()).join(' '));
    };
  });
}
