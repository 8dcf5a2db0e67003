import type { AnswerMapping, Ask, Fields, OperationFile } from '../../openapi/generated/mapping.ts';
import type { ReleaseFolder } from './files.ts';

type WithRequired<Type, Key extends keyof Type> = Type & { readonly [Name in Key]-?: NonNullable<Type[Name]> };

/** An operation with everything it takes over written out. */
export type WholeOperation = OperationFile & {
  readonly ask: WithRequired<Ask, 'method' | 'path'>;
  readonly answer: WithRequired<AnswerMapping, 'becomes' | 'fields'>;
};

export interface ResolvedOperation {
  readonly file: OperationFile;
  /** The nearest file that says something about it. */
  readonly path: string;
  /** That file lies in the release's own folder. */
  readonly own: boolean;
}

/**
 * An operation as a release has it: what `like` names, under what the inherited releases say from the oldest on, under
 * what the release itself says. Examples are of the file they stand in, and are not taken over.
 */
export function resolveOperation(
  lineage: readonly ReleaseFolder[],
  name: string,
  seen: readonly string[] = [],
): ResolvedOperation | undefined {
  const files = lineage.flatMap((folder) => {
    const found = folder.operations.find(({ file }) => file.operation === name);
    return found ? [{ ...found, own: folder === lineage[0] }] : [];
  });
  const [nearest] = files;
  if (!nearest || seen.includes(name)) return undefined;
  const like = files.find(({ file }) => file.like !== undefined)?.file.like;
  const model = like === undefined ? undefined : resolveOperation(lineage, like, [...seen, name])?.file;
  const base: OperationFile = { ...model, operation: name };
  const whole = files.toReversed().reduce((below, { file }) => lay(below, file), base);
  return { file: { ...whole, examples: nearest.file.examples ?? [] }, path: nearest.path, own: nearest.own };
}

/** Lays what a file says over what it takes over: maps field by field, everything else whole. */
function lay(below: OperationFile, above: OperationFile): OperationFile {
  return {
    ...below,
    ...above,
    ask: {
      ...below.ask,
      ...above.ask,
      ...fieldsOf('with', below.ask?.with, above.ask?.with),
      ...fieldsOf('query', below.ask?.query, above.ask?.query),
      ...fieldsOf('body', below.ask?.body, above.ask?.body),
    },
    answer: {
      ...below.answer,
      ...above.answer,
      ...fieldsOf('fields', below.answer?.fields, above.answer?.fields),
      ignore: [...(below.answer?.ignore ?? []), ...(above.answer?.ignore ?? [])],
    },
    outcomes: [...(above.outcomes ?? []), ...(below.outcomes ?? [])],
  };
}

function fieldsOf<Name extends string>(name: Name, below: Fields | undefined, above: Fields | undefined) {
  if (!below && !above) return {};
  const fields = Object.entries({ ...below, ...above }).filter(([, field]) => field !== null);
  return { [name]: Object.fromEntries(fields) } as Record<Name, Fields>;
}

/** What an operation still lacks once everything was taken over. */
export function lacking({ ask, answer }: OperationFile): readonly string[] {
  return [
    ...(ask?.method ? [] : ['ask.method']),
    ...(ask?.path ? [] : ['ask.path']),
    ...(answer?.becomes ? [] : ['answer.becomes']),
    ...(answer?.fields ? [] : ['answer.fields']),
  ];
}
