import type { Jalur } from '../../../openapi/generated/types.ts';
import type { City } from './city.ts';

interface LaneStatus {
  readonly data: { readonly jalur: readonly Jalur[] };
}

export async function lanes(city: City): Promise<readonly Jalur[]> {
  const { body } = await city.ask('GET', '/v1/status');
  return (body as unknown as LaneStatus).data.jalur;
}

/** Resolves to how long it took until nothing waits any more. Gives up when nothing has moved for a while. */
export async function drained(city: City, patienceMs = 60_000): Promise<number> {
  const started = performance.now();
  let least = Number.POSITIVE_INFINITY;
  let movedAt = started;
  for (;;) {
    const now = await lanes(city);
    const waiting = now.reduce((sum, { menunggu = 0 }) => sum + menunggu, 0);
    if (waiting === 0) return performance.now() - started;
    if (waiting < least) {
      least = waiting;
      movedAt = performance.now();
    }
    if (performance.now() - movedAt > patienceMs) throw new Error(`nothing moves any more: ${JSON.stringify(now)}`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}
