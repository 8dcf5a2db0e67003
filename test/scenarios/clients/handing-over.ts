import type { Answer, Asking } from './ask.ts';
import { isObject, problemOf, salah } from './judging.ts';
import type { Recorder } from './recorder.ts';
import type { Judgement } from './tally.ts';

const RETRY_AFTER_SECONDS = 1;

export interface HandOver {
  /** What it is known by here. */
  readonly reference: string;
  /** Asks for it, in the same words every time. */
  readonly ask: (asking: Asking) => Promise<Answer>;
  readonly judge: (answer: Answer) => Taking;
  /** Called once, with the number of the thing at the hub, and of the message where it is heard of. */
  readonly onAccepted: (perihal: string, message?: string) => void;
}

export interface Taking {
  readonly judgement: Judgement;
  /** It was taken; else it is offered again where that is worth while. */
  readonly taken?: {
    readonly perihal: string;
    /** What it is heard of by; absent: nothing is heard of it. */
    readonly message?: string;
  };
}

export interface MessageWork extends Pick<HandOver, 'reference' | 'onAccepted'> {
  readonly path: string;
  readonly body: unknown;
  /** Its `Idempotency-Key`; absent: the reference. */
  readonly key?: string;
  /** The operation that must say it took it, and what it must say it is about where the application chose that itself. */
  readonly layanan: string;
  readonly perihal: string | null;
}

export interface HandingOver {
  /** Offers work at once. */
  offer(work: HandOver): Promise<void>;
  /** Puts work in line. */
  plan(work: HandOver): void;
  /** Work in line whose time has come, for the first time or once more. */
  due(): HandOver | undefined;
  offerDue(): Promise<void> | undefined;
}

/** Something that the hub passes on by itself: with a key of its own, the reference. */
export function messageOf({
  reference,
  key = reference,
  path,
  body,
  layanan,
  perihal,
  onAccepted,
}: MessageWork): HandOver {
  return {
    ...{ reference, onAccepted },
    ask: ({ ask }) => ask('POST', path, body, { 'Idempotency-Key': key }),
    judge: (answer) => judgeMessage({ reference, layanan, perihal }, answer),
  };
}

/**
 * Hands work over as the document of the hub asks for: once more in the same words when no answer came or the answer was to
 * come back later.
 */
export function createHandingOver(asking: Asking, recorder: Recorder): HandingOver {
  const waiting: { readonly work: HandOver; readonly from: number }[] = [];
  const known = new Set<string>();

  const putInLine = (work: HandOver, seconds: number) => {
    waiting.push({ work, from: performance.now() + seconds * 1000 });
  };
  const takeUp = ({ reference }: HandOver) => {
    if (!known.has(reference)) recorder.handed(reference);
    known.add(reference);
  };
  const due = () => {
    const index = waiting.findIndex(({ from }) => from <= performance.now());
    return index < 0 ? undefined : waiting.splice(index, 1)[0]?.work;
  };
  const offer = async (work: HandOver) => {
    takeUp(work);
    recorder.sent();
    const answer = await work.ask(asking);
    const { judgement, taken } = work.judge(answer);
    recorder.judged(judgement, answer.ms);
    if (taken) {
      if (taken.message !== undefined) recorder.accepted(work.reference, taken.message);
      work.onAccepted(taken.perihal, taken.message);
    } else if (judgement.kind === 'gagal') {
      if (isWorthRepeating(answer)) putInLine(work, secondsToWait(answer));
      else recorder.turnedAway(work.reference, judgement.problem);
    }
  };
  return {
    offer,
    due,
    offerDue() {
      const work = due();
      return work && offer(work);
    },
    plan(work) {
      takeUp(work);
      putInLine(work, 0);
    },
  };
}

function judgeMessage(
  { reference, layanan, perihal }: Pick<MessageWork, 'reference' | 'layanan' | 'perihal'>,
  answer: Answer,
): Taking {
  const problem = problemOf(answer);
  if (problem !== undefined) return { judgement: { kind: 'gagal', problem } };
  const wrong = (got: string) => ({ judgement: salah(reference, `202 with a message of ${layanan}`, got) });
  if (answer.kind === 'unanswered' || answer.status !== 202) return wrong('another status');
  const data = isObject(answer.body) && isObject(answer.body.data) ? answer.body.data : {};
  const about = isObject(data.perihal) ? data.perihal.id : undefined;
  if (typeof data.id !== 'string' || !data.id.startsWith('psn_')) return wrong('no number of a message');
  if (data.layanan !== layanan) return wrong(`a message of ${String(data.layanan)}`);
  if (typeof about !== 'string' || (perihal !== null && about !== perihal)) return wrong(`about ${String(about)}`);
  return { judgement: { kind: 'benar' }, taken: { message: data.id, perihal: about } };
}

/** What the caller did wrong is wrong again; everything else passes. */
function isWorthRepeating(answer: Answer): boolean {
  return answer.kind === 'unanswered' || answer.status >= 500 || answer.status === 429;
}

function secondsToWait(answer: Answer): number {
  return (answer.kind === 'answered' ? answer.retryAfter : null) ?? RETRY_AFTER_SECONDS;
}
