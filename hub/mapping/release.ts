import type { Drift, Fault, Reply, UpstreamCall } from '../../connectors/connector.ts';
import type { Outcome } from '../../openapi/generated/mapping.ts';
import { withoutLongNumbers } from '../identifiers/without-long-numbers.ts';
import { type AnswerReader, type AnswerReading, compileAnswer } from './answer.ts';
import { compileAsk, type Settings } from './ask.ts';
import type { CodeLists } from './codes.ts';
import { type Asked, ruleOf } from './field.ts';
import type { WholeOperation } from './inherit.ts';
import { nextDayInJakarta } from './jakarta.ts';
import type { SharedModel } from './model.ts';
import { compileOutcomes, type Judgement } from './outcomes.ts';
import type { Verdict } from './verdict.ts';

/** One generation of an upstream's interface, compiled. */
export interface Release {
  readonly upstream: string;
  readonly name: string;
  readonly protocol: string;
  /** Its calls come in: nobody is asked with it. */
  readonly incoming?: boolean;
  readonly service: string;
  /** Where it is asked, where that is not the address of the instance. */
  readonly address?: string;
  readonly operations: ReadonlyMap<string, Operation>;
}

export interface Operation {
  readonly name: string;
  readonly release: string;
  readonly protocol: string;
  readonly service: string;
  /** What the release says about a forward that may have arrived; absent: what the service says. */
  readonly whenUnknown?: 'resend' | 'inquire' | 'park';
  /** Harmless: asked with this to find out whether the upstream answers, where nobody asks. */
  readonly probe?: Asked;
  /** Settings of the instance that its path names. */
  readonly settings: readonly string[];
  /** Those of its release and of what it inherits from. */
  readonly codeLists?: CodeLists;
  /** Throws a RangeError that names what the question lacks. */
  call(asked: Asked, settings: Settings): UpstreamCall;
  /** `asked` undefined: nobody knows what was asked. */
  read(reply: Reply, context: { readonly asked: Asked | undefined; readonly now: Date }): Verdict | Promise<Verdict>;
}

/** What an operation gets from its release and from those it inherits. */
export interface ReleaseGround {
  readonly name: string;
  readonly protocol: string;
  readonly service: string;
  readonly address?: string;
  readonly outcomes: readonly Outcome[];
  readonly codeLists: CodeLists;
}

export function compileOperation(
  file: WholeOperation,
  ground: ReleaseGround,
  model: SharedModel,
  mistake: (path: string, reason: string) => void,
): Operation {
  const { name: release, protocol, service, codeLists } = ground;
  const where = { service, ...(ground.address === undefined ? {} : { address: ground.address }) };
  const outcomes = [...(file.outcomes ?? []), ...ground.outcomes];
  const judge = compileOutcomes(outcomes);
  const build = compileAsk(file.ask, { codeLists, mistake });
  const set = outcomes.flatMap((outcome) => (outcome.is === 'found' ? Object.keys(outcome.set ?? {}) : []));
  const answer = compileAnswer(file.answer, { codeLists, model, mistake, set });
  return {
    name: file.operation,
    release,
    protocol,
    service,
    ...(file.whenUnknown === undefined ? {} : { whenUnknown: file.whenUnknown }),
    settings: settingsOf(file),
    codeLists,
    call: (asked, settings) => ({ operation: file.operation, ...where, ...build(asked, settings) }),
    read: (reply, { asked, now }) => conclude(reply, judge(reply), answer, asked, now),
  };
}

/** Only what the path names: a release that changed its path may leave the rest of `with` behind. */
function settingsOf({ ask }: WholeOperation): readonly string[] {
  const used = Object.entries(ask.with ?? {}).filter(([name]) => ask.path?.includes(`{${name}}`));
  return used.flatMap(([, field]) => (field === null ? [] : (ruleOf(field).setting ?? [])));
}

function conclude(
  reply: Reply,
  judged: Judgement | undefined,
  answer: AnswerReader,
  asked: Asked | undefined,
  now: Date,
): Verdict | Promise<Verdict> {
  const judgement = judged ?? unjudged(reply);
  const code = reply.code === undefined ? {} : { code: reply.code };
  const changed = (): Verdict => ({
    kind: 'changed',
    drift: reply.damage ?? [unknownOutcome(reply)],
    ...code,
    ...(judgement?.notDone || reply.notDone ? { notDone: true } : {}),
  });
  if (!judgement) return changed();
  const { is, reason = reply.message } = judgement;
  switch (is) {
    case 'found': {
      if (reply.damage) return changed();
      const reading = answer(reply.payload, judgement, asked);
      return reading instanceof Promise
        ? reading.then((read) => verdictOf(read, reply.extra))
        : verdictOf(reading, reply.extra);
    }
    case 'absent':
      if (reply.damage) return changed(); // an envelope of another shape does not say that there is no such record
      return { kind: is, ...code, ...(reason === undefined ? {} : { reason }) };
    case 'refused':
      return { kind: is, ...code, ...(reason === undefined ? {} : { reason }) };
    case 'changed':
      return changed();
    default:
      if (is === 'unavailable' && reply.damage && isSuccessWithoutCode(reply)) return changed();
      return {
        kind: 'fault',
        fault: faultOf(is, { ...judgement, ...(reason ? { reason } : {}) }, now, reply.retryAt),
        ...code,
      };
  }
}

/** A new envelope answered with success is a new contract, whatever sentence ("OK") it happens to hold. */
function isSuccessWithoutCode({ code, httpStatus }: Reply): boolean {
  return code === undefined && httpStatus < 400;
}

/** Content without a code and without a sentence is the answer itself. */
function unjudged(reply: Reply): Judgement | undefined {
  const plain = reply.code === undefined && reply.message === undefined && !reply.damage;
  return plain ? { is: 'found', partial: false, notDone: false } : undefined;
}

function verdictOf(reading: AnswerReading, extra: Reply['extra']): Verdict {
  const { drift } = reading;
  if (reading.kind === 'misfit') return { kind: 'changed', drift };
  return { kind: 'found', value: reading.value, drift: extra ? [...extra, ...drift] : drift };
}

function unknownOutcome({ code }: Reply): Drift {
  return {
    kind: 'breaking',
    path: code === undefined ? '(message)' : '(code)',
    expected: 'an outcome the release knows',
    got: code === undefined ? 'another sentence' : `code ${withoutLongNumbers(code).slice(0, 20)}`,
  };
}

function faultOf(trouble: Fault['trouble'], { reason, until }: Judgement, now: Date, told?: Date): Fault {
  const retryAt = until === 'next-day' ? nextDayInJakarta(now) : told;
  return {
    trouble,
    outcome: 'not-done',
    ...(reason === undefined ? {} : { reason: withoutLongNumbers(reason).slice(0, 200) }), // it goes to logs and status
    ...(retryAt === undefined ? {} : { retryAt }),
  };
}
