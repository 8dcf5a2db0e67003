/** An identifier in its one written form, or why the text is none. */
export type Parsed<Identifier> =
  | { readonly kind: 'good'; readonly value: Identifier }
  | { readonly kind: 'bad'; readonly reason: string };

/**
 * What people and spreadsheets put around digits: spaces, dots, dashes, the apostrophe that keeps a cell a text.
 * Scientific notation has lost digits for good and is refused.
 */
export function plainDigits(text: string): Parsed<string> {
  if (/^\d+$/.test(text)) return { kind: 'good', value: text };
  if (/^\s*\d+(?:[.,]\d+)?[eE]\+?\d+\s*$/.test(text))
    return bad(
      'berbentuk notasi ilmiah (misalnya 1.275E+15): digitnya sudah hilang, ambil lagi dari sumbernya sebagai teks',
    );
  const digits = text.replace(/^\s*['’]/, '').replace(/[\s.\-–]/g, '');
  return /^\d+$/.test(digits) ? { kind: 'good', value: digits } : bad('hanya boleh berisi angka');
}

export function bad(reason: string): { readonly kind: 'bad'; readonly reason: string } {
  return { kind: 'bad', reason };
}
