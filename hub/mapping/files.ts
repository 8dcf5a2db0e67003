import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Ajv2020, type ErrorObject } from 'ajv/dist/2020.js';
import { LRUCache } from 'lru-cache';
import { parseDocument } from 'yaml';
import type { OperationFile, ReleaseFile } from '../../openapi/generated/mapping.ts';
import { openParsedBefore, type ParsedBefore } from './parsed-before.ts';

export interface Mistake {
  readonly file: string;
  /** Where in the file: `answer.fields.nama`; `''` for the whole. */
  readonly path: string;
  readonly reason: string;
}
export type Note = (mistake: Mistake) => void;

/** A release folder as it was written: nothing compiled, nothing inherited. */
export interface ReleaseFolder {
  readonly directory: string;
  readonly file: ReleaseFile;
  readonly operations: readonly { readonly path: string; readonly file: OperationFile }[];
}

/** What a release says of itself; every other file of its folder is an operation's. */
export const RELEASE_FILE = 'release.yaml';

type Kind = 'release' | 'operation';
const FORMS = new URL('../../openapi/generated/mapping.json', import.meta.url);

type Check = (value: unknown) => readonly ErrorObject[];

/** Compiled once: a hub that is edited while it runs reads its folders again and again. */
let checks: Readonly<Record<Kind, Check>> | undefined;
function formChecks() {
  if (checks) return checks;
  const forms = JSON.parse(readFileSync(FORMS, 'utf8')) as { components: unknown };
  const ajv = new Ajv2020({ strict: false, allErrors: true, code: { optimize: false } });
  ajv.addSchema({ $id: 'forms', components: forms.components });
  const checkOf = (name: string): Check => {
    const validate = ajv.compile({ $ref: `forms#/components/schemas/${name}` });
    return (value) => (validate(value) ? [] : (validate.errors ?? []));
  };
  checks = { release: checkOf('ReleaseFile'), operation: checkOf('OperationFile') };
  return checks;
}

interface ParsedFile {
  readonly text: string;
  /** Absent where there are mistakes. */
  readonly value?: unknown;
  readonly mistakes: readonly Mistake[];
}
/** Of an edit one file is another; the others are not parsed again. Nobody changes what was parsed. */
const parsed = new LRUCache<string, ParsedFile>({ max: 1000 });

function parseFile(path: string, kind: Kind, before?: ParsedBefore): ParsedFile {
  const text = readFileSync(path, 'utf8');
  const there = parsed.get(`${kind} ${path}`);
  if (there?.text === text) return there;
  const value = before?.get(kind, text);
  const file = value === undefined ? parseText(path, text, kind) : { text, value, mistakes: [] };
  if (file.value !== undefined && value === undefined) before?.put(kind, text, file.value);
  parsed.set(`${kind} ${path}`, file);
  return file;
}

function parseText(path: string, text: string, kind: Kind): ParsedFile {
  const document = parseDocument(text, { merge: true });
  const broken = document.errors.map(({ message }) => message.split('\n')[0] ?? message);
  const value: unknown = broken.length > 0 ? undefined : document.toJS();
  const errors = broken.length > 0 ? [] : explain(formChecks()[kind](value));
  const mistakes = [
    ...broken.map((reason) => ({ file: path, path: '', reason })),
    ...errors.map(({ at, reason }) => ({ file: path, path: at, reason })),
  ];
  return { text, mistakes, ...(mistakes.length > 0 ? {} : { value }) };
}

/** For `mappings/` of the hub itself: what decides how they are read is in the version. */
export function openShippedBefore(file: URL): ParsedBefore {
  const decides = [FORMS, new URL(import.meta.url), new URL('../../package.json', import.meta.url)];
  const version = createHash('sha256');
  for (const one of decides) version.update(readFileSync(one)).update('\0');
  return openParsedBefore(fileURLToPath(file), version.digest('base64url'));
}

export interface ReadOptions {
  /** What was parsed by an earlier process is not parsed again. */
  readonly before?: ParsedBefore | undefined;
  /** Of this upstream alone. */
  readonly only?: string | undefined;
}

/** Reads every `mappings/UPSTREAM/RELEASE/`. A file with a mistake is noted and left out; the others are still read. */
export function readReleaseFolders(
  root: string,
  note: Note,
  { before, only }: ReadOptions = {},
): readonly ReleaseFolder[] {
  if (!existsSync(root)) {
    note({ file: root, path: '', reason: 'is not there' });
    return [];
  }
  const releases = folders(root)
    .filter((upstream) => only === undefined || basename(upstream) === only)
    .flatMap((upstream) => folders(upstream))
    .flatMap((directory) => {
      const names = readdirSync(directory).filter((name) => name.endsWith('.yaml'));
      return releaseFolder(directory, names, (path, kind) => parseFile(path, kind, before), note);
    });
  before?.keep();
  return releases;
}

/** A release as somebody types it. */
export interface TypedRelease {
  /** Where it is to lie: `OWN/UPSTREAM/RELEASE`. */
  readonly directory: string;
  /** By the names of its files. */
  readonly texts: ReadonlyMap<string, string>;
}

/** The same for what lies nowhere yet, or is to take the place of what lies there. */
export function typedReleaseFolder({ directory, texts }: TypedRelease, note: Note): readonly ReleaseFolder[] {
  const parse = (path: string, kind: Kind) => parseText(path, texts.get(basename(path)) ?? '', kind);
  return releaseFolder(directory, [...texts.keys()], parse, note);
}

function releaseFolder(
  directory: string,
  names: readonly string[],
  parse: (path: string, kind: Kind) => ParsedFile,
  note: Note,
): readonly ReleaseFolder[] {
  const read = <File>(name: string, kind: Kind): File | undefined => {
    const { value, mistakes } = parse(join(directory, name), kind);
    for (const mistake of mistakes) note(mistake);
    return value as File | undefined;
  };
  if (!names.includes(RELEASE_FILE)) {
    note({ file: directory, path: '', reason: `has no ${RELEASE_FILE}` });
    return [];
  }
  const file = read<ReleaseFile>(RELEASE_FILE, 'release');
  const operations = names
    .filter((name) => name !== RELEASE_FILE)
    .toSorted()
    .flatMap((name) => {
      const path = join(directory, name);
      const operation = read<OperationFile>(name, 'operation');
      if (!operation) return [];
      const isNamedSo = operation.operation === basename(name, '.yaml');
      const reason = `is "${operation.operation}", but the file is named ${name}`;
      if (!isNamedSo) note({ file: path, path: 'operation', reason });
      return [{ path, file: operation }];
    });
  return file ? [{ directory, file, operations }] : [];
}

function folders(root: string): readonly string[] {
  return readdirSync(root, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => join(root, entry.name))
    .sort();
}

/** A field may be a text or a rule; whoever wrote a rule does not want to hear that it is no text. */
export function explain(errors: readonly ErrorObject[]): readonly { readonly at: string; readonly reason: string }[] {
  const telling = errors.filter(
    (error) =>
      error.keyword !== 'oneOf' && !(error.keyword === 'type' && errors.some((other) => isBelow(other, error))),
  );
  return (telling.length > 0 ? telling : errors).map(({ instancePath, message = 'is wrong', params }) => {
    const named = 'additionalProperty' in params ? `: ${String(params.additionalProperty)}` : '';
    const allowed = 'allowedValues' in params ? `: ${(params.allowedValues as unknown[]).join(', ')}` : '';
    return { at: instancePath.slice(1).replaceAll('/', '.'), reason: message + named + allowed };
  });
}

function isBelow(other: ErrorObject, error: ErrorObject): boolean {
  return (
    other !== error &&
    other.keyword !== 'oneOf' &&
    other.keyword !== 'type' &&
    (other.instancePath === error.instancePath || other.instancePath.startsWith(`${error.instancePath}/`))
  );
}
