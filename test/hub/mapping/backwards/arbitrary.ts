import { readFileSync } from 'node:fs';
import fc from 'fast-check';

interface Schema {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly enum?: readonly string[];
  readonly pattern?: string;
  readonly format?: string;
  readonly minimum?: number;
  readonly maximum?: number;
}

const DOCUMENT = new URL('../../../../openapi/generated/simpul.json', import.meta.url);
const { components } = JSON.parse(readFileSync(DOCUMENT, 'utf8')) as {
  components: { schemas: Readonly<Record<string, Schema>> };
};

/** Any value of a schema of the shared model. Texts have no outer spaces: no upstream's text keeps them. */
export function anyOf(name: string): fc.Arbitrary<unknown> {
  return arbitraryOf(components.schemas[name] ?? {});
}

function arbitraryOf(schema: Schema): fc.Arbitrary<unknown> {
  if (schema.$ref) return anyOf(schema.$ref.split('/').at(-1) ?? '');
  const types = [schema.type ?? 'object'].flat();
  const one = ofType(schema, types.find((type) => type !== 'null') ?? '');
  return types.includes('null') ? fc.option(one, { freq: 4 }) : one;
}

function ofType(schema: Schema, type: string): fc.Arbitrary<unknown> {
  if (schema.enum) return fc.constantFrom(...schema.enum);
  switch (type) {
    case 'object':
      return ofObject(schema);
    case 'boolean':
      return fc.boolean();
    case 'integer':
      return fc.integer({ min: schema.minimum ?? 0, max: schema.maximum ?? 1000 });
    case 'string':
      return ofText(schema);
    default:
      throw new Error(`no values of ${type}`);
  }
}

function ofObject({ properties = {}, required = [] }: Schema): fc.Arbitrary<unknown> {
  const members = Object.fromEntries(Object.entries(properties).map(([name, below]) => [name, arbitraryOf(below)]));
  return fc.record(members, { requiredKeys: [...required] });
}

function ofText({ format, pattern }: Schema): fc.Arbitrary<string> {
  if (format === 'date')
    return fc
      .date({ min: new Date('1900-01-01'), max: new Date('2099-12-31'), noInvalidDate: true })
      .map((date) => date.toISOString().slice(0, 10));
  if (pattern) return fc.stringMatching(new RegExp(pattern));
  return fc.string({ minLength: 1, unit: 'grapheme' }).map((text) => text.trim() || 'X');
}
