import type {
  BarisRkaHulu,
  JadwalAnggaran,
  RealisasiHulu,
  SkpdHulu,
  Sp2dHulu,
  StandarHargaHulu,
  SubKegiatan,
  SubKegiatanHulu,
} from '../../../../openapi/generated/types.ts';
import type { CopyRow, CopyStore } from '../../../store/copies.ts';
import { type DatasetName, datasetName } from '../datasets.ts';
import { realisationRow } from '../realisation-rows.ts';
import { lineRows, officeRow, paymentRow, planRow, priceRow } from '../rows.ts';

export interface Matching {
  readonly name: DatasetName;
  readonly copies: Pick<CopyStore, 'row' | 'rows'>;
  /** Of realisation: up to when it is counted, and of which budget. */
  readonly day: string;
  readonly schedule: JadwalAnggaran;
  /** Of a price standard without its type; of lines without their sub-activity; of plans without their office. */
  readonly jenis?: StandarHargaHulu['jenis'];
  readonly subKegiatan?: string;
  readonly skpd?: string;
}

/** The row of the copy, or why there can be none. */
export type Matched = { readonly row: CopyRow } | { readonly wrong: string };
type Matcher = (value: never) => Promise<Matched>;

/** A file says less than a source that is asked: rows get the keys that the rows which are there have. */
export function matcherOf(matching: Matching): Matcher {
  switch (matching.name.kind) {
    case 'skpd':
      return offices();
    case 'standar-harga':
      return (price: StandarHargaHulu) => ofPrice(price, matching);
    case 'rencana-kerja':
      return plans(matching);
    case 'rka':
      return lines(matching);
    case 'sp2d':
      return (payment: Sp2dHulu) => ofPayment(payment, matching);
    case 'realisasi':
      return async (row: RealisasiHulu) => ({ row: realisationRow(row, matching) });
    default:
      return matching.name.kind satisfies never;
  }
}

function offices(): Matcher {
  const codes = new Map<string, string>();
  return async (office: SkpdHulu) => {
    codes.set(office.id, office.kode);
    return { row: officeRow(office, (id) => codes.get(id)) };
  };
}

const TYPES = ['ssh', 'hspk', 'asb', 'sbu'] as const;

async function ofPrice(price: StandarHargaHulu, { name, copies, jenis }: Matching): Promise<Matched> {
  if (price.jenis) return { row: priceRow(price) };
  if (jenis) return { row: priceRow({ ...price, jenis }) };
  const known = await Promise.all(TYPES.map((type) => copies.row(datasetName(name), `${type} ${price.kode}`)));
  const types = TYPES.filter((_, at) => known[at]);
  return { row: priceRow(types.length === 1 ? { ...price, jenis: types[0] as (typeof TYPES)[number] } : price) };
}

function plans({ name, copies, skpd }: Matching): Matcher {
  const dataset = datasetName(name);
  const known = latest((office) => partOf(dataset, office, copies));
  return async (plan: SubKegiatanHulu) => {
    const office = plan.skpd?.kode ?? skpd;
    if (!office) return { wrong: 'kode SKPD: tidak ada pada baris ini (--skpd menyebutnya)' };
    if (plan.kodeSbl) return { row: planRow(plan, office) };
    const same = (await known(office)).filter(({ order }) => order === `${office} ${plan.subKegiatan.kode}`);
    const [before] = same;
    const content = same.length === 1 && before ? (JSON.parse(before.content) as SubKegiatan) : undefined;
    return { row: planRow(content?.kodeSbl ? { ...plan, kodeSbl: content.kodeSbl } : plan, office) };
  };
}

function lines({ name, copies, subKegiatan }: Matching): Matcher {
  const plansName = datasetName({ ...name, kind: 'rencana-kerja' });
  const byId = once(() => subActivities(plansName, copies));
  const known = latest((part) => partOf(datasetName(name), part, copies));
  const seen = new Map<string, number>();
  return async (line: BarisRkaHulu) => {
    const part =
      line.kodeSbl ?? (line.idSubKegiatan ? (await byId()).get(line.idSubKegiatan) : undefined) ?? subKegiatan;
    if (!part) return { wrong: 'sub kegiatan: tidak diketahui dari baris ini (--sub-kegiatan menyebutnya)' };
    const plan = await copies.row(plansName, part);
    if (!plan) return { wrong: 'sub kegiatan: tidak ada di rencana kerja yang tersalin' };
    const [row] = lineRows([line], { part, office: plan.group }) as readonly [CopyRow];
    if (line.id) return { row };
    // the n-th line of its kind is the n-th of those that are there
    const kind = row.key.replace(/ #\d+$/, '');
    const place = (seen.get(kind) ?? 0) + 1;
    seen.set(kind, place);
    const like = (await known(part)).filter((one) => signOf(one) === signOf(row));
    return { row: { ...row, key: like[place - 1]?.key ?? `${kind} #${place}` } };
  };
}

function signOf({ content, order }: CopyRow): string {
  const { komponen } = JSON.parse(content) as { readonly komponen: { readonly nama: string | null } | null };
  return `${order} ${komponen?.nama ?? '-'}`;
}

async function ofPayment(payment: Sp2dHulu, { name, copies }: Matching): Promise<Matched> {
  if (payment.id !== payment.nomor) return { row: paymentRow(payment) };
  const day = await partOf(datasetName(name), payment.tanggal, copies);
  const before = day.find(({ order }) => order === `${payment.tanggal} ${payment.nomor}`);
  return { row: paymentRow(before ? { ...payment, id: before.key } : payment) };
}

async function partOf(dataset: string, part: string, copies: Pick<CopyStore, 'rows'>): Promise<readonly CopyRow[]> {
  const rows: CopyRow[] = [];
  for (let after: string | undefined, more = true; more; more = after !== undefined) {
    const page = await copies.rows({ dataset, part, limit: 500, ...(after === undefined ? {} : { after }) });
    rows.push(...page.rows);
    after = page.next;
  }
  return rows;
}

async function subActivities(dataset: string, copies: Pick<CopyStore, 'rows'>): Promise<ReadonlyMap<string, string>> {
  const found = new Map<string, string>();
  for (let after: string | undefined, more = true; more; more = after !== undefined) {
    const page = await copies.rows({ dataset, limit: 500, ...(after === undefined ? {} : { after }) });
    for (const { key, content } of page.rows) {
      const { id } = JSON.parse(content) as SubKegiatan;
      if (id) found.set(id, key);
    }
    after = page.next;
  }
  return found;
}

/** Rows of a part stand together in a file: the last part is kept at hand. */
function latest(read: (part: string) => Promise<readonly CopyRow[]>): (part: string) => Promise<readonly CopyRow[]> {
  let part: string | undefined;
  let rows: readonly CopyRow[] = [];
  return async (asked) => {
    if (asked !== part) [part, rows] = [asked, await read(asked)];
    return rows;
  };
}

function once<Value>(read: () => Promise<Value>): () => Promise<Value> {
  let value: Promise<Value> | undefined;
  return () => {
    value ??= read();
    return value;
  };
}
