import type { Row } from './measuring.ts';
import { undisturbed } from './quiet.ts';

/** The middle one of several rounds, and all of them in the order they were measured in. */
export interface RoundsRow extends Row {
  readonly all: readonly Row[];
}

export interface Rounds {
  readonly rounds: number;
  readonly progress: (told: string) => void;
}

/**
 * Measures what is compared in turns, round after round: a machine that is faster one minute and slower the next then
 * changes both sides of a comparison.
 */
export async function inTurns<Name extends string>(
  measured: Readonly<Record<Name, () => Promise<Row>>>,
  { rounds, progress }: Rounds,
): Promise<Record<Name, RoundsRow>> {
  const names = Object.keys(measured) as Name[];
  const taken = Object.fromEntries(names.map((name) => [name, [] as Row[]])) as Record<Name, Row[]>;
  for (let round = 1; round <= rounds; round += 1)
    for (const name of names) {
      const row = rounds === 1 ? await measured[name]() : await undisturbed(measured[name]);
      progress(`round ${round} of ${rounds}: ${row.name}, ${Math.round(row.perSecond)} requests/s`);
      taken[name].push(row);
    }
  return Object.fromEntries(names.map((name) => [name, middleOf(taken[name])])) as Record<Name, RoundsRow>;
}

function middleOf(all: readonly Row[]): RoundsRow {
  const sorted = [...all].sort((one, other) => one.perSecond - other.perSecond);
  const middle = sorted[Math.floor(sorted.length / 2)];
  if (!middle) throw new Error('nothing was measured');
  return { ...middle, all };
}
