import type { FieldRule } from '../../../openapi/generated/mapping.ts';
import { codesOf, compileCodes } from '../codes.ts';
import { type FieldContext, optionsOf } from '../field.ts';
import { foldText, MISSING } from '../paths.ts';
import { Misfit, type Scalar, transforms } from '../transforms.ts';

/** One value the other way: of an answer, what the upstream wrote; of a question, what was asked. `MISSING`: no such value. */
export type Back = (value: unknown) => unknown;

export type BackContext = Pick<FieldContext, 'direction' | 'codeLists'>;

/** Compiles the inverse of a field's transform and codes. Throws a RangeError for a rule that has none. */
export function compileBack(rule: FieldRule, { direction, codeLists }: BackContext): Back {
  const { as: name = 'text', only, split } = rule;
  if (only !== undefined) throw new RangeError('"only" cannot be read backwards');
  if (split !== undefined) throw new RangeError('a part of a text cannot be read backwards');
  const codes = codesOf(rule, codeLists);
  if (name === 'comparison') return writeComparison(codes ?? {});
  const transform = Object.hasOwn(transforms, name) ? transforms[name] : undefined;
  if (!transform || name === 'first-word' || name === 'other-words')
    throw new RangeError(`"${name}" cannot be read backwards`);
  const convert = transform[direction === 'reading' ? 'asking' : 'reading'](optionsOf(rule));
  const back: Back = (value) => (isScalar(value) ? fitting(() => convert(value)) : MISSING);
  if (!codes) return back;
  const uncode = compileUncode(codes, rule, direction === 'reading');
  return (value) => {
    const code = uncode(value);
    return code === MISSING ? MISSING : back(code);
  };
}

function isScalar(value: unknown): value is Scalar {
  return ['string', 'number', 'bigint', 'boolean'].includes(typeof value);
}

/** A transform that writes throws for what it cannot write, one that reads says so. */
function fitting(convert: () => unknown): unknown {
  try {
    const value = convert();
    return value instanceof Misfit ? MISSING : value;
  } catch (error) {
    if (error instanceof RangeError) return MISSING;
    throw error;
  }
}

/**
 * The first code that becomes this value; a value that has none, the code of what `otherwise` is. What only `otherwise`
 * becomes is said in its own word, if that reads back.
 */
function compileUncode(codes: Readonly<Record<string, unknown>>, rule: FieldRule, ofAnswer: boolean): Back {
  const table = new Map<string, string>();
  for (const [code, becomes] of Object.entries(codes)) {
    const key = foldText(String(becomes));
    if (!table.has(key)) table.set(key, code);
  }
  const read = compileCodes(codes as Parameters<typeof compileCodes>[0], { ...rule, open: true });
  return (value) => {
    const code = table.get(foldText(String(value)));
    if (code !== undefined) return code;
    const other = ofAnswer && rule.otherwise !== undefined ? table.get(foldText(String(rule.otherwise))) : undefined;
    if (other !== undefined) return other;
    if (!ofAnswer || typeof value !== 'string' || value !== rule.otherwise) return MISSING;
    const word = value.replaceAll('-', ' ').toUpperCase();
    return read(word) === value ? word : MISSING;
  };
}

/** `{ hasil, skor }` -> `Sesuai (100)` */
function writeComparison(codes: Readonly<Record<string, unknown>>): Back {
  const words = new Map(Object.entries(codes).map(([word, becomes]) => [becomes, word]));
  return (value) => {
    if (typeof value !== 'object' || value === null) return MISSING;
    const { hasil, skor } = value as { readonly hasil?: unknown; readonly skor?: unknown };
    const word = words.get(hasil);
    if (word === undefined) return MISSING;
    return skor === undefined ? word : `${word} (${String(skor)})`;
  };
}
