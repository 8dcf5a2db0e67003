import { expect, test } from '@jest/globals';
import { request } from 'undici';
import { bpjsSandbox } from '../../../connectors/bpjs/sandbox/server.ts';
import type { SandboxFault } from '../../../connectors/connector.ts';
import { withSandbox } from '../sandbox-kit/with-sandbox.ts';
import { type Caller, call, first, firstQueue, read } from './sandbox-client.ts';

// BPJS changes under a client that goes on asking: generations of VClaim come and go while the sandbox runs.

const asked = 'Peserta/nik/9901010101900001/tglSEP/2026-11-20';
const old = `/vclaim-rest-1.1/${asked}`;
const current = `/vclaim-rest/${asked}`;
const { userKey: _, ...keyless } = first;
const noRule = { status: 404, text: 'No Mapping Rule matched' };
const plainAnswer = /^\{"metaData":\{"code":"200","message":"OK"\},"response":\{"peserta":\{"cob":/;

test.each<{ given: string; caller: Caller; status: number; text: string }>([
  { given: 'no user key', caller: keyless, status: 403, text: 'Authentication parameters missing' },
  { given: 'an unknown key', caller: { ...first, userKey: 'x' }, status: 403, text: 'Authentication failed' },
  {
    given: 'the key of Antrean',
    caller: { ...first, userKey: 'kunci-antrean-1000' },
    status: 403,
    text: 'Authentication failed',
  },
  {
    given: 'the key of another facility',
    caller: { ...first, userKey: 'kunci-vclaim-2000' },
    status: 403,
    text: 'Authentication failed',
  },
  {
    given: 'a VClaim key and an unknown consumer',
    caller: { ...first, consumerId: '3000' },
    status: 401,
    text: '{"metaData":{"code":"401","message":"Unauthorized! You are not registered for this service!"},"response":null}',
  },
])('where 1.1 wants a user key, $given is refused with $status $text', ({ caller, status, text }) =>
  withSandbox(bpjsSandbox, async (sandbox) => {
    sandbox.set({ vclaim11: 'needs-user-key' });
    expect(await call(sandbox.url, old, caller)).toMatchObject({ status, text });
  }),
);

test("where 1.1 wants a user key, the facility's VClaim key opens it and answers stay plain", () =>
  withSandbox(bpjsSandbox, async (sandbox) => {
    expect((await call(sandbox.url, old, keyless)).text).toMatch(plainAnswer);
    sandbox.set({ vclaim11: 'needs-user-key' });
    const answer = await call(sandbox.url, old);
    expect(answer.status).toBe(200);
    expect(answer.text).toMatch(plainAnswer);
    expect(JSON.parse(answer.text).response.peserta.informasi).not.toHaveProperty('eSEP');
  }));

test('1.1 goes at once for every path of it, whoever asks; 2.0 and Antrean stay', () =>
  withSandbox(bpjsSandbox, async (sandbox) => {
    const settings = await request(`${sandbox.url}/_sandbox/settings`, {
      method: 'PUT',
      body: JSON.stringify({ vclaim11: 'gone' }),
    });
    expect(await settings.body.json()).toMatchObject({ vclaim11: 'gone', vclaim20: 'open' });
    for (const caller of [first, keyless, { consumerId: '', secret: '' }])
      expect(await call(sandbox.url, old, caller)).toMatchObject(noRule);
    expect(await call(sandbox.url, '/VClaim-Rest-1.1/Rujukan/990101011126P000001')).toMatchObject(noRule);
    expect(await read(sandbox.url, current)).toMatchObject({ peserta: { nama: 'BUDI SANTOSO' } });
    expect(await read(sandbox.url, '/antreanrs/ref/poli', firstQueue)).toHaveProperty('0.kdpoli');
    sandbox.set({ vclaim11: 'open' });
    expect(await call(sandbox.url, old, keyless)).toMatchObject({ status: 200 });
  }));

test('2.0 is not there yet, and then it is', () =>
  withSandbox(bpjsSandbox, async (sandbox) => {
    sandbox.set({ vclaim20: 'not-yet' });
    expect(await call(sandbox.url, current)).toMatchObject(noRule);
    expect(await call(sandbox.url, old, keyless)).toMatchObject({ status: 200 });
    sandbox.set({ vclaim20: 'open' });
    expect(await read(sandbox.url, current)).toMatchObject({ peserta: { nama: 'BUDI SANTOSO' } });
  }));

const members: readonly { readonly fault: SandboxFault; readonly want: object; readonly not?: string }[] = [
  {
    fault: { kind: 'rename', from: 'noKartu', to: 'nomorKartu' },
    want: { nomorKartu: '0009900000001' },
    not: 'peserta.noKartu',
  },
  {
    fault: { kind: 'rename', from: 'statusPeserta.kode', to: 'code' },
    want: { statusPeserta: { code: '0' }, hakKelas: { kode: '3' } },
    not: 'peserta.statusPeserta.kode',
  },
  { fault: { kind: 'drop', field: 'statusPeserta' }, want: { sex: 'L' }, not: 'peserta.statusPeserta' },
  { fault: { kind: 'nullify', field: 'nama' }, want: { nama: null, sex: 'L' } },
  { fault: { kind: 'nest', field: 'sex' }, want: { sex: { data: 'L' } } },
];

const generations = [
  { generation: '1.1', path: '/vclaim-rest-1.1/', other: '/vclaim-rest/' },
  { generation: '2.0', path: '/vclaim-rest/', other: '/vclaim-rest-1.1/' },
];

const now = () => new Date('2026-11-20T02:00:00Z'); // ages are counted to the day
const caller = { ...first, timestamp: String(now().getTime() / 1000) };

/** What a client of either generation reads. */
async function readOf(url: string, path: string): Promise<unknown> {
  if (!path.startsWith('/vclaim-rest-1.1/')) return read(url, path, caller);
  return JSON.parse((await call(url, path, caller)).text).response;
}

test.each(generations.flatMap((generation) => members.map((member) => ({ ...generation, ...member }))))(
  '$fault changes $generation alone, for as long as it is there',
  ({ path, other, fault, want, not }) =>
    withSandbox(
      bpjsSandbox,
      async ({ url, ...sandbox }) => {
        const before = await readOf(url, path + asked);
        const otherBefore = await readOf(url, other + asked);
        sandbox.fault({ ...fault, path });
        for (const _time of [1, 2, 3]) {
          const answer = await readOf(url, path + asked);
          expect(answer).toMatchObject({ peserta: want });
          if (not !== undefined) expect(answer).not.toHaveProperty(not);
        }
        expect(await readOf(url, other + asked)).toEqual(otherBefore);
        await sandbox.heal();
        expect(await readOf(url, path + asked)).toEqual(before);
      },
      { now },
    ),
);
