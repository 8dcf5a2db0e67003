import type {
  JadwalAnggaran,
  Realisasi,
  RealisasiHulu,
  TingkatRealisasi,
  UnsurBernomor,
} from '../../../openapi/generated/types.ts';
import type { CopyRow } from '../../store/copies.ts';

/** From the office down to the account: the members of a row, and what the level is called. */
export const LEVELS = [
  { member: 'skpd', level: 'skpd' },
  { member: 'subSkpd', level: 'sub-skpd' },
  { member: 'bidangUrusan', level: 'bidang-urusan' },
  { member: 'program', level: 'program' },
  { member: 'kegiatan', level: 'kegiatan' },
  { member: 'subKegiatan', level: 'sub-kegiatan' },
  { member: 'akun', level: 'akun' },
] as const satisfies readonly { member: keyof RealisasiHulu; level: TingkatRealisasi }[];

/** What is read and kept together: the rows right below a path, on a day. The top level is below ''. */
export function realisationPart(day: string, path: readonly string[]): string {
  return `${day} ${path.join('/')}`;
}

/** Up to when it is counted, and which budget it is of: SIPD names no schedule here. */
export interface Counted {
  readonly day: string;
  readonly schedule: JadwalAnggaran;
}

/** SIPD's numbers stay in the row: asking deeper takes them. */
export function realisationRow(row: RealisasiHulu, counted: Counted): CopyRow {
  const { day } = counted;
  const content = realisationContent(row, counted);
  const path = pathOf(content);
  const own = content[LEVELS[path.length - 1]?.member ?? 'skpd'];
  return {
    key: realisationPart(day, path),
    part: realisationPart(day, path.slice(0, -1)),
    ...{ group: content.skpd.kode ?? '', order: path.at(-1) ?? '', amount: row.realisasi },
    text: [own?.kode, own?.nama].filter(Boolean).join(' '),
    content: JSON.stringify(content),
  };
}

export function realisationContent(row: RealisasiHulu, { day, schedule }: Counted): Realisasi {
  const { anggaran, realisasi } = row;
  const own = LEVELS.findLast(({ member }) => isThere(row[member]))?.level ?? 'skpd';
  return {
    ...{ tanggal: day, jadwal: schedule, tingkat: own, skpd: numbered(row.skpd), subSkpd: orNull(row.subSkpd) },
    ...{ bidangUrusan: orNull(row.bidangUrusan), program: orNull(row.program), kegiatan: orNull(row.kegiatan) },
    ...{ subKegiatan: orNull(row.subKegiatan), akun: orNull(row.akun) },
    ...{ anggaran, realisasiRencana: row.realisasiRencana ?? null, realisasi, persen: perCent(realisasi, anggaran) },
  };
}

/** Codes from the office down to the row itself; `-` for a level that the source leaves out on the way. */
export function pathOf(row: Realisasi): readonly string[] {
  const codes = LEVELS.map(({ member }) => row[member]?.kode ?? row[member]?.id ?? '-');
  return codes.slice(0, codes.findLastIndex((code) => code !== '-') + 1);
}

function perCent(part: number, whole: number): number | null {
  return whole === 0 ? null : Math.round((part / whole) * 10_000) / 100;
}

type Told = { readonly id?: string | null; readonly kode?: string | null; readonly nama?: string | null };

function isThere(one: Told | null | undefined): boolean {
  return Boolean(one?.kode ?? one?.id);
}

function orNull(one: Told | null | undefined): UnsurBernomor | null {
  return one && isThere(one) ? numbered(one) : null;
}

function numbered(one: Told): UnsurBernomor {
  return { id: one.id ?? null, kode: one.kode ?? null, nama: one.nama ?? null };
}
