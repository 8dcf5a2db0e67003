import { expect, test } from '@jest/globals';
import { request } from 'undici';
import { sipdSandbox } from '../../../../connectors/sipd/sandbox/server.ts';
import { realisationRow } from '../../../../hub/services/perencanaan/realisation-rows.ts';
import type { Realisasi } from '../../../../openapi/generated/types.ts';
import { withSandbox } from '../../../connectors/sandbox-kit/with-sandbox.ts';
import { withHub } from '../../with-hub.ts';
import { copied, DINKES, KOMINFO, spent } from './copying.ts';

const NOW = { now: () => new Date('2026-11-20T03:00:00Z'), people: 1 };
const NO_SIPD = { instances: { 'sipd-cermin': undefined, 'sipd-kanal': undefined }, perencanaan: undefined };
const PATH = '/v1/anggaran/realisasi';
interface Answer {
  readonly data: readonly Realisasi[];
  readonly meta: { readonly salinan: unknown; readonly langsung: Readonly<Record<string, unknown>> | null };
}
const detail = ({ body }: { body: unknown }) => (body as { detail: string }).detail;

test('the newest day is answered level by level as far as it was copied', () =>
  withHub({ ...NOW, config: NO_SIPD }, async ({ get, store }) => {
    const office = { id: '7001', ...KOMINFO };
    const below = realisationRow(
      { skpd: office, subSkpd: office, anggaran: 0, realisasi: 0 },
      { day: '2026-11-19', schedule: 'murni' },
    );
    await copied(store.copies, 'realisasi/2026', [
      ...[spent('2026-11-18', office, 30), spent('2026-11-19', office, 40), spent('2026-11-19', DINKES, 1)],
      below,
    ]);
    const newest = (await get(PATH)).body as Answer;
    expect(newest.data.map(({ skpd, persen, tanggal }) => [skpd.kode, persen, tanggal])).toEqual([
      [DINKES.kode, 1, '2026-11-19'],
      [KOMINFO.kode, 40, '2026-11-19'],
    ]);
    expect(newest.meta.langsung).toBeNull();
    const then = (await get(`${PATH}?tanggal=2026-11-18`)).body as Answer;
    expect(then.data.map(({ realisasi }) => realisasi)).toEqual([30]);
    const deeper = (await get(`${PATH}?skpd=${KOMINFO.kode}`)).body as Answer;
    expect(deeper.data).toMatchObject([{ tingkat: 'sub-skpd', persen: null }]);
    expect(detail(await get(`${PATH}?tanggal=2026-11-17`))).toMatch(/2026-11-19 dan 2026-11-18/);
    expect(detail(await get(`${PATH}?tanggal=2024-11-17`))).toMatch(/tahun 2024 tidak ada/);
    const wrong = await get(`${PATH}?skpd=9.99`);
    expect([wrong.status, detail(wrong)]).toEqual([404, expect.stringMatching(/Tidak ada SKPD/)]);
    const leaf = await get(`${PATH}?skpd=${KOMINFO.kode}&subSkpd=${KOMINFO.kode}`);
    expect([leaf.status, detail(leaf)]).toEqual([404, expect.stringMatching(/sampai tingkat: skpd dan sub-skpd/)]);
    const other = await get(`${PATH}?skpd=${KOMINFO.kode}&subSkpd=9.99`);
    expect([other.status, detail(other)]).toEqual([404, expect.stringMatching(/Tidak ada sub-skpd dengan kode ini/)]);
    const gap = await get(`${PATH}?skpd=${KOMINFO.kode}&program=2.16.02`);
    expect([gap.status, (gap.body as { kesalahan: unknown }).kesalahan]).toEqual([
      400,
      [
        { di: 'query.subSkpd', masalah: 'wajib bersama tingkat di bawahnya' },
        { di: 'query.bidangUrusan', masalah: 'wajib bersama tingkat di bawahnya' },
      ],
    ]);
  }));

/** What an officer does in a browser, and hands over. */
async function session(url: string): Promise<string> {
  const officer = { username: 'petugas-uji', password: 'sandi-uji', tahun: 2026 };
  const { id } = (await (await request(`${url}/auth/captcha/new`)).body.json()) as { id: string };
  const answer = await request(`${url}/auth/auth/login`, {
    method: 'POST',
    body: JSON.stringify({ ...officer, captcha_id: id, captcha_solution: 'uji123' }),
  });
  return ((await answer.body.json()) as { token: string }).token;
}

test('what was not copied is asked for down to the accounts, each number once', () =>
  withSandbox(
    sipdSandbox,
    async (sandbox) => {
      sandbox.set({ rateLimit: 0 });
      const sesi = { baseUrl: sandbox.url, token: await session(sandbox.url), idDaerah: '999' };
      const instance = {
        ...{ connector: 'sipd', releases: ['sesi'], agreementRequired: false },
        settings: { services: { sesi } },
      };
      const config = { instances: { 'sipd-cermin': undefined, 'sipd-kanal': undefined, 'sipd-sesi': instance } };
      await withHub(
        { ...NOW, config: { ...config, perencanaan: { sumber: ['sipd-sesi'], salin: [] } } },
        async ({ get, store }) => {
          await copied(store.copies, 'realisasi/2026', [spent('2026-11-20', { id: '7001', ...KOMINFO })]);
          let path = `${PATH}?skpd=${KOMINFO.kode}`;
          const levels: string[] = [];
          for (const member of ['subSkpd', 'bidangUrusan', 'program', 'kegiatan', 'subKegiatan'] as const) {
            const { data, meta } = (await get(path)).body as Answer;
            levels.push(data[0]?.tingkat ?? '');
            expect(meta.langsung).toMatchObject({ sumber: 'sipd-sesi', rilis: 'sesi', keadaan: 'segar' });
            path += `&${member}=${data[0]?.[member]?.kode}`;
          }
          const accounts = (await get(path)).body as Answer;
          expect([...levels, accounts.data[0]?.tingkat]).toEqual([
            ...['sub-skpd', 'bidang-urusan', 'program', 'kegiatan', 'sub-kegiatan', 'akun'],
          ]);
          expect(accounts.data[0]).toMatchObject({ skpd: { kode: KOMINFO.kode }, persen: expect.any(Number) });
          const before = sandbox.calls().length;
          expect((await get(path)).body).toEqual(accounts);
          expect(sandbox.calls().length - before).toBe(1);
          expect((await get(`${PATH}?skpd=${KOMINFO.kode}&subSkpd=9.99`)).status).toBe(404);
          await sandbox.close();
          expect((await get(`${PATH}?skpd=${KOMINFO.kode}`)).status).toBe(503);
          expect((await get(PATH)).status).toBe(200);
        },
      );
    },
    { now: NOW.now },
  ));
