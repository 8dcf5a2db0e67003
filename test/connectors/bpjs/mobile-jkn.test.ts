import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { expect, test } from '@jest/globals';
import { bpjsCallbacks } from '../../../connectors/bpjs/callbacks.ts';
import { createMobileJkn, type MobileJkn } from '../../../connectors/bpjs/sandbox/mobile-jkn.ts';
import type { CallbackAnswer } from '../../../connectors/callback.ts';
import { ACCOUNT, contextOf, NOW } from './callback-wire.ts';

interface Hospital {
  readonly url: string;
  readonly jkn: MobileJkn;
  readonly fktp: MobileJkn;
  /** What the hub was asked, by callback. */
  readonly asked: { readonly name: string; readonly question: unknown }[];
  readonly tokens: () => number;
  pass(minutes: number): void;
}

/** The connector's callbacks behind a bare server, and Mobile JKN in front of it. */
async function withHospital(decide: (name: string) => CallbackAnswer, use: (hospital: Hospital) => Promise<void>) {
  let now = NOW;
  let tokens = 0;
  const asked: Hospital['asked'] = [];
  const server = createServer(async (request, response) => {
    const path = new URL(request.url ?? '', 'http://x').pathname.slice(1);
    const callback = bpjsCallbacks.find((one) => one.method === request.method && one.path === path);
    if (!callback) {
      response.writeHead(404).end('{}');
      return;
    }
    tokens += callback.name.endsWith('.token') ? 1 : 0;
    const context = { ...contextOf(), now: () => now };
    const received = callback.receive(
      {
        ...{ method: callback.method, url: path, path, pathNames: {}, query: new URLSearchParams() },
        headers: request.headers as Record<string, string>,
        body: await text(request),
      },
      context,
    );
    if (received.kind === 'asked') asked.push({ name: callback.name, question: received.question });
    const answer = received.kind === 'answered' ? received.response : callback.answer(decide(callback.name), context);
    response.writeHead(answer.status, { ...answer.headers, connection: 'close' }).end(answer.body);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const { username, password } = ACCOUNT;
  try {
    await use({
      url,
      jkn: createMobileJkn({ baseUrl: `${url}/rs`, username, password }),
      fktp: createMobileJkn({ baseUrl: `${url}/fktp`, username, password }),
      asked,
      tokens: () => tokens,
      pass: (minutes) => {
        now = new Date(now.getTime() + minutes * 60_000);
      },
    });
  } finally {
    server.closeAllConnections();
    server.close();
  }
}

const booking = {
  nomorkartu: '0009900000001',
  nik: '9901010101900001',
  nohp: '081200000001',
  kodepoli: 'INT',
  norm: '',
  tanggalperiksa: '2026-11-20',
  kodedokter: 12345,
  jampraktek: '08:00-12:00',
  jeniskunjungan: 1,
  nomorreferensi: '990101011126P000001',
};
const refused = (reason: string): CallbackAnswer => ({ kind: 'refused', reason });

test('it fetches one token, keeps it, and fetches another when it has expired', () =>
  withHospital(
    () => refused('Kode booking tidak ditemukan'),
    async ({ jkn, tokens, pass }) => {
      const wanted = { code: 201, message: 'Kode booking tidak ditemukan', response: undefined };
      expect(await jkn.sisa('X')).toMatchObject(wanted);
      expect(await jkn.batal('X', 'Berhalangan')).toMatchObject(wanted);
      expect(tokens()).toBe(1);
      pass(60);
      expect(await jkn.sisa('X')).toMatchObject(wanted);
      expect(tokens()).toBe(2);
    },
  ));

test('with a wrong password it is told so, and nothing reaches the hub', () =>
  withHospital(
    () => refused('x'),
    async ({ url, asked }) => {
      const stranger = createMobileJkn({ baseUrl: `${url}/rs`, username: ACCOUNT.username, password: 'salah' });
      expect(await stranger.token()).toMatchObject({ code: 201, message: 'Username atau Password Tidak Sesuai' });
      expect(await stranger.sisa('X')).toMatchObject({ code: 201, message: 'Token belum dikirim' });
      expect(asked).toEqual([]);
    },
  ));

test('an unknown patient is announced and then booked', async () => {
  let known = false;
  const kuota = { jkn: 30, sisaJkn: 29, nonJkn: 10, sisaNonJkn: 10 };
  const booked = {
    ...{ nomorAntrean: 'INT-1', angkaAntrean: 1, kodeBooking: '20261120INT001', nomorRekamMedis: '000124' },
    ...{ namaPoli: 'PENYAKIT DALAM', namaDokter: 'dr. SARI', estimasiDilayani: '2026-11-20T09:30:00+07:00', kuota },
  };
  await withHospital(
    (name) => {
      if (name === 'mobile-jkn.pasien-baru') {
        known = true;
        return { kind: 'done', value: { nomorRekamMedis: '000124' } };
      }
      return known
        ? { kind: 'done', value: booked }
        : { kind: 'refused', reason: 'Pasien belum terdaftar', code: 'pasien-baru' };
    },
    async ({ jkn, asked }) => {
      expect(await jkn.ambil(booking)).toMatchObject({ status: 200, code: 202 });
      const particulars = Object.fromEntries(
        'namaprop namadati2 namakec namakel kodeprop kodedati2 kodekec kodekel alamat nama'
          .split(' ')
          .map((name) => [name, 'CONTOH']),
      );
      const patient = {
        ...{ ...particulars, nomorkartu: booking.nomorkartu, nik: booking.nik, nomorkk: '9901010905120001' },
        ...{ jeniskelamin: 'L', tanggallahir: '1990-01-01', nohp: booking.nohp, rw: '1', rt: '2' },
      };
      expect(await jkn.pasienBaru(patient)).toMatchObject({ code: 200, response: { norm: '000124' } });
      expect(await jkn.ambil({ ...booking, norm: '000124' })).toMatchObject({
        code: 200,
        response: { kodebooking: '20261120INT001', angkaantrean: 1, estimasidilayani: 1795141800000, kuotajkn: 30 },
      });
      expect(asked.map(({ name }) => name)).toEqual([
        'mobile-jkn.ambil-antrean',
        'mobile-jkn.pasien-baru',
        'mobile-jkn.ambil-antrean',
      ]);
    },
  );
});

test('every other call arrives', () =>
  withHospital(
    () => refused('x'),
    async ({ jkn, fktp, asked }) => {
      const { kodepoli, kodedokter, tanggalperiksa, jampraktek, nomorkartu } = booking;
      await jkn.status({ kodepoli, kodedokter, tanggalperiksa, jampraktek });
      await jkn.checkIn('X', NOW.getTime());
      await jkn.jadwalOperasiRs('2026-11-01', '2026-11-30');
      await jkn.jadwalOperasiPasien(nomorkartu);
      await jkn.ambilFarmasi('X');
      await jkn.statusFarmasi('X');
      await fktp.call('PUT', 'antrean/batal', { nomorkartu, kodepoli, tanggalperiksa });
      expect(asked.map(({ name }) => name)).toEqual([
        'mobile-jkn.status-antrean',
        'mobile-jkn.check-in',
        'mobile-jkn.jadwal-operasi-rs',
        'mobile-jkn.jadwal-operasi-pasien',
        'mobile-jkn.ambil-antrean-farmasi',
        'mobile-jkn.status-antrean-farmasi',
        'mobile-jkn-fktp.batal-antrean',
      ]);
    },
  ));
