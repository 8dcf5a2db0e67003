import { expect } from '@jest/globals';
import {
  COUNT_PLACES,
  type HealthFilter,
  type HealthRow,
  type IncidentEntry,
  LATENCY_BUCKETS,
  LENGTH_MS,
  type Maintenance,
  type Resolution,
  startOf,
} from '../../hub/store/health.ts';
import { incident, PESERTA } from './store-release-samples.ts';
import type { Rule } from './store-samples.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
/** Midnight in western Indonesia. */
const MIDNIGHT = Date.parse('2026-11-19T17:00:00Z');

export function rollupRules(rule: Rule) {
  rule(
    'what was counted is read as it was, by minute, hour and day, also after a reopening',
    async ({ store, reopen }) => {
      const at = MIDNIGHT + 10 * HOUR + 7 * MINUTE;
      const row = healthRow({ at, counts: figures(COUNT_PLACES, (place) => place * 1_000_003) });
      await store.health.add([row]);
      const { health } = await reopen();
      expect(await health.read(around('minute'))).toEqual([row]);
      expect(await health.read(around('hour'))).toEqual([{ ...row, at: MIDNIGHT + 10 * HOUR }]);
      expect(await health.read(around('day'))).toEqual([{ ...row, at: MIDNIGHT }]);
    },
  );

  rule('what is added again is added, in one call and in many at once', async ({ store: { health } }) => {
    const row = healthRow({
      counts: figures(COUNT_PLACES, (place) => place),
      buckets: figures(LATENCY_BUCKETS, (b) => b),
    });
    await health.add([row, row]);
    await Promise.all(Array.from({ length: 40 }, () => health.add([row])));
    for (const resolution of ['minute', 'hour', 'day'] as const) {
      const [one, ...more] = await health.read(around(resolution));
      expect(more).toEqual([]);
      expect(one?.counts).toEqual(row.counts.map((count) => count * 42));
      expect(one?.buckets).toEqual(row.buckets.map((count) => count * 42));
    }
  });

  rule('minutes add up to their hour, and hours to their day of western Indonesia', async ({ store: { health } }) => {
    const minutes = [-1, 0, 59, 60, 24 * 60 - 1, 24 * 60].map((minute) => MIDNIGHT + minute * MINUTE);
    await health.add(minutes.map((at) => healthRow({ at, counts: one(0) })));
    const read = async (resolution: Resolution) =>
      (await health.read(around(resolution))).map(({ at, counts }) => [(at - MIDNIGHT) / MINUTE, counts[0]]);
    expect(await read('minute')).toEqual([-1, 0, 59, 60, 1439, 1440].map((at) => [at, 1]));
    expect(await read('hour')).toEqual([
      [-60, 1],
      [0, 2],
      [60, 1],
      [1380, 1],
      [1440, 1],
    ]);
    expect(await read('day')).toEqual([
      [-1440, 1],
      [0, 4],
      [1440, 1],
    ]);
  });

  rule(
    'rows are told apart by kind, instance and operation, and from the beginning to before the end',
    async ({ store }) => {
      const { health } = store;
      await health.add([
        healthRow({ counts: one(0) }),
        healthRow({ at: MIDNIGHT + MINUTE, counts: one(1) }),
        healthRow({ instance: 'bpjs-uji', counts: one(2) }),
        healthRow({ operation: 'rujukan-by-nomor', counts: one(3) }),
        healthRow({ kind: 'answer', instance: '', operation: 'getPeserta', counts: one(4) }),
      ]);
      const places = async (filter: Partial<HealthFilter>) =>
        (await health.read({ ...around('minute'), ...filter })).map(({ counts }) => counts.indexOf(1));
      expect(await places({})).toEqual([0, 3, 2, 1]);
      expect(await places({ instance: 'bpjs' })).toEqual([0, 3, 1]);
      expect(await places({ instance: 'bpjs', operation: 'peserta-by-nik' })).toEqual([0, 1]);
      expect(await places({ operation: 'peserta-by-nik' })).toEqual([0, 2, 1]);
      expect(await places({ kind: 'answer' })).toEqual([4]);
      expect(await places({ instance: 'nobody' })).toEqual([]);
      expect(await places({ from: MIDNIGHT, to: MIDNIGHT + MINUTE })).toEqual([0, 3, 2]);
      expect(await places({ from: MIDNIGHT + MINUTE, to: MIDNIGHT + 2 * MINUTE })).toEqual([1]);
    },
  );

  rule('sums per moment, per step and per subject are those of the rows', async ({ store: { health } }) => {
    const rows = figures(60, (index) =>
      healthRow({
        at: MIDNIGHT + (index % 20) * MINUTE,
        operation: `operation ${index % 3}`,
        counts: figures(COUNT_PLACES, (place) => place + index),
        buckets: figures(LATENCY_BUCKETS, (bucket) => bucket * index),
      }),
    );
    await health.add(rows);
    const filter = around('minute');
    const summed = (of: (row: HealthRow) => unknown) =>
      [...Map.groupBy(rows, of)].map(([key, some]) => [key, sumsOf(some)] as const);
    const moments = await health.readMoments(filter);
    expect(moments.map(({ at, ...sums }) => [at, sums])).toEqual(summed(({ at }) => at));
    const step = 5 * MINUTE;
    const steps = await health.readMoments({ ...filter, stepMs: step });
    expect(steps.map(({ at, ...sums }) => [at, sums])).toEqual(summed(({ at }) => at - (at % step)));
    const subjects = await health.readSubjects(filter);
    expect(subjects.map(({ operation, counts, buckets }) => [operation, { counts, buckets }])).toEqual(
      summed(({ operation }) => operation),
    );
    expect(await health.readSubjects({ ...filter, instance: 'nobody' })).toEqual([]);
  });

  rule('pruning removes what is old of one resolution, and nothing else', async ({ store: { health } }) => {
    await health.add(figures(700, (minute) => healthRow({ at: MIDNIGHT + minute * MINUTE, counts: one(0) })));
    await health.add([healthRow({ at: MIDNIGHT, operation: 'other', counts: one(0) })]);
    const before = MIDNIGHT + 690 * MINUTE;
    let removed = 0;
    for (let some = -1; some !== 0; removed += some) some = await health.prune('minute', before);
    expect(removed + 1).toBe(691 + 1);
    expect((await health.read(around('minute'))).map(({ at }) => at)).toEqual(figures(10, (i) => before + i * MINUTE));
    expect(
      (await health.read({ ...around('hour'), operation: 'peserta-by-nik' })).map(({ counts }) => counts[0]),
    ).toEqual([...figures(11, () => 60), 40]);
    expect(await health.prune('day', MIDNIGHT)).toBe(0);
    expect(await health.prune('day', MIDNIGHT + 1)).toBe(2);
  });

  rule(
    'a row with another number of places is refused, with everything that came along',
    async ({ store: { health } }) => {
      await expect(health.add([healthRow(), healthRow({ counts: [1] })])).rejects.toThrow(RangeError);
      expect(await health.read(around('minute'))).toEqual([]);
    },
  );
}

export function entryRules(rule: Rule) {
  rule('what is said about an incident is kept in its order, also after a reopening', async ({ store, reopen }) => {
    await store.releases.openIncident(incident({ id: 'isd_1' }));
    await store.releases.noteIncident(incident({ id: 'isd_2', openedAt: 5 }));
    const said = [
      entry({ at: 100, kind: 'cause', text: 'connection_refused' }),
      entry({ at: 200, kind: 'acknowledged', by: 'Rini' }),
      entry({ at: 200, kind: 'note', by: 'Rini', text: 'menelepon hulu; ꦏ 🙂' }),
      entry({ at: 300, incident: 'isd_2' }),
    ];
    for (const one of said) expect(await store.health.addEntry(one)).toBe(true);
    const { health } = await reopen();
    expect(await health.entries(['isd_1', 'isd_2'])).toEqual(said);
    expect(await health.entries(['isd_2'])).toEqual(said.slice(3));
    expect(await health.entries(['isd_9'])).toEqual([]);
    expect(await health.entries([])).toEqual([]);
  });

  rule('nothing is said about an incident that is not there', async ({ store: { health } }) => {
    expect(await health.addEntry(entry({ incident: 'isd_9' }))).toBe(false);
    expect(await health.entries(['isd_9'])).toEqual([]);
  });

  rule('what was said goes with its incident', async ({ store: { health, releases } }) => {
    await releases.noteIncident(incident({ id: 'old', openedAt: 1 }));
    await releases.openIncident(incident({ id: 'open', openedAt: 2 }));
    for (const one of ['old', 'open']) await health.addEntry(entry({ incident: one }));
    expect(await health.pruneEntries()).toBe(0);
    await releases.pruneIncidents(500);
    expect(await health.pruneEntries()).toBe(1);
    expect(await health.entries(['old', 'open'])).toEqual([entry({ incident: 'open' })]);
  });
}

export function maintenanceRules(rule: Rule) {
  rule('maintenance is found by the time it touches, also after a reopening', async ({ store, reopen }) => {
    const windows = [
      maintenance({ id: 'a', from: 100, to: 200 }),
      maintenance({ id: 'b', from: 150, to: 400, instance: 'dukcapil', note: 'ganti server; ꦏ 🙂' }),
      maintenance({ id: 'c', from: 300, to: 500 }),
    ];
    for (const one of windows.toReversed()) await store.health.putMaintenance(one);
    const { health } = await reopen();
    expect(await health.maintenance({ from: 0, to: 1000 })).toEqual(windows);
    const found = async (from: number, to: number) =>
      (await health.maintenance({ from, to })).map(({ id }) => id).join('');
    expect(await found(0, 100)).toBe('');
    expect(await found(0, 101)).toBe('a');
    expect(await found(199, 200)).toBe('ab');
    expect(await found(200, 300)).toBe('b');
    expect(await found(499, 500)).toBe('c');
    expect(await found(500, 600)).toBe('');
  });

  rule('maintenance is changed by its id, and taken back', async ({ store: { health } }) => {
    await health.putMaintenance(maintenance());
    const later = maintenance({ from: 300, to: 500, note: 'besok', by: 'Rini', instance: 'dukcapil' });
    await health.putMaintenance(later);
    expect(await health.maintenance({ from: 0, to: 1000 })).toEqual([later]);
    expect(await health.removeMaintenance('plh_2')).toBe(false);
    expect(await health.removeMaintenance('plh_1')).toBe(true);
    expect(await health.removeMaintenance('plh_1')).toBe(false);
    expect(await health.maintenance({ from: 0, to: 1000 })).toEqual([]);
  });
}

export function healthRow(changes: Partial<HealthRow> = {}): HealthRow {
  const nothing = { counts: figures(COUNT_PLACES, () => 0), buckets: figures(LATENCY_BUCKETS, () => 0) };
  return { kind: 'call', ...PESERTA, at: MIDNIGHT, ...nothing, ...changes };
}

export function entry(changes: Partial<IncidentEntry> = {}): IncidentEntry {
  return { incident: 'isd_1', at: 100, kind: 'note', by: 'simpul', text: '', ...changes };
}

export function maintenance(changes: Partial<Maintenance> = {}): Maintenance {
  return { id: 'plh_1', instance: 'bpjs', from: 100, to: 200, note: 'pemeliharaan', by: 'Budi', ...changes };
}

const around = (resolution: Resolution) =>
  ({
    kind: 'call',
    resolution,
    from: startOf(resolution, MIDNIGHT - 2 * DAY),
    to: MIDNIGHT + 2 * LENGTH_MS.day,
  }) as const;

function figures<Value>(length: number, of: (index: number) => Value): Value[] {
  return Array.from({ length }, (_, index) => of(index));
}

const one = (place: number) => figures(COUNT_PLACES, (index) => (index === place ? 1 : 0));

function sumsOf(rows: readonly HealthRow[]) {
  const sum = (key: 'counts' | 'buckets', length: number) =>
    figures(length, (place) => rows.reduce((total, row) => total + (row[key][place] ?? 0), 0));
  return { counts: sum('counts', COUNT_PLACES), buckets: sum('buckets', LATENCY_BUCKETS) };
}
