import { expect, test } from '@jest/globals';
import { askingNow, overheard, shutUntil, sourceState } from '../../../../../hub/services/perencanaan/sync/windows.ts';
import { until } from '../../../until.ts';
import { CHANNEL, type Syncing, skippingClock, withSync } from './with-sync.ts';

const OFFICE = '/v1/anggaran/realisasi?skpd=2.16.2.20.2.21.01.0000';

/** A question that nobody copied the answer of: it goes to SIPD when it is asked. */
async function askedLive({ hub }: Syncing) {
  const { status, headers, body } = await hub.get(OFFICE);
  const { detail = '' } = body as { readonly detail?: string };
  return { status, detail, seconds: Number(headers['retry-after'] ?? 0) };
}

test.each([
  { how: 'the answer says that none is left', limit: 1, rateHeaders: 'told', first: 200, most: 21 },
  { how: 'too many, with a time', limit: 0, rateHeaders: 'told', first: 503, most: 21 },
  { how: 'too many, without a time', limit: 0, rateHeaders: 'untold', first: 503, most: 11 },
])('a window that a live question learnt of outlives the hub: $how', ({ limit, rateHeaders, first, most }) => {
  const clock = skippingClock();
  return withSync({ planning: { sumber: [CHANNEL] }, now: clock.now }, async (given) => {
    const { hub, sandbox } = given;
    await given.copy('realisasi');
    sandbox.set({ rateLimit: limit, rateWindowSeconds: 20, rateHeaders });
    if (limit === 0) sandbox.fault({ kind: 'throttle', seconds: 20, times: 1 });
    expect((await askedLive(given)).status).toBe(first);
    await hub.restart();
    const before = given.ledger().calls;
    for (const skip of [0, (most - 4) * 1000]) {
      clock.skip(skip);
      const again = await askedLive(given);
      expect(again).toMatchObject({ status: 503, detail: expect.stringContaining('belum boleh ditanya lagi') });
      expect(again.seconds).toBeGreaterThan(0);
      expect(again.seconds).toBeLessThanOrEqual(most);
    }
    expect(given.ledger()).toMatchObject({ calls: before, forbidden: 0 });
    clock.skip(5000);
    expect((await askedLive(given)).status).toBe(200);
    expect(given.ledger().forbidden).toBe(0);
  });
});

test('a window that the copying learnt of holds for live questions of the next hub, and the other way round', () => {
  const clock = skippingClock();
  return withSync({ planning: { sumber: [CHANNEL] }, now: clock.now }, async (given) => {
    const { hub, sandbox } = given;
    await given.copy('realisasi');
    sandbox.set({ rateLimit: 1, rateWindowSeconds: 20 });
    const first = given.ledger().calls;
    await given.request({ kumpulan: 'realisasi' });
    await until('the copying used the limit up', async () => given.ledger().calls > first);
    await hub.restart();
    expect((await askedLive(given)).status).toBe(503);
    sandbox.set({ rateLimit: 0 });
    clock.skip(22_000);
    await given.idle();
    sandbox.set({ rateLimit: 1 });
    expect((await askedLive(given)).status).toBe(200);
    await hub.restart();
    await given.request({ kumpulan: 'realisasi' });
    const before = given.ledger().calls;
    await new Promise((resolve) => setTimeout(resolve, 2500));
    expect(given.ledger()).toMatchObject({ calls: before, forbidden: 0 });
    sandbox.set({ rateLimit: 0 });
    clock.skip(22_000);
    await given.idle();
    expect(given.ledger()).toMatchObject({ forbidden: 0 });
    expect(given.ledger().calls).toBeGreaterThan(before);
  });
});

test('inside a window the next instance is asked', () => {
  const clock = skippingClock();
  return withSync({ planning: { sumber: ['sipd-lain', CHANNEL] }, now: clock.now }, async (given) => {
    await given.copy('realisasi');
    const { baseUrl, splp } = { baseUrl: `${given.sandbox.url}/t/binjai/sipd/1.0`, splp: channelOf(given) };
    const services = { splp: { baseUrl, splp, idDaerah: '999' } };
    const other = { connector: 'sipd', releases: ['splp'], agreementRequired: false, settings: { services } };
    await given.hub.restart({ instances: { 'sipd-lain': other } });
    const meta = async () => ((await given.hub.get(OFFICE)).body as { meta: { langsung: unknown } }).meta.langsung;
    expect(await meta()).toMatchObject({ sumber: 'sipd-lain' });
    const window = { endsAt: new Date(clock.now().getTime() + 60_000), closed: true };
    await overheard('sipd-lain', clock.now().getTime(), { window }, { records: given.records() });
    expect(await meta()).toMatchObject({ sumber: CHANNEL });
  });
});

function channelOf({ sandbox }: Syncing) {
  return { tokenUrl: `${sandbox.url}/oauth2/token`, clientId: 'binjai-uji', clientSecret: 'rahasia-splp-uji' };
}

test('a question of the copying that is under way is neither a dead one for a live question nor ended by it', () =>
  withSync({}, async ({ records }) => {
    const context = { records: records() };
    await askingNow('sipd-lain', 1_000_000, context);
    expect(await shutUntil('sipd-lain', 1_000_500, context)).toBeUndefined();
    const window = { endsAt: new Date(1_030_000), closed: true };
    await overheard('sipd-lain', 1_001_000, { window }, context);
    expect(await sourceState('sipd-lain', context)).toMatchObject({
      bertanyaSejak: 1_000_000,
      tutupSampai: 1_030_000,
      terbatas: true,
    });
    expect(await shutUntil('sipd-lain', 1_002_000, context)).toBe(1_030_000);
  }));
