import type { Maintenance } from '../store/health.ts';
import type { NoticeChannel } from '../store/notices.ts';
import type { Incident, WrittenIncident } from '../store/releases.ts';
import { afterTelling, type Item, isOver, itemOf, type Moment } from './items.ts';
import { isQuiet } from './quiet-hours.ts';
import { keyOf, QUIET_AFTER_MS, type Subject, takenIn } from './subject.ts';

/** What a channel has seen and was told. Kept as JSON: everything else is derived from it and from the incidents. */
export interface Told {
  /** Incidents were read up to here, in the order of writing. */
  readonly readUpTo: number;
  /** The kinds of incidents it was asked about until now. */
  readonly heard: readonly string[];
  readonly subjects: readonly Subject[];
  /** Since when there is something to tell: what comes within a minute comes along. */
  readonly gatheringSince: number | null;
  /** Before that, nothing that goes up and down is summed up. */
  readonly summaryAt: number | null;
  /** Quiet hours held something back. */
  readonly held: boolean;
}

/** What a look at the store has brought. */
export interface Seen {
  readonly at: number;
  /** Those after `readUpTo`, in the order of writing. */
  readonly written: readonly WrittenIncident[];
  /** How those are now that this channel knows as open. */
  readonly current: readonly Incident[];
  /** Those that are open, where the channel asks of a kind for the first time. */
  readonly open: readonly Incident[];
  readonly maintenance: readonly Maintenance[];
  /** Incidents that somebody has taken. */
  readonly acknowledged: ReadonlySet<string>;
}

export interface Plan {
  readonly told: Told;
  /** To be told in one notice, now; empty: nothing. */
  readonly items: readonly Item[];
  /** Some of it was held back by quiet hours. */
  readonly wasHeld: boolean;
}

type Rules = Pick<NoticeChannel, 'incidents' | 'quietHours' | 'graveBreaksQuiet' | 'renotifyAfterMinutes'>;

export const GATHER_MS = 60_000;

export function startAt(readUpTo: number): Told {
  return { readUpTo, heard: [], subjects: [], gatheringSince: null, summaryAt: null, held: false };
}

/** Whether the channel asks of a kind that it did not ask of before. */
export function asksAnew({ heard }: Told, { incidents }: Rules): boolean {
  return !heard.includes('*') && incidents.some((kind) => !heard.includes(kind));
}

/** What a channel is to be told now, and what is known of it after that. Reads no clock and no store. */
export function planOf(before: Told, rules: Rules, seen: Seen): Plan {
  const subjects = takenInAll(before, rules, seen).filter((subject) => !isOver(subject, seen.at));
  const moment = momentOf(before, rules, seen);
  const items = subjects.flatMap((subject) => itemOf(subject, moment) ?? []);
  const quiet = isQuiet(rules.quietHours, seen.at);
  const ripe = quiet ? items.filter(({ grave }) => grave && rules.graveBreaksQuiet) : items;
  const held = quiet ? before.held || ripe.length < items.length : before.held && items.length > 0;
  const readUpTo = seen.written.at(-1)?.sequence ?? before.readUpTo;
  const known = { readUpTo, heard: rules.incidents, subjects, summaryAt: summaryAtOf(before, subjects), held };
  if (ripe.length === 0) return { told: { ...known, gatheringSince: null }, items: [], wasHeld: false };
  const gatheringSince = before.gatheringSince ?? seen.at;
  if (seen.at - gatheringSince < GATHER_MS) return { told: { ...known, gatheringSince }, items: [], wasHeld: false };
  return { told: afterAll(known, ripe, quiet, seen.at), items: ripe, wasHeld: held && !quiet };
}

function takenInAll({ subjects }: Told, { incidents }: Rules, seen: Seen): readonly Subject[] {
  const wanted = (kind: string) => incidents.includes('*') || incidents.includes(kind);
  const known = new Map(subjects.filter(({ kind }) => wanted(kind)).map((one) => [keyOf(one), one]));
  const isPlanned = ({ instance, openedAt }: Incident) => isWithin(seen.maintenance, instance, openedAt);
  const current = new Map(seen.current.map((one) => [one.id, one]));
  for (const [key, subject] of known) {
    if (subject.closedAt !== null) continue;
    const { closedAt = seen.at } = current.get(subject.incident) ?? {}; // what is not there any more is over
    known.set(key, { ...subject, closedAt });
  }
  const writtenNow = new Set(seen.written.map(({ id }) => id));
  const before = seen.open.filter(({ id }) => !writtenNow.has(id));
  for (const incident of [...before, ...seen.written].filter(({ kind }) => wanted(kind))) {
    const key = keyOf(incident);
    known.set(key, takenIn(known.get(key), incident, isPlanned(incident)));
  }
  return [...known.values()];
}

function momentOf({ summaryAt }: Told, { renotifyAfterMinutes }: Rules, seen: Seen): Moment {
  const { at, maintenance, acknowledged } = seen;
  return {
    at,
    inMaintenance: (instance) => isWithin(maintenance, instance, at),
    acknowledged: (incident) => acknowledged.has(incident),
    renotifyAfterMs: renotifyAfterMinutes === null ? null : renotifyAfterMinutes * 60_000,
    summaryDue: summaryAt === null || at >= summaryAt,
  };
}

function isWithin(maintenance: readonly Maintenance[], instance: string, at: number): boolean {
  return maintenance.some((one) => one.instance === instance && one.from <= at && at < one.to);
}

function summaryAtOf({ summaryAt }: Told, subjects: readonly Subject[]): number | null {
  return subjects.some(({ flapping }) => flapping) ? summaryAt : null;
}

function afterAll(known: Omit<Told, 'gatheringSince'>, items: readonly Item[], quiet: boolean, at: number): Told {
  const told = new Map(items.map((item) => [keyOf(item.subject), afterTelling(item, at)]));
  const sums = items.some(({ what }) => what === 'ringkasan');
  const begins = items.some(({ what }) => what === 'naik-turun') && (known.summaryAt ?? 0) <= at;
  return {
    ...known,
    subjects: known.subjects.map((subject) => told.get(keyOf(subject)) ?? subject),
    gatheringSince: null,
    summaryAt: sums || begins ? at + QUIET_AFTER_MS : known.summaryAt,
    held: quiet && known.held,
  };
}
