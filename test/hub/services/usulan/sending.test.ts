import { expect, test } from '@jest/globals';
import { kirimUsulan } from '../../../../hub/services/usulan/sending.ts';
import type { PermintaanUsulan, Usulan } from '../../../../openapi/generated/types.ts';
import { PLANNERS, PROPOSAL, SENDER, withProposals } from './with-proposals.ts';

test('a proposal is there with its code and its first row, and those who decide are told', () =>
  withProposals(async ({ run, told }) => {
    const result = await run(kirimUsulan, PROPOSAL);
    if (result.kind !== 'json') throw new Error('no JSON');
    const { data } = result.body as { data: Usulan };
    expect(result).toMatchObject({ status: 201, subject: data.id, headers: { Location: `/v1/usulan/${data.id}` } });
    expect(data).toMatchObject({
      ...{ ...PROPOSAL, keadaan: 'diajukan', skpd: null, dewan: null, penganggaran: null },
      riwayat: [{ keadaan: 'diajukan', aplikasi: SENDER, petugas: null, pada: '2026-11-20T09:00:00+07:00' }],
      dapatMenjadi: ['diverifikasi-kelurahan', 'ditolak', 'dikembalikan'],
    });
    expect(data.kode).toMatch(/^U[0-9A-Z]{9}$/);
    expect(told).toEqual(
      [SENDER, PLANNERS].map((application) => ({
        ...{ kind: 'usulan.berubah', application, about: `usulan ${data.id}`, at: expect.any(Number) },
        data: { usulan: data.id, keadaan: 'diajukan', sebelumnya: null },
      })),
    );
  }));

test('the same number and content are the same proposal, told once; other content is refused', () =>
  withProposals(async ({ run, told, send }) => {
    const nomorPermintaan = 'permintaan-1';
    const first = await send({ nomorPermintaan });
    const again = await run(kirimUsulan, { ...PROPOSAL, nomorPermintaan });
    expect(again).toMatchObject({ status: 200, body: { data: { id: first.id, kode: first.kode } } });
    expect(told).toHaveLength(2);
    await expect(send({ nomorPermintaan, judul: 'Perbaikan jalan' })).rejects.toMatchObject({ kind: 'bentrok' });
    const others = await send({ nomorPermintaan }, 'aplikasi-lain');
    expect(others.id).not.toBe(first.id);
  }));

test('of many at once under one number there is one proposal', () =>
  withProposals(async ({ send }) => {
    const sent = await Promise.all(Array.from({ length: 8 }, () => send({ nomorPermintaan: 'serentak' })));
    expect(new Set(sent.map(({ id }) => id)).size).toBe(1);
  }));

const { lokasi: _place, ...PLACELESS } = PROPOSAL;
const { satuan: _unit, ...UNITLESS } = PROPOSAL;
const { volume: _volume, ...VOLUMELESS } = PROPOSAL;
const DEWAN = { namaAnggota: 'RINA CONTOH', asal: 'reses' } as const;
const NIK = '9901010101900042';

test.each<{ what: string; params: PermintaanUsulan; at: string[] }>([
  { what: 'physical works without a place', params: PLACELESS, at: ['body.lokasi'] },
  {
    what: 'physical works with a district only',
    params: { ...PROPOSAL, lokasi: { kecamatan: 'Binjai Utara' } },
    at: ['body.lokasi.kelurahan', 'body.lokasi.alamat'],
  },
  { what: 'last year', params: { ...PROPOSAL, tahun: '2025' }, at: ['body.tahun'] },
  { what: 'a year too far away', params: { ...PROPOSAL, tahun: '2032' }, at: ['body.tahun'] },
  { what: 'a volume without a unit', params: UNITLESS, at: ['body.satuan'] },
  { what: 'a unit without a volume', params: VOLUMELESS, at: ['body.volume'] },
  { what: 'the council without a member', params: { ...PROPOSAL, sumber: 'dewan' }, at: ['body.dewan'] },
  { what: 'a member of the council for a community', params: { ...PROPOSAL, dewan: DEWAN }, at: ['body.dewan'] },
  { what: 'a NIK in the title', params: { ...PROPOSAL, judul: `Rumah ${NIK}` }, at: ['body.judul'] },
  {
    what: 'a NIK in groups in the name',
    params: { ...PROPOSAL, pengusul: { nama: 'BUNGA 9901 0101 0190 0042' } },
    at: ['body.pengusul.nama'],
  },
  {
    what: 'several mistakes at once',
    params: { ...PLACELESS, tahun: '2025', judul: `Rumah ${NIK}` },
    at: ['body.tahun', 'body.lokasi', 'body.judul'],
  },
])('$what is refused, and nothing is kept', ({ params, at }) =>
  withProposals(async ({ run, records, told }) => {
    const refusal = await run(kirimUsulan, params).catch((error: unknown) => error);
    expect(refusal).toMatchObject({ kind: 'permintaan-tidak-sah', mistakes: at.map((di) => ({ di })) });
    expect(JSON.stringify(refusal)).not.toContain(NIK);
    expect(await records.count({ collection: 'usulan' })).toBe(0);
    expect(told).toEqual([]);
  }),
);

test('without physical works no place is needed, and the code of an office is no NIK', () =>
  withProposals(async ({ send }) => {
    const sent = await send({ jenis: 'non-fisik', skpd: '1.03.0.00.0.00.01.0000' });
    expect(sent.skpd).toBe('1.03.0.00.0.00.01.0000');
  }));
