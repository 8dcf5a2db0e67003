import { expect } from '@jest/globals';
import fc from 'fast-check';
import { type Change, changed, KINDS, type Kind, placesFor } from './change.ts';
import { isSame, keysOf } from './json.ts';
import { wrongWith } from './judge.ts';
import { expectedAfter, type Subject } from './subject.ts';

/** `SIMPUL_MUTATIONS` for more of them, `SIMPUL_MUTATION_SEED` for the same ones again. */
const numRuns = Number(process.env.SIMPUL_MUTATIONS ?? 2000);
const seed = Number(process.env.SIMPUL_MUTATION_SEED ?? Date.now() % 2 ** 31);

/** How often each kind of change came to what. */
type Counts = Map<string, Map<Kind, number>>;

/** Random changes, each read and held against what should become of it. On failure fast-check prints the change. */
export async function runChanges(name: string, subjects: readonly Subject[]): Promise<void> {
  const counts: Counts = new Map();
  const drawn = fc.record({
    subject: fc.nat({ max: subjects.length - 1 }),
    kind: fc.constantFrom(...KINDS),
    place: fc.nat({ max: 2 ** 20 }),
    pick: fc.nat({ max: 59 }),
  });
  const property = fc.asyncProperty(drawn, async ({ subject: nth, kind, place, pick }) => {
    const subject = subjects[nth] as Subject;
    const places = placesFor(kind, subject.body, subject.coded);
    fc.pre(places.length > 0); // an answer without codes: another one is drawn
    const path = places[place % places.length] ?? [];
    count(counts, await check(subject, { kind, path, pick }), kind);
  });
  process.stdout.write(`${name}: ${numRuns} changes, SIMPUL_MUTATION_SEED=${seed}\n`);
  await fc.assert(property, { numRuns, seed });
  process.stdout.write(`${tableOf(name, counts)}\n`);
}

/** The verdict on one change, for what it should come to in somebody's own words. */
export function verdictAfter(subjects: readonly Subject[], name: string, [kind, path, pick = 0]: ByHand) {
  const subject = subjects.find((one) => one.name === name);
  if (!subject) throw new Error(`nothing is recorded of ${name}`);
  return subject.read(changed(subject.body, { kind, path: pathOf(path), pick }).body);
}

export type ByHand = readonly [kind: Kind, path: string, pick?: number];

const pathOf = (path: string) => keysOf(path).map((step) => (/^\d+$/.test(step) ? Number(step) : step));

/** What it came to, and fails where that is not what it should be. */
export async function check(subject: Subject, change: Change): Promise<string> {
  const { body, expected } = expectedAfter(subject, change);
  const verdict = await subject.read(body);
  const report = { subject: subject.name, ...change, path: change.path.join('.') };
  expect({ ...report, wrong: wrongWith(verdict, expected) }).toEqual({ ...report, wrong: [] });
  if (verdict.kind !== 'found') return verdict.kind;
  if (verdict.drift.length > 0) return 'found, additive';
  return isSame(verdict.value, subject.value) ? 'found, the same' : 'found, less or other'; // a new code of an open list is other
}

function count(counts: Counts, outcome: string, kind: Kind): void {
  const row = counts.get(outcome) ?? new Map<Kind, number>();
  counts.set(outcome, row.set(kind, (row.get(kind) ?? 0) + 1));
}

function tableOf(what: string, counts: Counts): string {
  const cells = (row: readonly unknown[]) => row.map((cell, nth) => String(cell).padEnd(nth === 0 ? 22 : 10)).join('');
  const rows = [...counts].toSorted(([one], [other]) => (one < other ? -1 : 1));
  return [
    cells([what, ...KINDS]),
    ...rows.map(([name, row]) => cells([name, ...KINDS.map((kind) => row.get(kind) ?? 0)])),
  ].join('\n');
}
