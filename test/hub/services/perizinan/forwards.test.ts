import { describe, expect, test } from '@jest/globals';
import { permitWith } from '../../../connectors/oss/documents.ts';
import { until } from '../../until.ts';
import { arrived, FILE, FINAL, NUMBER, post, STATUS, withIssued } from './deciding.ts';
import { dataOf, ID, NIB, OFFICER, type Permits, PROVINCIAL, WAIT, withPermits } from './with-permits.ts';

const BILL = {
  tagihan: { kodeBayar: '820260210000001', tanggal: '2026-02-04', berlakuSampai: '2026-02-18', nominal: 250_000 },
  ...{ petugas: OFFICER, keterangan: 'Silakan membayar retribusi' },
};
const SURVEY = { hasil: 'sesuai', petugas: OFFICER, keterangan: 'Lokasi sesuai' };
const OLD_RELEASE = { config: { instances: { oss: { releases: ['oss-1.1'] } } } };

const put = (permits: Permits, body: object) =>
  permits.ask('PUT', `/v1/perizinan/${ID}/dokumen`, {
    body: JSON.stringify(body),
    headers: { 'Content-Type': 'application/json', ...WAIT.headers },
  });

describe.each([
  { release: 'oss-rba', options: {} },
  { release: 'oss-1.1', options: OLD_RELEASE },
])('by $release', ({ options }) => {
  test('a status, a bill, a survey and the permit arrive in order, and become part of the permit', () =>
    withIssued(async (permits) => {
      await arrived(post(permits, 'status', { ...STATUS, status: 'dokumen-lengkap' }));
      expect(await permits.izin()).toMatchObject({
        ...{ keadaan: 'diproses', statusTerkirim: { layanan: 'statusIzin', status: 'dokumen-lengkap' } },
      });
      await arrived(post(permits, 'tagihan', BILL));
      expect((await permits.izin()).statusTerkirim?.status).toBe('minta-pembayaran');
      await arrived(post(permits, 'survei', SURVEY));
      const { id, hasil, perihal } = await arrived(post(permits, 'dokumen', FINAL));
      expect({ hasil, perihal }).toMatchObject({
        hasil: { nomorIzin: NUMBER },
        perihal: { jenis: 'perizinan', id: ID },
      });
      const izin = await permits.izin();
      expect(izin).toMatchObject({ keadaan: 'disetujui', nomorIzin: NUMBER, statusTerkirim: { pesan: id } });
      expect(izin.pengiriman?.map(({ layanan, keadaan }) => `${layanan} ${keadaan}`)).toEqual([
        ...['kirimDokumenIzin terkirim', 'surveiIzin terkirim', 'tagihanIzin terkirim', 'statusIzin terkirim'],
      ]);
      expect(permits.sent().map(({ method, times }) => `${method} ${times}`)).toEqual([
        ...['receiveLicenseStatus 1', 'receiveLicenseStatus 1', 'receiveLicenseStatus 1', 'receiveLicense 1'],
      ]);
      expect((await permits.get('/v1/perizinan?keadaan=disetujui')).body).toMatchObject({ data: [{ idIzin: ID }] });
    }, options));

  test('a permit whose answer is lost is not sent twice, and the status there counts', () =>
    withIssued(async (permits) => {
      permits.sandboxes.oss.fault({ kind: 'reset-after', path: 'receiveLicense', times: 1 });
      await arrived(post(permits, 'dokumen', FINAL));
      expect(permits.sent()).toEqual([{ method: 'receiveLicense', idIzin: ID, status: '50', times: 1 }]);
      expect(await permits.izin()).toMatchObject({ keadaan: 'disetujui', nomorIzin: null });
    }, options));
});

test('a status whose answer is lost is sent again', () =>
  withIssued(async (permits) => {
    permits.sandboxes.oss.fault({ kind: 'reset-after', path: 'receiveLicenseStatus', times: 1 });
    await arrived(post(permits, 'status', STATUS));
    expect(permits.sent()).toMatchObject([{ method: 'receiveLicenseStatus', status: '45', times: 2 }]);
  }));

test('a corrected attachment takes the place of the first, with the number that is known', () =>
  withIssued(async (permits) => {
    await arrived(post(permits, 'dokumen', { ...FINAL, lampiran: FILE }));
    const other = 'https://berkas.contoh.invalid/izin-perbaikan.pdf';
    permits.sandboxes.oss.fault({ kind: 'reset-after', path: 'updateLicense', times: 1 });
    await arrived(put(permits, { ...FINAL, lampiran: other, tahunBerlaku: 5 }));
    expect(permits.sent().map(({ method, times }) => `${method} ${times}`)).toEqual([
      'receiveLicense 1',
      'updateLicense 1',
    ]);
    expect(await permits.izin()).toMatchObject({ nomorIzin: NUMBER, keadaan: 'disetujui' });
  }));

test('1.1 has no way to correct an attachment, and says so', () =>
  withIssued(async (permits) => {
    const { status, body } = await put(permits, { ...FINAL, lampiran: FILE });
    expect({ status, type: (body as { type: string }).type }).toMatchObject({ status: 503 });
  }, OLD_RELEASE));

test('a refusal inside HTTP 200 is told with OSS’s words, and a corrected body arrives', () =>
  withIssued(async (permits) => {
    permits.sandboxes.oss.fault({ kind: 'code', kode: 400, message: 'Keterangan tidak sesuai', times: 1 });
    const refused = dataOf(await post(permits, 'status', STATUS));
    expect(refused).toMatchObject({ keadaan: 'ditolak', hulu: { pesan: 'Keterangan tidak sesuai' } });
    expect(await permits.izin()).toMatchObject({ keadaan: 'diajukan', statusTerkirim: null });
    const body = { ...STATUS, status: 'dokumen-belum-lengkap', keterangan: 'Lengkapi denah' };
    expect((await permits.post(`/v1/pesan/${refused.id}/ulang`, body)).status).toBe(202);
    await until('it arrived', async () => (await permits.izin()).statusTerkirim !== null);
    expect(await permits.izin()).toMatchObject({
      keadaan: 'diproses',
      statusTerkirim: { status: 'dokumen-belum-lengkap' },
    });
    expect(permits.sent()).toMatchObject([{ status: '11', times: 1 }]);
  }));

test('a key of the same kind repeated is one message', () =>
  withIssued(async (permits) => {
    const once = { headers: { ...WAIT.headers, 'Idempotency-Key': 'k-1' } };
    const [one, other] = await Promise.all([1, 2].map(() => permits.post(`/v1/perizinan/${ID}/status`, STATUS, once)));
    expect(dataOf(one ?? { body: {} }).id).toBe(dataOf(other ?? { body: {} }).id);
    expect(permits.sent()).toMatchObject([{ times: 1 }]);
  }));

test('a warning after the permit was given takes nothing back, a refusal does', () =>
  withIssued(async (permits) => {
    await arrived(post(permits, 'dokumen', FINAL));
    await arrived(post(permits, 'status', { ...STATUS, status: 'peringatan' }));
    expect(await permits.izin()).toMatchObject({ keadaan: 'disetujui', statusTerkirim: { status: 'peringatan' } });
    await arrived(post(permits, 'status', { ...STATUS, status: 'ditolak' }));
    expect((await permits.izin()).keadaan).toBe('ditolak');
  }));

test('a cancellation that comes while a status is under way stands', () =>
  withIssued(async (permits) => {
    permits.sandboxes.oss.fault({ kind: 'slow', delayMs: 400, path: 'receiveLicenseStatus', times: 1 });
    const sending = post(permits, 'status', STATUS);
    await until('it is under way', () => permits.sent().length === 1);
    await permits.act('cancel');
    await arrived(sending);
    expect(await permits.izin()).toMatchObject({
      ...{ keadaan: 'dibatalkan', statusTerkirim: { status: 'persyaratan-terverifikasi' } },
    });
  }));

describe('problems', () => {
  const problem = ({ status, body }: { readonly status: number; readonly body: unknown }) => {
    const { type, kesalahan = [] } = body as { type: string; kesalahan?: { di: string }[] };
    return [status, type.split(':').at(-1), ...kesalahan.map(({ di }) => di)].join(' ');
  };

  const wrong = [
    {
      what: 'a word that is none',
      path: 'status',
      body: { ...STATUS, status: 'beres' },
      want: '400 permintaan-tidak-sah body.status',
    },
    {
      what: 'a word only the applicant may send',
      path: 'status',
      body: { ...STATUS, status: 'persyaratan-diisi' },
      want: '400 permintaan-tidak-sah body.status',
    },
    {
      what: 'a word of the release before',
      path: 'status',
      body: { ...STATUS, status: 'dicabut' },
      want: '400 permintaan-tidak-sah body.status',
    },
    {
      what: 'a status of tomorrow',
      path: 'status',
      body: { ...STATUS, waktu: '2999-01-01T00:00:00Z' },
      want: '400 permintaan-tidak-sah body.waktu',
    },
    {
      what: 'no officer',
      path: 'status',
      body: { ...STATUS, petugas: undefined },
      want: '400 permintaan-tidak-sah body.petugas',
    },
    {
      what: 'a field nobody knows',
      path: 'status',
      body: { ...STATUS, nib: NIB },
      want: '400 permintaan-tidak-sah body.nib',
    },
    {
      what: 'a link that is not https',
      path: 'dokumen',
      body: { ...FINAL, lampiran: 'http://berkas.contoh.invalid/a' },
      want: '400 permintaan-tidak-sah body.lampiran',
    },
    {
      what: 'a permit that ends before it begins',
      path: 'dokumen',
      body: { ...FINAL, berlakuSampai: '2026-02-09' },
      want: '400 permintaan-tidak-sah body.berlakuSampai',
    },
    {
      what: 'a word that is no decision',
      path: 'dokumen',
      body: { ...FINAL, status: 'beres' },
      want: '400 permintaan-tidak-sah body.status',
    },
    {
      what: 'a bill that ends before it begins',
      path: 'tagihan',
      body: { ...BILL, tagihan: { ...BILL.tagihan, berlakuSampai: '2026-02-01' } },
      want: '400 permintaan-tidak-sah body.tagihan.berlakuSampai',
    },
    {
      what: 'a bill of less than a rupiah',
      path: 'tagihan',
      body: { ...BILL, tagihan: { ...BILL.tagihan, nominal: 1.5 } },
      want: '400 permintaan-tidak-sah body.tagihan.nominal body.tagihan.nominal',
    },
    {
      what: 'a result nobody knows',
      path: 'survei',
      body: { ...SURVEY, hasil: 'baik' },
      want: '400 permintaan-tidak-sah body.hasil',
    },
  ];

  test('what does not fit is refused where it stands, and nothing is sent', () =>
    withIssued(async (permits) => {
      const found = await Promise.all(
        wrong.map(async ({ what, path, body }) => `${what}: ${problem(await post(permits, path, body))}`),
      );
      expect(found).toEqual(wrong.map(({ what, want }) => `${what}: ${want}`));
      expect(permits.sent()).toEqual([]);
    }));

  test('a permit that was never pushed, one of others, and one that was cancelled', () =>
    withPermits(async (permits) => {
      const tried = async (id?: string) =>
        Promise.all(
          (
            [
              ['status', STATUS],
              ['dokumen', FINAL],
              ['tagihan', BILL],
              ['survei', SURVEY],
            ] as const
          ).map(async ([what, body]) => problem(await post(permits, what, body, id))),
        );
      const all = (want: string) => [want, want, want, want];
      expect(await tried()).toEqual(all('404 tidak-ditemukan'));
      await permits.act('sign', { idIzin: ID });
      expect(await tried()).toEqual(all('404 tidak-ditemukan'));
      await permits.act('issue');
      expect(await tried(PROVINCIAL)).toEqual(all('409 bentrok'));
      await permits.act('revoke');
      expect(await tried()).toEqual(all('409 bentrok'));
      expect(problem(await put(permits, { ...FINAL, lampiran: FILE }))).toBe('409 bentrok');
      expect(permits.sent()).toEqual([]);
    }));

  test('a permit whose kind OSS did not say cannot be decided yet', () =>
    withPermits(async (permits) => {
      await permits.push('receiveNIB', permitWith({ kd_izin: '-' }));
      expect(problem(await post(permits, 'status', STATUS))).toBe('409 bentrok');
    }));

  test('a key that may only read sends nothing', () =>
    withPermits(
      async (permits) => {
        await permits.act('issue');
        const key = 'a-key-that-may-read-permits';
        expect(problem(await permits.post(`/v1/perizinan/${ID}/status`, STATUS, { key }))).toBe('403 cakupan-kurang');
        const { body } = await permits.get('/v1/peristiwa', { key });
        expect((body as { data: readonly object[] }).data).toHaveLength(2);
      },
      { applications: [{ key: 'a-key-that-may-read-permits', scopes: ['perizinan:baca'] }] },
    ));
});
