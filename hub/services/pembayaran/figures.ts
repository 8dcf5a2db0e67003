import { minus, type Rupiah } from '../../../connectors/rupiah.ts';
import type { Figure } from '../../store/records.ts';
import type { Bill } from './bill.ts';

/** The day of a bill that may be paid at any time. */
export const NEVER = '9999-12-31';

/** Money that came in: on the payer's day, at this bank, for this kind of levy (`''`: its bill is gone). */
export function receiptFigure(
  { instansi, nominal }: { readonly instansi: string; readonly nominal: Rupiah },
  day: string,
  bill: Pick<Bill, 'jenis'> | undefined,
): Figure {
  return { day, place: instansi, kind: bill?.jenis ?? '', amount: nominal };
}

/** A bill by the last day on which it may be paid, with its pokok after what reduces it. */
export function billFigure({ berlakuSampai, jenis, pokok, pengurang }: Bill): Figure {
  return { day: berlakuSampai ?? NEVER, place: '', kind: jenis, amount: minus(pokok, pengurang) };
}
