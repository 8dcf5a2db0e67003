import type { ReadAnswer } from '../exchange/learning.ts';
import type { KeptAnswer, ReleaseStore } from '../store/releases.ts';
import { type SamplePolicy, sampleOf } from './sample.ts';

export interface AnswersKept {
  /** Keeps one now and then: the newest of each operation are there to try another release on. */
  note(answer: ReadAnswer): void;
  flush(): Promise<void>;
}

export interface AnswersKeptParts {
  readonly store: Pick<ReleaseStore, 'keepAnswers'>;
  readonly policyOf: (instance: string, operation: string) => SamplePolicy;
  /** Seals for the context `sample INSTANCE OPERATION`. */
  readonly seal: (text: string, context: string) => Uint8Array;
  readonly now: () => Date;
}

/** Of each operation and verdict. */
export const MOST_KEPT = 20;
/** A good answer is like the one before; what does not fit is wanted sooner. By the machine's own clock. */
const EVERY_MS = { found: 10_000, changed: 1000 } as const;

export function sampleContext(instance: string, operation: string): string {
  return `sample ${instance} ${operation}`;
}

export function keepAnswers({ store, policyOf, seal, now }: AnswersKeptParts): AnswersKept {
  const nextAt = new Map<string, number>();
  let waiting: KeptAnswer[] = [];
  return {
    note(answer) {
      const { instance, operation, verdict } = answer;
      if (verdict.kind !== 'found' && verdict.kind !== 'changed') return;
      const key = `${instance} ${operation.name} ${operation.release} ${verdict.kind}`;
      const at = performance.now();
      if (at < (nextAt.get(key) ?? 0)) return;
      nextAt.set(key, at + EVERY_MS[verdict.kind]);
      const sample = sampleOf(answer, policyOf(instance, operation.name));
      if (!sample) return;
      const sealed = seal(JSON.stringify(sample), sampleContext(instance, operation.name));
      const { name, release } = operation;
      waiting.push({ instance, operation: name, release, verdict: verdict.kind, at: now().getTime(), sealed });
    },
    async flush() {
      const answers = waiting;
      if (answers.length === 0) return;
      waiting = [];
      await store.keepAnswers(answers, MOST_KEPT);
    },
  };
}
