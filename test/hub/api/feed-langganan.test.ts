import { expect, test } from '@jest/globals';
import type { Langganan } from '../../../openapi/generated/types.ts';
import { withReceiver } from '../relay/webhooks/with-receiver.ts';
import { happening } from '../relay/webhooks/with-relay.ts';
import { until } from '../until.ts';
import { type Feed, OTHER, withFeed } from './with-feed.ts';

const HELD_LONG = { afterFailures: 5, firstMs: 600_000, longestMs: 600_000 };
const ALAMAT = 'https://8.8.8.8/simpul';

async function made(
  { ask }: Feed,
  alamat = ALAMAT,
  jenis: readonly string[] = ['*'],
  key?: string,
): Promise<Langganan> {
  const body = { alamat, jenis };
  const answer = await ask('POST', '/v1/langganan', key === undefined ? { body } : { body, key });
  expect(answer).toMatchObject({ status: 201 });
  const { data } = answer.body as { data: Langganan };
  expect(answer.headers.location).toBe(`/v1/langganan/${data.id}`);
  return data;
}

const read = async ({ ask }: Feed, id: string): Promise<Langganan> => {
  const { status, body } = await ask('GET', `/v1/langganan/${id}`);
  expect(status).toBe(200);
  return (body as { data: Langganan }).data;
};

test('a new address is active, and its secret is shown this once', () =>
  withFeed(async (feed) => {
    const { rahasia, ...langganan } = await made(feed, ALAMAT, ['pesan.ditolak', 'laporan.terlambat']);
    expect(rahasia).toMatch(/^whsec_/);
    expect(langganan).toEqual({
      id: expect.stringMatching(/^lgn_/),
      alamat: ALAMAT,
      jenis: ['pesan.ditolak', 'laporan.terlambat'],
      keadaan: 'aktif',
      alasan: null,
      sejak: null,
      menunggu: 0,
      dibuatPada: expect.any(String),
    });
    expect(await read(feed, langganan.id)).toEqual(langganan);
    const { body } = await feed.ask('GET', '/v1/langganan');
    expect(body).toEqual({ data: [langganan], halaman: { berikutnya: null } });
  }));

test.each([
  { body: { alamat: 'http://8.8.8.8/', jenis: ['*'] }, di: 'body.alamat', masalah: 'harus https' },
  { body: { alamat: 'https://10.0.0.1/', jenis: ['*'] }, di: 'body.alamat', masalah: /jaringan dalam/ },
  { body: { alamat: 'https://169.254.169.254/', jenis: ['*'] }, di: 'body.alamat', masalah: /tidak boleh dipakai/ },
  { body: { alamat: 'https://dalam.contoh.invalid/', jenis: ['*'] }, di: 'body.alamat', masalah: /jaringan dalam/ },
  { body: { alamat: 'https://a:b@8.8.8.8/', jenis: ['*'] }, di: 'body.alamat', masalah: /kata sandi/ },
  { body: { alamat: 'bukan alamat', jenis: ['*'] }, di: 'body.alamat', masalah: 'harus berbentuk uri' },
  { body: { alamat: ALAMAT, jenis: [] }, di: 'body.jenis', masalah: expect.any(String) },
  { body: { alamat: ALAMAT }, di: 'body.jenis', masalah: 'wajib diisi' },
])('$body is refused: $di $masalah', ({ body, di, masalah }) =>
  withFeed(
    async ({ ask, subscriptions }) => {
      const answer = await ask('POST', '/v1/langganan', { body });
      expect(answer.status).toBe(400);
      const words = masalah instanceof RegExp ? expect.stringMatching(masalah) : masalah;
      expect(answer.body).toMatchObject({ kesalahan: expect.arrayContaining([{ di, masalah: words }]) });
      expect(subscriptions.all()).toEqual([]);
    },
    {
      addressRules: { allowHttp: false, allowPrivate: false },
      resolve: async () => [{ address: '10.0.0.1', family: 4 }],
    },
  ),
);

test('the twenty-first address is a conflict, and of another application it is not', () =>
  withFeed(async (feed) => {
    for (let count = 0; count < 20; count += 1) await made(feed);
    const answer = await feed.ask('POST', '/v1/langganan', { body: { alamat: ALAMAT, jenis: ['*'] } });
    expect(answer.status).toBe(409);
    await made(feed, ALAMAT, ['*'], OTHER);
  }));

test('addresses are listed newest first, page by page', () =>
  withFeed(async (feed) => {
    const ids: string[] = [];
    for (let count = 0; count < 5; count += 1) ids.unshift((await made(feed)).id);
    const seen: string[] = [];
    let query = '?batas=2';
    for (let pages = 0; pages < 3; pages += 1) {
      const { body } = await feed.ask('GET', `/v1/langganan${query}`);
      const { data, halaman } = body as { data: Langganan[]; halaman: { berikutnya: string | null } };
      seen.push(...data.map(({ id }) => id));
      query = `?batas=2&kursor=${halaman.berikutnya}`;
    }
    expect(seen).toEqual(ids.toSorted().reverse());
    expect(query).toBe('?batas=2&kursor=null');
    expect(await feed.ask('GET', '/v1/langganan?kursor=lain')).toMatchObject({ status: 400 });
  }));

test.each([
  { method: 'GET', end: '' },
  { method: 'DELETE', end: '' },
  { method: 'POST', end: '/putar' },
  { method: 'POST', end: '/buka' },
])('$method of an address of another application is not found', ({ method, end }) =>
  withFeed(async (feed) => {
    const { id } = await made(feed);
    const unknown = { status: 404, body: { type: 'urn:simpul:masalah:pemanggil:tidak-ditemukan' } };
    expect(await feed.ask(method, `/v1/langganan/${id}${end}`, { key: OTHER })).toMatchObject(unknown);
    expect(await feed.ask(method, `/v1/langganan/lgn_0000000000000000000${end}`)).toMatchObject(unknown);
    expect(await feed.ask('GET', '/v1/langganan', { key: OTHER })).toMatchObject({ body: { data: [] } });
    expect(await read(feed, id)).toMatchObject({ id, keadaan: 'aktif' });
  }),
);

test('a changed secret is shown this once, and both sign', () =>
  withFeed(async (feed) => {
    const { id, rahasia: old } = await made(feed);
    const { status, body } = await feed.ask('POST', `/v1/langganan/${id}/putar`);
    expect(status).toBe(200);
    const { rahasia } = (body as { data: Langganan }).data;
    const subscription = feed.subscriptions.get(id);
    expect(subscription && feed.subscriptions.secretsOf(subscription)).toEqual([rahasia, old]);
    expect(await read(feed, id)).not.toHaveProperty('rahasia');
  }));

test('a held address says why, since when and how much waits; opened, it gets all of it', () =>
  withReceiver((receiver) =>
    withFeed(
      async (feed) => {
        receiver.answer(500);
        const { id } = await made(feed, receiver.url);
        for (let step = 0; step < 6; step += 1) await feed.relay.tell([happening(`laporan ${step}`, step)]);
        await until('it is held', async () => (await read(feed, id)).keadaan === 'tertahan');
        expect(await read(feed, id)).toMatchObject({
          alasan: 'menjawab 500',
          sejak: expect.any(String),
          menunggu: 6,
        });
        receiver.answer(204);
        const { status, body } = await feed.ask('POST', `/v1/langganan/${id}/buka`);
        expect({ status, body }).toMatchObject({ status: 200, body: { data: { keadaan: 'aktif', alasan: null } } });
        await until('everything arrived', () => receiver.taken().length === 6);
        await until('nothing waits', async () => (await read(feed, id)).menunggu === 0);
      },
      { holds: HELD_LONG },
    ),
  ));

test('an address that is opened and still fails is not left alone as long as before', () =>
  withReceiver((receiver) =>
    withFeed(
      async (feed) => {
        receiver.answer(500);
        const { id } = await made(feed, receiver.url);
        await feed.relay.tell([happening('laporan 1', 1)]);
        const untilAt = () => feed.relay.laneOf(`aplikasi ${id}`).until ?? 0;
        await until('it is held', () => untilAt() > 0);
        for (const time of [1, 2, 3]) {
          const before = untilAt();
          await feed.ask('POST', `/v1/langganan/${id}/buka`);
          await until(`it is held again, time ${time}`, () => untilAt() > before);
        }
        expect(untilAt() - Date.now()).toBeLessThanOrEqual(600_000);
      },
      { holds: { ...HELD_LONG, longestMs: 6_000_000 } },
    ),
  ));

test('what a person of the city paused stays paused', () =>
  withFeed(async (feed) => {
    const { id } = await made(feed);
    await feed.relay.pause(`aplikasi ${id}`, 'diminta dinas');
    const { body } = await feed.ask('POST', `/v1/langganan/${id}/buka`);
    expect(body).toMatchObject({ data: { keadaan: 'dijeda', alasan: 'diminta dinas' } });
  }));

test('a removed address is answered once more, then not found, and what waited for it is not sent', () =>
  withReceiver((receiver) =>
    withFeed(
      async (feed) => {
        receiver.answer(500);
        const { id } = await made(feed, receiver.url);
        for (let step = 0; step < 6; step += 1) await feed.relay.tell([happening('laporan 1', step)]);
        await until('it is held', async () => (await read(feed, id)).keadaan === 'tertahan');
        const sent = receiver.received.length;
        receiver.answer(204);
        const { status, body } = await feed.ask('DELETE', `/v1/langganan/${id}`);
        expect({ status, body }).toMatchObject({ status: 200, body: { data: { id } } });
        expect(await feed.ask('GET', `/v1/langganan/${id}`)).toMatchObject({ status: 404 });
        expect(await feed.ask('DELETE', `/v1/langganan/${id}`)).toMatchObject({ status: 404 });
        const lane = `aplikasi ${id}`;
        await until('nothing waits', async () => ((await feed.store.messages.waiting()).get(lane) ?? 0) === 0);
        expect(receiver.received).toHaveLength(sent);
        const { body: events } = await feed.ask('GET', '/v1/peristiwa');
        expect((events as { data: unknown[] }).data).toHaveLength(6);
      },
      { holds: HELD_LONG },
    ),
  ));
