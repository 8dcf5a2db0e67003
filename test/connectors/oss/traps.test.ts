import { describe, expect, test } from '@jest/globals';
import { openEnvelope } from '../../../connectors/oss/protocol.ts';
import { absent, changed, changedAt, fault, found, refused } from '../wanted.ts';
import { FINAL, ID_IZIN, NIB, NOW, read, STATUS } from './wire.ts';

const CEK = { operation: 'izin-cek', asked: { idIzin: ID_IZIN } };
const KIRIM = { operation: 'izin-status', asked: STATUS };
const AKHIR = { operation: 'izin-final', asked: FINAL };
const dataIZIN = { nib: NIB, id_izin: ID_IZIN, kd_status: '50', uraian_status: 'Disetujui', file_lampiran: '-' };
const APPROVED = found({ status: 'disetujui', kodeStatus: '50' });

describe('three envelopes of one answer, and how they are written', () => {
  test.each<[string, object, object]>([
    ['that of the table', { responcheckLicenseStatus: { kode: 200, keterangan: 'Sukses', dataIZIN } }, APPROVED],
    ['that of the example', { responcheckStatusLicense: { kode: 200, keterangan: 'Sukses', dataIZIN } }, APPROVED],
    ['that of the error', { responsecheckStatusLicense: { kode: 400, keterangan: 'Tidak ada' } }, absent],
    ['another case', { RESPONCHECKLICENSESTATUS: { kode: 200, dataIZIN } }, APPROVED],
    [
      'a name that ends with a space',
      { 'responcheckLicenseStatus ': { 'kode ': 200, 'dataIZIN ': dataIZIN } },
      APPROVED,
    ],
    ['a code that is a text', { responcheckLicenseStatus: { kode: '200', dataIZIN } }, APPROVED],
    ['a code under `code`', { responcheckLicenseStatus: { code: 200, dataIZIN } }, APPROVED],
    ['a code under `status`', { responcheckLicenseStatus: { status: '200', dataIZIN } }, APPROVED],
    ['a name nobody gave', { hasil: { kode: 200, dataIZIN } }, APPROVED],
    ['no envelope at all', { kode: 200, dataIZIN }, APPROVED],
    [
      'a status of a later guide',
      { r: { kode: 200, dataIZIN: { ...dataIZIN, kd_status: '99' } } },
      found({ status: 'lain' }),
    ],
    ['no code', { responcheckLicenseStatus: { keterangan: 'Sukses', dataIZIN } }, changedAt('kode')],
    ['a list in place of the content', { responcheckLicenseStatus: [{ kode: 200, dataIZIN }] }, changedAt('kode')],
    ['a list in place of the record', { responcheckLicenseStatus: { kode: 200, dataIZIN: [] } }, changed],
    ['a record without its status', { respon: { kode: 200, dataIZIN: { id_izin: ID_IZIN } } }, changed],
    ['a list in place of everything', [], changedAt('kode')],
  ])('%s', async (_name, body, want) => {
    expect(await read(CEK, body)).toMatchObject(want);
  });
});

test('another name, and another member beside the envelope, are told as harmless', () => {
  const open = (body: object) =>
    openEnvelope({ status: 200, headers: {}, text: JSON.stringify(body) }, { instance: 'oss', now: NOW });
  expect(open({ responcheckNIB: { kode: 200 }, waktu: 1 }).extra).toMatchObject([{ path: '(envelope).waktu' }]);
  expect(open({ hasil: { kode: 200 } }).extra).toMatchObject([{ kind: 'additive', path: '(envelope)' }]);
  expect(open({ responcheckNIB: { kode: 200 } })).not.toHaveProperty('extra');
});

const said = (kode: unknown, keterangan = 'Ditolak') => ({
  responreceiveLicenseStatus: { kode, keterangan, dataNIB: {} },
});

describe('the codes of section 7, all with HTTP 200', () => {
  test.each<[string, object, object]>([
    ['200', said(200), found({ idIzin: ID_IZIN })],
    ['200 with another sentence', said(200, 'Apa saja'), found({ idIzin: ID_IZIN })],
    ['400, parameter wrong', said(400, 'Parameter kd_status tidak sesuai'), refused],
    ['400, not found', said(400, 'Data izin tidak ditemukan'), { ...refused, reason: 'tidak-ditemukan' }],
    ['400 as a text', said('400'), refused],
    ['401', said(401, 'User tidak valid'), fault('auth', 'user_invalid')],
    ['403', said(403, 'Akses ilegal'), refused],
    ['404', said(404, 'Service tidak ditemukan'), refused],
    ['405', said(405), refused],
    ['500', said(500), fault('unanswered', 'kode_500')],
    ['504', said('504'), fault('unanswered', 'kode_504')],
    ['a code nobody named', said(299), changed],
  ])('%s', async (_name, body, want) => {
    expect(await read(KIRIM, body)).toMatchObject(want);
  });
});

test.each(['500', '504'])('after %s nobody knows whether it was done', async (kode) => {
  expect(await read(AKHIR, { responreceiveLicense: { kode } })).toMatchObject({ fault: { outcome: 'unknown' } });
});

describe('answers that OSS did not write', () => {
  const page = '<!DOCTYPE html><html><body>Sedang dalam pemeliharaan</body></html>';
  test.each<[string, string, number, object]>([
    [
      'a maintenance page with 200',
      page,
      200,
      { ...fault('unavailable', 'html'), ...{ fault: { outcome: 'unknown' } } },
    ],
    ['nothing', '', 200, fault('unavailable', 'empty_body')],
    ['cut JSON', '{"responreceiveLicenseStatus":{"ko', 200, fault('unavailable', 'broken_json')],
    ['a sentence', 'Service Unavailable', 200, fault('unavailable', 'not_json')],
    ['HTTP 500', page, 500, { kind: 'fault', fault: { trouble: 'unanswered', outcome: 'unknown' } }],
    ['HTTP 502', page, 502, { kind: 'fault', fault: { trouble: 'unavailable', outcome: 'unknown' } }],
    ['HTTP 504', page, 504, { kind: 'fault', fault: { trouble: 'unanswered', outcome: 'unknown' } }],
    [
      'HTTP 504 of a gateway that writes JSON',
      '{"message":"x"}',
      504,
      { kind: 'fault', fault: { outcome: 'unknown' } },
    ],
    ['HTTP 503', page, 503, { kind: 'fault', fault: { trouble: 'unavailable', outcome: 'not-done' } }],
    ['HTTP 429', '{}', 429, { kind: 'fault', fault: { trouble: 'throttled', outcome: 'not-done' } }],
    ['HTTP 401', '{}', 401, { kind: 'fault', fault: { trouble: 'auth', outcome: 'not-done' } }],
    ['HTTP 404, a page', page, 404, changedAt('(path)')],
    ['HTTP 404, JSON', '{"message":"no Route matched"}', 404, changedAt('(path)')],
    ['HTTP 400 around a code', JSON.stringify(said(400)), 400, refused],
    ['HTTP 500 around a code of 200', JSON.stringify(said(200)), 500, found({ idIzin: ID_IZIN })],
  ])('%s', async (_name, body, status, want) => {
    expect(await read(KIRIM, body, { status })).toMatchObject(want);
  });
});

describe('look-ups: what is not there, by method', () => {
  const nib = { nib: NIB };
  test.each<[string, { operation: string; asked: Readonly<Record<string, unknown>> }, object, object]>([
    [
      'inqueryNIB: a list of nothing',
      { operation: 'nib', asked: nib },
      { responinqueryNIB: { kode: 400, keterangan: 'Tidak ada', dataNIB: [] } },
      absent,
    ],
    [
      'inqueryNIB: a list in a success',
      { operation: 'nib', asked: nib },
      { responinqueryNIB: { kode: 200, dataNIB: [] } },
      changed,
    ],
    [
      'inqueryNIB: a parameter',
      { operation: 'nib', asked: nib },
      { responinqueryNIB: { kode: 400, keterangan: 'Parameter nib kosong' } },
      fault('misasked'),
    ],
    [
      'checkNIB: empty texts',
      { operation: 'nib-cek', asked: nib },
      { responcheckNIB: { kode: 400, dataNIB: { nib: '', nama_perusahaan: '', status: '' } } },
      absent,
    ],
    [
      'checkNIB: its own `status` is no code',
      { operation: 'nib-cek', asked: nib },
      { responcheckNIB: { kode: 200, dataNIB: { nib: NIB, nama_perusahaan: 'X', status: '01' } } },
      found({ nib: NIB, kodeStatusNib: '01' }),
    ],
    [
      'fetchNIB',
      { operation: 'nib-jejak', asked: nib },
      { responfetchNIB: { kode: 400, dataNIB: [], meta: null } },
      absent,
    ],
    [
      'inqueryLicense: the reason is in meta',
      { operation: 'izin-rinci', asked: CEK.asked },
      { dataLicense: { success: false, code: 400, message: '', meta: [{ message: 'Tidak ada', field: 'id_izin' }] } },
      absent,
    ],
    [
      'inqueryLicense: a failure that calls itself 200',
      { operation: 'izin-rinci', asked: CEK.asked },
      { dataLicense: { success: false, code: 200, data: { id_izin: ID_IZIN } } },
      changedAt('success'),
    ],
    [
      'inqueryProyek: flat',
      { operation: 'proyek', asked: { nib: NIB, idProyek: 'R-1' } },
      { kode_status: '400', keterangan: 'Tidak ada', data: null, meta: null },
      absent,
    ],
    [
      'inqueryFileDS: not ready',
      { operation: 'berkas', asked: CEK.asked },
      { responInqueryFileDS: { status: '400', keterangan: 'Belum ada' } },
      absent,
    ],
    [
      'inqueryFileDS: a double slash',
      { operation: 'berkas', asked: CEK.asked },
      { responInqueryFileDS: { status: '200', keterangan: '', url_file_ds: 'https://x.contoh.invalid//1.pdf' } },
      found({ tautan: 'https://x.contoh.invalid//1.pdf' }),
    ],
    [
      'inqueryCertificate: a UTC instant',
      { operation: 'sertifikat', asked: CEK.asked },
      {
        responInqueryCertificate: {
          kode: 200,
          dataCertificate: {
            id_permohonan_izin: ID_IZIN,
            nomor_sertifikat: 'S-1',
            tanggal_terbit: '2026-02-02T17:00:00.000Z',
            masa_berlaku: '5 Tahun',
          },
        },
      },
      found({ terbitPada: '2026-02-03T00:00:00+07:00' }),
    ],
    [
      'receiveLicenseKKPR: a name with a space',
      { operation: 'izin-kkpr', asked: { ...STATUS, status: 'disetujui' } },
      { 'responreceiveLicenseKKPR ': { kode: 200, keterangan: 'Sukses' } },
      found({ idIzin: ID_IZIN }),
    ],
    [
      'receiveCertificate: a capital R',
      {
        operation: 'sertifikat-kirim',
        asked: {
          idIzin: ID_IZIN,
          nomor: 'S-1',
          tanggalTerbit: '2026-02-03',
          masaBerlaku: '5',
          satuanWaktu: 'Tahun',
          jenis: 'Standar',
          tautan: 'https://x.contoh.invalid/1.pdf',
        },
      },
      { responReceiveCertificate: { kode: 200, dataCertificate: { id_sertifikat: 'SHI-1' } } },
      found({ idSertifikat: 'SHI-1' }),
    ],
    [
      'updateLicense: no such account',
      { operation: 'izin-ubah', asked: FINAL },
      { responupdateLicense: { kode: 400, keterangan: 'OSS ID tidak ditemukan' } },
      refused,
    ],
    [
      'updateLicense: nothing was signed',
      { operation: 'izin-ubah', asked: FINAL },
      { responupdateLicense: { kode: '400', keterangan: 'Gagal Reset DS' } },
      refused,
    ],
  ])('%s', async (_name, question, body, want) => {
    expect(await read(question, body)).toMatchObject(want);
  });
});
