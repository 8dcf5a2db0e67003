import { describe, expect, test } from '@jest/globals';
import { createHealthKeeping } from '../../../hub/health/keeping.ts';
import { createMeters } from '../../../hub/health/meters.ts';
import type { HealthStore } from '../../../hub/store/health.ts';
import { StoreError } from '../../../hub/store/store.ts';
import { withStore } from '../store/with-store.ts';
import { counted, DAY, HOUR, MIDNIGHT, MINUTE, observation } from './traffic.ts';

const ALL = { kind: 'call', from: 0, to: Number.MAX_SAFE_INTEGER } as const;
const read = (health: HealthStore, resolution: 'minute' | 'hour' | 'day') => health.read({ ...ALL, resolution });

describe('what was counted', () => {
  test('is written when its minute is over, and the current one at the end', () =>
    withStore(async ({ health }) => {
      let at = MIDNIGHT;
      const meters = createMeters();
      const keeping = createHealthKeeping({ meters, store: health, now: () => new Date(at) });
      meters.called(observation(at));
      await keeping.flush();
      expect(await read(health, 'minute')).toEqual([]);
      at += MINUTE;
      meters.called(observation(at));
      await Promise.all([keeping.flush(), keeping.flush()]);
      expect((await read(health, 'minute')).map((row) => row.at)).toEqual([MIDNIGHT]);
      await keeping.finish();
      expect((await read(health, 'minute')).map((row) => row.at)).toEqual([MIDNIGHT, MIDNIGHT + MINUTE]);
      expect((await read(health, 'day')).map(({ counts }) => counts[0])).toEqual([2]);
    }));

  test('of several processes is one sum', () =>
    withStore(async ({ health }) => {
      const processes = Array.from({ length: 3 }, () => {
        const meters = createMeters();
        return { meters, keeping: createHealthKeeping({ meters, store: health, now: () => new Date(MIDNIGHT) }) };
      });
      for (const { meters } of processes) meters.called(observation(MIDNIGHT));
      await Promise.all(processes.map(({ keeping }) => keeping.finish()));
      expect((await read(health, 'minute')).map(({ counts }) => counts[0])).toEqual([3]);
    }));

  test('waits while the store does not take it, and is written once', () =>
    withStore(async ({ health }) => {
      const meters = createMeters();
      let taken = 0;
      let broken = true;
      const store: HealthStore = {
        ...health,
        async add(rows) {
          taken += 1;
          if (broken && taken > 1) throw new StoreError('the disk is full'); // the first bite is there
          return health.add(rows);
        },
      };
      const keeping = createHealthKeeping({ meters, store, now: () => new Date(MIDNIGHT) });
      for (let index = 0; index < 250; index += 1)
        meters.called(observation(MIDNIGHT, { operation: `operation ${index}` }));
      await expect(keeping.finish()).rejects.toThrow('the disk is full');
      expect(keeping.failures()).toBe(1);
      expect(await read(health, 'minute')).toHaveLength(100);
      await expect(keeping.finish()).rejects.toThrow('the disk is full');
      meters.called(observation(MIDNIGHT, { operation: 'operation 249' }));
      broken = false;
      await keeping.finish();
      const rows = await read(health, 'minute');
      expect(rows).toHaveLength(250);
      expect(rows.filter(({ counts }) => counts[0] !== 1)).toMatchObject([
        { operation: 'operation 249', counts: counted({ 0: 2 }).counts },
      ]);
    }));

  test('is removed when no chart asks for it in that fineness any more', () =>
    withStore(async ({ health }) => {
      const meters = createMeters();
      const ages = [0, 47 * HOUR, 49 * HOUR, 61 * DAY, 63 * DAY, 399 * DAY, 401 * DAY];
      for (const age of ages) meters.called(observation(MIDNIGHT - age));
      const keeping = createHealthKeeping({ meters, store: health, now: () => new Date(MIDNIGHT) });
      await keeping.finish();
      await keeping.prune();
      const kept = async (resolution: 'minute' | 'hour' | 'day') => (await read(health, resolution)).length;
      expect([await kept('minute'), await kept('hour'), await kept('day')]).toEqual([2, 4, 6]);
    }));
});
