import { describe, expect, test } from '@jest/globals';
import { answerCountsOf, callCountsOf } from '../../../hub/health/outcomes.ts';
import { openSqliteStore } from '../../../hub/store/sqlite/open.ts';
import { testClock } from '../clock.ts';
import { signed } from '../facades/with-facades.ts';
import { byNik, withVclaim } from '../facades/with-vclaim.ts';
import { until } from '../until.ts';
import { BUDI, NOBODY, SITI, withHub } from '../with-hub.ts';

const FOREVER = { from: 0, to: Number.MAX_SAFE_INTEGER, resolution: 'day' } as const;

describe('a hub', () => {
  test('counts what its upstreams answered and what applications got, and keeps it when it stops', () => {
    const clock = testClock();
    return withHub(
      { now: clock.now, config: { limits: { absentSeconds: 0 } } },
      async ({ get, sandboxes, stop, dataDir }) => {
        const ask = async (nomor: string, key?: string) =>
          (await get(`/v1/jkn/peserta/${nomor}`, key ? { key } : {})).status;
        expect(await ask(BUDI.nik)).toBe(200); // fresh
        expect(await ask(BUDI.nik)).toBe(200); // kept
        expect(await ask(NOBODY)).toBe(404);
        expect(await ask('1')).toBe(400);
        expect(await ask(BUDI.nik, 'a key that nobody has')).toBe(401);
        clock.pass(60);
        sandboxes.bpjs.fault({ kind: 'status', status: 503 });
        expect(await ask(BUDI.nik)).toBe(200); // stale
        expect(await ask('9901025407850002')).toBe(503);
        expect((await get('/health/live', { key: null })).status).toBe(200);
        expect(await figure(get, 'simpul_breaker_state{instance="bpjs"')).toBeGreaterThanOrEqual(0);
        await stop();
        const store = await openSqliteStore({ directory: dataDir });
        try {
          const answers = await store.health.readSubjects({ kind: 'answer', ...FOREVER });
          expect(answers.map(({ operation }) => operation)).toEqual(['getPeserta']); // how the hub is, is no service
          expect(answerCountsOf(answers[0]?.counts ?? [])).toEqual({
            ...{
              segar: 1,
              tersimpan: 1,
              usang: 1,
              diterima: 0,
              nihil: 1,
              ditolak: 2,
              'gagal-hulu': 1,
              'gagal-simpul': 0,
            },
          });
          const calls = await store.health.readSubjects({
            kind: 'call',
            instance: 'bpjs',
            operation: 'peserta-by-nik',
            ...FOREVER,
          });
          const { found, absent, unavailable } = callCountsOf(calls[0]?.counts ?? []);
          expect([found, absent]).toEqual([1, 1]);
          expect(unavailable).toBeGreaterThanOrEqual(2);
          expect(calls[0]?.buckets.reduce((sum, count) => sum + count, 0)).toBe(found + absent + unavailable);
        } finally {
          await store.close();
        }
      },
    );
  });

  test('counts an answer of an old interface for the service that gave it', () =>
    withVclaim(async ({ hub, clock, vclaim, ask }) => {
      for (const nik of [BUDI.nik, BUDI.nik, NOBODY]) expect((await vclaim(byNik(nik))).status).toBe(200);
      const stranger = signed({ id: '1000', secret: 'another' }, clock.now());
      await ask(`/fasad/bpjs/vclaim-1.1${byNik(BUDI.nik)}`, { headers: stranger }); // nobody knows for what
      clock.pass(60);
      hub.sandboxes.bpjs.fault({ kind: 'status', status: 503 });
      for (const nik of [BUDI.nik, SITI.nik]) await vclaim(byNik(nik));
      await hub.stop();
      const store = await openSqliteStore({ directory: hub.dataDir });
      try {
        const answers = await store.health.readSubjects({ kind: 'answer', ...FOREVER });
        expect(answers.map(({ operation, counts }) => ({ operation, ...answerCountsOf(counts) }))).toMatchObject([
          { operation: 'getPeserta', segar: 1, tersimpan: 1, nihil: 1, usang: 1, 'gagal-hulu': 1, ditolak: 0 },
        ]);
      } finally {
        await store.close();
      }
    }));

  test('opens an incident for an upstream that is gone, names who stands on it, and closes it when it is back', () => {
    const clock = testClock();
    const config = { instances: { bpjs: { breaker: { minimumCalls: 2, probeAfterMs: 100 } } } };
    return withHub({ now: clock.now, config }, async ({ get, sandboxes, store }) => {
      const outages = async () =>
        (await store.releases.incidents({ limit: 10 })).filter(({ kind }) => kind === 'hulu-mati');
      const ask = () => get(`/v1/jkn/peserta/${NOBODY}`);
      sandboxes.bpjs.fault({ kind: 'status', status: 503 });
      await until('the breaker is open', async () => {
        await ask();
        return (await figure(get, 'simpul_breaker_state{instance="bpjs",operation="peserta-by-nik"}')) > 0;
      });
      await new Promise((resolve) => setTimeout(resolve, 1500)); // it looks once a second
      clock.pass(1);
      await until('it is an incident', async () => (await outages()).length > 0);
      const [{ detail = '', ...incident } = {}] = await outages();
      expect(incident).toMatchObject({ instance: 'bpjs', operation: 'peserta-by-nik', closedAt: null });
      expect(JSON.parse(detail)).toMatchObject({
        sebab: 'menjawab dengan kesalahan',
        layanan: expect.arrayContaining(['getPeserta']),
      });
      await sandboxes.bpjs.heal();
      await until('it answers again', async () => (await ask()).status === 404);
      await until('it is over', async () => {
        clock.pass(1);
        await new Promise((resolve) => setTimeout(resolve, 300));
        return (await outages())[0]?.closedAt !== null;
      });
    });
  });
});

async function figure(
  get: (path: string, asking: { key: null }) => Promise<{ readonly text: string }>,
  name: string,
): Promise<number> {
  const { text } = await get('/metrics', { key: null });
  return Number(
    text
      .split('\n')
      .find((line) => line.startsWith(name))
      ?.split(' ')
      .at(-1) ?? Number.NaN,
  );
}
