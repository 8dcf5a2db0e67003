import type { RealisasiHulu } from '../../../../../openapi/generated/types.ts';
import { realisationPart, realisationRow } from '../../realisation-rows.ts';
import { fitting } from './fitting.ts';
import type { Walk, Walking } from './walk.ts';

interface Place {
  readonly habis: boolean;
}

/** All offices in one call, counted up to the day. Days before stay beside it. */
export const realisationWalk: Walk<Place> = {
  first: { habis: false },
  async question({ habis }, walking) {
    if (habis) return undefined;
    const tanggal = dayOf(walking);
    return { operation: 'realisasi', asked: { tanggal }, name: tanggal };
  },
  take(_, __, values, walking) {
    const counted = { day: dayOf(walking), schedule: walking.context.config.perencanaan.jadwal };
    const { rows, bad } = fitting(values as readonly RealisasiHulu[], (row) => realisationRow(row, counted));
    return { rows, bad, place: { habis: true } };
  },
  pass: () => ({ habis: true }),
  skip: (_, { name }) => ({ place: { habis: true }, kept: name }),
  only: (walking) => [realisationPart(dayOf(walking), [])],
};

/** Of a year that is over, its last day. */
function dayOf({ day, name }: Walking): string {
  const last = `${name.year}-12-31`;
  return day < last ? day : last;
}
