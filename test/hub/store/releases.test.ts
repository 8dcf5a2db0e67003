import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { openSqliteStore } from '../../../hub/store/sqlite/open.ts';
import type { Store } from '../../../hub/store/store.ts';
import { choice, driftReport, incident, shadow, shadowReport } from '../../conformance/store-release-samples.ts';
import { printedUntilKilled } from './until-killed.ts';

describe('what a sqlite store knows about releases', () => {
  test('survives kill -9: every acknowledged choice, and of none a half', () =>
    withDirectory(async (directory) => {
      const acknowledged = await printedUntilKilled('choose.ts', directory, 2000);
      expect(acknowledged.length).toBeGreaterThanOrEqual(2000);
      const last = new Map(acknowledged.map((line) => line.split(' ') as [string, string]));
      const { releases, close } = await openSqliteStore({ directory });
      try {
        const inForce = await releases.choices();
        expect(inForce).toHaveLength(40);
        for (const [instance, number] of last) {
          const [one, other] = inForce.filter((word) => word.instance === instance);
          expect(one?.since).toBeGreaterThanOrEqual(Number(number));
          expect(other?.since).toBe(one?.since);
          const said = (await releases.choiceHistory(instance, 'one', 1000)).map(({ since }) => since);
          expect(said).toEqual(said.map((_, age) => (one?.since ?? 0) - age)); // without a gap
        }
      } finally {
        await close();
      }
    }));

  test('is shared by all who opened its directory: what one says the other reads, and one of them opens an incident', () =>
    withDirectory(async (directory) => {
      const stores = [await openSqliteStore({ directory }), await openSqliteStore({ directory })] as const;
      try {
        const [one, other] = stores.map(({ releases }) => releases) as [Store['releases'], Store['releases']];
        await one.choose([choice({ release: 'a' })]);
        await other.choose([choice({ release: 'b' })]);
        expect(await one.choices()).toEqual([choice({ release: 'b' })]);
        await one.setShadows([shadow()]);
        const turns = Array.from({ length: 50 }, (_, index) => index);
        const won = await Promise.all(
          turns.flatMap((turn) =>
            [one, other].map(async (releases, index) => {
              await releases.addDrift([driftReport()]);
              await releases.addShadowCounts([shadowReport({ read: 1, fields: { nama: 1 } })]);
              return releases.openIncident(incident({ id: `isd ${turn} ${index}` }));
            }),
          ),
        );
        expect(won.filter(Boolean)).toHaveLength(1);
        expect(await one.drift({ limit: 10 })).toEqual([driftReport({ count: 100 })]);
        expect(await other.shadows()).toEqual([shadowReport({ read: 100, fields: { nama: 100 } })]);
      } finally {
        await Promise.all(stores.map((store) => store.close()));
      }
    }));
});

async function withDirectory(action: (directory: string) => Promise<void>): Promise<void> {
  const directory = await mkdtemp(join(tmpdir(), 'simpul-store-'));
  try {
    await action(directory);
  } finally {
    await rm(directory, { recursive: true });
  }
}
