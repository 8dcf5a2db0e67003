import { expect, test } from '@jest/globals';
import { encoded } from '../../../connectors/sipd/sandbox/encoding.ts';
import { absent, changed, changedAt, found } from '../wanted.ts';
import { type Question, read } from './reading.ts';
import { grid, payment, planned, price, realisation, subActivity, without } from './wire.ts';

const splp = (operation: string): Question => ({
  release: 'splp',
  operation,
  asked: { tahun: 2025, jenis: 'ssh', mulai: 0, jumlah: 9, idUnit: '7001', idSubKegiatan: '910001', idSkpd: '7001' },
});
const [prices, plan, lines] = [splp('standar-harga'), splp('rencana-kerja'), splp('rka')];
const paid: Question = { release: 'sesi', operation: 'sp2d', asked: { halaman: 1, perHalaman: 10 } };
const spending: Question = { release: 'sesi', operation: 'realisasi', asked: { tanggal: '2025-06-30' } };
const only = (row: object) => ({ ...found([row]), drift: [] });

interface Trap {
  readonly given: string;
  readonly of: Question;
  readonly body: string;
  readonly want: object;
}
const check = async ({ of, body, want }: Trap) => expect(await read(of, body)).toMatchObject(want);

// Section 3: three shapes of data, and what stands around them.
test.each<Trap>([
  {
    given: 'no message, which is often missing',
    of: prices,
    body: '{"status":true,"status_code":200,"data":[]}',
    want: absent,
  },
  {
    given: 'an encoded list with its sums beside it',
    of: plan,
    body: planned(encoded([subActivity]), {
      ...{ status_code: 200, totalData: { pagu: 1, pagu_indikatif: 1, rinci: 1, batasan: 1 } },
      ...{ recordsTotal: 1, recordsFiltered: 1 },
    }),
    want: only({ pagu: 250000000 }),
  },
  { given: 'an empty text for an encoded list', of: plan, body: planned(''), want: changedAt('data') },
  { given: 'an encoded null', of: plan, body: planned(encoded(null)), want: changedAt('data') },
  {
    given: 'a list that is encoded once',
    of: plan,
    body: planned(Buffer.from('[]').toString('base64')),
    want: changed,
  },
  { given: 'a plain list where a text was', of: plan, body: planned([subActivity]), want: only({ id: '910001' }) },
  { given: 'a grid where a text was', of: plan, body: grid([subActivity]), want: only({ id: '910001' }) },
  { given: 'a grid without its counts', of: prices, body: planned({ data: [price] }), want: only({ id: '990001' }) },
  { given: 'a grid whose rows are null', of: prices, body: planned({ recordsTotal: 9, data: null }), want: changed },
  { given: 'a bare null, which only the treasury says', of: prices, body: 'null', want: changedAt('(envelope)') },
  { given: 'a bare [], without the envelope of planning', of: plan, body: '[]', want: changedAt('(envelope)') },
  {
    given: 'a status that is a number',
    of: prices,
    body: planned([price], { status: 1, status_code: '200' }),
    want: only({ id: '990001' }),
  },
  {
    given: 'status false around good rows',
    of: prices,
    body: planned([price], { status: false, status_code: 200 }),
    want: changed,
  },
  {
    given: 'status_code 500 with status true',
    of: prices,
    body: planned([price], { status_code: 500 }),
    want: changed,
  },
  {
    given: 'nama_sub_tahap beside the rows of an annex (section 4)',
    of: plan,
    body: planned([subActivity], { status_code: 200, nama_sub_tahap: 'RKPD' }),
    want: only({ id: '910001' }),
  },
])('$given: $want.kind', check);

// Section 4.1 to 4.5, row by row.
test.each<Trap>([
  {
    given: 'a sub-unit points to its office, and heads are not taken (4.1)',
    of: splp('skpd'),
    body: grid([
      {
        ...{ id_skpd: 7002, id_unit: 7001, kode_skpd: '2.16.2.20.2.21.01.0001', nama_skpd: 'UPT CONTOH', is_skpd: 0 },
        ...{ nama_kepala: 'BUDI CONTOH', nip_kepala: '990000000000000001', status_kepala: 'PA' },
      },
    ]),
    want: only({ id: '7002', idInduk: '7001', induk: false }),
  },
  {
    given: 'two schedules of one year (4.2)',
    of: splp('jadwal'),
    body: planned([
      { id_jadwal: 8001, nama_sub_tahap: 'Penetapan APBD', is_perubahan: 0, id_jadwal_murni: 0, is_locked: 1 },
      { id_jadwal: 8003, nama_sub_tahap: 'Perubahan APBD', is_perubahan: 1, id_jadwal_murni: 8001, is_locked: 0 },
    ]),
    want: found([
      { id: '8001', jenis: 'murni', perubahan: false, idMurni: null, terkunci: true },
      { id: '8003', jenis: 'perubahan', perubahan: true, idMurni: '8001', terkunci: false },
    ]),
  },
  {
    given: 'a schedule of a name nobody knows (4.2)',
    of: splp('jadwal'),
    body: planned([{ id_jadwal: 8009, nama_sub_tahap: 'Refocusing' }]),
    want: only({ jenis: 'tidak-dikenal', nama: 'Refocusing' }),
  },
  { given: 'a blank spek (4.3)', of: prices, body: grid([{ ...price, spek: '' }]), want: only({ spesifikasi: null }) },
  {
    given: 'a spek that begins with "Spesifikasi :" (4.3)',
    of: prices,
    body: grid([{ ...price, spek: 'Spesifikasi : Tinta' }]),
    want: only({ spesifikasi: 'Spesifikasi : Tinta' }),
  },
  {
    given: 'harga_2 and harga_3 (4.3)',
    of: prices,
    body: grid([{ ...price, harga_2: 1, harga_3: 2 }]),
    want: only({ harga: 4500 }),
  },
  {
    given: 'id_akun as a text that holds a list (4)',
    of: prices,
    body: grid([{ ...price, id_akun: '[1,2]' }]),
    want: only({ id: '990001' }),
  },
  { given: 'a negative price', of: prices, body: grid([{ ...price, harga: -4500 }]), want: changedAt('[].harga') },
  { given: 'a price that is no number', of: prices, body: grid([{ ...price, harga: 'Rp 4.500' }]), want: changed },
  {
    given: 'kode_sbl of six parts, and a serial of two digits (4.4 and 6)',
    of: plan,
    body: planned([{ ...subActivity, kode_sbl: '1.2.3.4.5.6', kode_sub_giat: '2.16.02.2.01.01' }]),
    want: only({ kodeSbl: '1.2.3.4.5.6', subKegiatan: { kode: '2.16.02.2.01.01' } }),
  },
  {
    given: 'pagu_murni beside pagu, with decimals (4.4)',
    of: plan,
    body: planned([{ ...subActivity, pagu: 100.5, pagu_murni: '99.49' }]),
    want: only({ pagu: 101, paguMurni: 99 }),
  },
  {
    given: 'blank volumes and ssh_locked as a text (4.5)',
    of: lines,
    body: planned([
      { kode_akun: '5.1.02.01.01.0052', vol_1: 245, vol_2: '', vol_3: null, total_harga: 1, ssh_locked: '0' },
    ]),
    want: only({ akun: { kode: '5.1.02.01.01.0052' }, volume1: 245, volume2: null, volume3: null }),
  },
  {
    given: 'a coefficient in words (4.5)',
    of: lines,
    body: planned([{ kode_akun: '5.1', total_harga: 1, koefisien: '245 Orang / Kali' }]),
    want: only({ koefisien: '245 Orang / Kali' }),
  },
  {
    given: 'a line without its account (4.5)',
    of: lines,
    body: planned([{ total_harga: 1 }]),
    want: changedAt('[].kode_akun'),
  },
])('$given: $want.kind', check);

test.each(['SSH', 'HSPK', 'ASB', 'SBU', 'ssh', 'Sbu '])(
  'a price of kind %s is of the four (section 4.3)',
  async (kind) => {
    const verdict = await read(prices, grid([{ ...price, tipe_standar_harga: kind }]));
    expect(verdict).toMatchObject(only({ jenis: kind.trim().toLowerCase() }));
  },
);

// Section 5.1: rows of the treasury.
test.each<Trap>([
  {
    given: 'what is requested and what is paid, both spelt as they are',
    of: spending,
    body: JSON.stringify([{ ...realisation, realisasi_rencana: 42 }]),
    want: only({ anggaran: 100, realisasiRencana: 42, realisasi: 40 }),
  },
  {
    given: 'realisasi_riil, spelt well',
    of: spending,
    body: JSON.stringify([{ ...without(realisation, 'realisasi_rill'), realisasi_riil: 40 }]),
    want: changedAt('[].realisasi_rill'),
  },
  ...['2025-02-05', '2025-02-05 00:00:00', '2025-02-05T00:00:00Z', '2025-02-05T00:00:00+07:00'].map((day) => ({
    given: `a day as ${day} (section 3)`,
    of: paid,
    body: JSON.stringify([{ ...payment, tanggal_sp_2_d: day }]),
    want: only({ tanggal: '2025-02-05' }),
  })),
  ...['0001-01-01T00:00:00Z', '0001-01-01 00:00:00', '', '05-02-2025', '2025-02-31'].map((day) => ({
    given: `an SP2D that is of "${day}"`,
    of: paid,
    body: JSON.stringify([{ ...payment, tanggal_sp_2_d: day }]),
    want: changedAt('[].tanggal_sp_2_d'),
  })),
  {
    given: 'an office that is blank, and no sub-office either',
    of: paid,
    body: JSON.stringify([{ ...payment, kode_skpd: '', nama_skpd: '' }]),
    want: found([{ id: '55003' }]),
  },
  {
    given: 'an office that is told goes before its sub-office',
    of: paid,
    body: JSON.stringify([{ ...payment, kode_skpd: '1.01', kode_sub_skpd: '1.02' }]),
    want: only({ skpd: { kode: '1.01' }, subSkpd: { kode: '1.02' } }),
  },
  {
    given: 'flags of 0 and 1',
    of: paid,
    body: JSON.stringify([{ ...payment, is_verifikasi_sp_2_d: 1, is_transfer_sp_2_d: 0 }]),
    want: only({ terverifikasi: true, ditransfer: false }),
  },
  { given: 'a flag that is 2', of: paid, body: JSON.stringify([{ ...payment, is_transfer_sp_2_d: 2 }]), want: changed },
  {
    given: 'the same SP2D twice on a page',
    of: paid,
    body: JSON.stringify([payment, payment]),
    want: found([{ id: '55003' }, { id: '55003' }]),
  },
  { given: 'a row that is null', of: paid, body: JSON.stringify([payment, null]), want: changed },
])('$given: $want.kind', check);

test('accounts of a bank and names of officials are nowhere in what is read (sections 4.1 and 5.1)', async () => {
  const secret = {
    no_rek_bp_bpp: '0099',
    nama_rek_bp_bpp: 'BENDAHARA CONTOH',
    nama_bud_kbud: 'BUD CONTOH',
    nip_bud_kbud: '99',
  };
  const text = JSON.stringify(await read(paid, JSON.stringify([{ ...payment, ...secret }])));
  expect(text).toContain('55003');
  expect(text).not.toMatch(/0099|CONTOH/);
});
