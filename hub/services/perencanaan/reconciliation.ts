import type { RekonsiliasiRka, RekonsiliasiSubKegiatan, SubKegiatan } from '../../../openapi/generated/types.ts';
import type { CopyStore, PartSum } from '../../store/copies.ts';
import { type DatasetName, datasetName } from './datasets.ts';
import { type Found, findCopy, openCopy } from './finding.ts';
import { once } from './keeping.ts';

type Reconciled = readonly RekonsiliasiSubKegiatan[];
/** What lines are left without is nothing: they make up no sum and have no number. */
const NOTHING = { rows: 0, amount: 0 };
const ROWS_AT_ONCE = 500;

/**
 * The plan that lines are compared with, of the same year and schedule. Lines of the past are compared with the plan of
 * then: the last one that was there when they were copied. `undefined` where no plan was ever copied.
 */
export async function planOf(lines: Found, copies: CopyStore): Promise<Found | undefined> {
  const name = planNameOf(lines);
  const dataset = datasetName(name);
  const [plans, own] = await Promise.all([copies.dataset(dataset), copies.dataset(lines.dataset)]);
  if (!plans || plans.current === 0) return undefined;
  if (own?.current === lines.copy.number) return openCopy(name, plans.current, copies);
  return openCopy(name, await numberThen(dataset, lines.copy.finishedAt ?? 0, copies), copies);
}

export function planNameOf({ name }: Found): DatasetName {
  return { ...name, kind: 'rencana-kerja' };
}

async function numberThen(dataset: string, at: number, copies: CopyStore): Promise<number> {
  let oldest = 1;
  for (let before: { readonly before?: number } = {}; ; ) {
    const page = await copies.copies({ dataset, limit: 100, ...before });
    for (const copy of page.filter(({ state }) => state === 'done')) {
      oldest = copy.number;
      if ((copy.finishedAt ?? 0) <= at) return copy.number;
    }
    const last = page.at(-1);
    if (!last) return oldest;
    before = { before: last.number };
  }
}

/** The same, where there is nothing to answer without it. */
export async function planThatIsThere(lines: Found, copies: CopyStore): Promise<Found> {
  const plan = await planOf(lines, copies);
  if (plan) return plan;
  const { year, schedule } = lines.name;
  return findCopy('rencana-kerja', { tahun: year, ...(schedule ? { jadwal: schedule } : {}) }, copies);
}

/** Every sub-activity of a plan with the sum of its lines, and lines whose sub-activity no plan has. In the plan's order. */
export function reconcile(lines: Found, plan: Found, copies: CopyStore): Promise<Reconciled> {
  const name = `reconciled ${lines.dataset} ${lines.copy.number} ${plan.copy.number}`;
  return once(copies, name, async () => {
    const sums = await copies.sums({ dataset: lines.dataset, at: lines.copy.number });
    const byPart = new Map(sums.map((sum) => [sum.part, sum]));
    const planned: RekonsiliasiSubKegiatan[] = [];
    for await (const row of rowsOf(plan, copies)) {
      planned.push(compared(row, byPart.get(row.kunci) ?? NOTHING));
      byPart.delete(row.kunci);
    }
    const orphans: RekonsiliasiSubKegiatan[] = [];
    for (const sum of byPart.values()) orphans.push(await orphan(sum, lines, copies));
    return [...planned, ...orphans];
  });
}

async function* rowsOf({ dataset, copy }: Found, copies: CopyStore): AsyncGenerator<SubKegiatan> {
  for (let after: { readonly after?: string } | undefined = {}; after; ) {
    const page = await copies.rows({ dataset, at: copy.number, limit: ROWS_AT_ONCE, ...after });
    for (const { content } of page.rows) yield JSON.parse(content) as SubKegiatan;
    after = page.next === undefined ? undefined : { after: page.next };
  }
}

function compared(
  { kunci, subKegiatan, skpd, pagu, rincian }: SubKegiatan,
  { rows, amount }: Pick<PartSum, 'rows' | 'amount'>,
): RekonsiliasiSubKegiatan {
  const sebab: RekonsiliasiSubKegiatan['sebab'] = [];
  if (pagu !== amount) sebab.push('pagu');
  if (rincian !== null && rincian !== amount) sebab.push('rincian');
  if (rows === 0 && sebab.length > 0) sebab.push('tanpa-baris');
  return {
    ...{ subKegiatan: kunci, kode: subKegiatan.kode, nama: subKegiatan.nama, skpd, pagu, rincian },
    ...{ jumlah: amount, baris: rows, selisih: pagu - amount, cocok: sebab.length === 0, sebab },
  };
}

async function orphan(
  { part, rows, amount }: PartSum,
  { dataset, copy }: Found,
  copies: CopyStore,
): Promise<RekonsiliasiSubKegiatan> {
  const [line] = (await copies.rows({ dataset, at: copy.number, part, limit: 1 })).rows;
  return {
    ...{ subKegiatan: part, kode: null, nama: null, skpd: { kode: line?.group ?? null, nama: null } },
    ...{
      pagu: null,
      rincian: null,
      jumlah: amount,
      baris: rows,
      selisih: null,
      cocok: false,
      sebab: ['tanpa-rencana'],
    },
  };
}

/** Over all of them; what has no ceiling is counted as not fitting, and its lines are in the sum. */
export function summary(all: Reconciled, one: RekonsiliasiSubKegiatan | null = null): RekonsiliasiRka {
  const tidakCocok = all.filter(({ cocok }) => !cocok).length;
  const pagu = all.reduce((sum, each) => sum + (each.pagu ?? 0), 0);
  const jumlah = all.reduce((sum, each) => sum + each.jumlah, 0);
  return {
    ...{ banyakSubKegiatan: all.length, tidakCocok, pagu, jumlah, selisih: pagu - jumlah },
    ...{ cocok: tidakCocok === 0, subKegiatan: one },
  };
}
