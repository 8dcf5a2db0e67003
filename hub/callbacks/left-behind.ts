import type { Job } from '../services/job.ts';
import { type Unanswered, unanswered } from './heard.ts';

/** Longer than any call is under way in a process that lives. */
const UNDER_WAY_MS = 15_000;
const EVERY_MS = 5000;
const MOST_AT_ONCE = 200;
const FIRST_PAUSE_MS = 5000;
const LONGEST_PAUSE_MS = 600_000;

/**
 * Works off what an upstream told and nobody could decide: the process was killed, or the database was busy. Whether the
 * upstream tells it again is its own affair. At once after a start, what was heard last a bite at a time, and within it
 * the oldest first, with the moment it was heard at; what fails again and again is tried less and less often.
 */
export function createLeftBehind(decide: (call: Unanswered) => Promise<'decided' | 'unavailable'>): Job {
  const pauses = new Map<string, { readonly until: number; readonly ms: number }>();
  let started: number | undefined;

  async function attempt(call: Unanswered, now: number): Promise<void> {
    if ((pauses.get(call.id)?.until ?? 0) > now) return;
    if ((await decide(call)) === 'decided') pauses.delete(call.id);
    else {
      const ms = Math.min((pauses.get(call.id)?.ms ?? FIRST_PAUSE_MS / 2) * 2, LONGEST_PAUSE_MS);
      pauses.set(call.id, { until: now + ms, ms });
    }
  }

  return {
    name: 'panggilan-tertinggal',
    everyMs: EVERY_MS,
    async run({ records, now }) {
      const at = now.getTime();
      started ??= at;
      const left = await unanswered(records, Math.max(started, at - UNDER_WAY_MS), MOST_AT_ONCE);
      for (const call of left) await attempt(call, at);
    },
  };
}
