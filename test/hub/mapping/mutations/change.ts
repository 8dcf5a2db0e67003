import { at, isList, isRecord, type Json, type Path } from './json.ts';

export const KINDS = ['drop', 'rename', 'retype', 'nest', 'null', 'blank', 'reorder', 'new-field', 'new-code'] as const;
export type Kind = (typeof KINDS)[number];

/** One thing that an upstream changed overnight. */
export interface Change {
  readonly kind: Kind;
  readonly path: Path;
  /** Which of several ways: another name, another type. */
  readonly pick: number;
}

export interface Changed {
  readonly body: Json | undefined;
  /** Rows that stand elsewhere now, or are gone: which of the old ones each new one is. */
  readonly moved?: { readonly list: Path; readonly order: readonly number[] };
}

export const NEW_CODE = 'XQ9';

/** Every path of a body; of a list the first, the middle and the last row. */
export function pathsIn(value: Json, path: Path = []): readonly Path[] {
  if (isRecord(value))
    return [path, ...Object.entries(value).flatMap(([name, below]) => pathsIn(below, [...path, name]))];
  if (!isList(value)) return [path];
  const rows = new Set([0, value.length >> 1, value.length - 1].filter((row) => row >= 0 && row < value.length));
  return [path, ...[...rows].flatMap((row) => pathsIn(value[row] ?? null, [...path, row]))];
}

/** Paths at which this kind of change can happen. */
export function placesFor(kind: Kind, body: Json, coded: readonly Path[]): readonly Path[] {
  const paths = pathsIn(body);
  switch (kind) {
    case 'new-code':
      return coded;
    case 'drop':
      return paths.filter((path) => path.length > 0);
    case 'rename':
      return paths.filter((path) => typeof path.at(-1) === 'string');
    case 'new-field':
      return paths.filter((path) => isRecord(at(body, path)));
    case 'reorder':
      return paths.filter((path) => sizeOf(at(body, path)) > 1);
    default:
      return paths;
  }
}

function sizeOf(value: Json | undefined): number {
  return typeof value === 'object' && value !== null ? Object.keys(value).length : 0;
}

export function changed(body: Json, { kind, path, pick }: Change): Changed {
  const put = (to: (value: Json) => Json): Changed => ({ body: edit(body, path, (value) => to(value ?? null)) });
  switch (kind) {
    case 'drop':
      return dropped(body, path);
    case 'rename':
      return { body: renamed(body, path, pick) };
    case 'retype':
      return put((value) => retyped(value, pick));
    case 'nest':
      return put((value) => ({ [pickOf(['data', 'value', 'list'], pick)]: value }));
    case 'null':
      return put(() => null);
    case 'blank':
      return put(() => pickOf(['', ' ', '\t'], pick));
    case 'reorder':
      return reordered(body, path);
    case 'new-field':
      return put((value) => withNewField(value, pick));
    case 'new-code':
      return put((value) => (typeof value === 'boolean' ? !value : NEW_CODE));
    default:
      return kind satisfies never;
  }
}

function dropped(body: Json, path: Path): Changed {
  const step = path.at(-1);
  const gone = edit(body, path, () => undefined);
  if (typeof step !== 'number') return { body: gone };
  const list = path.slice(0, -1);
  const rows = at(body, list);
  const order = (isList(rows) ? rows : []).flatMap((_, row) => (row === step ? [] : [row]));
  return { body: gone, moved: { list, order } };
}

function reordered(body: Json, path: Path): Changed {
  const value = at(body, path);
  if (isList(value)) {
    const order = value.map((_, row) => value.length - 1 - row);
    return { body: edit(body, path, () => value.toReversed()), moved: { list: path, order } };
  }
  const members = isRecord(value) ? Object.entries(value).toReversed() : [];
  return { body: edit(body, path, () => Object.fromEntries(members)) };
}

function renamed(body: Json, path: Path, pick: number): Json | undefined {
  const name = String(path.at(-1));
  const otherCase = name === name.toUpperCase() ? name.toLowerCase() : name.toUpperCase();
  const to = pickOf([`baru${name}`, `_${name}`, ` ${name}`, otherCase], pick);
  return edit(body, path.slice(0, -1), (record) => {
    const members = isRecord(record) ? Object.entries(record) : [];
    return Object.fromEntries(members.map(([key, value]) => [key === name ? to : key, value]));
  });
}

function withNewField(record: Json, pick: number): Json {
  const value = pickOf<Json>([1, 'x', null, { a: 1 }, [{ a: 1 }], true], pick);
  const members = isRecord(record) ? record : {};
  return pick % 2 === 0 ? { baru: value, ...members } : { ...members, baru: value };
}

/** A number becomes text and text of digits a number, which loses the zeros it began with. */
function retyped(value: Json, pick: number): Json {
  if (value === null) return pickOf<Json>([[null], { value: null }], pick);
  if (typeof value === 'object' && value !== null)
    return pickOf<Json>(
      [[value], true, 'teks', isList(value) ? { '0': value[0] ?? null } : Object.values(value)],
      pick,
    );
  const other = typeof value === 'string' && /^\d+$/.test(value) ? BigInt(value) : String(value);
  return pickOf<Json>([other, [value, value], meansYes(value), { value }], pick);
}

const meansYes = (value: Json) => !['0', 'false', '', 'null'].includes(String(value));

function pickOf<Value>(values: readonly Value[], pick: number): Value {
  return values[pick % values.length] as Value;
}

/** `undefined` takes the value away. */
function edit(
  value: Json | undefined,
  [step, ...rest]: Path,
  change: (value: Json | undefined) => Json | undefined,
): Json | undefined {
  if (step === undefined) return change(value);
  if (typeof step === 'number') {
    const rows = isList(value) ? value : [];
    return rows.flatMap((row, index) => (index === step ? present(edit(row, rest, change)) : [row]));
  }
  const record = isRecord(value) ? value : {};
  const entries = Object.entries(Object.hasOwn(record, step) ? record : { ...record, [step]: null });
  return Object.fromEntries(
    entries.flatMap(([name, below]) => {
      const edited = name === step ? edit(below, rest, change) : below;
      return edited === undefined ? [] : [[name, edited]];
    }),
  );
}

const present = (value: Json | undefined): Json[] => (value === undefined ? [] : [value]);
