import type { Fault } from '../../connectors/connector.ts';

export const OUT_OF_TIME: Fault = { trouble: 'unanswered', outcome: 'unknown', reason: 'timeout' };

/** A call that still waits for its turn when time is up is answered for; when its turn comes it is not sent. */
export function orGivenUp<Answer>(answer: Promise<Answer>, signal: AbortSignal, instead: Answer): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const giveUp = () => setTimeout(() => resolve(instead), 50);
    if (signal.aborted) giveUp();
    else signal.addEventListener('abort', giveUp, { once: true });
    answer.then(resolve, reject).finally(() => signal.removeEventListener('abort', giveUp));
  });
}

/** Resolves with what is told, and goes on working; rejects when nothing was told before it failed. */
export function firstWord<Told>(work: (tell: (told: Told) => void) => Promise<void>): Promise<Told> {
  return new Promise((resolve, reject) => {
    work(resolve).catch(reject);
  });
}

/** `undefined` when the time is up first. */
export function orOutOfTime<Answer>(answer: Promise<Answer>, timeoutMs: number): Promise<Answer | undefined> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => resolve(undefined), timeoutMs);
    answer.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}

/** Ends at once when the signal does. */
export function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer);
      signal.removeEventListener('abort', done);
      resolve();
    };
    const timer = setTimeout(done, ms);
    signal.addEventListener('abort', done, { once: true });
  });
}
