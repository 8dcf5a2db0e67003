import type { Outcome, ReleaseFacade } from '../../../openapi/generated/mapping.ts';
import type { CodeLists } from '../codes.ts';
import type { WholeOperation } from '../inherit.ts';
import { compileFound, type Telling } from './found.ts';
import { compileRecognise, type Recognise } from './recognise.ts';
import { compileTelling, compileWords, type Word, type Words } from './words.ts';

/** What is answered to a question whose record was found. `payload` absent: the sentence is all there is to say. */
export interface FoundAnswer {
  readonly word: Word;
  readonly payload?: unknown;
}

/** An operation read backwards. */
export interface FacadeOperation {
  readonly name: string;
  readonly recognise: Recognise;
  readonly word: Words;
  /** `undefined`: the old protocol has no way to say it. */
  found(value: unknown, telling: Telling): FoundAnswer | undefined;
}

/** A release that the hub itself offers: what its applications ask, and how they are answered. */
export interface Facade {
  readonly operations: readonly FacadeOperation[];
  /** For whoever asks nothing that the release has. */
  readonly word: Words;
}

export interface FacadeGround {
  readonly facade: ReleaseFacade;
  readonly outcomes: readonly Outcome[];
  readonly codeLists: CodeLists;
}

export function compileFacadeOperation(
  file: WholeOperation,
  { facade, outcomes: ofRelease, codeLists }: FacadeGround,
  mistake: (path: string, reason: string) => void,
): FacadeOperation {
  const outcomes = [...(file.outcomes ?? []), ...ofRelease];
  const write = compileFound(file, { facade, codeLists, mistake });
  const tell = compileTelling(outcomes, facade);
  const word = compileWords(outcomes, [file.facade?.words, facade.words]);
  return {
    name: file.operation,
    recognise: compileRecognise(file.ask, { codeLists, mistake }),
    word,
    found(value, telling) {
      const told = tell(value);
      if (told?.kind !== 'record') return told && { word: { ...word('found'), says: told.says } };
      return { word: word('found'), payload: write(value, telling) };
    },
  };
}
