import { expect, test } from '@jest/globals';
import { request } from 'undici';
import { sipdSandbox } from '../../../connectors/sipd/sandbox/server.ts';
import { withSandbox } from '../sandbox-kit/with-sandbox.ts';
import { found } from '../wanted.ts';
import { NOW, readRow } from './reading.ts';

type Row = Readonly<Record<string, unknown>>;
interface Got {
  readonly status: number;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly body: unknown;
}
interface Door {
  readonly get: (path: string) => Promise<Got>;
  readonly post: (path: string, fields: Readonly<Record<string, string>>) => Promise<Got>;
}

/** What the sandbox serves beside what the connector reads, for whoever writes against it (section 10 of the notes). */
const withDoor = (use: (door: Door) => Promise<void>) =>
  withSandbox(
    sipdSandbox,
    async (sandbox) => {
      sandbox.set({ rateLimit: 0 });
      const basic = Buffer.from('binjai-uji:rahasia-splp-uji').toString('base64');
      const answer = await request(`${sandbox.url}/oauth2/token`, {
        ...{ method: 'POST', headers: { authorization: `Basic ${basic}` }, body: 'grant_type=client_credentials' },
      });
      const { access_token: token } = (await answer.body.json()) as { access_token: string };
      const call = async (path: string, body?: string): Promise<Got> => {
        const got = await request(`${sandbox.url}/t/binjai/sipd/v1/${path}`, {
          ...{ method: body === undefined ? 'GET' : 'POST', headers: { authorization: `Bearer ${token}` } },
          ...(body === undefined ? {} : { body }),
        });
        return { status: got.statusCode, headers: got.headers, body: await got.body.json() };
      };
      await use({
        get: (path) => call(path),
        post: (path, fields) =>
          call(`api/${path}`, String(new URLSearchParams({ id_daerah: '999', tahun: '2026', ...fields }))),
      });
    },
    { now: () => NOW },
  );

test('a print of an LS has a header, that of a GU is flat, a UP has no useful one (section 5.1)', () =>
  withDoor(async ({ get }) => {
    const print = (id: number) => get(`pengeluaran/strict/sp2d/pembuatan/cetak/${id}`);
    expect(await print(55_001)).toMatchObject({
      status: 200,
      body: {
        jenis: 'LS',
        gu: null,
        ls: { header: { nilai_sp2d: 1000000, nama_ibukota: 'BINJAI' }, pajak_potongan: null },
      },
    });
    expect(await print(55_002)).toMatchObject({
      body: { jenis: 'GU', ls: null, gu: { nilai_sp2d: 2000000, nama_ibu_kota: 'BINJAI', detail: [{}] } },
    });
    expect((await print(55_003)).body).toEqual({ jenis: 'UP' });
    expect(await print(1)).toMatchObject({ status: 404, body: { message: 'Data tidak ditemukan' } });
  }));

test('pages of SP2D and of SPM are told in headers, ten rows unless told (section 5)', () =>
  withDoor(async ({ get }) => {
    for (const path of ['pengeluaran/strict/sp2d/pembuatan/index', 'pengeluaran/strict/spm/index']) {
      const first = await get(path);
      expect(first.body).toHaveLength(10);
      expect(first.headers).toMatchObject({
        ...{ 'x-pagination-total-count': '12', 'x-pagination-page-size': '10' },
        ...{ 'x-pagination-page-count': '2', 'x-pagination-current-page': '1' },
      });
      expect((await get(`${path}?page=2`)).body).toHaveLength(2);
      expect((await get(`${path}?page=3`)).body).toBeNull();
      expect((await get(`${path}?jenis=LS`)).body).toHaveLength(3);
    }
  }));

test('three statuses of SP2D, and an SPM that belongs to each', () =>
  withDoor(async ({ get }) => {
    for (const status of ['ditransfer', 'diterima', 'proses_transfer'])
      expect((await get(`pengeluaran/strict/sp2d/pembuatan/index?status=${status}`)).body).toHaveLength(4);
    const [paid] = (await get('pengeluaran/strict/sp2d/pembuatan/index')).body as readonly Row[];
    const [order] = (await get('pengeluaran/strict/spm/index')).body as readonly Row[];
    expect(order).toMatchObject({ id_spm: paid?.id_spm, nomor_spm: paid?.nomor_spm, nilai_spm: paid?.nilai_sp_2_d });
    expect(order?.nomor_spp).toBe('12.75/02.0/000001/LS/2.16.2.20.2.21.01.0000/M/1/2026');
  }));

test('the months of a cash plan are the keys "1" to "12", and add up to what is planned (section 5)', () =>
  withDoor(async ({ get }) => {
    const plan = (id: number) => get(`referensi/strict/dpa/penarikan/belanja/sub-giat?id_sub_giat=${id}`);
    const rows = (await plan(50_001)).body as readonly Row[];
    expect(rows).toHaveLength(3);
    for (const row of rows) {
      const months = Array.from({ length: 12 }, (_, month) => Number(row[String(month + 1)]));
      expect(months.reduce((sum, amount) => sum + amount, 0)).toBe(row.nilai);
      expect(row).toMatchObject({ kode_akun: expect.stringMatching(/^5\./), tahun: 2026 });
    }
    expect((await plan(1)).body).toBeNull();
  }));

test('rows of the annex are rows that a file is read with, whole (section 4.6)', () =>
  withDoor(async ({ post }) => {
    const { body } = await post('renja/renja_laporan/listDataLampiranLaporan', { id_skpd: '7001' });
    const { data, nama_sub_tahap } = body as { readonly data: readonly Row[]; readonly nama_sub_tahap: string };
    expect([data.length, nama_sub_tahap]).toEqual([2, 'Penetapan APBD Murni']);
    for (const row of data)
      expect(await readRow('rencana-kerja', row)).toMatchObject({
        ...found({ pagu: row.pagu, paguTahunDepan: row.pagu_n_depan }),
        drift: [],
      });
  }));

test('what there is at first: offices, prices of four kinds, sub-activities, lines, SP2D (section 10)', () =>
  withDoor(async ({ get, post }) => {
    const count = async (path: string, fields: Readonly<Record<string, string>> = {}) => {
      const { data } = (await post(path, fields)).body as { readonly data: { readonly recordsTotal?: number } & Row[] };
      return data.recordsTotal ?? data.length;
    };
    expect(await count('master/skpd/listAll')).toBe(6);
    expect(await count('jadwal/anggaran_jadwal/list')).toBe(3);
    for (const kelompok of ['1', '2', '3', '4'])
      expect(await count('master/d_komponen/listAll', { kelompok, length: '1' })).toBe(50);
    let lines = 0;
    for (const { id_skpd } of (await get('referensi/strict/skpd/list/999/2026')).body as readonly Row[])
      lines += await count('renja/rinci_sub_bl/list_by_id_skpd', { id_skpd: String(id_skpd) });
    expect(lines).toBe(30);
  }));
