import type { StatusTerkirim, TandaTerimaIzin } from '../../../openapi/generated/types.ts';
import type { Arrival, Arrived } from '../../relay/forward-service.ts';
import type { Keep, Kept } from '../../store/sealed-records.ts';
import type { ServiceContext } from '../service.ts';
import { PERMITS } from './permit.ts';

/** What of the city's has arrived at OSS: one record for each message, written with its arrival and never changed. */
export const SENT = 'perizinan-terkirim';

export interface Sent {
  readonly layanan: string;
  readonly status: string | null;
  readonly waktu: string;
  readonly lampiran: string | null;
  readonly nomorIzin: string | null;
}
export type KeptSent = Kept<Sent>;

/** More than one permit ever needs. */
const MOST = 200;

/** Newest first. */
export function sentAbout(idIzin: string, { records }: Pick<ServiceContext, 'records'>): Promise<readonly KeptSent[]> {
  return records.list<Sent>({ collection: SENT, group: idIzin, limit: MOST });
}

export function lastStatus(sent: readonly KeptSent[]): StatusTerkirim | null {
  const last = sent.find(({ value }) => value.status !== null);
  if (!last) return null;
  const { layanan, status, waktu } = last.value;
  return { layanan, status: status ?? '', waktu, pesan: last.id };
}

export function lastNumber(sent: readonly KeptSent[]): string | null {
  return sent.find(({ value }) => value.nomorIzin !== null)?.value.nomorIzin ?? null;
}

/** `permit` and what it was about become true together with the arrival of the message, or not at all. */
export function arrivalOf(layanan: string, movedTo: (status: string) => Move) {
  return ({ id, at, about, value, asked }: Arrival): Arrived => {
    const idIzin = about.slice(about.indexOf(' ') + 1);
    const status = String(asked.status ?? asked.hasil ?? asked.ditagih ?? '');
    const receipt = value as TandaTerimaIzin | null;
    const text = (one: unknown) => (typeof one === 'string' && one !== '' ? one : null);
    const sent: Keep<Sent> = {
      ...{
        collection: SENT,
        id,
        owner: '',
        state: layanan,
        group: idIzin,
        createdAt: at,
        updatedAt: at,
        watchAt: null,
      },
      value: {
        ...{ layanan, status: text(status), waktu: text(asked.waktu) ?? new Date(at).toISOString() },
        ...{ lampiran: text(asked.lampiran), nomorIzin: text(receipt?.nomorIzin) ?? text(asked.nomorIzin) },
      },
    };
    const move = movedTo(status);
    return { kept: [sent], moves: move ? [{ collection: PERMITS, id: idIzin, at, ...move }] : [] };
  };
}

/** From which states a permit goes where; `undefined`: it stays. What was cancelled stays so in any case. */
export type Move = { readonly from: readonly string[]; readonly to: string } | undefined;

/**
 * Statuses that decide. A warning, a fine and a suspension come after a permit was given and take nothing back; whatever
 * else there is, and what a release of the city's own adds, is a step on the way.
 */
export function moveOfStatus(status: string): Move {
  const open = ['diajukan', 'diproses', 'disetujui', 'ditolak'];
  switch (status) {
    case 'disetujui':
    case 'ditolak':
      return { from: open, to: status };
    case 'dicabut':
    case 'dibatalkan':
      return { from: open, to: 'dibatalkan' };
    case 'peringatan':
    case 'denda':
    case 'kegiatan-dihentikan':
      return { from: ['diajukan'], to: 'diproses' };
    default:
      return { from: open, to: 'diproses' };
  }
}

/** A payment or a survey takes nothing back either. */
export function moveOfStep(): Move {
  return { from: ['diajukan'], to: 'diproses' };
}
