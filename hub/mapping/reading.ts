import type { Drift } from '../../connectors/connector.ts';
import { MISSING } from './paths.ts';

/** One reading of one answer: what was asked, and what did not fit so far. */
export interface Reading {
  /** `undefined` when nobody knows what was asked (an operator's sample). */
  readonly asked: Readonly<Record<string, unknown>> | undefined;
  /** The record may be missing: a field that is not there is no drift. */
  readonly partial: boolean;
  readonly drift: Drift[];
}

/** Takes one value out of an upstream's record; `MISSING` leaves the target out. */
export type FieldReader = (source: unknown, reading: Reading) => unknown;

const MOST_DRIFT = 50; // a list of ten thousand rows that all changed is one change

export function report(reading: Reading, drift: Drift): typeof MISSING {
  if (reading.drift.length < MOST_DRIFT) reading.drift.push(drift);
  return MISSING;
}
