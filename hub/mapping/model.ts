import { readFileSync } from 'node:fs';
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';

interface Schema {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly oneOf?: readonly Schema[];
  readonly anyOf?: readonly Schema[];
  readonly allOf?: readonly Schema[];
}

/** The schemas of `openapi/model`, as the mappings see them. */
export interface SharedModel {
  has(name: string): boolean;
  /** What stands at `alamat.kelurahan.kode` of a schema; `undefined` when the model has no such field. */
  field(name: string, path: string): { readonly nullable: boolean } | undefined;
  required(name: string): readonly string[];
  /** What is wrong with a value, as paths and rules; empty when it is good. Never says a value. */
  check(name: string, value: unknown): readonly { readonly path: string; readonly rule: string }[];
}

const DOCUMENT = new URL('../../openapi/generated/simpul.json', import.meta.url);

export function loadSharedModel(document: URL = DOCUMENT): SharedModel {
  const { components } = JSON.parse(readFileSync(document, 'utf8')) as {
    components: { schemas: Record<string, Schema> };
  };
  const { schemas } = components;
  const validators = new Map<string, ValidateFunction>();
  const ajv = new Ajv2020({ strict: false, allErrors: true, code: { optimize: false } });
  addFormats.default(ajv);
  ajv.addSchema({ $id: 'model', components });

  const resolve = (schema: Schema | undefined): Schema | undefined =>
    schema?.$ref ? resolve(schemas[schema.$ref.split('/').at(-1) ?? '']) : schema;
  const validator = (name: string) => {
    const made = validators.get(name) ?? ajv.compile({ $ref: `model#/components/schemas/${name}` });
    validators.set(name, made);
    return made;
  };

  return {
    has: (name) => Object.hasOwn(schemas, name),
    required: (name) => resolve(schemas[name])?.required ?? [],
    field(name, path) {
      let at = resolve(schemas[name]);
      let nullable = false;
      for (const key of path.split('.')) {
        const below: Schema | undefined = at && propertyOf(at, key, resolve);
        if (!below) return undefined;
        nullable = isNullable(below, resolve);
        at = withoutNull(below, resolve);
      }
      return { nullable };
    },
    check(name, value) {
      const validate = validator(name);
      if (validate(value)) return [];
      return (validate.errors ?? []).map(({ instancePath, message = 'does not fit' }) => ({
        path: instancePath.slice(1).replaceAll('/', '.'),
        rule: message,
      }));
    },
  };
}

type Resolve = (schema: Schema | undefined) => Schema | undefined;

function propertyOf(schema: Schema, key: string, resolve: Resolve): Schema | undefined {
  if (schema.properties && Object.hasOwn(schema.properties, key)) return schema.properties[key];
  for (const part of schema.allOf ?? []) {
    const resolved = resolve(part);
    const found = resolved && propertyOf(resolved, key, resolve);
    if (found) return found;
  }
  return undefined;
}

function alternatives(schema: Schema): readonly Schema[] {
  return schema.oneOf ?? schema.anyOf ?? [];
}

function isNullable(schema: Schema, resolve: Resolve): boolean {
  const own = resolve(schema);
  if (!own) return false;
  return (
    own.type === 'null' ||
    (Array.isArray(own.type) && own.type.includes('null')) ||
    alternatives(own).some((one) => isNullable(one, resolve))
  );
}

function withoutNull(schema: Schema, resolve: Resolve): Schema | undefined {
  const own = resolve(schema);
  if (!own || alternatives(own).length === 0) return own;
  return resolve(alternatives(own).find((one) => resolve(one)?.type !== 'null'));
}
