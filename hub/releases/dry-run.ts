import type { LoadedOperation, LoadedRelease } from '../mapping/load.ts';
import type { Verdict } from '../mapping/verdict.ts';
import { type Asker, askedOtherwise } from './asked-otherwise.ts';
import { type Change, changesBetween } from './dry-run-changes.ts';
import type { Releases } from './library.ts';
import { readSample } from './sample.ts';
import { type SampleKept, type SampleParts, samplesKept } from './samples-kept.ts';

/** What another release would make of the answers of an operation that were kept. */
export interface OperationTrial {
  readonly operation: string;
  /** The release in use; `undefined`: none that is configured has this operation. */
  readonly inUse: string | undefined;
  /** Why there was nothing to read. */
  readonly nothing: 'may-not-be-kept' | 'nothing-was-kept' | undefined;
  readonly counts: TrialCounts;
  readonly changes: readonly CountedChange[];
}

/** Each answer counts once. */
export interface TrialCounts {
  readonly answers: number;
  /** Read as today. */
  readonly alike: number;
  /** Read today and then, as another value. */
  readonly otherwise: number;
  /** Does not fit today, and would. */
  readonly starts: number;
  /** Is read today, and would not be. */
  readonly stops: number;
  /** Fits neither. */
  readonly unfit: number;
  /** The release would have asked in another way: the answer says nothing about it. */
  readonly askedOtherwise: number;
}
type Outcome = Exclude<keyof TrialCounts, 'answers'>;

export interface CountedChange extends Change {
  readonly answers: number;
}

export interface DryRunParts extends SampleParts {
  readonly releases: Releases;
  /** The operation of the release in use. */
  readonly inUse: (instance: string, operation: string) => LoadedOperation | undefined;
}

export interface DryRun {
  readonly instance: string;
  readonly release: LoadedRelease;
  readonly operations: readonly LoadedOperation[];
  /** So many of the newest answers of each operation, besides the first and last samples of drift. */
  readonly last: number;
}

/** Reads what was kept with the release in use and with another one. Nothing is sent or written. */
export async function dryRun(parts: DryRunParts, run: DryRun): Promise<readonly OperationTrial[]> {
  const trials: OperationTrial[] = [];
  for (const operation of run.operations) trials.push(await tryOperation(parts, run, operation));
  return trials;
}

async function tryOperation(parts: DryRunParts, run: DryRun, operation: LoadedOperation): Promise<OperationTrial> {
  const { instance, last } = run;
  const inUse = parts.inUse(instance, operation.name);
  const samples = await samplesKept(parts, instance, operation.name, last);
  const tally = createTally();
  for (const kept of samples) tally.add(await tryAnswer(parts, run, { kept, operation, inUse }));
  return {
    operation: operation.name,
    inUse: inUse?.release,
    nothing: nothingIn(parts, run, operation, samples),
    ...tally.done(),
  };
}

function nothingIn(
  { policyOf }: DryRunParts,
  { instance }: DryRun,
  { name }: LoadedOperation,
  samples: readonly unknown[],
) {
  if (samples.length > 0) return undefined;
  return policyOf(instance, name) === 'none' ? 'may-not-be-kept' : 'nothing-was-kept';
}

interface Trial {
  readonly kept: SampleKept;
  readonly operation: LoadedOperation;
  readonly inUse: LoadedOperation | undefined;
}

async function tryAnswer(parts: DryRunParts, { instance, release }: DryRun, { kept, operation, inUse }: Trial) {
  const asker = askerOf(parts, instance, release, operation);
  const source = askerNamed(parts, instance, kept.release, operation.name, release.upstream);
  const asked = source && asker ? askedOtherwise(source, asker, kept.sample.asked) : [];
  if (!asker || asked.length > 0)
    return { outcome: 'askedOtherwise' as const, changes: asked.map((one): Change => ({ kind: 'asked', ...one })) };
  const before = await readToday(parts, instance, kept, inUse, source, release.upstream);
  const after = await readSample(parts.readingOf(instance, operation), operation, kept.sample);
  return { outcome: outcomeOf(before, after), changes: changesBetween(before, after) };
}

/** `undefined`: the release in use did not ask this question, so it does not read the answer either. */
async function readToday(
  parts: DryRunParts,
  instance: string,
  { sample }: SampleKept,
  inUse: LoadedOperation | undefined,
  source: Asker | undefined,
  upstream: string,
): Promise<Verdict | undefined> {
  const today = inUse && askerNamed(parts, instance, inUse.release, inUse.name, upstream);
  if (!today || (source && askedOtherwise(source, today, sample.asked).length > 0)) return undefined;
  return readSample(parts.readingOf(instance, today.operation), today.operation, sample);
}

function askerNamed(parts: DryRunParts, instance: string, name: string, operationName: string, upstream: string) {
  const release = parts.releases.get(`${upstream}/${name}`);
  const operation = release?.operations.get(operationName);
  return release && operation && askerOf(parts, instance, release, operation);
}

function askerOf(
  { readingOf }: DryRunParts,
  instance: string,
  release: LoadedRelease,
  operation: LoadedOperation,
): Asker | undefined {
  try {
    return { release, operation, settings: readingOf(instance, operation).settings };
  } catch {
    return undefined; // a release of old, for which the instance has no account any more
  }
}

function outcomeOf(before: Verdict | undefined, after: Verdict): Outcome {
  const reads = (verdict: Verdict | undefined) => verdict !== undefined && verdict.kind !== 'changed';
  if (!before || !reads(before)) return reads(after) ? 'starts' : 'unfit';
  if (!reads(after) || (before.kind === 'found' && after.kind !== 'found')) return 'stops';
  return changesBetween(before, after).length === 0 ? 'alike' : 'otherwise';
}

/** Changes of the same field are one with a count; what is shown of it is the first example. */
function createTally() {
  const counts = { answers: 0, alike: 0, otherwise: 0, starts: 0, stops: 0, unfit: 0, askedOtherwise: 0 };
  const changes = new Map<string, Change & { answers: number }>();
  return {
    add({ outcome, changes: found }: { readonly outcome: Outcome; readonly changes: readonly Change[] }): void {
      counts.answers += 1;
      counts[outcome] += 1;
      for (const change of found) {
        const key = `${change.kind} ${change.field}`;
        const there = changes.get(key);
        if (there) there.answers += 1;
        else changes.set(key, { ...change, answers: 1 });
      }
    },
    done: () => ({ counts, changes: [...changes.values()] }),
  };
}
