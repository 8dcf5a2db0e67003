import type { UpstreamCall } from '../../connectors/connector.ts';
import type { Settings } from '../mapping/ask.ts';
import type { Asked } from '../mapping/field.ts';
import type { LoadedOperation, LoadedRelease } from '../mapping/load.ts';
import { messageOf } from '../mapping/message-of.ts';
import { maskedText } from './mask.ts';
import { differences } from './shadows.ts';
import { exampleOf } from './value-pairs.ts';

/** One thing in which two releases put the same question differently; values are masked. */
export interface AskedDifference {
  readonly field: string;
  readonly from: string;
  readonly to: string;
}

export interface Asker {
  readonly release: LoadedRelease;
  readonly operation: LoadedOperation;
  readonly settings: Settings;
}

/**
 * In what two releases ask differently: then an answer to one is none to the other. Where nobody knows what was asked,
 * what is written in the files is compared.
 */
export function askedOtherwise(one: Asker, other: Asker, asked: Asked | undefined): readonly AskedDifference[] {
  const place = differing('(asked) service', placeOf(one.release), placeOf(other.release));
  const written = differing('(asked)', lineOf(one.operation), lineOf(other.operation));
  if (!asked || written.length > 0) return [...place, ...written];
  const first = callOf(one, asked);
  const second = callOf(other, asked);
  if (typeof first === 'string') return place; // it was asked all the same: this is a question of another time
  if (typeof second === 'string') return [...place, { field: '(asked)', from: 'is asked', to: second }];
  const paths = differing('(asked) path', maskedText(first.path), maskedText(second.path));
  const bodies = differences(first.body ?? {}, second.body ?? {}).map((path) => ({
    field: `(asked) body.${path}`,
    ...exampleOf(first.body, second.body, path),
  }));
  const otherPath = first.path === second.path ? [] : paths.length > 0 ? paths : [SAME_SHAPE];
  return [...place, ...otherPath, ...bodies];
}

const SAME_SHAPE: AskedDifference = { field: '(asked) path', from: 'one value', to: 'another of the same shape' };

function differing(field: string, from: string, to: string): readonly AskedDifference[] {
  return from === to ? [] : [{ field, from, to }];
}

/** Account, protocol and address: the same path somewhere else is another question. */
function placeOf({ service, protocol, address = '' }: LoadedRelease): string {
  return [service, protocol, address].filter(Boolean).join(', ');
}

function lineOf({ file: { ask } }: LoadedOperation): string {
  return `${ask?.method} ${ask?.path}`;
}

function callOf({ operation, settings }: Asker, asked: Asked): UpstreamCall | string {
  try {
    return operation.call(asked, settings);
  } catch (error) {
    if (error instanceof RangeError) return `cannot be asked: ${messageOf(error)}`;
    throw error;
  }
}
