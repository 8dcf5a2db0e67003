/**
 * Code lists of the OSS notes, section 8, in the city's words. OSS adds codes with every version of its guide, so a code
 * that is not here is `lain` and passes.
 */
export const codeLists = {
  dokumen: { '9': 'asli', '5': 'perubahan', '3': 'pencabutan', '4': 'pembatalan' },
  /** Of receiveNIB and its checklists. */
  kewenangan: { '00': 'pusat', '01': 'provinsi', '02': 'kabupaten-kota' },
  /** The franchise table has other codes for the same words (section 2). */
  kewenanganWaralaba: { '00': 'pusat', '02': 'provinsi', '03': 'kabupaten-kota' },
  statusNib: {
    '01': 'aktif',
    '02': 'belum-aktif',
    '03': 'boleh-berusaha',
    '04': 'boleh-beroperasi',
    '05': 'dibekukan',
    '06': 'dicabut',
  },
  pelakuUsaha: { '01': 'badan', '02': 'perseorangan', '03': 'kantor-perwakilan', '04': 'badan-asing' },
  jenisPerseroan: {
    '01': 'PT',
    '02': 'CV',
    '04': 'badan-pemerintah',
    '05': 'Fa',
    '06': 'persekutuan-perdata',
    '07': 'koperasi',
    '08': 'dana-pensiun',
    '09': 'perkumpulan',
    '10': 'yayasan',
    '16': 'bentuk-usaha-tetap',
    '17': 'perseorangan',
    '18': 'BLU',
    '19': 'badan-hukum-lain',
    '20': 'waralaba-asing',
    '21': 'perum',
    '22': 'perumda',
    '23': 'perusda',
    '24': 'kerja-sama-operasi',
    '25': 'kantor-perwakilan',
    '26': 'PT-perorangan',
    '27': 'pedagang-berjangka-asing',
    '28': 'BUM-desa',
    '29': 'BUM-desa-bersama',
  },
  penanamanModal: { '01': 'PMA', '02': 'PMDN', '03': 'bukan-keduanya' },
  skala: { '01': 'mikro', '02': 'kecil', '03': 'menengah', '04': 'besar' },
  jenisIzin: { '01': 'dasar', '02': 'izin', '04': 'sertifikat-standar', K02: 'syarat-standar', K03: 'UMKU' },
  checklist: { Y: 'komitmen', N: 'tanpa-komitmen', O: 'terbit-otomatis', T: 'tembusan' },
  proyek: { '01': 'utama', '02': 'pendukung', '03': 'kantor-cabang', '04': 'perluasan', '05': 'pendukung-UMKU' },
  statusProyek: { '01': 'baru', '02': 'lama' },
  satuanLuas: { '01': 'm2', '02': 'ha' },
} as const satisfies Readonly<Record<string, Readonly<Record<string, string>>>>;

export type CodeList = keyof typeof codeLists;
