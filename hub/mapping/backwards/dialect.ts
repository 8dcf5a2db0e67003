import type { Dialect, DialectAnswer, DialectCall, DialectQuestion } from '../../../connectors/callback.ts';
import type { Fields } from '../../../openapi/generated/mapping.ts';
import type { WholeOperation } from '../inherit.ts';
import { isBlank, MISSING } from '../paths.ts';
import { compileDialectWords, type DialectWords } from './dialect-words.ts';
import type { FacadeGround } from './facade.ts';
import { compileFound, compileMade, type MadeField } from './found.ts';
import { isTree, put, type Tree } from './place.ts';
import { compileRecognise, type Recognise } from './recognise.ts';

export interface DialectOperation {
  readonly file: WholeOperation;
  readonly mistake: (path: string, reason: string) => void;
}
export interface DialectSource extends FacadeGround {
  readonly release: string;
  readonly protocol: string;
  readonly operations: readonly DialectOperation[];
}

interface Compiled {
  readonly name: string;
  readonly recognise: Recognise;
  readonly word: DialectWords;
  readonly envelope: Envelope;
  readonly found: ReturnType<typeof compileFound>;
}

/** Compiles a release whose calls come in: how each is recognised, and how it is answered. */
export function compileDialect(source: DialectSource, mistake: (path: string, reason: string) => void): Dialect {
  const { release, protocol, facade, outcomes, codeLists } = source;
  const word = compileDialectWords(outcomes, [facade.words], mistake);
  const envelope = compileEnvelope(facade, { codeLists, mistake });
  const operations = source.operations.map((one) => compileOperation(one, source));
  const byName = new Map(operations.map((one) => [one.name, one]));
  return {
    release,
    protocol,
    recognise: (call) => bestOf(operations, call),
    word: (operation, what) => (byName.get(operation)?.word ?? word)(what),
    write(name, said, asked) {
      const operation = byName.get(name);
      return (operation?.envelope ?? envelope)(said, asked, contentOf(operation, said, asked));
    },
  };
}

function compileOperation({ file, mistake }: DialectOperation, ground: DialectSource): Compiled {
  const { facade, outcomes, codeLists } = ground;
  const own = file.facade ?? {};
  const around = { before: own.before ?? facade.before, after: own.after ?? facade.after };
  return {
    name: file.operation,
    recognise: compileRecognise(file.ask, { codeLists, mistake, strict: true }),
    word: compileDialectWords([...(file.outcomes ?? []), ...outcomes], [own.words, facade.words]),
    envelope: compileEnvelope(around, { codeLists, mistake }),
    found: compileFound(file, { facade, codeLists, mistake }),
  };
}

/** Of several operations at one address, that which the call suits best: a billing code stands where a NOP may stand. */
function bestOf(operations: readonly Compiled[], call: DialectCall): DialectQuestion | undefined {
  const questions = operations.flatMap(({ name, recognise }): DialectQuestion[] => {
    const recognised = recognise(call);
    if (!recognised) return [];
    const wrong = recognised.kind === 'misasked' ? recognised.at : [];
    return [{ operation: name, asked: recognised.asked, wrong, lacking: recognised.lacking }];
  });
  const [best] = questions.toSorted(
    (one, other) => one.wrong.length - other.wrong.length || one.lacking.length - other.lacking.length,
  );
  return best;
}

/** What was asked may be repeated, where the answer itself says nothing else. */
function contentOf(operation: Compiled | undefined, { value }: DialectAnswer, asked: Tree | object): unknown {
  if (!operation || value === undefined) return undefined;
  const said = Object.entries(value).filter(([, one]) => !isBlank(one));
  return operation.found({ ...asked, ...Object.fromEntries(said) }, { asked: { ...asked }, allowed: undefined });
}

type Envelope = (said: DialectAnswer, asked: Readonly<Record<string, unknown>>, content: unknown) => unknown;

function compileEnvelope(
  { before, after }: { readonly before?: Fields | undefined; readonly after?: Fields | undefined },
  context: Parameters<typeof compileMade>[2],
): Envelope {
  const first = compileMade(before ?? {}, 'facade.before', context);
  const last = compileMade(after ?? {}, 'facade.after', context);
  return ({ word, failed }, asked, content) => {
    if (content !== undefined && !isTree(content)) return content; // a bare list has no place for a code
    const source = { ...asked, kode: word.code, pesan: word.says, gagal: failed };
    const made: Tree = {};
    fill(made, first, source);
    for (const [name, value] of Object.entries(content ?? {})) put(made, name, value);
    fill(made, last, source);
    return made;
  };
}

function fill(made: Tree, fields: readonly MadeField[], source: Readonly<Record<string, unknown>>): void {
  for (const { path, read } of fields) {
    const value = read(source, { asked: source, partial: true, drift: [], additive: [] });
    if (value !== MISSING) put(made, path, value);
  }
}
