import { expect, test } from '@jest/globals';
import { ubahKeadaanUsulan } from '../../../../hub/services/usulan/deciding.ts';
import { daftarUsulan, getUsulan, statusUsulan } from '../../../../hub/services/usulan/reading.ts';
import type { Usulan } from '../../../../openapi/generated/types.ts';
import { decision, PLANNERS, PROPOSAL, type Proposals, SENDER, withProposals } from './with-proposals.ts';

type Filter = Parameters<typeof daftarUsulan.run>[0];

async function pages(given: Proposals, filter: Filter, application?: string): Promise<readonly string[]> {
  const ids: string[] = [];
  for (let kursor: string | undefined; ; ) {
    const result = await given.run(daftarUsulan, { ...filter, ...(kursor ? { kursor } : {}) }, application);
    if (result.kind !== 'json') throw new Error('no JSON');
    const { data, halaman } = result.body as { data: Usulan[]; halaman: { berikutnya: string | null } };
    expect(data.length).toBeLessThanOrEqual(filter.batas ?? 50);
    ids.push(...data.map(({ id }) => id));
    if (halaman.berikutnya === null) return ids;
    kursor = halaman.berikutnya;
  }
}

test('everybody with the code sees the state, the place and the reasons, and no person', () =>
  withProposals(async (given) => {
    const { id, kode } = await given.send({ judul: 'Drainase di depan 081200000042' });
    const back = { ...decision('dikembalikan'), catatan: 'Hubungi BUNGA', alasan: 'Hubungi 081200000042' };
    await given.run(ubahKeadaanUsulan, { id, ...back }, PLANNERS);
    const status = await given.data(statusUsulan, { kode: kode.toLowerCase() }, 'situs-kota');
    const pada = '2026-11-20T09:00:00+07:00';
    expect(status).toEqual({
      ...{ kode, keadaan: 'dikembalikan', judul: 'Drainase di depan 08…42', jenis: 'fisik', sumber: 'masyarakat' },
      ...{ tahun: '2027', skpd: null, penganggaran: null },
      lokasi: { kecamatan: 'Binjai Utara', kelurahan: 'Kebun Lada', alamat: 'Gang Contoh' },
      riwayat: [
        { keadaan: 'diajukan', pada, alasan: null },
        { keadaan: 'dikembalikan', pada, alasan: 'Hubungi 08…42' },
      ],
      diubahPada: pada,
    });
  }));

test('a code that nobody was given is not there, nor is a number of the hub a code', () =>
  withProposals(async (given) => {
    const { id } = await given.send();
    for (const kode of ['U7K2M9QX4T', id, 'kode U7K2M9QX4T'])
      await expect(given.run(statusUsulan, { kode })).rejects.toMatchObject({ kind: 'tidak-ditemukan' });
  }));

test('the whole proposal is for its sender and for whoever decides', () =>
  withProposals(async (given) => {
    const { id } = await given.send();
    for (const application of [SENDER, PLANNERS])
      expect(await given.data(getUsulan, { id }, application)).toMatchObject({ pengusul: PROPOSAL.pengusul });
    await expect(given.run(getUsulan, { id }, 'aplikasi-lain')).rejects.toMatchObject({ kind: 'tidak-ditemukan' });
    await expect(given.run(getUsulan, { id: 'usl_0000000000000000000' })).rejects.toMatchObject({
      kind: 'tidak-ditemukan',
    });
  }));

test('an application lists its own, planners list all, nobody lists who proposed', () =>
  withProposals(async (given) => {
    const own = await given.send();
    const others = await given.send({}, 'aplikasi-lain');
    expect(await pages(given, {})).toEqual([own.id]);
    expect(await pages(given, {}, PLANNERS)).toEqual([others.id, own.id]);
    const result = await given.run(daftarUsulan, {}, PLANNERS);
    expect(JSON.stringify(result)).not.toMatch(/BUNGA|0812|isiAwal/);
  }));

const NON_PHYSICAL = { jenis: 'non-fisik', lokasi: { kecamatan: 'Binjai Kota' } } as const;

test.each<{ filter: Filter; want: readonly number[] }>([
  { filter: {}, want: [3, 2, 1, 0] },
  { filter: { tahun: '2028' }, want: [1] },
  { filter: { keadaan: 'ditolak' }, want: [0] },
  { filter: { sumber: 'kecamatan' }, want: [2] },
  { filter: { jenis: 'non-fisik' }, want: [3] },
  { filter: { skpd: '2.16' }, want: [2] },
  { filter: { kecamatan: ' binjai KOTA' }, want: [3] },
  { filter: { tahun: '2027', sumber: 'masyarakat' }, want: [3, 0] },
  { filter: { tahun: '2028', jenis: 'non-fisik' }, want: [] },
])('$filter finds $want, in pages of every size', ({ filter, want }) =>
  withProposals(async (given) => {
    const sent = [
      await given.send(),
      await given.send({ tahun: '2028' }),
      await given.send({ sumber: 'kecamatan', skpd: '2.16' }),
      await given.send(NON_PHYSICAL),
    ].map(({ id }) => id);
    await given.run(ubahKeadaanUsulan, { id: sent[0] ?? '', ...decision('ditolak') }, PLANNERS);
    for (const batas of [1, 2, 3, 4, 50])
      expect(await pages(given, { ...filter, batas })).toEqual(want.map((index) => sent[index]));
  }),
);

test('what is rare is found behind thousands of others', () =>
  withProposals(async (given) => {
    const { id } = await given.send(NON_PHYSICAL);
    const [seed] = await given.records.list({ collection: 'usulan', limit: 1 });
    if (!seed) throw new Error('nothing is kept');
    const { sequence: _sequence, version: _version, ...record } = seed;
    const value = { ...(record.value as object), jenis: 'fisik' };
    const many = Array.from({ length: 2300 }, (_, index) => ({ ...record, value, id: `usl_${index}` }));
    await given.records.create(many);
    expect(await pages(given, { jenis: 'non-fisik' })).toEqual([id]);
  }));

test('a cursor of another list is refused', () =>
  withProposals(async (given) => {
    const kursor = Buffer.from('t12').toString('base64url');
    await expect(given.run(daftarUsulan, { kursor })).rejects.toMatchObject({ kind: 'permintaan-tidak-sah' });
  }));
