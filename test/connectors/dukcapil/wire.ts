/** Answers as the Dukcapil notes prints them, to be bent by the tables of traps. */
export const NIK = '1275015508909901';

const ENVELOPE_END =
  '"lastPage":true,"numberOfElements":1,"sort":null,"totalElements":1,"firstPage":true,"number":0,"size":1';

/** The record of section 4.2, to the letter. */
export const RECORD = `{"NIK":1275015508909901,"NO_KK":1275010101209901,"NAMA_LGKP":"BUNGA CONTOH","JENIS_KLMIN":"PEREMPUAN",
"TMPT_LHR":"BINJAI","TGL_LHR":"1990-08-15","AGAMA":"ISLAM","STATUS_KAWIN":"BELUM KAWIN","STAT_HBKEL":"ANAK",
"PDDK_AKH":"DIPLOMA IV/STRATA I","JENIS_PKRJN":"KARYAWAN SWASTA","GOL_DARAH":"TIDAK TAHU","NAMA_LGKP_IBU":"MAWAR CONTOH",
"NAMA_LGKP_AYAH":"RIMBA CONTOH","ALAMAT":"JL. CONTOH NO. 1","DUSUN":null,"NO_RT":3,"NO_RW":null,"KODE_POS":20743,
"NO_PROP":12,"NO_KAB":75,"NO_KEC":1,"NO_KEL":1005,"PROP_NAME":"SUMATERA UTARA","KAB_NAME":"KOTA BINJAI",
"KEC_NAME":"BINJAI UTARA","KEL_NAME":"KEBUN LADA","EKTP_STATUS":"CARD_SHIPPED","EKTP_CREATED":"2013-02-01","TGL_KWN":null}`;

/** What becomes of it in the shared model. */
export const PENDUDUK = {
  nik: NIK,
  noKk: '1275010101209901',
  nama: 'BUNGA CONTOH',
  jenisKelamin: 'P',
  tempatLahir: 'BINJAI',
  tanggalLahir: '1990-08-15',
  agama: 'islam',
  statusKawin: 'belum-kawin',
  hubunganKeluarga: 'anak',
  pendidikan: 'DIPLOMA IV/STRATA I',
  pekerjaan: 'KARYAWAN SWASTA',
  golonganDarah: 'tidak-tahu',
  penyandangCacat: null,
  namaIbu: 'MAWAR CONTOH',
  namaAyah: 'RIMBA CONTOH',
  nomorAktaLahir: null,
  tanggalKawin: null,
  ektp: { status: 'CARD_SHIPPED', dibuat: '2013-02-01' },
  alamat: {
    jalan: 'JL. CONTOH NO. 1',
    dusun: null,
    rt: '003',
    rw: null,
    kodePos: '20743',
    provinsi: { kode: '12', nama: 'SUMATERA UTARA' },
    kabupatenKota: { kode: '12.75', nama: 'KOTA BINJAI' },
    kecamatan: { kode: '12.75.01', nama: 'BINJAI UTARA' },
    kelurahan: { kode: '12.75.01.1005', nama: 'KEBUN LADA' },
  },
  status: 'hidup',
};

/** `content` as text, so that a number stays as it is written. */
export function envelope(content: string, end = ENVELOPE_END): string {
  return `{"content":${content},${end}}`;
}

export function one(content: object | string): string {
  return envelope(`[${typeof content === 'string' ? content : JSON.stringify(content)}]`);
}

/** The record with some members replaced (as JSON text) or, with `undefined`, left out. */
export function recordWith(members: Readonly<Record<string, string | undefined>>): string {
  let text = RECORD;
  for (const [name, value] of Object.entries(members)) {
    const written = new RegExp(`"${name}":("[^"]*"|[^,}]+)`);
    if (!written.test(text)) text = text.replace('{', `{"${name}":0,`);
    text = value === undefined ? text.replace(written, '"RESPON":null') : text.replace(written, `"${name}":${value}`);
  }
  return one(text);
}
