import { expect, test } from '@jest/globals';
import { createMobileJkn } from '../../../../connectors/bpjs/sandbox/mobile-jkn.ts';
import { booking, DAY, SESSION } from '../../callbacks/hospital.ts';
import { testClock } from '../../clock.ts';
import { withHub } from '../../with-hub.ts';

const CREDENTIALS = { username: 'bpjs-uji', password: 'sandi-uji-rs' };
const callbacks = {
  ...CREDENTIALS,
  ...{ tokenSecret: 'rahasia token uji, 32 karakter lebih', tokenMinutes: 60, statusStyle: 'ikut-kode' },
};

test('a patient books in Mobile JKN what the hospital published, and the hospital reads it after a restart', () =>
  withHub({ now: testClock().now, config: { instances: { bpjs: { settings: { callbacks } } } } }, async (given) => {
    const put = (path: string, value: object) =>
      given.ask('PUT', path, { headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(value) });
    const { nik, nomorkartu, norm } = booking(1);
    expect(await put('/v1/jkn/jadwal', { jadwal: [SESSION] })).toMatchObject({ status: 200 });
    const pasien = [{ nik, nomorKartu: nomorkartu, nomorRekamMedis: norm }];
    expect(await put('/v1/jkn/pasien', { pasien })).toMatchObject({ status: 200 });

    const jkn = createMobileJkn({ baseUrl: `${given.url}/callbacks/bpjs/rs`, ...CREDENTIALS });
    expect(await jkn.ambil(booking(2))).toMatchObject({ status: 202, code: 202 });
    const heard = await jkn.ambil(booking(1));
    expect(heard).toMatchObject({ status: 200, code: 200, response: { nomorantrean: 'INT-1', norm } });
    const { kodebooking } = heard.response as { kodebooking: string };

    await given.restart();
    expect(await given.get('/v1/peristiwa?jenis=antrean.dipesan')).toMatchObject({
      body: { data: [{ perihal: { jenis: 'antrean', id: kodebooking }, data: { keadaan: 'dipesan' } }] },
    });
    expect(await given.get(`/v1/jkn/antrean/${kodebooking}`)).toMatchObject({
      body: { data: { asal: 'mobile-jkn', keadaan: 'dipesan', tanggalPeriksa: DAY, pesan: null, hulu: null } },
    });
    const task = { tahap: 3, waktu: `${DAY}T08:00:00+07:00` };
    expect(await given.post(`/v1/jkn/antrean/${kodebooking}/tahap`, task)).toMatchObject({ status: 202 });
  }));
