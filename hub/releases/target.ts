import { pathsOf, ruleOf } from '../mapping/field.ts';
import type { LoadedOperation } from '../mapping/load.ts';

/** The field of the shared model that is filled from a path of the answer. */
export function targetOf({ file }: LoadedOperation, path: string): string | undefined {
  const { at = '', fields = {} } = file.answer ?? {};
  const places = typeof at === 'string' ? [at] : at;
  const plain = path.replaceAll('[]', '').replace(/^\./, '');
  const takes = (from: string) => places.some((place) => pathIn(place, from) === plain);
  return Object.keys(fields).find((target) => pathsOf(ruleOf(fields[target] ?? null)).some(takes));
}

function pathIn(place: string, from: string): string {
  return place === '' ? from : `${place}.${from}`;
}
