/** Looking into what a file holds before anything is known about its form. */
export type Tree = Readonly<Record<string, unknown>>;

export function isTree(value: unknown): value is Tree {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function treeOf(value: unknown): Tree {
  return isTree(value) ? value : {};
}

export function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

/** The texts of a list with their positions; what is not text is the schema's to report. */
export function textsOf(value: unknown): readonly { readonly text: string; readonly index: string }[] {
  return listOf(value).flatMap((text, index) => (typeof text === 'string' ? [{ text, index: String(index) }] : []));
}
