import type { Drift, Fault, Reply, UpstreamCall } from '../../connectors/connector.ts';
import type { Outcome } from '../../openapi/generated/mapping.ts';
import { withoutLongNumbers } from '../identifiers/without-long-numbers.ts';
import { type AnswerReader, compileAnswer } from './answer.ts';
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
  readonly service: string;
  readonly operations: ReadonlyMap<string, Operation>;
}

export interface Operation {
  readonly name: string;
  readonly release: string;
  readonly protocol: string;
  readonly service: string;
  /** What the release says about a forward that may have arrived; absent: what the service says. */
  readonly whenUnknown?: 'resend' | 'inquire' | 'park';
  /** Settings of the instance that its path names. */
  readonly settings: readonly string[];
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
    call: (asked, settings) => ({ operation: file.operation, service, ...build(asked, settings) }),
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
  if (!judgement) return { kind: 'changed', drift: reply.damage ?? [unknownOutcome(reply)], ...code };
  const { is, reason = reply.message } = judgement;
  switch (is) {
    case 'found': {
      if (reply.damage) return { kind: 'changed', drift: reply.damage, ...code };
      const reading = answer(reply.payload, judgement, asked);
      return reading instanceof Promise ? reading.then(verdictOf) : verdictOf(reading);
    }
    case 'absent':
    case 'refused':
      return { kind: is, ...code, ...(reason === undefined ? {} : { reason }) };
    case 'changed':
      return { kind: 'changed', drift: reply.damage ?? [unknownOutcome(reply)], ...code };
    default:
      if (is === 'unavailable' && reply.damage && isSuccessWithoutCode(reply))
        return { kind: 'changed', drift: reply.damage };
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
  return plain ? { is: 'found', partial: false } : undefined;
}

function verdictOf(reading: Awaited<ReturnType<AnswerReader>>): Verdict {
  return reading.kind === 'fits'
    ? { kind: 'found', value: reading.value, drift: reading.drift }
    : { kind: 'changed', drift: reading.drift };
}

function unknownOutcome({ code }: Reply): Drift {
  return {
    kind: 'breaking',
    path: code === undefined ? '(message)' : '(code)',
    expected: 'an outcome the release knows',
    got: code === undefined ? 'another sentence' : `code ${code.slice(0, 20)}`,
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
