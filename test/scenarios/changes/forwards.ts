import { expect } from '@jest/globals';
import { until } from '../../hub/until.ts';
import type { StartedClient } from '../clients/start.ts';
import { type Askable, drained } from '../forwarding/drain.ts';
import { tableOf } from '../load.ts';

/** What became of everything an application handed over, by the upstream's own book. */
export interface Fate {
  readonly accepted: number;
  readonly arrived: number;
  readonly lost: number;
  readonly duplicated: number;
}

/** Lets a client hear of everything it handed over, and holds that against what is there: `held` gives each reference. */
export async function settled(
  name: string,
  { client, hub }: { readonly client: StartedClient; readonly hub: Askable },
  held: () => readonly string[],
): Promise<Fate> {
  await client.rest();
  await drained(hub);
  await until('everything that was handed over came to something', () => {
    const { open, unheard } = client.tally();
    return open.length === 0 && unheard.length === 0;
  });
  const total = await client.stop();
  const times = new Map<string, number>();
  for (const reference of held()) times.set(reference, (times.get(reference) ?? 0) + 1);
  const accepted = Object.keys(total.accepted);
  const fate: Fate = {
    accepted: accepted.length,
    arrived: accepted.filter((reference) => times.has(reference)).length,
    lost: accepted.filter((reference) => !times.has(reference)).length,
    duplicated: [...times.values()].filter((count) => count > 1).length,
  };
  process.stdout.write(`${tableOf([{ forwards: name, ...fate, turnedAway: Object.keys(total.turnedAway).length }])}\n`);
  expect({ wrong: total.wrong, salah: total.salah }).toEqual({ wrong: [], salah: 0 });
  expect({ lost: fate.lost, duplicated: fate.duplicated }).toEqual({ lost: 0, duplicated: 0 });
  expect(fate.accepted).toBeGreaterThan(0);
  return fate;
}
