import { describe, expect, test } from '@jest/globals';
import { createMobileJkn } from '../../../../connectors/bpjs/sandbox/mobile-jkn.ts';
import { daftarPasien, getPasien } from '../../../../hub/services/antrean/get-pasien.ts';
import { terbitkanPasien } from '../../../../hub/services/antrean/publishing.ts';
import { createKeyedHash } from '../../../../hub/store/sealing.ts';
import type { JawabanDaftarPasien } from '../../../../openapi/generated/types.ts';
import { person, publish, SESSION } from '../../callbacks/hospital.ts';
import { type CallbackSurroundings, CREDENTIALS, SETTINGS, withCallbacks } from '../../callbacks/with-callbacks.ts';
import { testClock } from '../../clock.ts';
import { until } from '../../until.ts';
import { HUB_SECRET, type HubSurroundings, withHub } from '../../with-hub.ts';
import { dataOf, KEY, OTHER_KEY } from './with-hospital.ts';

/** What BPJS sends of somebody, in its own names. */
function particulars(number: number) {
  const { nik, nomorkartu } = person(number);
  return {
    ...{ nik, nomorkartu, nomorkk: '9901010101200001', nama: 'RATNA CONTOH', jeniskelamin: 'P' },
    ...{ tanggallahir: '1990-01-01', nohp: '081200000009', alamat: 'Jalan Contoh 1', rw: '1', rt: '2' },
    ...{ kodeprop: '99', namaprop: 'PROVINSI CONTOH', kodedati2: '9901', namadati2: 'KOTA CONTOH' },
    ...{ kodekec: '01', namakec: 'KECAMATAN CONTOH', kodekel: '001', namakel: 'KELURAHAN CONTOH' },
  };
}

const NEW = {
  asal: 'mobile-jkn',
  nomorRekamMedis: 'SPL-000001',
  nik: person(9).nik,
  nomorKartu: person(9).nomorkartu,
  noKk: '9901010101200001',
  nama: 'RATNA CONTOH',
  jenisKelamin: 'P',
  tanggalLahir: '1990-01-01',
  telepon: '081200000009',
  alamat: {
    jalan: 'Jalan Contoh 1',
    rt: '002',
    rw: '001',
    kelurahan: { kode: '001', nama: 'KELURAHAN CONTOH' },
    kecamatan: { kode: '01', nama: 'KECAMATAN CONTOH' },
    kabupatenKota: { kode: '9901', nama: 'KOTA CONTOH' },
    provinsi: { kode: '99', nama: 'PROVINSI CONTOH' },
  },
  dibuatPada: '2026-11-20T03:00:00.000Z',
};

const scopes = ['jkn:baca', 'jkn:tulis'];
const HUB = {
  config: { instances: { bpjs: { settings: { callbacks: SETTINGS.callbacks } } } },
  applications: [
    { key: KEY, name: 'simrs', scopes },
    { key: OTHER_KEY, name: 'rs-lain', scopes },
  ],
};

/** A hospital whose application is `simrs`, and one patient that registered in Mobile JKN. */
function withNewPatient(use: (given: HubSurroundings, id: string) => Promise<void>): Promise<void> {
  return withHub({ ...HUB, now: testClock().now }, async (given) => {
    await put(given, '/v1/jkn/jadwal', { jadwal: [SESSION] });
    const jkn = createMobileJkn({ baseUrl: `${given.url}/callbacks/bpjs/rs`, ...CREDENTIALS });
    expect(await jkn.pasienBaru(particulars(9))).toMatchObject({ code: 200, response: { norm: 'SPL-000001' } });
    const feed = await given.get('/v1/peristiwa?jenis=pasien.baru', { key: KEY });
    const [event] = dataOf(feed) as unknown as { perihal: { jenis: string; id: string }; data: object }[];
    expect(event).toMatchObject({ perihal: { jenis: 'pasien' }, data: { pasien: event?.perihal.id } });
    await use(given, event?.perihal.id ?? '');
  });
}

async function put({ ask }: HubSurroundings, path: string, value: object): Promise<void> {
  const headers = { 'Content-Type': 'application/json' };
  expect(await ask('PUT', path, { key: KEY, headers, body: JSON.stringify(value) })).toMatchObject({ status: 200 });
}

describe('a patient who registered in Mobile JKN', () => {
  test('is read where the event leads, as BPJS sent it, after a restart too', () =>
    withNewPatient(async (given, id) => {
      const read = () => given.get(`/v1/jkn/pasien/${id}`, { key: KEY });
      expect(await read()).toMatchObject({ status: 200, headers: { 'cache-control': 'no-store' } });
      await given.restart();
      expect(dataOf(await read())).toEqual({ id, ...NEW });
      const list = await given.get('/v1/jkn/pasien', { key: KEY });
      expect(list.body).toEqual({
        data: [{ id, nomorRekamMedis: 'SPL-000001', dibuatPada: NEW.dibuatPada }],
        halaman: { berikutnya: null },
      });
    }));

  test('is nobody to another application, nor to one without the scope', () =>
    withNewPatient(async (given, id) => {
      const path = `/v1/jkn/pasien/${id}`;
      expect(await given.get(path, { key: OTHER_KEY })).toMatchObject({ status: 404 });
      expect(await given.get(`/v1/jkn/pasien/${'x'.repeat(43)}`, { key: KEY })).toMatchObject({ status: 404 });
      expect(await given.get('/v1/jkn/pasien/123', { key: KEY })).toMatchObject({ status: 400 });
      expect((await given.get('/v1/jkn/pasien', { key: OTHER_KEY })).body).toMatchObject({ data: [] });
      expect(await given.get(path, { key: null })).toMatchObject({ status: 401 });
    }));

  test('is on record as read: by whom, and not by those who were told nothing', () =>
    withNewPatient(async (given, id) => {
      const subject = createKeyedHash(HUB_SECRET)(NEW.nik);
      const reads = async () =>
        (await given.store.audit.list({ limit: 100, subject })).filter(({ service }) => service === 'getPasien');
      await given.get(`/v1/jkn/pasien/${id}`, { key: OTHER_KEY });
      await given.get(`/v1/jkn/pasien/${id}`, { key: KEY });
      await until('the read is written down', async () => (await reads()).length > 0);
      expect(await reads()).toMatchObject([{ application: 'simrs', purpose: 'pelayanan-publik', outcome: 'segar' }]);
      expect(JSON.stringify(await reads())).not.toContain(id);
    }));

  test('is the hospital’s own once it is published: what BPJS sent is dropped', () =>
    withNewPatient(async (given, id) => {
      const pasien = [{ nik: person(9).nik, nomorKartu: person(9).nomorkartu, nomorRekamMedis: '000777' }];
      await put(given, '/v1/jkn/pasien', { pasien });
      expect(dataOf(await given.get(`/v1/jkn/pasien/${id}`, { key: KEY }))).toEqual({
        ...{ id, asal: 'aplikasi', nomorRekamMedis: '000777', nik: NEW.nik, nomorKartu: NEW.nomorKartu, nama: null },
        ...{ noKk: null, jenisKelamin: null, tanggalLahir: null, telepon: null, alamat: null },
        dibuatPada: NEW.dibuatPada,
      });
      expect((await given.get('/v1/jkn/pasien', { key: KEY })).body).toMatchObject({ data: [] });
    }));
});

test('a puskesmas reads the same of its new patients', () =>
  withCallbacks({}, async (given) => {
    await publish(given);
    expect(await given.fktp.call('POST', 'peserta', particulars(9))).toMatchObject({ code: 200 });
    const [happening] = given.told;
    const id = happening?.about.split(' ')[1] ?? '';
    expect(await given.run(getPasien, { id })).toEqual({ data: { id, ...NEW } });
    await expect(given.run(getPasien, { id }, 'rs-lain')).rejects.toMatchObject({ kind: 'tidak-ditemukan' });
  }));

describe('who is new', () => {
  const registered = async ({ jkn, clock, told }: CallbackSurroundings, numbers: readonly number[]) => {
    for (const number of numbers) {
      expect(await jkn.pasienBaru(particulars(number))).toMatchObject({ code: 200 });
      clock.pass(1);
    }
    return told.map(({ data }) => data.pasien).toReversed();
  };
  const list = async ({ run }: CallbackSurroundings, filter: object, application?: string) =>
    (await run(daftarPasien, filter, application)) as JawabanDaftarPasien;

  test('is listed page by page, newest first, without those who were published', () =>
    withCallbacks({}, async (given) => {
      await publish(given);
      const ids = await registered(given, [11, 12, 13, 14, 15]);
      const found: string[] = [];
      let kursor: string | null = null;
      for (let page = 0; page < 3; page += 1) {
        const answer = await list(given, { batas: 2, ...(kursor === null ? {} : { kursor }) });
        found.push(...answer.data.map(({ id }) => id));
        kursor = answer.halaman.berikutnya;
      }
      expect({ found, kursor }).toEqual({ found: ids, kursor: null });
      await given.run(terbitkanPasien, { pasien: [{ nik: person(12).nik, nomorRekamMedis: '000012' }] });
      expect((await list(given, {})).data.map(({ id }) => id)).toEqual(ids.filter((id) => id !== ids[3]));
      expect((await list(given, {}, 'rs-lain')).data).toEqual([]);
    }));

  test('since a moment', () =>
    withCallbacks({}, async (given) => {
      await publish(given);
      const ids = await registered(given, [11, 12, 13]);
      const since = async (sejak: string) => (await list(given, { sejak })).data.map(({ id }) => id);
      expect(await since('2026-11-20T10:01:00+07:00')).toEqual(ids.slice(0, 2));
      expect(await since('2026-11-20T10:02:00.001+07:00')).toEqual([]);
    }));

  test.each(['x', 'bDEy', ''])('a cursor that is none of its own is refused: "%s"', (kursor) =>
    withCallbacks({}, async (given) => {
      await expect(given.run(daftarPasien, { kursor })).rejects.toMatchObject({
        kind: 'permintaan-tidak-sah',
        mistakes: [{ di: 'query.kursor' }],
      });
    }),
  );
});
