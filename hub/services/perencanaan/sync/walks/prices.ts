import type { StandarHargaHulu } from '../../../../../openapi/generated/types.ts';
import { priceRow } from '../../rows.ts';
import { fitting } from './fitting.ts';
import { FIRST_PAGE, leaptOver, type Pages, turned } from './pages.ts';
import type { Walk } from './walk.ts';

const TYPES = ['ssh', 'hspk', 'asb', 'sbu'] as const;

interface Place extends Pages {
  /** Which of the types. */
  readonly jenis: number;
  /** What the first page of the first type began with. */
  readonly pertama: string | null;
}

/** By type and by place. A source that answers with other types than were asked gives all of them together, and once. */
export const pricesWalk: Walk<Place> = {
  first: { ...FIRST_PAGE, jenis: 0, pertama: null },
  async question({ jenis, mulai }, { name, context }) {
    const type = TYPES[jenis];
    if (!type) return undefined;
    const jumlah = context.config.perencanaan.barisPerPermintaan;
    return {
      operation: 'standar-harga',
      asked: { tahun: name.year, jenis: type, mulai, jumlah },
      name: `${type} sejak baris ${mulai + 1}`,
      ...(mulai === 0 ? { group: type } : {}),
    };
  },
  take(place, { asked }, values) {
    const { rows, bad, all } = fitting(values as readonly StandarHargaHulu[], priceRow);
    const next = turned(place, all);
    const first = all[0]?.key ?? null;
    const isAgain = place.jenis > 0 && place.mulai === 0 && first === place.pertama;
    if (isAgain) return { rows, bad, place: { ...place, jenis: TYPES.length } };
    if (!next) return { rows, bad, place: nextType(place, place.jenis) };
    const others = all.some(({ group }) => (TYPES as readonly string[]).includes(group) && group !== asked.jenis);
    const pertama = place.jenis === 0 && place.mulai === 0 ? first : place.pertama;
    // the last type is followed by none, however many were asked before
    return { rows, bad, place: { ...place, ...next, pertama, jenis: others ? LAST : place.jenis } };
  },
  pass: (place) => nextType(place, place.jenis),
  skip: (place, { asked, name }) => ({ place: { ...place, ...leaptOver(place, Number(asked.jumlah)) }, kept: name }),
};

const LAST = TYPES.length - 1;

function nextType(place: Place, jenis: number): Place {
  return { ...place, ...FIRST_PAGE, jenis: jenis + 1 };
}
