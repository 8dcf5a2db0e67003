import { describe, expect, test } from '@jest/globals';
import type { OperationHealth } from '../../../hub/health/observations.ts';
import type { DeadCause } from '../../../hub/health/operation-state.ts';
import { createOutages, type OutageSource, timelineOf } from '../../../hub/health/outages.ts';
import type { Store } from '../../../hub/store/store.ts';
import { withStore } from '../store/with-store.ts';
import { HOUR, MIDNIGHT } from './traffic.ts';

const SECOND = 1000;

describe('an upstream that is gone', () => {
  test('is an incident after half a minute, with its cause and the services that stand on it', () =>
    withWatch(async ({ pass, incidents }) => {
      await pass(30, { dead: 'unreachable' });
      expect(await incidents()).toEqual([]);
      await pass(1, { dead: 'unreachable' });
      expect(await incidents()).toMatchObject([
        {
          kind: 'hulu-mati',
          instance: 'bpjs',
          operation: 'peserta-by-nik',
          openedAt: MIDNIGHT + SECOND,
          closedAt: null,
        },
      ]);
      const [{ detail = '' } = {}] = await incidents();
      expect(JSON.parse(detail)).toEqual({ sebab: 'tidak dapat dihubungi', layanan: ['getPeserta'] });
    }));

  test('is dead between two tries as well, until a call comes through', () =>
    withWatch(async ({ pass, incidents }) => {
      for (let turn = 0; turn < 4; turn += 1) {
        await pass(8, { dead: 'unavailable' });
        await pass(2, { dead: undefined }); // may be asked again, and nobody has
      }
      expect(await incidents()).toMatchObject([{ closedAt: null, openedAt: MIDNIGHT + SECOND }]);
      await pass(300, { dead: undefined });
      expect(await incidents()).toMatchObject([{ closedAt: null }]);
    }));

  test('is over when it has been well for a minute, and was so from its beginning', () =>
    withWatch(async ({ pass, good, at, incidents }) => {
      await pass(40, { dead: 'unreachable' });
      good();
      const backAt = at() + SECOND;
      await pass(60, {});
      expect(await incidents()).toMatchObject([{ closedAt: null }]);
      await pass(1, {});
      expect(await incidents()).toMatchObject([{ closedAt: backAt }]);
      await pass(300, {});
      expect(await incidents()).toHaveLength(1);
    }));

  test('that comes and goes for an hour is one incident', () =>
    withWatch(async ({ pass, good, at, incidents }) => {
      await pass(35, { dead: 'unreachable' });
      while (at() < MIDNIGHT + HOUR) {
        good();
        await pass(40, {});
        await pass(20, { dead: 'unreachable' });
      }
      expect(await incidents()).toMatchObject([{ closedAt: null }]);
      good();
      await pass(61, {});
      expect(await incidents()).toMatchObject([{ closedAt: MIDNIGHT + HOUR + 36 * SECOND }]);
    }));

  test('that is back soon is none, however often', () =>
    withWatch(async ({ pass, good, incidents }) => {
      for (let turn = 0; turn < 30; turn += 1) {
        await pass(25, { dead: 'unreachable' });
        good();
        await pass(2, {});
      }
      expect(await incidents()).toEqual([]);
    }));

  test('is told of when its cause changes, and not every second where two alternate', () =>
    withWatch(async ({ pass, store, incidents, good }) => {
      await pass(90, { dead: 'unreachable' });
      await pass(90, { dead: 'auth' });
      for (let second = 0; second < 120; second += 1) await pass(1, { dead: second % 2 ? 'auth' : 'quota' });
      const [incident] = await incidents();
      if (!incident) throw new Error('no incident');
      await store.health.addEntry({
        incident: incident.id,
        at: MIDNIGHT + 100 * SECOND,
        kind: 'acknowledged',
        by: 'Rini',
        text: '',
      });
      good();
      await pass(61, {});
      const [closed = incident] = await incidents();
      const timeline = timelineOf(closed, await store.health.entries([incident.id]));
      expect(timeline.map(({ at, kind, text }) => [(at - MIDNIGHT) / SECOND, kind, text])).toEqual([
        [1, 'opened', 'tidak dapat dihubungi'],
        [91, 'cause', 'menolak kredensial daerah'],
        [100, 'acknowledged', ''],
        [181, 'cause', 'kuotanya habis'],
        [242, 'cause', 'menolak kredensial daerah'],
        [301, 'closed', ''],
      ]);
    }));

  test('is none within planned maintenance, and one when it outlasts it', () =>
    withWatch(async ({ pass, at, incidents }) => {
      await pass(600, { dead: 'maintenance', inMaintenance: true });
      expect(await incidents()).toEqual([]);
      const overAt = at();
      await pass(29, { dead: 'maintenance' });
      expect(await incidents()).toEqual([]);
      await pass(2, { dead: 'maintenance' });
      expect(await incidents()).toMatchObject([{ openedAt: overAt }]);
    }));
});

describe('an incident of another process', () => {
  test('that left it open is closed by the next', () =>
    withWatch(async ({ pass, good, incidents, another }) => {
      await pass(40, { dead: 'unreachable' });
      another();
      good();
      await pass(62, {});
      expect(await incidents()).toMatchObject([{ closedAt: expect.any(Number) }]);
    }));

  test('is not opened twice, and closed by this one only when the other has not for long', () =>
    withWatch(async ({ pass, good, incidents, beside }) => {
      const other = beside();
      await pass(5, {}); // this one has looked before there was one
      await other.pass(40, { dead: 'unreachable' });
      await pass(120, { dead: 'unreachable' });
      expect(await incidents()).toHaveLength(1);
      good();
      await pass(599, {});
      expect(await incidents()).toMatchObject([{ closedAt: null }]);
      await pass(5, {});
      expect(await incidents()).toMatchObject([{ closedAt: expect.any(Number) }]);
    }));

  test('that was closed there and goes on here is opened anew', () =>
    withWatch(async ({ pass, store, incidents }) => {
      await pass(40, { dead: 'unreachable' });
      await store.releases.closeIncident('hulu-mati', 'bpjs', 'peserta-by-nik', MIDNIGHT + 41 * SECOND);
      await pass(70, { dead: 'unreachable' });
      expect((await incidents()).map(({ closedAt }) => closedAt === null)).toEqual([true, false]);
    }));
});

test('an incident that cannot be written is written when it can be', () =>
  withStore(async (store) => {
    let at = MIDNIGHT;
    let broken = true;
    const openIncident: Store['releases']['openIncident'] = async (incident) => {
      if (broken) throw new Error('the disk is full');
      return store.releases.openIncident(incident);
    };
    const outages = createOutages({
      incidents: { ...store.releases, openIncident },
      entries: store.health,
      now: () => new Date(at),
    });
    const look = () => outages.look([sourceOf({ dead: 'unreachable' }, { calls: 1 })]);
    await look();
    at += 31 * SECOND;
    await expect(look()).rejects.toThrow('the disk is full');
    broken = false;
    at += SECOND;
    await look();
    expect(await store.releases.incidents({ limit: 5 })).toMatchObject([{ openedAt: MIDNIGHT }]);
  }));

interface Seen {
  readonly dead?: DeadCause | undefined;
  readonly inMaintenance?: boolean;
}

interface Watch {
  readonly store: Store;
  readonly at: () => number;
  /** Looks once a second at this, for so many seconds. */
  pass(seconds: number, seen: Seen): Promise<void>;
  /** A call comes through now. */
  good(): void;
  incidents(): ReturnType<Store['releases']['incidents']>;
  /** The process is replaced by a new one. */
  another(): void;
  /** A second process. */
  beside(): Pick<Watch, 'pass'>;
}

async function withWatch(use: (watch: Watch) => Promise<void>): Promise<void> {
  await withStore(async (store) => {
    let at = MIDNIGHT;
    let health: OperationHealth = { calls: 0 };
    const open = () => createOutages({ incidents: store.releases, entries: store.health, now: () => new Date(at) });
    const passing = (outages: () => ReturnType<typeof open>) => async (seconds: number, seen: Seen) => {
      for (let second = 0; second < seconds; second += 1) {
        at += SECOND;
        if (seen.dead) health = { ...health, lastBad: new Date(at) };
        await outages().look([sourceOf(seen, health)]);
      }
    };
    let outages = open();
    await use({
      store,
      at: () => at,
      pass: passing(() => outages),
      good() {
        health = { ...health, lastGood: new Date(at + 1) };
      },
      incidents: () => store.releases.incidents({ limit: 10 }),
      another() {
        outages = open();
      },
      beside() {
        const second = open();
        return { pass: passing(() => second) };
      },
    });
  });
}

function sourceOf({ dead, inMaintenance = false }: Seen, health: OperationHealth): OutageSource {
  return {
    instance: 'bpjs',
    operation: 'peserta-by-nik',
    dead,
    health: { ...health, calls: 1 },
    inMaintenance,
    services: ['getPeserta'],
  };
}
