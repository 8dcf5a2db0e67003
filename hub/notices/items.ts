import { isGrave, QUIET_AFTER_MS, type Subject } from './subject.ts';

/** What is to be told of a subject. */
export type ItemKind =
  | 'terbuka' //     it began
  | 'masih' //       it goes on, and nobody has taken it
  | 'pulih' //       it was told that it began, and it is over
  | 'sempat' //      it began and is over
  | 'naik-turun' //  it opens and closes again and again
  | 'ringkasan' //   it still does
  | 'tenang'; //     it did, and has been quiet for a while

export interface Item {
  readonly what: ItemKind;
  readonly subject: Subject;
  /** Wakes people within quiet hours, where the channel wants that. */
  readonly grave: boolean;
  /** How often it began: since it was last told of, for `tenang` in all. */
  readonly openings: number;
}

/** What an item depends on beside its subject. */
export interface Moment {
  readonly at: number;
  /** Maintenance of this instance goes on now. */
  readonly inMaintenance: (instance: string) => boolean;
  /** Somebody has taken this incident. */
  readonly acknowledged: (incident: string) => boolean;
  readonly renotifyAfterMs: number | null;
  /** What goes up and down may be summed up again. */
  readonly summaryDue: boolean;
}

/** What is to be told of it now: the difference between what is so and what was told. */
export function itemOf(subject: Subject, moment: Moment): Item | undefined {
  const open = subject.closedAt === null;
  if (open && moment.inMaintenance(subject.instance)) return undefined;
  if (subject.flapping) return flappingItem(subject, subject.flapping, moment);
  if (subject.planned && !open) return subject.told?.open ? itemAs('pulih', subject) : undefined;
  return plainItem(subject, moment);
}

function flappingItem(
  subject: Subject,
  { openings, openingsTold }: NonNullable<Subject['flapping']>,
  { at, summaryDue }: Moment,
): Item | undefined {
  if (at - (subject.closedAt ?? subject.openedAt) >= QUIET_AFTER_MS) return itemAs('tenang', subject, openings);
  if (openingsTold === 0) return itemAs('naik-turun', subject, openings);
  return summaryDue && openings > openingsTold ? itemAs('ringkasan', subject, openings - openingsTold) : undefined;
}

function plainItem(subject: Subject, { at, acknowledged, renotifyAfterMs }: Moment): Item | undefined {
  const { told, incident, closedAt, untold } = subject;
  const known = told?.incident === incident ? told : undefined;
  if (closedAt !== null) {
    if (!known) return itemAs('sempat', subject, untold);
    return known.open ? itemAs('pulih', subject) : undefined;
  }
  if (!known) return itemAs('terbuka', subject, untold);
  const due = renotifyAfterMs !== null && at - known.at >= renotifyAfterMs && !acknowledged(incident);
  return due ? itemAs('masih', subject) : undefined;
}

function itemAs(what: ItemKind, subject: Subject, openings = 1): Item {
  const wakes = what === 'naik-turun' || (subject.closedAt === null && what !== 'ringkasan');
  return { what, subject, openings, grave: wakes && isGrave(subject) };
}

/** What is known of its subject once it is told. */
export function afterTelling({ what, subject }: Item, at: number): Subject {
  const { incident, closedAt, flapping } = subject;
  const told = { incident, open: closedAt === null, at };
  if (what === 'naik-turun' || what === 'ringkasan') {
    const { openings = 0 } = flapping ?? {};
    return { ...subject, told, untold: 0, flapping: flapping && { ...flapping, openingsTold: openings } };
  }
  return { ...subject, told, untold: 0, flapping: null };
}

/** There is nothing left to tell of it, and what begins now would be another story. */
export function isOver(subject: Subject, at: number): boolean {
  const { closedAt, told, planned, flapping, incident } = subject;
  if (closedAt === null || flapping) return false;
  if (planned) return !told?.open;
  return told?.incident === incident && !told.open && at - closedAt >= QUIET_AFTER_MS;
}
