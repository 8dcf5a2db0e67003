import { readFileSync } from 'node:fs';
import { createAsking } from './ask.ts';
import { type OwnBill, paymentsFollowed, publication } from './billing.ts';
import { followFeed } from './feed.ts';
import { createHandingOver, type HandOver } from './handing-over.ts';
import { readOptions } from './options.ts';
import { createRecorder } from './recorder.ts';
import { runSteadily } from './steady.ts';

/**
 * Publishes every bill of its file once, and follows what is paid. It knows nothing of a time when it was switched off:
 * started again, it publishes all of them again, as such programs do.
 */
const options = readOptions(['base', 'key', 'bills']);
const bills = JSON.parse(readFileSync(options.bills, 'utf8')) as readonly OwnBill[];
const pokokById = new Map(bills.map(({ id, pokok }) => [id, pokok]));
const recorder = createRecorder();
const asking = createAsking(options);
const handingOver = createHandingOver(asking, recorder);
const feed = followFeed(
  asking,
  recorder,
  paymentsFollowed('tagihan', (bill) => pokokById.get(bill)),
);
let published = 0;

await runSteadily(options, recorder, {
  send: () => {
    const work = handingOver.due() ?? nextBill();
    return work ? handingOver.offer(work) : Promise.resolve();
  },
  sendOwed: handingOver.offerDue,
  finish: feed.stop,
});

function nextBill(): HandOver | undefined {
  const bill = bills[published];
  published += 1;
  return bill && publication(bill, { isFollowed: true });
}
