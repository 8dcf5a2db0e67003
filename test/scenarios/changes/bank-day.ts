import type { LedgerPayment } from '../../../connectors/bank-h2h/sandbox/counter.ts';
import { createTeller, type Heard } from '../../../connectors/bank-h2h/sandbox/teller.ts';
import type { Payment } from '../../../connectors/bank-h2h/sandbox/wire.ts';
import { keysOf } from '../../../connectors/sandbox-kit/rsa-keys.ts';
import type { HubSurroundings } from '../../hub/with-hub.ts';
import type { OwnBill } from '../clients/billing.ts';
import type { Counters } from './counters.ts';
import type { FastClock } from './fast-clock.ts';
import type { BankEntry } from './money-books.ts';

/** What a bank does beside its counters; of the neutral dialect. */
export interface BankDay {
  /** What it believes in, without what it took back. */
  book(): readonly BankEntry[];
  takenBack(): readonly BankEntry[];
  /** Somebody paid at a counter since, and the city said so. */
  isAccepted(since: number): boolean;
  /** Money is taken and not told of: so many bills are asked about now and paid in the next two hours. */
  keep(count: number): Promise<void>;
  /** Two of each at the same moment. */
  sendKeptTwice(): Promise<void>;
  takeBack(references: readonly string[]): Promise<void>;
  /** The reversal is faster than its payment. */
  takeBackFirst(): Promise<void>;
  readonly mistakes: readonly string[];
}

const TWO_MINUTES_MS = 120_000;
/** Far from those that the sandbox counts. */
const FIRST_REFERENCE = 8_800_000_001;

export function bankDay({ url, sandboxes: { h2h } }: HubSurroundings, { now }: FastClock, counters: Counters): BankDay {
  const teller = createTeller({
    ...{ cityUrl: `${url}/callbacks/bank-sumut`, dialect: 'netral', bankCode: '117', now },
    keys: {
      ...{ username: '', password: '', bearerToken: '' },
      ...{ clientId: 'BANK-CONTOH-001', clientSecret: 'rahasia-contoh-42', privateKey: keysOf('bank-h2h').privateKey },
    },
  });
  const kept: Payment[] = [];
  const sent: BankEntry[] = [];
  const mistakes: string[] = [];
  let references = FIRST_REFERENCE;
  const ledger = () => (h2h.ledger() as { readonly payments: readonly LedgerPayment[] }).payments;
  const inState = (state: LedgerPayment['state']) => ledger().filter((payment) => payment.state === state);
  const mustBe = (what: string, heard: Heard, kind: Heard['kind'], code: string) => {
    const said = heard.kind === 'unknown' ? '' : heard.code;
    if (heard.kind !== kind || said !== code) mistakes.push(`${what}: ${heard.kind} ${said}`);
  };
  const inquired = async ({ objek: { nop = '' } }: OwnBill): Promise<Payment> => {
    const bill = { nop, tahunPajak: '2026' };
    const found = await teller.inquiry(bill);
    const years = found.kind === 'ok' ? found.years : [];
    const nominal = years.reduce((sum, { total }) => sum + total, 0);
    references += 1;
    return { ...bill, reference: String(references), years, nominal, paidAt: now() };
  };

  return {
    mistakes,
    book: () => [...inState('accepted'), ...sent],
    takenBack: () => inState('reversed'),
    isAccepted: (since) => inState('accepted').some(({ paidAt }) => Date.parse(paidAt) > since),
    async keep(count) {
      for (let index = 1; index <= count; index += 1) {
        const payment = await inquired(counters.takeBill());
        kept.push({ ...payment, paidAt: new Date(now().getTime() + index * TWO_MINUTES_MS) });
      }
    },
    async sendKeptTwice() {
      for (const payment of kept) {
        const [one, other] = await Promise.all([teller.payment(payment), teller.payment(payment)]);
        mustBe('kept', one, 'ok', '00');
        mustBe('kept, once more', other, 'ok', '00');
        if (one.kind === 'ok' && other.kind === 'ok' && one.ntpd !== other.ntpd) mistakes.push('two receipts of one');
        sent.push({ nomorBank: payment.reference, nominal: payment.nominal });
      }
    },
    /** Each bill can be paid again then, and is. */
    async takeBack(taken) {
      for (const reference of taken) {
        const { state, nop } = (await h2h.act('reverse', { reference })) as LedgerPayment;
        if (state !== 'reversed') mistakes.push(`taken back: ${state}`);
        const again = (await h2h.act('pay', { nop, tahunPajak: '2026' })) as LedgerPayment;
        if (again.state !== 'accepted') mistakes.push(`paid again: ${again.state}`);
      }
    },
    async takeBackFirst() {
      const payment = await inquired(counters.takeBill());
      const { reference, nop = '' } = payment;
      mustBe('a reversal before', await teller.reversal({ reference, nop, tahunPajak: '2026' }), 'refused', '25');
      mustBe('its payment', await teller.payment(payment), 'refused', '94');
    },
  };
}
