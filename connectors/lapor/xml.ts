import { XMLBuilder, XMLParser, XMLValidator } from 'fast-xml-parser';

/** What no XML 1.0 document may hold, escaped or not; a phone's keyboard and a copied PDF do. */
const ILLEGAL = /[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/gu;

const builder = new XMLBuilder({
  ignoreAttributes: false,
  attributeNamePrefix: '@',
  suppressBooleanAttributes: false,
  processEntities: true,
});

/** `@name` is an attribute, everything else an element, in the order given. */
export function writeXml(document: Readonly<Record<string, unknown>>): string {
  return `<?xml version="1.0" encoding="UTF-8"?>\n${builder.build(legal(document))}`;
}

function legal(value: unknown): unknown {
  if (typeof value === 'string') return value.replace(ILLEGAL, '');
  if (Array.isArray(value)) return value.map(legal);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, below]) => [name, legal(below)]));
}

/** Entities stay as they are written here and are read below: a DOCTYPE can then define nothing that is expanded. */
const parser = new XMLParser({
  ignoreAttributes: true,
  parseTagValue: false, // a number with leading zeros is a text
  processEntities: false,
  trimValues: true,
});

/** What is inside the root, whatever its name; `undefined` for what is no whole XML document. */
export function readXml(text: string): Readonly<Record<string, unknown>> | undefined {
  const document = text.trim();
  if (!document.startsWith('<') || XMLValidator.validate(document) !== true) return undefined;
  try {
    const { '?xml': _declaration, ...roots } = parser.parse(document) as Record<string, unknown>;
    const [[name = '', root] = []] = Object.entries(roots);
    // a root that holds a text only is its own and only child: <error>…</error>
    const content = typeof root === 'object' && root !== null && !Array.isArray(root) ? root : { [name]: root };
    return plain(content) as Record<string, unknown>;
  } catch {
    return undefined; // a DOCTYPE or a nesting the parser does not take
  }
}

function plain(value: unknown): unknown {
  if (typeof value === 'string') return unescaped(value);
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, below]) => [name, plain(below)]));
}

const NAMED: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

/** The five that every document has, and characters by number; any other stays as it is written. */
function unescaped(text: string): string {
  return text.replace(/&(?:#x([0-9a-f]{1,6})|#(\d{1,7})|(amp|lt|gt|quot|apos));/gi, (written, hex, decimal, name) => {
    if (name) return NAMED[name.toLowerCase()] ?? written;
    const point = hex ? Number.parseInt(hex, 16) : Number(decimal);
    return point > 0 && point <= 0x10ffff && !(point >= 0xd800 && point <= 0xdfff)
      ? String.fromCodePoint(point)
      : written;
  });
}
