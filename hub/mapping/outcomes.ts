import type { Reply, Trouble } from '../../connectors/connector.ts';
import type { Outcome } from '../../openapi/generated/mapping.ts';
import { compilePath, foldText } from './paths.ts';

export interface Judgement {
  readonly is: 'found' | 'absent' | 'refused' | 'changed' | Trouble;
  readonly reason?: string;
  readonly until?: 'next-day';
  readonly set?: Readonly<Record<string, unknown>>;
  readonly partial: boolean;
  /** With `changed`: nothing was done there. */
  readonly notDone: boolean;
}

type Rule = (reply: Reply) => Judgement | undefined;

/** Compiles the outcomes of an operation: the first rule whose every condition holds decides. */
export function compileOutcomes(outcomes: readonly Outcome[]): (reply: Reply) => Judgement | undefined {
  const rules = outcomes.map(compileRule);
  return (reply) => {
    for (const rule of rules) {
      const judgement = rule(reply);
      if (judgement) return judgement;
    }
    return undefined;
  };
}

function compileRule(outcome: Outcome): Rule {
  const { is, reason, until, set, partial = false, done } = outcome;
  const judgement: Judgement = {
    is,
    partial,
    notDone: done === false,
    ...(reason === undefined ? {} : { reason }),
    ...(until === undefined ? {} : { until }),
    ...(set === undefined ? {} : { set }),
  };
  const conditions = [codeIs(outcome), sentenceIs(outcome), statusIs(outcome)].filter(
    (condition) => condition !== null,
  );
  return (reply) => (conditions.every((holds) => holds(reply)) ? judgement : undefined);
}

type Condition = (reply: Reply) => boolean;

function codeIs({ code }: Outcome): Condition | null {
  if (code === undefined) return null;
  const written = listOf(code);
  const withoutCode = written.includes('none');
  const codes = new Set(written.filter((one) => one !== 'none').map(plainCode)); // an upstream may send the word itself
  return (reply) => (reply.code === undefined ? withoutCode : codes.has(plainCode(reply.code)));
}

/** Codes come as 5, "5" and "05" alike (the Dukcapil notes, section 4.4), as text and as number (the BPJS notes, section 3). */
function plainCode(code: string): string {
  return code.trim().replace(/^0+(?=.)/, '');
}

function sentenceIs({ says, at }: Outcome): Condition | null {
  if (says === undefined) return null;
  const beginnings = listOf(says).map(foldText);
  const textAt = at === undefined ? undefined : compilePath(at);
  return (reply) => {
    const sentence = textAt ? textAt(reply.payload) : reply.message;
    if (typeof sentence !== 'string' || sentence.trim() === '') return false;
    const folded = foldText(sentence);
    return beginnings.some((beginning) => folded.startsWith(beginning));
  };
}

function statusIs({ http }: Outcome): Condition | null {
  if (http === undefined) return null;
  return (reply) => http.includes(reply.httpStatus);
}

function listOf(value: string | readonly string[]): readonly string[] {
  return typeof value === 'string' ? [value] : value;
}
