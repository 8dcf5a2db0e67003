import { accounts, type Books, REGION, type SubActivity } from './books.ts';
import type { Office } from './offices.ts';
import { affairOf, named } from './planning-rows.ts';

interface Part {
  readonly id: number;
  readonly code: string;
  readonly name: string;
}
/** The levels below an office, in the order of the path (section 5): what each is called, and which part of it. */
const levels: readonly { readonly called: string; readonly of: (sub: SubActivity) => Part }[] = [
  { called: 'sub_skpd', of: ({ office }) => office },
  { called: 'bidang_urusan', of: ({ office }) => affairOf(office) },
  { called: 'program', of: ({ program }) => program },
  { called: 'giat', of: ({ activity }) => activity },
  { called: 'sub_giat', of: ({ subId, code, name }) => ({ id: subId, code, name }) },
];

interface Sum {
  readonly members: Readonly<Record<string, unknown>>;
  total: number;
}

/**
 * Budget and spending below what the path names: all offices, then one level after the other, accounts at last. What is
 * requested is 40 of a hundred, what is paid 32, of whole hundreds of rupiah.
 */
export function realisationRows(ids: readonly string[], offices: readonly Office[], books: Books) {
  const [officeId, ...below] = ids;
  if (officeId === undefined)
    return offices.map((office) =>
      row(
        office,
        books,
        {},
        books.subActivitiesOf(office.id).reduce((sum, sub) => sum + books.ceilingOf(sub), 0),
      ),
    );
  const office = offices.find(({ id }) => String(id) === officeId);
  if (!office) return [];
  const subs = books
    .subActivitiesOf(office.id)
    .filter((sub) => below.every((id, depth) => String(levels[depth]?.of(sub).id) === id));
  const sums = below.length < levels.length ? sumsAt(below.length, subs, books) : sumsByAccount(subs, books);
  return sums.map(({ members, total }) => row(office, books, members, total));
}

function sumsAt(depth: number, subs: readonly SubActivity[], books: Books): readonly Sum[] {
  const sums = new Map<number, Sum>();
  for (const sub of subs) {
    const path = levels.slice(0, depth + 1).map(({ called, of }) => named(called, of(sub)));
    const id = levels[depth]?.of(sub).id ?? 0;
    const sum = sums.get(id) ?? { members: Object.assign({}, ...path), total: 0 };
    sum.total += books.ceilingOf(sub);
    sums.set(id, sum);
  }
  return [...sums.values()];
}

function sumsByAccount(subs: readonly SubActivity[], books: Books): readonly Sum[] {
  const sums = new Map<number, Sum>();
  for (const sub of subs) {
    const path = levels.map(({ called, of }) => named(called, of(sub)));
    for (const line of books.linesOf(sub)) {
      const account = accounts[line.account] ?? accounts[0];
      const sum = sums.get(account.id) ?? { members: Object.assign({}, ...path, named('akun', account)), total: 0 };
      sum.total += line.total;
      sums.set(account.id, sum);
    }
  }
  return [...sums.values()];
}

function row(office: Office, books: Books, members: Readonly<Record<string, unknown>>, total: number) {
  const hundreds = (total - (total % 100)) / 100;
  return {
    id_daerah: REGION,
    tahun: books.year(),
    ...named('skpd', office),
    ...members,
    anggaran: total,
    realisasi_rencana: 40 * hundreds,
    realisasi_rill: 32 * hundreds,
  };
}
