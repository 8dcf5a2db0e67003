import { accounts, type Books, type Line, type Price, REGION, type SubActivity } from './books.ts';
import { type Office, type Schedule, schedules } from './offices.ts';

const types = ['SSH', 'HSPK', 'ASB', 'SBU'] as const;

/** Rows of section 4, member by member. */
export function officeRow({ id, code, name }: Office, year: number) {
  return {
    id_skpd: id,
    id_unit: id,
    kode_skpd: code,
    kode_unit: code,
    nama_skpd: name,
    is_skpd: 1,
    is_pendapatan: 0,
    is_ppkd: 0,
    is_dpa_khusus: 0,
    is_locked: 0,
    nama_kepala: 'KEPALA CONTOH',
    nip_kepala: '990000000000000000',
    pangkat_kepala: 'Pembina',
    status_kepala: 'PA',
    nama_bendahara: 'BENDAHARA CONTOH',
    nip_bendahara: '990000000000000001',
    id_kecamatan: 0,
    set_input: 1,
    tahun: year,
    id_daerah: REGION,
  };
}

export function scheduleRow({ id, kind, name }: Schedule, active: Schedule, year: number) {
  return {
    id_jadwal: id,
    id_unik: `uji-${id}`,
    tahun: year,
    id_tahap: id - 7996,
    nama_sub_tahap: name,
    waktu_mulai: `${year}-01-02 08:00:00`,
    waktu_selesai: `${year}-12-31 23:59:59`,
    is_perubahan: kind === 'perubahan' ? 1 : 0,
    id_jadwal_murni: id === schedules[0]?.id ? 0 : (schedules[0]?.id ?? 0),
    is_locked: id === active.id ? 0 : 1,
    is_rinci_bl: 1,
    id_sub_rkpd: 1,
    no_perda: '',
    tgl_perda: null,
    no_perkada: '',
    tgl_perkada: null,
    geser_khusus: 0,
  };
}

export function priceRow({ id, type, group, code, name, amount }: Price, year: number) {
  return {
    id_standar_harga: id,
    id_kel_standar_harga: 8801,
    kode_kel_standar_harga: group,
    nama_kel_standar_harga: 'Alat Tulis',
    tipe_standar_harga: types[type] ?? 'SSH',
    id_unik: `uji-${id}`,
    tahun: year,
    id_daerah: REGION,
    kode_standar_harga: code,
    nama_standar_harga: name,
    satuan: 'Buah',
    spek: id % 3 === 0 ? '' : 'Spesifikasi : contoh',
    harga: amount,
    is_pdn: 1,
    nilai_tkdn: 40,
    is_locked: 0,
  };
}

export function subActivityRow(sub: SubActivity, books: Books, of: Schedule) {
  const { office, program, activity } = sub;
  const sum = books.linesOf(sub, of).reduce((total, line) => total + line.total, 0);
  const original = books.ceilingOf(sub, schedules[0] as Schedule);
  const ceiling = books.ceilingOf(sub, of);
  return {
    id_sub_bl: sub.id,
    kode_bl: `${office.id}.${program.id}.${activity.id}`,
    kode_sbl: sub.key,
    id_unit: office.id,
    ...named('skpd', office),
    ...named('sub_skpd', office),
    id_urusan: 1,
    kode_urusan: office.affair.slice(0, 1),
    nama_urusan: 'URUSAN PEMERINTAHAN',
    ...named('bidang_urusan', affairOf(office)),
    ...named('program', program),
    ...named('giat', activity),
    ...named('sub_giat', { id: sub.subId, code: sub.code, name: sub.name }),
    pagu: ceiling,
    pagu_indikatif: ceiling,
    pagu_murni: original,
    pagu_giat: ceiling,
    rincian: sum === 0 ? null : sum,
    rinci_giat: null,
    kunci_bl: 0,
    kunci_bl_rinci: 0,
    is_locked: 0,
    set_pagu_at: null,
    created_date: '2025-01-02',
    created_time: '08:00',
    updated_date: null,
    updated_time: null,
    user_created: 1,
    tahun: books.year(),
  };
}

export function lineRow(line: Line, sub: SubActivity) {
  const account = accounts[line.account] ?? accounts[0];
  return {
    id_rinci_sub_bl: line.id,
    id_sub_bl: sub.id,
    id_subs_sub_bl: 1,
    id_ket_sub_bl: 1,
    ...named('akun', account),
    id_standar_harga: line.price.id,
    kode_standar_harga: line.price.code,
    nama_standar_harga: line.price.name,
    spek: 'Spesifikasi : contoh',
    koefisien: `${line.volume} Buah`,
    vol_1: line.volume,
    vol_2: '',
    vol_3: null,
    vol_4: null,
    sat_1: 'Buah',
    sat_2: '',
    sat_3: null,
    sat_4: null,
    volume: line.volume,
    harga_satuan: line.unitPrice,
    pajak: 0,
    total_harga: line.total,
    id_dana: '1',
    jenis_bl: 'barjas-modal',
    akun_locked: 0,
    ssh_locked: '0',
    total_harga_murni: line.originalTotal,
    koefisien_murni: '',
    harga_satuan_murni: line.unitPrice,
  };
}

export function affairOf({ id, affair, affairName }: Office) {
  return { id: 200 + (id - 7000), code: affair, name: `URUSAN BIDANG ${affairName}` };
}

/** Most of their rows name a thing by three members. */
export function named(
  what: string,
  { id, code, name }: { readonly id: number; readonly code: string; readonly name: string },
) {
  return { [`id_${what}`]: id, [`kode_${what}`]: code, [`nama_${what}`]: name };
}
