import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { daysAfter } from '../../../../hub/services/pembayaran/denda.ts';
import { reconcile } from '../../../../hub/services/pembayaran/reconciliation.ts';
import { compare, type Lists, ownDays } from '../../../../hub/services/pembayaran/reconciling.ts';
import type { SealedRecords } from '../../../../hub/store/sealed-records.ts';
import { BANK, type Booked, bookingsFrom, DAY, listOf, numbersIn, receiptOf, type Told } from './receipts.ts';

/** What was done to a payment that both sides had alike. */
const HARM = {
  none: { matched: 1 },
  unbooked: { unbooked: 1 },
  untold: { untold: 1 },
  amount: { differing: 1 },
  twice: { matched: 1, unbooked: 1 },
  reversed: {},
  reversedAndTold: { unbooked: 1 },
} as const;
type Harm = keyof typeof HARM;
const KINDS = ['matched', 'differing', 'unbooked', 'untold'] as const;

const payment = fc.record({
  harm: fc.constantFrom<Harm>(...(Object.keys(HARM) as Harm[])),
  /** Of three days in a row. */
  day: fc.constantFrom(-1, 0, 1),
  /** How far the bank's day is off. */
  shift: fc.constantFrom(-1, 0, 0, 0, 0, 1),
  /** The hub has it on the other side of midnight. */
  skewed: fc.boolean(),
  /** Both the shifted list and that of its own day have it. */
  overlapping: fc.boolean(),
  /** Told with its time, or without. */
  timed: fc.boolean(),
  /** Receipts of the payment: a year or a bill each. */
  parts: fc.array(fc.integer({ min: 1, max: 5_000_000 }), { minLength: 1, maxLength: 3 }),
  /** The bank's list has another number of it than it was booked under. */
  byId: fc.boolean(),
  place: fc.nat(),
});
type Planted = typeof payment extends fc.Arbitrary<infer One> ? One : never;

interface World {
  readonly booked: readonly Booked[];
  readonly lists: ReadonlyMap<string, readonly Told[]>;
  /** What is to be found, as `kind number`. */
  readonly want: readonly string[];
}

function worldOf(planted: readonly Planted[]): World {
  const booked: Booked[] = [];
  const told: { readonly day: string; readonly row: Told; readonly place: number }[] = [];
  const want: string[] = [];
  for (const [index, { harm, day, shift, timed, skewed, overlapping, parts, byId, place }] of planted.entries()) {
    const number = `A${index}`;
    const listed = byId ? `R${index}` : number;
    const dibayarPada = `${daysAfter(DAY, day)}T${shift < 0 ? '00:00:30' : '23:59:30'}+07:00`;
    const sum = parts.reduce((total, part) => total + part, 0);
    const isReversed = harm === 'reversed' || harm === 'reversedAndTold';
    if (harm !== 'unbooked')
      for (const [part, nominal] of parts.entries())
        booked.push({
          ...{ ntpd: `${index}-${part}`, nomorBank: number, idPembayaran: `P${index}`, nominal },
          dibayarPada: skewed ? acrossMidnight(dibayarPada) : dibayarPada,
          ...(isReversed ? { dibalik: true } : {}),
        });
    const row: Told = {
      ...{ nomorBank: listed, idPermintaan: `P${index}`, nominal: harm === 'amount' ? sum + 1 : sum },
      dibayarPada: timed ? dibayarPada : null,
    };
    const times = harm === 'untold' || harm === 'reversed' ? 0 : harm === 'twice' ? 2 : 1;
    for (let time = 0; time < times; time += 1)
      told.push({ day: daysAfter(DAY, day + shift), row, place: place + time });
    for (const one of overlapping && timed && shift !== 0 ? told.slice(told.length - times) : [])
      told.push({ ...one, day: daysAfter(DAY, day), place: place + 50 });
    for (const kind of KINDS)
      for (let time = 0; time < ((HARM[harm] as Partial<Record<string, number>>)[kind] ?? 0); time += 1)
        want.push(`${kind} ${kind === 'untold' ? number : listed}`);
  }
  const lists = new Map<string, Told[]>([-3, -2, -1, 0, 1, 2, 3].map((off) => [daysAfter(DAY, off), []]));
  for (const { day, row } of told.sort((one, other) => (one.place % 97) - (other.place % 97)))
    lists.get(day)?.push(row);
  return { booked, lists, want: want.sort() };
}

function acrossMidnight(moment: string): string {
  const day = moment.slice(0, 10);
  return moment.includes('T00') ? `${daysAfter(day, -1)}T23:59:30+07:00` : `${daysAfter(day, 1)}T00:00:30+07:00`;
}

function found(world: World, day: string): readonly string[] {
  const at = (off: number) => listOf(world.lists.get(daysAfter(day, off)) ?? []);
  const lists: Lists = { before: at(-1), day: at(0), after: at(1) };
  const days = new Set([daysAfter(day, -1), day, daysAfter(day, 1), ...ownDays(lists.day)]);
  const seen = bookingsFrom(world.booked.filter(({ dibayarPada = '' }) => days.has(dibayarPada.slice(0, 10))));
  const numbers = numbersIn(compare(day, lists, seen));
  return KINDS.flatMap((kind) => numbers[kind].map((number) => `${kind} ${number}`));
}

test('over days in a row exactly the planted differences are found, each once, wherever the bank ends its day', () => {
  fc.assert(
    fc.property(fc.array(payment, { maxLength: 40 }), (planted) => {
      const world = worldOf(planted);
      const days = [-2, -1, 0, 1, 2].map((off) => daysAfter(DAY, off));
      expect(days.flatMap((day) => found(world, day)).sort()).toEqual(world.want);
    }),
    { numRuns: 300 },
  );
});

test('where the bank ends its day with Jakarta, one day has its own differences and no others', () => {
  fc.assert(
    fc.property(fc.array(payment, { maxLength: 40 }), (all) => {
      const planted = all.map((one) => ({ ...one, shift: 0, day: 0, skewed: false }) as const);
      const world = worldOf(planted);
      expect([...found(world, DAY)].sort()).toEqual(world.want);
      expect(found(world, daysAfter(DAY, 1))).toEqual([]);
    }),
    { numRuns: 200 },
  );
});

test('nothing is lost between the two sides: totals differ by what was found', () => {
  fc.assert(
    fc.property(fc.array(payment, { maxLength: 40 }), (all) => {
      const { booked, lists } = worldOf(all.map((one) => ({ ...one, shift: 0, day: 0, skewed: false }) as const));
      const told = lists.get(DAY) ?? [];
      const { matched, differing, unbooked, untold } = compare(DAY, { day: listOf(told) }, bookingsFrom(booked));
      const sum = (some: readonly { readonly nominal?: number }[]) =>
        some.reduce((total, { nominal = 0 }) => total + nominal, 0);
      const pairs = [...matched, ...differing];
      expect(sum([...pairs, ...unbooked].map(({ row }) => row))).toBe(sum(told));
      expect(sum([...pairs, ...untold])).toBe(sum(booked.filter(({ dibalik }) => !dibalik)));
    }),
  );
});

/** Receipts in pages, as a store hands them out; nothing else is asked of it here. */
function storeOf(booked: readonly Booked[], pages: string[]): SealedRecords {
  const all = booked.map((one, sequence) => ({ ...receiptOf(one), sequence: sequence + 1, version: 1 })).reverse();
  const records: Pick<SealedRecords, 'list' | 'get' | 'find'> = {
    async list({ group, before = Number.POSITIVE_INFINITY, limit }) {
      pages.push(group ?? '');
      return all.filter((one) => one.group === group && one.sequence < before).slice(0, limit) as never;
    },
    get: async () => undefined,
    find: async () => undefined,
  };
  return records as SealedRecords;
}

test('reading of the days beside it no more than is needed finds the same', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(payment, { maxLength: 20 }), async (planted) => {
      const world = worldOf(planted);
      const kept = async (day: string) => listOf(world.lists.get(day) ?? []);
      const pages: string[] = [];
      const ground = { records: storeOf(world.booked, pages), keyedHash: String, settingsOf: () => ({}) };
      const list = await kept(DAY);
      const asked = { instansi: BANK, tanggal: DAY, sumber: 'rekening-koran', list, kept, sought: kept } as const;
      const result = await reconcile(asked, ground);
      const lines = [
        ...result.nominalBeda.map(({ nomorBank }) => `differing ${nomorBank}`),
        ...result.tidakAdaDiSini.map(({ nomorBank }) => `unbooked ${nomorBank}`),
        ...result.tidakAdaDiBank.map(({ nomorBank }) => `untold ${nomorBank}`),
      ];
      const want = found(world, DAY);
      expect(lines.sort()).toEqual(want.filter((line) => !line.startsWith('matched')).sort());
      expect(result.cocok).toBe(want.filter((line) => line.startsWith('matched')).length);
      expect(new Set(pages).size).toBe(pages.length); // no day is read twice
    }),
    { numRuns: 300 },
  );
});
