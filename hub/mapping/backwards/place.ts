export type Tree = Record<string, unknown>;

/** Puts a value at `cob.nmAsuransi`. What is there already stays, unless it is nothing. */
export function put(tree: Tree, path: string, value: unknown): void {
  const keys = path.split('.');
  const last = keys.pop() ?? '';
  let at = tree;
  for (const key of keys) {
    const below = at[key];
    if (isTree(below)) at = below;
    else if (below === undefined || below === null) {
      const made: Tree = {};
      at[key] = made;
      at = made;
    } else return;
  }
  if (at[last] === undefined || at[last] === null) at[last] = value;
}

export function isTree(value: unknown): value is Tree {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
