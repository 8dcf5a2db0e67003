import type { Fault } from '../../connectors/connector.ts';
import { jakartaDate, nextDayInJakarta } from '../mapping/jakarta.ts';
import type { CounterStore } from '../store/store.ts';

/** Counts an instance's calls of the WIB day, because the hub must stop before the upstream does. */
export interface Quota {
  /** Counts one call, or says why there may be none. */
  take(service: string, now: Date): Fault | undefined;
  /** What the upstream itself says is left. */
  told(service: string, left: number, now: Date): void;
  left(service: string, now: Date): number | undefined;
  /** Writes what was counted; called now and then and at the end. */
  flush(): Promise<void>;
}

export interface QuotaOptions {
  readonly instance: string;
  readonly callsPerDay: number | undefined;
  readonly counters: CounterStore;
  /** Called once as each step is passed: a share of the allowance that is left, in percent. */
  readonly warn: (service: string, percentLeft: number, left: number) => void;
}

interface Count {
  day: string;
  calls: number;
  unwritten: number;
  told?: number;
  warned: number;
}

const WARN_AT_PERCENT = [50, 20, 10, 5, 1];

/** Loads today's counts first, so that a restart does not hand out the allowance again. */
export async function createQuota(options: QuotaOptions, services: readonly string[], now: Date): Promise<Quota> {
  const { instance, callsPerDay, counters, warn } = options;
  const nameOf = (service: string) => `calls:${instance}:${service}`;
  const counts = new Map<string, Count>();
  const today = jakartaDate(now);
  for (const service of services)
    counts.set(service, { day: today, calls: await counters.get(nameOf(service), today), unwritten: 0, warned: 101 });

  let dayUntil = 0;
  let day = today;
  const countOf = (service: string, at: Date): Count => {
    if (at.getTime() >= dayUntil) {
      day = jakartaDate(at);
      dayUntil = nextDayInJakarta(at).getTime();
    }
    const there = counts.get(service);
    if (there?.day === day) return there;
    const fresh: Count = { day, calls: 0, unwritten: 0, warned: 101 };
    if (there && there.unwritten > 0) void counters.add(nameOf(service), there.day, there.unwritten).catch(() => {});
    counts.set(service, fresh);
    return fresh;
  };
  const leftOf = ({ calls, told }: Count): number | undefined => {
    const own = callsPerDay === undefined ? undefined : Math.max(0, callsPerDay - calls);
    return told === undefined ? own : own === undefined ? told : Math.min(own, told);
  };

  return {
    take(service, at) {
      const count = countOf(service, at);
      const left = leftOf(count);
      if (left === 0)
        return { trouble: 'quota', outcome: 'not-done', reason: 'quota_exhausted', retryAt: nextDayInJakarta(at) };
      count.calls += 1;
      count.unwritten += 1;
      if (left !== undefined && callsPerDay !== undefined) {
        const percent = ((left - 1) / callsPerDay) * 100;
        const step = WARN_AT_PERCENT.findLast((one) => percent <= one);
        if (step !== undefined && step < count.warned) {
          count.warned = step;
          warn(service, step, left - 1);
        }
      }
      return undefined;
    },
    told(service, left, at) {
      countOf(service, at).told = left;
    },
    left: (service, at) => leftOf(countOf(service, at)),
    async flush() {
      for (const [service, count] of counts) {
        const { unwritten } = count;
        if (unwritten === 0) continue;
        count.unwritten = 0;
        await counters.add(nameOf(service), count.day, unwritten).catch((error: unknown) => {
          count.unwritten += unwritten;
          throw error;
        });
      }
    },
  };
}
