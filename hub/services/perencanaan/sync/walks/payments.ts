import type { Sp2dHulu } from '../../../../../openapi/generated/types.ts';
import { paymentRow } from '../../rows.ts';
import { fitting } from './fitting.ts';
import { officeAt } from './offices.ts';
import { FIRST_PAGE, leaptOver, type Pages, turned } from './pages.ts';
import type { Question, Walk } from './walk.ts';

interface Place extends Pages {
  readonly sesudah?: string | null;
  /** `kantor`: an answer has all of an office. `halaman`: pages of all offices together. `null`: not seen yet. */
  readonly cara: 'kantor' | 'halaman' | null;
  readonly habis: boolean;
}
interface PaymentQuestion extends Question {
  readonly next: string | null;
  readonly office: string;
}

/**
 * Some sources answer for an office and know no pages, others turn pages of everything and know no office. Which one it
 * is shows in what comes: rows of another office than was asked, or the same page once more.
 */
export const paymentsWalk: Walk<Place, PaymentQuestion> = {
  first: { ...FIRST_PAGE, cara: null, habis: false },
  async question(place, walking) {
    const at = place.habis ? undefined : await officeAt(place.sesudah, walking);
    if (!at) return undefined;
    const { id, kode } = at.office;
    const { halaman, cara } = place;
    const perHalaman = walking.context.config.perencanaan.barisPerPermintaan;
    const isPaged = cara === 'halaman';
    return {
      operation: 'sp2d',
      asked: { tahun: walking.name.year, idSkpd: id, halaman, perHalaman },
      name: isPaged ? `halaman ${halaman}` : `${kode}, halaman ${halaman}`,
      ...{ office: kode, next: at.next, ...(isPaged || halaman > 1 ? {} : { group: kode }) },
    };
  },
  take(place, { office, next }, values) {
    const payments = values as readonly Sp2dHulu[];
    const { rows, bad, all } = fitting(payments, paymentRow);
    const others = payments.some(({ skpd }) => skpd?.kode && skpd.kode !== office);
    const cara = place.cara ?? (others ? 'halaman' : null);
    const page = turned(place, all);
    if (cara === 'kantor') return { rows, bad, place: { ...FIRST_PAGE, sesudah: next, cara, habis: false } };
    if (page) return { rows, bad, place: { ...place, ...page, cara } };
    // the same page once more: it knows no pages
    const way = cara ?? 'kantor';
    return { rows, bad, place: { ...FIRST_PAGE, sesudah: next, cara: way, habis: way === 'halaman' } };
  },
  pass: (place, { next }) => ({ ...place, ...FIRST_PAGE, sesudah: next, habis: place.cara === 'halaman' }),
  skip(place, { asked, next, name }) {
    // nobody knows yet whether it turns pages, and this office cannot be read either way
    const isNextOffice = place.cara === 'kantor' || (place.cara === null && place.halaman > 1);
    return isNextOffice
      ? { place: { ...place, ...FIRST_PAGE, sesudah: next }, kept: name }
      : { place: { ...place, ...leaptOver(place, Number(asked.perHalaman)) }, kept: name };
  },
};
