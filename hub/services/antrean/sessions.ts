import type { SesiJadwal } from '../../../openapi/generated/types.ts';
import type { SealedRecords } from '../../store/sealed-records.ts';

export const SESSIONS = 'jadwal';
/** Clinics and doctors that were ever published, so that an unknown one is told from one without a session. */
export const NAMES = 'jadwal-nama';

/** A published session with its defaults filled in. */
export interface Session extends SesiJadwal {
  readonly menitPerPasien: number;
  readonly libur: boolean;
  readonly awalan: string;
}
export interface PublishedSession {
  /** Its key in everything that is counted by session. */
  readonly id: string;
  readonly owner: string;
  readonly value: Session;
}

const MOST_SESSIONS = 5000;
export const USUAL_MINUTES = 6;

/** Sessions of a day by opening time; of one application where it is named. */
export async function sessionsOn(
  tanggal: string,
  records: SealedRecords,
  { owner, kodePoli }: { readonly owner?: string | undefined; readonly kodePoli?: string | undefined } = {},
): Promise<readonly PublishedSession[]> {
  const filter = { collection: SESSIONS, group: tanggal, limit: MOST_SESSIONS };
  const kept = await records.list<Session>(owner === undefined ? filter : { ...filter, owner });
  return kept
    .filter(({ value }) => kodePoli === undefined || value.kodePoli === kodePoli)
    .sort(({ value: one }, { value: other }) => inOrder(orderOf(one), orderOf(other)));
}

function orderOf({ buka, kodePoli, kodeDokter }: Session): string {
  return `${buka} ${kodePoli} ${kodeDokter}`;
}

function inOrder(one: string, other: string): number {
  return one < other ? -1 : Number(one > other);
}

export function numberCounter(session: string): string {
  return `antrean ${session}`;
}

export function hoursOf({ buka, tutup }: Pick<Session, 'buka' | 'tutup'>): string {
  return `${buka}-${tutup}`;
}

/** Hours as BPJS may write them: `08:00 - 12:00` is the same session. */
export function plainHours(text: string): string {
  return text.replace(/\s/g, '');
}
