import { inflateSync } from 'node:zlib';

/** What is written on each page, in the order it was drawn: pieces of a line put together again. */
export function pagesOf(pdf: Uint8Array): readonly (readonly string[])[] {
  const bytes = Buffer.from(pdf);
  const pages: (readonly string[])[] = [];
  for (let at = bytes.indexOf('stream\n'); at >= 0; at = bytes.indexOf('\nstream\n', at + 1)) {
    const begin = bytes.indexOf('\n', at + 1) + 1;
    const content = inflated(bytes.subarray(begin, bytes.indexOf('endstream', begin)));
    const lines = [...content.matchAll(/\[([^\]]*)\] TJ/g)].map(([, pieces = '']) => textOf(pieces));
    if (lines.length > 0) pages.push(lines);
  }
  return pages;
}

function inflated(stream: Buffer): string {
  try {
    return inflateSync(stream).toString('latin1');
  } catch {
    return ''; // not every stream is a page
  }
}

/** `[<4f6b> 10 <746f>]`: letters of Windows-1252, and how much closer they stand. */
function textOf(pieces: string): string {
  const letters = [...pieces.matchAll(/<([0-9a-f]*)>/g)].map(([, hex = '']) => Buffer.from(hex, 'hex'));
  return new TextDecoder('windows-1252').decode(Buffer.concat(letters));
}
