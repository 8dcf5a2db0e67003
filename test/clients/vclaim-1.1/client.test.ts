import { describe, expect, test } from '@jest/globals';
import { createVClaim, type VClaim, type VClaimSettings } from './client.ts';
import { envelope, PESERTA, RUJUKAN, VECTOR } from './document.ts';
import { VClaimNotAuthorised, VClaimRefused, VClaimUnreachable, VClaimUnreadable } from './errors.ts';
import { type PrintedServer, withPrintedServer } from './printed-server.ts';
import { signature, signedHeaders } from './signing.ts';

const NIK = '9901010101900001';
const CARD = '0009900000001';
const A_DAY = '2026-11-20';

function withClient(
  use: (vclaim: VClaim, server: PrintedServer) => Promise<void>,
  settings: Partial<VClaimSettings> = {},
) {
  return withPrintedServer((server) => {
    const now = () => new Date(Number(VECTOR.timestamp) * 1000 + 999);
    return use(createVClaim({ baseUrl: server.baseUrl, consumer: VECTOR.consumer, now, ...settings }), server);
  });
}

test('signs as the check vectors say', () => {
  expect(signature('aaa', 'bbb')).toBe('20BKS3PWnD3XU4JbSSZvVlGi2WWnDa8Sv9uHJ+wsELA=');
  expect(signedHeaders(VECTOR.consumer, new Date(1_767_225_600_999))).toEqual({
    'X-cons-id': '1000',
    'X-timestamp': VECTOR.timestamp,
    'X-signature': VECTOR.signature,
  });
});

test('reads the printed peserta, by nik and by card', () =>
  withClient(async (vclaim) => {
    const byNik = await vclaim.pesertaByNik(NIK, A_DAY);
    expect(byNik).toMatchObject({ message: 'OK' });
    expect(byNik.value).toEqual({
      ...{ nik: NIK, noKartu: CARD, nama: 'BUDI SANTOSO', pisa: '1', sex: 'L', tglLahir: '1990-01-01' },
      umurSekarang: '36 tahun ,10 bulan ,19 hari',
      umurSaatPelayanan: '36 tahun ,10 bulan ,19 hari',
      statusPeserta: { kode: '0', keterangan: 'AKTIF' },
      jenisPeserta: { kode: '22', keterangan: 'PBI (APBD)' },
      hakKelas: { kode: '3', keterangan: 'KELAS III' },
      provUmum: { kdProvider: '99010101', nmProvider: 'PUSKESMAS MELATI' },
      ...{ tglTMT: '2014-01-01', tglTAT: '2090-01-01', tglCetakKartu: '2021-05-17' },
      mr: { noMR: '000123', noTelepon: '081200000001' },
      cob: { nmAsuransi: null, noAsuransi: null, tglTAT: null, tglTMT: null },
      informasi: { dinsos: null, noSKTM: null, prolanisPRB: null },
    });
    expect((await vclaim.pesertaByCard(CARD, A_DAY)).value).toEqual(byNik.value);
  }));

test('reads the printed rujukan, by number and in the list of a card', () =>
  withClient(async (vclaim) => {
    const { value } = await vclaim.rujukan('990101011126P000001');
    expect(value).toEqual({
      ...{ noKunjungan: '990101011126P000001', tglKunjungan: '2026-11-18', keluhan: '' },
      diagnosa: { kode: 'E11.9', nama: 'Non-insulin-dependent diabetes mellitus without complications' },
      pelayanan: { kode: '2', nama: 'Rawat Jalan' },
      poliRujukan: { kode: 'INT', nama: 'PENYAKIT DALAM' },
      provPerujuk: { kode: '99010101', nama: 'PUSKESMAS MELATI' },
      peserta: { nik: NIK, noKartu: CARD, nama: 'BUDI SANTOSO', sex: 'L', tglLahir: '1990-01-01' },
    });
    expect((await vclaim.rujukanOfCard(CARD)).value).toEqual([value]);
  }));

test('a nik of null inside a rujukan is read', () =>
  withClient(async (vclaim, server) => {
    server.answer({ body: envelope(`{ "rujukan": ${RUJUKAN.replace(`"${NIK}"`, 'null')} }`) });
    expect((await vclaim.rujukan('990101011126P000001')).value.peserta.nik).toBeNull();
  }));

test('somebody who is not registered is refused with the words that came', () =>
  withClient(async (vclaim) => {
    await expect(vclaim.pesertaByNik('9901010101900099', A_DAY)).rejects.toEqual(
      new VClaimRefused('Peserta Tidak Terdaftar'),
    );
  }));

test.each([
  { given: 'another secret', settings: { consumer: { ...VECTOR.consumer, secret: 'bukan-rahasia' } } },
  { given: 'another consumer', settings: { consumer: { ...VECTOR.consumer, id: '1001' } } },
  { given: 'milliseconds instead of seconds', settings: { now: () => new Date(1_767_225_600_000_000) } },
])('with $given it is not authorised', ({ settings }) =>
  withClient(async (vclaim) => {
    await expect(vclaim.pesertaByNik(NIK, A_DAY)).rejects.toBeInstanceOf(VClaimNotAuthorised);
  }, settings),
);

describe('what is no answer of 1.1', () => {
  const success = envelope(PESERTA);
  test.each([
    { given: 'an HTML page with 200', page: { body: '<html></html>' }, error: VClaimUnreadable },
    { given: 'an empty body', page: { body: '' }, error: VClaimUnreadable },
    { given: 'cut JSON', page: { body: success.slice(0, 200) }, error: VClaimUnreadable },
    { given: 'no metaData', page: { body: PESERTA }, error: VClaimUnreadable },
    {
      given: 'metadata with a small d',
      page: { body: success.replace('metaData', 'metadata') },
      error: VClaimUnreadable,
    },
    { given: 'a code that is a number', page: { body: success.replace('"200"', '200') }, error: VClaimUnreadable },
    { given: 'a code nobody knows', page: { body: success.replace('"200"', '"208"') }, error: VClaimUnreadable },
    { given: 'success with nothing in it', page: { body: envelope('null') }, error: VClaimUnreadable },
    { given: 'an encrypted response', page: { body: envelope('"RJhW+u9p0D9GA3lGXiwc0b9d"') }, error: VClaimUnreadable },
    { given: 'a wrong path', page: { status: 404, body: 'No Mapping Rule matched' }, error: VClaimUnreachable },
    { given: 'JSON of somebody else with 503', page: { status: 503, body: PESERTA }, error: VClaimUnreachable },
    { given: 'metaData of null', page: { body: '{ "metaData": null }' }, error: VClaimUnreadable },
    {
      given: 'a gateway that refuses',
      page: { status: 403, body: 'Authentication failed' },
      error: VClaimNotAuthorised,
    },
    { given: 'a page of maintenance', page: { status: 503, body: '<html></html>' }, error: VClaimUnreachable },
    { given: 'a used-up quota', page: { status: 429, body: 'Limits exceeded' }, error: VClaimUnreachable },
    {
      given: 'a fault of the partner',
      page: { body: envelope('null', '{ "code": "500", "message": "Gagal" }') },
      error: VClaimUnreachable,
    },
  ])('$given', ({ page, error }) =>
    withClient(async (vclaim, server) => {
      server.answer(page);
      await expect(vclaim.pesertaByNik(NIK, A_DAY)).rejects.toBeInstanceOf(error);
    }),
  );

  test.each([
    { from: '"nama": "BUDI SANTOSO"', to: '"namaPeserta": "BUDI SANTOSO"', at: 'answer.response.peserta.nama' },
    { from: '"nik": "9901010101900001"', to: '"nik": 9901010101900001', at: 'answer.response.peserta.nik' },
    { from: '"noKartu": "0009900000001"', to: '"noKartu": "9900000001"', at: 'answer.response.peserta.noKartu' },
    { from: '"tglLahir": "1990-01-01"', to: '"tglLahir": "01-01-1990"', at: 'answer.response.peserta.tglLahir' },
    { from: '"tglLahir": "1990-01-01"', to: '"tglLahir": "1990-02-30"', at: 'answer.response.peserta.tglLahir' },
    { from: '"sex": "L"', to: '"sex": "1"', at: 'answer.response.peserta.sex' },
    { from: '"kode": "0"', to: '"kode": 0', at: 'answer.response.peserta.statusPeserta.kode' },
    { from: '"kode": "3"', to: '"kode": "4"', at: 'answer.response.peserta.hakKelas.kode' },
    { from: '"mr": {', to: '"rm": {', at: 'answer.response.peserta.mr' },
    { from: '"noSKTM": null', to: '"noSKTM": false', at: 'answer.response.peserta.informasi.noSKTM' },
    { from: '"umurSekarang"', to: '"usiaSekarang"', at: 'answer.response.peserta.umur.umurSekarang' },
  ])('$to is unreadable at $at', ({ from, to, at }) =>
    withClient(async (vclaim, server) => {
      const body = success.replace(from, to);
      expect(body).not.toBe(success);
      server.answer({ body });
      await expect(vclaim.pesertaByNik(NIK, A_DAY)).rejects.toMatchObject({ name: 'VClaimUnreadable', at });
    }),
  );

  test('a list that is one referral', () =>
    withClient(async (vclaim, server) => {
      server.answer({ body: envelope(`{ "rujukan": ${RUJUKAN} }`) });
      await expect(vclaim.rujukanOfCard(CARD)).rejects.toMatchObject({ at: 'answer.response.rujukan' });
    }));
});

test('silence and a closed door are unreachable, and no number is told', async () => {
  let closed = '';
  await withClient(
    async (vclaim, server) => {
      closed = server.baseUrl;
      server.fallSilent();
      await expect(vclaim.pesertaByNik(NIK, A_DAY)).rejects.toEqual(new VClaimUnreachable('no answer'));
    },
    { timeoutMs: 50 },
  );
  const vclaim = createVClaim({ baseUrl: closed, consumer: VECTOR.consumer });
  await expect(vclaim.pesertaByNik(NIK, A_DAY)).rejects.toEqual(new VClaimUnreachable('no answer'));
});
