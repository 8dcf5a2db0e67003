import { CursorError } from '../../store/copy-cursor.ts';
import { Refusal } from '../refusal.ts';

/** Where a page ended, and of which copy it was: the next page is of the same copy whatever was copied meanwhile. */
export interface Place {
  readonly dataset: string;
  readonly number: number;
  readonly after: string;
}

/** `list`: the operation that people know; its cursors are taken by no other. */
export function writePlace(list: string, { dataset, number, after }: Place): string {
  return Buffer.from(JSON.stringify([list, dataset, number, after])).toString('base64url');
}

export function readPlace(list: string, cursor: string): Place {
  const [of, dataset, number, after] = parse(cursor);
  if (of !== list || typeof dataset !== 'string' || typeof after !== 'string' || !Number.isSafeInteger(number))
    throw notOurs(list);
  return { dataset, number: number as number, after };
}

/** What the store says of the part of a cursor that is its own. */
export async function refusingCursors<Value>(list: string, reading: Promise<Value>): Promise<Value> {
  try {
    return await reading;
  } catch (error) {
    if (error instanceof CursorError) throw notOurs(list);
    throw error;
  }
}

export function notOurs(list: string): Refusal {
  return new Refusal('permintaan-tidak-sah', `Kursor ini bukan dari ${list} dengan pilihan yang sama.`, [
    { di: 'query.kursor', masalah: 'bukan kursor dari jawaban sebelumnya' },
  ]);
}

function parse(cursor: string): readonly unknown[] {
  try {
    const value: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString());
    return Array.isArray(value) ? value : [];
  } catch {
    return [];
  }
}
