import { loadSharedModel } from '../../../../hub/mapping/model.ts';
import type { FieldRule } from '../../../../openapi/generated/mapping.ts';
import type { Changed } from './change.ts';
import { at, isBlank, isList, isRecord, isSame, type Json, type JsonRecord, keysOf, type Path } from './json.ts';
import { type Fate, fateOfLeaf, isLet, saysNothing } from './leaf.ts';
import { unnamedIn } from './unnamed.ts';
import { ruleOf, sourcesOf, type Written } from './written.ts';

const model = loadSharedModel();

/** What a changed answer should come to. */
export type Expected =
  | { readonly kind: 'found'; readonly value: unknown; readonly additive: readonly string[] }
  /** One of these paths is named, and none but these. */
  | { readonly kind: 'changed'; readonly paths: readonly string[] }
  | { readonly kind: 'absent' }
  | { readonly kind: 'fault' };

/** An answer as it was, what became of it, and what it was read to. */
export interface Case {
  readonly written: Written;
  readonly asked: Readonly<Record<string, unknown>>;
  /** The payload as it was; `after` is the payload as it is, and `moved` its rows that stand elsewhere. */
  readonly before: Json | undefined;
  readonly after: Json | undefined;
  readonly moved: Changed['moved'];
  readonly value: unknown;
  /** What the outcome says: fields may be missing, and which it decides itself. */
  readonly partial: boolean;
  readonly set: Readonly<Record<string, unknown>>;
}

interface Notes {
  readonly breaking: string[];
  readonly unlisted: string[];
}
/** One record: as it was, as it is, what it was read to, and where it stands. */
interface Spot {
  readonly before: Json | undefined;
  readonly after: Json;
  readonly old: unknown;
  /** In the payload, and as a report writes it. */
  readonly path: Path;
  readonly shown: string;
  readonly isFirst: boolean;
}

export function expectedOf(given: Case): Expected {
  const { written, before, after, value, partial } = given;
  const { places, many, becomes, fields } = written;
  const fits = many ? isList : isRecord;
  const mayBeMissing = partial && (Object.keys(fields).length === 0 || isBlank(after));
  const place = places.find((one) => fits(at(after, keysOf(one))));
  if (place === undefined && !mayBeMissing) return { kind: 'changed', paths: [places[0] || '(content)'] };
  const found = mayBeMissing ? {} : (at(after, keysOf(place ?? '')) ?? {});
  const was = places.map((one) => at(before, keysOf(one))).find(fits);
  const notes: Notes = { breaking: [], unlisted: [] };
  const path = keysOf(place ?? '');
  const shown = `${places[0] ?? ''}${many ? '[]' : ''}`;
  const read = (spot: Pick<Spot, 'before' | 'after' | 'old' | 'path'>) =>
    settle(recordOf({ ...spot, shown, isFirst: true }, given, notes), given);
  const made = isList(found)
    ? found.map((row, index) => {
        const from = rowBefore(given, path, index);
        return read({ before: at(was, [from]), after: row, old: at(value as Json, [from]), path: [...path, index] });
      })
    : read({ before: was, after: found, old: value, path });
  const unnamed = unnamedIn(after, written, place ?? '');
  const breaking = [...notes.breaking, ...unnamed.broken];
  if (breaking.length > 0) return { kind: 'changed', paths: breaking };
  const refused = (isList(made) ? made : [made]).flatMap((one) => model.check(becomes, one));
  if (refused.length > 0) return { kind: 'changed', paths: refused.map((one) => `(${becomes}).${one.path}`) };
  return { kind: 'found', value: made, additive: [...unnamed.additive, ...notes.unlisted] };
}

/** Rows that moved say what they said where they stood. */
function rowBefore({ moved }: Case, list: Path, index: number): number {
  return moved && isSame([...moved.list], [...list]) ? (moved.order[index] ?? index) : index;
}

function recordOf(spot: Spot, given: Case, notes: Notes): JsonRecord {
  const made: Record<string, unknown> = {};
  for (const [target, field] of Object.entries(given.written.fields)) {
    if (!ruleOf(field).expr) put(made, keysOf(target), targetOf(target, ruleOf(field), spot, given, notes));
    else put(made, [target], (spot.old as JsonRecord)[target]);
  }
  return withoutEmptyBranches(made, Object.keys(given.written.fields)) as JsonRecord;
}

/** `undefined` leaves the target out. */
function targetOf(target: string, rule: FieldRule, spot: Spot, given: Case, notes: Notes): unknown {
  const { becomes } = given.written;
  const old = at(spot.old as Json, spot.isFirst ? keysOf(target) : [target]);
  const isNullable = spot.isFirst ? (model.field(becomes, target)?.nullable ?? false) : true;
  const whenLost = isNullable ? null : undefined;
  if ('value' in rule) return rule.value;
  if (!isLet(rule, (path) => at(spot.after, keysOf(path)))) return whenLost;
  if (rule.asked !== undefined && at(given.asked as JsonRecord, keysOf(rule.asked)) === undefined) return undefined;
  if (rule.fields || rule.each) return insideOf(rule, old, whenLost, spot, given, notes);
  const fate = rule.join ? fateOfJoin(rule, spot, given, notes) : fateOfOne(rule, spot, given, notes);
  if (fate.kind === 'kept') return old;
  return fate.kind === 'is' ? fate.value : whenLost;
}

function fateOfOne(rule: FieldRule, spot: Spot, { written, partial }: Case, notes: Notes): Fate {
  const sources = sourcesOf(rule);
  const optional = partial || sources.some((source) => source.optional);
  const take = (record: Json | undefined) => {
    const values = sources.map(({ path }) => at(record, keysOf(path)));
    return values.find((value) => !isBlank(value)) ?? values.at(-1);
  };
  const fate = fateOfLeaf(rule, take(spot.before), take(spot.after), { optional, written });
  note(fate, sources[0]?.path ?? '', spot, notes);
  return fate;
}

/** Every part has to be there; the whole is lost with one. */
function fateOfJoin(rule: FieldRule, spot: Spot, { written, partial }: Case, notes: Notes): Fate {
  const fates = sourcesOf(rule).map(({ path, optional }, index): Fate => {
    const length = rule.widths?.[index];
    const part: FieldRule = length === undefined ? {} : { as: 'digits', length, pad: true };
    const [was, is] = [at(spot.before, keysOf(path)), at(spot.after, keysOf(path))];
    const fate = fateOfLeaf(part, was, is, { optional: optional || partial, written });
    note(fate, path, spot, notes);
    return fate;
  });
  return fates.every(({ kind }) => kind === 'kept') ? { kind: 'kept' } : { kind: 'lost' };
}

function note(fate: Fate, path: string, { shown }: Spot, { breaking, unlisted }: Notes): void {
  const whole = shown === '' ? path : `${shown}.${path}`;
  if (fate.kind === 'misfit') breaking.push(whole);
  if (fate.kind === 'is' && fate.isUnlisted) unlisted.push(whole);
}

/** A record or a list of records inside the record. */
function insideOf(rule: FieldRule, old: unknown, whenLost: unknown, spot: Spot, given: Case, notes: Notes): unknown {
  const [{ path = '', optional = false } = {}] = sourcesOf(rule);
  const [before, after] = [at(spot.before, keysOf(path)), at(spot.after, keysOf(path))];
  const shown = spot.shown === '' ? path : `${spot.shown}.${path}`;
  const inside: Case = { ...given, written: { ...given.written, fields: rule.fields ?? rule.each ?? {} } };
  const below = { path: [...spot.path, ...keysOf(path)], isFirst: false };
  if ((rule.each ? saysNothing(rule, after) : isBlank(after)) && optional) return rule.each ? [] : whenLost;
  if (!(rule.each ? isList(after) : isRecord(after))) {
    notes.breaking.push(shown);
    return undefined;
  }
  if (!isList(after)) return recordOf({ ...below, before, after: after ?? null, old, shown }, inside, notes);
  return after.map((row, index) => {
    if (!isRecord(row)) notes.breaking.push(`${shown}[]`);
    const from = rowBefore(given, below.path, index);
    const rowAt = { path: [...below.path, index], isFirst: false, shown: `${shown}[]` };
    return recordOf({ ...rowAt, before: at(before, [from]), after: row, old: at(old as Json, [from]) }, inside, notes);
  });
}

function put(made: Record<string, unknown>, [key = '', ...rest]: readonly string[], value: unknown): void {
  if (value === undefined) return;
  if (rest.length === 0) made[key] = value;
  else {
    made[key] ??= {};
    put(made[key] as Record<string, unknown>, rest, value);
  }
}

/** A record that dotted targets make is left out where it holds nothing but nulls. */
function withoutEmptyBranches(made: Record<string, unknown>, targets: readonly string[]): Record<string, unknown> {
  const branches = new Set(targets.flatMap((target) => (target.includes('.') ? keysOf(target).slice(0, 1) : [])));
  const kept = Object.entries(made).flatMap(([name, below]) => {
    if (!branches.has(name)) return [[name, below] as const];
    const inside = targets.filter((target) => target.startsWith(`${name}.`)).map((one) => one.slice(name.length + 1));
    const branch = withoutEmptyBranches(below as Record<string, unknown>, inside);
    return Object.values(branch).every((one) => one === null) ? [] : [[name, branch] as const];
  });
  return Object.fromEntries(kept);
}

/** What the outcome decides where the record does not say it. */
function settle(made: JsonRecord, { written, set, asked }: Case): unknown {
  const settled: Record<string, unknown> = { ...made };
  for (const [target, given] of Object.entries(set)) {
    const says = typeof given === 'string' && given.startsWith('$asked.') ? asked[given.slice(7)] : given;
    if (settled[target] === undefined && model.field(written.becomes, target) && says !== undefined)
      settled[target] = says;
  }
  return settled;
}
