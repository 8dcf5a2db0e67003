import { expect, test } from '@jest/globals';
import { ossSandbox } from '../../../connectors/oss/sandbox/server.ts';
import type { SettableSandbox } from '../../../connectors/sandbox-kit/server.ts';
import type { Asked } from '../../../hub/mapping/field.ts';
import { withSandbox } from '../sandbox-kit/with-sandbox.ts';
import { absent, changedAt, fault, found, refused } from '../wanted.ts';
import { ask, configAt, FINAL, ID_IZIN, NIB, NOW, overTheWire, STATUS } from './wire.ts';

interface AtOss {
  readonly sandbox: SettableSandbox;
  asking(operation: string, asked: Asked, release?: string): ReturnType<typeof ask>;
  pass(seconds: number): void;
}

async function withOss(use: (at: AtOss) => Promise<void>): Promise<void> {
  let at = NOW.getTime();
  const now = () => new Date(at);
  await withSandbox(
    ossSandbox,
    async (sandbox) => {
      sandbox.set({ cityUrl: '' });
      const config = configAt(sandbox.url);
      await use({
        sandbox,
        asking: (operation, asked, release = 'oss-rba') => ask({ operation, asked, release, config, now }, overTheWire),
        pass: (seconds) => {
          at += seconds * 1000;
        },
      });
    },
    { now },
  );
}

interface Ledger {
  readonly permits: readonly { readonly idIzin: string; readonly status: string; readonly nomor: string }[];
  readonly submissions: readonly { readonly method: string; readonly status: string; readonly times: number }[];
}
const ledgerOf = (sandbox: SettableSandbox) => sandbox.ledger() as Ledger;
const permitIn = (sandbox: SettableSandbox) => ledgerOf(sandbox).permits.find(({ idIzin }) => idIzin === ID_IZIN);
const TAGIHAN = { kodeBayar: '990042', tanggal: '2026-02-04', berlakuSampai: '2026-03-04', nominal: 125000 };
const SERTIFIKAT = {
  ...{ idIzin: ID_IZIN, nomor: 'S-1', tanggalTerbit: '2026-02-03', masaBerlaku: '5', satuanWaktu: 'Tahun' },
  ...{ jenis: 'Standar', tautan: 'https://x.contoh.invalid/1.pdf' },
};

test('a permit from its documents to its signed file', () =>
  withOss(async ({ sandbox, asking, pass }) => {
    sandbox.set({ fileDelaySeconds: 60 });
    expect(await asking('izin-cek', { idIzin: ID_IZIN })).toMatchObject(found({ status: 'persyaratan-diisi' }));
    expect(await asking('izin-status', STATUS)).toMatchObject(found({ idIzin: ID_IZIN }));
    expect(await asking('izin-tagihan', { ...STATUS, tagihan: TAGIHAN })).toMatchObject(found({ idIzin: ID_IZIN }));
    expect(await asking('izin-survei', { ...STATUS, hasil: 'sesuai' })).toMatchObject(found({ idIzin: ID_IZIN }));
    expect(await asking('izin-cek', { idIzin: ID_IZIN })).toMatchObject(found({ status: 'persyaratan-terverifikasi' }));
    expect(await asking('izin-ubah', FINAL)).toMatchObject(refused);
    const nomorIzin = `${ID_IZIN.slice(2)}/OSS`;
    expect(await asking('izin-final', FINAL)).toMatchObject(found({ nomorIzin }));
    expect(await asking('berkas', { idIzin: ID_IZIN })).toMatchObject(absent);
    pass(61);
    expect(await asking('berkas', { idIzin: ID_IZIN })).toMatchObject(
      found({ tautan: `https://berkas.oss.contoh.invalid//izin/${ID_IZIN}.pdf` }),
    );
    expect(
      await asking('izin-ubah', { ...FINAL, nomorIzin, lampiran: 'https://x.contoh.invalid/2.pdf' }),
    ).toMatchObject(found({ nomorIzin, keteranganBerkas: 'Berhasil Reset DS' }));
    expect(ledgerOf(sandbox).submissions.map(({ method, status }) => `${method} ${status}`)).toEqual([
      ...['receiveLicenseStatus 10', 'receiveLicenseStatus 31', 'receiveLicenseStatus 45'],
      ...['receiveLicense 50', 'updateLicense 50'],
    ]);
  }));

test('the older generation: a key, fewer statuses, the same permit', () =>
  withOss(async ({ sandbox, asking }) => {
    const old = (operation: string, asked: Asked) => asking(operation, asked, 'oss-1.1');
    expect(await old('nib', { nib: NIB })).toMatchObject(found({ nib: NIB }));
    expect(await old('izin-status', { ...STATUS, status: 'dicabut' })).toMatchObject(found({ idIzin: ID_IZIN }));
    expect(await old('izin-survei', { ...STATUS, hasil: 'sesuai' })).toMatchObject(found({ idIzin: ID_IZIN }));
    expect(await old('izin-tagihan', { ...STATUS, tagihan: TAGIHAN })).toMatchObject(found({ idIzin: ID_IZIN }));
    expect(await old('izin-final', FINAL)).toMatchObject(found({ nomorIzin: `${ID_IZIN.slice(2)}/OSS` }));
    sandbox.fault({ kind: 'key-dies', times: 1 });
    expect(await old('izin-cek', { idIzin: ID_IZIN })).toMatchObject(found({ status: 'disetujui' }));
    expect(await old('referensi', { kode: '8' })).toMatchObject({ kind: 'found' });
    expect(sandbox.calls().filter(({ path }) => path.endsWith('sendSecurityKey'))).toHaveLength(2);
    sandbox.set({ password: 'lain' });
    sandbox.fault({ kind: 'key-dies', times: 1 });
    expect(await old('izin-cek', { idIzin: ID_IZIN })).toMatchObject(fault('auth', 'no_key'));
  }));

test('every look-up there is, and what it says of nobody', () =>
  withOss(async ({ asking }) => {
    const person = '9901046209010004';
    expect(await asking('nib', { nib: NIB })).toMatchObject(
      found({ perusahaan: { nama: 'KEDAI CONTOH RINA' }, tanggalPerubahan: null, izin: [{ idIzin: ID_IZIN }, {}] }),
    );
    expect(await asking('nib-akun', { npwp: person })).toMatchObject({ kind: 'found' });
    expect(await asking('nib-akun', { ossId: STATUS.ossId })).toMatchObject(found({ nib: NIB }));
    expect(await asking('nib-cek', { nib: NIB })).toMatchObject(
      found({ nama: 'KEDAI CONTOH RINA', statusNib: 'aktif' }),
    );
    expect(await asking('nib-jejak', { nib: NIB })).toMatchObject(found({ proyek: [{ izin: [{ idIzin: ID_IZIN }] }] }));
    expect(await asking('nib-waralaba', { nib: NIB })).toMatchObject(found({ nib: NIB }));
    expect(await asking('izin-rinci', { idIzin: ID_IZIN })).toMatchObject(found({ kewenangan: 'kabupaten-kota' }));
    expect(await asking('proyek', STATUS)).toMatchObject(found({ nama: 'KEDAI CONTOH RINA', skala: 'mikro' }));
    expect(await asking('referensi', { kode: '8' })).toMatchObject(found([{ kode: '033000000001' }, {}]));
    expect(await asking('sertifikat-kirim', SERTIFIKAT)).toMatchObject(
      found({ idSertifikat: `SHI-${ID_IZIN.slice(2)}` }),
    );
    expect(await asking('sertifikat', SERTIFIKAT)).toMatchObject(
      found({ terbitPada: '2026-02-03T00:00:00+07:00', masaBerlaku: '5 Tahun' }),
    );
    const nobody = { nib: '9999999999999', idIzin: 'I-0', idProyek: 'R-0', kode: '99' };
    const reads = [
      'nib',
      'nib-cek',
      'nib-jejak',
      'nib-waralaba',
      'izin-cek',
      'izin-rinci',
      'proyek',
      'referensi',
      'berkas',
    ];
    for (const operation of [...reads, 'sertifikat'])
      expect([operation, await asking(operation, nobody)]).toMatchObject([operation, absent]);
  }));

test.each<[string, Readonly<Record<string, unknown>>]>([
  ['the envelope of the example', { statusEnvelope: 'responcheckStatusLicense' }],
  ['the envelope of the error', { statusEnvelope: 'responsecheckStatusLicense' }],
  ['HTTP statuses that say what the code says', { httpStatus: 'as-code' }],
])('with %s a permit is found, and nobody’s is absent', (_name, settings) =>
  withOss(async ({ sandbox, asking }) => {
    sandbox.set({ ...settings });
    expect(await asking('izin-cek', { idIzin: ID_IZIN })).toMatchObject(found({ kodeStatus: '09' }));
    expect(await asking('izin-cek', { idIzin: 'I-0' })).toMatchObject(absent);
  }),
);

test.each<[string, Readonly<Record<string, unknown>>, object]>([
  ['a code that is a text', { kind: 'code-as-text' }, found({ idIzin: ID_IZIN })],
  ['names that end with a space', { kind: 'spaced-names' }, found({ idIzin: ID_IZIN })],
  ['a member nobody documented', { kind: 'add', field: 'responreceiveLicenseStatus.baru' }, found({ idIzin: ID_IZIN })],
  ['a list in place of the object', { kind: 'list-for-object' }, changedAt('kode')],
  ['another name of the code', { kind: 'rename', from: 'kode', to: 'hasil' }, changedAt('kode')],
  ['code 500', { kind: 'code', kode: 500 }, fault('unanswered', 'kode_500')],
  ['code 405', { kind: 'code', kode: 405 }, refused],
  ['a page with 200', { kind: 'html' }, fault('unavailable', 'html')],
  ['a notice of maintenance', { kind: 'maintenance' }, fault('maintenance')],
  ['half an answer', { kind: 'truncate' }, fault('unavailable', 'broken_json')],
])('%s', (_name, given, want) =>
  withOss(async ({ sandbox, asking }) => {
    sandbox.fault({ ...given, times: 1 } as never);
    expect(await asking('izin-status', STATUS)).toMatchObject(want);
  }),
);

test.each([
  ['time-out', 'unanswered'],
  ['reset-after', 'unanswered'],
])('a permit whose answer is lost (%s) is there when its status is asked', (kind, trouble) =>
  withOss(async ({ sandbox, asking }) => {
    sandbox.fault({ kind, times: 1 });
    expect(await asking('izin-final', FINAL)).toMatchObject({ kind: 'fault', fault: { trouble, outcome: 'unknown' } });
    expect(await asking('izin-cek', { idIzin: ID_IZIN })).toMatchObject(found({ status: 'disetujui' }));
    const { nomor } = permitIn(sandbox) ?? {};
    expect(await asking('izin-final', FINAL)).toMatchObject(found({ nomorIzin: nomor })); // and keeps its number
    expect(ledgerOf(sandbox).submissions).toMatchObject([{ method: 'receiveLicense', times: 2 }]);
  }),
);

test.each<[string, string, Readonly<Record<string, unknown>>, object, object]>([
  ['a key that is not known', 'izin-status', STATUS, { userKey: 'lain' }, fault('auth', 'user_invalid')],
  ['another institution', 'izin-status', STATUS, { institution: '999' }, refused],
  ['another city', 'izin-status', STATUS, { regionCode: '1276000000' }, refused],
  ['a method that is closed', 'izin-status', STATUS, { closedMethods: ['receiveLicenseStatus'] }, refused],
  ['a permit nobody knows', 'izin-final', { ...FINAL, idIzin: 'I-0' }, {}, refused],
  ['another account', 'izin-ubah', { ...FINAL, ossId: 'P-0' }, {}, refused],
  [
    'a title of 151 characters',
    'izin-final',
    { ...FINAL, penandaTangan: { ...FINAL.penandaTangan, jabatan: 'x'.repeat(151) } },
    {},
    refused,
  ],
  [
    'the other envelope of a certificate',
    'sertifikat-kirim',
    SERTIFIKAT,
    { certificateEnvelope: 'receiveCertificate' },
    refused,
  ],
])('%s', (_name, operation, asked, settings, want) =>
  withOss(async ({ sandbox, asking }) => {
    sandbox.set({ ...settings });
    expect(await asking(operation, asked)).toMatchObject(want);
    expect(ledgerOf(sandbox).submissions).toEqual([]);
  }),
);
