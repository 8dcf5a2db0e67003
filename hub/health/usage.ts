import { jakartaDate } from '../mapping/jakarta.ts';
import { startOf } from '../store/health.ts';
import type { Counter, CounterStore } from '../store/store.ts';
import { answerCountsOf, type Outcome, placeOfAnswer } from './outcomes.ts';

/** How often each application asked each service, and what it got: of today and yesterday, days of western Indonesia. */
export interface Usage {
  /** Counts in memory; nothing waits for the store. */
  answered(application: string, service: string, outcome: Outcome): void;
  of(application: string): ApplicationUsage;
  /** Writes what was counted, and hears what other processes did. Rejects when that failed; nothing is lost. */
  flush(): Promise<void>;
}

export interface ApplicationUsage {
  readonly today: readonly ServiceUsage[];
  readonly yesterday: readonly ServiceUsage[];
  /** Milliseconds since 1970; `undefined`: never, as far as is known. */
  readonly lastAt: number | undefined;
}

export interface ServiceUsage {
  readonly service: string;
  readonly counts: Readonly<Record<Outcome, number>>;
}

export interface UsageParts {
  readonly counters: Pick<CounterStore, 'add' | 'raise' | 'list' | 'prune'>;
  readonly now: () => Date;
}

/** `pakai app_1 getPeserta segar`: one counter a day. */
const COUNTED = 'pakai ';
/** `dipakai app_1`: the moment it last asked. */
const LAST = 'dipakai ';
const DAY_MS = 86_400_000;

/**
 * By application, then by `getPeserta segar`. Whoever has no key is counted nowhere and services are those of the document,
 * so there are no more of these than of both.
 */
type Counts = Map<string, Map<string, number>>;

interface Day {
  /** What stands in the store. */
  kept: Counts;
  /** What is on its way there. */
  leaving: Counts;
  fresh: Counts;
}

export function createUsage({ counters, now }: UsageParts): Usage {
  const days = new Map<string, Day>();
  const lastAt = new Map<string, number>();
  const lastWritten = new Map<string, number>();
  let current = { from: 0, name: '' };
  let prunedOn = '';
  let last: Promise<void> = Promise.resolve();

  function today(at: number): string {
    if (at < current.from || at >= current.from + DAY_MS)
      current = { from: startOf('day', at), name: jakartaDate(new Date(at)) };
    return current.name;
  }
  const dayBefore = (at: number) => jakartaDate(new Date(startOf('day', at) - DAY_MS));
  const dayNamed = (name: string): Day => {
    const there = days.get(name) ?? { kept: new Map(), leaving: new Map(), fresh: new Map() };
    days.set(name, there);
    return there;
  };

  async function writeDay(name: string, day: Day): Promise<void> {
    day.leaving = day.fresh;
    day.fresh = new Map();
    const written = await Promise.allSettled(
      entriesOf(day.leaving).map(async ([application, what, by]) => {
        const value = await counters.add(`${COUNTED}${application} ${what}`, name, by);
        add(day.kept, application, what, value - countIn(day.kept, application, what));
        add(day.leaving, application, what, -by);
      }),
    );
    for (const [application, what, by] of entriesOf(day.leaving)) if (by > 0) add(day.fresh, application, what, by);
    day.leaving = new Map();
    const failed = written.find((one) => one.status === 'rejected');
    if (failed) throw failed.reason;
  }

  async function writeLast(): Promise<void> {
    const moved = [...lastAt].filter(([application, at]) => lastWritten.get(application) !== at);
    await Promise.all(
      moved.map(async ([application, at]) => {
        await counters.raise(`${LAST}${application}`, '', at);
        lastWritten.set(application, at);
      }),
    );
  }

  /** What other processes wrote stands in the same counters. */
  async function read(names: readonly string[]): Promise<void> {
    for (const name of names) {
      const counted = await counters.list({ prefix: COUNTED, day: name });
      dayNamed(name).kept = keptOf(counted);
    }
    for (const { name, value } of await counters.list({ prefix: LAST, day: '' })) {
      const application = name.slice(LAST.length);
      if (value > (lastAt.get(application) ?? 0)) lastAt.set(application, value);
    }
  }

  async function flushNow(): Promise<void> {
    const at = now().getTime();
    const shown = [today(at), dayBefore(at)];
    for (const [name, day] of days) await writeDay(name, day);
    await writeLast();
    for (const name of days.keys()) if (!shown.includes(name)) days.delete(name);
    await read(shown);
    if (prunedOn === shown[0]) return;
    await counters.prune({ prefix: COUNTED, before: shown[1] ?? '' });
    prunedOn = shown[0] ?? '';
  }

  return {
    answered(application, service, outcome) {
      const at = now().getTime();
      add(dayNamed(today(at)).fresh, application, `${service} ${outcome}`, 1);
      lastAt.set(application, at);
    },
    of(application) {
      const at = now().getTime();
      return {
        today: servicesOf(application, days.get(today(at))),
        yesterday: servicesOf(application, days.get(dayBefore(at))),
        lastAt: lastAt.get(application),
      };
    },
    flush() {
      const done = last.then(flushNow); // one after the other: what is on its way is counted once
      last = done.catch(() => {});
      return done;
    },
  };
}

function add(counts: Counts, application: string, what: string, by: number): void {
  const own = counts.get(application) ?? new Map<string, number>();
  own.set(what, (own.get(what) ?? 0) + by);
  counts.set(application, own);
}

function countIn(counts: Counts, application: string, what: string): number {
  return counts.get(application)?.get(what) ?? 0;
}

function entriesOf(counts: Counts): readonly (readonly [application: string, what: string, count: number])[] {
  return [...counts].flatMap(([application, own]) =>
    [...own].map(([what, count]) => [application, what, count] as const),
  );
}

function keptOf(counters: readonly Counter[]): Counts {
  const kept: Counts = new Map();
  for (const { name, value } of counters) {
    const words = name.slice(COUNTED.length).split(' ');
    add(kept, words.slice(0, -2).join(' '), words.slice(-2).join(' '), value);
  }
  return kept;
}

/** The busiest first. */
function servicesOf(application: string, day: Day | undefined): readonly ServiceUsage[] {
  const services = new Map<string, number[]>();
  for (const counts of day ? [day.kept, day.leaving, day.fresh] : [])
    for (const [what, count] of counts.get(application) ?? []) {
      const [service = '', outcome = ''] = what.split(' ');
      const places = services.get(service) ?? [];
      const place = placeOfAnswer(outcome as Outcome);
      places[place] = (places[place] ?? 0) + count;
      services.set(service, places);
    }
  return [...services]
    .sort(([, one], [, other]) => sumOf(other) - sumOf(one))
    .map(([service, places]) => ({ service, counts: answerCountsOf(places) }));
}

function sumOf(places: readonly number[]): number {
  return places.reduce((sum, count) => sum + count, 0);
}
