import { readReleaseFolders } from '../../../../hub/mapping/files.ts';
import { resolveOperation, type WholeOperation } from '../../../../hub/mapping/inherit.ts';
import { MAPPINGS } from '../../../../hub/mapping/load.ts';
import type { Codes, Field, FieldRule, Outcome } from '../../../../openapi/generated/mapping.ts';

/** What the files of a release say of one operation; nothing of it is compiled. */
export interface Written {
  readonly places: readonly string[];
  readonly many: boolean;
  readonly becomes: string;
  readonly fields: Readonly<Record<string, Field>>;
  readonly ignore: readonly string[];
  readonly outcomes: readonly Outcome[];
  readonly codeLists: Readonly<Record<string, Codes>>;
}

const folders = readReleaseFolders(MAPPINGS, ({ file, reason }) => {
  throw new Error(`${file}: ${reason}`);
});

export function written(upstream: string, release: string, operation: string): Written {
  const lineage = lineageOf(upstream, release);
  const resolved = resolveOperation(lineage, operation);
  if (!resolved) throw new Error(`no ${upstream}/${release}/${operation}`);
  const { answer, outcomes = [] } = resolved.file as WholeOperation;
  const { at = '', many = false, becomes, fields, ignore = [] } = answer;
  return {
    ...{ many, becomes, fields, ignore },
    places: typeof at === 'string' ? [at] : at,
    outcomes: [...outcomes, ...lineage.flatMap(({ file }) => file.outcomes ?? [])],
    codeLists: Object.assign({}, ...lineage.toReversed().map(({ file }) => file.codeLists ?? {})),
  };
}

function lineageOf(upstream: string, release: string): typeof folders {
  const folder = folders.find(({ file }) => file.upstream === upstream && file.release === release);
  if (!folder) throw new Error(`no release ${upstream}/${release}`);
  const { inherits } = folder.file;
  return inherits === undefined ? [folder] : [folder, ...lineageOf(upstream, inherits)];
}

export const ruleOf = (field: Field): FieldRule => (typeof field === 'string' ? { from: field } : (field ?? {}));

export interface Source {
  readonly path: string;
  readonly optional: boolean;
}

/** Where a rule takes from: several in order, or, of `join`, all of them. */
export function sourcesOf({ from, join }: FieldRule): readonly Source[] {
  const paths = join ?? (typeof from === 'string' ? [from] : (from ?? []));
  return paths.map((path) => ({ path: path.replace(/\?$/, ''), optional: path.endsWith('?') }));
}

export function codesOf({ codes }: FieldRule, { codeLists }: Written): Codes | undefined {
  return typeof codes === 'string' ? codeLists[codes] : codes;
}
