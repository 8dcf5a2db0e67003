import { createAsking } from './ask.ts';
import { accountFor, judgePayment, type OwnBill, paymentsFollowed, publication } from './billing.ts';
import { followFeed } from './feed.ts';
import { createHandingOver, type HandOver } from './handing-over.ts';
import { readOptions } from './options.ts';
import { createRecorder } from './recorder.ts';
import { runSteadily } from './steady.ts';

const READ_BACK_EVERY = 5;
/** Through a list that grows faster than it is read: old ones and new ones in turn. */
const STRIDE = 37;
const DUE = '2099-12-31';

const options = readOptions(['base', 'key']);
const recorder = createRecorder();
const asking = createAsking(options);
const handingOver = createHandingOver(asking, recorder);
/** By the number of the payment. */
const accounts = new Map<string, OwnBill>();
const feed = followFeed(
  asking,
  recorder,
  paymentsFollowed('pembayaran', (payment) => accounts.get(payment)?.pokok),
);
const payments: string[] = [];
let turns = 0;
let published = 0;
let readBack = 0;

await runSteadily(options, recorder, {
  send() {
    turns += 1;
    const payment = turns % READ_BACK_EVERY === 0 ? nextToRead() : undefined;
    return payment === undefined ? handingOver.offer(handingOver.due() ?? newBill()) : readOwn(payment);
  },
  sendOwed: handingOver.offerDue,
  finish: feed.stop,
});

/** A restaurant's tax of a month; the amounts differ, so that one that was mistaken for another shows. */
function newBill(): HandOver {
  published += 1;
  const bill: OwnBill = {
    id: `pajak-${options.run}-${String(published).padStart(6, '0')}`,
    ...{ jenis: 'restoran', objek: { keterangan: 'Rumah Makan Contoh' }, jatuhTempo: DUE },
    pokok: 100_000 + published * 17,
  };
  return publication(bill, { isFollowed: false, onAccepted: () => handingOver.plan(askForAccount(bill)) });
}

/** Somebody is at the counter of the tax office and waits for a number to pay to. */
function askForAccount(bill: OwnBill): HandOver {
  return accountFor(bill, (payment) => {
    accounts.set(payment, bill);
    payments.push(payment);
  });
}

function nextToRead(): string | undefined {
  readBack = payments.length > 0 ? (readBack + STRIDE) % payments.length : 0;
  return payments[readBack];
}

async function readOwn(payment: string): Promise<void> {
  const bill = accounts.get(payment);
  if (!bill) throw new Error('a payment that nobody asked for');
  recorder.sent();
  const answer = await asking.ask('GET', `/v1/pembayaran/${payment}`);
  recorder.judged(judgePayment(answer, bill), answer.ms);
}
