import type { Asked } from '../../../../mapping/field.ts';
import type { CopyRow } from '../../../../store/copies.ts';
import type { JobContext } from '../../../job.ts';
import type { DatasetName } from '../../datasets.ts';

/** One question of a copy, and what it is about. */
export interface Question {
  readonly operation: string;
  readonly asked: Asked;
  /** For people, where it could not be read: `jenis ssh, baris 2000`. */
  readonly name: string;
  /** The rows that are read together by it; absent: it is a page of many. */
  readonly part?: string;
  /** Where rows are read together by another thing than their part: their group. */
  readonly group?: string;
  /** There is another way to ask, so one that fails again and again is given up soon. */
  readonly otherWay?: true;
}

export interface Taken<Place> {
  readonly rows: readonly CopyRow[];
  /** Rows of the answer that fit nowhere, with what is wrong. */
  readonly bad: readonly string[];
  /** Parts that the question was about as well, and of which nothing came. */
  readonly empty?: readonly string[];
  /** The answer said that there is nothing more of this. */
  readonly place: Place;
}

export interface Walking {
  readonly name: DatasetName;
  readonly instance: string;
  readonly context: Pick<JobContext, 'copies' | 'has' | 'config'>;
  /** SIPD's own number of the schedule, where the source names it. */
  readonly schedule: string | null;
  /** The day in Jakarta on which the copy began. */
  readonly day: string;
}

/**
 * How a dataset is asked for, question by question. A place is JSON and small: it is kept with the rows, and a restart
 * goes on there. Nothing of what was read is held.
 */
export interface Walk<Place, Asks extends Question = Question> {
  readonly first: Place;
  /** `undefined`: everything was asked. */
  question(place: Place, walking: Walking): Promise<Asks | undefined>;
  take(place: Place, question: Asks, values: readonly never[], walking: Walking): Promise<Taken<Place>> | Taken<Place>;
  /** There is nothing, or nothing more. */
  pass(place: Place, question: Asks): Place;
  /** It cannot be read. `kept`: the name of what stays as it was; absent where it is asked in another way. */
  skip(place: Place, question: Asks): { readonly place: Place; readonly kept?: string };
  /** Only rows of these parts may be gone at the end; absent: of all. */
  only?(walking: Walking): readonly string[];
}
