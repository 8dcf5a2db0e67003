import type { Path } from './mistakes.ts';
import { follow, type Schema } from './schemas.ts';
import { isTree } from './values.ts';

export interface Leaf {
  readonly at: Path;
  readonly schema: Schema;
  /** `undefined` where the schema knows a property that was not given. */
  readonly value: unknown;
}

/** Every plain value that a schema knows, given or not, with its own schema: where secrets and addresses are. */
export function leavesOf(schema: Schema, value: unknown, at: Path = []): readonly Leaf[] {
  const own = follow(schema);
  if (own.items && Array.isArray(value)) {
    const { items } = own;
    return value.flatMap((item, index) => leavesOf(items, item, [...at, String(index)]));
  }
  if (!isTree(value)) return [{ at, schema: own, value }];
  const { properties = {}, additionalProperties } = own;
  const others = typeof additionalProperties === 'object' ? additionalProperties : undefined;
  const names = new Set([...Object.keys(properties), ...Object.keys(value)]);
  return [...names].flatMap((name) => {
    const inner = properties[name] ?? others;
    return inner ? leavesOf(inner, value[name], [...at, name]) : [];
  });
}
