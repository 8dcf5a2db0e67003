import { newId } from '../identifiers/new-id.ts';
import type { HealthStore, IncidentEntry } from '../store/health.ts';
import type { Incident, ReleaseStore } from '../store/releases.ts';
import type { OperationHealth } from './observations.ts';
import { type DeadCause, goesWell } from './operation-state.ts';
import { wordsOf } from './words.ts';

/** An operation of an instance as it is at one moment. */
export interface OutageSource {
  readonly instance: string;
  readonly operation: string;
  /** Why it is not asked now. */
  readonly dead: DeadCause | undefined;
  readonly health: OperationHealth;
  /** Planned, or a person stopped it. */
  readonly inMaintenance: boolean;
  /** That stand on it. */
  readonly services: readonly string[];
}

export interface Outages {
  /** Looks at everything, about once a second: opens, adds to and closes incidents. Rejects when one could not be written. */
  look(sources: readonly OutageSource[]): Promise<void>;
}

export interface OutageParts {
  readonly incidents: Pick<ReleaseStore, 'openIncident' | 'closeIncident' | 'incidents'>;
  readonly entries: Pick<HealthStore, 'addEntry'>;
  readonly now: () => Date;
}

export const OUTAGE = 'hulu-mati';

/** Shorter than that, breakers and retries are all it takes. */
const OPENS_AFTER_MS = 30_000;
/** What comes and goes faster than that is one outage. */
const CLOSES_AFTER_MS = 60_000;
/** One that another process opened is that one's to close: only when it has not for so long, it has probably ended. */
const CLOSES_OTHERS_AFTER_MS = 600_000;
/** Causes that alternate are told no more often. */
const CAUSE_EVERY_MS = 60_000;
const LOOKS_AGAIN_MS = 60_000;
const MOST_OPEN = 1000;

interface Known {
  readonly id: string;
  readonly mine: boolean;
  cause: string;
  causeAt: number;
}

interface State {
  /** Since when it has been dead, with no good call after it. */
  illSince: number | undefined;
  goodSince: number | undefined;
  incident: Known | undefined;
}

/** Incidents that open and close themselves: an upstream that is gone, until it has been back for a while. */
export function createOutages({ incidents, entries, now }: OutageParts): Outages {
  const states = new Map<string, State>();
  let lookedAt = Number.NEGATIVE_INFINITY;
  let looking = false;

  async function look(sources: readonly OutageSource[]): Promise<void> {
    const at = now().getTime();
    if (at - lookedAt >= LOOKS_AGAIN_MS) await takeOver(at);
    for (const source of sources) {
      const state = stateOf(source.instance, source.operation);
      follow(state, source, at);
      if (state.illSince !== undefined) await told(state, source, at);
      else await ended(state, source, at);
    }
  }

  function stateOf(instance: string, operation: string): State {
    const key = `${instance} ${operation}`;
    const there = states.get(key);
    if (there) return there;
    const state: State = { illSince: undefined, goodSince: undefined, incident: undefined };
    states.set(key, state);
    return state;
  }

  /** What another process opened or closed. At the start, what a former one left open is this one's to close. */
  async function takeOver(at: number): Promise<void> {
    const first = lookedAt === Number.NEGATIVE_INFINITY;
    const open = (await incidents.incidents({ open: true, limit: MOST_OPEN })).filter(({ kind }) => kind === OUTAGE);
    const ids = new Set(open.map(({ id }) => id));
    for (const state of states.values()) {
      if (!state.incident || ids.has(state.incident.id)) continue;
      state.incident = undefined; // closed there; if it goes on here, that is another one
      if (state.illSince !== undefined) state.illSince = at;
    }
    for (const incident of open) stateOf(incident.instance, incident.operation).incident ??= knownOf(incident, first);
    lookedAt = at;
  }

  async function told(state: State, source: OutageSource, at: number): Promise<void> {
    const { incident, illSince = at } = state;
    const cause = source.dead && wordsOf(source.dead);
    if (!incident) {
      if (at - illSince < OPENS_AFTER_MS || source.inMaintenance) return;
      await open(state, source, cause ?? 'belum terbukti pulih', illSince);
    } else if (
      cause !== undefined &&
      incident.mine &&
      cause !== incident.cause &&
      at - incident.causeAt >= CAUSE_EVERY_MS
    ) {
      incident.cause = cause;
      incident.causeAt = at;
      await entries.addEntry({ incident: incident.id, at, kind: 'cause', by: 'simpul', text: cause });
    }
  }

  async function open(state: State, { instance, operation, services }: OutageSource, cause: string, openedAt: number) {
    const id = newId('ins', openedAt);
    const detail = JSON.stringify({ sebab: cause, layanan: services });
    const opened = await incidents.openIncident({ id, kind: OUTAGE, instance, operation, openedAt, detail });
    if (opened) state.incident = { id, mine: true, cause, causeAt: openedAt };
    else lookedAt = Math.min(lookedAt, now().getTime() - LOOKS_AGAIN_MS); // another process was first: which one is it?
  }

  async function ended(state: State, { instance, operation }: OutageSource, at: number): Promise<void> {
    const { incident, goodSince } = state;
    if (!incident || goodSince === undefined) return;
    if (at - goodSince < (incident.mine ? CLOSES_AFTER_MS : CLOSES_OTHERS_AFTER_MS)) return;
    await incidents.closeIncident(OUTAGE, instance, operation, goodSince);
    state.incident = undefined;
  }

  return {
    async look(sources) {
      if (looking) return; // a disk that hangs is not asked again every second
      looking = true;
      try {
        await look(sources);
      } finally {
        looking = false;
      }
    },
  };
}

/** Between two tries nothing is known: it is dead until a call has come through, and not when it may be asked again. */
function follow(state: State, { dead, health, inMaintenance }: OutageSource, at: number): void {
  const well = !dead && goesWell(health);
  if (dead) {
    state.illSince ??= at;
    state.goodSince = undefined;
  } else if (well) {
    state.illSince = undefined;
    state.goodSince ??= at;
  } else {
    state.goodSince = undefined;
  }
  // what is planned is no outage: it becomes one by going on
  if (inMaintenance && state.illSince !== undefined && !state.incident) state.illSince = at;
}

function knownOf({ id, openedAt, detail }: Incident, mine: boolean): Known {
  const { sebab = '' } = JSON.parse(detail) as { readonly sebab?: string };
  return { id, mine, cause: sebab, causeAt: openedAt };
}

export interface TimelineEntry {
  readonly at: number;
  readonly kind: 'opened' | IncidentEntry['kind'] | 'closed';
  readonly by: string;
  readonly text: string;
}

/** What happened from its beginning to its end, and who said what. */
export function timelineOf(incident: Incident, entries: readonly IncidentEntry[]): readonly TimelineEntry[] {
  const { sebab = '' } = JSON.parse(incident.detail) as { readonly sebab?: string };
  const own = entries.filter((entry) => entry.incident === incident.id);
  const during = own.map(({ at, kind, by, text }) => ({ at, kind, by, text }));
  const closed = incident.closedAt;
  return [
    { at: incident.openedAt, kind: 'opened' as const, by: 'simpul', text: sebab },
    ...during,
    ...(closed === null ? [] : [{ at: closed, kind: 'closed' as const, by: 'simpul', text: '' }]),
  ].toSorted((one, other) => one.at - other.at);
}
