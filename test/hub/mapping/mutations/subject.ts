import type { HttpRequest, HttpResponse, Protocol } from '../../../../connectors/connector.ts';
import { askOnce } from '../../../../hub/exchange/ask.ts';
import type { Asked } from '../../../../hub/mapping/field.ts';
import type { Operation } from '../../../../hub/mapping/release.ts';
import type { Verdict } from '../../../../hub/mapping/verdict.ts';
import type { Outcome } from '../../../../openapi/generated/mapping.ts';
import { loadShipped } from '../shipped.ts';
import { type Change, type Changed, changed } from './change.ts';
import type { Opener } from './envelopes.ts';
import { type Expected, expectedOf } from './expected.ts';
import { at, isRecord, type Json, keysOf, type Path } from './json.ts';
import { ruleOf, sourcesOf, type Written, written } from './written.ts';

/** A recorded answer, and the two ways it is read: by the hub, and by what the files and documents say. */
export interface Subject {
  readonly name: string;
  readonly body: Json;
  /** Where codes stand, the envelope's own among them. */
  readonly coded: readonly Path[];
  read(body: Json | undefined): Promise<Verdict>;
  expect(change: Changed): Expected;
  /** The unchanged answer, as it was read. */
  readonly value: unknown;
}

export interface Recorded {
  readonly upstream: string;
  readonly release: string;
  readonly operation: string;
  readonly asked: Asked;
  readonly body: Json;
  readonly opener: Opener;
  /** The envelope's own code, where it has one. */
  readonly codeAt?: Path;
  /** What the form of the wire makes of a tree: XML has neither numbers nor lists of one. */
  readonly asSent?: (body: Json | undefined) => Json | undefined;
  readonly read: (body: Json | undefined) => Promise<Verdict>;
  readonly label?: string;
}

const { releases } = loadShipped();

export function operationOf(upstream: string, release: string, name: string): Operation {
  const operation = releases.get(`${upstream}/${release}`)?.operations.get(name);
  if (!operation) throw new Error(`no ${upstream}/${release}/${name}`);
  return operation;
}

/** Every operation that a release has, inherited ones too: a recorded answer is wanted of each. */
export function operationsOf(upstream: string): readonly string[] {
  return [...releases.values()]
    .filter((release) => release.upstream === upstream)
    .flatMap((release) => [...release.operations.keys()].map((name) => `${release.name} ${name}`));
}

export interface Wire {
  readonly instance: string;
  readonly protocol: Protocol<never>;
  readonly config: unknown;
  readonly settings: Readonly<Record<string, string>>;
  readonly now: () => Date;
}

/** One question through protocol and mapping, answered by `answer`. */
export async function ask(
  wire: Wire,
  operation: Operation,
  asked: Asked,
  answer: (request: HttpRequest) => Promise<HttpResponse> | HttpResponse,
): Promise<Verdict> {
  const asking = { ...wire, http: { request: async (request: HttpRequest) => answer(request) } };
  return (await askOnce(asking, operation, asked, new AbortController().signal)).verdict;
}

/** Throws where the unchanged answer is not read whole: what is recorded must be good. */
export async function subjectOf(recorded: Recorded): Promise<Subject> {
  const { upstream, release, operation, body, read, label } = recorded;
  const name = `${upstream}/${release} ${operation}${label === undefined ? '' : ` (${label})`}`;
  const verdict = await read(body);
  if (verdict.kind !== 'found' || verdict.drift.length > 0) throw new Error(`${name} is ${JSON.stringify(verdict)}`);
  const files = written(upstream, release, operation);
  return {
    ...{ name, body, read, value: verdict.value },
    coded: codedPlaces(recorded, files),
    expect: (change) => expectation(recorded, files, verdict.value, change),
  };
}

function expectation(recorded: Recorded, files: Written, value: unknown, { body, moved }: Changed): Expected {
  const { opener, asSent = (sent) => sent, asked } = recorded;
  const [was, is] = [opener(asSent(recorded.body)), opener(asSent(body))];
  if (was.kind !== 'content') throw new Error('what was recorded is no answer');
  if (is.kind !== 'content') return is;
  const outcome = outcomeOf(files, is.code);
  if (!outcome && is.code !== undefined) return { kind: 'changed', paths: ['(code)'] };
  const expected = expectedOf({
    ...{ written: files, asked, value, before: was.payload, after: is.payload },
    moved: moved && { ...moved, list: moved.list.slice(is.path.length) },
    ...{ partial: outcome?.partial ?? false, set: outcome?.set ?? {} },
  });
  return expected.kind === 'found' ? { ...expected, additive: [...is.additive, ...expected.additive] } : expected;
}

const plainCode = (code: string | undefined) => code?.replace(/^0+(?=.)/, '');
const isSameCode = (one: string | undefined, other: string | undefined) => plainCode(one) === plainCode(other);

/** The first outcome with this code that is a success: what may be missing then, and what it decides. */
function outcomeOf({ outcomes }: Written, code: string | undefined): Outcome | undefined {
  return outcomes.find(({ is, code: codes = [], says }) => {
    const listed = typeof codes === 'string' ? [codes] : codes;
    return is === 'found' && says === undefined && listed.some((one) => isSameCode(one, code ?? 'none'));
  });
}

function codedPlaces({ body, opener, codeAt }: Recorded, files: Written): readonly Path[] {
  const opened = opener(body);
  const envelope = codeAt === undefined ? [] : [codeAt];
  if (opened.kind !== 'content') return envelope;
  const { payload, path } = opened;
  const place = files.places.map(keysOf).find((keys) => isPlace(at(payload, keys), files.many)) ?? [];
  return [...envelope, ...codedIn(files.fields, at(payload, place) ?? null, [...path, ...place])];
}

const isPlace = (value: unknown, many: boolean) => (many ? Array.isArray(value) : isRecord(value));

function codedIn(fields: Written['fields'], record: Json, path: Path): readonly Path[] {
  if (Array.isArray(record)) {
    const rows = new Set([0, record.length >> 1, record.length - 1].filter((row) => row in record));
    return [...rows].flatMap((row) => codedIn(fields, record[row] as Json, [...path, row]));
  }
  return Object.values(fields).flatMap((field) => {
    const rule = ruleOf(field);
    const [{ path: taken = '' } = {}] = sourcesOf(rule);
    const value = at(record, keysOf(taken));
    const inside = rule.fields ?? rule.each;
    if (inside) return value ? codedIn(inside, value, [...path, ...keysOf(taken)]) : [];
    return rule.codes && value !== undefined && value !== null ? [[...path, ...keysOf(taken)]] : [];
  });
}

export function expectedAfter(
  subject: Subject,
  change: Change,
): { readonly body: Json | undefined; readonly expected: Expected } {
  const made = changed(subject.body, change);
  return { body: made.body, expected: subject.expect(made) };
}
