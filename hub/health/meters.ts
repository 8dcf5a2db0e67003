import {
  COUNT_PLACES,
  type HealthKind,
  type HealthRow,
  type HealthSubject,
  LENGTH_MS,
  startOf,
} from '../store/health.ts';
import { bucketOf } from './latency.ts';
import type { Observation } from './observations.ts';
import { isWrong, type Outcome, placeOfAnswer, placeOfCall } from './outcomes.ts';
import { createWindows, FIGURES, type Windows } from './windows.ts';

/** Counts every upstream call and every answer to an application: for the moment in windows, and for the store by the minute. */
export interface Meters {
  called(observation: Observation): void;
  /** `tookMs` absent: nobody measured it. */
  answered(service: string, outcome: Outcome, tookMs: number | undefined, at: number): void;
  windowsOf(kind: HealthKind, instance: string, operation: string): Windows | undefined;
  /** Hands over what was counted in minutes before this moment: from then on it is the taker's. */
  take(before: number): HealthRow[];
  /** It could not be kept: takes it back, to be taken again. */
  giveBack(rows: readonly HealthRow[]): void;
}

/** Beyond it the store has been away for long: minutes become their hour, so that the memory stays small and no count is lost. */
const MOST_MINUTES = 120;

interface Meter {
  readonly subject: HealthSubject;
  readonly windows: Windows;
  /** By the beginning of their minute. */
  readonly minutes: Map<number, Uint32Array>;
  /** The one that is counted into, so that a call costs no look-up. */
  until: number;
  from: number;
  current: Uint32Array;
}

export function createMeters(): Meters {
  const calls = new Map<string, Map<string, Meter>>();
  const answers = new Map<string, Meter>();
  const all: Meter[] = [];

  function meterOf(kind: HealthKind, instance: string, operation: string): Meter {
    const meter: Meter = {
      ...{ subject: { kind, instance, operation }, windows: createWindows(), minutes: new Map() },
      ...{ from: 0, until: 0, current: new Uint32Array(FIGURES) },
    };
    all.push(meter);
    return meter;
  }

  function callMeter(instance: string, operation: string): Meter {
    let operations = calls.get(instance);
    if (!operations) {
      operations = new Map();
      calls.set(instance, operations);
    }
    let meter = operations.get(operation);
    if (!meter) {
      meter = meterOf('call', instance, operation);
      operations.set(operation, meter);
    }
    return meter;
  }

  return {
    called(observation) {
      const { instance, operation, tookMs, at } = observation;
      count(callMeter(instance, operation), at.getTime(), placeOfCall(observation), bucketOf(tookMs));
    },
    answered(service, outcome, tookMs, at) {
      let meter = answers.get(service);
      if (!meter) {
        meter = meterOf('answer', '', service);
        answers.set(service, meter);
      }
      count(meter, at, placeOfAnswer(outcome), tookMs === undefined ? -1 : bucketOf(tookMs));
    },
    windowsOf: (kind, instance, operation) =>
      (kind === 'call' ? calls.get(instance)?.get(operation) : answers.get(operation))?.windows,
    take(before) {
      const taken: HealthRow[] = [];
      for (const { subject, minutes } of all)
        for (const [at, figures] of minutes) {
          if (at >= before) continue;
          minutes.delete(at);
          taken.push({ ...subject, at, ...figuresOf(figures) });
        }
      for (const meter of all) meter.until = 0; // what was taken is not counted into any more
      return taken;
    },
    giveBack(rows) {
      for (const { kind, instance, operation, at, counts, buckets } of rows) {
        const meter = kind === 'call' ? callMeter(instance, operation) : answers.get(operation);
        if (!meter) throw new Error('what is given back was never taken');
        const figures = minuteOf(meter, at);
        for (const [index, value] of [...counts, ...buckets].entries()) (figures[index] as number) += value;
        if (meter.minutes.size > MOST_MINUTES) foldIntoHours(meter);
      }
    },
  };
}

function count(meter: Meter, at: number, place: number, bucket: number): void {
  if (at < meter.from || at >= meter.until) {
    meter.from = startOf('minute', at);
    meter.until = meter.from + LENGTH_MS.minute;
    meter.current = minuteOf(meter, meter.from);
  }
  const { current } = meter;
  (current[place] as number) += 1;
  if (bucket >= 0) (current[COUNT_PLACES + bucket] as number) += 1;
  meter.windows.count(at, place, bucket, isWrong(meter.subject.kind, place));
}

function minuteOf({ minutes }: Meter, at: number): Uint32Array {
  const there = minutes.get(at);
  if (there) return there;
  const figures = new Uint32Array(FIGURES);
  minutes.set(at, figures);
  return figures;
}

/** All but the newest hour. */
function foldIntoHours(meter: Meter): void {
  const { minutes } = meter;
  const newest = startOf('hour', Math.max(...minutes.keys()));
  for (const [at, figures] of [...minutes]) {
    const hour = startOf('hour', at);
    if (hour >= newest || at === hour) continue;
    minutes.delete(at);
    const sums = minuteOf(meter, hour);
    for (const [index, value] of figures.entries()) (sums[index] as number) += value;
  }
  meter.until = 0;
}

function figuresOf(figures: Uint32Array) {
  return { counts: [...figures.subarray(0, COUNT_PLACES)], buckets: [...figures.subarray(COUNT_PLACES)] };
}
