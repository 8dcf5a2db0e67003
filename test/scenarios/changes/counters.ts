import type { LedgerPayment } from '../../../connectors/bank-h2h/sandbox/counter.ts';
import type { Heard } from '../../../connectors/bank-h2h/sandbox/teller.ts';
import type { HubSurroundings } from '../../hub/with-hub.ts';
import type { OwnBill } from '../clients/billing.ts';
import type { Asked } from './money-story.ts';
import { steadily } from './steadily.ts';

const LOST_EVERY = 5;
const SHORT_EVERY = 4;

export interface Counters {
  readonly asked: () => Asked;
  /** Codes that payers heard who had one rupiah less with them, oldest first. */
  readonly short: readonly string[];
  /** References of what was accepted, oldest first. */
  readonly accepted: readonly string[];
  open(): void;
  /** Nobody is served from now on; resolves when everybody who was has gone. */
  close(): Promise<void>;
  /** A bill that nobody pays at a counter. */
  takeBill(): OwnBill;
}

/**
 * The counters of a bank: somebody asks what is due, and pays. Every fifth answer gets lost on the way; every fourth payer
 * has one rupiah less with him.
 */
export async function withCounters(
  { sandboxes: { h2h } }: HubSurroundings,
  { bills, perSecond }: { readonly bills: readonly OwnBill[]; readonly perSecond: number },
  use: (counters: Counters) => Promise<void>,
): Promise<void> {
  const sum = { requests: 0, benar: 0, gagal: 0, salah: 0 };
  const short: string[] = [];
  const accepted: string[] = [];
  let next = 0;
  let isOpen = false;
  const takeBill = () => {
    const bill = bills[next];
    if (!bill) throw new RangeError('every bill is paid: publish more of them');
    next += 1;
    return bill;
  };
  const serve = async () => {
    sum.requests += 1;
    const count = sum.requests;
    const isShort = count % SHORT_EVERY === 0;
    const { objek, pokok } = takeBill();
    const wish = { nop: objek.nop, tahunPajak: '2026', ...(isShort ? { nominal: pokok - 1 } : {}) };
    const came = (await h2h.act('pay', { ...wish, lost: count % LOST_EVERY === 0 })) as LedgerPayment | Heard;
    if (!('state' in came) || came.state === 'unknown') {
      sum.gagal += 1;
      return;
    }
    const { state, code, nominal, nomorBank } = came;
    const isRight = isShort ? state === 'refused' : state === 'accepted' && nominal === pokok;
    sum[isRight ? 'benar' : 'salah'] += 1;
    if (isShort) short.push(code);
    else accepted.push(nomorBank);
  };
  const busy = new Set<Promise<void>>();
  const queue = steadily(perSecond, () => {
    if (!isOpen) return undefined;
    const served: Promise<void> = serve().finally(() => busy.delete(served));
    busy.add(served);
    return served;
  });
  try {
    await use({
      ...{ short, accepted, takeBill },
      asked: () => ({ ...sum }),
      open() {
        isOpen = true;
      },
      async close() {
        isOpen = false;
        await Promise.allSettled(busy);
      },
    });
    await queue.stop();
  } finally {
    queue.halt();
  }
}
