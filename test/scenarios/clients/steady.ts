import type { Recorder } from './recorder.ts';
import { type Tally, totalsOf } from './tally.ts';

const TICK_MS = 5;

export interface Program {
  /** One request that is due, from asking to judging. Never rejects for anything an answer can be. */
  send(): Promise<void>;
  /** One request that is owed for what was begun, while nothing new is begun; undefined when none is due. */
  sendOwed?(): Promise<void> | undefined;
  /** What is still to do when nothing is sent any more. */
  finish?(): Promise<void>;
}

interface Pace {
  readonly rate: number;
  readonly everyMs: number;
}

/**
 * Sends at a constant rate until SIGTERM, then lets what is under way end; after SIGUSR2 it begins nothing new. Writes a
 * line of JSON for every stretch and one with the total at the end. Slow answers do not slow the asking: people come to a counter whether it works or not.
 */
export async function runSteadily({ rate, everyMs }: Pace, recorder: Recorder, program: Program): Promise<never> {
  const stretches: Tally[] = [];
  let resting = false;
  process.on('SIGUSR2', () => {
    resting = true;
  });
  const tell = () => {
    const stretch = recorder.take();
    stretches.push(stretch);
    void writeLine({ at: new Date().toISOString(), resting, ...stretch });
  };
  const underWay = new Set<Promise<void>>();
  const started = performance.now();
  let sent = 0;
  const ticking = setInterval(() => {
    const due = Math.floor(((performance.now() - started) * rate) / 1000);
    for (; sent < due; sent += 1) {
      const sending = resting ? program.sendOwed?.() : program.send();
      if (!sending) continue;
      const request: Promise<void> = sending.finally(() => underWay.delete(request));
      underWay.add(request);
    }
  }, TICK_MS);
  const telling = setInterval(tell, everyMs);

  await toldToStop();
  clearInterval(ticking);
  await Promise.all(underWay);
  await program.finish?.();
  clearInterval(telling);
  tell();
  await writeLine({ total: totalsOf(stretches) });
  process.exit(0); // connections that are kept open would keep the process too
}

/** Resolves when it has left this process: a pipe takes a long line in pieces. */
function writeLine(value: unknown): Promise<void> {
  return new Promise((resolve) => process.stdout.write(`${JSON.stringify(value)}\n`, () => resolve()));
}

/** Whoever started a client may be killed; a client that goes on without it would be in the way for ever. */
function toldToStop(): Promise<void> {
  process.once('disconnect', () => process.exit(1));
  return new Promise((resolve) => {
    process.once('SIGTERM', () => resolve());
    process.send?.('started');
  });
}
