/** What the reference of the interface prints, byte for byte. The people in it are invented there. */
export const PESERTA = `{ "peserta": {
  "cob": { "nmAsuransi": null, "noAsuransi": null, "tglTAT": null, "tglTMT": null },
  "hakKelas": { "keterangan": "KELAS III", "kode": "3" },
  "informasi": { "dinsos": null, "noSKTM": null, "prolanisPRB": null, "eSEP": null },
  "jenisPeserta": { "keterangan": "PBI (APBD)", "kode": "22" },
  "mr": { "noMR": "000123", "noTelepon": "081200000001" },
  "nama": "BUDI SANTOSO", "nik": "9901010101900001", "noKartu": "0009900000001", "pisa": "1",
  "provUmum": { "kdProvider": "99010101", "nmProvider": "PUSKESMAS MELATI" },
  "sex": "L",
  "statusPeserta": { "keterangan": "AKTIF", "kode": "0" },
  "tglCetakKartu": "2021-05-17", "tglLahir": "1990-01-01", "tglTAT": "2090-01-01", "tglTMT": "2014-01-01",
  "umur": { "umurSaatPelayanan": "36 tahun ,10 bulan ,19 hari", "umurSekarang": "36 tahun ,10 bulan ,19 hari" } } }`;

const RUJUKAN_PRINTED = `{ "diagnosa": { "kode": "E11.9", "nama": "Non-insulin-dependent diabetes mellitus without complications" },
  "keluhan": "", "noKunjungan": "990101011126P000001",
  "pelayanan": { "kode": "2", "nama": "Rawat Jalan" },
  "peserta": { "…": "as in 6.1" },
  "poliRujukan": { "kode": "INT", "nama": "PENYAKIT DALAM" },
  "provPerujuk": { "kode": "99010101", "nama": "PUSKESMAS MELATI" },
  "tglKunjungan": "2026-11-18" }`;

/** The printed referral with the member of the other example in the place the print leaves open. */
export const RUJUKAN = RUJUKAN_PRINTED.replace(
  '{ "…": "as in 6.1" }',
  PESERTA.slice('{ "peserta": '.length, -' }'.length),
);

export const SUCCESS = '{ "code": "200", "message": "OK" }';

export function envelope(response: string, metaData: string = SUCCESS): string {
  return `{ "metaData": ${metaData}, "response": ${response} }`;
}

/** The check vector of signing: what consumer, secret and second give. */
export const VECTOR = {
  consumer: { id: '1000', secret: 'contoh-rahasia' },
  timestamp: '1767225600',
  signature: 'cN+WHxxsevXTK2PvmH7pwFH5XsxzxyY14xjrXUWIw4M=',
};
