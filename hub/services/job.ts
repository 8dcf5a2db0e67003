import type { UpstreamAnswer } from '../exchange/upstream.ts';
import type { Asked } from '../mapping/field.ts';
import type { ServiceContext } from './service.ts';

/** What a job has at hand: as a service, but for nobody in particular. */
export interface JobContext extends Omit<ServiceContext, 'application' | 'instances'> {
  /** Configured instances of a connector, best first. */
  readonly instancesOf: (connector: string) => readonly string[];
  /** Applications that may call what needs this scope. */
  readonly applicationsWith: (scope: string) => readonly string[];
  /**
   * One question to one instance, with its limits and its breaker, and nothing kept. `undefined`: it has no such operation.
   * A fault also when time is up, or the hub is stopping.
   */
  readonly ask: (instance: string, operation: string, asked: Asked) => Promise<UpstreamAnswer | undefined>;
  /**
   * Since when a message of this service may have arrived without the hub knowing: when the oldest of those under way was
   * claimed, or the oldest unsure one was accepted. `undefined`: there is none.
   */
  readonly unsettledSince: (service: string) => Promise<number | undefined>;
  readonly trouble: (what: string, error?: unknown) => void;
}

/** Something the hub does by itself, again and again. A run that takes long is not overtaken by the next. */
export interface Job {
  readonly name: string;
  readonly everyMs: number;
  /** Must be repeatable: a kill may come anywhere in it. */
  readonly run: (context: JobContext) => Promise<void>;
}
