/** Rejected with where `after` is nothing that a page ended with: whoever asked made it up. */
export class CursorError extends Error {
  override readonly name = 'CursorError';
}

/** Where a page ended, and of which copy it was: a copy that is finished meanwhile does not disturb who turns pages. */
export interface Cursor {
  readonly at: number;
  /** Of the last row: what the list is in the order of. */
  readonly last: readonly (string | number)[];
}

export function writeCursor({ at, last }: Cursor): string {
  return Buffer.from(JSON.stringify([at, ...last])).toString('base64url');
}

/** `kinds`: what `last` holds. */
export function readCursor(text: string, kinds: readonly ('string' | 'number')[]): Cursor {
  const values = parse(text);
  if (!Array.isArray(values) || values.length !== kinds.length + 1) throw new CursorError('this is no cursor');
  const [at, ...last] = values as unknown[];
  if (!Number.isSafeInteger(at) || !last.every((value, index) => isOf(value, kinds[index]))) {
    throw new CursorError('this is no cursor');
  }
  return { at: at as number, last: last as (string | number)[] };
}

function isOf(value: unknown, kind: 'string' | 'number' | undefined): boolean {
  return kind === 'number' ? Number.isSafeInteger(value) : typeof value === kind;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(Buffer.from(text, 'base64url').toString());
  } catch (cause) {
    throw new CursorError('this is no cursor', { cause });
  }
}
