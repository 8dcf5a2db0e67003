import { expect, test } from '@jest/globals';
import { createMobileJkn } from '../../../connectors/bpjs/sandbox/mobile-jkn.ts';
import { REPORT } from '../api/handing-over.ts';
import { booking, SESSION } from '../callbacks/hospital.ts';
import { testClock } from '../clock.ts';
import { withReceiver } from '../relay/webhooks/with-receiver.ts';
import { until } from '../until.ts';
import { BUDI, BUNGA, DEMO_KEY, type HubSurroundings, NOBODY, SITI } from '../with-hub.ts';
import { COLLECTOR_KEY, SERVER, withTraces } from './with-traces.ts';

const CREDENTIALS = { username: 'bpjs-uji', password: 'sandi-uji-rs' };
const callbacks = {
  ...CREDENTIALS,
  ...{ tokenSecret: 'rahasia token uji, 32 karakter lebih', tokenMinutes: 60, statusStyle: 'ikut-kode' },
};
const config = { instances: { bpjs: { settings: { callbacks } } } };
const REPORTER = { nama: 'WARGA RAHASIA', telepon: '081234567890' };

async function publishSession({ ask }: HubSurroundings): Promise<void> {
  const { nik, nomorkartu, norm } = booking(1);
  const pasien = [{ nik, nomorKartu: nomorkartu, nomorRekamMedis: norm }];
  for (const [path, value] of [
    ['/v1/jkn/jadwal', { jadwal: [SESSION] }],
    ['/v1/jkn/pasien', { pasien }],
  ] as const)
    expect(
      await ask('PUT', path, { headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(value) }),
    ).toMatchObject({ status: 200 });
}

test('a callback is a span of a server with the name of what was called', () =>
  withTraces(
    async (hub, collector) => {
      await publishSession(hub);
      const jkn = createMobileJkn({ baseUrl: `${hub.url}/callbacks/bpjs/rs`, ...CREDENTIALS });
      expect(await jkn.ambil(booking(1))).toMatchObject({ code: 200 });
      await collector.flushed();
      const heard = collector.spans().filter(({ attributes }) => attributes['simpul.instance'] === 'bpjs');
      const served = heard.filter(({ kind }) => kind === SERVER);
      expect(served.map(({ name, attributes }) => [name, attributes['simpul.outcome']])).toEqual([
        ['bpjs mobile-jkn.token', 'answered'],
        ['bpjs mobile-jkn.ambil-antrean', 'done'],
      ]);
    },
    { now: testClock().now, config },
  ));

test('of all that is told nothing is a person, a secret, a query or an address with a number in it', () =>
  withReceiver((receiver) =>
    withTraces(
      async (hub, collector) => {
        const { get, post } = hub;
        for (const nomor of [BUDI.nik, SITI.kartu, NOBODY, `${BUDI.nik}9`]) await get(`/v1/jkn/peserta/${nomor}`);
        await get(`/v1/penduduk/${BUNGA.nik}?bidang=nama`);
        await get(`/v1/penduduk/${BUNGA.nik}?nama=${encodeURIComponent(BUNGA.nama)}`);
        await post('/v1/penduduk/verifikasi', { nik: BUDI.nik, nama: BUDI.nama });
        await fetch(`${hub.url}/v1/tidak-ada/${BUDI.nik}`, { headers: { 'X-Request-Id': 'WARGA-RAHASIA' } });
        await fetch(`${hub.url}/open311/v2/requests/${BUDI.nik}.json`);
        await fetch(`${hub.url}/fasad/bpjs/vclaim-1.1/Peserta/nik/${BUDI.nik}/tglSEP/2026-11-20`);
        await post('/v1/langganan', { alamat: `${receiver.url}/${BUDI.nik}?kunci=rahasia-alamat`, jenis: ['*'] });
        await post('/v1/laporan', { ...REPORT, anonim: false, pelapor: REPORTER });
        await publishSession(hub);
        const jkn = createMobileJkn({ baseUrl: `${hub.url}/callbacks/bpjs/rs`, ...CREDENTIALS });
        await jkn.ambil(booking(1));
        await jkn.ambil(booking(2));
        hub.sandboxes.bpjs.fault({ kind: 'status', status: 500 });
        await get(`/v1/jkn/peserta/${SITI.nik}`);
        await until('an address was told', () => receiver.received.length > 0);
        await collector.flushed();

        const all = collector.bodies.join('\n');
        const names = new Set(collector.spans().map(({ name }) => name));
        for (const name of [
          'getPenduduk',
          'kirimLaporan',
          'open311 requests/:id',
          'POST webhook',
          'bpjs mobile-jkn.ambil-antrean',
        ])
          expect(names).toContain(name); // it was told of, so that there was something to leak
        const people = [BUDI, SITI, BUNGA, booking(1), booking(2)].flatMap((one) => Object.values(one));
        const given = [...people, ...Object.values(REPORTER), REPORT.judul, REPORT.isi].map(String);
        const words = [...given, 'SANTOSO', 'AMINAH', 'CONTOH', 'RAHASIA', NOBODY].filter((word) => word.length > 3);
        const secrets = [DEMO_KEY, COLLECTOR_KEY, 'kunci-vclaim-1000', 'contoh-rahasia', 'token-uji-lapor'];
        const known = [...words, ...secrets, ...Object.values(CREDENTIALS), callbacks.tokenSecret, 'rahasia-alamat'];
        expect(known.filter((word) => all.toLowerCase().includes(word.toLowerCase()))).toEqual([]);
        expect(textsIn(all).filter((text) => /\d{10}|[?&]\w+=|whsec_/.test(text))).toEqual([]);
      },
      { now: testClock().now, config },
    ),
  ));

/** Every text of an attribute and every name; ids and times are numbers of their own. */
function textsIn(bodies: string): readonly string[] {
  return [...bodies.matchAll(/"(?:stringValue|name)":"((?:[^"\\]|\\.)*)"/g)].map(([, text = '']) => text);
}
