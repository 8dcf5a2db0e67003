import { expect, test } from '@jest/globals';
import type { HttpRequest } from '../../../connectors/connector.ts';
import { sipd } from '../../../connectors/sipd/connector.ts';
import { loadMappings } from '../../../hub/mapping/load.ts';
import { ask, type Question } from './reading.ts';

const tahun = 2025;

async function sentFor(question: Question): Promise<HttpRequest> {
  const sent: HttpRequest[] = [];
  await ask(question, async (request) => {
    sent.push(request);
    return { status: 200, headers: {}, text: '[{}]' };
  });
  expect(sent).toHaveLength(1);
  return sent[0] as HttpRequest;
}
const fieldsOf = ({ body = '' }: HttpRequest) => Object.fromEntries(new URLSearchParams(body));

// Sections 3 and 4: reads are POSTs of forms, each with SIPD's own number of the region and the year.
test.each<[string, Readonly<Record<string, unknown>>, string, Readonly<Record<string, string>>]>([
  ['skpd', { mulai: 0, jumlah: 100 }, '/api/master/skpd/listAll', { start: '0', length: '100' }],
  ['jadwal', {}, '/api/jadwal/anggaran_jadwal/list', { is_anggaran: '1' }],
  ['jadwal-aktif', {}, '/api/jadwal/anggaran_jadwal/cek_aktif', { is_anggaran: '1' }],
  ...(['ssh', 'hspk', 'asb', 'sbu'] as const).map(
    (jenis, index): [string, Readonly<Record<string, unknown>>, string, Readonly<Record<string, string>>] => [
      'standar-harga',
      { jenis, mulai: 500, jumlah: 500, cari: 'pulpen' },
      '/api/master/d_komponen/listAll',
      {
        ...{ kelompok: String(index + 1), tipe: jenis.toUpperCase(), start: '500', length: '500' },
        ...{ 'search[value]': 'pulpen' },
      },
    ],
  ),
  [
    'rencana-kerja',
    { idUnit: '7001', idJadwal: '8002' },
    '/api/renja/sub_bl/list_belanja_by_tahun_daerah_unit',
    { id_unit: '7001', id_jadwal: '8002', is_prop: '0', is_anggaran: '1' },
  ],
  [
    'rka',
    { idSubKegiatan: '910001', idUnit: '7001' },
    '/api/renja/rinci_sub_bl/get_by_id_sub_bl',
    { id_sub_bl: '910001', id_unit: '7001', is_anggaran: '1' },
  ],
  ['rka-skpd', { idSkpd: '7001' }, '/api/renja/rinci_sub_bl/list_by_id_skpd', { id_skpd: '7001', is_anggaran: '1' }],
])('%s %j is a form at %s (section 4)', async (operation, asked, path, fields) => {
  const request = await sentFor({ release: 'splp', operation, asked: { tahun, ...asked } });
  expect([request.method, request.url]).toEqual(['POST', `http://127.0.0.1:1${path}`]);
  expect(request.headers['Content-Type']).toBe('application/x-www-form-urlencoded');
  expect(fieldsOf(request)).toEqual({ id_daerah: '999', tahun: '2025', ...fields });
});

// Section 5: the treasury, GET, and nothing of it in a body.
test.each<[string, Readonly<Record<string, unknown>>, string]>([
  ['skpd', { tahun }, '/referensi/strict/skpd/list/999/2025'],
  ['jadwal', {}, '/referensi/strict/laporan/dpa/dpa/jadwal-pergeseran'],
  ['realisasi', { tanggal: '2025-06-30' }, '/pengeluaran/strict/dashboard/statistik-belanja?tanggal_akhir=2025-06-30'],
  [
    'realisasi-skpd',
    { tanggal: '2025-06-30', idSkpd: '7001' },
    '/pengeluaran/strict/dashboard/statistik-belanja/7001?tanggal_akhir=2025-06-30',
  ],
  [
    'sp2d',
    { halaman: 2, perHalaman: 10, status: 'ditransfer', jenis: 'LS' },
    '/pengeluaran/strict/sp2d/pembuatan/index?status=ditransfer&jenis=LS&page=2&limit=10',
  ],
  ['sp2d', { halaman: 1, perHalaman: 10 }, '/pengeluaran/strict/sp2d/pembuatan/index?page=1&limit=10'],
])('%s %j of the treasury is %s (section 5)', async (operation, asked, path) => {
  const request = await sentFor({ release: 'sesi', operation, asked });
  expect([request.method, request.url, request.body]).toEqual(['GET', `http://127.0.0.1:1${path}`, undefined]);
  expect(request.headers).toEqual({ Accept: 'application/json', Authorization: 'Bearer token-uji' });
});

// Section 8: one address, and the key among the fields.
test.each<[string, Readonly<Record<string, unknown>>, Readonly<Record<string, string>>]>([
  ['skpd', {}, { action: 'get_skpd' }],
  ['rencana-kerja', { idSkpd: '7001' }, { action: 'get_sub_keg_sipd', id_skpd: '7001' }],
  ['rka', { kodeSbl: '1.2.3.4.5' }, { action: 'get_sub_keg_rka_sipd', kode_sbl: '1.2.3.4.5' }],
  ['sp2d', { idSkpd: '7001' }, { action: 'get_sp2d_sipd', id_skpd: '7001' }],
])('%s %j of the mirror is a form with its key (section 8)', async (operation, asked, fields) => {
  const request = await sentFor({ release: 'wp-sipd', operation, asked: { tahun, ...asked } });
  expect([request.method, request.url]).toEqual(['POST', 'http://127.0.0.1:1/wp-admin/admin-ajax.php']);
  expect(fieldsOf(request)).toEqual({ api_key: 'kunci-uji-wpsipd', tahun_anggaran: '2025', ...fields });
});

// Section 1 and 4: no key of each request is forged, no captcha is solved, nothing is written.
test('no operation of any release writes, logs in, or carries a key of a request', async () => {
  const { releases } = loadMappings();
  const all = [...releases.values()].filter(({ upstream }) => upstream === 'sipd');
  const operations = all.flatMap((release) => [...release.operations.values()]);
  expect(operations.length).toBeGreaterThan(30);
  for (const release of ['splp', 'sesi']) {
    const { headers } = await sentFor({ release, operation: 'realisasi', asked: { tanggal: '2025-06-30' } });
    expect(Object.keys(headers).map((name) => name.toLowerCase())).not.toContain('x-api-key');
  }
  const asked = {
    ...{ tahun, jenis: 'ssh', mulai: 0, jumlah: 1, halaman: 1, perHalaman: 1, tanggal: '2025-06-30', kodeSbl: '1.2' },
    ...{ idSkpd: '1', idUnit: '1', idSubSkpd: '1', idBidangUrusan: '1', idProgram: '1', idKegiatan: '1' },
    idSubKegiatan: '1',
  };
  for (const { name: release, operations: of } of all.filter(({ name }) => !['kosakata', 'ekspor'].includes(name)))
    for (const operation of of.keys()) {
      const { url, body = '' } = await sentFor({ release, operation, asked });
      expect(`${url} ${body}`).not.toMatch(/login|captcha|\b(add|update|delete|validasi\w*|hapus|simpan)\b/i);
    }
  expect(Object.keys(sipd.protocols).toSorted()).toEqual(['file', 'session', 'splp', 'wp-ajax']);
});
