import { expect, test } from '@jest/globals';
import { generatePeople } from '../../../connectors/sandbox-kit/people.ts';
import { testClock } from '../clock.ts';
import { until } from '../until.ts';
import { BUDI, NOBODY, withHub } from '../with-hub.ts';
import { outcomeOf } from './outcome.ts';

const people = generatePeople(20);

test('a hundred who ask the same at once cost one call', () =>
  withHub({}, async ({ get, sandboxes: { bpjs } }) => {
    bpjs.fault({ kind: 'slow', delayMs: 300 });
    const answers = await Promise.all(Array.from({ length: 100 }, () => get(`/v1/jkn/peserta/${BUDI.nik}`)));
    expect(new Set(answers.map(({ body }) => (body as { data: { nik: string } }).data.nik))).toEqual(
      new Set([BUDI.nik]),
    );
    expect(bpjs.calls()).toHaveLength(1);
  }));

test('a hundred who ask for nobody at once cost one call', () =>
  withHub({}, async ({ get, sandboxes: { bpjs } }) => {
    bpjs.fault({ kind: 'slow', delayMs: 300 });
    const answers = await Promise.all(Array.from({ length: 100 }, () => get(`/v1/jkn/peserta/${NOBODY}`)));
    expect(new Set(answers.map(outcomeOf))).toEqual(new Set(['404 tidak-ditemukan']));
    expect(bpjs.calls()).toHaveLength(1);
  }));

test('no more calls are under way than the instance allows, and who has no place to wait is told so', () =>
  withHub(
    { config: { instances: { bpjs: { limits: { concurrentCalls: 3, waitingCalls: 4 } } } } },
    async ({ get, sandboxes: { bpjs } }) => {
      bpjs.fault({ kind: 'hang' });
      const asked = people.slice(0, 10).map(({ nik }) => get(`/v1/jkn/peserta/${nik}`));
      // three are asked and four wait; the answers of the others are the sign that all ten have arrived
      expect(outcomeOf(await Promise.any(asked))).toBe('503 sibuk');
      await until('three are asked', () => bpjs.calls().length >= 3);
      for (let nth = 0; nth < 20; nth += 1) await get('/health/live');
      expect(bpjs.calls()).toHaveLength(3);
      await bpjs.heal(); // drops the three, which are asked once more
      const outcomes = (await Promise.all(asked)).map(outcomeOf);
      expect(outcomes.filter((outcome) => outcome === '200 segar')).toHaveLength(7);
      expect(outcomes.filter((outcome) => outcome.startsWith('503'))).toHaveLength(3);
    },
  ));

test('"no such person" is remembered for a minute and not longer', async () => {
  const clock = testClock();
  await withHub({ now: clock.now }, async ({ get, sandboxes: { bpjs } }) => {
    const ask = async () => outcomeOf(await get(`/v1/jkn/peserta/${NOBODY}`));
    expect([await ask(), await ask(), await ask()]).toEqual(Array(3).fill('404 tidak-ditemukan'));
    expect(bpjs.calls()).toHaveLength(1);
    clock.pass(1.1);
    expect(await ask()).toBe('404 tidak-ditemukan');
    expect(bpjs.calls()).toHaveLength(2);
  });
});

test('whoever left the register is not served from memory afterwards, not even while it is down', async () => {
  const clock = testClock();
  await withHub({ now: clock.now }, async ({ get, restart, sandboxes: { bpjs } }) => {
    const ask = async () => outcomeOf(await get(`/v1/jkn/peserta/${BUDI.nik}`));
    expect(await ask()).toBe('200 segar');
    clock.pass(16);
    bpjs.fault({ kind: 'refuse-201' });
    expect(await ask()).toBe('404 tidak-ditemukan');
    await bpjs.heal();
    bpjs.fault({ kind: 'refuse' });
    clock.pass(5);
    expect(await ask()).toBe('503 hulu-tidak-tersedia unreachable');
    await restart();
    expect(await ask()).toBe('503 hulu-tidak-tersedia unreachable');
  });
});

test('a passing trouble costs a second call and nobody notices', () =>
  withHub({}, async ({ get, sandboxes: { bpjs } }) => {
    bpjs.fault({ kind: 'reset', times: 1 });
    expect(outcomeOf(await get(`/v1/jkn/peserta/${BUDI.nik}`))).toBe('200 segar');
    expect(bpjs.calls()).toHaveLength(2);
  }));

test('a refusal is told in the words of the upstream, without the number it was asked about', () =>
  withHub({}, async ({ get, sandboxes: { bpjs } }) => {
    bpjs.fault({ kind: 'refuse-201', message: `Kartu ${BUDI.kartu} di luar jangkauan` });
    expect(await get('/v1/jkn/jadwal-dokter?kodePoli=INT&tanggal=2026-11-20')).toMatchObject({
      status: 422,
      body: {
        type: 'urn:simpul:masalah:hulu:ditolak-hulu',
        hulu: { sumber: 'bpjs', kode: '201', pesan: 'Kartu 00…01 di luar jangkauan' },
      },
    });
  }));
