import type { CallbackAnswer } from '../../connectors/callback.ts';
import type { JobContext } from './job.ts';

/** What an application is asked while an upstream waits for the answer. */
export interface ApplicationQuestion {
  /** `pasien.baru` */
  readonly jenis: string;
  readonly data: Readonly<Record<string, unknown>>;
}

/** What a callback has at hand: as a job, and whoever asks is waiting. */
export interface CallbackServiceContext extends JobContext {
  /** The instance that was called. */
  readonly instance: string;
  /** Whose published data answers this instance; absent: that of every application. */
  readonly owner?: string;
  /** Aborted when the upstream has been answered without this service. Nothing is begun any more then. */
  readonly signal: AbortSignal;
  /** Asks at the address the application registered. `undefined`: it has none, or none that answered in time. */
  readonly askApplication: (
    application: string,
    question: ApplicationQuestion,
  ) => Promise<Readonly<Record<string, unknown>> | undefined>;
}

/** What the city answers to one callback of a connector. */
export interface CallbackService {
  readonly connector: string;
  /** The callback's name in the connector: `mobile-jkn.ambil-antrean`. */
  readonly callback: string;
  /** `question` holds every field the callback promises, well formed. */
  readonly answer: (
    question: Readonly<Record<string, unknown>>,
    context: CallbackServiceContext,
  ) => Promise<CallbackAnswer>;
}

/** For declaring with the fields a callback promises, and listing with all others. */
export function answering<Question>(
  callback: string,
  answer: (question: Question, context: CallbackServiceContext) => Promise<CallbackAnswer>,
): Omit<CallbackService, 'connector'> {
  return { callback, answer: (question, context) => answer(question as Question, context) };
}

export function refused(reason: string, code?: string): CallbackAnswer {
  return code === undefined ? { kind: 'refused', reason } : { kind: 'refused', reason, code };
}

export function done(value: Readonly<Record<string, unknown>> = {}): CallbackAnswer {
  return { kind: 'done', value };
}
