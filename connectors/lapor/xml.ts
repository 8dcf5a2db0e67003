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
  ignoreAttributes: false,
  attributeNamePrefix: '@',
  parseTagValue: false, // a number with leading zeros is a text
  parseAttributeValue: false,
  processEntities: false,
  trimValues: true,
});

/** `keep`: attributes are members, `@name`. A function: they are not, and each is told with its place, `trackingid.@jenis`. */
type Attributes = 'keep' | ((path: string) => void);

/** What is inside the root, whatever its name; `undefined` for what is no whole XML document. */
export function readXml(
  text: string,
  attributes: Attributes = () => {},
): Readonly<Record<string, unknown>> | undefined {
  const document = text.trim();
  if (!document.startsWith('<') || XMLValidator.validate(document) !== true) return undefined;
  try {
    const { '?xml': _declaration, ...roots } = parser.parse(document) as Record<string, unknown>;
    const [[name = '', root] = []] = Object.entries(roots);
    const content = plain(root, '', attributes);
    // a root that holds a text only is its own and only child: <error>…</error>
    return (isElements(content) ? content : { [name]: content }) as Record<string, unknown>;
  } catch {
    return undefined; // a DOCTYPE or a nesting the parser does not take
  }
}

function isElements(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function plain(value: unknown, path: string, attributes: Attributes): unknown {
  if (typeof value === 'string') return unescaped(value);
  if (Array.isArray(value)) return value.map((one) => plain(one, path, attributes));
  if (!isElements(value)) return value;
  const inside = Object.entries(value).filter(([name]) => attributes === 'keep' || !name.startsWith('@'));
  if (attributes !== 'keep')
    for (const name of Object.keys(value)) if (name.startsWith('@')) attributes(pathTo(path, name));
  const [[only, text] = []] = inside;
  if (inside.length === 0 || (inside.length === 1 && only === TEXT)) return plain(text ?? '', path, attributes);
  return Object.fromEntries(inside.map(([name, below]) => [name, plain(below, pathTo(path, name), attributes)]));
}

/** What the parser calls the text of an element that has attributes or elements beside it. */
const TEXT = '#text';

const pathTo = (path: string, name: string) => (path === '' ? name : `${path}.${name}`);

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
