import { expect, test } from '@jest/globals';
import type { Izin, JenisIzin } from '../../../../openapi/generated/types.ts';
import { documentWith, permitWith } from '../../../connectors/oss/documents.ts';
import { auditedIn } from '../../audited.ts';
import { until } from '../../until.ts';
import { dataOf, ID, NIB, type Permits, withPermits } from './with-permits.ts';

/** Not pushed to the city yet, and known to OSS. */
const UNPUSHED = '9999000000001';

const problemOf = ({ status, body }: { readonly status: number; readonly body: unknown }) => {
  const { type, detail } = body as { readonly type: string; readonly detail: string };
  return { status, type: type.split(':').at(-1), detail };
};

async function listed(permits: Permits, query = ''): Promise<readonly string[]> {
  const { body } = await permits.get(`/v1/perizinan${query}`);
  return (body as { readonly data: readonly Izin[] }).data.map(({ idIzin }) => idIzin);
}

test('a NIB that was never pushed is asked of OSS, kept, and marked as old while OSS is gone', async () => {
  let now = new Date('2026-02-03T03:00:00Z');
  await withPermits(
    async (permits) => {
      const path = `/v1/perizinan/nib/${UNPUSHED}`;
      const fresh = await permits.get(path);
      expect(fresh.body).toMatchObject({
        data: { nib: UNPUSHED, asal: 'ditanyakan', keadaan: 'berlaku', izin: [{ milikKota: true, keadaan: null }, {}] },
        meta: { sumber: 'oss', rilis: 'oss-rba', keadaan: 'segar' },
      });
      expect((await permits.get(path)).body).toMatchObject({ meta: { keadaan: 'tersimpan' } });
      now = new Date(now.getTime() + 3_600_000);
      permits.sandboxes.oss.fault({ kind: 'refuse' });
      expect((await permits.get(path)).body).toMatchObject({ meta: { keadaan: 'usang' } });
      expect(problemOf(await permits.get('/v1/perizinan/nib/9999000000042'))).toMatchObject({
        ...{ status: 503, type: 'hulu-tidak-tersedia' },
      });
    },
    { now: () => now },
  );
});

test('what is not there is said to be so, and what does not fit is refused', () =>
  withPermits(async (permits) => {
    expect(problemOf(await permits.get('/v1/perizinan/nib/9999999999999'))).toMatchObject({
      ...{ status: 404, type: 'tidak-ditemukan' },
    });
    expect(problemOf(await permits.get(`/v1/perizinan/${ID}`))).toEqual({
      ...{ status: 404, type: 'tidak-ditemukan', detail: 'Permohonan izin ini belum pernah dikirim OSS.' },
    });
    expect(problemOf(await permits.get('/v1/perizinan/I-1/status'))).toMatchObject({
      ...{ status: 404, type: 'tidak-ditemukan' },
    });
    for (const path of ['/nib/123', '?keadaan=baru', '?semua=ya', '?kursor=bDE', '?lain=1', `/${ID}?semua=true`])
      expect(problemOf(await permits.get(`/v1/perizinan${path}`))).toMatchObject({
        ...{ status: 400, type: 'permintaan-tidak-sah' },
      });
    expect((await permits.get('/v1/perizinan', { key: null })).status).toBe(401);
  }));

test('a key without the scope reads nothing, hears nothing and sends nothing', () =>
  withPermits(
    async (permits) => {
      const key = 'a-key-that-may-only-read-reports';
      await permits.act('issue');
      for (const path of ['', '/jenis', `/${ID}`, `/${ID}/status`, `/nib/${NIB}`])
        expect(problemOf(await permits.get(`/v1/perizinan${path}`, { key }))).toMatchObject({ type: 'cakupan-kurang' });
      expect((await permits.get('/v1/peristiwa', { key })).body).toMatchObject({ data: [] });
    },
    { applications: [{ key: 'a-key-that-may-only-read-reports', scopes: ['laporan:baca'] }] },
  ));

test('the list is turned page by page and filtered', () =>
  withPermits(async (permits) => {
    for (let at = 0; at < 7; at += 1) await permits.act('issue', { permits: 1 });
    await permits.push('receiveNIB', permitWith({ kd_izin: '033000000002' }));
    const all = await listed(permits);
    expect(all).toHaveLength(8);
    const paged: string[] = [];
    for (let kursor = ''; ; ) {
      const { body } = await permits.get(`/v1/perizinan?batas=3${kursor}`);
      const { data, halaman } = body as { data: Izin[]; halaman: { berikutnya: string | null } };
      paged.push(...data.map(({ idIzin }) => idIzin));
      if (halaman.berikutnya === null) break;
      kursor = `&kursor=${halaman.berikutnya}`;
    }
    expect(paged).toEqual(all);
    expect(await listed(permits, '?kodeIzin=033000000002')).toEqual([ID]);
    expect(await listed(permits, '?jenisKota=CONTOH')).toEqual(all.filter((id) => id !== ID));
    expect(await listed(permits, '?jenisKota=SIPA')).toEqual([]);
    expect(await listed(permits, '?jenisKota=TIDAK-ADA')).toEqual([]);
    expect(await listed(permits, '?keadaan=disetujui')).toEqual([]);
    expect(await listed(permits, '?keadaan=diajukan')).toEqual(all);
    expect(await listed(permits, '?sejak=2999-01-01T00:00:00Z')).toEqual([]);
  }));

test('a page of what is seldom ends somewhere, and goes on from there', () =>
  withPermits(async (permits) => {
    const row = { jenis_izin: '04', kd_daerah: '1275000000', kewenangan: '02', nama_izin: 'Izin' };
    for (let push = 0; push < 6; push += 1) {
      const rows = Array.from({ length: 400 }, (_, index) => ({
        ...row,
        id_izin: `I-${push}-${index}`,
        kd_izin: push === 0 && index === 0 ? '033000000009' : '033000000008',
      }));
      const nib = `999900000100${push}`;
      await permits.push('receiveNIB', documentWith({ nib, data_checklist: rows }));
    }
    const first = await permits.get('/v1/perizinan?kodeIzin=033000000009');
    const { data, halaman } = first.body as { data: Izin[]; halaman: { berikutnya: string | null } };
    expect({ data, goesOn: halaman.berikutnya !== null }).toEqual({ data: [], goesOn: true });
    expect(await listed(permits, `?kodeIzin=033000000009&kursor=${halaman.berikutnya}`)).toEqual(['I-0-0']);
  }));

test('the city’s 48 kinds of permit are a list', () =>
  withPermits(async (permits) => {
    const kinds = dataOf<readonly JenisIzin[]>(await permits.get('/v1/perizinan/jenis'));
    expect(kinds).toHaveLength(48);
    expect(kinds.filter(({ terverifikasi }) => terverifikasi)).toEqual([]);
    expect(kinds[0]).toEqual({
      ...{ kode: 'CONTOH', nama: 'Sertifikat Standar Contoh', bidang: 'contoh', kbli: ['56102'] },
      ...{ kodeIzin: ['033000000001'], terverifikasi: false },
    });
  }));

test('the state at OSS is asked there', () =>
  withPermits(async (permits) => {
    await permits.act('issue');
    const { body } = await permits.get(`/v1/perizinan/${ID}/status`);
    expect(body).toMatchObject({
      data: { idIzin: ID, nib: NIB, kodeStatus: '09', status: 'persyaratan-diisi' },
      meta: { sumber: 'oss', rilis: 'oss-rba', keadaan: 'segar' },
    });
  }));

test('every read of a permit or a NIB has its line in the audit', () =>
  withPermits(async (permits) => {
    await permits.act('issue');
    await permits.izin();
    await permits.nib();
    await permits.get(`/v1/perizinan/${ID}/status`);
    const lines = () => auditedIn(permits.store);
    await until('three reads are written down', async () => (await lines()).length === 3);
    expect((await lines()).map(({ service }) => service).sort()).toEqual(['getIzin', 'getNib', 'statusIzinDiOss']);
  }));
