import { Ajv2020, type ErrorObject, type ValidateFunction } from 'ajv/dist/2020.js';
import ajvFormats from 'ajv-formats';
import { explain, pointerParts } from './explain.ts';
import { type Finding, type Path, placeOf } from './mistakes.ts';
import { BELOW, schemas } from './schemas.ts';

// `strict` is off for OpenAPI's own keywords; `verbose` lets a mistake quote the description of what it missed
const ajv = new Ajv2020({ strict: false, allErrors: true, verbose: true, useDefaults: true });
ajvFormats.default(ajv, ['uri', 'date']);
ajv.addSchema({ $id: 'config', components: { schemas } });

function validatorOf(name: string): ValidateFunction {
  const reference = `config${BELOW}${name}`;
  const validate = ajv.getSchema(reference);
  if (!validate) throw new Error(`openapi/config.yaml has no schema "${name}"`);
  return validate;
}

/**
 * Checks `value` (which lies at `at`) and fills in defaults, in place.
 * A text that came from the environment becomes the number or the yes or no that its place asks for. One written in the
 * file does not: `consumerId: 0123` would lose its zero, and should be told to use quotes.
 */
export function checkSchema(
  name: string,
  value: unknown,
  { at = [], filled }: { readonly at?: Path; readonly filled: ReadonlySet<string> },
): readonly Finding[] {
  const validate = validatorOf(name);
  if (validate(value)) return [];
  const converted = (validate.errors ?? []).map((error) => convert(error, value, at, filled));
  if (converted.includes(true) && validate(value)) return [];
  return explain(validate.errors ?? []).map((finding) => ({ ...finding, at: [...at, ...finding.at] }));
}

function convert({ keyword, instancePath, schema }: ErrorObject, root: unknown, at: Path, filled: ReadonlySet<string>) {
  const path = pointerParts(instancePath);
  const last = path.at(-1);
  if (keyword !== 'type' || last === undefined || !filled.has(placeOf([...at, ...path]))) return false;
  const parent = path.slice(0, -1).reduce<unknown>((value, part) => (value as Record<string, unknown>)[part], root);
  const holder = parent as Record<string, unknown>;
  const better = meant(String(holder[last]).trim(), schema);
  if (better === undefined) return false;
  holder[last] = better;
  return true;
}

function meant(text: string, type: unknown): number | boolean | undefined {
  if (type === 'boolean') return text === 'true' ? true : text === 'false' ? false : undefined;
  const isNumeric = type === 'integer' || type === 'number';
  return isNumeric && /^-?\d+(\.\d+)?$/.test(text) ? Number(text) : undefined;
}
