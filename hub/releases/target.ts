import { pathsOf, ruleOf } from '../mapping/field.ts';
import type { LoadedOperation } from '../mapping/load.ts';
import { type Written, whereWritten } from '../mapping/where.ts';

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

/** The rule that a path of an answer is about, where it is written; `undefined` where none is. */
export function ruleWritten(
  upstream: string,
  operation: LoadedOperation,
  path: string,
  own: string | undefined,
): Written | undefined {
  const target = targetOf(operation, path);
  const isPlace = target === undefined && [operation.file.answer?.at].flat().includes(path);
  if (target === undefined && !isPlace) return undefined;
  const keys = target === undefined ? ['answer', 'at'] : ['answer', 'fields', target];
  return whereWritten({ upstream, release: operation.release, operation: operation.name, keys }, own);
}
