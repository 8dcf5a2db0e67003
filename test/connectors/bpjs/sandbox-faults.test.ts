import { expect, test } from '@jest/globals';
import { bpjsSandbox } from '../../../connectors/bpjs/sandbox/server.ts';
import type { SandboxFault } from '../../../connectors/connector.ts';
import { withSandbox } from '../sandbox-kit/with-sandbox.ts';
import { call, first, firstQueue, opened, read } from './sandbox-client.ts';

const budi = '/vclaim-rest/Peserta/nik/9901010101900001/tglSEP/2026-11-20';
const poli = '/antreanrs/ref/poli';

test.each<{ fault: SandboxFault; path?: string; want: string | RegExp }>([
  {
    fault: { kind: 'refuse-201', message: 'Tidak' },
    want: '{"metaData":{"code":"201","message":"Tidak"},"response":null}',
  },
  {
    fault: { kind: 'refuse-201' },
    path: poli,
    want: '{"response":null,"metadata":{"message":"Data tidak ditemukan","code":201}}',
  },
  {
    fault: { kind: 'code', code: '500' },
    want: '{"metaData":{"code":"500","message":"Kesalahan pada sistem"},"response":null}',
  },
  {
    fault: { kind: 'code', code: 2, message: 'Gagal' },
    path: poli,
    want: '{"response":null,"metadata":{"message":"Gagal","code":2}}',
  },
  { fault: { kind: 'null-response' }, want: '{"metaData":{"code":"200","message":"OK"},"response":null}' },
  { fault: { kind: 'empty-text-response' }, want: '{"metaData":{"code":"200","message":"OK"},"response":""}' },
  { fault: { kind: 'plain' }, want: /^\{"metaData":\{"code":"200","message":"OK"\},"response":\{"peserta":/ },
  { fault: { kind: 'no-envelope' }, want: /^\{"peserta":\{"cob"/ },
  { fault: { kind: 'capital-code' }, want: /^\{"metaData":\{"Code":"200"/ },
  { fault: { kind: 'code-as-other-type' }, want: /^\{"metaData":\{"code":200,/ },
  { fault: { kind: 'code-as-other-type' }, path: poli, want: /"code":"1"\}\}$/ },
])('$fault on $path gives $want', async ({ fault, path = budi, want }) =>
  withSandbox(bpjsSandbox, async (sandbox) => {
    sandbox.fault(fault);
    const { status, text } = await call(sandbox.url, path, path === poli ? firstQueue : first);
    expect(status).toBe(200);
    if (typeof want === 'string') expect(text).toBe(want);
    else expect(text).toMatch(want);
  }),
);

test.each<{ fault: SandboxFault; want: object }>([
  { fault: { kind: 'rename', from: 'statusPeserta', to: 'status' }, want: { status: { kode: '0' } } },
  {
    fault: { kind: 'rename', from: 'hakKelas.kode', to: 'code' },
    want: { hakKelas: { code: '3' }, statusPeserta: { kode: '0' } },
  },
  { fault: { kind: 'retype', field: 'pisa' }, want: { pisa: 1 } },
  { fault: { kind: 'retype', field: 'nama' }, want: { nama: ['BUDI SANTOSO'] } },
  { fault: { kind: 'add', field: 'peserta.baru' }, want: { baru: 'BARU' } },
])('$fault happens before sealing', async ({ fault, want }) =>
  withSandbox(bpjsSandbox, async (sandbox) => {
    sandbox.fault({ ...fault, times: 1 });
    expect(await read(sandbox.url, budi)).toMatchObject({ peserta: want });
    expect(await read(sandbox.url, budi)).not.toMatchObject({ peserta: want });
  }),
);

test('a dropped member is gone', async () =>
  withSandbox(bpjsSandbox, async (sandbox) => {
    sandbox.fault({ kind: 'drop', field: 'noKartu' });
    expect(await read(sandbox.url, budi)).not.toHaveProperty('peserta.noKartu');
  }));

test('sealed for the next second, it opens with that second only', async () =>
  withSandbox(bpjsSandbox, async (sandbox) => {
    sandbox.fault({ kind: 'sealed-for-other-second' });
    const { text, timestamp } = await call(sandbox.url, budi);
    const { response } = JSON.parse(text) as { response: string };
    expect(opened(response, first, String(Number(timestamp) + 1))).toContain('BUDI SANTOSO');
  }));

test('a wrong key with valid padding decrypts to rubbish, for every person', async () =>
  withSandbox(bpjsSandbox, async (sandbox) => {
    sandbox.fault({ kind: 'wrong-key-valid-padding' });
    for (const nik of ['9901010101900001', '9901025407850002', '9901010101450001']) {
      const { text, timestamp } = await call(sandbox.url, budi.replace('9901010101900001', nik));
      const { response } = JSON.parse(text) as { response: string };
      expect(() => JSON.parse(opened(response, first, timestamp) ?? '')).toThrow(SyntaxError);
    }
  }));

test('escaped slashes are the same JSON', async () =>
  withSandbox(bpjsSandbox, async (sandbox) => {
    sandbox.fault({ kind: 'escaped-slashes' });
    expect((await call(sandbox.url, budi)).text).toMatch(/\\\//);
    expect(await read(sandbox.url, budi)).toMatchObject({ peserta: { nama: 'BUDI SANTOSO' } });
  }));

test('a fault stays with its path, and gateway texts come without any credential', async () =>
  withSandbox(bpjsSandbox, async (sandbox) => {
    sandbox.fault({ kind: 'text', path: '/RUJUKAN' });
    expect(await call(sandbox.url, '/vclaim-rest/Rujukan/x', { consumerId: '', secret: '' })).toMatchObject({
      status: 429,
    });
    expect(await read(sandbox.url, budi)).toMatchObject({ peserta: { sex: 'L' } });
  }));
