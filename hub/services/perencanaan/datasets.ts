import type { JadwalAnggaran } from '../../../openapi/generated/types.ts';

/** What is copied from SIPD, each by year; plans and lines by schedule as well, since figures of two schedules are two figures. */
export const KINDS = ['skpd', 'standar-harga', 'rencana-kerja', 'rka', 'realisasi', 'sp2d'] as const;
export type Kind = (typeof KINDS)[number];

/** The newest first: what a city goes by where several are there. */
export const SCHEDULES: readonly JadwalAnggaran[] = ['perubahan', 'pergeseran', 'murni'];

export interface DatasetName {
  readonly kind: Kind;
  readonly year: number;
  /** `null` where the data has none. */
  readonly schedule: JadwalAnggaran | null;
}

export function hasSchedule(kind: Kind): boolean {
  return kind === 'rencana-kerja' || kind === 'rka';
}

/** `standar-harga/2026`, `rka/2026/murni`. */
export function datasetName({ kind, year, schedule }: DatasetName): string {
  return schedule === null ? `${kind}/${year}` : `${kind}/${year}/${schedule}`;
}

/** `undefined` for a name that is none of these. */
export function parseDataset(name: string): DatasetName | undefined {
  const [kind, year = '', schedule, ...rest] = name.split('/');
  const known = KINDS.find((one) => one === kind);
  if (!known || !/^\d{4}$/.test(year) || rest.length > 0) return undefined;
  const named = SCHEDULES.find((one) => one === schedule) ?? null;
  if (hasSchedule(known) !== (named !== null) || (schedule !== undefined && named === null)) return undefined;
  return { kind: known, year: Number(year), schedule: named };
}
