import type { Figure } from '../../store/records.ts';
import type { Kept } from '../../store/sealed-records.ts';
import type { Job, JobContext } from '../job.ts';
import { readMark, writeMark } from '../marks.ts';
import { type BankList, listFigure } from './bank-list.ts';
import { BILLS, type Bill } from './bill.ts';
import { billFigure, receiptFigure } from './figures.ts';
import { dayOf } from './moments.ts';
import { RECEIPTS, type Receipt } from './receipt.ts';

type FigureOf = (record: Kept<never>, context: JobContext) => Promise<Figure> | Figure;

const COUNTED: Readonly<Record<string, FigureOf>> = {
  [RECEIPTS]: ofReceipt,
  [BILLS]: ({ value }: Kept<Bill>) => billFigure(value),
  'laporan-bank': ofList,
  'rekening-koran': ofList,
};

interface Progress {
  /** The next page is of what was created before this sequence. */
  readonly before?: number;
  readonly done?: true;
}
const A_PAGE = 500;

/**
 * Gives its figure to what was kept before records had one, newest first, a page a run: a hub that is brought up to date
 * counts its old payments too. Nothing else of a record changes, nor when it did; once all are through, a run is one look.
 */
export const countOld: Job = {
  name: 'hitung-yang-lama',
  everyMs: 2000,
  async run(context) {
    for (const collection of Object.keys(COUNTED)) await goOn(collection, context);
  },
};

async function goOn(collection: string, context: JobContext): Promise<void> {
  const mark = `angka ${collection}`;
  const { before, done } = (await readMark<Progress>(mark, context)) ?? {};
  if (done) return;
  const filter = { collection, limit: A_PAGE, ...(before === undefined ? {} : { before }) };
  const page = await context.records.list<never>(filter);
  for (const record of page) if (!record.figure) await count(record, context);
  const last = page.length === A_PAGE ? page.at(-1) : undefined;
  await writeMark<Progress>(mark, last ? { before: last.sequence } : { done: true }, context);
}

async function count(record: Kept<never>, context: JobContext): Promise<void> {
  const { collection, id, updatedAt } = record;
  const figure = await COUNTED[collection]?.(record, context);
  // whoever changes what a figure is made of writes the figure as well, so an older one never takes its place
  await context.records.change<never>(collection, id, updatedAt, ({ figure: there }) =>
    there ? undefined : { figure },
  );
}

async function ofReceipt({ value }: Kept<Receipt>, { records }: JobContext): Promise<Figure> {
  const bill = await records.get<Bill>(BILLS, value.tagihan);
  return receiptFigure(value, dayOf(new Date(value.dibayarPada)), bill?.value);
}

function ofList({ id, group, value }: Kept<BankList>): Figure {
  return listFigure(group, id.slice(group.length + 1), value);
}
