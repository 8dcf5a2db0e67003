import type { ServiceContext } from './service.ts';

/** What a job has at hand: as a service, but for nobody in particular. */
export interface JobContext extends Omit<ServiceContext, 'application' | 'instances'> {
  /** Configured instances of a connector, best first. */
  readonly instancesOf: (connector: string) => readonly string[];
  /** Applications that may call what needs this scope. */
  readonly applicationsWith: (scope: string) => readonly string[];
  readonly trouble: (what: string, error?: unknown) => void;
}

/** Something the hub does by itself, again and again. A run that takes long is not overtaken by the next. */
export interface Job {
  readonly name: string;
  readonly everyMs: number;
  /** Must be repeatable: a kill may come anywhere in it. */
  readonly run: (context: JobContext) => Promise<void>;
}
