import { emptyTally, type Judgement, roundedUp, type Tally } from './tally.ts';

const WRONG_KEPT = 5;

/** Where a client writes down what happened; `take` hands out what came since the last time. */
export interface Recorder {
  sent(): void;
  judged(judgement: Judgement, ms: number): void;
  handed(reference: string): void;
  accepted(reference: string, message: string): void;
  turnedAway(reference: string, problem: string): void;
  /** Whatever is told of a message that this client did not hand over is left out. */
  heard(message: string, event: string): void;
  take(): Tally;
}

export function createRecorder(): Recorder {
  let tally = emptyTally();
  let wrongKept = 0;
  const ours = new Set<string>();
  const early = new Map<string, string>(); // an event can be quicker than the answer that names its message

  return {
    sent() {
      tally.requests += 1;
    },
    judged(judgement, ms) {
      tally[judgement.kind] += 1;
      const took = roundedUp(ms);
      tally.latencies[took] = (tally.latencies[took] ?? 0) + 1;
      if (judgement.kind === 'gagal') {
        tally.byProblem[judgement.problem] = (tally.byProblem[judgement.problem] ?? 0) + 1;
      }
      if (judgement.kind === 'salah' && wrongKept < WRONG_KEPT) {
        wrongKept += 1;
        tally.wrong.push(judgement.wrong);
      }
    },
    handed(reference) {
      tally.handed.push(reference);
    },
    accepted(reference, message) {
      tally.accepted[reference] = message;
      ours.add(message);
      const event = early.get(message);
      if (event) tally.heard[message] = event;
      early.delete(message);
    },
    turnedAway(reference, problem) {
      tally.turnedAway[reference] = problem;
    },
    heard(message, event) {
      if (ours.has(message)) tally.heard[message] = event;
      else early.set(message, event);
    },
    take() {
      const taken = tally;
      tally = emptyTally();
      return taken;
    },
  };
}
