import type { Asked } from '../mapping/field.ts';
import type { Along } from '../store/forwarding.ts';
import type { Keep } from '../store/sealed-records.ts';

/** What to do when it may have happened there. */
export type WhenUnknown =
  | 'resend' //  the upstream recognises a repeat
  | 'inquire' // ask whether it is there before it is sent again
  | 'park'; //   nobody can find out: a person decides

/** Finds out whether a message arrived. */
export interface Inquiry {
  readonly operation: string;
  readonly asking: (asked: Asked) => Asked;
  /** Whether what was found says that it is there; `undefined`: it says neither, and is asked again later. */
  readonly shows: (value: unknown, asked: Asked) => boolean | undefined;
}

/** One forward of the unified API: where it goes, in which order, and what a lost answer means. */
export interface ForwardService {
  readonly kind: 'forward';
  /** The operationId of the unified API. */
  readonly name: string;
  readonly connector: string;
  readonly operation: string;
  /** Every operation it needs of an instance: its own and that of the inquiry. */
  readonly operations: readonly string[];
  readonly whenUnknown: WhenUnknown;
  readonly inquiry?: Inquiry;
  /** Filled in as late as possible, where the question needs what an earlier message of the same key brought. */
  readonly complete?: (asked: Asked, about: string, links: Links) => Promise<Asked>;
  /** What else becomes true with its arrival, in the same commit. */
  readonly delivered?: (arrival: Arrival) => Arrived;
}

/** Other names of a record, oldest first: an upstream's number of a report. */
export type Links = (collection: string, id: string) => Promise<readonly string[]>;

export interface Arrived extends Pick<Along, 'links' | 'moves'> {
  /** Records that come into being. */
  readonly kept?: readonly Keep<unknown>[];
}

export interface Arrival {
  /** Of the message. */
  readonly id: string;
  readonly at: number;
  /** `null`: it was found to be there already. */
  readonly value: unknown;
  readonly asked: Asked;
  readonly about: string;
}

/** A forward as a service hands it over. */
export interface Submission {
  readonly service: ForwardService;
  readonly instance: string;
  readonly application: string;
  readonly asked: Asked;
  /** `''`: no order. Kept as a keyed hash where it is not what the message is about. */
  readonly orderedBy: string;
  /** Kind and id; `''` for nothing. */
  readonly about: string;
}

/** The Idempotency-Key that came with a request, and what it came with. */
export interface Repeatable {
  readonly key: string;
  /** The whole request in one text: what a repeat must be equal to. */
  readonly request: string;
}
