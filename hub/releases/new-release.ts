import { stringify } from 'yaml';
import type { Field, FieldRule } from '../../openapi/generated/mapping.ts';
import { pathsOf, ruleOf } from '../mapping/field.ts';
import type { LoadedOperation, LoadedRelease } from '../mapping/load.ts';
import { masked } from './mask.ts';
import type { Misfit } from './misfit.ts';
import type { RenameGuess } from './rename-guess.ts';
import { targetOf } from './target.ts';

export const RELEASE_NAME = /^[a-z0-9]+([.-][a-z0-9]+)*$/;

/** A release that says nothing of its own yet: everything is as in the one it inherits from. */
export function releaseText(name: string, parent: LoadedRelease): string {
  const { upstream, protocol, service, address } = parent;
  const head = [
    `# What differs from ${parent.name} goes into files beside this one, each named after its operation.`,
    '# What is not written there stays as it is.',
  ];
  const release = {
    ...{ upstream, release: name, protocol },
    ...(service === '' ? {} : { service }),
    ...(address === undefined ? {} : { address }), // it is not inherited
    inherits: parent.name,
  };
  return `${head.join('\n')}\n${stringify(release)}`;
}

/** The start of an operation's file: it changes nothing, and shows as comments where to write what. */
export function operationText(operation: LoadedOperation, misfit: Misfit | undefined): string {
  return [`operation: ${operation.name}`, ...commented(hintOf(operation, misfit)), ...commented(exampleOf(misfit))]
    .join('\n')
    .concat('\n');
}

/** The same with what is guessed written out: it takes effect as it stands, and a person looks at it first. */
export function mendedText(operation: LoadedOperation, misfit: Misfit, guesses: readonly RenameGuess[]): string {
  const { answer } = operation.file;
  const fields = guesses.map(({ target, from, to }) => {
    const rule = twoNames(answer?.fields?.[target] ?? null, from, to);
    return `    ${target}: ${stringify(rule, { collectionStyle: 'flow', lineWidth: 0 }).trimEnd()}`;
  });
  const told = misfit.drift.map(({ path, expected, got }) => `${path}: expected ${expected}, got ${got}`);
  return [
    `operation: ${operation.name}`,
    ...commented(told.join('\n')),
    'answer:',
    '  fields:',
    ...fields,
    ...commented(exampleOf(misfit)),
  ]
    .join('\n')
    .concat('\n');
}

function hintOf(operation: LoadedOperation, misfit: Misfit | undefined): string {
  const { like, answer } = operation.file;
  const drift = misfit?.drift ?? [];
  const targets = drift.flatMap(({ path }) => targetOf(operation, path) ?? []);
  const [first = 'nama'] = targets.length > 0 ? targets : Object.keys(answer?.fields ?? {});
  const rule = answer?.fields?.[first] ?? null;
  const [path = first] = pathsOf(ruleOf(rule));
  return [
    ...(like === undefined ? [] : [`It is like ${like}: what is so for both belongs into ${like}.yaml.`]),
    ...(drift.length === 0 ? [] : ['In the newest answer that did not fit:']),
    ...drift.map(({ path: at, expected, got }) => `  ${at}: expected ${expected}, got ${got}`),
    'Only what differs is written, for instance a field under two names, tried in this order:',
    `answer:\n  fields:\n    ${first}: ${stringify(twoNames(rule, path), { collectionStyle: 'flow', lineWidth: 0 }).trimEnd()}`,
  ].join('\n');
}

/** The rule as it is, for a field that may have another name by now. */
function twoNames(field: Field, path: string, newName = 'itsNewName'): object {
  const rule = ruleOf(field);
  const names = [...new Set([...pathsOf(rule), path, newName])];
  return { ...rule, from: names.map((name) => (isOptional(rule) ? `${name}?` : name)) };
}

function isOptional({ from }: FieldRule): boolean {
  return typeof from === 'string' && from.endsWith('?');
}

/** Letters are x and digits 0: nobody is known by it, and so it cannot be read as it stands either. */
function exampleOf(misfit: Misfit | undefined): string {
  if (!misfit) return '';
  const { payload, code } = misfit.reply;
  const example = {
    name: 'what is so, as a sentence',
    given: masked(payload),
    ...(code === undefined ? {} : { code }),
    want: {},
  };
  return `The newest answer that did not fit, letters as x and digits as 0: put in invented values, and what is wanted.\n${stringify({ examples: [example] }).trimEnd()}`;
}

function commented(text: string): readonly string[] {
  return text === '' ? [] : text.split('\n').map((line) => `# ${line}`.trimEnd());
}
