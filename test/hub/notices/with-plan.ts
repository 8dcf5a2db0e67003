import type { Item } from '../../../hub/notices/items.ts';
import { asksAnew, type Plan, planOf, startAt, type Told } from '../../../hub/notices/plan.ts';
import type { Maintenance } from '../../../hub/store/health.ts';
import type { NoticeChannel } from '../../../hub/store/notices.ts';
import type { WrittenIncident } from '../../../hub/store/releases.ts';

export const SECOND = 1000;
export const MINUTE = 60 * SECOND;
export const HOUR = 60 * MINUTE;
/** Ten in the morning in western Indonesia. */
export const TEN = Date.parse('2026-11-20T03:00:00Z');

export type Rules = Pick<NoticeChannel, 'incidents' | 'quietHours' | 'graveBreaksQuiet' | 'renotifyAfterMinutes'>;
export const PLAIN: Rules = {
  incidents: ['*'],
  quietHours: null,
  graveBreaksQuiet: false,
  renotifyAfterMinutes: null,
};

export interface ToldNotice {
  readonly at: number;
  readonly items: readonly Item[];
  readonly wasHeld: boolean;
}

export interface What {
  readonly kind?: string;
  readonly instance?: string;
  readonly operation?: string;
  readonly detail?: object;
}

export interface Watched {
  readonly at: () => number;
  opens(what?: What): string;
  closes(what?: What): void;
  /** Opened and over at once. */
  happens(what: What): void;
  acknowledge(incident: string): void;
  maintenance(from: number, to: number, instance?: string): void;
  /** Looks every five seconds, or every `stepMs`, for so long. */
  pass(ms: number, stepMs?: number): void;
  /** Nobody looks for so long. */
  sleep(ms: number): void;
  rules(changes: Partial<Rules>): void;
  readonly notices: readonly ToldNotice[];
  /** `what operation`, of each notice. */
  told(): readonly (readonly string[])[];
  readonly state: () => Told;
}

/** Incidents in memory, looked at as `look.ts` does, with a state that goes through JSON each time. */
export function watch(given: Partial<Rules> = {}, startsAt = TEN): Watched {
  const written: WrittenIncident[] = [];
  const taken = new Set<string>();
  const planned: Maintenance[] = [];
  const notices: ToldNotice[] = [];
  let rules: Rules = { ...PLAIN, ...given };
  let at = startsAt;
  let state = startAt(0);

  const whole = ({ kind = 'hulu-mati', instance = 'bpjs', operation = 'peserta-by-nik', detail = {} }: What = {}) => ({
    ...{ kind, instance, operation, detail: JSON.stringify(detail) },
  });
  const write = (what: What, closedAt: number | null) => {
    const sequence = written.length + 1;
    written.push({ ...whole(what), id: `ins_${sequence}`, sequence, openedAt: at, closedAt });
    return `ins_${sequence}`;
  };
  const look = () => {
    const known = new Set(state.subjects.map(({ incident }) => incident));
    const plan: Plan = planOf(state, rules, {
      at,
      written: written.filter(({ sequence }) => sequence > state.readUpTo),
      current: written.filter(({ id }) => known.has(id)),
      open: asksAnew(state, rules) ? written.filter(({ closedAt }) => closedAt === null) : [],
      maintenance: planned,
      acknowledged: taken,
    });
    state = JSON.parse(JSON.stringify(plan.told)) as Told;
    if (plan.items.length > 0) notices.push({ at, items: plan.items, wasHeld: plan.wasHeld });
  };
  return {
    at: () => at,
    opens: (what = {}) => write(what, null),
    closes(what = {}) {
      const { kind, instance, operation } = whole(what);
      const index = written.findIndex(
        (one) => one.closedAt === null && one.kind === kind && one.instance === instance && one.operation === operation,
      );
      const there = written[index];
      if (!there) throw new Error('none is open');
      written[index] = { ...there, closedAt: at };
    },
    happens: (what) => void write(what, at),
    acknowledge: (incident) => void taken.add(incident),
    maintenance: (from, to, instance = 'bpjs') =>
      void planned.push({ id: `plh_${planned.length}`, instance, from, to, note: '', by: 'Rini' }),
    pass(ms, stepMs = 5 * SECOND) {
      for (const end = at + ms; at < end; ) {
        at = Math.min(end, at + stepMs);
        look();
      }
    },
    sleep(ms) {
      at += ms;
    },
    rules(changes) {
      rules = { ...rules, ...changes };
    },
    notices,
    told: () => notices.map(({ items }) => items.map(({ what, subject }) => `${what} ${subject.operation}`)),
    state: () => state,
  };
}
