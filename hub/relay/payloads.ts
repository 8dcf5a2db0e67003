import type { Asked } from '../mapping/field.ts';
import type { StoredMessage } from '../store/forwarding.ts';
import type { NewRecord } from '../store/records.ts';
import { contextOf, type Keep } from '../store/sealed-records.ts';

/** Seals and opens under a context, as `hub/store/sealing.ts` does. */
export interface Seals {
  seal(plaintext: string, context: string): Uint8Array;
  open(sealed: Uint8Array, context: string): Buffer;
}

/** What messages carry, sealed each for its own id. */
export interface Payloads {
  seal(id: string, asked: Asked): Uint8Array;
  open(message: Pick<StoredMessage, 'id' | 'sealed'>): Asked;
  /** `null`: nothing was given. */
  sealResult(id: string, value: unknown): Uint8Array | null;
  openResult(message: Pick<StoredMessage, 'id' | 'result'>): unknown;
  /** A record that comes into being with a delivery. */
  sealRecord(record: Keep<unknown>): NewRecord;
}

export function createPayloads(sealing: Seals): Payloads {
  return {
    seal: (id, asked) => sealing.seal(JSON.stringify(asked), `message ${id}`),
    open: ({ id, sealed }) => JSON.parse(sealing.open(sealed, `message ${id}`).toString()) as Asked,
    sealResult: (id, value) =>
      value === null || value === undefined ? null : sealing.seal(JSON.stringify(value), `result ${id}`),
    openResult: ({ id, result }) =>
      result === null ? null : (JSON.parse(sealing.open(result, `result ${id}`).toString()) as unknown),
    sealRecord: ({ value, ...record }) => ({
      ...record,
      sealed: sealing.seal(JSON.stringify(value), contextOf(record)),
    }),
  };
}
