import { expect, test } from '@jest/globals';
import { parseExactJson } from '../../../connectors/exact-json.ts';
import { BUNGA, NOBODY } from '../with-hub.ts';
import { APPLICATION, type Facades, type FacadesOptions, USER, withFacades } from './with-facades.ts';

/** Regional servers are gone: whatever is answered comes from the national one. */
const NEW_ONLY = { instances: { dukcapil: { releases: ['national'] } } };
const withRegional = (use: (given: Facades) => Promise<void>, options: FacadesOptions = {}) =>
  withFacades(use, { config: NEW_ONLY, ...options });

const YOSINA = '9471014507929903'; // above 2^53, and uneven: a double would change the last digit
const contentOf = ({ text }: { readonly text: string }) => {
  const { content } = parseExactJson(text) as { content: readonly Record<string, unknown>[] };
  expect(content).toHaveLength(1);
  return content[0] ?? {};
};

/** What the old server of the sandbox answers, with the city's own credentials. */
async function oldAnswer({ hub }: Facades, method: string, fields: object): Promise<string> {
  const account = { USER_ID: '010120250900DISKOMINFO1275', PASSWORD: 'rahasia-uji', IP_USER: '10.75.0.10' };
  const path = `/dukcapil/get_json/12-75/diskominfo_1275/${method}`;
  const init = { method: 'POST', body: JSON.stringify({ ...account, ...fields }) };
  return (await fetch(hub.sandboxes.dukcapil.url + path, init)).text();
}

test('a record is that of the old server, digit by digit, from the national one', () =>
  withRegional(async (given) => {
    for (const NIK of [BUNGA.nik, YOSINA]) {
      const old = await oldAnswer(given, 'call_nik', { NIK });
      given.hub.sandboxes.dukcapil.forget();
      const answer = await given.nik('call_nik', { NIK });
      expect(answer.status).toBe(200);
      expect(answer.text).toContain(`"NIK":${NIK},`);
      expect(contentOf(answer)).toEqual({ PNYDNG_CCT: null, NO_AKTA_LHR: null, ...contentOf({ text: old }) });
      const { content: _, ...envelope } = JSON.parse(answer.text) as Record<string, unknown>;
      expect(JSON.parse(old)).toMatchObject(envelope);
      expect(given.hub.sandboxes.dukcapil.calls().map(({ path }) => path)).toEqual([
        '/dukcapil/get_json/DISKOMINFO1275/CALL_NIK',
      ]);
    }
  }));

test('a verification is that of the old server', () =>
  withRegional(async (given) => {
    const method = 'KONEKSITAS_VERIFBY_ELEMEN';
    const asked = {
      NIK: BUNGA.nik,
      NAMA_LGKP: 'BUNGA CONTOH',
      TGL_LHR: '15-08-1990',
      KAB_NAME: 'MEDAN',
      TRESHOLD: '90',
    };
    const answer = await given.nik(method, { ...asked, ALAMAT: ' ' }); // a blank is an element that is not asked
    expect(contentOf(answer)).toEqual(contentOf({ text: await oldAnswer(given, method, asked) }));
    expect(contentOf(answer)).toEqual({
      NIK: 'Sesuai',
      NAMA_LGKP: 'Sesuai (100)',
      TGL_LHR: 'Sesuai',
      KAB_NAME: 'Tidak Sesuai',
    });
    const lower = await given.nik(method.toLowerCase(), { nik: BUNGA.nik, tgl_lhr: '1990-08-15' });
    expect(contentOf(lower)).toEqual({ NIK: 'Sesuai', TGL_LHR: 'Sesuai' });
  }));

test('who is unknown is told in the old sentence', () =>
  withRegional(async ({ nik }) => {
    const answer = await nik('call_nik', { NIK: NOBODY });
    expect(answer.status).toBe(200);
    expect(contentOf(answer)).toEqual({ RESPON: 'Data Tidak Ditemukan' });
  }));

test.each([
  { code: '11', says: 'Data Ditemukan, Meninggal Dunia' },
  { code: '12', says: 'Data Ditemukan, Data Ganda' },
  { code: '14', says: expect.stringContaining('Status Non Aktif') },
])('whom code $code is about never looks like somebody who lives', ({ code, says }) =>
  withRegional(async ({ hub, nik }) => {
    hub.sandboxes.dukcapil.fault({ kind: 'code', code });
    expect(contentOf(await nik('call_nik', { NIK: BUNGA.nik }))).toEqual({ RESPON: says });
    const verified = await nik('KONEKSITAS_VERIFBY_ELEMEN', { NIK: BUNGA.nik, NAMA_LGKP: BUNGA.nama });
    expect(contentOf(verified)).toEqual({ RESPON: says });
  }),
);

test('a used-up quota has its sentence, every other trouble another, and none is "not found"', () =>
  withRegional(async ({ hub, nik }) => {
    const { dukcapil } = hub.sandboxes;
    const said = async (fault: { kind: string; status?: number; code?: string }, problem: string) => {
      await dukcapil.heal();
      dukcapil.fault(fault);
      const answer = await nik('call_nik', { NIK: BUNGA.nik });
      expect(answer.status).toBe(200);
      expect(answer.headers.get('x-simpul-masalah')).toBe(problem);
      return contentOf(answer).RESPON;
    };
    expect(await said({ kind: 'unknown-code' }, 'hulu-berubah')).toMatch(/^Server sedang gangguan: /);
    expect(await said({ kind: 'code', code: '03' }, 'hulu-tidak-tersedia')).toMatch(/^Server sedang gangguan: /);
    await hub.restart();
    expect(await said({ kind: 'quota-zero' }, 'hulu-tidak-tersedia')).toBe('Kuota Akses Hari ini telah Habis');
  }));

test('a verification of before is answered while nobody answers now, and marked beside the content only', () =>
  withRegional(async ({ hub, nik, clock }) => {
    const asked = { NIK: BUNGA.nik, NAMA_LGKP: BUNGA.nama };
    const fresh = contentOf(await nik('KONEKSITAS_VERIFBY_ELEMEN', asked));
    clock.pass(60);
    hub.sandboxes.dukcapil.fault({ kind: 'status', status: 503 });
    const stale = await nik('KONEKSITAS_VERIFBY_ELEMEN', asked);
    expect(contentOf(stale)).toEqual(fresh);
    expect(stale.headers.get('x-simpul-keadaan')).toBe('usang');
    expect(stale.headers.get('age')).toBe('3600');
  }));

test('wrong credentials are a failed login, and broken bodies lack parameters', () =>
  withRegional(async ({ hub, ask, nik }) => {
    for (const fields of [{ USER_ID: 'orang-lain' }, { PASSWORD: 'salah' }, { PASSWORD: '' }, { USER_ID: null }])
      expect(contentOf(await nik('call_nik', { NIK: BUNGA.nik, ...fields }))).toEqual({ RESPON: 'Login Gagal' });
    const path = '/fasad/dukcapil/regional/dukcapil/get_json/12-75/diskominfo_1275/call_nik';
    for (const body of ['', '{', '[]', '"x"', 'null'])
      expect(contentOf(await ask(path, { method: 'POST', body }))).toEqual({
        RESPON: 'Parameter permintaan tidak lengkap',
      });
    for (const NIK of ['', '123', { a: 1 }])
      expect(contentOf(await nik('call_nik', { NIK })).RESPON).toMatch(/^Parameter permintaan tidak lengkap: /);
    expect((await nik('GET_NIK', { NIK: BUNGA.nik })).status).toBe(404);
    const large = await nik('call_nik', { NIK: BUNGA.nik, ISIAN: 'x'.repeat(70_000) });
    expect(contentOf(large).RESPON).toMatch(/^Parameter permintaan tidak lengkap: /);
    expect(hub.sandboxes.dukcapil.calls()).toEqual([]);
  }));

test('a scope, a purpose and a limit hold, and every read is in the audit', async () => {
  await withRegional(
    async ({ nik }) => {
      const answer = contentOf(await nik('call_nik', { NIK: BUNGA.nik }));
      expect(answer.RESPON).toMatch(/^Login Gagal: .*penduduk:baca/);
    },
    { application: { scopes: ['penduduk:verifikasi'] } },
  );
  await withRegional(
    async ({ nik }) => {
      expect(contentOf(await nik('call_nik', { NIK: BUNGA.nik })).RESPON).toMatch(/^Login Gagal: .*perjanjian/);
    },
    { application: { purposes: ['penelitian'] } },
  );
  await withRegional(
    async ({ nik, audited }) => {
      await nik('call_nik', { NIK: BUNGA.nik });
      expect(contentOf(await nik('call_nik', { NIK: BUNGA.nik })).RESPON).toMatch(/^Terlalu banyak permintaan/);
      expect(await audited(1)).toMatchObject([
        { application: APPLICATION, service: 'getPenduduk', outcome: 'segar', agreement: '471.1/PKS-DEMO/2026' },
      ]);
    },
    { application: { requestsPerMinute: 1 } },
  );
});

test('what the agreement does not cover is left out, as short agreements always were', () =>
  withRegional(
    async ({ nik }) => {
      const content = contentOf(await nik('call_nik', { NIK: BUNGA.nik }));
      expect(content).toEqual({ NIK: Number(BUNGA.nik), NAMA_LGKP: BUNGA.nama, TGL_LHR: '1990-08-15' });
    },
    {
      config: {
        ...NEW_ONLY,
        agreements: [
          {
            nomor: '471.1/PKS-UJI/2026',
            instansi: 'dukcapil',
            keperluan: ['pelayanan-publik'],
            bidang: ['nik', 'nama', 'tanggalLahir'],
            berlakuSampai: '2030-12-31',
          },
        ],
      },
    },
  ));

test('the old password is nowhere in the database in clear', () =>
  withRegional(async ({ hub }) => {
    const { records } = hub.store;
    const all = await records.list({ collection: 'fasad', limit: 10 });
    expect(all).toHaveLength(3);
    const text = JSON.stringify(all.map(({ sealed, ...rest }) => [rest, Buffer.from(sealed).toString('latin1')]));
    for (const secret of [USER.secret, USER.id]) expect(text).not.toContain(secret);
  }));
