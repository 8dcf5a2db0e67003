import { runExamples } from '../mapping/examples.ts';
import type { Mistake } from '../mapping/files.ts';
import type { LoadedOperation, LoadedRelease } from '../mapping/load.ts';

export type Releases = ReadonlyMap<string, LoadedRelease>;

/** What came of reading the mapping folders again. */
export type Reloaded =
  | { readonly kind: 'same' }
  /** `UPSTREAM/RELEASE OPERATION` of everything that is another now, or `UPSTREAM/RELEASE facade`. */
  | { readonly kind: 'taken'; readonly changed: readonly string[] }
  /** Nothing changed in the hub. */
  | { readonly kind: 'bad'; readonly mistakes: readonly Mistake[] };

/** The releases as they are used, whatever somebody is typing into their files at the moment. */
export interface Library {
  readonly releases: () => Releases;
  /** Checks, runs the examples and tries kept answers; only then is anything taken over, and all of it at once. */
  reload(): Promise<Reloaded>;
}

export interface LibraryParts {
  readonly initial: Releases;
  /** Instances that could not go on as they do without this release, or without this operation of it. */
  readonly neededBy?: (release: LoadedRelease, operation?: LoadedOperation) => readonly string[];
  /** Reads and compiles the folders; lists every mistake. */
  readonly load: () => { readonly releases: Releases; readonly mistakes: readonly Mistake[] };
}
/** Tries what is to be taken over on answers that were kept. */
export type Trial = (now: LoadedOperation, next: LoadedOperation) => Promise<readonly Mistake[]>;

export function createLibrary(
  { initial, load, neededBy = () => [] }: LibraryParts,
  trial: Trial = async () => [],
): Library {
  let current = initial;
  let reloading: Promise<unknown> = Promise.resolve();

  async function reload(): Promise<Reloaded> {
    const { releases, mistakes } = loaded(load);
    if (mistakes.length > 0) return { kind: 'bad', mistakes };
    const { next, changed } = keepingWhatIsTheSame(current, releases);
    if (changed.length === 0 && next.size === current.size) return { kind: 'same' };
    const missed = missing(current, next, neededBy);
    if (missed.length > 0) return { kind: 'bad', mistakes: missed };
    const examples = await runExamples(othersOf(current, next));
    if (examples.mistakes.length > 0) return { kind: 'bad', mistakes: examples.mistakes };
    const misread = await tried(current, next, trial);
    if (misread.length > 0) return { kind: 'bad', mistakes: misread };
    current = next;
    return { kind: 'taken', changed };
  }

  return {
    releases: () => current,
    reload() {
      // in turn, and never the one that is under way: it may have read the files before they were written
      const reloaded = reloading.then(reload, reload);
      reloading = reloaded;
      return reloaded;
    },
  };
}

/** A file may vanish between the look into its folder and the reading. */
function loaded(load: LibraryParts['load']): ReturnType<LibraryParts['load']> {
  try {
    return load();
  } catch (error) {
    const reason = error instanceof Error ? error.message : 'could not be read';
    return { releases: new Map(), mistakes: [{ file: '', path: '', reason }] };
  }
}

/** What is in use does not vanish because a file did: another release has to be chosen first. */
function missing(current: Releases, next: Releases, neededBy: NonNullable<LibraryParts['neededBy']>): Mistake[] {
  const mistakes: Mistake[] = [];
  const note = (file: string, what: string, instances: readonly string[]) => {
    if (instances.length > 0)
      mistakes.push({ file, path: '', reason: `${what} is not there, and ${instances.join(', ')} needs it` });
  };
  for (const [name, release] of current) {
    const then = next.get(name);
    const [first] = release.operations.values();
    if (!then) note(first?.path ?? name, `the release ${name}`, neededBy(release));
    for (const [operationName, operation] of release.operations)
      if (!then?.operations.has(operationName))
        note(operation.path, `the operation ${operationName} of ${name}`, neededBy(release, operation));
  }
  return mistakes;
}

/** An operation that says what it said before stays the very same object: nobody who uses it has to hear of the edit. */
function keepingWhatIsTheSame(current: Releases, loaded: Releases) {
  const changed: string[] = [];
  const next = new Map<string, LoadedRelease>();
  for (const [name, release] of loaded) {
    const before = current.get(name);
    const operations = new Map<string, LoadedOperation>();
    for (const [operationName, operation] of release.operations) {
      const there = before?.operations.get(operationName);
      const same = there?.definition === operation.definition;
      operations.set(operationName, same && there ? there : operation);
      if (!same) changed.push(`${name} ${operationName}`);
    }
    if (before && before.facadeDefinition !== release.facadeDefinition) changed.push(`${name} facade`);
    for (const gone of before?.operations.keys() ?? [])
      if (!release.operations.has(gone)) changed.push(`${name} ${gone}`);
    next.set(name, { ...release, operations });
  }
  for (const [name, { operations }] of current)
    if (!next.has(name)) changed.push(...[...operations.keys()].map((operation) => `${name} ${operation}`));
  return { next, changed };
}

/** What says the same as before has shown before that its examples are right. */
function othersOf(current: Releases, next: Releases): readonly LoadedRelease[] {
  return [...next].map(([name, release]) => {
    const before = current.get(name)?.operations;
    const operations = [...release.operations].filter(([of, operation]) => before?.get(of) !== operation);
    return { ...release, operations: new Map(operations) };
  });
}

async function tried(current: Releases, next: Releases, trial: Trial): Promise<readonly Mistake[]> {
  const mistakes: Mistake[] = [];
  for (const [name, release] of current)
    for (const [operationName, now] of release.operations) {
      const then = next.get(name)?.operations.get(operationName);
      if (then && then !== now) mistakes.push(...(await trial(now, then)));
    }
  return mistakes;
}
