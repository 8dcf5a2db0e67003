import { expect, test } from '@jest/globals';
import type { JawabanStatus } from '../../../openapi/generated/types.ts';
import { BUDI, withHub } from '../with-hub.ts';

test('the probes answer without a key, and an upstream outage does not make the hub unready', () =>
  withHub({}, async ({ get, sandboxes }) => {
    sandboxes.bpjs.fault({ kind: 'refuse' });
    sandboxes.dukcapil.fault({ kind: 'refuse' });
    expect(await get('/health/live', { key: null })).toMatchObject({ status: 200, body: { keadaan: 'hidup' } });
    expect(await get('/health/ready', { key: null })).toMatchObject({ status: 200, body: { keadaan: 'siap' } });
  }));

test('a hub whose store does not answer is not ready, in the form the document gives', () =>
  withHub({}, async ({ get, store }) => {
    store.check = () => Promise.reject(new Error('disk full'));
    expect(await get('/health/ready', { key: null })).toMatchObject({
      status: 503,
      body: { keadaan: 'belum-siap', alasan: [expect.any(String)] },
    });
  }));

test('the status tells how each source is, to any key', () =>
  withHub({ people: 0 }, async ({ get, sandboxes }) => {
    const sourceOf = async (operation: string) => {
      const { data } = (await get('/v1/status')).body as JawabanStatus;
      return data.layanan.flatMap(({ sumber }) => sumber).find(({ operasi }) => operasi === operation);
    };
    expect(await sourceOf('peserta-by-nik')).toMatchObject({
      instansi: 'bpjs',
      keadaan: 'baik',
      pemutus: 'tertutup',
      terakhirBerhasil: null,
      terakhirGagal: null,
    });
    await get(`/v1/jkn/peserta/${BUDI.nik}`);
    expect(await sourceOf('peserta-by-nik')).toMatchObject({ terakhirBerhasil: expect.any(String) });
    sandboxes.bpjs.fault({ kind: 'status', status: 500 });
    await get('/v1/jkn/peserta/9901025407850002');
    expect(await sourceOf('peserta-by-nik')).toMatchObject({ keadaan: 'terganggu', terakhirGagal: expect.any(String) });
    expect(await sourceOf('verifikasi')).toMatchObject({ keadaan: 'baik', sisaKuota: 100_000 });
  }));

test('the document is served as one JSON file that names every operation', () =>
  withHub({}, async ({ get }) => {
    const { body } = await get('/openapi.json', { key: null });
    const { openapi, paths } = body as { openapi: string; paths: Record<string, object> };
    expect(openapi).toMatch(/^3\.1/);
    expect(Object.keys(paths)).toContain('/v1/jkn/peserta/{nomor}');
  }));

test('the API page works without a network: every address in it is the hub itself', () =>
  withHub({}, async ({ get, url }) => {
    const page = await get('/docs', { key: null });
    expect(page.headers['content-security-policy']).toContain("default-src 'self'");
    expect(page.text).not.toMatch(/(?:https?:)?\/\/[a-z]/i);
    const addresses = [...page.text.matchAll(/(?:src|href)="(\/[^"]+)"/g)].map(([, address]) => address ?? '');
    expect(addresses.length).toBeGreaterThanOrEqual(4);
    for (const address of addresses) {
      const asset = await fetch(url + address);
      expect({ address, status: asset.status }).toEqual({ address, status: 200 });
      expect(asset.headers.get('x-powered-by')).toBeNull();
      expect((await asset.text()).length).toBeGreaterThan(50);
    }
    expect(await (await fetch(`${url}/docs/start.js`)).text()).not.toMatch(/https?:\/\//);
    expect((await fetch(`${url}/docs/assets/../../package.json`)).status).toBe(404);
    expect((await fetch(`${url}/docs/assets/%2e%2e/package.json`)).status).toBe(404);
  }));

test('the metrics count answers and upstream calls, and name nobody', () =>
  withHub({}, async ({ get, sandboxes }) => {
    await get(`/v1/jkn/peserta/${BUDI.nik}`);
    await get(`/v1/jkn/peserta/${BUDI.nik}x`);
    sandboxes.bpjs.fault({ kind: 'refuse' });
    await get('/v1/jkn/peserta/9901025407850002');
    const { text } = await get('/metrics', { key: null });
    expect(text).toMatch(/^simpul_answer_seconds_count\{operation="getPeserta",status="200"\} 1$/m);
    expect(text).toMatch(/^simpul_answer_seconds_count\{operation="getPeserta",status="400"\} 1$/m);
    expect(text).toMatch(/^simpul_upstream_call_seconds_count\{.*operation="peserta-by-nik",verdict="found"\} 1$/m);
    expect(text).toMatch(/^simpul_upstream_trouble_total\{instance="bpjs",trouble="unreachable"\} 2$/m);
    expect(text).not.toMatch(/99010|SANTOSO/);
  }));
