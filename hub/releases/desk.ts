import type { Candidates } from '../exchange/line.ts';
import type { LoadedRelease } from '../mapping/load.ts';
import type { ReleaseStore } from '../store/releases.ts';
import type { Choices } from './choices.ts';
import type { DryRunParts } from './dry-run.ts';

/** What a person has before them who looks at releases, mends and switches them: by command, or in the console. */
export interface ReleaseDesk extends DryRunParts {
  readonly store: ReleaseStore;
  /** As they were said when it was opened, and since its last `refresh`. */
  readonly choices: Choices;
  readonly instances: readonly string[];
  /** `''` where there is no such instance. */
  upstreamOf(instance: string): string;
  candidatesOf(instance: string): ReadonlyMap<string, Candidates>;
  /** Why the instance cannot be asked with this release. */
  misfitOf(instance: string, release: LoadedRelease): string | undefined;
}
