import jsonata from 'jsonata';
import type { Drift } from '../../connectors/connector.ts';
import { compileLookOut } from './additive.ts';
import type { CodeLists } from './codes.ts';
import { type Asked, compileField, type FieldReader, type Reading, report, ruleOf } from './field.ts';
import type { WholeOperation } from './inherit.ts';
import { messageOf } from './message-of.ts';
import type { SharedModel } from './model.ts';
import { namedPlaces } from './named.ts';
import { compileObject } from './object.ts';
import type { Judgement } from './outcomes.ts';
import { compilePath, kindOf, MISSING } from './paths.ts';

export type AnswerReading =
  | { readonly kind: 'fits'; readonly value: unknown; readonly drift: readonly Drift[] }
  | { readonly kind: 'misfit'; readonly drift: readonly Drift[] };

type AnswerMapping = WholeOperation['answer'];

/** Reads what the protocol unwrapped into the shared model. A promise only where the mapping has an `expr`. */
export type AnswerReader = (
  payload: unknown,
  judgement: Judgement,
  asked: Asked | undefined,
) => AnswerReading | Promise<AnswerReading>;

export interface AnswerContext {
  readonly codeLists: CodeLists;
  readonly model: SharedModel;
  /** Names a mistake of the mapping; loading goes on, so that all of them are listed at once. */
  readonly mistake: (path: string, reason: string) => void;
  /** Fields of the model that an outcome may set. */
  readonly set: readonly string[];
}

export function compileAnswer(mapping: AnswerMapping, context: AnswerContext): AnswerReader {
  const places = placesOf(mapping);
  const { becomes, many } = mapping;
  checkAgainstModel(mapping, context);
  const readObject = compileFields(mapping, context, `${places[0] ?? ''}${many ? '[]' : ''}`);
  const finish = compileExpressions(mapping, context);
  const lookForMore = compileLookOuts(mapping, places);
  const find = compilePlace(places, many === true);
  const takesNothing = Object.keys(mapping.fields).length === 0;
  const settle = (value: unknown, { set }: Judgement, asked: Asked | undefined) =>
    fillIn(value, set, asked, (target) => context.model.field(becomes, target) !== undefined);

  const conclude = (value: unknown, payload: unknown, reading: Reading): AnswerReading => {
    const { drift, additive } = reading;
    if (drift.length === 0) lookForMore(payload, reading);
    if (drift.length === 0) checkValue(value, mapping, context.model, drift);
    return drift.length > 0 ? { kind: 'misfit', drift } : { kind: 'fits', value, drift: additive };
  };

  return (payload, judgement, asked) => {
    const reading: Reading = { asked, partial: judgement.partial, drift: [], additive: [] };
    const mayBeMissing = judgement.partial && (takesNothing || payload === undefined || payload === null);
    const found = mayBeMissing ? {} : find(payload);
    if (found === MISSING) {
      const expected = many ? 'a list' : `an object (${becomes})`;
      report(reading, {
        kind: 'breaking',
        path: places[0] || '(content)',
        expected,
        got: kindOf(placeOf(places)(payload)),
      });
      return { kind: 'misfit', drift: reading.drift };
    }
    const value = many
      ? (found as readonly unknown[]).map((row) => settle(readObject(row, reading), judgement, asked))
      : settle(readObject(found, reading), judgement, asked);
    if (!finish || reading.drift.length > 0) return conclude(value, payload, reading);
    return finish(value, payload, reading).then((finished) => conclude(finished, payload, reading));
  };
}

function placesOf({ at }: AnswerMapping): readonly string[] {
  if (at === undefined) return [''];
  return typeof at === 'string' ? [at] : at;
}

const placeOf = (places: readonly string[]) => compilePath(places[0] ?? '');

function compilePlace(places: readonly string[], many: boolean): (payload: unknown) => unknown {
  const getters = places.map(compilePath);
  return (payload) => {
    for (const getter of getters) {
      const value = getter(payload);
      if (many ? Array.isArray(value) : typeof value === 'object' && value !== null && !Array.isArray(value))
        return value;
    }
    return MISSING;
  };
}

/** Each place has names of its own: a member that another form of the answer has is new in this one. */
function compileLookOuts({ fields, ignore = [], many = false }: AnswerMapping, places: readonly string[]) {
  const lookOuts = places.map((place) => ({
    fits: compilePlace([place], many),
    look: compileLookOut(namedPlaces({ fields, ignore }, place, many)),
  }));
  const [first] = lookOuts;
  if (lookOuts.length === 1 && first) return first.look;
  return (payload: unknown, reading: Reading) =>
    (lookOuts.find(({ fits }) => fits(payload) !== MISSING) ?? first)?.look(payload, reading);
}

function compileFields(mapping: AnswerMapping, context: AnswerContext, place: string): FieldReader {
  const readers = new Map<string, FieldReader>();
  for (const [target, field] of Object.entries(mapping.fields)) {
    if (ruleOf(field).expr !== undefined) continue;
    const nullable = context.model.field(mapping.becomes, target)?.nullable ?? false;
    const prefix = place === '' ? '' : `${place}.`;
    attempt(context, `answer.fields.${target}`, () => {
      readers.set(
        target,
        compileField(field, { direction: 'reading', codeLists: context.codeLists, prefix, nullable }),
      );
    });
  }
  return attempt(context, 'answer.fields', () => compileObject(readers)) ?? (() => MISSING);
}

/** The escape hatch where the field language ends: JSONata over the value so far. */
function compileExpressions(mapping: AnswerMapping, context: AnswerContext) {
  const expressions: { target: string; evaluate: jsonata.Expression }[] = [];
  for (const [target, field] of Object.entries(mapping.fields)) {
    const { expr } = ruleOf(field);
    if (expr === undefined) continue;
    if (mapping.many) context.mistake(`answer.fields.${target}`, 'an expr cannot fill the rows of a list');
    if (target.includes('.'))
      context.mistake(`answer.fields.${target}`, 'an expr fills a field of the first level only');
    attempt(context, `answer.fields.${target}`, () => expressions.push({ target, evaluate: jsonata(expr) }));
  }
  if (expressions.length === 0) return undefined;
  return async (value: unknown, source: unknown, reading: Reading): Promise<unknown> => {
    const made = value as Record<string, unknown>;
    for (const { target, evaluate } of expressions) {
      try {
        made[target] = await evaluate.evaluate(made, { source, asked: reading.asked ?? {} });
      } catch {
        const got = 'an expression that failed'; // its message may hold a value
        report(reading, { kind: 'breaking', path: target, expected: 'a value of its expr', got });
      }
    }
    return made;
  };
}

/** Fields that the outcome decides (a person's status), where the record does not say them itself. */
function fillIn(
  value: unknown,
  set: Judgement['set'],
  asked: Asked | undefined,
  isOfModel: (target: string) => boolean,
): unknown {
  const made = value === MISSING ? {} : (value as Record<string, unknown>);
  for (const [target, given] of Object.entries(set ?? {})) {
    if (made[target] !== undefined || !isOfModel(target)) continue;
    const settled = typeof given === 'string' && given.startsWith('$asked.') ? asked?.[given.slice(7)] : given;
    if (settled !== undefined) made[target] = structuredClone(settled);
  }
  return made;
}

function checkValue(value: unknown, { becomes, many }: AnswerMapping, model: SharedModel, drift: Drift[]): void {
  for (const one of many ? (value as readonly unknown[]) : [value])
    for (const { path, rule } of model.check(becomes, one))
      if (drift.length < 20)
        drift.push({ kind: 'breaking', path: `(${becomes}).${path}`, expected: rule, got: 'another value' });
}

function checkAgainstModel({ becomes, fields }: AnswerMapping, { model, mistake, set }: AnswerContext): void {
  if (!model.has(becomes)) {
    mistake('answer.becomes', `the shared model has no "${becomes}"`);
    return;
  }
  for (const target of Object.keys(fields))
    if (!model.field(becomes, target)) mistake(`answer.fields.${target}`, `${becomes} has no field "${target}"`);
  const filled = new Set([...Object.keys(fields).map((target) => target.split('.')[0]), ...set]);
  for (const name of model.required(becomes))
    if (!filled.has(name)) mistake('answer.fields', `${becomes} requires "${name}", which nothing fills`);
}

function attempt<Result>({ mistake }: AnswerContext, path: string, work: () => Result): Result | undefined {
  try {
    return work();
  } catch (error) {
    mistake(path, messageOf(error));
    return undefined;
  }
}
