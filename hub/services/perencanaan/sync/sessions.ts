import { jakartaDate } from '../../../mapping/jakarta.ts';
import { sourceState, writeSource } from './windows.ts';
import type { Work } from './work.ts';

const WARNED_BEFORE_MS = 12 * 3600 * 1000;

/** An officer's session ends after some days: people are told before and after, once a day, and it stands in the state. */
export async function watchSessions({ context, clock }: Work): Promise<void> {
  const at = clock();
  for (const instance of context.instancesOf('sipd')) {
    const end = context.accessEnd(instance);
    const state = await sourceState(instance, context);
    const aksesSampai = end?.at.getTime() ?? null;
    const left = aksesSampai === null ? Number.POSITIVE_INFINITY : aksesSampai - at;
    const today = `${jakartaDate(new Date(at))} ${left <= 0 ? 'berakhir' : 'segera'}`;
    const isNews = left <= WARNED_BEFORE_MS && state.diperingatkan !== today;
    if (aksesSampai === state.aksesSampai && !isNews) continue;
    if (isNews && end) context.trouble(words(instance, end.service, left));
    await writeSource(instance, at, { aksesSampai, ...(isNews ? { diperingatkan: today } : {}) }, context);
  }
}

function words(instance: string, service: string, leftMs: number): string {
  const todo = 'an officer logs in to SIPD and hands a new token over, then the hub is restarted';
  if (leftMs <= 0) return `${instance}: the session of "${service}" that an officer handed over is over; ${todo}`;
  const hours = Math.max(1, Math.floor(leftMs / 3_600_000));
  return `${instance}: the session of "${service}" that an officer handed over ends within ${hours} h; ${todo}`;
}
