import { expect } from '@jest/globals';
import fc from 'fast-check';
import type { CopyRow, RowChange } from '../../hub/store/copies.ts';
import type { Store } from '../../hub/store/store.ts';
import { allRows, copyRow, found } from './store-copy-samples.ts';
import type { OpenedStore, Rule } from './store-samples.ts';

type Rows = ReadonlyMap<string, CopyRow>;
type Step =
  | { readonly kind: 'put'; readonly rows: readonly CopyRow[] }
  | { readonly kind: 'finish'; readonly keptParts: readonly string[]; readonly onlyParts: readonly string[] | null }
  | { readonly kind: 'begin' }
  | { readonly kind: 'drop' }
  | { readonly kind: 'reopen' };

/** What the store has to come to, written as simply as it can be: every copy is a map of all its rows. */
interface Model {
  /** By number; of one that was dropped, the rows of the one before it. */
  readonly copies: Rows[];
  current: number;
  running: Map<string, CopyRow> | undefined;
}

/** Of a hundred steps; SIMPUL_COPY_ROUNDS=6 for 3,000 in all. */
const ROUNDS = Number(process.env.SIMPUL_COPY_ROUNDS ?? 2);

const PARTS = ['p', 'q', 'r'];
const WORDS = ['kertas', 'karton', '1.1.7', '1.1.70'];
const anyRow: fc.Arbitrary<CopyRow> = fc
  .record({
    key: fc.constantFrom(...'abcdefgh'),
    part: fc.constantFrom(...PARTS),
    group: fc.constantFrom('', 'g'),
    order: fc.constantFrom('1', '2'),
    text: fc.constantFrom(...WORDS),
    amount: fc.integer({ min: 0, max: 1 }),
  })
  .map(({ key, ...rest }) => copyRow(key, rest));
const anyParts = fc.subarray(PARTS, { maxLength: 2 });
const anyStep: fc.Arbitrary<Step> = fc.oneof(
  { weight: 10, arbitrary: fc.record({ kind: fc.constant('put' as const), rows: fc.array(anyRow, { maxLength: 6 }) }) },
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant('finish' as const),
      keptParts: anyParts,
      onlyParts: fc.option(anyParts, { freq: 4 }),
    }),
  },
  { weight: 5, arbitrary: fc.record({ kind: fc.constant('begin' as const) }) },
  { weight: 1, arbitrary: fc.constantFrom<Step>({ kind: 'drop' }, { kind: 'reopen' }) },
);

export function copyModelRules(rule: Rule) {
  // five rules and not one: every step waits for the disk
  for (const turn of [1, 2, 3, 4, 5]) {
    const what = `after ${ROUNDS} hundred steps taken at random every copy is what it has to be (${turn})`;
    rule(what, (opened) => takeAll(opened, ROUNDS));
  }
}

async function takeAll({ store, reopen }: OpenedStore, numRuns: number): Promise<void> {
  let opened = store;
  let runs = 0;
  const run = async (steps: readonly Step[]) => {
    runs += 1;
    const dataset = `run ${runs}`;
    const model: Model = { copies: [new Map()], current: 0, running: undefined };
    for (const step of steps) {
      if (step.kind === 'reopen') opened = await reopen();
      else await take(opened, dataset, model, step);
    }
    await compare(opened, dataset, model);
  };
  const steps = fc.array(anyStep, { minLength: 100, maxLength: 100, size: 'max' });
  await fc.assert(fc.asyncProperty(steps, run), { numRuns, endOnFailure: true });
}

async function take({ copies }: Store, dataset: string, model: Model, step: Exclude<Step, { kind: 'reopen' }>) {
  // a number that may be none yet: then nothing is under way, and nothing may happen
  const copy = { dataset, number: model.copies.length };
  switch (step.kind) {
    case 'begin': {
      const begun = await copies.begin({ dataset, source: '', startedAt: 1 });
      expect(begun?.number).toBe(model.running ? undefined : copy.number);
      model.running ??= new Map();
      return;
    }
    case 'put':
      expect(await copies.put(copy, step.rows, { cursor: '', at: 1 })).toBe(model.running !== undefined);
      for (const row of step.rows) model.running?.set(row.key, row);
      return;
    case 'drop':
      await copies.drop(copy, '', 1);
      if (model.running) model.copies.push(model.copies.at(-1) ?? new Map());
      model.running = undefined;
      return;
    case 'finish': {
      const { keptParts, onlyParts } = step;
      const done = await copies.finish(copy, { at: 1, keptParts, ...(onlyParts ? { onlyParts } : {}) });
      expect(done?.rows).toBe(finishIn(model, step));
      return;
    }
    default:
      step satisfies never;
  }
}

function finishIn(model: Model, { keptParts, onlyParts }: Extract<Step, { kind: 'finish' }>): number | undefined {
  if (!model.running) return undefined;
  const before = model.copies.at(-1) ?? new Map();
  const stays = ({ part }: CopyRow) => keptParts.includes(part) || (onlyParts !== null && !onlyParts.includes(part));
  const kept = Array.from(before.values()).filter(stays);
  const rows = new Map([...kept.map((row): [string, CopyRow] => [row.key, row]), ...model.running]);
  model.current = model.copies.push(rows) - 1;
  model.running = undefined;
  return rows.size;
}

async function compare({ copies }: Store, dataset: string, model: Model): Promise<void> {
  expect(await copies.dataset(dataset)).toEqual(
    model.copies.length > 1 || model.running ? { name: dataset, current: model.current } : undefined,
  );
  for (const [at, rows] of model.copies.entries()) {
    const want = Array.from(rows.values()).sort((a, b) => compareText(a.order, b.order) || compareText(a.key, b.key));
    expect(await allRows(copies, { dataset, at, limit: 5 })).toEqual(want);
    expect(await copies.sums({ dataset, at })).toEqual(sumsOf(want));
    for (const words of [WORDS[at % 4] ?? '', '1.1.7']) {
      const having = want.filter(({ text }) => text.startsWith(words)).map(({ key }) => key);
      expect(await found(copies, words, { dataset, at, limit: 9 })).toEqual(having.sort());
    }
    const { changes } = await copies.changes({ dataset, number: at, limit: 99 });
    const before = model.copies[at - 1] ?? new Map();
    expect(changes).toEqual(changesOf(before, rows));
    if (at > 0) expect(await copies.copy(dataset, at)).toMatchObject({ number: at });
  }
}

function sumsOf(rows: readonly CopyRow[]) {
  return PARTS.map((part) => rows.filter((row) => row.part === part))
    .filter((of) => of.length > 0)
    .map((of) => ({ part: of[0]?.part, rows: of.length, amount: of.reduce((sum, { amount }) => sum + amount, 0) }));
}

function changesOf(before: Rows, after: Rows): RowChange[] {
  const keys = Array.from(new Set([...before.keys(), ...after.keys()])).sort();
  return keys
    .map((key) => ({ key, before: before.get(key) ?? null, after: after.get(key) ?? null }))
    .filter((change) => JSON.stringify(change.before) !== JSON.stringify(change.after));
}

function compareText(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
