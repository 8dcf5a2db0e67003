import type { Skpd, SkpdHulu, SubKegiatanHulu } from '../../../../../openapi/generated/types.ts';
import { datasetName } from '../../datasets.ts';
import { officeRow, planRow } from '../../rows.ts';
import { fitting } from './fitting.ts';
import { FIRST_PAGE, leaptOver, type Pages, turned } from './pages.ts';
import type { Question, Walk, Walking } from './walk.ts';

const MOST_OFFICES = 5000;

interface OfficePlace extends Pages {
  /** Codes by SIPD's numbers, for what stands below them on a later page. */
  readonly kode: Readonly<Record<string, string>>;
  readonly habis: boolean;
}

/** Some sources give all at once, whatever is asked; others by place. */
export const officesWalk: Walk<OfficePlace> = {
  first: { ...FIRST_PAGE, kode: {}, habis: false },
  async question({ habis, mulai }, { name }) {
    if (habis) return undefined;
    return {
      operation: 'skpd',
      asked: { tahun: name.year, mulai, jumlah: MOST_OFFICES },
      name: `sejak SKPD ${mulai + 1}`,
    };
  },
  take(place, _, values) {
    const offices = values as readonly SkpdHulu[];
    const codes = { ...place.kode, ...Object.fromEntries(offices.map(({ id, kode }) => [id, kode])) };
    const { rows, bad, all } = fitting(offices, (office) => officeRow(office, (id) => codes[id]));
    const next = turned(place, all);
    return { rows, bad, place: next ? { ...next, kode: codes, habis: false } : { ...place, habis: true } };
  },
  pass: (place) => ({ ...place, habis: true }),
  skip: (place, { name }) => ({ place: { ...place, ...leaptOver(place, MOST_OFFICES) }, kept: name }),
};

/** The next office, and where the one after it is. */
export interface OfficeAt {
  readonly office: Skpd;
  readonly next: string | null;
}

/** `after`: `undefined` before the first, `null` after the last. */
export async function officeAt(
  after: string | null | undefined,
  { name, context }: Walking,
): Promise<OfficeAt | undefined> {
  if (after === null) return undefined;
  const dataset = datasetName({ kind: 'skpd', year: name.year, schedule: null });
  const page = await context.copies.rows({ dataset, limit: 1, ...(after === undefined ? {} : { after }) });
  const [row] = page.rows;
  return row && { office: JSON.parse(row.content) as Skpd, next: page.next ?? null };
}

interface PlanPlace {
  readonly sesudah?: string | null;
}
interface PlanQuestion extends Question {
  readonly next: string | null;
  readonly office: string;
}

/** The sub-activities of one office after the other. */
export const plansWalk: Walk<PlanPlace, PlanQuestion> = {
  first: {},
  async question({ sesudah }, walking) {
    const at = await officeAt(sesudah, walking);
    if (!at) return undefined;
    const { id, kode } = at.office;
    const { schedule, name } = walking;
    return {
      operation: 'rencana-kerja',
      asked: { tahun: name.year, idSkpd: id, idUnit: id, ...(schedule === null ? {} : { idJadwal: schedule }) },
      ...{ name: kode, part: kode, office: kode, next: at.next },
    };
  },
  take(_, { office, next }, values) {
    const { rows, bad } = fitting(values as readonly SubKegiatanHulu[], (plan) => planRow(plan, office));
    return { rows, bad, place: { sesudah: next } };
  },
  pass: (_, { next }) => ({ sesudah: next }),
  skip: (_, { next, office }) => ({ place: { sesudah: next }, kept: office }),
};
