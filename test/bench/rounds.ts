import type { Row } from './measuring.ts';
import { undisturbed } from './quiet.ts';

/** The middle one of several rounds. */
export interface RoundsRow extends Row {
  readonly slowestPerSecond: number;
  readonly fastestPerSecond: number;
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
      const row = await undisturbed(measured[name]);
      progress(`round ${round} of ${rounds}: ${row.name}, ${Math.round(row.perSecond)} requests/s`);
      taken[name].push(row);
    }
  return Object.fromEntries(names.map((name) => [name, middleOf(taken[name])])) as Record<Name, RoundsRow>;
}

function middleOf(rows: readonly Row[]): RoundsRow {
  const sorted = [...rows].sort((one, other) => one.perSecond - other.perSecond);
  const middle = sorted[Math.floor(sorted.length / 2)];
  if (!middle) throw new Error('nothing was measured');
  const slowestPerSecond = sorted[0]?.perSecond ?? middle.perSecond;
  return { ...middle, slowestPerSecond, fastestPerSecond: sorted.at(-1)?.perSecond ?? middle.perSecond };
}
