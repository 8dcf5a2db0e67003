import type { BarisEkspor, LaporanHulu } from '../../../../openapi/generated/types.ts';
import type { Verdict } from '../../../mapping/verdict.ts';
import { timeOfDay } from './dates.ts';
import { COLUMN, type TableRow } from './table.ts';

/** Reads one row, as an object by the names of its columns, through the mapping of the export. */
export type RowReader = (cells: TableRow['cells']) => Verdict | Promise<Verdict>;

export interface BadRow {
  readonly row: number;
  readonly reason: string;
}

/** One complaint of the export, of whatever number of rows. */
export interface Complaint {
  readonly laporan: LaporanHulu;
  /** Its first row. */
  readonly row: number;
}

export interface Complaints {
  readonly complaints: readonly Complaint[];
  readonly bad: readonly BadRow[];
  /** Status words nobody knows, with how many complaints have them. */
  readonly unknownWords: ReadonlyMap<string, number>;
  /** Rows whose time of day cannot be read: they count from the start of their day. */
  readonly withoutTime: number;
}

interface ReadRow {
  readonly number: number;
  readonly baris: BarisEkspor;
}

export type Progress = (done: number, total: number) => void;

const ROWS_A_TURN = 1000;

/** Every row first, then one complaint of all rows with its number (the LAPOR notes, section 4, rule 5). */
export async function readComplaints(
  rows: readonly TableRow[],
  { read, now, progress }: { readonly read: RowReader; readonly now: number; readonly progress: Progress },
): Promise<Complaints> {
  const bad: BadRow[] = [];
  const groups = new Map<string, ReadRow[]>();
  let withoutTime = 0;
  for (const [index, { number, cells }] of rows.entries()) {
    const verdict = await read(cells);
    const reason = verdict.kind === 'found' ? wrongIn(verdict.value as BarisEkspor, now) : reasonOf(verdict, cells);
    if (reason !== undefined) bad.push({ row: number, reason });
    else if (verdict.kind === 'found') {
      const baris = verdict.value as BarisEkspor;
      const group = groups.get(baris.trackingId);
      if (group) group.push({ number, baris });
      else groups.set(baris.trackingId, [{ number, baris }]);
      if (baris.jamMasuk && timeOfDay(baris.jamMasuk) === undefined) withoutTime += 1;
    }
    if ((index + 1) % ROWS_A_TURN === 0) await turn(progress, index + 1, rows.length);
  }
  progress(rows.length, rows.length);
  return { ...mergedGroups(groups, bad), withoutTime };
}

/** Whoever waits for a signal or a timer has a turn in between. */
async function turn(progress: Progress, done: number, total: number): Promise<void> {
  progress(done, total);
  await new Promise((resolve) => setImmediate(resolve));
}

function mergedGroups(groups: ReadonlyMap<string, readonly ReadRow[]>, bad: BadRow[]): Omit<Complaints, 'withoutTime'> {
  const complaints: Complaint[] = [];
  const unknownWords = new Map<string, number>();
  for (const rows of groups.values()) {
    const [first] = rows;
    if (!first) continue;
    const other = rows.find(({ baris }) => baris.statusAsli !== first.baris.statusAsli);
    if (other) {
      const reason = `${COLUMN.status}: not that of row ${first.number}, which has the same ${COLUMN.trackingId}`;
      bad.push({ row: first.number, reason: reason.replace(`row ${first.number}`, `row ${other.number}`) });
      bad.push({ row: other.number, reason });
      continue;
    }
    const laporan = complaintOf(rows.map(({ baris }) => baris));
    if (laporan.status === 'tidak-dikenal')
      unknownWords.set(laporan.statusAsli, (unknownWords.get(laporan.statusAsli) ?? 0) + 1);
    complaints.push({ laporan, row: first.number });
  }
  bad.sort((one, next) => one.row - next.row);
  return { complaints, bad, unknownWords };
}

/** Never a value: a column that moved may hold anything of anybody. */
function reasonOf(verdict: Verdict, cells: TableRow['cells']): string {
  if (verdict.kind !== 'changed') return `the mapping of the export says "${verdict.kind}"`;
  return verdict.drift
    .map(({ path, expected, got }) => {
      const column = path.replace(/^\(BarisEkspor\)\./, '');
      const blank = Object.hasOwn(cells, column) && cells[column] === null;
      return `${column}: wants ${expected}, has ${blank ? 'nothing' : got}`;
    })
    .join('; ');
}

function wrongIn(baris: BarisEkspor, now: number): string | undefined {
  const reported = reportedAt([baris]);
  return reported !== null && Date.parse(reported) > now ? `${COLUMN.day}: is yet to come` : undefined;
}

/**
 * Whoever made the complaint is not in it: a name is not even read, as no record of the hub keeps a reporter of the
 * upstream. The first row that says something is believed, a flag on any row counts, and every office is kept.
 */
function complaintOf(rows: readonly BarisEkspor[]): LaporanHulu {
  const first = <Key extends keyof BarisEkspor>(key: Key) => rows.find((row) => row[key] != null)?.[key] ?? null;
  const kategori = rows.find((row) => row.kategori?.id)?.kategori;
  return {
    trackingId: rows[0]?.trackingId ?? '',
    transaksiId: null,
    status: rows[0]?.status ?? 'tidak-dikenal',
    statusAsli: rows[0]?.statusAsli ?? '',
    ditutupOleh: first('ditutupOleh'),
    judul: first('judul'),
    isiPublik: first('isiPublik'),
    isiAwal: first('isiAwal'),
    klasifikasi: first('klasifikasi'),
    kategori: kategori?.id ? { id: kategori.id, nama: kategori.nama ?? null } : null,
    anonim: rows.some(({ anonim }) => anonim === true),
    rahasia: rows.some(({ rahasia }) => rahasia === true),
    pelapor: null,
    sumber: first('sumber'),
    instansiInduk: null, // the export has its name only
    disposisi: officesOf(rows),
    tindakLanjut: [],
    lokasi: first('lokasi'),
    lampiran: [],
    waktuLapor: reportedAt(rows),
    waktuVerifikasi: null,
    waktuTutup: null,
    diubahPada: null,
    rating: first('rating'),
    alasanTundaArsip: first('alasanTundaArsip'),
  };
}

/** Shorter exports lack the numbers of offices: the name stands for it until LAPOR itself says more. */
function officesOf(rows: readonly BarisEkspor[]): LaporanHulu['disposisi'] {
  const offices = new Map<string, LaporanHulu['disposisi'][number]>();
  for (const { instansiTerdisposisi } of rows) {
    const { id, nama = null } = instansiTerdisposisi ?? {};
    const key = id ?? nama;
    if (key) offices.set(key, offices.get(key) ?? { instansi: { id: key, nama }, waktu: null, oleh: null });
  }
  return [...offices.values()];
}

/** Local time of Waktu Indonesia Barat; a day without a time begins at midnight. */
function reportedAt(rows: readonly BarisEkspor[]): string | null {
  const row = rows.find(({ tanggalMasuk }) => tanggalMasuk);
  if (!row) return null;
  return `${row.tanggalMasuk}T${(row.jamMasuk && timeOfDay(row.jamMasuk)) || '00:00:00'}+07:00`;
}
