import { XMLBuilder } from 'fast-xml-parser';

/**
 * The published XML of a JSON answer, by the Spark convention: an array is an element that holds nothing but its items.
 * Source: wiki.open311.org/JSON_and_XML_Conversion; names of items from the GeoReport v2 and Service Discovery pages.
 */
const ITEM: Readonly<Record<string, string>> = {
  services: 'service',
  service_requests: 'request',
  errors: 'error',
  endpoints: 'endpoint',
  formats: 'format',
};

const builder = new XMLBuilder({ ignoreAttributes: true, processEntities: true });

export function toXml(root: string, value: unknown): string {
  return `<?xml version="1.0" encoding="utf-8"?>\n${builder.build({ [root]: branchOf(root, value) })}`;
}

function branchOf(name: string, value: unknown): unknown {
  if (Array.isArray(value)) {
    const item = ITEM[name];
    if (item === undefined) throw new RangeError(`no item is named for ${name}`);
    return { [item]: value.map((one) => branchOf(item, one)) };
  }
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, below]) => [key, branchOf(key, below)]));
}

/** What no XML 1.0 document may hold, escaped or not; a phone's keyboard and a copied PDF do. */
const ILLEGAL = /[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/gu;

/** A text that both formats can hold, so that they say the same. XML reads every line end as one character. */
export function legalText(text: string): string {
  return text.replace(/\r\n?/g, '\n').replace(ILLEGAL, '');
}
