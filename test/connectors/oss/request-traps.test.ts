import { expect, test } from '@jest/globals';
import type { HttpRequest } from '../../../connectors/connector.ts';
import { ossSandbox } from '../../../connectors/oss/sandbox/server.ts';
import { withSandbox } from '../sandbox-kit/with-sandbox.ts';
import { found, refused } from '../wanted.ts';
import { ask, configAt, FINAL, ID_IZIN, NIB, NOW, overTheWire, STATUS } from './wire.ts';

const KIRIM = { operation: 'izin-status', asked: STATUS };
const AKHIR = { operation: 'izin-final', asked: FINAL };

async function requestOf(question: Parameters<typeof ask>[0]): Promise<HttpRequest> {
  let sent: HttpRequest | undefined;
  await ask(question, async (request) => {
    sent = request;
    return { status: 200, headers: {}, text: '{}' };
  });
  if (!sent) throw new Error('nothing was sent');
  return sent;
}

test('a call of RBA, byte for byte: key, path, envelope, the institution and 19 characters of time', async () => {
  const { method, url, headers, body } = await requestOf({ ...KIRIM, headers: { 'Idempotency-Key': 'psn-1' } });
  expect([method, url]).toEqual(['POST', 'http://127.0.0.1:1/v1/kl/rba/receiveLicenseStatus']);
  expect(headers).toEqual({
    ...{ Accept: 'application/json', 'Content-Type': 'application/json', user_key: 'kunci-oss-untuk-uji' },
  });
  expect(JSON.parse(body ?? '')).toMatchObject({
    IZINSTATUS: { kd_instansi: '275', id_produk: '', tgl_status: '2026-02-04 08:05:09', kd_status: '10' },
  });
});

test('a permit goes without id_produk and data_pnbp, and without a number where there is none', async () => {
  const { body = '' } = await requestOf({ ...AKHIR, asked: { ...FINAL, idProduk: 'P', tagihan: {} } });
  expect(body).not.toMatch(/id_produk|data_pnbp/);
  expect(JSON.parse(body)).toMatchObject({ IZINFINAL: { nomor_izin: '', status_izin: '50' } });
});

test('the envelope of a certificate is a setting', async () => {
  const asked = { idIzin: ID_IZIN, nomor: 'S-1', tanggalTerbit: '2026-02-03', masaBerlaku: '5' };
  const full = { ...asked, satuanWaktu: 'Tahun', jenis: 'Standar', tautan: 'https://x.contoh.invalid/1.pdf' };
  const question = { operation: 'sertifikat-kirim', asked: full };
  const envelopes = { 'sertifikat-kirim': 'receiveCertificate' };
  expect((await requestOf(question)).body).toMatch(/^{"DATACERTIFICATE":{/);
  expect((await requestOf({ ...question, config: configAt(undefined, { envelopes }) })).body).toMatch(
    /^{"receiveCertificate":{/,
  );
});

test.each([
  ['rba', 'dicabut'],
  ['rba', 'fiktif-positif'],
  ['1.1', 'persyaratan-ditolak'],
])('OSS %s is never sent a status that is not the city’s to send: %s', async (release, status) => {
  const question = { ...KIRIM, release: `oss-${release}`, asked: { ...STATUS, status } };
  await expect(requestOf(question)).rejects.toThrow(RangeError);
});

test.each(['rba', 'oss-1.1'])('an instance without the credentials of %s says which are lacking', async (name) => {
  const config = configAt(undefined, { services: { [name]: { baseUrl: 'http://127.0.0.1:1', keyMinutes: 30 } } });
  const question = { ...KIRIM, release: name === 'rba' ? 'oss-rba' : name, config };
  await expect(requestOf(question)).rejects.toThrow(`the OSS service "${name}" has no`);
});

// Section 7: what is asked, and in which envelope; 4.3.16 changed that of checkLicenseStatus
test.each<[string, Readonly<Record<string, unknown>>, string, string | undefined]>([
  ['nib', { nib: NIB }, '/inqueryNIB', `{"INQUERYNIB":{"nib":"${NIB}"}}`],
  ['nib-akun', { npwp: '9901010101900001' }, '/inqueryNIB', '{"INQUERYNIB":{"npwp":"9901010101900001"}}'],
  ['nib-cek', { nib: NIB }, '/checkNIB', `{"CHECKNIB":{"nib":"${NIB}"}}`],
  ['nib-jejak', { nib: NIB }, '/fetchNIB', `{"FETCHNIB":{"nib":"${NIB}"}}`],
  ['nib-waralaba', { nib: NIB }, '/inqueryNIBSTPW', `{"INQUERYNIBSTPW":{"nib":"${NIB}"}}`],
  ['izin-cek', { idIzin: 'I-1' }, '/checkLicenseStatus', '{"CHECKLICENSESTATUS":{"id_izin":"I-1"}}'],
  ['izin-rinci', { idIzin: 'I-1' }, '/inqueryLicense', '{"INQUERYLICENSE":{"id_izin":"I-1","data_persyaratan":true}}'],
  ['proyek', { nib: NIB, idProyek: 'R-1' }, '/inqueryProyek', `{"nib":"${NIB}","id_proyek":"R-1"}`],
  ['referensi', { kode: '8' }, '/getDataReferensi', '{"GETDATAREFERENSI":{"kode":"8"}}'],
  ['berkas', { idIzin: 'I-1' }, '/inqueryFileDS', '{"INQUERYFILEDS":{"id_permohonan_izin":"I-1"}}'],
  ['sertifikat', { idIzin: 'I-1' }, '/inqueryCertificate/I-1', undefined],
])('%s is asked as the guide asks it', async (operation, asked, path, body) => {
  const sent: unknown[] = [];
  await ask({ operation, asked }, async (request) => {
    sent.push([request.method, request.url, request.body]);
    return { status: 200, headers: {}, text: '{}' };
  });
  const method = body === undefined ? 'GET' : 'POST';
  expect(sent).toEqual([[method, `http://127.0.0.1:1/v1/kl/rba${path}`, body]]);
});

// Section 6: lengths are checked there, and the refusal names the parameter (section 11)
test.each<[string, string, Readonly<Record<string, unknown>>, string]>([
  ['nomor_izin of 51', 'izin-final', { ...FINAL, nomorIzin: 'x'.repeat(51) }, 'nomor_izin'],
  [
    'nama_ttd of 51',
    'izin-final',
    { ...FINAL, penandaTangan: { ...FINAL.penandaTangan, nama: 'x'.repeat(51) } },
    'nama_ttd',
  ],
  [
    'nip_ttd of 26',
    'izin-final',
    { ...FINAL, penandaTangan: { ...FINAL.penandaTangan, nip: '9'.repeat(26) } },
    'nip_ttd',
  ],
  [
    'jabatan_ttd of 151',
    'izin-ubah',
    { ...FINAL, penandaTangan: { ...FINAL.penandaTangan, jabatan: 'x'.repeat(151) } },
    'jabatan_ttd',
  ],
  ['jenis_perizinan of 4', 'izin-final', { ...FINAL, jenisPerizinan: 'K022' }, 'jenis_perizinan'],
  ['oss_id of 26', 'izin-status', { ...STATUS, ossId: 'P'.repeat(26) }, 'oss_id'],
  ['id_izin of 26', 'izin-status', { ...STATUS, idIzin: 'I'.repeat(26) }, 'id_izin'],
  ['nip_status of 51', 'izin-status', { ...STATUS, petugas: { nip: '9'.repeat(51), nama: 'X' } }, 'nip_status'],
  ['id_produk of 26', 'izin-status', { ...STATUS, idProduk: 'P'.repeat(26) }, 'id_produk'],
  ['kd_izin of 14', 'izin-kkpr', { ...STATUS, kodeIzin: '0'.repeat(14) }, 'kd_izin'],
])('%s is refused there, and nothing is booked', (_name, operation, asked, parameter) =>
  withSandbox(ossSandbox, async (sandbox) => {
    sandbox.set({ cityUrl: '' });
    let said = '';
    const verdict = await ask({ operation, asked, config: configAt(sandbox.url) }, async (request) => {
      const answer = await overTheWire(request);
      said = answer.text;
      return answer;
    });
    expect(verdict).toMatchObject(refused);
    expect(said).toContain(`Panjang parameter ${parameter} tidak sesuai`);
    expect(sandbox.ledger()).toMatchObject({ submissions: [] });
  }),
);

// What the mapping knows to be wrong is not even sent
test.each<[string, string, Readonly<Record<string, unknown>>]>([
  ['a NIB of 12 digits', 'izin-status', { ...STATUS, nib: '999900000042' }],
  ['a NIB with letters', 'nib', { nib: '99990000000AB' }],
  ['a region of 4 digits', 'izin-final', { ...FINAL, kodeDaerah: '1275' }],
  ['a day that does not exist', 'izin-final', { ...FINAL, tanggalTerbit: '2026-02-31' }],
  ['a status without its officer', 'izin-status', { ...STATUS, petugas: undefined }],
])('%s is not sent', async (_name, operation, asked) => {
  await expect(requestOf({ operation, asked })).rejects.toThrow(RangeError);
});

test('a permit in two steps: without its file for the number, then with it (section 6.2)', () =>
  withSandbox(
    ossSandbox,
    async (sandbox) => {
      sandbox.set({ cityUrl: '' });
      const config = configAt(sandbox.url);
      const asking = (asked: Readonly<Record<string, unknown>>) => ask({ ...AKHIR, asked, config }, overTheWire);
      const nomorIzin = `${ID_IZIN.slice(2)}/OSS`;
      expect(await asking(FINAL)).toMatchObject(found({ nomorIzin, lampiran: null }));
      const lampiran = 'https://berkas.contoh.invalid//izin.pdf';
      expect(await asking({ ...FINAL, nomorIzin, lampiran })).toMatchObject(found({ nomorIzin, lampiran }));
    },
    { now: () => NOW },
  ));
