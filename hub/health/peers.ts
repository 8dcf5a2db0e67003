/** What answers tell of the machine they come from. */
export interface Peer {
  /** How far its clock is ahead of ours, to about a second; negative: behind. Absent: it does not say what time it is. */
  readonly skewMs?: number;
  /** Until when the certificate it showed is good. Absent: it showed none. */
  readonly certificateUntil?: Date;
}

export interface Peers {
  /** The `Date` of an answer that has just come. */
  heard(instance: string, date: string, now: Date): void;
  /** `validTo` as a certificate says it: `Nov 27 03:00:00 2027 GMT`. */
  certified(instance: string, validTo: string): void;
  of(instance: string): Peer;
}

/** An odd one among them, which a cache had kept or a gateway had written, says nothing. */
const ANSWERS = 20;
/** A `Date` has whole seconds: on the average half of one has passed. */
const HALF_A_SECOND_MS = 500;

export function createPeers(): Peers {
  const skews = new Map<string, number[]>();
  const certificates = new Map<string, Date>();
  return {
    heard(instance, date, now) {
      const there = Date.parse(date);
      if (Number.isNaN(there)) return;
      const skew = there + HALF_A_SECOND_MS - now.getTime();
      const last = skews.get(instance);
      if (!last) skews.set(instance, [skew]);
      else if (last.push(skew) > ANSWERS) last.shift();
    },
    certified(instance, validTo) {
      const until = new Date(validTo);
      if (!Number.isNaN(until.getTime())) certificates.set(instance, until);
    },
    of(instance) {
      const skewMs = medianOf(skews.get(instance) ?? []);
      const certificateUntil = certificates.get(instance);
      return { ...(skewMs === undefined ? {} : { skewMs }), ...(certificateUntil ? { certificateUntil } : {}) };
    },
  };
}

function medianOf(values: readonly number[]): number | undefined {
  const sorted = values.toSorted((one, other) => one - other);
  return sorted[Math.floor(sorted.length / 2)];
}
