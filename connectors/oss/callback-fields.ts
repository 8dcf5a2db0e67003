import type { WireFields } from './callback-words.ts';

/**
 * What stands where in the documents OSS pushes, as data: by the city's word, OSS's member (the OSS notes, sections 4
 * and 5). Personal data is taken only as far as a permit needs it; the whole document is in what the hub keeps.
 */
const head: WireFields = {
  dokumen: { from: 'tipe_dokumen', as: 'code', list: 'dokumen' },
  tanggalPengajuan: { from: 'tgl_pengajuan_nib', as: 'day' },
  tanggalTerbit: { from: 'tgl_terbit_nib', as: 'day' },
  tanggalPerubahan: { from: 'tgl_perubahan_nib', as: 'day' },
  ossId: { from: 'oss_id', as: 'text' },
  idIzin: { from: 'id_izin', as: 'text' },
  kodeDaerah: { from: 'kd_daerah', as: 'digits', width: 10 },
  statusNib: { from: 'status_nib', as: 'code', list: 'statusNib' },
  pelakuUsaha: { from: 'jenis_pelaku_usaha', as: 'code', list: 'pelakuUsaha' },
  penanamanModal: { from: 'status_penanaman_modal', as: 'code', list: 'penanamanModal' },
  versiPia: { from: 'versi_pia', as: 'text' },
  'perusahaan.nama': { from: 'nama_perseroan', as: 'text' },
  'perusahaan.jenis': { from: 'jenis_perseroan', as: 'code', list: 'jenisPerseroan' },
  'perusahaan.npwp': { from: 'npwp_perseroan', as: 'digits', width: 15 },
  'perusahaan.skala': { from: 'skala_usaha', as: 'code', list: 'skala' },
  'perusahaan.umk': { from: 'flag_umk', as: 'flag' },
  'perusahaan.alamat': { from: 'alamat_perseroan', as: 'text' },
  'perusahaan.rtRw': { from: 'rt_rw_perseroan', as: 'text' },
  'perusahaan.kelurahan': { from: 'kelurahan_perseroan', as: 'text' },
  'perusahaan.kodeDaerah': { from: 'perseroan_daerah_id', as: 'digits', width: 10 },
  'perusahaan.kodePos': { from: 'kode_pos_perseroan', as: 'digits', width: 5 },
  'perusahaan.telepon': { from: 'nomor_telpon_perseroan', as: 'text' },
  'perusahaan.surel': { from: 'email_perusahaan', as: 'text' },
  'pemohon.nama': { from: 'nama_user_proses', as: 'text' },
  'pemohon.telepon': { from: 'hp_user_proses', as: 'text' },
  'pemohon.surel': { from: 'email_user_proses', as: 'text' },
};

const checklist: WireFields = {
  idIzin: { from: 'id_izin', as: 'text', required: true },
  idProyek: { from: 'id_proyek', as: 'text' },
  idProduk: { from: 'id_produk', as: 'text' },
  kodeIzin: { from: 'kd_izin', as: 'digits', width: 12 },
  jenis: { from: 'jenis_izin', as: 'code', list: 'jenisIzin' },
  nama: { from: 'nama_izin', as: 'text' },
  instansi: { from: 'instansi', as: 'text' },
  kodeDaerah: { from: 'kd_daerah', as: 'digits', width: 10 },
  kewenangan: { from: 'kewenangan', as: 'code', list: 'kewenangan' },
  parameterKewenangan: { from: 'parameter_kewenangan', as: 'text' },
  bidang: { from: 'bidang_spesifik', as: 'text' },
  checklist: { from: 'flag_checklist', as: 'code', list: 'checklist' },
  perpanjangan: { from: 'flag_perpanjangan', as: 'flag' },
  transaksional: { from: 'flag_transaksional', as: 'flag' },
  nomorLama: { from: 'no_izin', as: 'text' },
  tanggalLama: { from: 'tgl_izin', as: 'day' },
  berkasLama: { from: 'file_izin', as: 'text' },
  kodeDokumenLingkungan: { from: 'kd_dokumen', as: 'text' },
  dokumenLingkungan: { from: 'nm_dokumen', as: 'text' },
  persyaratan: {
    from: 'data_persyaratan',
    as: 'list',
    fields: {
      idSyarat: { from: 'id_syarat', as: 'text' },
      nomor: { from: 'no_dokumen', as: 'text' },
      tanggal: { from: 'tgl_dokumen', as: 'day' },
      berkas: { from: 'file_dokumen', as: 'text' },
      keterangan: { from: 'keterangan', as: 'text' },
    },
  },
};

const lokasi: WireFields = {
  idLokasi: { from: 'id_proyek_lokasi', as: 'text' },
  kodeDaerah: { from: 'proyek_daerah_id', as: 'digits', width: 10 },
  alamat: { from: 'alamat_usaha', as: 'text' },
  // the list stands once more inside each place, with another content
  titik: {
    from: 'data_lokasi_proyek',
    as: 'list',
    fields: { seri: { from: 'serial', as: 'text' }, koordinat: { from: 'lat_lng', as: 'place' } },
  },
};

const proyek: WireFields = {
  idProyek: { from: 'id_proyek', as: 'text', required: true },
  nomorProyek: { from: 'nomor_proyek', as: 'text' },
  kbli: { from: 'kbli', as: 'digits', width: 5 },
  uraian: { from: 'uraian_usaha', as: 'text' },
  kegiatan: { from: 'nama_kegiatan', as: 'text' },
  deskripsi: { from: 'deskripsi_kegiatan', as: 'text' },
  jenis: { from: 'jenis_proyek', as: 'code', list: 'proyek' },
  status: { from: 'status_proyek', as: 'code', list: 'statusProyek' },
  skala: { from: 'skala_usaha', as: 'code', list: 'skala' },
  risiko: { from: 'skala_resiko', as: 'text' },
  satuLini: { from: 'satu_lini', as: 'flag' },
  investasi: { from: 'jumlah_investasi', as: 'rupiah' },
  luasTanah: { from: 'luas_tanah', as: 'number' },
  satuanLuas: { from: 'satuan_luas_tanah', as: 'code', list: 'satuanLuas' },
  lokasi: { from: 'data_lokasi_proyek', as: 'list', fields: lokasi },
};

/** receiveNIB, receiveNIBKKPR. */
export const nibFields: WireFields = {
  ...head,
  kewenangan: { from: 'kewenangan', as: 'code', list: 'kewenangan' },
  tanggalKirim: { from: 'tgl_terkirim_oss', as: 'text' }, // of KKPR; its form is not described
  penanggungJawab: {
    from: 'penanggung_jwb',
    as: 'list',
    fields: {
      nama: { from: 'nama_penanggung_jwb', as: 'text' },
      jabatan: { from: 'jabatan_penanggung_jwb', as: 'text' },
    },
  },
  proyek: { from: 'data_proyek', as: 'list', fields: proyek },
  izin: { from: 'data_checklist', as: 'list', fields: checklist },
};

/** receiveNIBSTPW: franchises. */
export const franchiseFields: WireFields = {
  ...head,
  kewenangan: { from: 'kewenangan', as: 'code', list: 'kewenanganWaralaba' },
  'penanggungJawab.nama': { from: 'nama_pj', as: 'text' },
  'penanggungJawab.surel': { from: 'email_pj', as: 'text' },
  'penanggungJawab.telepon': { from: 'telp_pj', as: 'text' },
  prospektus: { from: 'file_prospektus', as: 'text' },
  izin: {
    from: 'data_checklist',
    as: 'list',
    fields: { ...checklist, kewenangan: { from: 'kewenangan', as: 'code', list: 'kewenanganWaralaba' } },
  },
};

/** receiveNIBPSE: foreign electronic systems, a matter of the centre. */
export const electronicSystemFields: WireFields = {
  ...head,
  kewenangan: { from: 'kewenangan', as: 'code', list: 'kewenangan' },
  izin: { from: 'data_checklist', as: 'list', fields: checklist },
};

/** receiveFileDS. */
export const fileFields: WireFields = {
  idIzin: { from: 'id_izin', as: 'text', required: true },
  berkas: { from: 'file_izin', as: 'text', required: true },
};
