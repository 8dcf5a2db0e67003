import { expect, test } from '@jest/globals';
import { tarikUsulan, ubahUsulan } from '../../../../hub/services/usulan/amending.ts';
import { ubahKeadaanUsulan } from '../../../../hub/services/usulan/deciding.ts';
import { getUsulan } from '../../../../hub/services/usulan/reading.ts';
import type { PermintaanKeadaanUsulan, Usulan } from '../../../../openapi/generated/types.ts';
import {
  decision,
  OFFICER,
  PLANNERS,
  PROPOSAL,
  type Proposals,
  SENDER,
  SKPD,
  withProposals,
} from './with-proposals.ts';

type Target = PermintaanKeadaanUsulan['keadaan'];

const decide = ({ data }: Proposals, id: string, request: PermintaanKeadaanUsulan): Promise<Usulan> =>
  data(ubahKeadaanUsulan, { id, ...request }, PLANNERS);

async function bring(given: Proposals, ...targets: readonly Target[]): Promise<Usulan> {
  let proposal = await given.send();
  for (const target of targets) proposal = await decide(given, proposal.id, decision(target));
  return proposal;
}

const VERIFIED = ['diverifikasi-kelurahan', 'diverifikasi-kecamatan', 'diverifikasi-skpd'] as const;
const WHOLE_WAY = [...VERIFIED, 'masuk-rkpd', 'dianggarkan', 'selesai'] as const;

test('a proposal goes its whole way, each step with who and when, each told to its sender and the planners', () =>
  withProposals(async (given) => {
    const done = await bring(given, ...WHOLE_WAY);
    expect(done).toMatchObject({
      ...{ keadaan: 'selesai', skpd: SKPD, dapatMenjadi: [] },
      penganggaran: { subKegiatan: '1.03.10.2.01.0012', pagu: 140_000_000 },
    });
    expect(done.riwayat.map(({ keadaan, petugas, aplikasi }) => [keadaan, petugas?.nama, aplikasi])).toEqual([
      ['diajukan', undefined, SENDER],
      ...WHOLE_WAY.map((keadaan) => [keadaan, OFFICER.nama, PLANNERS]),
    ]);
    const states = given.told.filter(({ application }) => application === SENDER).map(({ data }) => data.keadaan);
    expect(states).toEqual(['diajukan', ...WHOLE_WAY]);
    expect(given.told.filter(({ application }) => application === PLANNERS)).toHaveLength(states.length);
    expect(JSON.stringify(given.told)).not.toMatch(/BUNGA|Petugas|Gang/);
  }));

test.each<{ after: readonly Target[]; to: Target; names: string }>([
  { after: [], to: 'diverifikasi-skpd', names: 'diverifikasi-kelurahan, ditolak, dikembalikan' },
  { after: [], to: 'selesai', names: 'diverifikasi-kelurahan, ditolak, dikembalikan' },
  { after: ['diverifikasi-kelurahan'], to: 'masuk-rkpd', names: 'diverifikasi-kecamatan, ditolak, dikembalikan' },
  { after: [...VERIFIED, 'masuk-rkpd'], to: 'dikembalikan', names: 'dianggarkan, ditolak' },
  { after: ['dikembalikan'], to: 'diverifikasi-kelurahan', names: 'ditolak, atau diajukan lagi oleh pengirimnya' },
  { after: ['ditolak'], to: 'diverifikasi-kelurahan', names: 'tidak dapat berubah lagi' },
  { after: WHOLE_WAY, to: 'ditolak', names: 'tidak dapat berubah lagi' },
])('after $after it does not become $to, and the refusal names $names', ({ after, to, names }) =>
  withProposals(async (given) => {
    const { id, keadaan } = await bring(given, ...after);
    const told = given.told.length;
    await expect(decide(given, id, decision(to))).rejects.toMatchObject({
      kind: 'bentrok',
      detail: expect.stringContaining(names),
    });
    expect(await given.data(getUsulan, { id }, SENDER)).toMatchObject({ keadaan });
    expect(given.told).toHaveLength(told);
  }),
);

test.each<{ what: string; after: readonly Target[]; request: PermintaanKeadaanUsulan; at: string }>([
  {
    what: 'turning down without a reason',
    after: [],
    request: { keadaan: 'ditolak', petugas: OFFICER },
    at: 'body.alasan',
  },
  {
    what: 'sending back without a reason',
    after: [],
    request: { keadaan: 'dikembalikan', petugas: OFFICER },
    at: 'body.alasan',
  },
  {
    what: 'an office that nobody named',
    after: VERIFIED.slice(0, 2),
    request: { keadaan: 'diverifikasi-skpd', petugas: OFFICER },
    at: 'body.skpd',
  },
  {
    what: 'a budget without a sub-activity',
    after: [...VERIFIED, 'masuk-rkpd'],
    request: { keadaan: 'dianggarkan', petugas: OFFICER },
    at: 'body.penganggaran',
  },
  {
    what: 'a sub-activity before there is a budget',
    after: [],
    request: { ...decision('diverifikasi-kelurahan'), penganggaran: { subKegiatan: '1.03.10.2.01.0012' } },
    at: 'body.penganggaran',
  },
  {
    what: 'a NIK in the public reason',
    after: [],
    request: { keadaan: 'ditolak', petugas: OFFICER, alasan: 'Milik 9901010101900042' },
    at: 'body.alasan',
  },
])('$what is refused', ({ after, request, at }) =>
  withProposals(async (given) => {
    const { id } = await bring(given, ...after);
    await expect(decide(given, id, request)).rejects.toMatchObject({
      kind: 'permintaan-tidak-sah',
      mistakes: [{ di: at }],
    });
  }),
);

test('a decision that is repeated word for word changes nothing; other words are another decision', () =>
  withProposals(async (given) => {
    const { id } = await bring(given, 'ditolak');
    const told = given.told.length;
    expect((await decide(given, id, decision('ditolak'))).riwayat).toHaveLength(2);
    expect(given.told).toHaveLength(told);
    const other = { ...decision('ditolak'), alasan: 'Bukan wewenang kota' };
    await expect(decide(given, id, other)).rejects.toMatchObject({ kind: 'bentrok' });
  }));

test('of two different decisions at once one is taken and the other hears of it', () =>
  withProposals(async (given) => {
    const { id } = await given.send();
    const results = await Promise.allSettled([
      decide(given, id, decision('diverifikasi-kelurahan')),
      decide(given, id, { ...decision('diverifikasi-kelurahan'), petugas: { nama: 'Petugas Lain' } }),
    ]);
    expect(results.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
    const { riwayat }: Usulan = await given.data(getUsulan, { id });
    expect(riwayat).toHaveLength(2);
  }));

test('what was sent back is corrected by its sender and begins anew', () =>
  withProposals(async (given) => {
    const { id, kode } = await bring(given, 'diverifikasi-kelurahan', 'dikembalikan');
    const corrected: Usulan = await given.data(ubahUsulan, { id, ...PROPOSAL, volume: 260, tahun: '2028' });
    expect(corrected).toMatchObject({ id, kode, keadaan: 'diajukan', volume: 260, tahun: '2028' });
    expect(corrected.riwayat.map(({ keadaan }) => keadaan)).toEqual([
      ...['diajukan', 'diverifikasi-kelurahan', 'dikembalikan', 'diajukan'],
    ]);
    expect(given.told.at(-1)?.data).toEqual({ usulan: id, keadaan: 'diajukan', sebelumnya: 'dikembalikan' });
  }));

test('before anybody decided it is corrected without a word to anybody, and repeating changes nothing', () =>
  withProposals(async (given) => {
    const { id } = await given.send();
    const told = given.told.length;
    given.clock.pass(1);
    const first: Usulan = await given.data(ubahUsulan, { id, ...PROPOSAL, volume: 260 });
    given.clock.pass(1);
    const again: Usulan = await given.data(ubahUsulan, { id, ...PROPOSAL, volume: 260 });
    expect(first.riwayat).toHaveLength(1);
    expect(again).toEqual(first);
    expect(given.told).toHaveLength(told);
  }));

test('what is decided on, of another source, another application or wrong is not corrected', () =>
  withProposals(async (given) => {
    const { id } = await given.send();
    const change = (params: object, application?: string) =>
      given.run(ubahUsulan, { id, ...PROPOSAL, ...params }, application);
    await expect(change({ sumber: 'kecamatan' })).rejects.toMatchObject({ kind: 'bentrok' });
    await expect(change({ tahun: '2020' })).rejects.toMatchObject({ kind: 'permintaan-tidak-sah' });
    await expect(change({}, PLANNERS)).rejects.toMatchObject({ kind: 'tidak-ditemukan' });
    await decide(given, id, decision('diverifikasi-kelurahan'));
    await expect(change({ volume: 1 })).rejects.toMatchObject({
      kind: 'bentrok',
      detail: expect.stringContaining('diverifikasi-kelurahan'),
    });
  }));

test('its sender withdraws it, once, with a public reason', () =>
  withProposals(async (given) => {
    const { id } = await bring(given, ...VERIFIED);
    await given.run(tarikUsulan, { id, alasan: 'Sudah dikerjakan warga' });
    const told = given.told.length;
    await given.run(tarikUsulan, { id });
    expect(given.told).toHaveLength(told);
    const { keadaan, riwayat }: Usulan = await given.data(getUsulan, { id });
    expect(keadaan).toBe('ditarik');
    expect(riwayat.at(-1)).toMatchObject({ keadaan: 'ditarik', alasan: 'Sudah dikerjakan warga', petugas: null });
  }));

test('nobody else withdraws it, nor anybody once it is planned or with a NIK for a reason', () =>
  withProposals(async (given) => {
    const { id } = await bring(given, ...VERIFIED, 'masuk-rkpd');
    await expect(given.run(tarikUsulan, { id })).rejects.toMatchObject({ kind: 'bentrok' });
    await expect(given.run(tarikUsulan, { id }, PLANNERS)).rejects.toMatchObject({ kind: 'tidak-ditemukan' });
    await expect(given.run(tarikUsulan, { id, alasan: 'Milik 9901010101900042' })).rejects.toMatchObject({
      mistakes: [{ di: 'query.alasan' }],
    });
  }));

test('one that went to and fro a hundred times takes an end, and nothing else', () =>
  withProposals(async (given) => {
    const { id } = await given.send();
    const toAndFro = async () => {
      await decide(given, id, decision('dikembalikan'));
      await given.run(ubahUsulan, { id, ...PROPOSAL });
    };
    for (let round = 0; round < 49; round += 1) await toAndFro();
    await expect(toAndFro()).rejects.toMatchObject({ kind: 'bentrok', detail: expect.stringContaining('penuh') });
    expect((await decide(given, id, decision('ditolak'))).riwayat).toHaveLength(100);
  }));
