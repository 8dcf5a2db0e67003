import type { Verdict } from '../../../../hub/mapping/verdict.ts';
import type { Expected } from './expected.ts';
import { isSame } from './json.ts';

/** What is wrong with a verdict on a changed answer; empty where it is what it should be. */
export function wrongWith(verdict: Verdict, expected: Expected): readonly string[] {
  if (verdict.kind !== expected.kind) return [`is ${verdict.kind}, not ${expected.kind}${reportOf(verdict)}`];
  if (expected.kind === 'found' && verdict.kind === 'found')
    return [...lies(verdict, expected), ...unsaid(verdict, expected)];
  if (expected.kind === 'changed' && verdict.kind === 'changed') return unnamed(verdict, expected);
  return [];
}

type Kind<Name> = { readonly kind: Name };

function lies({ value }: Verdict & Kind<'found'>, expected: Expected & Kind<'found'>): readonly string[] {
  return isSame(value, expected.value) ? [] : [`says ${show(value)}, not ${show(expected.value)}`];
}

function unsaid({ drift }: Verdict & Kind<'found'>, { additive }: Expected & Kind<'found'>): readonly string[] {
  const told = drift.map(({ path }) => path);
  const breaking = drift.filter(({ kind }) => kind === 'breaking');
  return [
    ...additive.filter((path) => !told.includes(path)).map((path) => `${path} is not told`),
    ...told.filter((path) => !additive.includes(path)).map((path) => `${path} is told for nothing`),
    ...breaking.map(({ path }) => `${path} is breaking, and the answer is used`),
  ];
}

function unnamed({ drift }: Verdict & Kind<'changed'>, { paths }: Expected & Kind<'changed'>): readonly string[] {
  const told = drift.filter(({ kind }) => kind === 'breaking').map(({ path }) => path);
  if (told.length === 0) return [`changed, and nobody is told where: ${paths.join(', ')}`];
  return told.filter((path) => !paths.includes(path)).map((path) => `${path} is told, not ${paths.join(', ')}`);
}

function reportOf(verdict: Verdict): string {
  return 'drift' in verdict ? `: ${verdict.drift.map(({ path, got }) => `${path} ${got}`).join(', ')}` : '';
}

const show = (value: unknown) => JSON.stringify(value, (_, one) => (typeof one === 'bigint' ? String(one) : one));
