import { describe, expect, test } from '@jest/globals';
import { type Happened, openIncidents } from '../../../hub/releases/incidents.ts';
import type { ReleaseStore } from '../../../hub/store/releases.ts';
import { until } from '../until.ts';
import { noTrouble, withTwoStores } from './two-stores.ts';

const CHANGED: Happened = {
  kind: 'hulu-berubah',
  instance: 'bpjs',
  operation: 'peserta-by-nik',
  detail: { tidakCocok: [] },
};
const PLACE = ['hulu-berubah', 'bpjs', 'peserta-by-nik'] as const;
const now = () => new Date('2026-11-20T03:00:00Z');
const opened = (store: ReleaseStore) => openIncidents({ store, now, trouble: noTrouble });

describe('an incident', () => {
  test('is opened once and closed once, and told once each, however many answers say so in two processes', () =>
    withTwoStores(async (one, other) => {
      const both = [await opened(one), await opened(other)] as const;
      const told: string[] = [];
      for (let turn = 0; turn < 1000; turn += 1)
        for (const incidents of both) incidents.open(CHANGED, () => told.push('open'));
      for (const incidents of both) await incidents.settled();
      expect(told).toEqual(['open']);
      expect(await one.incidents({ limit: 10 })).toMatchObject([{ kind: 'hulu-berubah', closedAt: null }]);
      for (let turn = 0; turn < 1000; turn += 1)
        for (const incidents of both) incidents.close(...PLACE, () => told.push('closed'));
      for (const incidents of both) await incidents.settled();
      expect(told).toEqual(['open', 'closed']);
      expect(await one.incidents({ limit: 10 })).toMatchObject([{ closedAt: now().getTime() }]);
    }));

  test('opened in one process is closed by another that has heard of it, and by one that starts later', () =>
    withTwoStores(async (one, other) => {
      const told: string[] = [];
      const [here, there] = [await opened(one), await opened(other)];
      here.open(CHANGED);
      await here.settled();
      there.close(...PLACE, () => told.push('too early')); // it has not looked yet
      await there.refresh();
      there.close(...PLACE, () => told.push('there'));
      await there.settled();
      here.open(CHANGED); // still open as far as it knows
      await here.refresh();
      here.open(CHANGED, () => told.push('again'));
      await here.settled();
      const later = await opened(other);
      later.close(...PLACE, () => told.push('later'));
      await later.settled();
      expect(told).toEqual(['there', 'again', 'later']);
    }));

  test('opened while the store is read is not forgotten', () =>
    withTwoStores(async (one) => {
      let letGo: (() => void) | undefined;
      let isSlow = false;
      const incidents: ReleaseStore['incidents'] = async (filter) => {
        const there = await one.incidents(filter);
        if (isSlow)
          await new Promise<void>((resolve) => {
            letGo = resolve;
          });
        return there;
      };
      const told: string[] = [];
      const here = await opened({ ...one, incidents });
      isSlow = true;
      const reading = here.refresh();
      await until('it is read', () => letGo !== undefined);
      here.open(CHANGED, () => told.push('open'));
      await here.settled();
      letGo?.();
      await reading;
      here.close(...PLACE, () => told.push('closed'));
      await here.settled();
      expect(told).toEqual(['open', 'closed']);
    }));

  test('that could not be written is told when it could', () =>
    withTwoStores(async (one) => {
      let isFull = true;
      const troubles: string[] = [];
      const told: string[] = [];
      const openIncident: ReleaseStore['openIncident'] = async (incident) => {
        if (isFull) throw new Error('the disk is full');
        return one.openIncident(incident);
      };
      const trouble = (what: string) => void troubles.push(what);
      const here = await openIncidents({ store: { ...one, openIncident }, now, trouble });
      here.open(CHANGED, () => told.push('open'));
      await here.settled();
      expect([told, troubles]).toEqual([[], ['an incident could not be written']]);
      isFull = false;
      await here.refresh();
      here.open(CHANGED, () => told.push('open'));
      await here.settled();
      expect(told).toEqual(['open']);
    }));

  test('that is only noted is over at once, and may be noted again', () =>
    withTwoStores(async (one) => {
      const here = await opened(one);
      here.note({ ...CHANGED, kind: 'rilis-beralih', detail: { ke: 'a' } });
      here.note({ ...CHANGED, kind: 'rilis-beralih', detail: { ke: 'b' } });
      await here.settled();
      const there = await one.incidents({ open: false, limit: 10 });
      expect(there.map(({ detail }) => detail)).toEqual(['{"ke":"b"}', '{"ke":"a"}']);
    }));
});
