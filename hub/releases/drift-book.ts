import type { Drift } from '../../connectors/connector.ts';
import { withoutLongNumbers } from '../identifiers/without-long-numbers.ts';
import type { DriftReport, ReleaseStore } from '../store/releases.ts';

/** What was read, and by what. */
export interface DriftedAnswer {
  readonly instance: string;
  readonly operation: string;
  readonly release: string;
  readonly at: number;
  readonly drift: readonly Drift[];
  /** The answer, sealed; `null` where it may not be kept. Made only when it is written. */
  readonly sample: () => Uint8Array | null;
}

export interface DriftBook {
  /** Counts. Costs a look-up per drift, however often the same one comes. */
  note(answer: DriftedAnswer): void;
  /** Writes what was counted since. */
  flush(): Promise<void>;
}

/** An upstream that names members after people would have a drift per person: beyond so many, the rest is one. */
const MOST_PER_RELEASE = 200;
const LONGEST = 200;
const OTHERS: Drift = { kind: 'additive', path: '(others)', expected: 'nothing', got: 'more than are told apart' };

const NOTHING = () => null;

type Words = Pick<Drift, 'kind' | 'path' | 'expected' | 'got'>;

interface Entry {
  readonly key: Omit<DriftReport, 'count' | 'firstAt' | 'lastAt' | 'firstSample' | 'lastSample'>;
  count: number;
  firstAt: number;
  lastAt: number;
  first: DriftedAnswer['sample'] | undefined;
  last: DriftedAnswer['sample'];
}

/** A million identical drifts are one report with a count, here and in the store. */
export function createDriftBook(store: Pick<ReleaseStore, 'addDrift'>): DriftBook {
  const entries = new Map<string, Map<string, Entry>>();
  let writing: Promise<void> = Promise.resolve();

  function entryOf(answer: DriftedAnswer, drift: Drift): Entry {
    const { instance, operation, release, at, sample } = answer;
    const group = `${instance} ${operation} ${release}`;
    const known = entries.get(group) ?? new Map<string, Entry>();
    entries.set(group, known);
    const asItCame = known.get(nameOf(drift));
    if (asItCame) return asItCame;
    const words = toldWords(drift);
    const name = nameOf(words);
    const there = known.get(name);
    if (there) return there;
    if (known.size >= MOST_PER_RELEASE && drift !== OTHERS) return entryOf(answer, OTHERS);
    const key = { instance, operation, release, ...words };
    const entry: Entry = { key, count: 0, firstAt: at, lastAt: at, first: sample, last: sample };
    known.set(name, entry);
    return entry;
  }

  async function write(): Promise<void> {
    const counted = [...entries.values()].flatMap((known) => [...known.values()]).filter(({ count }) => count > 0);
    if (counted.length === 0) return;
    const reports = counted.map((entry) => reportOf(entry));
    await store.addDrift(reports);
    for (const [index, entry] of counted.entries()) {
      entry.count -= reports[index]?.count ?? 0; // more may have come while it was written
      entry.first = undefined;
      if (entry.count === 0) entry.last = NOTHING; // an answer is not kept in memory for the sake of a report
    }
  }

  return {
    note(answer) {
      for (const drift of answer.drift) {
        const entry = entryOf(answer, drift);
        if (entry.count === 0) entry.firstAt = answer.at;
        entry.count += 1;
        entry.lastAt = answer.at;
        entry.last = answer.sample;
      }
    },
    flush() {
      // in turn: what is being written must not be written twice
      writing = writing.then(write, write);
      return writing;
    },
  };
}

function reportOf({ key, count, firstAt, lastAt, first, last }: Entry): DriftReport {
  return { ...key, count, firstAt, lastAt, firstSample: first?.() ?? null, lastSample: last() };
}

function nameOf({ kind, path, expected, got }: Words): string {
  return `${kind} ${path} ${expected} ${got}`;
}

function toldWords({ kind, path, expected, got }: Drift): Words {
  return { kind, path: told(path), expected: told(expected), got: told(got) };
}

/** A member's name may be somebody's number. */
function told(text: string): string {
  return withoutLongNumbers(text).slice(0, LONGEST);
}
