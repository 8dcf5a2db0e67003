import { describe, expect, test } from '@jest/globals';
import { loadApiDocument } from '../../../hub/api/document.ts';
import type { Jalur, Status } from '../../../openapi/generated/types.ts';
import { BOOKING } from '../services/antrean/with-hospital.ts';
import { until } from '../until.ts';
import type { HubSurroundings } from '../with-hub.ts';
import {
  askedForChanges,
  becomes,
  handedOver,
  ledger,
  messageIn,
  OTHER_KEY,
  REPORT,
  read,
  reportOf,
  UNKNOWN_MESSAGE,
  wait,
  withForwards,
} from './handing-over.ts';

const KEYS = { laporan: 'kunci-laporan', jkn: 'kunci-jkn', baca: 'kunci-baca' };
const applications = [
  { key: KEYS.laporan, name: 'e-masyarakat', scopes: ['laporan:tulis'] },
  { key: KEYS.jkn, name: 'simrs', scopes: ['jkn:baca', 'jkn:tulis'] },
  { key: KEYS.baca, name: 'papan', scopes: ['laporan:baca', 'jkn:baca'] },
];
const withLanes = (use: (hub: HubSurroundings) => Promise<void>) => withForwards(use, { applications });

const DOWN = { kind: 'refuse', forMs: 600_000 };
const KIRIM = 'lapor laporan-kirim';

async function statusOf({ get }: HubSurroundings, key?: string): Promise<Status> {
  const { status, body } = await get('/v1/status', key === undefined ? {} : { key });
  expect(status).toBe(200);
  return (body as { data: Status }).data;
}
const lanesOf = async (hub: HubSurroundings, key?: string) => (await statusOf(hub, key)).jalur;
const namesOf = (lanes: readonly Jalur[]) => lanes.map(({ instansi, operasi }) => `${instansi} ${operasi}`);

async function laneOf(hub: HubSurroundings, name = KIRIM): Promise<Jalur> {
  const lane = (await lanesOf(hub)).find(({ instansi, operasi }) => `${instansi} ${operasi}` === name);
  if (!lane) throw new Error(`the status tells of no lane "${name}"`);
  return lane;
}

describe('the status', () => {
  test('tells an application of the lanes that its own services feed, and of no other', () =>
    withLanes(async (hub) => {
      expect(await lanesOf(hub)).toEqual([]);
      const id = reportOf(await handedOver(hub));
      await hub.post(`/v1/laporan/${id}/tindak-lanjut`, { isi: 'Sudah diganti.' }, wait(20));
      await hub.post('/v1/jkn/antrean', BOOKING, wait(20));
      await hub.post('/v1/langganan', { alamat: `${hub.url}/tidak-ada`, jenis: ['*'] });
      await handedOver(hub);
      const reports = [KIRIM, 'lapor tindak-lanjut'];
      expect(namesOf(await lanesOf(hub))).toEqual(['bpjs antrean-tambah', ...reports]);
      expect(namesOf(await lanesOf(hub, KEYS.laporan))).toEqual(reports);
      expect(namesOf(await lanesOf(hub, KEYS.jkn))).toEqual(['bpjs antrean-tambah']);
      expect(await lanesOf(hub, KEYS.baca)).toEqual([]);
      const { layanan } = await statusOf(hub, KEYS.laporan);
      expect(layanan.map(({ operasi }) => operasi)).toEqual([
        'kirimLaporan',
        'tindakLanjutLaporan',
        'disposisiLaporan',
        'unggahLampiran',
      ]);
      expect(layanan[0]?.sumber).toMatchObject([{ instansi: 'lapor', operasi: 'laporan-kirim', keadaan: 'baik' }]);
    }));

  test('tells of a held lane why, since when, until when, and how many wait, whoever handed them over', () =>
    withLanes(async (hub) => {
      hub.sandboxes.lapor.fault(DOWN);
      const before = Date.now();
      const first = await handedOver(hub);
      await handedOver(hub, REPORT, { key: OTHER_KEY });
      await handedOver(hub, REPORT, { key: KEYS.laporan });
      // for a moment it may say that the breaker is open, until the attempt that opened it has been counted
      await until('the lane is held, and why', async () => (await laneOf(hub)).alasan === 'unreachable');
      const lane = await laneOf(hub);
      expect(lane).toMatchObject({ keadaan: 'tertahan', menunggu: 3, kosongPada: null });
      expect(Date.parse(lane.sejak ?? '')).toBeGreaterThanOrEqual(before);
      expect(Date.parse(lane.cobaLagiPada ?? '')).toBeGreaterThan(Date.parse(lane.sejak ?? ''));
      const { jalur } = await read(hub, first.id);
      expect(jalur).toMatchObject({ keadaan: 'tertahan', alasan: 'unreachable', sejak: lane.sejak });
      expect(jalur).not.toHaveProperty('menunggu'); // other applications' affair
      const { layanan } = await statusOf(hub);
      expect(layanan.find(({ operasi }) => operasi === 'kirimLaporan')?.keadaan).toBe('terganggu'); // it takes, and keeps

      await hub.sandboxes.lapor.heal();
      await until('nothing waits', async () => (await laneOf(hub)).menunggu === 0);
      expect(await laneOf(hub)).toMatchObject({
        ...{ keadaan: 'terbuka', alasan: null, sejak: null, cobaLagiPada: null, kosongPada: null },
      });
      expect(ledger(hub).counts).toMatchObject({ accepted: 3, doubles: 0 });
    }));

  test('counts what is open: a refused message waits, one that was cancelled does not', () =>
    withLanes(async (hub) => {
      hub.sandboxes.lapor.fault({ kind: 'turn-down', times: 2 });
      const refused = [await handedOver(hub), await handedOver(hub)];
      for (const { id } of refused) await becomes(hub, id, 'ditolak');
      expect(await laneOf(hub)).toMatchObject({ keadaan: 'terbuka', menunggu: 2 });
      await hub.ask('POST', `/v1/pesan/${refused[0]?.id}/batal`);
      expect((await laneOf(hub)).menunggu).toBe(1);
      await hub.restart();
      await askedForChanges(hub);
      expect((await laneOf(hub)).menunggu).toBe(1);
      await hub.ask('POST', `/v1/pesan/${refused[1]?.id}/ulang`);
      await until('it is counted out', async () => (await laneOf(hub)).menunggu === 0);
    }));

  test('tells of a lane that a person paused, in that person’s words, and nothing leaves it', () =>
    withLanes(async (hub) => {
      await becomes(hub, (await handedOver(hub)).id, 'terkirim');
      const since = Date.now();
      await hub.store.messages.putLane({
        ...{ lane: KIRIM, state: 'paused', reason: 'SP4N pindah server', since, until: null },
      });
      await until('the hub takes notice', async () => (await laneOf(hub)).keadaan === 'dijeda');
      const { id } = await handedOver(hub);
      expect(await laneOf(hub)).toMatchObject({
        ...{ alasan: 'SP4N pindah server', sejak: new Date(since).toISOString() },
        ...{ cobaLagiPada: null, kosongPada: null, menunggu: 1 },
      });
      expect(await hub.ask('POST', `/v1/pesan/${id}/ulang`)).toMatchObject({ status: 202 }); // a person's word stands
      expect(messageIn(await hub.post('/v1/laporan', REPORT, wait(1))).keadaan).toBe('menunggu');
      expect(ledger(hub).counts.accepted).toBe(1);
    }));

  test('says when a lane that drains will be empty, and no longer once it is', () =>
    withForwards(
      async (hub) => {
        hub.sandboxes.lapor.fault({ kind: 'slow', delayMs: 40, path: '/laporan' });
        for (let count = 0; count < 60; count += 1) await handedOver(hub);
        let lane = await laneOf(hub);
        await until('it can be told', async () => {
          lane = await laneOf(hub);
          return typeof lane.kosongPada === 'string' || lane.menunggu === 0;
        });
        expect(lane).toMatchObject({ keadaan: 'terbuka', kosongPada: expect.any(String) });
        expect(lane.perDetik).toBeGreaterThan(0);
        expect(Date.parse(lane.kosongPada ?? '')).toBeGreaterThan(Date.now() - 1000);
        await until('it is empty', async () => (await laneOf(hub)).menunggu === 0);
        expect((await laneOf(hub)).kosongPada).toBeNull();
      },
      { config: { instances: { lapor: { limits: { concurrentCalls: 2 } } } } },
    ));
});

test('figures have the operations of the document as their labels, and nothing that a caller wrote', () =>
  withLanes(async (hub) => {
    const { id } = messageIn(await hub.post('/v1/laporan', REPORT, wait(20)));
    await hub.post('/v1/laporan', { judul: 'x' });
    await hub.get(`/v1/pesan/${id}`);
    await hub.get(`/v1/pesan/${UNKNOWN_MESSAGE}`);
    await hub.ask('POST', `/v1/pesan/${id}/batal`);
    await hub.post(`/v1/pesan/${id}/ulang`, '{');
    const upload = { headers: { 'Content-Type': 'application/pdf' }, body: '%PDF-1.4'.padEnd(5_242_881) };
    await hub.ask('POST', '/v1/lampiran?nama=besar.pdf', upload);
    await hub.get('/v1/pesan/rahasia/lain');
    const { text } = await hub.get('/metrics', { key: null });
    const count = (operation: string, status: number) =>
      new RegExp(`^simpul_answer_seconds_count\\{operation="${operation}",status="${status}"\\} (\\d+)$`, 'm').exec(
        text,
      )?.[1];
    expect({
      accepted: count('kirimLaporan', 201),
      refused: count('kirimLaporan', 400),
      read: count('getPesan', 200),
      unknown: count('getPesan', 404),
      late: count('batalPesan', 409),
      wrong: count('ulangPesan', 400),
      large: count('unggahLampiran', 413),
      nowhere: count('none', 404),
    }).toEqual(
      Object.fromEntries(
        ['accepted', 'refused', 'read', 'unknown', 'late', 'wrong', 'large', 'nowhere'].map((what) => [what, '1']),
      ),
    );
    const known = new Set(['none', ...loadApiDocument().operations.map(({ id: operation }) => operation)]);
    const labels = [...text.matchAll(/^simpul_answer_seconds_count\{operation="([^"]*)"/gm)].map(([, label]) => label);
    expect(labels.filter((label) => !known.has(label ?? ''))).toEqual([]);
    expect(text).toMatch(
      /^simpul_upstream_call_seconds_count\{instance="lapor",operation="laporan-kirim",verdict="found"\} 1$/m,
    );
    expect(text).not.toMatch(/psn_|lpr_|lmp_|rahasia|besar\.pdf|Lampu/);
  }));
