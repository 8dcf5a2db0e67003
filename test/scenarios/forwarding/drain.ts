import { setTimeout as sleep } from 'node:timers/promises';
import type { Jalur } from '../../../openapi/generated/types.ts';

/** Whatever answers for a hub: a child process, or one in this process. */
export interface Askable {
  ask(method: string, path: string): Promise<{ readonly body: unknown }>;
}

interface LaneStatus {
  readonly data: { readonly jalur: readonly Jalur[] };
}

export async function lanes(hub: Askable): Promise<readonly Jalur[]> {
  const { body } = await hub.ask('GET', '/v1/status');
  return (body as LaneStatus).data.jalur;
}

export async function laneOf(hub: Askable, operation: string): Promise<Jalur | undefined> {
  return (await lanes(hub)).find(({ operasi }) => operasi === operation);
}

/** Resolves to how long it took until nothing waits any more. Gives up when nothing has moved for a while. */
export async function drained(hub: Askable, patienceMs = 60_000): Promise<number> {
  const started = performance.now();
  let least = Number.POSITIVE_INFINITY;
  let movedAt = started;
  for (;;) {
    const now = await lanes(hub);
    const waiting = now.reduce((sum, { menunggu = 0 }) => sum + menunggu, 0);
    if (waiting === 0) return performance.now() - started;
    if (waiting < least) {
      least = waiting;
      movedAt = performance.now();
    }
    if (performance.now() - movedAt > patienceMs) throw new Error(`nothing moves any more: ${JSON.stringify(now)}`);
    await sleep(100);
  }
}
