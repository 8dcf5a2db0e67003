import { expect, test } from '@jest/globals';
import { Webhook } from 'standardwebhooks';
import type { ConsoleRequest } from '../../../hub/console/endpoint.ts';
import { createAplikasiLangganan } from '../../../hub/console/endpoints/aplikasi-langganan.ts';
import type { Aplikasi, AplikasiSingkat, Cakupan, KunciBaru } from '../../../hub/console/views/aplikasi.ts';
import type { DaftarKredensial, KredensialBaru } from '../../../hub/console/views/kredensial.ts';
import type { AlamatLangganan, HalamanKiriman, HasilUji } from '../../../hub/console/views/langganan.ts';
import type { Langganan } from '../../../openapi/generated/types.ts';
import { signed } from '../facades/with-facades.ts';
import { byNik, NEW_ONLY } from '../facades/with-vclaim.ts';
import { withAddress } from '../relay/webhooks/with-address.ts';
import { type Answering, withReceiver } from '../relay/webhooks/with-receiver.ts';
import { REQUEST } from '../services/pengaduan/samples.ts';
import { until } from '../until.ts';
import { BUDI, type HubSurroundings, withHub } from '../with-hub.ts';
import { type SignedIn, signedIn } from './signed-in.ts';

const NEW = { nama: 'e-dokter', cakupan: ['jkn:baca'], keperluan: ['pelayanan-publik'], batas: null };
const PESERTA = `/v1/jkn/peserta/${BUDI.nik}`;
const mistakes = ({ body }: { body: unknown }) =>
  ((body as { kesalahan?: { di: string }[] }).kesalahan ?? []).map(({ di }) => di);
const statusOf = async (hub: HubSurroundings, key: string, path = PESERTA) => (await hub.get(path, { key })).status;

async function created(admin: SignedIn, change: object = {}): Promise<KunciBaru> {
  const answer = await admin.post('/aplikasi', { ...NEW, ...change });
  expect(answer.status).toBe(200);
  return answer.body as KunciBaru;
}
const listed = async (who: SignedIn) => (await who.get('/aplikasi')).body as readonly AplikasiSingkat[];

test('an application is registered, called, changed, given another key and revoked, each from this moment on', () =>
  withHub({}, async (hub) => {
    const admin = await signedIn(hub, 'admin');
    const { id, kunci } = await created(admin);
    expect(await statusOf(hub, kunci)).toBe(200);
    expect(await statusOf(hub, kunci, '/v1/laporan')).toBe(403);

    const rules = { cakupan: ['laporan:baca'], keperluan: ['pelayanan-publik', 'pengaduan'], batas: 2 };
    expect(await admin.put(`/aplikasi/${id}`, rules)).toMatchObject({ status: 204 });
    expect(await statusOf(hub, kunci)).toBe(403);
    expect(await statusOf(hub, kunci, '/v1/laporan')).toBe(200);
    expect(await statusOf(hub, kunci, '/v1/laporan')).toBe(200);
    expect(await statusOf(hub, kunci, '/v1/laporan')).toBe(429);
    expect((await admin.put(`/aplikasi/${id}`, { ...rules, batas: null })).status).toBe(204);

    const renewed = (await admin.post(`/aplikasi/${id}/kunci`)).body as KunciBaru;
    expect(await statusOf(hub, kunci, '/v1/laporan')).toBe(401);
    expect(await statusOf(hub, renewed.kunci, '/v1/laporan')).toBe(200);

    const whole = (await admin.get(`/aplikasi/${id}`)).body as Aplikasi;
    expect(whole).toMatchObject({ id, ...NEW, ...rules, batas: null, dicabut: null, contoh: false });
    expect(whole.pemakaian).toMatchObject({ hariIni: { permintaan: 7, ditolak: 3, gagal: 0 } });
    const [laporan, peserta] = whole.layanan;
    expect(laporan).toMatchObject({ layanan: 'daftarLaporan', hariIni: { segar: 3, ditolak: 2 } });
    expect(peserta).toMatchObject({ layanan: 'getPeserta', hariIni: { segar: 1, ditolak: 1 } });

    expect((await admin.post(`/aplikasi/${id}/cabut`)).status).toBe(204);
    expect(await statusOf(hub, renewed.kunci, '/v1/laporan')).toBe(401);
    for (const again of [admin.post(`/aplikasi/${id}/cabut`), admin.post(`/aplikasi/${id}/kunci`)])
      expect((await again).status).toBe(409);
    expect((await admin.put(`/aplikasi/${id}`, rules)).status).toBe(409);
    expect(await statusOf(hub, (await created(admin)).kunci)).toBe(200); // the name is free again

    const answers = await Promise.all(['/aplikasi', `/aplikasi/${id}`, '/cakupan'].map((path) => admin.get(path)));
    const audited = await hub.store.audit.list({ limit: 100, application: 'operator:admin' });
    expect(audited.map(({ service, subject, outcome }) => [service, subject, outcome])).toEqual(
      expect.arrayContaining([
        ['konsol.aplikasi-buat', 'e-dokter', 'dilakukan'],
        ['konsol.aplikasi-ubah', id, 'ditolak'],
        ['konsol.aplikasi-kunci-baru', id, 'dilakukan'],
        ['konsol.aplikasi-cabut', id, 'dilakukan'],
      ]),
    );
    const everything = [...answers.map(({ text }) => text), ...hub.logs, JSON.stringify(audited)].join();
    for (const key of [kunci, renewed.kunci]) expect(everything).not.toContain(key.slice(4));
  }));

test('who only looks sees figures and changes nothing, and what is registered has to make sense', () =>
  withHub({}, async (hub) => {
    const [admin, operator, pengamat] = [
      await signedIn(hub, 'admin'),
      await signedIn(hub, 'operator'),
      await signedIn(hub, 'pengamat'),
    ];
    const { id } = await created(admin);
    const { nama: _name, ...rules } = NEW;
    const at = `/aplikasi/${id}/langganan/lgn_1`;
    const changes: readonly ((who: SignedIn) => Promise<{ status: number }>)[] = [
      (who) => who.post('/aplikasi', { ...NEW, nama: 'lain' }),
      (who) => who.put(`/aplikasi/${id}`, rules),
      (who) => who.post(`/aplikasi/${id}/kunci`),
      (who) => who.post(`/aplikasi/${id}/cabut`),
      (who) => who.post(`/aplikasi/${id}/kredensial`, { sistem: 'bpjs' }),
      (who) => who.delete(`/aplikasi/${id}/kredensial/apa`),
      (who) => who.post(`${at}/jeda`, { alasan: '' }),
      (who) => who.post(`${at}/buka`),
      (who) => who.delete(at),
    ];
    for (const who of [pengamat, operator])
      for (const change of changes)
        expect([change.toString(), (await change(who)).status]).toEqual([change.toString(), 403]);
    expect((await pengamat.post(`${at}/uji`)).status).toBe(403);
    expect((await operator.post(`${at}/uji`)).status).toBe(404); // may, and there is no such address
    expect((await listed(pengamat)).map(({ nama }) => nama)).toEqual(['demo', 'e-dokter']);

    const cakupan = (await pengamat.get('/cakupan')).body as readonly Cakupan[];
    const everything = (await listed(pengamat)).find(({ contoh }) => contoh)?.cakupan;
    expect(cakupan.map(({ nama }) => nama)).toEqual(everything);
    for (const { untuk, untukInggris, layanan } of cakupan)
      expect([untuk !== '', untukInggris !== '', layanan.length > 0]).toEqual([true, true, true]);

    const wrong: readonly (readonly [object, readonly string[]])[] = [
      [{ nama: 'E Dokter' }, ['nama']],
      [{ nama: 'demo' }, ['nama']],
      [
        { nama: 'x', cakupan: ['jkn:hapus'], keperluan: ['Apa Saja'], batas: 0 },
        ['nama', 'cakupan', 'keperluan', 'batas'],
      ],
      [{ cakupan: [], keperluan: [] }, ['cakupan', 'keperluan']],
      [{ cakupan: ['jkn:baca', 'jkn:baca'] }, ['cakupan']],
      [{ batas: 'seribu' }, ['batas']],
      [{ kunci: 'smp_pilihan-sendiri' }, ['kunci']],
    ];
    for (const [change, di] of wrong) {
      const answer = await admin.post('/aplikasi', { ...NEW, nama: 'e-lain', ...change });
      expect([change, answer.status, mistakes(answer)]).toEqual([change, 400, di]);
    }
    expect((await admin.get('/aplikasi/app_tidak-ada')).status).toBe(404);
    expect((await admin.put('/aplikasi/app_tidak-ada', rules)).status).toBe(404);
  }));

test('credentials of an old interface are shown once, work at once, and end when they are taken back', () =>
  withHub({ config: NEW_ONLY }, async (hub) => {
    const admin = await signedIn(hub, 'admin');
    const { id: application } = await created(admin);
    const at = `/aplikasi/${application}/kredensial`;
    const asked = async ({ id, rahasia }: KredensialBaru, secret = rahasia) => {
      const headers = signed({ id: id ?? '', secret: secret ?? '' }, new Date());
      const { metaData } = (await (
        await fetch(`${hub.url}/fasad/bpjs/vclaim-1.1${byNik(BUDI.nik)}`, { headers })
      ).json()) as {
        metaData: { code: string | number };
      };
      return String(metaData.code);
    };
    const made = (await admin.post(at, { sistem: 'bpjs' })).body as KredensialBaru;
    expect(await asked(made)).toBe('200');
    const own = await admin.post(at, { sistem: 'bpjs', id: '24680', rahasia: 'rahasia-lama' });
    expect(own.body).toEqual({ rujukan: expect.any(String), sistem: 'bpjs', id: '24680', rahasia: null });
    expect(await asked(own.body as KredensialBaru, 'rahasia-lama')).toBe('200');
    expect((await admin.post(at, { sistem: 'bpjs', id: '24680', rahasia: 'lain-lagi' })).status).toBe(409);
    const token = (await admin.post(at, { sistem: 'lapor' })).body as KredensialBaru;
    expect(token).toMatchObject({ id: null, rahasia: expect.stringMatching(/^\{.{36}\}$/) });
    for (const [wanted, di] of [
      [{ sistem: 'oss' }, 'sistem'],
      [{ sistem: 'lapor', id: '1' }, 'id'],
      [{ sistem: 'bpjs', id: '1' }, 'rahasia'],
      [{ sistem: 'bpjs', rahasia: 'rahasia' }, 'id'],
    ] as const)
      expect([wanted, mistakes(await admin.post(at, wanted))]).toEqual([wanted, [di]]);

    const seen = await admin.get(at);
    const { kredensial, antarmuka } = seen.body as DaftarKredensial;
    expect(kredensial.map(({ sistem, id }) => [sistem, id]).toSorted()).toEqual(
      [
        ['bpjs', '24680'],
        ['bpjs', made.id],
        ['lapor', null],
      ].toSorted(),
    );
    expect(antarmuka).toContainEqual({ sistem: 'lapor', jenis: 'token' });
    const looked = (await (await signedIn(hub, 'pengamat')).get(at)).text;
    for (const secret of [made.rahasia, token.rahasia, 'rahasia-lama'])
      expect(`${seen.text}${looked}${hub.logs.join()}`).not.toContain(secret);
    expect(looked).not.toContain('24680');

    expect((await admin.delete(`${at}/${made.rujukan}`)).status).toBe(204);
    expect(await asked(made)).not.toBe('200');
    expect((await admin.delete(`${at}/${made.rujukan}`)).status).toBe(404);
    expect(((await admin.get(`/aplikasi/${application}`)).body as Aplikasi).layanan[0]).toMatchObject({
      ...{ layanan: 'getPeserta', hariIni: { segar: 1, tersimpan: 1 } },
    });
  }));

test('an address is listed with what was sent there, tried, paused, opened and removed', () =>
  withReceiver((receiver) =>
    withHub({}, async (hub) => {
      const admin = await signedIn(hub, 'admin');
      const scopes = { cakupan: ['laporan:tulis', 'laporan:baca'] };
      const { id, kunci: key } = await created(admin, scopes);
      const other = await created(admin, { nama: 'e-lain' });
      const address = `${receiver.url}?kode=rahasia`;
      const subscribed = await hub.post('/v1/langganan', { alamat: address, jenis: ['pesan.terkirim'] }, { key });
      const { id: langganan, rahasia = '' } = (subscribed.body as { data: Langganan }).data;
      const at = `/aplikasi/${id}/langganan/${langganan}`;
      const view = async (who = admin) => ((await who.get(`/aplikasi/${id}/langganan`)).body as AlamatLangganan[])[0];
      const log = async () => ((await admin.get(`${at}/kiriman`)).body as HalamanKiriman).kiriman;

      expect((await admin.post(`${at}/jeda`, { alasan: 'penerima pindah' })).status).toBe(204);
      await hub.post('/v1/laporan', REQUEST, { key, headers: { Prefer: 'wait=20' } });
      await until('an event waits', async () => (await view())?.menunggu === 1);
      expect(await view()).toMatchObject({ keadaan: 'dijeda', alasan: 'penerima pindah', jenis: ['pesan.terkirim'] });
      expect(await log()).toMatchObject([{ keadaan: 'menunggu', percobaan: 0, sampai: null, masalah: null }]);

      receiver.answer(503);
      expect((await admin.post(`${at}/buka`)).status).toBe(204);
      await until(
        'an attempt failed',
        async () => ((await log())[0]?.percobaan ?? 0) > 0 && (await log())[0]?.masalah !== null,
      );
      expect((await log())[0]).toMatchObject({ masalah: 'menjawab 503', sampai: null });
      receiver.answer(204);
      await until('it arrived', async () => (await log())[0]?.keadaan === 'terkirim');
      expect((await log())[0]).toMatchObject({
        peristiwa: { jenis: 'pesan.terkirim', perihal: expect.stringMatching(/^laporan lpr_/) },
        masalah: null,
      });

      const operator = await signedIn(hub, 'operator');
      const tried = (await operator.post(`${at}/uji`)).body as HasilUji;
      expect(tried).toEqual({ diterima: true, status: 204, lamaMs: expect.any(Number), sebab: '' });
      const { headers, body } = receiver.received.at(-1) ?? { headers: {}, body: '' };
      expect(new Webhook(rahasia).verify(body, headers as Record<string, string>)).toMatchObject({
        ...{ jenis: 'langganan.uji', perihal: { jenis: 'langganan', id: langganan } },
      });
      expect(await log()).toHaveLength(1); // a test is no delivery
      expect((await hub.get('/v1/peristiwa?jenis=pesan.terkirim', { key })).text).not.toContain('langganan.uji');

      const host = `http://127.0.0.1:${receiver.port}`;
      expect((await view(await signedIn(hub, 'pengamat')))?.alamat).toBe(host);
      expect((await view())?.alamat).toBe(`${host}/simpul?…`);
      expect((await admin.get(`/aplikasi/${other.id}/langganan/${langganan}/kiriman`)).status).toBe(404);
      expect((await admin.get(`${at}/kiriman?sebelum=kemarin`)).status).toBe(400);

      await admin.post(`/aplikasi/${id}/cabut`);
      expect((await operator.post(`${at}/uji`)).status).toBe(409);
      expect((await admin.delete(at)).status).toBe(204);
      expect(await view()).toBeUndefined();
      expect(hub.logs.join()).not.toContain('kode=rahasia');
    }),
  ));

test.each<{ given: string; answering?: Answering; want: object }>([
  { given: 'refuses', answering: 410, want: { status: 410, sebab: 'menjawab 410: alamat ini tidak dipakai lagi' } },
  {
    given: 'sends elsewhere',
    answering: (response) => void response.writeHead(302, { Location: 'http://127.0.0.1:1/' }).end(),
    want: { status: 302, sebab: 'mengalihkan (302); pengalihan tidak diikuti' },
  },
  { given: 'hangs', answering: () => undefined, want: { status: null, sebab: 'tidak menjawab pada waktunya' } },
  { given: 'cuts the connection', answering: 'reset', want: { status: null, sebab: 'memutus sambungan' } },
  { given: 'is not there', want: { status: null, sebab: 'menolak sambungan' } },
])('a test says in words that a receiver $given, and holds nothing back because of it', ({ answering, want }) =>
  withReceiver((receiver) => {
    const url = answering === undefined ? 'http://127.0.0.1:1/simpul' : receiver.url;
    if (answering !== undefined) receiver.answer(answering);
    return withAddress(url, { timeoutMs: 100 }, async ({ subscriptions, subscription, webhooks, clock, changes }) => {
      const uji = createAplikasiLangganan({
        ...{ subscriptions, webhooks, now: clock.now },
        store: { applications: { list: async () => [{ id: 'app_1', name: 'uji' }] } } as never,
        ...{ relay: {} as never, payloads: {} as never },
      }).find(({ path }) => path.endsWith('/uji'));
      const request = { params: { id: 'app_1', langganan: subscription.id }, signal: new AbortController().signal };
      for (let turn = 0; turn < 6; turn += 1)
        expect(await uji?.run(request as unknown as ConsoleRequest)).toMatchObject({ diterima: false, ...want });
      expect(changes).toEqual([]);
      expect(webhooks.reasonOf(subscription.id)).toBeUndefined();
    });
  }),
);
