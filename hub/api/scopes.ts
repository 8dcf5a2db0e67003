import type { ApiDocument } from './document.ts';

/** A scope as somebody who hands it out has to know it. */
export interface Scope {
  readonly name: string;
  readonly inIndonesian: string;
  readonly inEnglish: string;
  /** What it opens, by id and in the words of the document. */
  readonly operations: readonly { readonly id: string; readonly summary: string }[];
}

interface Described {
  readonly untuk: string;
  readonly for: string;
}
interface Summarised {
  readonly operationId?: string;
  readonly summary?: string;
}

/** Every scope of the document, in its order. Throws an Error where an operation wants one that is not described. */
export function scopesOf({ json, operations }: Pick<ApiDocument, 'json' | 'operations'>): readonly Scope[] {
  const described = (json['x-scopes'] ?? {}) as Readonly<Record<string, Described>>;
  const unknown = operations.flatMap(({ scope }) => (scope === undefined || scope in described ? [] : scope));
  if (unknown.length > 0) throw new Error(`openapi/simpul.yaml describes no scope ${[...new Set(unknown)].join(', ')}`);
  const summaries = summariesOf(json);
  return Object.entries(described).map(([name, { untuk, for: inEnglish }]) => ({
    ...{ name, inIndonesian: untuk, inEnglish },
    operations: operations
      .filter(({ scope }) => scope === name)
      .map(({ id }) => ({ id, summary: summaries.get(id) ?? id })),
  }));
}

function summariesOf({ paths }: ApiDocument['json']): ReadonlyMap<string, string> {
  const items = Object.values(paths as Readonly<Record<string, Readonly<Record<string, Summarised>>>>);
  return new Map(
    items
      .flatMap((item) => Object.values(item))
      .flatMap(({ operationId, summary }) => (operationId && summary ? [[operationId, summary] as const] : [])),
  );
}
