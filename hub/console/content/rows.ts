import type { BarisIsi } from '../views/pesan.ts';
import { type Mask, maskFor } from './masking.ts';

/** Longer lists tell no more. */
const MOST_ROWS = 300;

/** Everything a message carries, one line for each value, masked. */
export function rowsOf(content: unknown, mask: Mask = maskFor(content)): readonly BarisIsi[] {
  return valuesIn('', '', content)
    .slice(0, MOST_ROWS)
    .map(({ path, name, value }) => {
      const { value: nilai, masked } = mask.of(name, value);
      return { di: path, nilai, samar: masked };
    });
}

interface Leaf {
  readonly path: string;
  readonly name: string;
  readonly value: unknown;
}

function valuesIn(path: string, name: string, value: unknown): readonly Leaf[] {
  if (Array.isArray(value)) return value.flatMap((one, index) => valuesIn(below(path, String(index)), name, one));
  if (typeof value !== 'object' || value === null) return [{ path, name, value }];
  return Object.entries(value).flatMap(([member, one]) => valuesIn(below(path, member), member, one));
}

export function below(path: string, member: string): string {
  return path === '' ? member : `${path}.${member}`;
}
