import { readRupiah } from '../rupiah.ts';
import { type CodeList, codeLists } from './callback-codes.ts';
import { asMembers, isNothing, type Members } from './members.ts';

export type WireField =
  | {
      readonly from: string;
      readonly as: 'text' | 'day' | 'flag' | 'number' | 'rupiah' | 'place';
      readonly required?: true;
    }
  /** `width`: how many digits it has at least; a JSON number has lost its zeros. */
  | { readonly from: string; readonly as: 'digits'; readonly width: number; readonly required?: true }
  /** Becomes two: `jenis`, which is `lain` for a code that the list has not, and the code as `kodeJenis`. */
  | { readonly from: string; readonly as: 'code'; readonly list: CodeList; readonly required?: true }
  | { readonly from: string; readonly as: 'list'; readonly fields: WireFields; readonly required?: true };
/** By the city's word, dotted where it is nested. */
export type WireFields = Readonly<Record<string, WireField>>;

export interface ReadDocument {
  readonly value: Members;
  /** Places, in OSS's words, that say something which could not be read; a row without its id is among them. */
  readonly unread: readonly string[];
  /** A member that must be there and is not. */
  readonly lacking?: string;
}

/** Nothing that a version of the guide added or changed keeps a document from being taken: what is odd is named. */
export function readDocument(fields: WireFields, members: Members, at = ''): ReadDocument {
  const value: Record<string, unknown> = {};
  const unread: string[] = [];
  let lacking: string | undefined;
  for (const [target, field] of Object.entries(fields)) {
    const given = members[field.from];
    const place = at + field.from;
    if (field.as === 'list') {
      plant(value, target.split('.'), readList(field.fields, given, place, unread));
      continue;
    }
    const read = isNothing(given) ? undefined : readOne(field, given);
    if (read instanceof Code) plantCode(value, target.split('.'), read);
    else if (read !== undefined) plant(value, target.split('.'), read);
    else if (field.required) lacking ??= place;
    else if (!isNothing(given)) unread.push(place);
  }
  return { value, unread, ...(lacking === undefined ? {} : { lacking }) };
}

/** One alone may come without its list; a row that lacks its id is told and not acted on. */
function readList(fields: WireFields, given: unknown, place: string, unread: string[]): readonly Members[] {
  if (isNothing(given)) return [];
  const rows: readonly unknown[] = Array.isArray(given) ? given : [given];
  return rows.flatMap((row, index) => {
    const at = `${place}[${index}]`;
    const members = asMembers(row);
    if (!members) {
      if (!isNothing(row)) unread.push(at);
      return [];
    }
    const read = readDocument(fields, members, `${at}.`);
    unread.push(...read.unread);
    if (read.lacking === undefined) return [read.value];
    unread.push(read.lacking);
    return [];
  });
}

type SimpleField = Exclude<WireField, { readonly as: 'list' }>;

/** `undefined`: it cannot be read. */
function readOne(field: SimpleField, given: unknown): unknown {
  const text = textOf(given);
  if (text === undefined) return undefined;
  switch (field.as) {
    case 'text':
      return text;
    case 'digits':
      return readDigits(text, typeof given === 'string' ? 0 : field.width);
    case 'code':
      return readCode(text, field.list);
    case 'day':
      return readDay(text);
    case 'flag':
      return FLAGS.get(text.toUpperCase());
    case 'number':
      return /^\d+([.]\d+)?$/.test(text) ? Number(text) : undefined;
    case 'rupiah':
      return readRupiah(text);
    case 'place':
      return readPlace(text);
    default:
      return field satisfies never;
  }
}

/** "Number in the table, but sent as text in practice: accept both" (the OSS notes, section 4). */
export function textOf(given: unknown): string | undefined {
  if (typeof given === 'string') return given.trim();
  return typeof given === 'number' || typeof given === 'bigint' ? String(given) : undefined;
}

export function readDigits(text: string, width: number): string | undefined {
  return /^\d+$/.test(text) ? text.padStart(width, '0') : undefined;
}

const FLAGS: ReadonlyMap<string, boolean> = new Map([
  ['Y', true],
  ['N', false],
]);

class Code {
  readonly code: string;
  readonly word: string;
  constructor(code: string, word: string) {
    this.code = code;
    this.word = word;
  }
}

function readCode(text: string, name: CodeList): Code {
  const list: Readonly<Record<string, string>> = codeLists[name];
  const known = [text, text.toUpperCase(), text.padStart(2, '0')].find((code) => Object.hasOwn(list, code));
  return new Code(known ?? text, (known === undefined ? undefined : list[known]) ?? 'lain');
}

function plantCode(into: Record<string, unknown>, path: readonly string[], { code, word }: Code): void {
  const last = path.at(-1) ?? '';
  plant(into, path, word);
  plant(into, [...path.slice(0, -1), `kode${last.charAt(0).toUpperCase()}${last.slice(1)}`], code);
}

/** `YYYY-MM-DD`; a time after it and the eight digits that one table asks for are read too. */
function readDay(text: string): string | undefined {
  const [, year, month, day] = /^(\d{4})-?(\d\d)-?(\d\d)(?:[ T].*)?$/.exec(text) ?? [];
  if (year === undefined) return undefined;
  const iso = `${year}-${month}-${day}`;
  const at = Date.parse(iso);
  // 31 February is read as a day in March
  return !Number.isNaN(at) && new Date(at).toISOString().startsWith(iso) ? iso : undefined;
}

function readPlace(text: string) {
  const [, lintang, bujur] = /^(-?\d+(?:\.\d+)?)\s*,\s*(-?\d+(?:\.\d+)?)$/.exec(text) ?? [];
  return lintang === undefined || bujur === undefined ? undefined : { lintang: Number(lintang), bujur: Number(bujur) };
}

function plant(into: Record<string, unknown>, [key = '', ...below]: readonly string[], value: unknown): void {
  if (below.length === 0) {
    into[key] = value;
    return;
  }
  const branch = (into[key] ?? {}) as Record<string, unknown>;
  into[key] = branch;
  plant(branch, below, value);
}
