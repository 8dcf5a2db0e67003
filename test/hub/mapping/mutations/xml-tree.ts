import { isList, isRecord, type Json } from './json.ts';

/** An XML document as a tree; elements only, every one of them known to hold a text or elements. */
export function parseXml(text: string): Json {
  const document = text.replace(/^\s*<\?xml[^>]*\?>/, '').trim();
  return elementsIn(document);
}

const ELEMENT = /<([\w.-]+)>(.*?)<\/\1>/gs;

function elementsIn(text: string): Json {
  const elements = [...text.matchAll(ELEMENT)];
  if (elements.length === 0) return text;
  return Object.fromEntries(elements.map(([, name = '', inside = '']) => [name, elementsIn(inside)]));
}

/** A member whose name begins with `@` is an attribute of the element it stands in. */
export function printXml(tree: Json): string {
  return isRecord(tree) || isList(tree) ? `<?xml version="1.0" encoding="UTF-8"?>${inside(tree)}` : inside(tree);
}

function inside(value: Json): string {
  if (!isRecord(value)) return isList(value) ? value.map(inside).join('') : String(value ?? '');
  const elements = Object.entries(value).filter(([name]) => !name.startsWith('@'));
  return elements
    .map(([name, below]) => (isList(below) ? below : [below]).map((one) => element(name, one)).join(''))
    .join('');
}

function element(name: string, value: Json): string {
  const attributes = isRecord(value) ? Object.entries(value).filter(([one]) => one.startsWith('@')) : [];
  const written = attributes.map(([one, text]) => ` ${one.slice(1)}="${String(text)}"`).join('');
  return `<${name.trim()}${written}>${inside(value)}</${name.trim()}>`;
}

/** What XML can say of a tree: texts, elements, and lists of two and more. */
export function asXml(value: Json | undefined): Json | undefined {
  if (isList(value)) {
    const rows = value.map((row) => asXml(row) ?? '');
    return rows.length === 1 ? rows[0] : rows;
  }
  if (!isRecord(value)) return String(value ?? '');
  const members = Object.entries(value).map(([name, below]) => [name.trim(), asXml(below) ?? '']);
  return members.length === 0 ? '' : Object.fromEntries(members);
}
