import { afterAll, afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { StoreError } from '../../hub/store/store.ts';
import { applicationRules } from './store-applications.ts';
import { auditRules, counterRules } from './store-audit.ts';
import { breakerRules, breakerWord } from './store-breakers.ts';
import { copyRules } from './store-copies.ts';
import { copyModelRules } from './store-copy-model.ts';
import { copyReadRules } from './store-copy-reads.ts';
import { copyRow, DATASET } from './store-copy-samples.ts';
import { copySearchRules } from './store-copy-search.ts';
import { driftRules, keptAnswerRules } from './store-drift.ts';
import { eventRules, subscriptionRules } from './store-events.ts';
import { figureRules } from './store-figures.ts';
import { entry, entryRules, healthRow, maintenance, maintenanceRules, rollupRules } from './store-health.ts';
import { incidentRules } from './store-incidents.ts';
import { changeRules } from './store-message-changes.ts';
import { lookingRules } from './store-message-looking.ts';
import { orderRules } from './store-message-order.ts';
import { messageListRules, messageRules } from './store-messages.ts';
import { channel, channelRules, notice, noticeRules } from './store-notices.ts';
import { operator, operatorRules, session, sessionRules } from './store-operators.ts';
import { recordRules } from './store-records.ts';
import { choice, driftReport, incident, keptAnswer, PESERTA, shadow, shadowReport } from './store-release-samples.ts';
import { choiceRules, shadowRules } from './store-releases.ts';
import {
  application,
  bytesOf,
  change,
  event,
  keptRecord,
  message,
  type OpenedStore,
  type Rule,
  record,
  settlement,
  snapshot,
  subscription,
} from './store-samples.ts';
import { snapshotRules } from './store-snapshots.ts';
import { workerRules } from './store-workers.ts';

export interface Skipped {
  readonly test: string;
  readonly reason: string;
}

/** What `hub/store/store.ts` promises, for every engine. */
export function describeStore(name: string, open: () => Promise<OpenedStore>, { skip }: { skip: readonly Skipped[] }) {
  describe(`store: ${name}`, () => {
    let opened: OpenedStore;
    const titles = new Set<string>();
    const rule: Rule = (title, check) => {
      titles.add(title);
      const skipped = skip.find((one) => one.test === title);
      if (skipped === undefined) test(title, () => check(opened));
      else test.skip(`${title} (${skipped.reason})`, () => undefined);
    };

    beforeEach(async () => {
      opened = await open();
    });
    afterEach(() => opened.destroy());
    afterAll(() => expect(skip.filter((one) => !titles.has(one.test))).toEqual([])); // a skipped rule that is no rule

    describe('snapshots', () => snapshotRules(rule));
    describe('applications', () => applicationRules(rule));
    describe('audit', () => auditRules(rule));
    describe('counters', () => counterRules(rule));
    describe('messages', () => messageRules(rule));
    describe('messages, listed', () => messageListRules(rule));
    describe('messages, looked through', () => lookingRules(rule));
    describe('messages, changed', () => changeRules(rule));
    describe('messages, in order', () => orderRules(rule));
    describe('workers and lanes', () => workerRules(rule));
    describe('events', () => eventRules(rule));
    describe('subscriptions', () => subscriptionRules(rule));
    describe('records', () => recordRules(rule));
    describe('records, counted', () => figureRules(rule));
    describe('release choices', () => choiceRules(rule));
    describe('shadows', () => shadowRules(rule));
    describe('drift', () => driftRules(rule));
    describe('kept answers', () => keptAnswerRules(rule));
    describe('incidents', () => incidentRules(rule));
    describe('copies', () => copyRules(rule));
    describe('copies, read', () => copyReadRules(rule));
    describe('copies, searched', () => copySearchRules(rule));
    describe('copies, at random', () => copyModelRules(rule));
    describe('roll-ups', () => rollupRules(rule));
    describe('what is said about incidents', () => entryRules(rule));
    describe('maintenance', () => maintenanceRules(rule));
    describe('channels of notices', () => channelRules(rule));
    describe('notices', () => noticeRules(rule));
    describe('words about breakers', () => breakerRules(rule));
    describe('operators', () => operatorRules(rule));
    describe('sessions of operators', () => sessionRules(rule));
    describe('the whole', () => wholeRules(rule));
  });
}

function wholeRules(rule: Rule) {
  rule('everything is there after it is closed and opened again', async ({ store, reopen }) => {
    const kept = application({ id: 'a' });
    const written = record();
    await store.applications.create(kept);
    await Promise.all([
      store.snapshots.put(snapshot({ sealed: Uint8Array.of(1, 2) })),
      store.audit.append([written]),
      store.counters.add('bpjs', 'today', 41),
    ]);
    const again = await reopen();
    expect(bytesOf(await again.snapshots.get('key', 0))).toEqual([1, 2]);
    expect(await again.applications.list()).toEqual([kept]);
    expect(await again.audit.list({ limit: 10 })).toMatchObject([written]);
    expect(await again.counters.add('bpjs', 'today', 1)).toBe(42);
  });

  rule('closing writes what is waiting', async ({ store, reopen }) => {
    const written = Promise.all(Array.from({ length: 1200 }, () => store.audit.append([record()])));
    const again = await reopen();
    await written;
    expect(await again.audit.count()).toBe(1200);
  });

  rule('a closed store rejects, and closes again without complaint', async ({ store }) => {
    await store.close();
    await store.close();
    await expect(store.check()).rejects.toThrow(StoreError);
    await expect(store.snapshots.get('key', 0)).rejects.toThrow(StoreError);
    await expect(store.audit.append([record()])).rejects.toThrow(StoreError);
    await expect(store.applications.list()).rejects.toThrow(StoreError);
  });

  rule('a closed store rejects whatever it is asked', async ({ store }) => {
    const { messages, events, subscriptions, records, releases, copies, health, notices, breakers, operators } = store;
    const copy = { dataset: DATASET, number: 1 };
    const filter = { kind: 'call', resolution: 'day', from: 0, to: 1 } as const;
    await messages.accept([message()]);
    const [claimed] = await messages.claim(message().lane, 'worker', 1, 100);
    if (!claimed) throw new Error('nothing was claimed');
    await store.close();
    const asked: Readonly<Record<string, () => Promise<unknown>>> = {
      accept: () => messages.accept([message({ id: 'psn_2' })]),
      claim: () => messages.claim('lane', 'worker', 1, 1),
      delivered: () => messages.settle(settlement(claimed, 'worker')),
      refused: () => messages.settle(settlement(claimed, 'worker', { to: 'refused', trouble: '' })),
      waiting: () => messages.waiting(),
      nextDue: () => messages.nextDue('lane'),
      dueLanes: () => messages.dueLanes(1),
      get: () => messages.get('psn_1'),
      byKey: () => messages.byKey('key'),
      list: () => messages.list({ limit: 1 }),
      history: () => messages.history('psn_1'),
      cancel: () => messages.cancel(change('psn_1')),
      confirm: () => messages.confirm(change('psn_1')),
      'search everything': () => messages.search({ limit: 1 }),
      'search what was refused': () => messages.search({ state: 'refused', limit: 1 }),
      standing: () => messages.standing(),
      resubmit: () => messages.resubmit(change('psn_1')),
      hurry: () => messages.hurry('lane', 1),
      beat: () => messages.beat('worker', 1),
      leave: () => messages.leave('worker'),
      takeOver: () => messages.takeOver('worker', 1, 1),
      lanes: () => messages.lanes(),
      putLane: () => messages.putLane({ lane: 'lane', state: 'paused', reason: '', since: 1, until: null }),
      openLane: () => messages.openLane('lane'),
      holdLane: () => messages.holdLane({ lane: 'lane', state: 'held', reason: '', since: 1, until: 1 }),
      reopenLane: () => messages.reopenLane('lane'),
      prune: () => messages.prune(1),
      'append an event': () => events.append([event()]),
      'list events': () => events.list({ application: 'antrean', after: 0, limit: 1 }),
      'prune events': () => events.prune(1),
      'put a subscription': () => subscriptions.put(subscription()),
      'remove a subscription': () => subscriptions.remove('lgn_1'),
      'list subscriptions': () => subscriptions.list(),
      'get a record': () => records.get('laporan', 'lpr_1'),
      'find a record': () => records.find('laporan', 'link'),
      'links of a record': () => records.links('laporan', 'lpr_1'),
      'list records': () => records.list({ collection: 'laporan', limit: 1 }),
      'count records': () => records.count({ collection: 'laporan' }),
      'create a record': () => records.create([keptRecord()]),
      'put a record': () => records.put([keptRecord()]),
      'update a record': () => records.update({ ...keptRecord(), sequence: 1, version: 1 }),
      'link a record': () => records.link([{ collection: 'laporan', id: 'lpr_1', link: 'link' }]),
      'remove a record': () => records.remove('laporan', 'lpr_1'),
      'watched records': () => records.watched('laporan', 1, 1),
      choices: () => releases.choices(),
      choose: () => releases.choose([choice()]),
      choiceHistory: () => releases.choiceHistory('bpjs', 'peserta-by-nik', 1),
      shadows: () => releases.shadows(),
      setShadows: () => releases.setShadows([shadow()]),
      dropShadows: () => releases.dropShadows('bpjs'),
      addShadowCounts: () => releases.addShadowCounts([shadowReport()]),
      addDrift: () => releases.addDrift([driftReport()]),
      drift: () => releases.drift({ limit: 1 }),
      pruneDrift: () => releases.pruneDrift(1),
      keepAnswers: () => releases.keepAnswers([keptAnswer()], 1),
      keptAnswers: () => releases.keptAnswers({ ...PESERTA, limit: 1 }),
      pruneAnswers: () => releases.pruneAnswers(1),
      openIncident: () => releases.openIncident(incident()),
      noteIncident: () => releases.noteIncident(incident()),
      closeIncident: () => releases.closeIncident('berubah', 'bpjs', 'peserta-by-nik', 1),
      incidents: () => releases.incidents({ limit: 1 }),
      incidentsAfter: () => releases.incidentsAfter(0, 1),
      lastIncidentSequence: () => releases.lastIncidentSequence(),
      incidentsById: () => releases.incidentsById(['isd_1']),
      datasets: () => copies.datasets(),
      dataset: () => copies.dataset(DATASET),
      copies: () => copies.copies({ limit: 1 }),
      copy: () => copies.copy(DATASET, 1),
      'running copy': () => copies.running(DATASET),
      'begin a copy': () => copies.begin({ dataset: DATASET, source: '', startedAt: 1 }),
      'put rows': () => copies.put(copy, [copyRow('a')], { cursor: '', at: 1 }),
      'finish a copy': () => copies.finish(copy, { at: 1, keptParts: [] }),
      'drop a copy': () => copies.drop(copy, '', 1),
      'one row': () => copies.row(DATASET, 'a'),
      rows: () => copies.rows({ dataset: DATASET, limit: 1 }),
      search: () => copies.search({ dataset: DATASET, limit: 1, words: 'a' }),
      sums: () => copies.sums({ dataset: DATASET }),
      changes: () => copies.changes({ ...copy, limit: 1 }),
      'add health': () => health.add([healthRow()]),
      'read health': () => health.read(filter),
      'read moments': () => health.readMoments(filter),
      'read subjects': () => health.readSubjects(filter),
      'prune health': () => health.prune('day', 1),
      addEntry: () => health.addEntry(entry()),
      entries: () => health.entries(['isd_1']),
      pruneEntries: () => health.pruneEntries(),
      putMaintenance: () => health.putMaintenance(maintenance()),
      removeMaintenance: () => health.removeMaintenance('plh_1'),
      maintenance: () => health.maintenance({ from: 0, to: 1 }),
      channels: () => notices.channels(),
      putChannel: () => notices.putChannel(channel(), 1, true),
      removeChannel: () => notices.removeChannel('slr_1', 1),
      'tell a channel': () => notices.tell({ channel: 'slr_1', version: 1, told: '', notice: notice() }),
      'claim notices': () => notices.claim('one', 1, 1),
      'deliver a notice': () => notices.delivered(1, 1, ''),
      'fail a notice': () => notices.failed({ sequence: 1, owner: 'one', dueAt: 1, trouble: '', letsPass: false }),
      'give notices back': () => notices.giveBack('one'),
      'hurry notices': () => notices.hurry('slr_1', 1),
      'list notices': () => notices.list({ limit: 1 }),
      'prune notices': () => notices.prune(1),
      'words about breakers': () => breakers.words(),
      'say a word about a breaker': () => breakers.say(breakerWord()),
      'list the audit': () => store.audit.list({ limit: 1 }),
      'read the audit': () => store.audit.read({ after: 0, limit: 1 }),
      'newest of the audit': () => store.audit.newest(1),
      'count the audit': () => store.audit.count(),
      'create an operator': () => operators.create(operator()),
      'get an operator': () => operators.get('a'),
      byName: () => operators.byName('a'),
      'list operators': () => operators.list(),
      setRole: () => operators.setRole('a', 'admin', 'admin'),
      disable: () => operators.disable('a', 1),
      setPassword: () => operators.setPassword('a', 'hash'),
      offerTwoFactor: () => operators.offerTwoFactor('a', Uint8Array.of(1)),
      confirmTwoFactor: () => operators.confirmTwoFactor('a', Uint8Array.of(1), 1),
      useStep: () => operators.useStep('a', 1),
      endTwoFactor: () => operators.endTwoFactor('a'),
      openSession: () => operators.openSession(session(), 'hash'),
      session: () => operators.session('token'),
      sawSession: () => operators.sawSession('token', 1),
      endSession: () => operators.endSession('token'),
      pruneSessions: () => operators.pruneSessions(1),
    };
    for (const [name, ask] of Object.entries(asked)) {
      const outcome = await ask().then(
        () => 'it resolved',
        (error: Error) => error.name,
      );
      expect(`${name}: ${outcome}`).toBe(`${name}: StoreError`);
    }
  });

  rule('check resolves and leaves nothing behind', async ({ store }) => {
    await Promise.all([store.check(), store.check()]);
    expect(await store.snapshots.prune(Number.MAX_SAFE_INTEGER)).toBe(0);
  });

  rule('different kinds of work at once do not disturb each other', async ({ store }) => {
    const turns = Array.from({ length: 100 }, (_, index) => index);
    await Promise.all(
      turns.flatMap((index) => [
        store.audit.append([record()]),
        store.counters.add('bpjs', 'today', 1),
        store.snapshots.put(snapshot({ key: `key ${index}` })),
        store.snapshots.get('key 0', 0),
        store.applications.put(application({ id: `application ${index}` })),
        store.audit.list({ limit: 5 }),
      ]),
    );
    expect(await store.audit.count()).toBe(100);
    expect(await store.counters.get('bpjs', 'today')).toBe(100);
    expect(await store.applications.list()).toHaveLength(100);
    expect(await store.snapshots.prune(5000)).toBe(100);
  });
}
