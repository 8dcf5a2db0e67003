import { Problem } from './problems.ts';

/** Where a page ended, as an opaque text. */
export function cursorOf(sequence: number): string {
  return Buffer.from(`s${sequence}`).toString('base64url');
}

/** Throws a 400 problem for a text that is no cursor of ours. */
export function sequenceOf(cursor: string): number {
  const text = Buffer.from(cursor, 'base64url').toString();
  if (/^s\d{1,15}$/.test(text)) return Number(text.slice(1));
  throw new Problem('permintaan-tidak-sah', {
    detail: 'Kursor ini bukan dari Simpul.',
    mistakes: [{ di: 'query.kursor', masalah: 'bukan kursor dari jawaban sebelumnya' }],
  });
}
