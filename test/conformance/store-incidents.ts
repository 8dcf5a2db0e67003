import { expect } from '@jest/globals';
import type { ReleaseStore } from '../../hub/store/releases.ts';
import { incident, PESERTA } from './store-release-samples.ts';
import type { Rule } from './store-samples.ts';

export function incidentRules(rule: Rule) {
  rule('an incident is open until it is closed, also after a reopening', async ({ store, reopen }) => {
    const opened = incident({ detail: '{"rilis":"vclaim-2.0","ꦏ":"🙂"}', openedAt: 1_767_225_600_123 });
    expect(await store.releases.openIncident(opened)).toBe(true);
    const { releases } = await reopen();
    expect(await releases.incidents({ limit: 10 })).toEqual([{ ...opened, closedAt: null }]);
    const closed = { ...opened, closedAt: 1_767_225_600_999 };
    expect(await close(releases, closed.closedAt)).toEqual(closed);
    expect(await releases.incidents({ limit: 10 })).toEqual([closed]);
  });

  rule('of one kind, instance and operation one is open, and the second changes nothing', async ({ store }) => {
    const { releases } = store;
    await releases.openIncident(incident());
    expect(await releases.openIncident(incident({ id: 'isd_2', openedAt: 200, detail: '{"x":1}' }))).toBe(false);
    expect(await releases.incidents({ limit: 10 })).toEqual([{ ...incident(), closedAt: null }]);
    for (const [id, other] of Object.entries({
      isd_3: { kind: 'ditolak' },
      isd_4: { instance: 'bpjs-uji' },
      isd_5: { operation: 'rujukan-by-nomor' },
    })) {
      expect(await releases.openIncident(incident({ id, ...other }))).toBe(true);
    }
    expect(await releases.incidents({ open: true, limit: 10 })).toHaveLength(4);
  });

  rule('of many who open one at once one wins', async ({ store: { releases } }) => {
    const ids = Array.from({ length: 50 }, (_, index) => `isd_${index}`);
    const won = await Promise.all(ids.map((id) => releases.openIncident(incident({ id }))));
    expect(won.filter(Boolean)).toHaveLength(1);
    expect((await releases.incidents({ limit: 10 })).map(({ id }) => id)).toEqual([ids[won.indexOf(true)]]);
  });

  rule('closing resolves to the one that was open, once', async ({ store: { releases } }) => {
    expect(await close(releases, 150)).toBeUndefined();
    await releases.openIncident(incident());
    const others = [
      releases.closeIncident('ditolak', PESERTA.instance, PESERTA.operation, 160),
      releases.closeIncident('berubah', 'bpjs-uji', PESERTA.operation, 160),
      releases.closeIncident('berubah', PESERTA.instance, 'rujukan-by-nomor', 160),
    ];
    expect(await Promise.all(others)).toEqual([undefined, undefined, undefined]);
    const closings = await Promise.all([200, 201, 202].map((at) => close(releases, at)));
    const closed = closings.filter((one) => one !== undefined);
    expect(closed).toHaveLength(1);
    expect(await releases.incidents({ limit: 10 })).toEqual(closed);
  });

  rule('what begins again after its end is another incident', async ({ store: { releases } }) => {
    await releases.openIncident(incident());
    await close(releases, 200);
    const again = incident({ id: 'isd_2', openedAt: 300 });
    expect(await releases.openIncident(again)).toBe(true);
    expect(await close(releases, 400)).toEqual({ ...again, closedAt: 400 });
    expect(await releases.incidents({ limit: 10 })).toEqual([
      { ...again, closedAt: 400 },
      { ...incident(), closedAt: 200 },
    ]);
  });

  rule('what is noted is over at once, and in nobody’s way', async ({ store: { releases } }) => {
    await releases.openIncident(incident());
    const noted = ['a', 'b'].map((id, index) => incident({ id, openedAt: 200 + index }));
    for (const one of noted) await releases.noteIncident(one);
    expect(await releases.incidents({ open: false, limit: 10 })).toEqual(
      noted.map((one) => ({ ...one, closedAt: one.openedAt })).reverse(),
    );
    expect(await close(releases, 500)).toEqual({ ...incident(), closedAt: 500 });
  });

  rule('what was closed long ago is removed, and what is open stays however old it is', async ({ store }) => {
    const { releases } = store;
    await releases.openIncident(incident({ id: 'open', openedAt: 1, operation: 'x' }));
    await releases.openIncident(incident({ id: 'long', openedAt: 2 }));
    await close(releases, 500);
    for (const [id, openedAt] of [
      ['a', 10],
      ['b', 499],
      ['c', 500],
    ] as const)
      await releases.noteIncident(incident({ id, openedAt }));
    expect(await releases.pruneIncidents(500)).toBe(2);
    expect(await releases.pruneIncidents(500)).toBe(0);
    expect((await releases.incidents({ limit: 10 })).map(({ id }) => id)).toEqual(['c', 'long', 'open']);
  });

  rule('incidents are read on in the order they were written, whenever they began', async ({ store: { releases } }) => {
    expect(await releases.lastIncidentSequence()).toBe(0);
    await releases.openIncident(incident({ id: 'a', openedAt: 300, operation: 'x' }));
    await releases.noteIncident(incident({ id: 'b', openedAt: 100 }));
    const last = await releases.lastIncidentSequence();
    await releases.openIncident(incident({ id: 'c', openedAt: 200 }));
    await close(releases, 250);
    const all = await releases.incidentsAfter(0, 10);
    expect(all.map(({ id, closedAt }) => [id, closedAt])).toEqual([
      ['a', null],
      ['b', 100],
      ['c', 250],
    ]);
    expect((await releases.incidentsAfter(0, 2)).map(({ id }) => id)).toEqual(['a', 'b']);
    expect((await releases.incidentsAfter(last, 10)).map(({ id }) => id)).toEqual(['c']);
    expect(await releases.lastIncidentSequence()).toBe(all.at(-1)?.sequence);
    expect(await releases.incidentsAfter(await releases.lastIncidentSequence(), 10)).toEqual([]);
  });

  rule('a place in that order is given out once, whatever is removed', async ({ store: { releases } }) => {
    await releases.noteIncident(incident({ id: 'a', openedAt: 1 }));
    await releases.noteIncident(incident({ id: 'b', openedAt: 2 }));
    const last = await releases.lastIncidentSequence();
    await releases.pruneIncidents(500);
    await releases.noteIncident(incident({ id: 'c', openedAt: 3 }));
    expect((await releases.incidentsAfter(last, 10)).map(({ id }) => id)).toEqual(['c']);
  });

  rule('incidents are found by their ids', async ({ store: { releases } }) => {
    for (const id of ['a', 'b', 'c']) await releases.noteIncident(incident({ id }));
    const found = await releases.incidentsById(['c', 'nobody', 'a']);
    expect(found.map(({ id }) => id).sort()).toEqual(['a', 'c']);
    expect(found[0]).toEqual({ ...incident({ id: found[0]?.id ?? '' }), closedAt: incident().openedAt });
    expect(await releases.incidentsById([])).toEqual([]);
  });

  rule('incidents are listed newest first, limited and filtered', async ({ store: { releases } }) => {
    await releases.openIncident(incident({ id: 'a', openedAt: 300, operation: 'x' }));
    await releases.noteIncident(incident({ id: 'b', openedAt: 100 }));
    await releases.openIncident(incident({ id: 'c', openedAt: 200, instance: 'dukcapil' }));
    await releases.noteIncident(incident({ id: 'd', openedAt: 400, instance: 'dukcapil' }));
    await releases.noteIncident(incident({ id: 'e', openedAt: 400, instance: 'dukcapil' })); // of one moment: the last to come
    const listed = async (filter: Partial<Parameters<ReleaseStore['incidents']>[0]>) =>
      (await releases.incidents({ limit: 10, ...filter })).map(({ id }) => id).join('');
    expect(await listed({})).toBe('edacb');
    expect(await listed({ limit: 3 })).toBe('eda');
    expect(await listed({ open: true })).toBe('ac');
    expect(await listed({ open: false })).toBe('edb');
    expect(await listed({ instance: 'dukcapil' })).toBe('edc');
    expect(await listed({ instance: 'dukcapil', open: true })).toBe('c');
    expect(await listed({ instance: 'bpjs', open: false })).toBe('b');
    expect(await listed({ instance: 'nobody' })).toBe('');
    expect(await listed({ kind: 'berubah' })).toBe('edacb');
    expect(await listed({ kind: 'ditolak' })).toBe('');
  });

  rule('those of a time are all that went on in it, whenever they began', async ({ store: { releases } }) => {
    const over = async (id: string, openedAt: number, closedAt: number) => {
      await releases.openIncident(incident({ id, openedAt }));
      await close(releases, closedAt);
    };
    await over('before', 100, 200);
    await over('into', 150, 201);
    await over('within', 210, 220);
    await over('out of', 290, 400);
    await over('after', 300, 310);
    await over('around', 10, 900);
    await releases.noteIncident(incident({ id: 'noted', openedAt: 200 }));
    await releases.openIncident(incident({ id: 'goes on', openedAt: 20, operation: 'x' }));
    await releases.openIncident(incident({ id: 'of another', openedAt: 250, operation: 'x', kind: 'ditolak' }));
    const during = { from: 200, to: 300 };
    const listed = async (filter: object) =>
      (await releases.incidents({ during, limit: 20, ...filter })).map(({ id }) => id);
    expect(await listed({})).toEqual(['out of', 'of another', 'within', 'noted', 'into', 'goes on', 'around']);
    expect(await listed({ kind: 'berubah', open: true })).toEqual(['goes on']);
    expect(await listed({ kind: 'berubah', instance: PESERTA.instance, limit: 2 })).toEqual(['out of', 'within']);
    expect(await listed({ during: { from: 900, to: 901 } })).toEqual(['of another', 'goes on']);
  });
}

const close = (releases: ReleaseStore, at: number) =>
  releases.closeIncident('berubah', PESERTA.instance, PESERTA.operation, at);
