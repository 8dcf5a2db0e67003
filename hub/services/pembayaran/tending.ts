import { inTurn } from '../../relay/in-turn.ts';
import type { JobContext } from '../job.ts';
import { type Look, type Looked, look } from './checking.ts';
import type { MoneyContext } from './context.ts';
import { endOf, FIRST_LOOK_MS, LAST_LOOK, LAST_LOOK_MS, LEASE_MS, LOOKS_MS, lookAfterEnd } from './looking-times.ts';
import { type KeptPayment, PAYABLE, PAYMENTS, type Payment } from './payment.ts';
import { type Move, move } from './settling.ts';
import { takeStep } from './stepping.ts';

const LONGEST_UNKNOWN_MS = 600_000;
/** An end that the bank does not confirm is believed after so many looks. */
const LOOKS_UNTIL_OVER = 3;

export interface Tending extends Look {
  readonly evenIfNotDue?: boolean;
}

/**
 * Does what a payment waits for: the step a bank was to take, or a look at what came of it. In this process one at a
 * time; between processes by the moment it is due, which whoever begins puts off.
 */
export function tend(id: string, context: MoneyContext, tending: Tending = {}): Promise<void> {
  return inTurn(`rawat ${id}`, async () => {
    const payment = await claim(id, context, tending.evenIfNotDue ?? false);
    if (payment) await (payment.value.langkah ? takeStep(payment, context) : lookAndMove(payment, context, tending));
  });
}

async function claim(id: string, context: MoneyContext, evenIfNotDue: boolean): Promise<KeptPayment | undefined> {
  const at = context.now.getTime();
  let mine = false;
  const payment = await move(
    id,
    ({ value, watchAt }) => {
      mine = (evenIfNotDue && value.periksa !== null) || (watchAt !== null && watchAt <= at);
      return mine ? { watchAt: at + LEASE_MS } : undefined;
    },
    context,
  );
  return mine ? payment : undefined;
}

async function lookAndMove(payment: KeptPayment, context: MoneyContext, options: Look): Promise<void> {
  const looked = await look(payment, context, options);
  await move(payment.id, (there) => afterLook(there, looked, context.now.getTime()), context);
}

function afterLook({ state, value }: KeptPayment, looked: Looked, at: number): Move {
  const { periksa } = value;
  const looks = (periksa ?? 0) + 1;
  const rest: Move = { value: { periksa: null }, watchAt: PAYABLE.includes(state) ? lookAfterEnd(value, at) : null };
  if (looked === 'booked') return rest;
  if (looked === 'unknown')
    return { value: { periksa: looks }, watchAt: at + Math.min(FIRST_LOOK_MS * 2 ** looks, LONGEST_UNKNOWN_MS) };
  const over = PAYABLE.includes(state) && at > endOf(value);
  if (over && (looked === 'ended' || looks >= LOOKS_UNTIL_OVER))
    return {
      ...{ state: 'kedaluwarsa', row: { apa: 'kedaluwarsa' }, tell: 'pembayaran.kedaluwarsa' },
      ...{ value: { periksa: LAST_LOOK }, watchAt: at + LAST_LOOK_MS }, // once more, for what the bank books late
    };
  const next = over || periksa !== null ? LOOKS_MS[looks] : undefined;
  return next === undefined ? rest : { value: { periksa: looks }, watchAt: at + next };
}

/** Banks that are being dealt with, by the records they are of: several hubs may live in one process. */
const busy = new WeakMap<object, Map<string, Promise<void>>>();
/** How long the others wait for a bank that is slow. */
const BREATH_MS = 1000;

/** What is due now, a bite at a time, each bank by itself: one that hangs is left behind and holds up no other. */
export async function tendDue(context: JobContext, most: number): Promise<void> {
  const { records, now, trouble } = context;
  const due = await records.watched<Payment>(PAYMENTS, now.getTime(), most);
  const running = busy.get(records) ?? new Map<string, Promise<void>>();
  busy.set(records, running);
  for (const [bank, payments] of Map.groupBy(due, ({ value }) => value.instansi)) {
    if (running.has(bank)) continue;
    const tending = Promise.all(payments.map(({ id }) => tend(id, context)))
      .then(
        () => {},
        (error: unknown) => trouble(`${bank}: payments could not be tended; it is tried again`, error),
      )
      .finally(() => running.delete(bank));
    running.set(bank, tending);
  }
  const breath = new Promise((resolve) => setTimeout(resolve, BREATH_MS).unref());
  await Promise.race([Promise.all(running.values()), breath]);
}
