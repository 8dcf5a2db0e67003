import type { ApiDocument } from './document.ts';

/** As much of a JSON Schema of the document as is asked about. */
export interface Schema {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly description?: string;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly items?: Schema;
  readonly enum?: readonly unknown[];
  readonly format?: string;
  readonly oneOf?: readonly Schema[];
}

/** The schema at a pointer of the document (`#/paths/~1v1~1laporan/post/…`), its own reference resolved. */
export function schemaAt(document: ApiDocument, pointer: string): Schema {
  const parts = pointer.slice(2).split('/').map(unescaped);
  const found = parts.reduce<unknown>((at, part) => (at as Readonly<Record<string, unknown>>)[part], document.json);
  return resolved(document, found as Schema);
}

/** What stands beside a reference goes before what it refers to. */
export function resolved(document: ApiDocument, schema: Schema): Schema {
  const { $ref, ...own } = schema;
  return $ref === undefined ? schema : { ...schemaAt(document, $ref), ...own };
}

function unescaped(part: string): string {
  return decodeURIComponent(part).replaceAll('~1', '/').replaceAll('~0', '~');
}
