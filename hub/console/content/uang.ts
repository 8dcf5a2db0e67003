import type { FigureSum } from '../../store/records.ts';
import type { Masuk, Uang } from '../views/pembayaran.ts';

type Counted = Pick<FigureSum, 'count' | 'sum'>;

export function uangOf(some: readonly Counted[]): Uang {
  return {
    jumlah: some.reduce((all, { count }) => all + count, 0),
    nominal: String(some.reduce((all, { sum }) => all + sum, 0n)),
  };
}

/** Receipts that stand, and those that were taken back: both came in once. */
export function masukOf(some: readonly FigureSum[]): Masuk {
  const of = (state: string) => uangOf(some.filter((one) => one.state === state));
  return { tercatat: of('tercatat'), dibalik: of('dibalik') };
}
