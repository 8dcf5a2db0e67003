import type { FieldReader, Reading } from './field.ts';
import { MISSING } from './paths.ts';

type Node = { readonly key: string; readonly read: FieldReader };
type Branch = Map<string, Branch | FieldReader>;

/**
 * Compiles targets such as `hakKelas.kode` to one closure that builds the nested object.
 * A branch of which nothing was found but nulls is left out. Throws a RangeError when a target is both a value and a branch.
 */
export function compileObject(targets: ReadonlyMap<string, FieldReader>): FieldReader {
  const root: Branch = new Map();
  for (const [target, read] of targets) plant(root, target.split('.'), read, target);
  return build(root, true);
}

function plant(branch: Branch, [key = '', ...rest]: readonly string[], read: FieldReader, target: string): void {
  const there = branch.get(key);
  if (rest.length === 0) {
    if (there) throw new RangeError(`"${target}" is filled twice`);
    branch.set(key, read);
    return;
  }
  if (typeof there === 'function') throw new RangeError(`"${target}" is below a value`);
  const below: Branch = there ?? new Map();
  branch.set(key, below);
  plant(below, rest, read, target);
}

function build(branch: Branch, isRoot: boolean): FieldReader {
  const nodes: readonly Node[] = [...branch].map(([key, below]) => ({
    key,
    read: typeof below === 'function' ? below : build(below, false),
  }));
  return (source: unknown, reading: Reading) => {
    const made: Record<string, unknown> = {};
    let something = false;
    for (const { key, read } of nodes) {
      const value = read(source, reading);
      if (value === MISSING) continue;
      made[key] = value;
      something ||= isRoot || value !== null;
    }
    return something ? made : MISSING;
  };
}
