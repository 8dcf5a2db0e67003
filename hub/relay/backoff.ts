export interface Backoff {
  readonly firstRetryMs: number;
  readonly longestRetryMs: number;
}

/**
 * How long a message waits after so many attempts: twice as long each time, and somewhere in the upper half of it by
 * chance, so that what failed together does not come back together.
 */
export function retryAfterMs(
  { firstRetryMs, longestRetryMs }: Backoff,
  attempts: number,
  chance: number = Math.random(),
): number {
  const whole = Math.min(longestRetryMs, firstRetryMs * 2 ** Math.min(30, Math.max(0, attempts - 1)));
  return Math.round(whole / 2 + (whole / 2) * chance);
}
