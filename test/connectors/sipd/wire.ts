/** Section 4.3 of the SIPD notes, to the letter. */
export const PRICES =
  '{"status":true,"status_code":200,"message":"success","data":{"recordsTotal":1,"recordsFiltered":1,"data":[' +
  '{"id_standar_harga":990001,"id_kel_standar_harga":8801,"kode_kel_standar_harga":"1.1.7.01.03.01.001","nama_kel_standar_harga":"Alat Tulis",' +
  '"tipe_standar_harga":"SSH","id_unik":"uji-1","tahun":2025,"id_daerah":999,"kode_standar_harga":"1.1.7.01.03.01.001.00001",' +
  '"nama_standar_harga":"Pulpen contoh","satuan":"Buah","spek":"Tinta biru","harga":4500,"is_pdn":1,"nilai_tkdn":40,"is_locked":0}]}}';

/** Section 5.1, to the letter. */
export const REALISATION =
  '[{"id_daerah":999,"tahun":2025,"id_skpd":7001,"kode_skpd":"2.16.2.20.2.21.01.0000","nama_skpd":"DINAS KOMUNIKASI DAN INFORMATIKA",' +
  '"anggaran":1250000000,"realisasi_rencana":420000000,"realisasi_rill":398500000}]';

/** Section 3, the encoded list, and what it holds. */
export const ENCODED =
  'YnRuSXBSMlh6Vm5ZZkpHYmlvVE94QURNd0VETGlzMmJrVjJYelZuWWZkV2FoUm5JNklpTXVFak51QWpNdUlqTHdFakx3QURNeElDTGlBWFluVm5JNklUTndBRE13QURNdzBYWA==';
export const DECODED = [{ id_sub_bl: 910001, kode_sub_giat: '2.16.02.2.01.0001', pagu: 250000000 }];

export const price = {
  id_standar_harga: 990001,
  kode_standar_harga: '1.1.7.01.03.01.001.00001',
  nama_standar_harga: 'Pulpen contoh',
  satuan: 'Buah',
  harga: 4500,
};
export const subActivity = {
  id_sub_bl: 910001,
  kode_sub_giat: '2.16.02.2.01.0001',
  nama_sub_giat: 'Sub kegiatan contoh',
  pagu: 250000000,
};
export const payment = {
  id_sp_2_d: 55003,
  nomor_sp_2_d: '12.75/04.0/000003/LS/2.16.2.20.2.21.01.0000/M/2/2025',
  nilai_sp_2_d: 15000000,
  tanggal_sp_2_d: '2025-02-05T00:00:00Z',
};
export const realisation = { kode_skpd: '2.16.2.20.2.21.01.0000', anggaran: 100, realisasi_rill: 40 };

/** Section 3: the envelope of planning. */
export function planned(data: unknown, more: object = { status_code: 200 }): string {
  return JSON.stringify({ status: true, ...more, message: 'success', data });
}
export function grid(rows: readonly unknown[]): string {
  return planned({ recordsTotal: rows.length, recordsFiltered: rows.length, data: rows });
}
/** Section 8: the envelope of the mirror. */
export function mirrored(data: unknown, status: unknown = 'success'): string {
  return JSON.stringify({ action: 'x', status, message: 'Berhasil', data });
}

/** The same object without a member. */
export function without(row: object, member: string): object {
  return Object.fromEntries(Object.entries(row).filter(([name]) => name !== member));
}

export const FIREWALL_PAGE =
  '<!DOCTYPE html><html><body><div class="x" id="cf-error-details"><h1>Sorry, you have been blocked</h1></div></body></html>';
export const MAINTENANCE_PAGE =
  '<html><head><title>Maintenance</title></head><body><p>Kembali nanti.</p></body></html>';
export const LOGIN_PAGE = '<html><body><form><input type="password" name="password"></form></body></html>';
