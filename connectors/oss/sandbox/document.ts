import type { Company, Permit } from './companies.ts';

type Members = Readonly<Record<string, unknown>>;
export type DocumentKind = '9' | '5' | '3' | '4';

/**
 * dataNIB as OSS sends it: texts for numbers, `-` and nothing mixed, a key that ends with a space (the OSS notes,
 * sections 4 and 12), a permit of the province beside those of the city.
 */
export function nibDocument(company: Company, kind: DocumentKind): Members {
  return {
    ...headOf(company),
    pemegang_saham: [],
    penanggung_jwb: [{ flag_asing: 'N', nama_penanggung_jwb: company.person.nama, jabatan_penanggung_jwb: 'Pemilik' }],
    legalitas: [],
    data_rptka: {},
    data_proyek: [projectOf(company)],
    data_dni: [],
    data_checklist: [...company.permits.map(checklistRow), provincialRow(company)],
    status_nib: company.statusNib,
    'tipe_dokumen ': kind,
  };
}

/** dataNIBPSE: its key has no space. */
export function electronicSystemDocument(company: Company, kind: DocumentKind): Members {
  return { ...headOf(company), data_checklist: [], status_nib: company.statusNib, tipe_dokumen: kind };
}

/** dataNIBSTPW: `03` is the city there (section 2). */
export function franchiseDocument(company: Company, kind: DocumentKind): Members {
  const rows = company.permits.map((permit) => ({ ...checklistRow(permit), kewenangan: '03' }));
  return {
    ...headOf(company),
    kewenangan: '03',
    nama_pj: company.person.nama,
    nama_perusahaan_ln: '-',
    file_prospektus: '',
    data_checklist: rows,
    status_nib: company.statusNib,
    'tipe_dokumen ': kind,
  };
}

function headOf({ nib, ossId, idIzin, nama, alamat, issued, changed, changes, person }: Company): Members {
  return {
    nib,
    tgl_pengajuan_nib: issued,
    tgl_terbit_nib: issued,
    tgl_perubahan_nib: changed === '' ? '-' : changed,
    oss_id: ossId,
    id_izin: idIzin,
    kd_izin: '000000000000',
    kd_daerah: '1275000000',
    kewenangan: '02',
    jenis_pelaku_usaha: '02',
    no_npp: '-',
    flag_perusahaan: 'Y',
    total_pma: '0',
    persen_pmdn: '100.00',
    versi_pia: '4.3.22',
    status_penanaman_modal: '02',
    npwp_perseroan: person.nik,
    nama_perseroan: changes === 0 ? nama : `${nama} ${changes}`,
    jenis_perseroan: '17',
    alamat_perseroan: alamat,
    kelurahan_perseroan: null,
    perseroan_daerah_id: '1275011001',
    kode_pos_perseroan: '20700',
    nomor_telpon_perseroan: '0800000000',
    email_perusahaan: 'usaha@contoh.invalid',
    total_modal_dasar: '0',
    flag_umk: 'Y',
    skala_usaha: '01',
    nama_user_proses: person.nama,
    no_id_user_proses: person.nik,
    hp_user_proses: '0800000000',
    email_user_proses: 'pemohon@contoh.invalid',
  };
}

function projectOf({ idProyek, kbli, alamat }: Company): Members {
  return {
    id_proyek: idProyek,
    kbli,
    uraian_usaha: 'Usaha contoh',
    satu_lini: 'N',
    skala_usaha: '01',
    skala_resiko: 'MR',
    jumlah_investasi: '25000000',
    luas_tanah: '-',
    data_lokasi_proyek: [
      {
        proyek_daerah_id: '1275011001',
        alamat_usaha: alamat,
        data_lokasi_proyek: [{ serial: '1', lat_lng: '3.6000,98.4800' }],
      },
    ],
    data_proyek_produk: [],
  };
}

function checklistRow({ idIzin, idProyek, kodeIzin, kodeDaerah, kewenangan, nama }: Permit): Members {
  return {
    id_produk: '',
    id_proyek: idProyek,
    id_izin: idIzin,
    jenis_izin: '04',
    kd_izin: kodeIzin,
    kd_daerah: kodeDaerah,
    nama_izin: nama,
    kewenangan,
    flag_checklist: 'Y',
    flag_perpanjangan: 'N',
    data_persyaratan: [],
  };
}

/** Not the city's work: kept for reference. */
function provincialRow({ idIzin, idProyek }: Company): Members {
  return {
    id_produk: '-',
    id_proyek: idProyek,
    id_izin: `${idIzin.slice(0, -2)}99`,
    jenis_izin: '02',
    kd_izin: '018000000001',
    kd_daerah: '1200000000',
    nama_izin: 'Izin Provinsi Contoh',
    kewenangan: '01',
    flag_checklist: 'Y',
    data_persyaratan: null,
  };
}
