import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, test } from '@jest/globals';
import { request } from 'undici';
import { createLive } from '../../../hub/console/live.ts';
import type { Ringkasan } from '../../../hub/console/views/ringkasan.ts';
import { until } from '../until.ts';
import { BUDI, SITI, withHub } from '../with-hub.ts';
import { listen } from './events.ts';
import { asked, signedIn } from './signed-in.ts';

const CREDENTIALS = { nama: 'admin', sandi: 'simpul-demo-konsol' };

const inDays = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString();

test('a session begins with a password and ends with signing out', () =>
  withHub({}, async ({ url, hub, store }) => {
    expect(await asked(url, 'GET', '/saya')).toMatchObject({
      status: 200,
      body: { hub: { mode: 'development', contoh: CREDENTIALS } },
    });
    expect(await asked(url, 'POST', '/masuk', { body: { ...CREDENTIALS, sandi: 'bukan yang ini' } })).toMatchObject({
      status: 401,
      body: { type: 'urn:simpul:masalah:pemanggil:belum-masuk' },
    });
    expect(await asked(url, 'POST', '/masuk', { body: { nama: 'admin' } })).toMatchObject({ status: 400 });
    const admin = await signedIn({ url, hub }, 'admin');
    const { body } = await admin.get('/saya');
    expect(body).toMatchObject({ operator: { nama: 'admin', peran: 'admin', duaLangkah: false } });
    expect(await admin.get('/ringkasan')).toMatchObject({ status: 200, headers: { 'cache-control': 'no-store' } });
    expect(await admin.post('/keluar')).toMatchObject({ status: 204 });
    expect(await admin.get('/ringkasan')).toMatchObject({ status: 401 });
    const written = async () =>
      (await store.audit.list({ limit: 10 })).filter(({ service }) => service.startsWith('konsol.'));
    await until('the audit is written', async () => (await written()).length >= 3);
    expect(await written()).toMatchObject([
      { application: 'operator:admin', service: 'konsol.keluar', outcome: 'dilakukan' },
      { application: 'operator:admin', service: 'konsol.masuk', outcome: 'dilakukan' },
      { application: 'operator:admin', service: 'konsol.masuk', outcome: 'ditolak' },
    ]);
  }));

test('whoever comes from another page, or may not, changes nothing', () =>
  withHub({}, async ({ url, hub, store }) => {
    const viewer = await signedIn({ url, hub }, 'pengamat');
    const operator = await signedIn({ url, hub }, 'operator');
    const { cookie } = operator;
    const path = '/pemeliharaan';
    const body = {
      instansi: 'bpjs',
      dari: inDays(1),
      sampai: inDays(2),
      catatan: 'uji',
    };
    const strangers = [
      {},
      { 'X-Simpul-Konsol': '1', origin: 'https://jahat.example' },
      { 'X-Simpul-Konsol': '1', origin: 'null' },
      { 'X-Simpul-Konsol': '1', 'sec-fetch-site': 'cross-site' },
    ];
    for (const headers of strangers)
      expect(await asked(url, 'POST', path, { cookie, body, headers })).toMatchObject({ status: 400 });
    for (const cookie of ['simpul_konsol=', 'simpul_konsol=tidak-ada-sesi-seperti-ini', `x${operator.cookie}`])
      expect(await asked(url, 'POST', path, { cookie, body })).toMatchObject({ status: 401 });
    expect(await viewer.post(path, body)).toMatchObject({
      status: 403,
      body: { type: 'urn:simpul:masalah:pemanggil:peran-kurang' },
    });
    expect(await viewer.get('/operator')).toMatchObject({ status: 403 });
    expect(await operator.get('/operator')).toMatchObject({ status: 403 });
    expect(await operator.get('/ringkasan?asing=1')).toMatchObject({ status: 400 });
    expect(await operator.get('/tidak-ada')).toMatchObject({ status: 404 });
    expect(await operator.post(path, { ...body, instansi: 'tidak-ada' })).toMatchObject({
      status: 400,
      body: { kesalahan: [{ di: 'instansi' }] },
    });
    expect(await operator.post(path, { ...body, sampai: body.dari })).toMatchObject({ status: 400 });
    expect(await store.health.maintenance({ from: 0, to: Number.MAX_SAFE_INTEGER })).toEqual([]);
    const sent = { origin: url, 'X-Simpul-Konsol': '1' };
    expect(await asked(url, 'POST', path, { cookie, body, headers: sent })).toMatchObject({ status: 200 });
    expect(await viewer.get(path)).toMatchObject({ body: [{ instansi: 'bpjs', oleh: 'uji-operator' }] });
  }));

test('the page comes from memory, compressed, and lets nothing in from elsewhere', () =>
  withHub({}, async ({ url }) => {
    const page = await request(`${url}/console/antrean?x=1`);
    const html = await page.body.text();
    expect(page.headers).toMatchObject({ 'cache-control': 'no-cache', 'content-type': 'text/html; charset=utf-8' });
    expect(page.headers['content-security-policy']).not.toMatch(/https?:|unsafe|\*/);
    const [, script = ''] = /src="(\/console\/assets\/[^"]+\.js)"/.exec(html) ?? [];
    const asset = await request(`${url}${script}`, { headers: { 'accept-encoding': 'br' } });
    expect(asset.headers).toMatchObject({
      'content-encoding': 'br',
      'cache-control': 'public, max-age=31536000, immutable',
      'content-type': 'text/javascript; charset=utf-8',
    });
    await asset.body.dump();
    const head = await request(`${url}/console`, { method: 'HEAD' });
    expect([head.statusCode, await head.body.text()]).toEqual([200, '']);
    for (const path of ['/console/../../../package.json', '/console/assets/..%2f..%2fmain.tsx']) {
      const answer = await request(`${url}${path}`);
      expect(await answer.body.text()).not.toContain('dependencies');
    }
  }));

test('a change upstream is on every page within two seconds, and nobody is sent what has not changed', () =>
  withHub({}, async ({ url, hub, get, sandboxes }) => {
    const viewer = await signedIn({ url, hub }, 'pengamat');
    const pages = await Promise.all([1, 2, 3].map(() => listen(url, viewer, 'ringkasan,tidak-ada')));
    const stateOn = ({ newest }: (typeof pages)[number]) =>
      (newest.ringkasan as Ringkasan | undefined)?.kartu.find(({ instansi }) => instansi === 'bpjs')?.keadaan;
    const all = (keadaan: string) => () => pages.every((page) => stateOn(page) === keadaan);
    await get(`/v1/jkn/peserta/${BUDI.nik}`);
    await until('bpjs is well on every page', all('baik'));
    sandboxes.bpjs.fault({ kind: 'status', status: 500 });
    for (let call = 0; call < 6; call += 1) await get(`/v1/jkn/peserta/${SITI.nik}`);
    const broken = performance.now();
    await until('bpjs is dead on every page', all('mati'));
    const tookMs = performance.now() - broken;
    const before = { ...pages[0]?.counts };
    await new Promise((resolve) => setTimeout(resolve, 1200));
    expect((pages[0]?.counts.ringkasan ?? 0) - (before.ringkasan ?? 0)).toBeLessThanOrEqual(2);
    process.stdout.write(`  a change was on three pages after ${Math.round(tookMs)} ms\n`);
    await viewer.post('/keluar');
    for (const page of pages) page.close();
  }));

test('whoever is shut out hears nothing more', async () => {
  let allowed = true;
  const live = createLive({ topics: { waktu: () => ({ value: performance.now() }) }, trouble() {}, aliveMs: 1 });
  const server = createServer((_request, response) => live.open(['waktu'], response, async () => allowed));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  try {
    const { body } = await request(`http://127.0.0.1:${port}/`);
    let text = '';
    let ended = false;
    body.on('data', (chunk: Buffer) => {
      text += chunk.toString();
    });
    body.on('end', () => {
      ended = true;
    });
    await until('two moments came', () => text.split('event: waktu').length > 2);
    allowed = false;
    await until('the stream has ended', () => ended);
  } finally {
    live.close();
    server.closeAllConnections();
    server.close();
  }
});
