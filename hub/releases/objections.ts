import { runExamples } from '../mapping/examples.ts';
import type { Mistake } from '../mapping/files.ts';
import type { LoadedOperation, LoadedRelease } from '../mapping/load.ts';
import type { ReleaseDesk } from './desk.ts';
import { dryRun } from './dry-run.ts';

/** What speaks against using a release. */
export type Objection =
  | { readonly kind: 'misfit'; readonly reason: string }
  | { readonly kind: 'examples'; readonly mistakes: readonly Mistake[] }
  /** Kept answers that are read today would not be: nobody but a person can know better. */
  | { readonly kind: 'stops'; readonly answers: number; readonly operations: readonly string[] };

export interface Proposal {
  readonly instance: string;
  readonly release: LoadedRelease;
  readonly operations: readonly LoadedOperation[];
  /** So many of the newest kept answers of each operation are tried. */
  readonly last: number;
}

/** The first thing that speaks against it. */
export async function objectionTo(desk: ReleaseDesk, use: Proposal): Promise<Objection | undefined> {
  const reason = desk.misfitOf(use.instance, use.release);
  if (reason !== undefined) return { kind: 'misfit', reason };
  const { mistakes } = await runExamples([use.release]);
  if (mistakes.length > 0) return { kind: 'examples', mistakes };
  const stopping = (await dryRun(desk, use)).filter(({ counts }) => counts.stops > 0);
  const answers = stopping.reduce((sum, { counts }) => sum + counts.stops, 0);
  return answers === 0 ? undefined : { kind: 'stops', answers, operations: stopping.map(({ operation }) => operation) };
}
