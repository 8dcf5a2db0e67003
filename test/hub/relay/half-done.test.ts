import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from '@jest/globals';
import type { JawabanLangganan, JawabanPesan, JawabanStatus, KeadaanPesan } from '../../../openapi/generated/types.ts';
import { until } from '../until.ts';
import { type HubSurroundings, withHub } from '../with-hub.ts';
import { type Before, GOING_ON, type HalfDone, STAYING } from './half-done-states.ts';
import { withReceiver } from './webhooks/with-receiver.ts';
import { laporOf, wrecked } from './with-wreck.ts';

/** What is promised; printed beside what was measured, as a busy machine is no bug. */
const PROMISED_MS = 5000;
/** Two looks for what is due, and the time after which a silent worker is dead. */
const LONG_ENOUGH_MS = 4000;

test.concurrent.each(GOING_ON)(
  'a message that was $state becomes $becomes',
  ({ state, left, becomes, there, history }) =>
    withCity(async (hub, before) => {
      const { id, tookMs, readyMs } = await goesOn(hub, before, left, becomes);
      tell(state, tookMs, readyMs);
      expect((await messageOf(hub, id)).riwayat?.map(({ peristiwa }) => peristiwa)).toEqual(history);
      const { accepted, followUps, counts } = laporOf(hub);
      expect({
        reports: accepted.length - 1,
        answers: followUps.length,
        repeats: counts.repeatedKeys,
        doubles: counts.doubles,
      }).toEqual({ repeats: 0, doubles: 0, ...there });
      expect(await stateOfLanes(hub)).toBe('terbuka');
    }),
  180_000,
);

test.concurrent.each(STAYING)(
  'a message that was $state stays $becomes until somebody says otherwise',
  ({ left, becomes, lane }) =>
    withCity(async (hub, before) => {
      const { id } = await goesOn(hub, before, left, becomes);
      await sleep(LONG_ENOUGH_MS);
      expect(await messageOf(hub, id)).toMatchObject({ keadaan: becomes });
      expect(await stateOfLanes(hub)).toBe(lane);
      expect(laporOf(hub).accepted).toHaveLength(1);
      if (lane === 'dijeda') return;
      expect(await hub.ask('POST', `/v1/pesan/${id}/ulang`)).toMatchObject({ status: 202 });
      await until('it is delivered after all', async () => (await messageOf(hub, id)).keadaan === 'terkirim');
      expect(laporOf(hub).accepted).toHaveLength(2);
    }),
  180_000,
);

test.concurrent(
  'an event on its way to an address, claimed by a process that died, gets there',
  () =>
    withReceiver((receiver) =>
      withCity(async (hub, before) => {
        const made = await hub.post('/v1/langganan', { alamat: receiver.url, jenis: ['pesan.ditolak'] });
        const { id } = (made.body as JawabanLangganan).data;
        const body = { id: 'per_01jd3v8k2m5q7r9t0w4x', jenis: 'pesan.ditolak', pada: new Date().toISOString() };
        const started = performance.now();
        await wrecked(hub, async (wreck) => {
          const lane = `aplikasi ${id}`;
          const asked = { ...body, perihal: null, data: {} };
          await wreck.accept({ lane, service: '', about: before.about, application: '', asked });
          await wreck.claim(lane);
        });
        await hub.restart();
        const readyMs = performance.now() - started;
        await until('the event is there', () => receiver.taken().length > 0);
        tell('an event, claimed', performance.now() - started, readyMs);
        expect(receiver.received.map((one) => JSON.parse(one.body).id)).toEqual([body.id]);
      }),
    ),
  180_000,
);

function withCity(use: (hub: HubSurroundings, before: Before) => Promise<void>): Promise<void> {
  const oldForm = { baseUrl: '$' + '{sandbox:lapor}', token: '{00000000-0000-0000-0000-000000000000}' };
  const instances = {
    'lapor-lama': { connector: 'lapor', releases: ['legacy-xml'], settings: { services: { 'legacy-xml': oldForm } } },
  };
  return withHub({ config: { instances } }, async (hub) => {
    const body = { judul: 'Jalan berlubang', isi: 'Jalan berlubang di depan sekolah.', anonim: true };
    const accepted = await hub.post('/v1/laporan', body, { headers: { Prefer: 'wait=10' } });
    expect(accepted.status).toBe(201);
    const { perihal, hasil } = (accepted.body as JawabanPesan).data;
    await use(hub, { about: `laporan ${perihal?.id}`, trackingId: String(hasil?.trackingId) });
  });
}

/** Leaves the database so, starts a hub on it, and waits until the message is where it belongs. */
async function goesOn(hub: HubSurroundings, before: Before, left: HalfDone['left'], becomes: KeadaanPesan) {
  const id = await wrecked(hub, (wreck) => left(wreck, before));
  const started = performance.now();
  await hub.restart();
  const readyMs = performance.now() - started;
  await until(`it is ${becomes}`, async () => (await messageOf(hub, id)).keadaan === becomes);
  return { id, readyMs, tookMs: performance.now() - started };
}

async function messageOf({ get }: HubSurroundings, id: string) {
  return ((await get(`/v1/pesan/${id}`)).body as JawabanPesan).data;
}

/** The one that is not open, where there is one. */
async function stateOfLanes({ get }: HubSurroundings) {
  const { jalur = [] } = ((await get('/v1/status')).body as JawabanStatus).data;
  return jalur.find(({ keadaan }) => keadaan !== 'terbuka')?.keadaan ?? 'terbuka';
}

function tell(state: string, tookMs: number, readyMs: number): void {
  const reached = tookMs <= PROMISED_MS ? 'within 5 s' : 'NOT within 5 s';
  process.stdout.write(
    `${state}: ${Math.round(tookMs)} ms after the start, ${Math.round(readyMs)} ms of them for starting; ${reached}\n`,
  );
}
