import { describe, expect, test } from '@jest/globals';
import type { BreakerWord } from '../../../hub/store/breakers.ts';
import type { JawabanStatus } from '../../../openapi/generated/types.ts';
import { becomes, handedOver, ledger, read, withForwards } from '../api/handing-over.ts';
import { testClock } from '../clock.ts';
import { until } from '../until.ts';
import { BUDI, type HubSurroundings, SITI, withHub } from '../with-hub.ts';
import { outcomeOf } from './outcome.ts';
import { GONE, reads, release, withUpstream } from './with-upstream.ts';

const PESERTA = { instance: 'bpjs', operation: 'peserta-by-nik' } as const;
const LAPORAN = { instance: 'lapor', operation: 'laporan-kirim' } as const;

/** As a command or another process says it: the hub hears of it by itself. */
async function said(hub: HubSurroundings, word: Pick<BreakerWord, 'instance' | 'operation' | 'to'>): Promise<void> {
  await hub.store.breakers.say({ ...word, since: 1, by: 'Rini', reason: 'server pindah' });
}

async function sourceOf({ get }: Pick<HubSurroundings, 'get'>, operation: string) {
  const { data } = (await get('/v1/status')).body as JawabanStatus;
  return data.layanan.flatMap(({ sumber }) => sumber).find(({ operasi }) => operasi === operation);
}

const stopped = (hub: Pick<HubSurroundings, 'get'>, operation: string) =>
  until(`${operation} is stopped`, async () => (await sourceOf(hub, operation))?.tertahan?.sampai === null);

describe('a breaker that a person forced open', () => {
  test('lets no read out: who is known is answered, the others are told; also after a restart and in another process', () => {
    const clock = testClock();
    return withHub({ now: clock.now }, async (hub) => {
      const { bpjs } = hub.sandboxes;
      expect(outcomeOf(await hub.get(`/v1/jkn/peserta/${BUDI.nik}`))).toBe('200 segar');
      const beside = await hub.beside();
      await said(hub, { ...PESERTA, to: 'open' });
      for (const one of [hub, beside]) await stopped(one, PESERTA.operation);
      clock.pass(60);
      const calls = bpjs.calls().length;
      for (const one of [hub, beside]) {
        expect(outcomeOf(await one.get(`/v1/jkn/peserta/${BUDI.nik}`))).toBe('200 usang');
        const unknown = await one.get(`/v1/jkn/peserta/${SITI.nik}`);
        expect(outcomeOf(unknown)).toBe('503 hulu-tidak-tersedia unavailable');
        expect(unknown.body).toMatchObject({ detail: expect.stringContaining('atas keputusan petugas') });
      }
      await hub.restart();
      expect(await sourceOf(hub, PESERTA.operation)).toMatchObject({
        keadaan: 'mati',
        pemutus: 'terbuka',
        tertahan: { alasan: 'stopped_by_operator', sejak: '1970-01-01T00:00:00.001Z', sampai: null },
      });
      expect(outcomeOf(await hub.get(`/v1/jkn/peserta/${SITI.nik}`))).toBe('503 hulu-tidak-tersedia unavailable');
      expect(bpjs.calls()).toHaveLength(calls);

      await said(hub, { ...PESERTA, to: 'auto' });
      await until('it is given back', async () => (await sourceOf(hub, PESERTA.operation))?.pemutus === 'tertutup');
      expect(outcomeOf(await hub.get(`/v1/jkn/peserta/${SITI.nik}`))).toBe('200 segar');
    });
  });

  test('keeps what is to be sent, says why, opens no outage, and sends it when it is given back', () => {
    const clock = testClock();
    return withForwards(
      async (hub) => {
        hub.sandboxes.lapor.fault({ kind: 'status', status: 503 });
        const messages = [await handedOver(hub), await handedOver(hub), await handedOver(hub)];
        await until('it opens by itself', async () => (await sourceOf(hub, LAPORAN.operation))?.pemutus === 'terbuka');
        await new Promise((resolve) => setTimeout(resolve, 1500)); // whoever looks for outages has seen it
        await said(hub, { ...LAPORAN, to: 'open' });
        await stopped(hub, LAPORAN.operation);
        await hub.sandboxes.lapor.heal();
        messages.push(await handedOver(hub), await handedOver(hub));
        const before = await Promise.all(messages.map(({ id }) => read(hub, id)));
        const lane = async () => (await read(hub, before[0]?.id ?? '')).jalur;
        clock.pass(1);
        await until('the lane says so', async () => (await lane())?.alasan === 'stopped_by_operator');
        expect(await lane()).toMatchObject({ keadaan: 'tertahan' });
        for (let minute = 0; minute < 3; minute += 1) {
          clock.pass(1);
          await new Promise((resolve) => setTimeout(resolve, 600)); // everything that looks by itself has looked
        }
        for (const { id, percobaan } of before)
          expect(await read(hub, id)).toMatchObject({ keadaan: 'menunggu', percobaan });
        expect(ledger(hub).accepted).toHaveLength(0);
        expect(await hub.store.releases.incidents({ open: true, limit: 10 })).toEqual([]);

        await said(hub, { ...LAPORAN, to: 'auto' });
        await until('it is given back', async () => (await sourceOf(hub, LAPORAN.operation))?.pemutus === 'tertutup');
        clock.pass(1);
        for (const { id } of messages) await becomes(hub, id, 'terkirim');
        expect(ledger(hub).accepted).toHaveLength(messages.length);
      },
      { now: clock.now, config: { instances: { lapor: { breaker: { minimumCalls: 2 } } } } },
    );
  });
});

const A_RELEASE = [release('r', 'path', reads('good'))];
const RINI = { by: 'Rini', reason: 'uji beban' };

describe('a breaker that a person forced closed', () => {
  test('lets every call out whatever fails, and decides by itself again, from the beginning, when it is given back', () =>
    withUpstream(
      A_RELEASE,
      () => GONE,
      async ({ upstream, ask, asked }) => {
        await upstream.forceBreaker('peserta', 'closed', RINI);
        for (let call = 0; call < 20; call += 1) expect(await ask()).toBe('unreachable r');
        expect(asked).toHaveLength(20);
        expect(upstream.stateOf('peserta')).toMatchObject({ breaker: 'tertutup', forced: { to: 'closed', ...RINI } });
        await upstream.forceBreaker('peserta', 'auto', RINI);
        expect(upstream.stateOf('peserta')).not.toHaveProperty('forced');
        for (let call = 0; call < 20; call += 1) await ask();
        expect(asked.length).toBe(22); // those before the giving back count for nothing
        expect(upstream.stateOf('peserta').breaker).toBe('terbuka');
      },
      { minimumCalls: 2 },
    ));

  test('opens one that had opened by itself, and is followed by an open one', () =>
    withUpstream(
      A_RELEASE,
      () => GONE,
      async ({ upstream, ask, asked }) => {
        for (let call = 0; call < 5; call += 1) await ask();
        expect(asked).toHaveLength(2);
        await upstream.forceBreaker('peserta', 'closed', RINI);
        await ask();
        expect(asked).toHaveLength(3);
        await upstream.forceBreaker('peserta', 'open', RINI);
        expect(await ask()).toBe('unavailable r');
        expect(upstream.healthy('peserta')).toBe(false);
        expect(asked).toHaveLength(3);
      },
      { minimumCalls: 2 },
    ));

  test.each([
    { given: 'nobody', operation: 'peserta', said: { by: ' ', reason: 'x' }, words: /atas nama seseorang/ },
    { given: 'no reason', operation: 'peserta', said: { by: 'Rini', reason: ' ' }, words: /alasan/ },
    { given: 'too many words', operation: 'peserta', said: { by: 'Rini', reason: 'x'.repeat(301) }, words: /300/ },
    { given: 'an operation nobody knows', operation: 'pesrta', said: RINI, words: /"pesrta"/ },
  ])('is none where $given is named', ({ operation, said, words }) =>
    withUpstream(
      A_RELEASE,
      () => 'good',
      async ({ upstream, ask }) => {
        const forcing = upstream.forceBreaker(operation, 'open', said);
        await expect(forcing).rejects.toThrow(RangeError);
        await expect(forcing).rejects.toThrow(words);
        expect(await ask()).toBe('found r');
      },
    ),
  );
});
