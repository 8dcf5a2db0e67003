/** The document of the OSS notes, section 4, to the letter. */
export const CONTOH = `{ "dataNIB": { "nib": "9999000000042", "tgl_terbit_nib": "2026-02-03", "oss_id": "P02-202602031015300420001",
    "id_izin": "I-202602031015300420000", "kd_daerah": "1275000000", "kewenangan": "02", "jenis_pelaku_usaha": "02",
    "nama_perseroan": "KEDAI CONTOH RINA", "jenis_perseroan": "17", "flag_umk": "Y", "skala_usaha": "01",
    "data_proyek": [ { "id_proyek": "R-202602031015300420001", "kbli": "56102", "satu_lini": "N",
      "data_lokasi_proyek": [ { "proyek_daerah_id": "1275011001", "alamat_usaha": "Jl. Contoh No. 42",
        "data_lokasi_proyek": [ { "serial": "1", "lat_lng": "3.6000,98.4800" } ] } ] } ],
    "data_checklist": [ { "id_proyek": "R-202602031015300420001", "id_izin": "I-202602031015300420001", "jenis_izin": "04",
      "kd_izin": "033000000001", "kd_daerah": "1275000000", "nama_izin": "Sertifikat Standar Contoh", "kewenangan": "02",
      "flag_checklist": "Y", "data_persyaratan": [] } ],
    "status_nib": "01", "tipe_dokumen ": "9" } }`;

/** The same with members replaced or, with `undefined`, left out. */
export function documentWith(members: Readonly<Record<string, unknown>>): object {
  const { dataNIB } = JSON.parse(CONTOH) as { dataNIB: object };
  return { dataNIB: { ...dataNIB, ...members } };
}

/** With one permit, changed. */
export function permitWith(members: Readonly<Record<string, unknown>>): object {
  const { dataNIB } = JSON.parse(CONTOH) as { dataNIB: { data_checklist: object[] } };
  return { dataNIB: { ...dataNIB, data_checklist: [{ ...dataNIB.data_checklist[0], ...members }] } };
}
