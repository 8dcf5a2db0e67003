import { expect, test } from '@jest/globals';
import { request } from 'undici';
import { laporSandbox } from '../../../connectors/lapor/sandbox/server.ts';
import type { SettableSandbox } from '../../../connectors/sandbox-kit/server.ts';
import { withSandbox } from '../sandbox-kit/with-sandbox.ts';
import { NOW, XML_TOKEN } from './reading.ts';
import { call, intake, ledgerOf } from './sandbox-client.ts';

// LAPOR changes under a client that goes on: one intake goes, another comes, and asks for more than before.

const withLapor = (use: (sandbox: SettableSandbox) => Promise<void>) =>
  withSandbox(laporSandbox, use, { now: () => NOW });
const key = (text: string) => ({ 'Idempotency-Key': text });
const notFound = { status: 404, text: 'Not Found' };
const addstream = '/api/stream/addstream';
const gettopics = '/api/services/f01/gettopics';

const xml = (isi: string, reporter = '<pelapor><namadepan>Bunga</namadepan></pelapor>') =>
  `<?xml version="1.0" encoding="UTF-8"?>\n<lapor token="${XML_TOKEN}">${reporter}` +
  `<laporan rahasia="0" anonim="0"><isi>${isi}</isi></laporan></lapor>`;
const takenXml = /^<\?xml version="1.0" encoding="UTF-8"\?><response><trackingid>\d+<\/trackingid>/;

/** The way of the national gateway: a token first, then the same paths. */
async function throughGateway(url: string, path: string) {
  const basic = Buffer.from('binjai-uji:rahasia-splp-uji').toString('base64');
  const answer = await request(`${url}/oauth2/token`, {
    method: 'POST',
    headers: { authorization: `Basic ${basic}` },
    body: 'grant_type=client_credentials',
  });
  const { access_token: token } = (await answer.body.json()) as { access_token: string };
  return call(url, `/t/binjai/lapor/1.0/${path}`, { token });
}

test('the first generation goes: nothing is taken by it any more, and JSON goes on', () =>
  withLapor(async (sandbox) => {
    const { url } = sandbox;
    expect((await call(url, addstream, { body: xml('Satu') })).text).toMatch(takenXml);
    const settings = await request(`${url}/_sandbox/settings`, { method: 'PUT', body: '{"legacy":"gone"}' });
    expect(await settings.body.json()).toMatchObject({ legacy: 'gone', json: 'open' });
    expect(await call(url, addstream, { body: xml('Dua') })).toMatchObject(notFound);
    expect(await call(url, gettopics, { body: 'KEYTOKEN=kunci-uji-lapor' })).toMatchObject(notFound);
    expect(await call(url, 'laporan', { body: intake })).toMatchObject({ status: 201 });
    expect(ledgerOf(sandbox).counts).toMatchObject({ intakes: 2, accepted: 2 });
    sandbox.set({ legacy: 'open' });
    expect((await call(url, addstream, { body: xml('Dua') })).text).toMatch(takenXml);
    expect((await call(url, gettopics, { body: 'KEYTOKEN=kunci-uji-lapor' })).text).toContain('topic_name');
  }));

test('JSON is not there yet, directly or through the gateway, and XML goes on', () =>
  withLapor(async (sandbox) => {
    const { url } = sandbox;
    sandbox.set({ json: 'not-yet' });
    expect(await call(url, 'laporan/9900123')).toMatchObject(notFound);
    expect(await call(url, 'laporan', { body: intake })).toMatchObject(notFound);
    expect(await throughGateway(url, 'laporan/9900123')).toMatchObject(notFound);
    expect(ledgerOf(sandbox).counts.intakes).toBe(0);
    expect((await call(url, addstream, { body: xml('Satu') })).text).toMatch(takenXml);
    sandbox.set({ json: 'open' });
    expect(await throughGateway(url, 'laporan/9900123')).toMatchObject({ status: 200 });
    expect(await call(url, 'laporan/9900123')).toMatchObject({ status: 200 });
  }));

test('the login page stands in place of every JSON answer, whoever asks, and nothing is done', () =>
  withLapor(async (sandbox) => {
    const { url } = sandbox;
    sandbox.set({ loginPage: 'on' });
    const answers = await Promise.all([
      call(url, 'laporan/9900124'),
      call(url, 'laporan', { token: 'salah' }),
      call(url, 'laporan', { body: intake, headers: key('lpr_1') }),
      call(url, 'laporan/9900124/tindak-lanjut', { body: { isi: 'Baik.', tutup: true } }),
      call(url, 'kategori'),
      throughGateway(url, 'kategori'),
    ]);
    for (const { status, text } of answers) {
      expect(status).toBe(200);
      expect(text).toContain('<title>Masuk - LAPOR!</title>');
    }
    expect(ledgerOf(sandbox)).toMatchObject({ accepted: [], followUps: [], counts: { intakes: 0 } });
    expect((await call(url, addstream, { body: xml('Satu') })).text).toMatch(takenXml);
    sandbox.set({ loginPage: 'off' });
    expect(await call(url, 'laporan', { body: intake, headers: key('lpr_1') })).toMatchObject({ status: 201 });
  }));

const place = { provinsi: 'Sumatera Utara', kecamatan: 'Binjai Utara' };

test.each<{ given: string; sent: object; says: string }>([
  { given: 'no place', sent: {}, says: 'lokasi.kecamatan wajib diisi' },
  { given: 'null for a place', sent: { lokasi: null }, says: 'lokasi.kecamatan wajib diisi' },
  { given: 'a text for a place', sent: { lokasi: 'Binjai' }, says: 'lokasi.kecamatan wajib diisi' },
  { given: 'no district', sent: { lokasi: { provinsi: 'Sumatera Utara' } }, says: 'lokasi.kecamatan wajib diisi' },
  { given: 'an empty district', sent: { lokasi: { kecamatan: ' ' } }, says: 'lokasi.kecamatan wajib diisi' },
  { given: 'the first of two', sent: { lokasi: place }, says: 'kanal wajib diisi' },
  { given: 'a dotted name', sent: { 'lokasi.kecamatan': 'Binjai Utara' }, says: 'lokasi.kecamatan wajib diisi' },
])('a complaint with $given is answered $says, and nothing is taken', ({ sent, says }) =>
  withLapor(async (sandbox) => {
    sandbox.set({ mandatory: ['lokasi.kecamatan', 'kanal'] });
    const { status, text } = await call(sandbox.url, 'laporan', { body: { ...intake, ...sent } });
    expect({ status, text }).toEqual({ status: 422, text: `{"sukses":false,"pesan":"${says}","kode":"VALIDASI"}` });
    expect(ledgerOf(sandbox)).toMatchObject({ accepted: [], counts: { intakes: 1, accepted: 0 } });
  }),
);

test('a complaint that was refused for its members is taken with them, under the same key', () =>
  withLapor(async (sandbox) => {
    const { url } = sandbox;
    sandbox.set({ mandatory: ['lokasi.kecamatan', 'kanal'] });
    expect(await call(url, 'laporan', { body: intake, headers: key('lpr_1') })).toMatchObject({ status: 422 });
    const whole = { ...intake, lokasi: place, kanal: 0 };
    const taken = await call(url, 'laporan', { body: whole, headers: key('lpr_1') });
    expect(taken.status).toBe(201);
    const { tracking_id: id } = taken.body.data as { tracking_id: string };
    expect((await call(url, `laporan/${id}`)).body.data).toMatchObject({ lokasi: { kecamatan: 'Binjai Utara' } });
    expect(await call(url, 'laporan', { body: whole, headers: key('lpr_1') })).toMatchObject({ status: 200 });
    expect(ledgerOf(sandbox).counts).toMatchObject({ accepted: 1, repeatedKeys: 1, conflictingKeys: 0, doubles: 0 });
  }));

test('a known key is answered as it was, whatever became mandatory since', () =>
  withLapor(async (sandbox) => {
    const first = await call(sandbox.url, 'laporan', { body: intake, headers: key('lpr_1') });
    sandbox.set({ mandatory: ['kanal'] });
    const again = await call(sandbox.url, 'laporan', { body: intake, headers: key('lpr_1') });
    expect([first.status, again.status]).toEqual([201, 200]);
    expect(again.body.data).toEqual(first.body.data);
  }));

test('complaints that came twice as XML are counted by their content, however they were written', () =>
  withLapor(async (sandbox) => {
    const send = (body: string) => call(sandbox.url, addstream, { body });
    await send(xml('Lampu padam.'));
    await send(xml('Jalan rusak.'));
    await send(xml('Lampu padam.', '<pelapor><namadepan>Mawar</namadepan></pelapor>')); // somebody else says the same
    expect(ledgerOf(sandbox).counts).toMatchObject({ intakes: 3, accepted: 3, doubles: 0 });
    await send(xml('Lampu padam.'));
    await send(xml('<![CDATA[Jalan rusak.]]>', '\n  <pelapor> <namadepan>Bunga</namadepan> </pelapor>\n'));
    expect(ledgerOf(sandbox)).toMatchObject({
      accepted: [2, 2, 1, 2, 2].map((timesContent) => ({ via: 'xml', timesContent })),
      counts: { intakes: 5, accepted: 5, doubles: 2 },
    });
  }));

test('a complaint whose XML answer is lost was taken, and sent again it is a double', () =>
  withLapor(async (sandbox) => {
    sandbox.fault({ kind: 'reset-after', path: addstream, times: 1 });
    await expect(call(sandbox.url, addstream, { body: xml('Lampu padam.') })).rejects.toThrow();
    expect(ledgerOf(sandbox).counts).toMatchObject({ accepted: 1, doubles: 0 });
    await call(sandbox.url, addstream, { body: xml('Lampu padam.') });
    expect(ledgerOf(sandbox).counts).toMatchObject({ accepted: 2, doubles: 1 });
  }));
