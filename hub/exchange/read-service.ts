import type { Asked } from '../mapping/field.ts';

/** What may be kept of an answer: the whole, a verdict about a person without the person's data, or nothing at all. */
export type Keep = 'penuh' | 'putusan' | 'tidak';

export interface AskingContext {
  readonly now: Date;
  /** Reads another service on the way (a card number for a NIK). Throws a `ReadFailed` when that comes to nothing. */
  readonly read: <Params, Value>(service: ReadService<Params, Value>, params: Params) => Promise<Value>;
}

/**
 * One read of the unified API: what it is made of, how old it may be, and why.
 * `Params` are as validated: every identifier in its one written form.
 */
export interface ReadService<Params = never, Value = unknown> {
  readonly kind: 'read';
  /** The operationId of the unified API. */
  readonly name: string;
  readonly connector: string;
  readonly operation: (params: Params) => string;
  /** Every operation it may ask, for start-up checks and for the status. */
  readonly operations: readonly string[];
  /** What a snapshot is of. No dates that move by themselves: at midnight every snapshot would be lost. */
  readonly identity: (params: Params) => string;
  /** Whose data it is, for the audit; absent where it is nobody's. */
  readonly subject?: (params: Params) => string;
  readonly asking: (params: Params, context: AskingContext) => Asked | Promise<Asked>;
  /** An answer this young is as good as a new one. */
  readonly freshMs: number;
  /** An older answer, marked, until this age; 0 for never. */
  readonly staleMs: number;
  readonly deadlineMs: number;
  /** How long somebody who could have an older answer waits for a new one. */
  readonly patienceMs: number;
  readonly keep: Keep;
  /** Where "there is none" is an ordinary answer (no surgery on a Sunday). */
  readonly whenAbsent?: Value;
  /** Doubts worth telling beside an answer (`nik_sex_mismatch`). */
  warnings?(value: Value, params: Params): readonly string[];
  /** Fields without which an answer would be misread: they come along whatever an agreement or a request names. */
  readonly always?: readonly string[];
  /** Fields of the shared model that a request discloses, for the agreement's check. */
  readonly asksFor?: (params: Params) => readonly string[];
}

export type AnyReadService = ReadService<never, unknown>;
