import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, test } from '@jest/globals';
import { generatePeople } from '../../../connectors/sandbox-kit/people.ts';
import type { JawabanStatus } from '../../../openapi/generated/types.ts';
import { testClock } from '../clock.ts';
import { type HubSurroundings, withHub } from '../with-hub.ts';
import { outcomeOf } from './outcome.ts';

// Troubles that more calls make worse: the hub stops by itself, tells until when, and asks once when it is time.

const people = generatePeople(20).map(({ nik }) => nik);
const QUOTA = '503 hulu-tidak-tersedia quota';
const AUTH = '503 hulu-tidak-tersedia auth';

async function askAll({ get }: HubSurroundings, path: string): Promise<readonly string[]> {
  return (await Promise.all(people.map((nik) => get(`${path}/${nik}`)))).map(outcomeOf);
}

async function sourceOf({ get }: HubSurroundings, operation: string) {
  const { data } = (await get('/v1/status')).body as JawabanStatus;
  return data.layanan.flatMap(({ sumber }) => sumber).find(({ operasi }) => operasi === operation);
}

test("a used-up quota stops every call until western Indonesia's next day, and is never a missing person", async () => {
  const clock = testClock('2026-11-20T10:00:00Z');
  await withHub({ now: clock.now }, async (hub) => {
    const { dukcapil } = hub.sandboxes;
    dukcapil.set({ dailyQuota: 2 });
    const ask = (nik = '') => hub.get(`/v1/penduduk/${nik}`);
    for (const nik of people.slice(0, 2)) expect(outcomeOf(await ask(nik))).toBe('200 segar');
    const refused = await ask(people[2]);
    expect(outcomeOf(refused)).toBe(QUOTA);
    expect(refused.headers['retry-after']).toBe(String(7 * 3600));
    const calls = dukcapil.calls().length;
    expect(calls).toBe(3);
    expect(new Set(await askAll(hub, '/v1/penduduk'))).toEqual(new Set([QUOTA]));
    clock.pass(7 * 60 - 1);
    expect(outcomeOf(await ask(people[3]))).toBe(QUOTA);
    expect(dukcapil.calls()).toHaveLength(calls);
    expect(await sourceOf(hub, 'call-nik')).toMatchObject({
      keadaan: 'mati',
      pemutus: 'tertutup',
      tertahan: { alasan: 'quota_exhausted', sampai: '2026-11-20T17:00:00.000Z' },
    });
    clock.pass(1);
    expect(outcomeOf(await ask(people[3]))).toBe('200 segar');
    expect(await sourceOf(hub, 'call-nik')).not.toHaveProperty('tertahan');
  });
});

test("the agreement's daily allowance is not overstepped, not even by restarting", async () => {
  const clock = testClock();
  const config = { instances: { dukcapil: { limits: { callsPerDay: 5 } } } };
  await withHub({ config, now: clock.now }, async (hub) => {
    const outcomes = await askAll(hub, '/v1/penduduk');
    expect(outcomes.filter((outcome) => outcome === '200 segar')).toHaveLength(5);
    expect(outcomes.filter((outcome) => outcome === QUOTA)).toHaveLength(15);
    expect(hub.logs.filter((line) => line.includes('quota runs low')).length).toBeGreaterThan(0);
    await hub.restart();
    expect(await sourceOf(hub, 'call-nik')).toMatchObject({ sisaKuota: 0 });
    expect(new Set(await askAll(hub, '/v1/penduduk'))).toEqual(new Set([QUOTA]));
    expect(hub.sandboxes.dukcapil.calls()).toHaveLength(5);
    clock.pass(24 * 60);
    expect(outcomeOf(await hub.get(`/v1/penduduk/${people[0]}`))).toBe('200 segar');
  });
});

test('a refused password is not tried again and again: one probe when it is time, later each time', async () => {
  const clock = testClock();
  await withHub({ now: clock.now }, async (hub) => {
    const { dukcapil } = hub.sandboxes;
    dukcapil.set({ password: 'sudah-diganti' });
    const first = await hub.get(`/v1/penduduk/${people[0]}`);
    expect(outcomeOf(first)).toBe(AUTH);
    expect(first.headers['retry-after']).toBe('15');
    expect(new Set(await askAll(hub, '/v1/penduduk'))).toEqual(new Set([AUTH]));
    expect(dukcapil.calls()).toHaveLength(1);

    clock.pass(0.25);
    await askAll(hub, '/v1/penduduk');
    expect(dukcapil.calls()).toHaveLength(2);
    clock.pass(0.25);
    await askAll(hub, '/v1/penduduk');
    expect(dukcapil.calls()).toHaveLength(2);

    dukcapil.set({ password: 'rahasia-uji' });
    clock.pass(0.25);
    expect(outcomeOf(await hub.get(`/v1/penduduk/${people[0]}`))).toBe('200 segar');
    expect(new Set(await askAll(hub, '/v1/penduduk'))).toEqual(new Set(['200 segar']));
  });
});

test('a burst that is throttled together is held for a second, not for each of its calls anew', async () => {
  const clock = testClock();
  const config = { instances: { bpjs: { breaker: { minimumCalls: 10_000 } } } };
  await withHub({ config, now: clock.now }, async (hub) => {
    const { bpjs } = hub.sandboxes;
    bpjs.fault({ kind: 'status', status: 429 });
    const answers = await Promise.all(people.map((nik) => hub.get(`/v1/jkn/peserta/${nik}`)));
    expect(new Set(answers.map(({ headers }) => headers['retry-after']))).toEqual(new Set(['1']));
    await bpjs.heal();
    clock.pass(1 / 60);
    expect(outcomeOf(await hub.get(`/v1/jkn/peserta/${people[0]}`))).toBe('200 segar');
  });
});

test('one account that is refused stops its own service, not the other of the same instance', () =>
  withHub({}, async ({ get, sandboxes: { bpjs } }) => {
    bpjs.fault({ kind: 'text', status: 403, body: 'Authentication failed', path: '/vclaim-rest/' });
    expect(outcomeOf(await get(`/v1/jkn/peserta/${people[0]}`))).toBe(AUTH);
    expect(outcomeOf(await get(`/v1/jkn/rujukan/990101011126P000001`))).not.toBe('200 segar');
    expect(outcomeOf(await get('/v1/jkn/poli'))).toBe('200 segar');
  }));

/** An upstream that only ever says "come back in 90 seconds". */
async function askBusyUpstream(status: number, text: string): Promise<void> {
  let calls = 0;
  const upstream = createServer((_request, response) => {
    calls += 1;
    response.writeHead(status, { 'Retry-After': '90' }).end(text);
  }).listen(0, '127.0.0.1');
  await new Promise((resolve) => upstream.once('listening', resolve));
  const baseUrl = `http://127.0.0.1:${(upstream.address() as AddressInfo).port}`;
  const clock = testClock();
  const config = { instances: { bpjs: { settings: { services: { vclaim: { baseUrl } } } } } };
  try {
    await withHub({ config, now: clock.now }, async (hub) => {
      const ask = () => hub.get(`/v1/jkn/peserta/${people[0]}`);
      expect((await ask()).headers['retry-after']).toBe('90');
      clock.pass(1);
      expect((await ask()).headers['retry-after']).toBe('30');
      expect(calls).toBe(1);
      clock.pass(0.5);
      await ask();
      expect(calls).toBe(2);
    });
  } finally {
    upstream.closeAllConnections();
    upstream.close();
  }
}

test.each([429, 503])('the moment an upstream names with %d is kept', (status) =>
  askBusyUpstream(status, '<html>Sebentar lagi</html>'),
);

// A gateway's one-line sentence reaches the mapping without its headers: `Reply` has no place for a moment.
test('the moment an upstream names beside a sentence is kept', () => askBusyUpstream(429, 'Sebentar lagi'));
