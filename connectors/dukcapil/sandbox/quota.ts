export interface Quota {
  /** Counts a call, or says `false` when the day's calls are used up. */
  use(): boolean;
  left(): number;
}

/** A number of calls per day of western Indonesia. `dailyQuota` is asked each time, since it may be set meanwhile. */
export function createQuota(dailyQuota: () => number, now: () => Date): Quota {
  let day = '';
  let used = 0;
  const turnDay = () => {
    const today = new Date(now().getTime() + 7 * 3_600_000).toISOString().slice(0, 10);
    if (today !== day) used = 0;
    day = today;
  };
  const left = () => {
    turnDay();
    return Math.max(0, dailyQuota() - used);
  };
  return {
    left,
    use() {
      if (left() === 0) return false;
      used += 1;
      return true;
    },
  };
}
