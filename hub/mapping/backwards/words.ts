import { isDeepStrictEqual } from 'node:util';
import type { FacadeWord, FacadeWords, Outcome, ReleaseFacade } from '../../../openapi/generated/mapping.ts';

/** What an old interface can say. `unmapped`: it has no such path. */
export type Kind = keyof FacadeWords;

/** How one thing is said in the old protocol. */
export interface Word {
  readonly http: number;
  readonly code?: string;
  readonly says?: string;
}
export type Words = (kind: Kind) => Word;

/** Without these nobody could be answered. A quota and a maintenance without words of their own are `unavailable`. */
const NEEDED = ['absent', 'refused', 'auth', 'throttled', 'misasked', 'unavailable', 'unmapped'] as const;

/**
 * The outcomes read backwards: the first rule with a code, or with a sentence where there is no code. What the release
 * or the operation says itself comes before that.
 */
export function compileWords(
  outcomes: readonly Outcome[],
  said: readonly (FacadeWords | undefined)[],
  mistake: (path: string, reason: string) => void = () => {}, // an operation has all that its release has
): Words {
  const words = new Map<Kind, Word>();
  for (const kind of ['found', 'quota', 'maintenance', ...NEEDED] as const) {
    const own = said.find((one) => one?.[kind])?.[kind];
    words.set(kind, wordOf(kind, own, outcomes));
  }
  for (const kind of NEEDED) {
    const { code, says } = words.get(kind) ?? {};
    if (code === undefined && says === undefined)
      mistake(`facade.words.${kind}`, 'no outcome has a code or a sentence for it, so one must be written here');
  }
  return (kind) => {
    const word = words.get(kind);
    const isSaid = kind === 'found' || word?.code !== undefined || word?.says !== undefined;
    return (isSaid ? word : words.get('unavailable')) ?? { http: 200 };
  };
}

function wordOf(kind: Kind, own: FacadeWord | undefined, outcomes: readonly Outcome[]): Word {
  const rules = outcomes.filter(({ is }) => is === kind);
  const code = own?.code ?? first(rules, ({ code }) => [code ?? []].flat().find((one) => one !== 'none'));
  const says = own?.says ?? (code === undefined ? first(rules, sentenceOf) : undefined);
  return { http: own?.http ?? 200, ...(code === undefined ? {} : { code }), ...(says === undefined ? {} : { says }) };
}

function first(rules: readonly Outcome[], read: (rule: Outcome) => string | undefined): string | undefined {
  for (const rule of rules) {
    const found = read(rule);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** A sentence of the protocol itself stands where there is no code; the others may be a gateway's. */
function sentenceOf({ code, says, at }: Outcome): string | undefined {
  if (code !== 'none' || at !== undefined) return undefined;
  return [says ?? []].flat().find((one) => one.trim() !== '');
}

/** What a record with such values is answered with: itself, a sentence in its place, or nothing the protocol can say. */
export type Telling = (
  value: unknown,
) => { readonly kind: 'record' } | { readonly kind: 'sentence'; readonly says: string } | undefined;

/** An old protocol that knows living people only must not pass off somebody who died as one of them. */
export function compileTelling(outcomes: readonly Outcome[], { found = [] }: ReleaseFacade): Telling {
  const rules = outcomes.filter(({ is }) => is === 'found').map(({ set = {} }) => set);
  const holds = (value: unknown, set: Readonly<Record<string, unknown>>) =>
    Object.entries(set).every(([name, wanted]) => isAsked(wanted) || isDeepStrictEqual(memberOf(value, name), wanted));
  return (value) => {
    const records = Array.isArray(value) ? value : [value];
    if (records.every((one) => rules.some((set) => holds(one, set)))) return { kind: 'record' };
    const said = found.find(({ set }) => holds(records[0], set));
    return said && { kind: 'sentence', says: said.says };
  };
}

function isAsked(value: unknown): boolean {
  return typeof value === 'string' && value.startsWith('$asked.');
}

function memberOf(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[name] : undefined;
}
