import {
  type HealthRow,
  type HealthStore,
  LENGTH_MS,
  type Maintenance,
  type Resolution,
  startOf,
} from '../store/health.ts';
import { KEPT_MS } from './keeping.ts';
import { answerShareOf, callShareOf } from './outcomes.ts';

/** What a service stands on: an operation of an instance it asks. */
export interface Standing {
  readonly service: string;
  readonly instance: string;
  readonly operation: string;
}

export interface AvailabilityAsked {
  readonly from: Date;
  readonly to: Date;
  readonly by: 'connector' | 'service';
  readonly standing: readonly Standing[];
  readonly now: Date;
}

export interface Availability {
  /** The instance, or the service. */
  readonly name: string;
  /** Of the calls that were made: what the upstream alone would have given. */
  readonly upstream: ReturnType<typeof callShareOf>;
  /** As local applications experienced it; the difference is what the hub is worth. */
  readonly applications: ReturnType<typeof answerShareOf>;
  /** Planned maintenance of what it is made of, within the time asked for. */
  readonly maintenance: readonly Maintenance[];
}

export interface AvailabilityReport {
  /** As it was counted: to the minute for two days, to the hour for two months, and to the day before. */
  readonly from: Date;
  readonly to: Date;
  readonly rows: readonly Availability[];
}

type Totals = ReadonlyMap<string, readonly number[]>;

/** Good verdicts of the upstream beside answers that applications got. What was counted in the last minute may be missing. */
export async function availabilityOf(
  store: Pick<HealthStore, 'readSubjects' | 'maintenance'>,
  { by, standing, now, ...asked }: AvailabilityAsked,
): Promise<AvailabilityReport> {
  const { from, to } = covered(asked.from.getTime(), asked.to.getTime(), now.getTime());
  const spans = spansOf(from, to);
  const calls = await totalsOf(store, 'call', spans);
  const answers = await totalsOf(store, 'answer', spans);
  const maintenance = await store.maintenance({ from, to });
  const rows = namesOf(by, standing, calls, answers).map((name): Availability => {
    const own = standing.filter((one) => name === (by === 'connector' ? one.instance : one.service));
    const instances = new Set(by === 'connector' ? [name] : own.map(({ instance }) => instance));
    const called =
      by === 'connector' ? keysOf(calls, name) : own.map(({ instance, operation }) => keyOf(instance, operation));
    const services = by === 'service' ? [name] : own.map(({ service }) => service);
    return {
      name,
      upstream: callShareOf(summed(calls, called)),
      applications: answerShareOf(
        summed(
          answers,
          services.map((service) => keyOf('', service)),
        ),
      ),
      maintenance: maintenance.filter(({ instance }) => instances.has(instance)),
    };
  });
  return { from: new Date(from), to: new Date(to), rows };
}

interface Span {
  readonly resolution: Resolution;
  readonly from: number;
  to: number;
}

/** As few and as coarse spans as make up the time exactly: whole days, and hours and minutes at its ends. */
export function spansOf(from: number, to: number): readonly Span[] {
  const spans: Span[] = [];
  for (let at = from; at < to; ) {
    const fits = (one: Resolution) => startOf(one, at) === at && at + LENGTH_MS[one] <= to;
    const resolution = (['day', 'hour'] as const).find(fits) ?? 'minute';
    const last = spans.at(-1);
    const end = at + LENGTH_MS[resolution];
    if (last?.resolution === resolution) last.to = end;
    else spans.push({ resolution, from: at, to: end });
    at = end;
  }
  return spans;
}

/** The further back, the coarser is what is kept: both ends move outwards to where there is something to read. */
function covered(from: number, to: number, now: number) {
  const finest = (at: number): Resolution =>
    at >= now - KEPT_MS.minute ? 'minute' : at >= startOf('day', now - KEPT_MS.hour) + LENGTH_MS.day ? 'hour' : 'day';
  const start = startOf(finest(from), from);
  const end = startOf(finest(to), to);
  return { from: start, to: end === to ? to : end + LENGTH_MS[finest(to)] };
}

async function totalsOf(
  store: Pick<HealthStore, 'readSubjects'>,
  kind: HealthRow['kind'],
  spans: readonly Span[],
): Promise<Totals> {
  const totals = new Map<string, readonly number[]>();
  for (const span of spans)
    for (const { instance, operation, counts } of await store.readSubjects({ kind, ...span })) {
      const key = keyOf(instance, operation);
      totals.set(key, added(totals.get(key) ?? [], counts));
    }
  return totals;
}

/** All that has to do with it, and whatever else was counted: a service that was taken out is still part of its month. */
function namesOf(by: 'connector' | 'service', standing: readonly Standing[], calls: Totals, answers: Totals) {
  const known = standing.map((one) => (by === 'connector' ? one.instance : one.service));
  const counted = [...(by === 'connector' ? calls : answers).keys()].map(
    (key) => key.split(' ')[by === 'connector' ? 0 : 1],
  );
  return [...new Set([...known, ...counted.filter((name) => name !== undefined)])].sort();
}

function keyOf(instance: string, operation: string): string {
  return `${instance} ${operation}`;
}

function keysOf(totals: Totals, instance: string): readonly string[] {
  return [...totals.keys()].filter((key) => key.startsWith(`${instance} `));
}

/** Of two operations that one service asks of one instance each is counted once, and the service too. */
function summed(totals: Totals, keys: readonly string[]): readonly number[] {
  return [...new Set(keys)].reduce<readonly number[]>((sums, key) => added(sums, totals.get(key) ?? []), []);
}

/** Place by place. */
export function added(one: readonly number[], other: readonly number[]): readonly number[] {
  const longer = one.length > other.length ? one : other;
  return longer.map((_, place) => (one[place] ?? 0) + (other[place] ?? 0));
}
