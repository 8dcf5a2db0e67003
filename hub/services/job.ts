import type { ServiceContext } from './service.ts';

/** What a job has at hand: as a service, but for nobody in particular. */
export interface JobContext extends Omit<ServiceContext, 'application' | 'instances'> {
  /**
   * Since when a message of this service may have arrived without the hub knowing: when the oldest of those under way was
   * claimed, or the oldest unsure one was accepted. `undefined`: there is none.
   */
  readonly unsettledSince: (service: string) => Promise<number | undefined>;
  /** When an access that a person handed over to an instance ends; `undefined` where none tells. */
  readonly accessEnd: (instance: string) => { readonly service: string; readonly at: Date } | undefined;
  /** Aborted when the hub stops: what can be gone on with later ends now. */
  readonly stopping: AbortSignal;
  readonly trouble: (what: string, error?: unknown) => void;
}

/** Something the hub does by itself, again and again. A run that takes long is not overtaken by the next. */
export interface Job {
  readonly name: string;
  readonly everyMs: number;
  /** Must be repeatable: a kill may come anywhere in it. */
  readonly run: (context: JobContext) => Promise<void>;
}
