import type { SealedRecords } from '../../store/sealed-records.ts';
import { LAST_LOOK_MS } from './looking-times.ts';
import { PAYMENTS, type Payment } from './payment.ts';

const MOST = 1000;

export interface Undecided {
  readonly count: number;
  /** There were more than could be looked through. */
  readonly andMore: boolean;
}

/**
 * Payments of which a bank was asked, or said, something that has not been found out yet. All of them are looked at again
 * within the hour, so they are found among those that are due by then; an account that merely ends by then is none.
 */
export async function undecidedPayments(records: Pick<SealedRecords, 'watched'>, now: Date): Promise<Undecided> {
  const due = await records.watched<Payment>(PAYMENTS, now.getTime() + LAST_LOOK_MS, MOST);
  const undecided = due.filter(({ state, value }) => {
    return state === 'diproses' || value.periksa !== null || value.langkah !== null;
  });
  return { count: undecided.length, andMore: due.length === MOST };
}
