import { readFileSync } from 'node:fs';

export interface Parameter {
  readonly name: string;
  readonly in: 'path' | 'query' | 'header';
  readonly required?: boolean;
  readonly explode?: boolean;
  readonly schema: { readonly type?: string; readonly [keyword: string]: unknown };
}

/** One operation of the OpenAPI document, with its references resolved as far as the edge needs. */
export interface ApiOperation {
  readonly id: string;
  /** In a few Indonesian words. */
  readonly summary: string;
  readonly method: string;
  /** As in the document: `/v1/jkn/peserta/{nomor}`. */
  readonly path: string;
  readonly scope: string | undefined;
  readonly needsKey: boolean;
  readonly parameters: readonly Parameter[];
  /** Where the schema of its JSON body stands in the document; absent where it takes none. */
  readonly bodySchema: string | undefined;
  readonly bodyRequired: boolean;
  /** Media types of a body that is taken as bytes; empty where none is. */
  readonly byteTypes: readonly string[];
  /** Where the schema of each answer stands, by status. */
  readonly answerSchemas: ReadonlyMap<number, string>;
}

export interface ApiDocument {
  readonly json: Record<string, unknown>;
  readonly text: string;
  readonly operations: readonly ApiOperation[];
}

const METHODS = ['get', 'put', 'post', 'delete', 'patch'];
type Tree = Record<string, unknown>;

const FILE = new URL('../../openapi/generated/simpul.json', import.meta.url);
let loaded: ApiDocument | undefined;

/** Read once: it is part of the hub, and nobody edits it while it runs. */
export function loadApiDocument(): ApiDocument {
  loaded ??= readApiDocument();
  return loaded;
}

function readApiDocument(): ApiDocument {
  const text = readFileSync(FILE, 'utf8');
  const json = JSON.parse(text) as Tree;
  const operations = Object.entries(json.paths as Tree).flatMap(([path, item]) =>
    METHODS.flatMap((method) => {
      const operation = (item as Tree)[method] as Tree | undefined;
      return operation ? [operationOf(json, path, method, operation)] : [];
    }),
  );
  return { json, text, operations };
}

function operationOf(json: Tree, path: string, method: string, operation: Tree): ApiOperation {
  const at = `#/paths/${escapePointer(path)}/${method}`;
  const security = operation.security as readonly unknown[] | undefined;
  const parameters = ((operation.parameters as readonly Tree[] | undefined) ?? []).map((one) => resolve(json, one));
  return {
    id: String(operation.operationId),
    summary: String(operation.summary ?? operation.operationId),
    method,
    path,
    scope: operation['x-scope'] as string | undefined,
    needsKey: security === undefined || security.length > 0,
    parameters: parameters as unknown as readonly Parameter[],
    ...bodyOf(operation.requestBody as Tree | undefined, at),
    answerSchemas: answerSchemasOf(json, operation, at),
  };
}

function bodyOf(body: Tree | undefined, at: string): Pick<ApiOperation, 'bodySchema' | 'bodyRequired' | 'byteTypes'> {
  const types = Object.keys((body?.content as Tree | undefined) ?? {});
  const json = types.includes('application/json');
  return {
    bodySchema: json ? `${at}/requestBody/content/application~1json/schema` : undefined,
    bodyRequired: body !== undefined && body.required !== false,
    byteTypes: json ? [] : types,
  };
}

function answerSchemasOf(json: Tree, operation: Tree, at: string): ReadonlyMap<number, string> {
  const schemas = new Map<number, string>();
  for (const [status, answer] of Object.entries((operation.responses as Tree | undefined) ?? {})) {
    const reference = (answer as Tree).$ref;
    const place = typeof reference === 'string' ? reference : `${at}/responses/${status}`;
    const content = resolve(json, answer as Tree).content as Tree | undefined;
    const type = ['application/json', 'application/problem+json'].find((name) => content && name in content);
    if (type) schemas.set(Number(status), `${place}/content/${escapePointer(type)}/schema`);
  }
  return schemas;
}

function resolve(json: Tree, node: Tree): Tree {
  if (typeof node.$ref !== 'string') return node;
  let at: unknown = json;
  for (const part of node.$ref.slice(2).split('/')) at = (at as Tree)[part.replaceAll('~1', '/').replaceAll('~0', '~')];
  return resolve(json, at as Tree);
}

function escapePointer(text: string): string {
  return encodeURIComponent(text.replaceAll('~', '~0').replaceAll('/', '~1')).replaceAll('%7E', '~');
}
