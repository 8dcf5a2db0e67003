/** A value that is not there; `undefined` and `null` are values an upstream can send. */
export const MISSING = Symbol('missing');

export type Getter = (source: unknown) => unknown;

/** Compiles `peserta.hakKelas.kode` to a closure; `''` is the source itself. Absent anywhere on the way: `undefined`. */
export function compilePath(path: string): Getter {
  if (path === '') return (source) => source;
  const keys = path.split('.');
  const [first, second] = keys;
  if (keys.length === 1 && first !== undefined) return (source) => member(source, first);
  if (keys.length === 2 && first !== undefined && second !== undefined)
    return (source) => member(member(source, first), second);
  return (source) => {
    let value = source;
    for (const key of keys) value = member(value, key);
    return value;
  };
}

function member(source: unknown, key: string): unknown {
  return typeof source === 'object' && source !== null && Object.hasOwn(source, key)
    ? (source as Record<string, unknown>)[key]
    : undefined;
}

export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Nothing an application could use: missing, null, or a text of spaces. */
export function isBlank(value: unknown): boolean {
  return value === undefined || value === null || (typeof value === 'string' && value.trim() === '');
}

/** The kind of a value for a drift report: never the value itself. */
export function kindOf(value: unknown): string {
  if (value === undefined) return 'missing';
  if (value === null) return 'null';
  if (typeof value === 'string') return value.trim() === '' ? 'empty text' : 'text';
  if (Array.isArray(value)) return 'list';
  return typeof value === 'bigint' ? 'number' : typeof value;
}

/** Texts that mean the same to a clerk: case, outer and doubled spaces apart. */
export function foldText(text: string): string {
  return text.trim().replace(/\s+/g, ' ').toUpperCase();
}
