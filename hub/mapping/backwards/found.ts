import type { Fields, ReleaseFacade } from '../../../openapi/generated/mapping.ts';
import type { CodeLists } from '../codes.ts';
import { type Asked, compileField, type FieldReader } from '../field.ts';
import type { WholeOperation } from '../inherit.ts';
import { jakartaDate } from '../jakarta.ts';
import { messageOf } from '../message-of.ts';
import { MISSING } from '../paths.ts';
import { isTree, put, type Tree } from './place.ts';
import { type Allowed, compileWriter } from './write.ts';

export interface Telling {
  readonly asked: Asked;
  /** Absent: no answer of the release holds the day. */
  readonly now?: Date;
  readonly allowed: Allowed;
}

export interface FoundGround {
  readonly facade: ReleaseFacade;
  readonly codeLists: CodeLists;
  readonly mistake: (path: string, reason: string) => void;
}

/** Compiles the inverse of an operation's `answer`: the record, or the list of them, where it stood. */
export function compileFound(file: WholeOperation, { facade, codeLists, mistake }: FoundGround) {
  const { at, many, fields } = file.answer;
  const place = at === undefined ? '' : typeof at === 'string' ? at : (at[0] ?? '');
  const write = compileWriter(fields, { codeLists, numbers: new Set(facade.numbers), mistake });
  const addMore = compileMore(file, codeLists, mistake);
  return (value: unknown, telling: Telling): unknown => {
    const one = (record: unknown) => addMore(write(record, telling.allowed), record, telling);
    return nested(place, many && Array.isArray(value) ? value.map(one) : one(value));
  };
}

function nested(place: string, content: unknown): unknown {
  if (place === '') return content;
  const payload: Tree = {};
  put(payload, place, content);
  return payload;
}

type AddMore = (made: Tree, record: unknown, telling: Telling) => Tree;

/** What the old answer had besides, made of the record, of what was asked and of the day (`hariIni`). */
function compileMore(
  { facade }: WholeOperation,
  codeLists: CodeLists,
  mistake: (path: string, reason: string) => void,
): AddMore {
  const readers = compileMade(facade?.fields ?? {}, 'facade.fields', { codeLists, mistake });
  return (made, record, { asked, now, allowed }) => {
    if (readers.length === 0) return made;
    const shown = Object.entries(isTree(record) ? record : {}).filter(([name]) => !allowed || allowed.has(name));
    const source = { ...(now ? { hariIni: jakartaDate(now) } : {}), ...asked, ...Object.fromEntries(shown) };
    for (const { path, read } of readers) {
      const value = read(source, { asked, partial: true, drift: [], additive: [] });
      put(made, path, value === MISSING ? null : value);
    }
    return made;
  };
}

export interface MadeField {
  readonly path: string;
  readonly read: FieldReader;
}

/** Fields that are made for an answer, by the rules of asking. */
export function compileMade(
  fields: Fields,
  at: string,
  { codeLists, mistake }: Pick<FoundGround, 'codeLists' | 'mistake'>,
): readonly MadeField[] {
  return Object.entries(fields).flatMap(([path, field]): MadeField[] => {
    try {
      return [{ path, read: compileField(field, { direction: 'asking', codeLists, prefix: '', nullable: false }) }];
    } catch (error) {
      mistake(`${at}.${path}`, messageOf(error));
      return [];
    }
  });
}
