import type { Verdict } from '../mapping/verdict.ts';
import { differences } from './shadows.ts';
import { exampleOf } from './value-pairs.ts';

/** One thing that would be otherwise; values are masked. */
export interface Change {
  readonly kind:
    | 'field' //   a field of the shared model is another
    | 'verdict' // the answer means something else
    | 'starts' //  what did not fit, fits
    | 'stops' //   what fitted, does not fit
    | 'unfit' //   does not fit, now as then
    | 'asked'; //  is asked in another way
  /** A path of the shared model; of the answer, where it does not fit. */
  readonly field: string;
  readonly from: string;
  readonly to: string;
}

const FITS = 'fits';

export function changesBetween(before: Verdict | undefined, after: Verdict): readonly Change[] {
  if (after.kind === 'changed')
    return after.drift.map(({ path, expected, got }) => {
      const to = `expected ${expected}, got ${got}`;
      const unread = !before || before.kind === 'changed';
      return { kind: unread ? 'unfit' : 'stops', field: path, from: unread ? misfitOf(before, path) : FITS, to };
    });
  if (!before) return [{ kind: 'starts', field: '(answer)', from: 'not asked for today', to: FITS }];
  if (before.kind === 'changed')
    return before.drift.map(({ path, expected, got }) => {
      return { kind: 'starts', field: path, from: `expected ${expected}, got ${got}`, to: meaningOf(after) };
    });
  if (before.kind !== after.kind)
    return [
      { kind: before.kind === 'found' ? 'stops' : 'verdict', field: '(verdict)', from: before.kind, to: after.kind },
    ];
  if (before.kind !== 'found' || after.kind !== 'found') return [];
  return differences(before.value, after.value).map((field) => {
    return { kind: 'field', field, ...exampleOf(before.value, after.value, field) };
  });
}

function misfitOf(before: Verdict | undefined, path: string): string {
  if (before?.kind !== 'changed') return 'not asked for today';
  const there = before.drift.find((one) => one.path === path);
  return there ? `expected ${there.expected}, got ${there.got}` : 'does not fit elsewhere';
}

function meaningOf({ kind }: Verdict): string {
  return kind === 'found' ? FITS : kind;
}
