import { expect, test } from '@jest/globals';
import { createSealedRecords } from '../../../../hub/store/sealed-records.ts';
import { sealsOf } from '../../../../hub/store/sealing.ts';
import { CONTOH, documentWith } from '../../../connectors/oss/documents.ts';
import { HUB_SECRET } from '../../with-hub.ts';
import { ID, NIB, PROVINCIAL, STORED, withPermits } from './with-permits.ts';

const ISSUED = [`nib-terbit nib ${NIB}`, `izin-diajukan perizinan ${ID}`];
const document = JSON.parse(CONTOH) as { dataNIB: Record<string, unknown> };

test('a NIB is stored, answered and told, with the permit that is the city’s and one for reference', () =>
  withPermits(async (permits) => {
    expect(await permits.act('issue')).toEqual([expect.objectContaining(STORED)]);
    expect(await permits.events()).toEqual(ISSUED);
    expect(await permits.nib()).toMatchObject({
      ...{ nib: NIB, asal: 'dikirim-oss', keadaan: 'berlaku', dokumen: 'asli', statusNib: 'aktif' },
      perusahaan: { nama: 'KEDAI CONTOH RINA', jenis: 'perseorangan' },
      izin: [
        { idIzin: ID, milikKota: true, keadaan: 'diajukan' },
        { idIzin: PROVINCIAL, milikKota: false },
      ],
    });
    expect(await permits.izin()).toMatchObject({
      ...{ nib: NIB, milikKota: true, keadaan: 'diajukan', kodeIzin: '033000000001', nomorIzin: null, berkas: null },
      jenisKota: { kode: 'CONTOH', nama: 'Sertifikat Standar Contoh' },
      usaha: { nama: 'KEDAI CONTOH RINA', kbli: '56102' },
    });
    const told = await permits.told();
    expect(told.map(({ data }) => data)).toEqual([
      { nib: NIB, keadaan: 'berlaku', dokumen: 'asli', tanggalPerubahan: null, izin: [ID] },
      { idIzin: ID, nib: NIB, keadaan: 'diajukan', kodeIzin: '033000000001', jenisKota: 'CONTOH' },
    ]);
  }));

test('permits of others are read and not listed as work', () =>
  withPermits(async (permits) => {
    await permits.act('issue');
    expect(await permits.izin(PROVINCIAL)).toMatchObject({ milikKota: false, kewenangan: 'provinsi', jenisKota: null });
    const ids = async (query: string) => {
      const { body } = await permits.get(`/v1/perizinan${query}`);
      return (body as { data: { idIzin: string }[] }).data.map(({ idIzin }) => idIzin);
    };
    expect(await ids('')).toEqual([ID]);
    expect(new Set(await ids('?semua=true'))).toEqual(new Set([ID, PROVINCIAL]));
  }));

test('the shared address takes each document in the envelope that its method expects', () =>
  withPermits(async (permits) => {
    permits.sandboxes.oss.set({ cityPath: 'terima' });
    const heard = [
      ...(await permits.act('issue')),
      ...(await permits.act('sign', { idIzin: ID })),
      ...(await permits.act('issue', { nib: NIB, method: 'receiveNIBSTPW' })),
      ...(await permits.act('issue', { nib: NIB, method: 'receiveNIBPSE' })),
    ];
    expect(heard.map((one) => `${one?.envelope} ${one?.code}`)).toEqual([
      'responreceiveNIB 1',
      'responreceiveFileDS 1',
      'responreceiveNIBSTPW 1',
      'responreceiveNIBPSE 1',
    ]);
    expect((await permits.izin()).berkas).toMatchObject({ tautan: expect.stringContaining(ID) });
  }));

test.each(['receiveNIB', 'receiveNIBKKPR', 'receiveNIBSTPW', 'receiveNIBPSE'])(
  '%s is answered in its own envelope, as stored and where its token is bad',
  (method) =>
    withPermits(async (permits) => {
      const input = { nib: NIB, method };
      expect(await permits.act('issue', { ...input, badToken: true })).toEqual([
        { status: 200, envelope: `respon${method}`, code: '2', keterangan: 'Token tidak sesuai' },
      ]);
      expect((await permits.events()).length).toBe(0);
      expect((await permits.act('issue', input))[0]).toMatchObject({ envelope: `respon${method}`, code: '1' });
      expect((await permits.nib()).keadaan).toBe('berlaku');
    }),
);

test('a file whose token is bad is refused in its envelope and kept nowhere', () =>
  withPermits(async (permits) => {
    expect(await permits.act('sign', { idIzin: ID, badToken: true })).toMatchObject([
      { envelope: 'responreceiveFileDS', code: '2' },
    ]);
    await permits.act('issue');
    expect((await permits.izin()).berkas).toBeNull();
  }));

test('the token of yesterday is good just after midnight, and then no more', async () => {
  let now = new Date('2026-02-03T17:05:00Z'); // 00:05 in Jakarta
  await withPermits(
    async (permits) => {
      expect((await permits.act('issue', { nib: NIB, yesterday: true }))[0]?.code).toBe('1');
      now = new Date('2026-02-03T17:30:00Z');
      expect((await permits.act('change', { nib: NIB, yesterday: true }))[0]?.code).toBe('2');
      expect(await permits.events()).toEqual(ISSUED);
    },
    { now: () => now },
  );
});

test('words and members that nobody knows pass', () =>
  withPermits(async (permits) => {
    const odd = {
      'tipe_dokumen ': '7',
      status_nib: '44',
      jenis_perseroan: 'ZZ',
      baru_pp28: { a: [1] },
      tgl_terbit_nib: '2026-02-31',
    };
    expect((await permits.push('receiveNIB', documentWith(odd)))[0]?.code).toBe('1');
    expect(await permits.nib()).toMatchObject({
      ...{ keadaan: 'berlaku', dokumen: 'lain', kodeDokumen: '7', statusNib: 'lain', kodeStatusNib: '44' },
      ...{ perusahaan: { jenis: 'lain', kodeJenis: 'ZZ' }, tidakTerbaca: ['tgl_terbit_nib'] },
    });
  }));

test('a document of a company with hundreds of permits is taken whole', () =>
  withPermits(async (permits) => {
    const [row] = document.dataNIB.data_checklist as object[];
    const many = Array.from({ length: 400 }, (_, index) => ({
      ...row,
      id_izin: `I-9${String(index).padStart(20, '0')}`,
      nama_izin: `Izin ${index} ${'x'.repeat(200)}`,
    }));
    const answers = await permits.push('receiveNIB', documentWith({ data_checklist: many }));
    expect(answers[0]?.code).toBe('1');
    expect((await permits.nib()).izin).toHaveLength(400);
    expect((await permits.events()).length).toBe(401);
  }));

test('what was stored is sealed, and what lets OSS in is not kept', () =>
  withPermits(async (permits) => {
    await permits.act('issue');
    const stored = await permits.store.records.list({ collection: 'panggilan', limit: 10 });
    const record = await permits.store.records.get('perizinan-nib', NIB);
    for (const { sealed } of [...stored, ...(record ? [record] : [])])
      expect(Buffer.from(sealed).toString('latin1')).not.toContain('CONTOH');
    const records = createSealedRecords(permits.store.records, sealsOf(HUB_SECRET).sealing);
    const [call] = await records.list<{ headers: object; body: string }>({ collection: 'panggilan', limit: 10 });
    expect(call?.value.body).toContain('KEDAI CONTOH RINA');
    expect(Object.keys(call?.value.headers ?? {})).not.toContain('token');
    const { value } = (await records.get('perizinan-nib', NIB)) ?? {};
    expect(Object.keys((value as { dokumen: { pemohon: object } }).dokumen.pemohon)).toEqual([
      'nama',
      'telepon',
      'surel',
    ]);
  }));
