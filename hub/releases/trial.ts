import type { LoadedOperation } from '../mapping/load.ts';
import type { Operation } from '../mapping/release.ts';
import type { Verdict } from '../mapping/verdict.ts';
import type { ReleaseStore } from '../store/releases.ts';
import { sampleContext } from './answers-kept.ts';
import type { Trial } from './library.ts';
import { type Reading, readSample, type Sample } from './sample.ts';

export interface TrialParts {
  readonly store: Pick<ReleaseStore, 'keptAnswers'>;
  /** Instances that use this very operation now. */
  readonly usedBy: (operation: Operation) => readonly string[];
  readonly readingOf: (instance: string, operation: Operation) => Reading;
  readonly open: (sealed: Uint8Array, context: string) => Buffer;
}

/**
 * Tries an edit on the newest answer of each instance that would use it. One that today's mapping reads and the edit does
 * not is no mending; where today's does not read it either, the edit cannot make it worse.
 */
export function createTrial({ store, usedBy, readingOf, open }: TrialParts): Trial {
  return async (now, next) => {
    const found = await Promise.all(usedBy(now).map((instance) => tryOn(instance, now, next)));
    return found.flatMap((reason) => (reason === undefined ? [] : [{ file: next.path, path: '', reason }]));
  };

  /** What was sealed with a key that is not there any more is no reason to refuse an edit. */
  function opened(sealed: Uint8Array, context: string): Sample | undefined {
    try {
      return JSON.parse(open(sealed, context).toString('utf8')) as Sample;
    } catch {
      return undefined;
    }
  }

  async function tryOn(instance: string, now: LoadedOperation, next: LoadedOperation): Promise<string | undefined> {
    const [newest] = await store.keptAnswers({ instance, operation: now.name, limit: 1 });
    if (!newest) return undefined;
    const sample = opened(newest.sealed, sampleContext(instance, now.name));
    if (!sample) return undefined;
    const [before, after] = await Promise.all([
      readSample(readingOf(instance, now), now, sample),
      readSample(readingOf(instance, next), next, sample),
    ]);
    if (before.kind !== 'found' || after.kind === 'found') return undefined;
    return `does not read the newest answer of ${instance}, which is read today: ${detailOf(after)}`;
  }
}

function detailOf(verdict: Verdict): string {
  if (verdict.kind !== 'changed') return `it is ${verdict.kind}`;
  return verdict.drift.map(({ path, expected, got }) => `${path}: ${expected}, got ${got}`).join('; ');
}
