import { expect, test } from '@jest/globals';
import { generatePeople } from '../../../connectors/sandbox-kit/people.ts';
import type { JawabanStatus } from '../../../openapi/generated/types.ts';
import { until } from '../until.ts';
import { BUDI, type HubSurroundings, withHub } from '../with-hub.ts';
import { outcomeOf } from './outcome.ts';

const PEOPLE = 60;
const people = generatePeople(PEOPLE).map(({ nik }) => nik);

function configWith(breaker: object) {
  return {
    instances: { bpjs: { limits: { retries: 0 }, breaker: { minimumCalls: 3, windowMs: 60_000, ...breaker } } },
  };
}

async function breakerOf({ get }: HubSurroundings, operation = 'peserta-by-nik') {
  const { data } = (await get('/v1/status')).body as JawabanStatus;
  return data.layanan.flatMap(({ sumber }) => sumber).find(({ operasi }) => operasi === operation)?.pemutus;
}

test('after a few failures no call is made any more, old answers come at once, and the rest is told when to come back', () =>
  withHub({ config: configWith({ probeAfterMs: 600_000 }), people: PEOPLE }, async (hub) => {
    const { bpjs } = hub.sandboxes;
    bpjs.fault({ kind: 'status', status: 500 });
    for (const nik of people.slice(0, 4)) await hub.get(`/v1/jkn/peserta/${nik}`);
    expect(await breakerOf(hub)).toBe('terbuka');
    const calls = bpjs.calls().length;
    expect(calls).toBeLessThanOrEqual(4);
    for (const nik of people) {
      const answer = await hub.get(`/v1/jkn/peserta/${nik}`);
      expect(outcomeOf(answer)).toBe('503 hulu-tidak-tersedia unavailable');
      expect(Number(answer.headers['retry-after'])).toBeGreaterThan(60);
    }
    expect(bpjs.calls()).toHaveLength(calls);
    // it is one operation's breaker: another may well work
    expect(await breakerOf(hub, 'ref-poli')).toBe('tertutup');
  }));

test('a changed answer opens the breaker as a fault does', () =>
  withHub({ config: configWith({ probeAfterMs: 600_000 }), people: PEOPLE }, async (hub) => {
    hub.sandboxes.bpjs.fault({ kind: 'rename', from: 'noKartu', to: 'nomorKartu' });
    for (const nik of people.slice(0, 4)) await hub.get(`/v1/jkn/peserta/${nik}`);
    expect(await breakerOf(hub)).toBe('terbuka');
  }));

test('one probe goes through after a while; a good one closes the breaker, a bad one does not', () =>
  withHub({ config: configWith({ probeAfterMs: 300 }), people: PEOPLE }, async (hub) => {
    const { bpjs } = hub.sandboxes;
    bpjs.fault({ kind: 'status', status: 500 });
    for (const nik of people.slice(0, 4)) await hub.get(`/v1/jkn/peserta/${nik}`);
    const halfOpen = () => until('a probe is due', async () => (await breakerOf(hub)) === 'setengah-terbuka');
    const askAtOnce = () => Promise.all(people.slice(10, 40).map((nik) => hub.get(`/v1/jkn/peserta/${nik}`)));

    await halfOpen();
    bpjs.forget();
    bpjs.fault({ kind: 'slow', delayMs: 500 });
    await askAtOnce();
    expect(bpjs.calls()).toHaveLength(1);
    expect(await breakerOf(hub)).toBe('terbuka');

    await bpjs.heal();
    await halfOpen();
    bpjs.forget();
    bpjs.fault({ kind: 'slow', delayMs: 500 });
    const outcomes = (await askAtOnce()).map(outcomeOf);
    expect(outcomes.filter((outcome) => outcome === '200 segar')).toHaveLength(1);
    expect(bpjs.calls()).toHaveLength(1);
    await bpjs.heal();
    expect(await breakerOf(hub)).toBe('tertutup');
    expect(outcomeOf(await hub.get(`/v1/jkn/peserta/${BUDI.nik}`))).toBe('200 segar');
  }));

test('people who do not exist and refused questions say nothing about the health of an upstream', () =>
  withHub({ config: configWith({ probeAfterMs: 600_000 }) }, async (hub) => {
    const nobodies = Array.from({ length: 30 }, (_, index) => `990101010199${String(9100 + index)}`);
    for (const nik of nobodies) expect((await hub.get(`/v1/jkn/peserta/${nik}`)).status).toBe(404);
    hub.sandboxes.bpjs.fault({ kind: 'refuse-201', path: 'jadwaldokter' });
    for (let day = 10; day < 30; day += 1)
      expect((await hub.get(`/v1/jkn/jadwal-dokter?kodePoli=INT&tanggal=2026-11-${day}`)).status).toBe(422);
    expect(await breakerOf(hub)).toBe('tertutup');
    expect(await breakerOf(hub, 'jadwal-dokter')).toBe('tertutup');
    expect(hub.sandboxes.bpjs.calls()).toHaveLength(50);
  }));
