import type { Reply } from '../../connectors/connector.ts';
import type { Operation } from '../mapping/release.ts';
import type { KeptAnswer, ReleaseStore } from '../store/releases.ts';
import { sampleContext } from './answers-kept.ts';
import { type Reading, readSample, type Sample, type SamplePolicy } from './sample.ts';

/** What it takes to look at what was kept. */
export interface SampleParts {
  readonly store: Pick<ReleaseStore, 'keptAnswers' | 'drift'>;
  readonly policyOf: (instance: string, operation: string) => SamplePolicy;
  /** Throws where the instance has no account for the operation's service. */
  readonly readingOf: (instance: string, operation: Operation) => Reading;
  readonly open: (sealed: Uint8Array, context: string) => Buffer;
}

export interface SampleKept {
  /** The release whose question it answered. */
  readonly release: string;
  readonly sample: Sample;
}

/** Of an operation that drifts in many ways, the samples of so many reports are enough. */
const MOST_REPORTS = 20;

/** The newest answers of an operation, and the first and last of what did not fit; nothing where none may be kept. */
export async function samplesKept(
  { store, policyOf, open }: SampleParts,
  instance: string,
  operation: string,
  last: number,
): Promise<readonly SampleKept[]> {
  if (policyOf(instance, operation) === 'none') return [];
  const answers = await store.keptAnswers({ instance, operation, limit: last });
  const reports = await store.drift({ instance, operation, limit: MOST_REPORTS, withSamples: true });
  const sealed = [
    ...answers,
    ...reports.flatMap(({ release, firstSample, lastSample }) =>
      [firstSample, lastSample].flatMap((one) => (one ? [{ release, sealed: one }] : [])),
    ),
  ];
  const kept = new Map<string, SampleKept>();
  for (const { release, sealed: bytes } of sealed) {
    const sample = openSample(open, bytes, instance, operation);
    kept.set(`${release} ${JSON.stringify(sample)}`, { release, sample }); // a report's may be a newest answer too
  }
  return [...kept.values()];
}

/** The newest answer of one verdict that was kept. */
export async function newestKept(
  { store, policyOf, open }: SampleParts,
  instance: string,
  operation: string,
  verdict: KeptAnswer['verdict'],
): Promise<SampleKept | undefined> {
  if (policyOf(instance, operation) === 'none') return undefined;
  const [newest] = await store.keptAnswers({ instance, operation, verdict, limit: 1 });
  return newest && { release: newest.release, sample: openSample(open, newest.sealed, instance, operation) };
}

export function openSample(open: SampleParts['open'], sealed: Uint8Array, instance: string, operation: string): Sample {
  return JSON.parse(open(sealed, sampleContext(instance, operation)).toString('utf8')) as Sample;
}

/** What the protocol unwraps of a sample; `undefined` where it cannot open it. Nothing is sent anywhere. */
export async function unwrapped(reading: Reading, operation: Operation, sample: Sample): Promise<Reply | undefined> {
  let unwrapping: Reply | undefined;
  const listening: Operation = {
    ...operation,
    read(reply) {
      unwrapping = reply;
      return { kind: 'absent' };
    },
  };
  await readSample(reading, listening, sample);
  return unwrapping;
}
