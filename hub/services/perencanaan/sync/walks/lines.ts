import type { BarisRkaHulu, SubKegiatan } from '../../../../../openapi/generated/types.ts';
import type { CopyRow } from '../../../../store/copies.ts';
import { datasetName } from '../../datasets.ts';
import { lineRows } from '../../rows.ts';
import { sorted } from './fitting.ts';
import { officeAt } from './offices.ts';
import type { Question, Taken, Walk, Walking } from './walk.ts';

interface Place {
  /** Offices before: where the source gives all lines of one at once. */
  readonly kantor?: string | null;
  /** Sub-activities before; of the office at hand where offices are walked. */
  readonly sub?: string | null;
  /** The office at hand is read by sub-activities after all. */
  readonly satuSatu?: boolean;
}
interface LineQuestion extends Question {
  readonly place: Place;
  readonly sub?: SubActivityAt;
  readonly office?: string;
}
interface SubActivityAt {
  readonly key: string;
  readonly group: string;
}

const PAGE = 500;

/** Office by office where the source can (a thirtieth of the calls), sub-activity by sub-activity where not. */
export const linesWalk: Walk<Place, LineQuestion> = {
  first: {},
  async question(place, walking) {
    const { context, instance } = walking;
    return context.has(instance, 'rka-skpd') ? byOffice(place, walking) : bySubActivity(place, walking, undefined, {});
  },
  take(_, question, values, walking) {
    const lines = values as readonly BarisRkaHulu[];
    const { sub, office = '', place } = question;
    if (!sub) return ofOffice(lines, office, place, walking);
    const { rows, bad } = sorted(lineRows(lines, { part: sub.key, office: sub.group }));
    return { rows, bad, place };
  },
  pass: (_, { place }) => place,
  skip: (before, { sub, name, place, otherWay }) =>
    sub || !otherWay ? { place, kept: name } : { place: { ...before, satuSatu: true } },
};

async function byOffice(place: Place, walking: Walking): Promise<LineQuestion | undefined> {
  const at = await officeAt(place.kantor, walking);
  if (!at) return undefined;
  const { id, kode } = at.office;
  if (place.satuSatu) {
    const one = await bySubActivity(place, walking, kode, {
      ...(place.kantor ? { kantor: place.kantor } : {}),
      satuSatu: true,
    });
    return one ?? byOffice({ kantor: at.next }, walking);
  }
  const otherWay = walking.context.has(walking.instance, 'rka');
  return {
    operation: 'rka-skpd',
    asked: { tahun: walking.name.year, idSkpd: id },
    ...{ name: kode, office: kode, place: { kantor: at.next } },
    ...(otherWay ? { otherWay } : {}),
  };
}

async function bySubActivity(
  { sub }: Place,
  walking: Walking,
  office: string | undefined,
  rest: Place,
): Promise<LineQuestion | undefined> {
  if (sub === null) return undefined;
  const page = await walking.context.copies.rows({
    ...{ dataset: plansOf(walking), limit: 1 },
    ...(office === undefined ? {} : { part: office }),
    ...(sub === undefined ? {} : { after: sub }),
  });
  const [row] = page.rows;
  if (!row) return undefined;
  const { id, kodeSbl } = JSON.parse(row.content) as SubKegiatan;
  const [idUnit] = (kodeSbl ?? '').split('.');
  return {
    operation: 'rka',
    asked: { tahun: walking.name.year, ...known({ kodeSbl, idSubKegiatan: id, idUnit }) },
    ...{ name: row.key, part: row.key, sub: row, place: { ...rest, sub: page.next ?? null } },
  };
}

/** All lines of an office, each to its sub-activity. */
async function ofOffice(
  lines: readonly BarisRkaHulu[],
  office: string,
  place: Place,
  walking: Walking,
): Promise<Taken<Place>> {
  const subs = await subActivitiesOf(office, walking);
  const grouped = Map.groupBy(lines, (line) => subs.get(line.idSubKegiatan ?? line.kodeSbl ?? ''));
  const all: CopyRow[] = [];
  const bad: string[] = [];
  const empty = new Set([...subs.values()].map(({ key }) => key));
  for (const [sub, own] of grouped) {
    if (sub) {
      empty.delete(sub.key);
      const fit = sorted(lineRows(own, { part: sub.key, office: sub.group }));
      all.push(...fit.rows);
      bad.push(...fit.bad);
    } else bad.push(...own.map(({ id }) => `${id ?? '-'}: sub kegiatannya tidak ada di rencana kerja`));
  }
  return { rows: all, bad, empty: [...empty], place };
}

async function subActivitiesOf(office: string, walking: Walking): Promise<ReadonlyMap<string, SubActivityAt>> {
  const found = new Map<string, SubActivityAt>();
  for (let after: string | undefined, more = true; more; more = after !== undefined) {
    const page = await walking.context.copies.rows({
      ...{ dataset: plansOf(walking), part: office, limit: PAGE },
      ...(after === undefined ? {} : { after }),
    });
    for (const { key, group, content } of page.rows) {
      const { id, kodeSbl } = JSON.parse(content) as SubKegiatan;
      for (const name of [id, kodeSbl]) if (name) found.set(name, { key, group });
    }
    after = page.next;
  }
  return found;
}

function plansOf({ name }: Walking): string {
  return datasetName({ ...name, kind: 'rencana-kerja' });
}

function known(fields: Readonly<Record<string, string | null | undefined>>): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(fields).filter((field): field is [string, string] => Boolean(field[1])));
}
