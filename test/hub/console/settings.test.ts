import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, test } from '@jest/globals';
import { TOTP } from 'otpauth';
import type { Insiden } from '../../../hub/console/views/insiden.ts';
import type { CatatanJejak, Pemeriksaan } from '../../../hub/console/views/jejak.ts';
import type { Konektor } from '../../../hub/console/views/konektor.ts';
import type { Saluran } from '../../../hub/console/views/saluran.ts';
import { until } from '../until.ts';
import { BUDI, SITI, withHub } from '../with-hub.ts';
import { asked, signedIn } from './signed-in.ts';

describe('operators', () => {
  test('an admin adds, changes and closes others; what is wrong stands beside its field', () =>
    withHub({}, async ({ url, hub }) => {
      const admin = await signedIn({ url, hub }, 'admin');
      const wanted = { nama: 'rina', peran: 'operator', sandi: 'sandi yang cukup panjang' };
      expect(await admin.post('/operator', { ...wanted, sandi: 'pendek' })).toMatchObject({
        status: 400,
        body: { kesalahan: [{ di: 'sandi' }] },
      });
      expect(await admin.post('/operator', { ...wanted, nama: 'Rina Besar' })).toMatchObject({
        status: 400,
        body: { kesalahan: [{ di: 'nama' }] },
      });
      const { body } = await admin.post('/operator', wanted);
      const { id } = body as { id: string };
      expect(await admin.post('/operator', wanted)).toMatchObject({
        status: 400,
        body: { kesalahan: [{ di: 'nama' }] },
      });
      expect(await admin.put(`/operator/${id}/peran`, { peran: 'pengamat' })).toMatchObject({ status: 204 });
      const { headers } = await asked(url, 'POST', '/masuk', { body: { nama: 'rina', sandi: wanted.sandi } });
      const cookie = String(headers['set-cookie']).split(';')[0] ?? '';
      expect(await asked(url, 'GET', '/ringkasan', { cookie })).toMatchObject({ status: 200 });
      expect(await admin.delete(`/operator/${id}`)).toMatchObject({ status: 204 });
      expect(await asked(url, 'GET', '/ringkasan', { cookie })).toMatchObject({ status: 401 });
      const all = (await admin.get('/operator')).body as readonly { nama: string; id: string }[];
      const self = all.find(({ nama }) => nama === 'admin');
      expect(await admin.delete(`/operator/${self?.id}`)).toMatchObject({ status: 400 }); // the last admin stays
    }));

  test('a second step is set up with a code, asked for at the next sign-in, and ended', () =>
    withHub({}, async ({ url, hub }) => {
      const operator = await signedIn({ url, hub }, 'operator');
      const { body } = await operator.post('/saya/dua-langkah');
      const { secret } = body as { secret: string };
      const totp = new TOTP({ secret });
      expect(await operator.put('/saya/dua-langkah', { kode: '000000' })).toMatchObject({ status: 400 });
      expect(await operator.put('/saya/dua-langkah', { kode: totp.generate() })).toMatchObject({ status: 204 });
      const credentials = { nama: operator.name, sandi: 'kalimat sandi untuk uji' };
      expect(await asked(url, 'POST', '/masuk', { body: credentials })).toMatchObject({ body: { perluKode: true } });
      expect(await operator.delete('/saya/dua-langkah')).toMatchObject({ status: 204 });
      expect(await asked(url, 'POST', '/masuk', { body: credentials })).toMatchObject({ body: { operator: {} } });
    }));
});

test('an incident is read, acknowledged and noted', () =>
  withHub({}, async ({ url, hub, store }) => {
    const [viewer, operator] = [await signedIn({ url, hub }, 'pengamat'), await signedIn({ url, hub }, 'operator')];
    await store.releases.openIncident({
      ...{ id: 'ins_1', kind: 'hulu-mati', instance: 'bpjs', operation: 'peserta-by-nik', openedAt: Date.now() },
      detail: JSON.stringify({ sebab: 'tidak menjawab pada waktunya' }),
    });
    expect(await viewer.post('/insiden/ins_1/diketahui')).toMatchObject({ status: 403 });
    expect(await operator.post('/insiden/ins_0/diketahui')).toMatchObject({ status: 404 });
    expect(await operator.post('/insiden/ins_1/diketahui')).toMatchObject({ status: 204 });
    expect(await operator.post('/insiden/ins_1/catatan', { teks: '' })).toMatchObject({ status: 400 });
    expect(await operator.post('/insiden/ins_1/catatan', { teks: 'Sudah menelepon.' })).toMatchObject({ status: 204 });
    const { body } = await viewer.get('/insiden/ins_1');
    expect(body as Insiden).toMatchObject({
      instansi: 'bpjs',
      selesai: null,
      diketahui: true,
      sebab: 'tidak menjawab pada waktunya',
      layanan: ['getPeserta'],
      langkah: [
        { jenis: 'opened' },
        { jenis: 'acknowledged', oleh: 'uji-operator' },
        { jenis: 'note', oleh: 'uji-operator', teks: 'Sudah menelepon.' },
      ],
    });
    expect((await viewer.get('/insiden?terbuka=ya&instansi=bpjs')).body).toMatchObject([{ id: 'ins_1' }]);
    expect((await viewer.get('/insiden?terbuka=tidak')).body).toEqual([]);
  }));

test('a breaker that is held open keeps calls back, on every page, until it is given back', () =>
  withHub({}, async ({ url, hub, get }) => {
    const [viewer, operator] = [await signedIn({ url, hub }, 'pengamat'), await signedIn({ url, hub }, 'operator')];
    const path = '/konektor/bpjs/peserta-by-nik/pemutus';
    const stateNow = async () => {
      const { operasi } = (await viewer.get('/konektor/bpjs')).body as Konektor;
      return operasi.find(({ nama }) => nama === 'peserta-by-nik');
    };
    expect(await viewer.put(path, { ke: 'buka', alasan: 'uji' })).toMatchObject({ status: 403 });
    expect(await operator.put(path, { ke: 'buka', alasan: '' })).toMatchObject({
      status: 400,
      body: { kesalahan: [{ di: 'alasan' }] },
    });
    expect(await operator.put('/konektor/bpjs/tidak-ada/pemutus', { ke: 'buka', alasan: 'uji' })).toMatchObject({
      status: 404,
    });
    expect(await operator.put(path, { ke: 'buka', alasan: 'BPJS meminta' })).toMatchObject({ status: 204 });
    expect((await get(`/v1/jkn/peserta/${BUDI.nik}`)).status).toBe(503);
    expect(await stateNow()).toMatchObject({ dipegang: { ke: 'buka', oleh: 'uji-operator', alasan: 'BPJS meminta' } });
    expect(await operator.put(path, { ke: 'otomatis', alasan: '' })).toMatchObject({ status: 204 });
    expect((await get(`/v1/jkn/peserta/${BUDI.nik}`)).status).toBe(200);
    expect(await stateNow()).toMatchObject({ dipegang: null });
  }));

test('the audit says who saw whom, is searched without keeping the number, and its chain is verified', () =>
  withHub({}, async ({ url, hub, get, store }) => {
    const [viewer, operator] = [await signedIn({ url, hub }, 'pengamat'), await signedIn({ url, hub }, 'operator')];
    await get(`/v1/jkn/peserta/${BUDI.nik}`);
    await get(`/v1/jkn/peserta/${SITI.nik}`);
    await until(
      'both reads are written',
      async () => (await store.audit.list({ limit: 9, service: 'getPeserta' })).length === 2,
    );
    expect(await viewer.get('/jejak')).toMatchObject({ status: 403 });
    const { body } = await operator.post('/jejak/subjek', { nomor: BUDI.nik });
    const { subjek } = body as { subjek: string };
    const found = (await operator.get(`/jejak?subjek=${subjek}&layanan=getPeserta`)).body as readonly CatatanJejak[];
    expect(found).toMatchObject([{ siapa: 'demo', layanan: 'getPeserta', hasil: 'segar', terantai: true }]);
    expect(await operator.get(`/jejak?subjek=${BUDI.nik}`)).toMatchObject({ status: 400 });
    expect(await operator.post('/jejak/periksa')).toMatchObject({ status: 204 });
    let state: Pemeriksaan | undefined;
    await until('it is verified', async () => {
      state = (await operator.get('/jejak/periksa')).body as Pemeriksaan;
      return state.selesai !== null;
    });
    expect(state?.selesai).toMatchObject({ putus: 0, temuan: [], oleh: 'uji-operator', ujung: expect.any(String) });
    expect(state?.selesai?.catatan).toBeGreaterThanOrEqual(4);
  }));

test('a channel of notices is added, tested, changed and removed; its secret is shown once', () =>
  withHub({ config: { webhooks: { allowHttp: true, allowPrivate: true } } }, async ({ url, hub }) => {
    const [operator, admin] = [await signedIn({ url, hub }, 'operator'), await signedIn({ url, hub }, 'admin')];
    const heard: string[] = [];
    const receiver = createServer((request, response) => {
      heard.push(String(request.headers['webhook-id']));
      request.resume();
      response.end();
    });
    await new Promise<void>((resolve) => receiver.listen(0, '127.0.0.1', resolve));
    const { port } = receiver.address() as AddressInfo;
    const draft = { name: 'Piket', kind: 'webhook', settings: { url: `http://127.0.0.1:${port}/` } };
    try {
      expect(await operator.get('/saluran')).toMatchObject({ status: 403 });
      expect(await admin.post('/saluran', { ...draft, settings: {} })).toMatchObject({
        status: 400,
        body: { kesalahan: [{ di: 'settings.url' }] },
      });
      const { body } = await admin.post('/saluran', draft);
      const { saluran, rahasia } = body as { saluran: Saluran; rahasia: string };
      expect(rahasia).toMatch(/^whsec_/);
      expect(await admin.post(`/saluran/${saluran.id}/uji`)).toMatchObject({ body: { berhasil: true } });
      expect(heard).toHaveLength(1);
      expect((await admin.get('/saluran')).text).not.toContain(rahasia);
      expect(await admin.put(`/saluran/${saluran.id}`, { ...draft, name: 'Piket malam' })).toMatchObject({
        status: 200,
      });
      expect((await admin.get('/saluran')).body).toMatchObject([
        { name: 'Piket malam', settings: { secret: '[set]' } },
      ]);
      expect(await admin.delete(`/saluran/${saluran.id}`)).toMatchObject({ status: 204 });
      expect(await admin.post(`/saluran/${saluran.id}/uji`)).toMatchObject({ status: 404 });
    } finally {
      receiver.close();
    }
  }));

test('the month is there as figures, as a table and on paper', () =>
  withHub({}, async ({ url, hub, get }) => {
    const viewer = await signedIn({ url, hub }, 'pengamat');
    await get(`/v1/jkn/peserta/${BUDI.nik}`);
    const month = new Date(Date.now() + 7 * 3_600_000).toISOString().slice(0, 7);
    expect(await viewer.get(`/bulanan/${month}`)).toMatchObject({
      status: 200,
      body: { bulan: month, selesai: false },
    });
    const csv = await viewer.get(`/bulanan/${month}/csv`);
    expect(csv.headers).toMatchObject({ 'content-disposition': `attachment; filename="simpul-${month}.csv"` });
    const pdf = await viewer.get(`/bulanan/${month}/pdf`);
    expect([pdf.headers['content-type'], pdf.text.slice(0, 5)]).toEqual(['application/pdf', '%PDF-']);
    for (const wrong of ['2026-13', '2999-01'])
      expect(await viewer.get(`/bulanan/${wrong}`)).toMatchObject({ status: 400 });
  }));
