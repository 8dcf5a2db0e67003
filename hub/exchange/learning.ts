import type { Asked } from '../mapping/field.ts';
import type { Operation } from '../mapping/release.ts';
import type { Verdict } from '../mapping/verdict.ts';
import type { Recorded } from './recording.ts';

/** An answer as it was read with the release in use, or with one that was tried. */
export interface ReadAnswer {
  readonly instance: string;
  readonly operation: Operation;
  readonly asked: Asked;
  readonly verdict: Verdict;
  readonly recorded: Recorded;
  /** The same bytes, read with another release; `undefined` where that one would have asked in another way. */
  readonly reread: (operation: Operation) => Promise<Verdict | undefined>;
}

/** An answer that fits another release than the one in use. */
export interface Fitting {
  readonly instance: string;
  readonly operation: string;
  readonly from: Operation;
  readonly to: Operation;
  /** What the one in use made of it. */
  readonly failed: Verdict;
}

/** Whoever keeps what is learnt about releases. None of these may take long or throw. */
export interface Learning {
  /** Every answer that came back, also those of releases that were tried. */
  answered(answer: ReadAnswer): void;
  /** `true`: that release is used from now on. */
  fits(fitting: Fitting): boolean;
  /** What a question came to in the end, every release tried. */
  concluded(instance: string, operation: string, verdict: Verdict): void;
}
