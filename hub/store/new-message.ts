import type { NewEvent } from './events.ts';

/** One forward before it is accepted. */
export interface NewMessage {
  readonly id: string;
  /** `instance operation`: everything that waits for the same door. */
  readonly lane: string;
  /** Messages of one key arrive in the order they were accepted, whatever their lanes; `''`: no order. */
  readonly orderingKey: string;
  /** operationId of the unified API; `''` for what the hub sends by itself. */
  readonly service: string;
  readonly application: string;
  /** What it is about, kind and id (`laporan lpr_...`); `''` for nothing that can be named. Never personal. */
  readonly about: string;
  /** Of application and Idempotency-Key together; `null` without one. Unique. */
  readonly idempotencyKey: string | null;
  /** Tells a repeat from another request under the same Idempotency-Key. */
  readonly bodyHash: string;
  readonly acceptedAt: number;
  readonly sealed: Uint8Array;
  /** `traceparent` of what put it in, where that is followed. */
  readonly trace?: string | undefined;
}

/** Events, and the messages that carry them to addresses. */
export interface Told {
  readonly events: readonly NewEvent[];
  readonly messages: readonly NewMessage[];
}
