import type { EcollectionLedger } from '../../../connectors/bank-ecollection/sandbox/ledger.ts';
import type { BankPayment } from '../../../connectors/bank-snap/sandbox/ledger.ts';
import type { HubSurroundings } from '../../hub/with-hub.ts';
import { steadily } from './steadily.ts';

/** How a bank tells the city of the payment with this number; what its sandbox takes beside the account. */
export type Manner = (count: number) => Readonly<Record<string, unknown>>;
export type BankName = 'ecollection' | 'snap';

export interface Account {
  readonly number: string;
  readonly nominal: number;
}

interface SnapLedger {
  readonly payments: readonly BankPayment[];
  readonly virtualAccounts: readonly {
    readonly number: string;
    readonly total: number;
    readonly times: number;
    readonly closed: boolean;
  }[];
}

export interface Taxpayers {
  /** From now on. */
  tell(bank: BankName, manner: Manner): void;
  /** Which accounts are paid by and by, by their place in the bank's list; the others wait until everybody pays. */
  letPay(bank: BankName, mayPay: (place: number) => boolean): void;
  /** What is done before an account of SNAP is paid. */
  before(work: (account: Account, count: number) => Promise<void>): void;
  /** Everybody who has not paid yet pays at once, as told last; nobody comes any more after it. */
  everybody(): Promise<void>;
}

const AT_ONCE = 8;

/** People who go to their bank and pay what they were given a number for, so many a second at each bank. */
export async function withTaxpayers(
  hub: HubSurroundings,
  perSecond: number,
  use: (taxpayers: Taxpayers) => Promise<void>,
): Promise<void> {
  const { taxpayers, queues } = createTaxpayers(hub, perSecond);
  try {
    await use(taxpayers);
  } finally {
    for (const queue of queues) queue.halt();
  }
}

function createTaxpayers({ sandboxes }: HubSurroundings, perSecond: number) {
  const { ecollection, snap } = sandboxes;
  const banks = {
    ecollection: { sandbox: ecollection, ...{ count: 0, manner: (() => ({})) as Manner, mayPay: (_: number) => true } },
    snap: { sandbox: snap, ...{ count: 0, manner: (() => ({})) as Manner, mayPay: (_: number) => true } },
  };
  const taken = new Set<string>();
  let before: Parameters<Taxpayers['before']>[0] = async () => {};

  const unpaid = (bank: BankName) =>
    bank === 'snap' ? snapAccounts(snap.ledger()) : ownAccounts(ecollection.ledger());
  const nextOf = (bank: BankName, mayPay: (place: number) => boolean) =>
    unpaid(bank).find(({ number, isOpen, place }) => isOpen && !taken.has(number) && mayPay(place));
  const pay = async (bank: BankName, account: Account) => {
    taken.add(account.number);
    const at = banks[bank];
    at.count += 1;
    const { count, manner } = at;
    if (bank === 'snap') await before(account, count);
    await at.sandbox.act('pay', { virtualAccount: account.number, ...manner(count) });
  };
  const queues = (Object.keys(banks) as BankName[]).map((bank) =>
    steadily(perSecond, () => {
      const account = nextOf(bank, banks[bank].mayPay);
      return account && pay(bank, account);
    }),
  );
  const drain = async (bank: BankName) => {
    for (let account = nextOf(bank, () => true); account; account = nextOf(bank, () => true)) await pay(bank, account);
  };
  const taxpayers: Taxpayers = {
    tell(bank, manner) {
      banks[bank].manner = manner;
    },
    letPay(bank, mayPay) {
      banks[bank].mayPay = mayPay;
    },
    before(work) {
      before = work;
    },
    async everybody() {
      for (const queue of queues) await queue.stop();
      const lanes = Array.from({ length: AT_ONCE }, () => [drain('ecollection'), drain('snap')]);
      await Promise.all(lanes.flat());
    },
  };
  return { taxpayers, queues };
}

interface Listed extends Account {
  readonly place: number;
  readonly isOpen: boolean;
}

function ownAccounts(ledger: unknown): readonly Listed[] {
  return (ledger as EcollectionLedger).bills.map(({ virtualAccount, amount, state }, place) => ({
    ...{ number: virtualAccount, nominal: amount, place, isOpen: state === 'created' },
  }));
}

function snapAccounts(ledger: unknown): readonly Listed[] {
  return (ledger as SnapLedger).virtualAccounts.map(({ number, total, times, closed }, place) => ({
    ...{ number, nominal: total, place, isOpen: times === 0 && !closed },
  }));
}

/** What each bank believes in. */
export function bankBooks({ sandboxes: { ecollection, snap } }: HubSurroundings) {
  return {
    ecollection: (ecollection.ledger() as EcollectionLedger).payments,
    snap: (snap.ledger() as SnapLedger).payments.filter(({ state }) => state === 'accepted'),
  };
}
