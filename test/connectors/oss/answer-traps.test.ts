import { describe, expect, test } from '@jest/globals';
import { absent, changed, changedAt, fault, found, refused } from '../wanted.ts';
import { FINAL, ID_IZIN, NIB, read, STATUS } from './wire.ts';

const CEK = { operation: 'izin-cek', asked: { idIzin: ID_IZIN } };
const NIB_ASKED = { operation: 'nib', asked: { nib: NIB } };
const RINCI = { operation: 'izin-rinci', asked: { idIzin: ID_IZIN } };
const PROYEK = { operation: 'proyek', asked: { nib: NIB, idProyek: 'R-1' } };
const BERKAS = { operation: 'berkas', asked: { idIzin: ID_IZIN } };
const SERTIFIKAT = { operation: 'sertifikat', asked: { idIzin: ID_IZIN } };
const REFERENSI = { operation: 'referensi', asked: { kode: '8' } };
const dataIZIN = { nib: NIB, id_izin: ID_IZIN, kd_status: '50' };
const outcome = (trouble: Parameters<typeof fault>[0], reason: string, what: string) => ({
  kind: 'fault',
  fault: { trouble, reason, outcome: what },
});

describe('the codes of section 7 to a question: nothing but 400 is "not there"', () => {
  test.each<[unknown, string, object]>([
    [400, 'Data izin tidak ditemukan', absent],
    ['400', 'Data izin tidak ditemukan', absent],
    [400, 'Parameter id_izin tidak sesuai', fault('misasked')],
    [400, 'Panjang parameter id_izin tidak sesuai', fault('misasked')],
    [401, 'User tidak valid', outcome('auth', 'user_invalid', 'not-done')],
    [403, 'Akses ilegal', { ...refused, reason: 'bukan-wewenang' }],
    [404, 'Service tidak ditemukan', { ...refused, reason: 'layanan-tidak-ada' }],
    [405, 'Ditolak', { ...refused, reason: 'ditolak' }],
    [500, 'Gagal diproses', outcome('unanswered', 'kode_500', 'unknown')],
    [504, 'Request Timeout', outcome('unanswered', 'kode_504', 'unknown')],
    [201, 'Sukses', changed],
    [0, 'Sukses', changedAt('kode')],
    ['OK', 'Sukses', changedAt('kode')],
    [null, 'Sukses', changedAt('kode')],
    [true, 'Sukses', changedAt('kode')],
  ])('kode %p, "%s"', async (kode, keterangan, want) => {
    expect(await read(CEK, { responcheckLicenseStatus: { kode, keterangan } })).toMatchObject(want);
  });
});

test.each(['kode', 'code', 'kode_status', 'status'])(
  'the code stands under %s, as a number or as a text (section 7)',
  async (name) => {
    for (const code of [200, '200', ' 200 '])
      expect(await read(CEK, { responcheckLicenseStatus: { [name]: code, dataIZIN } })).toMatchObject(
        found({ status: 'disetujui' }),
      );
  },
);

test('refusals of each method, with HTTP 200, keep their own words (sections 6 and 12)', async () => {
  const said = async (operation: string, envelope: string, keterangan: string) =>
    read({ operation, asked: { ...FINAL, ...STATUS, status: 'disetujui' } }, { [envelope]: { kode: 400, keterangan } });
  expect(await said('izin-status', 'responreceiveLicenseStatus', 'Data izin tidak ditemukan')).toMatchObject({
    ...refused,
    reason: 'tidak-ditemukan',
  });
  expect(await said('izin-ubah', 'responupdateLicense', 'OSS ID tidak ditemukan')).toMatchObject({
    ...refused,
    reason: 'tidak-ditemukan',
  });
  expect(await said('izin-ubah', 'responupdateLicense', 'Gagal Reset DS')).toMatchObject({
    ...refused,
    reason: 'berkas-tidak-direset',
  });
});

describe('answers to what was sent (section 6)', () => {
  const AKHIR = { operation: 'izin-final', asked: FINAL };
  test.each<[string, Parameters<typeof read>[0], object, object]>([
    [
      'receiveLicenseStatus: dataNIB as an object',
      { operation: 'izin-status', asked: STATUS },
      { responreceiveLicenseStatus: { kode: 200, keterangan: 'Sukses', dataNIB: {} } },
      { ...found({ idIzin: ID_IZIN }), drift: [] },
    ],
    [
      'receiveLicenseStatus: dataNIB as a list',
      { operation: 'izin-status', asked: STATUS },
      { responreceiveLicenseStatus: { kode: 200, keterangan: 'Sukses', dataNIB: [] } },
      { ...found({ idIzin: ID_IZIN }), drift: [] },
    ],
    [
      'receiveLicense: a keterangan that is empty',
      AKHIR,
      {
        responreceiveLicense: {
          kode: 200,
          keterangan: '',
          nomor_izin: '7/OSS',
          jenis_perizinan: '',
          file_lampiran: '',
        },
      },
      { ...found({ nomorIzin: '7/OSS', jenisPerizinan: null, lampiran: null }), drift: [] },
    ],
    [
      'receiveLicense: a hyphen is no number',
      AKHIR,
      { responreceiveLicense: { kode: 200, keterangan: '', nomor_izin: '-' } },
      found({ idIzin: ID_IZIN, nomorIzin: null }),
    ],
    [
      'receiveLicense: a member nobody documented',
      AKHIR,
      { responreceiveLicense: { kode: 200, nomor_izin: '7/OSS', qr: 'x' } },
      { ...found({ nomorIzin: '7/OSS' }), drift: [{ kind: 'additive', path: 'qr' }] },
    ],
    [
      'receiveLicenseKKPR: an answer with the name of the table',
      { operation: 'izin-kkpr', asked: { ...STATUS, status: 'disetujui' } },
      { responreceiveLicenseKKPR: { kode: 200, keterangan: 'Sukses' } },
      found({ idIzin: ID_IZIN }),
    ],
  ])('%s', async (_name, question, body, want) => {
    expect(await read(question, body)).toMatchObject(want);
  });
});

const company = (members: object) => ({ responinqueryNIB: { kode: 200, dataNIB: { nib: NIB, ...members } } });
const project = (members: object) => ({ kode_status: '200', keterangan: 'Sukses', data: members, meta: null });

describe('answers to what was asked (section 7)', () => {
  test.each<[string, Parameters<typeof read>[0], object, object]>([
    ['inqueryNIB: a NIB that is a number', NIB_ASKED, company({ nib: 42 }), found({ nib: '0000000000042' })],
    ['inqueryNIB: no NIB in a success', NIB_ASKED, company({ nib: '-' }), changed],
    ['inqueryNIB: null in a success', NIB_ASKED, { responinqueryNIB: { kode: 200, dataNIB: null } }, changed],
    [
      'inqueryNIB: "-", "" and null are no value (section 4)',
      NIB_ASKED,
      company({ status_nib: '-', tgl_terbit_nib: '', skala_usaha: null, data_proyek: '' }),
      found({ statusNib: null, tanggalTerbit: null, proyek: [] }),
    ],
    [
      'inqueryNIB: a hyphen is no value for a list either (section 4)',
      NIB_ASKED,
      company({ data_proyek: '-', data_checklist: ' - ' }),
      found({ proyek: [], izin: [] }),
    ],
    ['inqueryNIB: an object in place of a list', NIB_ASKED, company({ data_checklist: { id_izin: ID_IZIN } }), changed],
    ['inqueryNIB: a text in place of a list', NIB_ASKED, company({ data_checklist: 'tidak ada' }), changed],
    ['inqueryNIB: a day that does not exist', NIB_ASKED, company({ tgl_terbit_nib: '2026-02-31' }), changed],
    [
      'inqueryNIB: the key that ends with a space (section 4)',
      NIB_ASKED,
      company({ 'tipe_dokumen ': '5' }),
      found({ dokumen: 'perubahan', kodeDokumen: '5' }),
    ],
    [
      'inqueryNIB: a status of a permit and its file',
      NIB_ASKED,
      company({
        data_checklist: [{ id_izin: ID_IZIN, status_checklist: '50', file_izin_oss: 'https://x.contoh.invalid//1' }],
      }),
      found({ izin: [{ idIzin: ID_IZIN, kodeStatus: '50', berkas: 'https://x.contoh.invalid//1' }] }),
    ],
    ['inqueryNIB: a permit without its id', NIB_ASKED, company({ data_checklist: [{ kd_izin: '1' }] }), changed],
    [
      'inqueryNIBSTPW: 02 is the province, 03 the city (section 2)',
      { operation: 'nib-waralaba', asked: { nib: NIB } },
      {
        responinqueryNIBSTPW: {
          kode: 200,
          dataNIBSTPW: { nib: NIB, kewenangan: '02', data_checklist: [{ id_izin: ID_IZIN, kewenangan: '03' }] },
        },
      },
      found({ kewenangan: 'provinsi', izin: [{ kewenangan: 'kabupaten-kota', kodeKewenangan: '03' }] }),
    ],
    [
      'inqueryLicense: an id_izin of 30 (section 2)',
      RINCI,
      { dataLicense: { success: true, code: 200, message: '', data: { id_izin: `I-${'2'.repeat(28)}` }, meta: [] } },
      found({ idIzin: `I-${'2'.repeat(28)}` }),
    ],
    [
      'inqueryProyek: names of the example',
      PROYEK,
      project({ alamat_perseroan: 'Jl. A', npwp_perusahaan: '990101010190000', skala_usaha_final: '01' }),
      found({ alamat: 'Jl. A', npwp: '990101010190000', skala: 'mikro' }),
    ],
    [
      'inqueryProyek: names of the table',
      PROYEK,
      project({ alamat_perusahaan: 'Jl. B', npwp_perusahaaan: '990101010190000', skala_usaha: '02' }),
      found({ alamat: 'Jl. B', npwp: '990101010190000', skala: 'kecil' }),
    ],
    [
      'fetchNIB: permits stand inside kbli',
      { operation: 'nib-jejak', asked: { nib: NIB } },
      {
        responfetchNIB: { kode: 200, dataNIB: { _id: 'x', nib: NIB, data_proyek: [{ kbli: [{ id_izin: ID_IZIN }] }] } },
      },
      found({ proyek: [{ izin: [{ idIzin: ID_IZIN }] }] }),
    ],
    ['inqueryFileDS: a success without a link', BERKAS, { responInqueryFileDS: { status: '200' } }, changed],
    ['inqueryFileDS: its code as a number', BERKAS, { responInqueryFileDS: { status: 400 } }, absent],
    [
      'inqueryCertificate: a day that is no instant',
      SERTIFIKAT,
      {
        responInqueryCertificate: {
          kode: 200,
          dataCertificate: { id_permohonan_izin: ID_IZIN, nomor_sertifikat: 'S-1', tanggal_terbit: 'kemarin' },
        },
      },
      changed,
    ],
    ['getDataReferensi: no such list', REFERENSI, { respongetDataReferensi: { kode: 400, dataReferensi: [] } }, absent],
    [
      'getDataReferensi: a list that became an object',
      REFERENSI,
      { respongetDataReferensi: { kode: 200, dataReferensi: { '0': { kode_referensi: '1', uraian_referensi: 'x' } } } },
      changed,
    ],
    [
      'checkLicenseStatus: a hyphen is no file',
      CEK,
      { responcheckLicenseStatus: { kode: 200, dataIZIN: { ...dataIZIN, file_lampiran: '-' } } },
      found({ lampiran: null }),
    ],
  ])('%s', async (_name, question, body, want) => {
    expect(await read(question, body)).toMatchObject(want);
  });
});
