import type { CopyRow, CopyStore } from '../../store/copies.ts';
import { Refusal } from '../refusal.ts';
import { action } from '../service.ts';
import { copyMeta } from './finding.ts';
import { once } from './keeping.ts';
import { cursorOf, narrowedBy, type Opened, open, type Page, readPage, written } from './listing.ts';
import { notOurs } from './place.ts';

const LIST = 'daftarSp2d';

interface Orders extends Page {
  readonly skpd?: string;
  readonly dari?: string;
  readonly sampai?: string;
}

export const daftarSp2d = action<Orders>({
  name: LIST,
  async run({ skpd, dari, sampai, ...page }, { copies, now }) {
    if (dari !== undefined && sampai !== undefined && dari > sampai)
      throw new Refusal('permintaan-tidak-sah', 'Tanggal "dari" sesudah "sampai".', [
        { di: 'query.dari', masalah: 'sesudah "sampai"' },
      ]);
    const day = dari ?? sampai;
    const year = page.tahun ?? (day && page.kursor === undefined ? Number(day.slice(0, 4)) : undefined);
    const opened = await open(LIST, 'sp2d', { ...page, ...(year === undefined ? {} : { tahun: year }) }, copies);
    const days = (await daysOf(opened, skpd, copies)).filter(
      (one) => (dari === undefined || one >= dari) && (sampai === undefined || one <= sampai),
    );
    const { rows, next } = await acrossDays(opened, days, skpd, copies);
    const contents = rows.map(({ content }) => content);
    return written(contents, cursorOf(opened, next), { meta: { salinan: copyMeta(opened, now) } });
  },
});

/** Days on which an office was paid, in their order. */
function daysOf({ dataset, copy }: Opened, skpd: string | undefined, copies: CopyStore): Promise<readonly string[]> {
  const narrowed = narrowedBy({ group: skpd });
  return once(copies, `days ${dataset} ${copy.number} ${skpd ?? ''}`, async () => {
    const sums = await copies.sums({ dataset, at: copy.number, ...narrowed });
    return sums.map(({ part }) => part).toSorted();
  });
}

/** Day by day, each with its own pages; a cursor says which day, and where in it. */
async function acrossDays(
  opened: Opened,
  days: readonly string[],
  skpd: string | undefined,
  copies: CopyStore,
): Promise<{ readonly rows: readonly CopyRow[]; readonly next?: string }> {
  const [start = '', within = ''] = opened.after?.split(' ', 2) ?? [];
  if (opened.after !== undefined && !/^\d{4}-\d{2}-\d{2}$/.test(start)) throw notOurs(LIST);
  const left = days.filter((day) => day >= start);
  const { after: _theirs, ...place } = opened;
  const rows: CopyRow[] = [];
  for (const [index, day] of left.entries()) {
    const after = day === start && within !== '' ? { after: within } : {};
    const wanted = { ...place, ...after, limit: opened.limit - rows.length };
    const page = await readPage(wanted, narrowedBy({ part: day, group: skpd }), copies);
    rows.push(...page.rows);
    if (page.next !== undefined) return { rows, next: `${day} ${page.next}` };
    const following = left[index + 1];
    if (rows.length >= opened.limit && following !== undefined) return { rows, next: `${following} ` };
  }
  return { rows };
}
