import type { IncidentKind } from '../releases/incidents.ts';
import type { Incident } from '../store/releases.ts';

/** What of an incident's detail may leave the hub: its own words and names, never an upstream's sentence. */
export interface Detail {
  readonly sebab?: string;
  readonly dari?: string;
  readonly ke?: string;
  readonly banyaknya?: number;
  readonly layanan?: readonly string[];
}

/** What a channel knows of one kind of incident of one operation, kept as JSON while it has anything to do with it. */
export interface Subject {
  readonly kind: string;
  readonly instance: string;
  readonly operation: string;
  /** The newest one. */
  readonly incident: string;
  readonly openedAt: number;
  readonly closedAt: number | null;
  readonly detail: Detail;
  /** Which incident it was told of last, as going on or as over. */
  readonly told: { readonly incident: string; readonly open: boolean; readonly at: number } | null;
  /** Openings that it was not told of. */
  readonly untold: number;
  readonly flapping: Flapping | null;
  /** It began within planned maintenance: that is nobody's concern, unless it outlasts it. */
  readonly planned: boolean;
}

/** It opens again and again. */
export interface Flapping {
  readonly since: number;
  readonly openings: number;
  /** So many of them were told of; 0: not even that it goes up and down. */
  readonly openingsTold: number;
}

/** What opens again sooner than that after its end goes up and down, until it has been quiet for as long. */
export const QUIET_AFTER_MS = 15 * 60_000;
const UPSTREAM_GONE: IncidentKind = 'hulu-mati';
const SWITCHED: IncidentKind = 'rilis-beralih';
const BAD_EDIT: IncidentKind = 'pemetaan-salah';

/** A grave one may break through quiet hours. */
export function isGrave({ kind }: Pick<Subject, 'kind'>): boolean {
  return kind === UPSTREAM_GONE;
}

export function keyOf({ kind, instance, operation }: Pick<Subject, 'kind' | 'instance' | 'operation'>): string {
  return `${kind} ${instance} ${operation}`;
}

/** After this incident, which is newer than what was known or the same as it is now. */
export function takenIn(before: Subject | undefined, incident: Incident, planned: boolean): Subject {
  const { id, kind, instance, operation, openedAt, closedAt } = incident;
  if (before?.incident === id) return { ...before, closedAt };
  const detail = detailOf(incident);
  const { told = null, untold = 0, flapping = null } = before ?? {};
  const now = { kind, instance, operation, incident: id, openedAt, closedAt, detail, told };
  if (planned) return { ...now, untold, flapping, planned };
  return { ...now, untold: untold + 1, flapping: flappingAfter(before, openedAt), planned };
}

function flappingAfter(before: Subject | undefined, openedAt: number): Flapping | null {
  if (!before) return null;
  const { flapping, planned, closedAt } = before;
  if (flapping) return { ...flapping, openings: flapping.openings + 1 };
  // where its end was not seen, it was shorter than a look
  const again = openedAt - (closedAt ?? openedAt) < QUIET_AFTER_MS;
  return again && !planned ? { since: before.openedAt, openings: 2, openingsTold: 0 } : null;
}

/** Of each kind what the hub itself has written; `alasan` of a refusal is the upstream's sentence and stays here. */
function detailOf({ kind, detail }: Incident): Detail {
  const { sebab, dari, ke, banyaknya, layanan } = JSON.parse(detail) as Detail;
  return {
    ...(layanan ? { layanan } : {}),
    ...(kind === UPSTREAM_GONE && sebab ? { sebab } : {}),
    ...(kind === SWITCHED && dari && ke ? { dari, ke } : {}),
    ...(kind === BAD_EDIT && banyaknya ? { banyaknya } : {}),
  };
}
