import type { AnswerMapping, FieldRule, Fields } from '../../openapi/generated/mapping.ts';
import { pathsOf, ruleOf } from '../mapping/field.ts';
import type { LoadedOperation } from '../mapping/load.ts';
import { compilePath, isBlank, isRecord } from '../mapping/paths.ts';
import type { Misfit } from './misfit.ts';
import { targetOf } from './target.ts';

/** A field that is not where it was, and where it may be now: for a person to decide. */
export interface RenameGuess {
  /** Of the shared model. */
  readonly target: string;
  /** As the mapping writes it: `noKartu`. */
  readonly from: string;
  readonly to: string;
}

/**
 * Upstreams rename a member far more often than they drop one: beside the member that is missing stands one that nobody
 * reads, with a name like it. Of several the most alike is taken; a name with nothing in common only where it is alone.
 */
export function guessRenames(operation: LoadedOperation, { reply, drift }: Misfit): readonly RenameGuess[] {
  const { answer = {} } = operation.file;
  const taken = new Set<string>();
  return drift.flatMap(({ path }) => {
    const target = targetOf(operation, path);
    const rule = target === undefined ? undefined : ruleOf(answer.fields?.[target] ?? null);
    const from = rule && pathsOf(rule).find((one) => path.endsWith(one));
    if (target === undefined || from === undefined) return [];
    const record = firstRow(compilePath(parentOf(path))(reply.payload));
    if (!isRecord(record)) return [];
    const before = parentOf(from);
    const unread = Object.keys(record).filter(
      (name) => !isBlank(record[name]) && !isNamed(answer, join(before, name)) && !taken.has(join(before, name)),
    );
    const name = mostAlike(lastOf(from), unread);
    if (name === undefined) return [];
    const to = join(before, name);
    taken.add(to);
    return [{ target, from, to }];
  });
}

/** Of the rows of a list the first shows how they look. */
function firstRow(value: unknown): unknown {
  return Array.isArray(value) ? value[0] : value;
}

function isNamed({ fields = {}, ignore = [] }: AnswerMapping, path: string): boolean {
  const known = [...everyPath(fields), ...ignore];
  return known.some((one) => one === path || one.startsWith(`${path}.`));
}

function everyPath(fields: Fields): readonly string[] {
  return Object.values(fields).flatMap((field) => pathsBelow(ruleOf(field)));
}

function pathsBelow(rule: FieldRule): readonly string[] {
  const paths = pathsOf(rule);
  const below = everyPath(rule.fields ?? {});
  return [...paths, ...paths.flatMap((path) => below.map((one) => join(path, one)))];
}

function mostAlike(name: string, others: readonly string[]): string | undefined {
  const ranked = others
    .map((other) => ({ other, share: sharedShare(name.toLowerCase(), other.toLowerCase()) }))
    .toSorted((one, two) => two.share - one.share);
  const [best] = ranked;
  return best && (best.share >= HALF || ranked.length === 1) ? best.other : undefined;
}

const HALF = 0.5;

/** The longest run of letters that both have, as a share of the shorter one: `noKartu` in `nomorKartu` is 5 of 7. */
function sharedShare(one: string, other: string): number {
  const [shorter, longer] = one.length <= other.length ? [one, other] : [other, one];
  for (let length = shorter.length; length > 0; length -= 1)
    for (let at = 0; at + length <= shorter.length; at += 1)
      if (longer.includes(shorter.slice(at, at + length))) return length / shorter.length;
  return 0;
}

function parentOf(path: string): string {
  const plain = path.replaceAll('[]', '');
  return plain.includes('.') ? plain.slice(0, plain.lastIndexOf('.')) : '';
}

function lastOf(path: string): string {
  return path.slice(path.lastIndexOf('.') + 1);
}

function join(parent: string, name: string): string {
  return parent === '' ? name : `${parent}.${name}`;
}
