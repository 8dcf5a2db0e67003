import { writeMoment } from '../../mapping/moments.ts';
import type { Incident, ReleaseStore } from '../../store/releases.ts';
import { OUTAGE } from '../outages.ts';
import type { AngkaGangguan, Gangguan } from './report.ts';

/** An instance that was out, and for how much of the time that is looked at. */
export interface Interruption {
  readonly instance: string;
  readonly incidents: readonly Incident[];
  /** Within the time. */
  readonly lengthMs: number;
}

export type IncidentsStore = Pick<ReleaseStore, 'incidents'>;

/** One operation cannot come and go more than some thirty thousand times in a month: outages open after half a minute. */
const MOST_INCIDENTS = 100_000;
const MINUTE_MS = 60_000;

/** Outages that went on in the time: whatever of one instance overlaps is one. */
export async function interruptionsIn(
  store: IncidentsStore,
  { from, to }: { readonly from: number; readonly to: number },
): Promise<readonly Interruption[]> {
  const incidents = await store.incidents({ kind: OUTAGE, during: { from, to }, limit: MOST_INCIDENTS });
  const byInstance = Map.groupBy(incidents, ({ instance }) => instance);
  return [...byInstance].flatMap(([instance, own]) =>
    apart(own).map((together) => ({ instance, incidents: together, lengthMs: lengthWithin(together, from, to) })),
  );
}

/** Groups that have no moment in common. */
function apart(incidents: readonly Incident[]): readonly (readonly Incident[])[] {
  const groups: Incident[][] = [];
  let end = Number.NEGATIVE_INFINITY;
  for (const incident of incidents.toSorted((one, other) => one.openedAt - other.openedAt)) {
    if (incident.openedAt <= end) groups.at(-1)?.push(incident);
    else groups.push([incident]);
    end = Math.max(end, endOf(incident));
  }
  return groups;
}

function lengthWithin(together: readonly Incident[], from: number, to: number): number {
  const begins = Math.min(...together.map(({ openedAt }) => openedAt));
  return Math.max(0, Math.min(to, Math.max(...together.map(endOf))) - Math.max(from, begins));
}

function endOf({ closedAt }: Incident): number {
  return closedAt ?? Number.POSITIVE_INFINITY;
}

export function interruptionFigures(own: readonly Interruption[]): AngkaGangguan {
  return {
    menitMati: minutesOf(own.reduce((sum, { lengthMs }) => sum + lengthMs, 0)),
    gangguan: own.length,
    insiden: own.reduce((sum, { incidents }) => sum + incidents.length, 0),
  };
}

/** The longest first. */
export function longest(interruptions: readonly Interruption[], most: number): readonly Gangguan[] {
  return interruptions
    .toSorted((one, other) => other.lengthMs - one.lengthMs)
    .slice(0, most)
    .map(({ instance, incidents, lengthMs }) => {
      const ends = incidents.map(({ closedAt }) => closedAt);
      const details = incidents.map(({ detail }) => JSON.parse(detail) as Detail);
      return {
        hulu: instance,
        operasi: distinct(incidents.map(({ operation }) => operation)),
        sebab: distinct(details.flatMap(({ sebab }) => sebab ?? [])),
        dari: writeMoment(Math.min(...incidents.map(({ openedAt }) => openedAt))),
        sampai: ends.includes(null) ? null : writeMoment(Math.max(...ends.map(Number))),
        menit: minutesOf(lengthMs),
        layanan: distinct(details.flatMap(({ layanan = [] }) => layanan)),
        insiden: incidents.map(({ id }) => id),
      };
    });
}

interface Detail {
  readonly sebab?: string;
  readonly layanan?: readonly string[];
}

/** Rounded up: an outage of half a minute is not none. */
function minutesOf(ms: number): number {
  return Math.ceil(ms / MINUTE_MS);
}

function distinct(all: readonly string[]): readonly string[] {
  return [...new Set(all)].sort();
}
