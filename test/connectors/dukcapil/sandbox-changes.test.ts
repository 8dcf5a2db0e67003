import { expect, test } from '@jest/globals';
import { request } from 'undici';
import { dukcapilSandbox } from '../../../connectors/dukcapil/sandbox/server.ts';
import type { SettableSandbox } from '../../../connectors/sandbox-kit/server.ts';
import { withSandbox } from '../sandbox-kit/with-sandbox.ts';

// Dukcapil changes while the sandbox runs: generations come and go, and records are delivered no more.

const account = { USER_ID: '010120250900DISKOMINFO1275', PASSWORD: 'rahasia-uji', IP_USER: '10.75.0.10' };
const bunga = { NIK: '1275015508909901' };
const national = 'DISKOMINFO1275/CALL_NIK';
const nationalVerify = 'DISKOMINFO1275/CALL_VERIFY_BY_ELEMEN';
const regional = '12-75/diskominfo_1275/call_nik';
const regionalVerify = '12-75/diskominfo_1275/KONEKSITAS_VERIFBY_ELEMEN';

async function ask({ url }: SettableSandbox, path: string, fields: object = bunga) {
  const body = JSON.stringify({ ...account, ...fields });
  const answer = await request(`${url}/dukcapil/get_json/${path}`, { method: 'POST', body });
  return { status: answer.statusCode, type: answer.headers['content-type'], text: await answer.body.text() };
}

async function contentOf(sandbox: SettableSandbox, path: string, fields?: object): Promise<unknown> {
  const { text } = await ask(sandbox, path, fields);
  return (JSON.parse(text) as { content: unknown[] }).content[0];
}

const notFound = { status: 404, type: 'text/plain; charset=utf-8', text: 'Not Found' };

test.each([
  { setting: { regional: 'gone' }, gone: [regional, regionalVerify], there: [national, nationalVerify] },
  { setting: { national: 'not-yet' }, gone: [national, nationalVerify], there: [regional, regionalVerify] },
])('$setting is 404 for every path of it, and the other generation goes on', ({ setting, gone, there }) =>
  withSandbox(dukcapilSandbox, async (sandbox) => {
    for (const path of [...gone, ...there]) expect(await ask(sandbox, path)).toMatchObject({ status: 200 });
    const answer = await request(`${sandbox.url}/_sandbox/settings`, { method: 'PUT', body: JSON.stringify(setting) });
    expect(await answer.body.json()).toMatchObject(setting);
    for (const path of gone) expect(await ask(sandbox, path)).toEqual(notFound);
    for (const path of there) expect(await contentOf(sandbox, path)).toHaveProperty('NIK');
    sandbox.set({ regional: 'open', national: 'open' });
    for (const path of gone) expect(await contentOf(sandbox, path)).toHaveProperty('NIK');
  }),
);

test.each([
  { given: 'as it is at first', settings: {}, want: { RESPONSE_CODE: '02', RESPONSE: expect.any(String) } },
  {
    given: 'with a code and a sentence of its own',
    settings: { withdrawnCode: '16', withdrawnSentence: 'Hanya verifikasi' },
    want: { RESPONSE_CODE: '16', RESPONSE: 'Hanya verifikasi' },
  },
  {
    given: 'in sentences only',
    settings: { nationalErrors: 'sentence', withdrawnSentence: 'Hanya verifikasi' },
    want: { RESPON: 'Hanya verifikasi' },
  },
])('national records are withdrawn, $given', ({ settings, want }) =>
  withSandbox(dukcapilSandbox, async (sandbox) => {
    sandbox.set({ records: 'withdrawn', ...settings });
    for (const fields of [bunga, { NIK: '1275015508909999' }, {}]) // whoever is asked about
      expect(await contentOf(sandbox, national, fields)).toEqual(want);
    expect(await contentOf(sandbox, nationalVerify, { ...bunga, NAMA_LGKP: 'BUNGA CONTOH' })).toEqual({
      NIK: 'Sesuai',
      NAMA_LGKP: 'Sesuai (100)',
    });
  }),
);

test('regional records are withdrawn in a sentence, or with a code where codes are spoken there', () =>
  withSandbox(dukcapilSandbox, async (sandbox) => {
    sandbox.set({ records: 'withdrawn', withdrawnSentence: 'Hanya verifikasi' });
    expect(await contentOf(sandbox, regional)).toEqual({ RESPON: 'Hanya verifikasi' });
    expect(await contentOf(sandbox, regionalVerify)).toEqual({ NIK: 'Sesuai' });
    sandbox.set({ regionalErrors: 'code' });
    expect(await contentOf(sandbox, regional)).toEqual({ RESPONSE_CODE: '02', RESPONSE: 'Hanya verifikasi' });
  }));

test('a withdrawn record is nothing of a record, costs no call of the day, and comes after the account', () =>
  withSandbox(dukcapilSandbox, async (sandbox) => {
    sandbox.set({ records: 'withdrawn', dailyQuota: 2 });
    for (const _time of [1, 2, 3]) {
      const { status, text } = await ask(sandbox, national);
      expect(status).toBe(200);
      expect(text).not.toMatch(/BUNGA|1275015508909901/);
    }
    expect(await contentOf(sandbox, national, { ...bunga, PASSWORD: 'x' })).toMatchObject({ RESPONSE_CODE: '03' });
    expect((await ask(sandbox, nationalVerify)).text).toContain('"quotaLimiter":1}');
    sandbox.set({ records: 'delivered' });
    expect(await contentOf(sandbox, national)).toMatchObject({ NAMA_LGKP: 'BUNGA CONTOH' });
  }));

test('sentences become codes while clients go on asking', () =>
  withSandbox(dukcapilSandbox, async (sandbox) => {
    const unknown = { NIK: '1275015508909999' };
    sandbox.set({ nationalErrors: 'sentence' });
    expect(await contentOf(sandbox, nationalVerify, unknown)).toEqual({ RESPON: 'Data Tidak Ditemukan' });
    sandbox.set({ nationalErrors: 'code' });
    expect(await contentOf(sandbox, nationalVerify, unknown)).toMatchObject({ RESPONSE_CODE: '13' });
  }));

test('the quota of a day may end and return by decree', () =>
  withSandbox(
    dukcapilSandbox,
    async (sandbox) => {
      expect(await contentOf(sandbox, nationalVerify)).toEqual({ NIK: 'Sesuai' });
      sandbox.set({ dailyQuota: 1 });
      expect(await contentOf(sandbox, nationalVerify)).toMatchObject({ RESPONSE_CODE: '05' });
      sandbox.set({ dailyQuota: 10 });
      expect(await contentOf(sandbox, nationalVerify)).toEqual({ NIK: 'Sesuai' });
    },
    { now: () => new Date('2026-11-20T02:00:00Z') },
  ));
