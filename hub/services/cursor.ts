import { Refusal } from './refusal.ts';

/** Where a page of one list ended: an opaque text that no other list takes. */
export interface Cursors {
  of(sequence: number): string;
  /** Throws a Refusal for a text that is no cursor of this list. */
  read(cursor: string): number;
}

/** `letter` tells the lists apart, `list` is the operation that people know. */
export function cursorsOf(letter: string, list: string): Cursors {
  const form = new RegExp(`^${letter}\\d{1,15}$`);
  return {
    of: (sequence) => Buffer.from(`${letter}${sequence}`).toString('base64url'),
    read(cursor) {
      const text = Buffer.from(cursor, 'base64url').toString();
      if (form.test(text)) return Number(text.slice(letter.length));
      throw new Refusal('permintaan-tidak-sah', `Kursor ini bukan dari ${list}.`, [
        { di: 'query.kursor', masalah: 'bukan kursor dari jawaban sebelumnya' },
      ]);
    },
  };
}
