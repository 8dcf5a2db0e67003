import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { Ajv2020, type ErrorObject } from 'ajv/dist/2020.js';
import { parseDocument } from 'yaml';
import type { OperationFile, ReleaseFile } from '../../openapi/generated/mapping.ts';

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

const FORMS = new URL('../../openapi/generated/mapping.json', import.meta.url);

/** Reads every `mappings/UPSTREAM/RELEASE/`. A file with a mistake is noted and left out; the others are still read. */
export function readReleaseFolders(root: string, note: Note): readonly ReleaseFolder[] {
  const forms = JSON.parse(readFileSync(FORMS, 'utf8')) as { components: unknown };
  const ajv = new Ajv2020({ strict: false, allErrors: true });
  ajv.addSchema({ $id: 'forms', components: forms.components });
  const check = {
    release: ajv.compile({ $ref: 'forms#/components/schemas/ReleaseFile' }),
    operation: ajv.compile({ $ref: 'forms#/components/schemas/OperationFile' }),
  };

  const read = <File>(path: string, kind: keyof typeof check): File | undefined => {
    const document = parseDocument(readFileSync(path, 'utf8'), { merge: true });
    for (const { message } of document.errors)
      note({ file: path, path: '', reason: message.split('\n')[0] ?? message });
    if (document.errors.length > 0) return undefined;
    const value: unknown = document.toJS();
    if (check[kind](value)) return value as File;
    for (const { at, reason } of explain(check[kind].errors ?? [])) note({ file: path, path: at, reason });
    return undefined;
  };

  if (!existsSync(root)) {
    note({ file: root, path: '', reason: 'is not there' });
    return [];
  }
  return folders(root)
    .flatMap((upstream) => folders(upstream))
    .flatMap((directory) => {
      const names = readdirSync(directory)
        .filter((name) => name.endsWith('.yaml'))
        .sort();
      if (!names.includes('release.yaml')) {
        note({ file: directory, path: '', reason: 'has no release.yaml' });
        return [];
      }
      const file = read<ReleaseFile>(join(directory, 'release.yaml'), 'release');
      const operations = names
        .filter((name) => name !== 'release.yaml')
        .flatMap((name) => {
          const path = join(directory, name);
          const operation = read<OperationFile>(path, 'operation');
          if (!operation) return [];
          const expected = basename(name, '.yaml');
          if (operation.operation !== expected)
            note({
              file: path,
              path: 'operation',
              reason: `is "${operation.operation}", but the file is named ${name}`,
            });
          return [{ path, file: operation }];
        });
      return file ? [{ directory, file, operations }] : [];
    });
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
