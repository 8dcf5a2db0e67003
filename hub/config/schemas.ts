import { readFileSync } from 'node:fs';

/** The parts of a JSON Schema that the configuration uses. */
export interface Schema {
  readonly $ref?: string;
  readonly type?: string;
  readonly enum?: readonly unknown[];
  readonly format?: string;
  readonly pattern?: string;
  readonly minimum?: number;
  readonly exclusiveMinimum?: number;
  readonly maximum?: number;
  readonly minLength?: number;
  readonly default?: unknown;
  readonly description?: string;
  readonly writeOnly?: boolean;
  readonly required?: readonly string[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly propertyNames?: Schema;
  readonly additionalProperties?: boolean | Schema;
  readonly items?: Schema;
}

const document = JSON.parse(readFileSync(new URL('../../openapi/generated/config.json', import.meta.url), 'utf8')) as {
  readonly components: { readonly schemas: Readonly<Record<string, Schema>> };
};

/** The schemas of `openapi/config.yaml`, by name. */
export const schemas = document.components.schemas;

/** How the document refers to one of them. */
export const BELOW = '#/components/schemas/';

/** The schema itself, or the one it refers to. What stands beside a `$ref` goes first. */
export function follow(schema: Schema): Schema {
  const { $ref, ...own } = schema;
  if ($ref === undefined) return schema;
  return { ...schemas[$ref.slice(BELOW.length)], ...own };
}
