import { describe, expect, test } from '@jest/globals';
import { found } from '../wanted.ts';
import { heard, questionOf } from './city.ts';
import { documentWith, permitWith } from './documents.ts';
import { ask, FINAL, ID_IZIN, read, STATUS } from './wire.ts';

/** Section 8, permit status: what the city may send, and what is only ever read. By hand, not from the mappings. */
const SENT = {
  ...{ '10': 'dokumen-lengkap', '11': 'dokumen-belum-lengkap', '20': 'validasi', '31': 'minta-pembayaran' },
  ...{ '33': 'pembayaran-diterima', '40': 'pemeriksaan', '41': 'minta-penjelasan', '43': 'minta-penjelasan-ulang' },
  ...{ '45': 'persyaratan-terverifikasi', '50': 'disetujui', '60': 'peringatan', '70': 'kegiatan-dihentikan' },
  ...{ '80': 'denda', '90': 'ditolak', '93': 'persyaratan-ditolak' },
};
const READ = {
  ...{ '05': 'penapisan-lingkungan', '09': 'persyaratan-diisi', '12': 'pemenuhan-komitmen' },
  ...{ '30': 'verifikasi-pembayaran', '32': 'bukti-diperiksa', '34': 'bukti-diperbaiki', '42': 'penjelasan-dijawab' },
  ...{ '44': 'penjelasan-ulang-dijawab', '49': 'nomor-diambil', '52': 'sementara', '57': 'fiktif-positif' },
};
/** Removed in 4.3.19, and one that stands in an example only. */
const PAST = { '91': 'dicabut', '92': 'dibatalkan', '58': 'terbit' };
const rows = (list: Readonly<Record<string, string>>) =>
  Object.entries(list).toSorted(([one], [other]) => (one < other ? -1 : 1));

describe('permit statuses that are read (section 8)', () => {
  test.each(rows({ ...SENT, ...READ, ...PAST }))('%s is %s', async (kd_status, status) => {
    const body = { responcheckLicenseStatus: { kode: 200, dataIZIN: { id_izin: ID_IZIN, kd_status } } };
    expect(await read({ operation: 'izin-cek', asked: { idIzin: ID_IZIN } }, body)).toMatchObject({
      ...found({ status, kodeStatus: kd_status }),
      drift: [],
    });
  });

  // PP 28/2025: new statuses must pass (section 12)
  test.each(['00', '01', '59', '94', '100', 'A1'])(
    '%s, which no list has, is stored and crashes nobody',
    async (code) => {
      const body = { responcheckLicenseStatus: { kode: 200, dataIZIN: { id_izin: ID_IZIN, kd_status: code } } };
      expect(await read({ operation: 'izin-cek', asked: { idIzin: ID_IZIN } }, body)).toMatchObject(
        found({ status: 'lain', kodeStatus: code }),
      );
    },
  );
});

async function codeSent(operation: string, asked: Readonly<Record<string, unknown>>, release = 'oss-rba') {
  let body = '{}';
  await ask({ release, operation, asked }, async (request) => {
    body = request.body?.includes('securityKey') ? body : (request.body ?? '');
    return { status: 200, headers: {}, text: '{"responsendSecurityKey":{"key":"kunci"}}' };
  });
  const [members] = Object.values(JSON.parse(body) as Readonly<Record<string, Readonly<Record<string, unknown>>>>);
  return members?.kd_status ?? members?.status_izin;
}

describe('permit statuses that are sent (section 8)', () => {
  test.each(rows(SENT))('%s is sent for %s, as a status and as a permit', async (code, status) => {
    expect(await codeSent('izin-status', { ...STATUS, status })).toBe(code);
    expect(await codeSent('izin-final', { ...FINAL, status })).toBe(code);
  });

  test.each(rows({ ...READ, ...PAST }))('%s is not the city’s to send: %s', async (_code, status) => {
    await expect(codeSent('izin-status', { ...STATUS, status })).rejects.toThrow(RangeError);
  });

  test.each(rows({ '91': 'dicabut', '92': 'dibatalkan' }))(
    'OSS 1.x is still sent %s (section 12)',
    async (code, status) => {
      expect(await codeSent('izin-status', { ...STATUS, status }, 'oss-1.1')).toBe(code);
    },
  );
});

/** Section 8, the numbered lists: member of a pushed NIB, word of the question, codes and words. */
const LISTS: readonly (readonly [string, string, string, Readonly<Record<string, string>>])[] = [
  ['1', 'status_penanaman_modal', 'penanamanModal', { '01': 'PMA', '02': 'PMDN', '03': 'bukan-keduanya' }],
  [
    '2',
    'jenis_perseroan',
    'perusahaan.jenis',
    {
      ...{
        '01': 'PT',
        '02': 'CV',
        '04': 'badan-pemerintah',
        '05': 'Fa',
        '06': 'persekutuan-perdata',
        '07': 'koperasi',
      },
      ...{
        '08': 'dana-pensiun',
        '09': 'perkumpulan',
        '10': 'yayasan',
        '16': 'bentuk-usaha-tetap',
        '17': 'perseorangan',
      },
      ...{ '18': 'BLU', '19': 'badan-hukum-lain', '20': 'waralaba-asing', '21': 'perum', '22': 'perumda' },
      ...{ '23': 'perusda', '24': 'kerja-sama-operasi', '25': 'kantor-perwakilan', '26': 'PT-perorangan' },
      ...{ '27': 'pedagang-berjangka-asing', '28': 'BUM-desa', '29': 'BUM-desa-bersama' },
    },
  ],
  [
    '14',
    'status_nib',
    'statusNib',
    {
      ...{ '01': 'aktif', '02': 'belum-aktif', '03': 'boleh-berusaha', '04': 'boleh-beroperasi' },
      ...{ '05': 'dibekukan', '06': 'dicabut' },
    },
  ],
  [
    '18',
    'jenis_pelaku_usaha',
    'pelakuUsaha',
    { '01': 'badan', '02': 'perseorangan', '03': 'kantor-perwakilan', '04': 'badan-asing' },
  ],
  ['31', 'skala_usaha', 'perusahaan.skala', { '01': 'mikro', '02': 'kecil', '03': 'menengah', '04': 'besar' }],
  // section 4: whose document it is, and what became of it
  ['tipe_dokumen', 'tipe_dokumen ', 'dokumen', { '9': 'asli', '5': 'perubahan', '3': 'pencabutan', '4': 'pembatalan' }],
];
const at = (value: unknown, path: string) =>
  path.split('.').reduce((found, key) => (found as Readonly<Record<string, unknown>>)[key], value);

test.each(
  LISTS.flatMap(([list, member, word, codes]) => Object.entries(codes).map((code) => [list, member, word, ...code])),
)('list %s: %s of a push, read as %s: %s is %s', (_list, member = '', word = '', code, want) => {
  const question = questionOf(heard('receiveNIB', { body: documentWith({ [member]: code }) }));
  expect(at(question, word)).toBe(want);
});

test.each([
  ...Object.entries({
    '01': 'dasar',
    '02': 'izin',
    '04': 'sertifikat-standar',
    K02: 'syarat-standar',
    K03: 'UMKU',
  }).map((code) => ['27', 'jenis_izin', 'jenis', ...code] as const),
  ...Object.entries({ Y: 'komitmen', N: 'tanpa-komitmen', O: 'terbit-otomatis', T: 'tembusan' }).map(
    (code) => ['28', 'flag_checklist', 'checklist', ...code] as const,
  ),
])('list %s: %s of a permit, read as %s: %s is %s', (_list, member, word, code, want) => {
  expect(questionOf(heard('receiveNIB', { body: permitWith({ [member]: code }) })).izin).toMatchObject([
    { [word]: want },
  ]);
});

test.each([
  ['22', 'status_proyek', 'status', '01', 'baru'],
  ['22', 'status_proyek', 'status', '02', 'lama'],
  ['26', 'jenis_proyek', 'jenis', '01', 'utama'],
  ['26', 'jenis_proyek', 'jenis', '02', 'pendukung'],
  ['26', 'jenis_proyek', 'jenis', '03', 'kantor-cabang'],
  ['26', 'jenis_proyek', 'jenis', '04', 'perluasan'],
  ['26', 'jenis_proyek', 'jenis', '05', 'pendukung-UMKU'],
  ['17', 'satuan_luas_tanah', 'satuanLuas', '01', 'm2'],
  ['17', 'satuan_luas_tanah', 'satuanLuas', '02', 'ha'],
  ['31', 'skala_usaha', 'skala', '02', 'kecil'],
])('list %s: %s of a project, read as %s: %s is %s', (_list, member, word, code, want) => {
  const body = documentWith({ data_proyek: [{ id_proyek: 'R-1', [member]: code }] });
  expect(questionOf(heard('receiveNIB', { body })).proyek).toMatchObject([{ [word]: want }]);
});
