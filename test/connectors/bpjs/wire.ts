import { createCipheriv, createDecipheriv, createHash } from 'node:crypto';
import LZString from 'lz-string';
import type { HttpRequest } from '../../../connectors/connector.ts';

/** Answers sealed from the BPJS notes, section 4, alone: no line is shared with the connector or the sandbox. */
export const SECRET_OF: Readonly<Record<string, string>> = { '1000': 'contoh-rahasia', '2000': 'rahasia-kedua' };

export function sealed(json: string, keyText: string): string {
  return sealedText(LZString.compressToEncodedURIComponent(json), keyText);
}

export function sealedText(text: string, keyText: string): string {
  const key = createHash('sha256').update(keyText).digest();
  const cipher = createCipheriv('aes-256-cbc', key, key.subarray(0, 16));
  return cipher.update(text, 'utf8', 'base64') + cipher.final('base64');
}

/** The key text of the caller who asked, at `later` seconds after the timestamp of the request. */
export function keyTextOf({ headers }: Pick<HttpRequest, 'headers'>, later = 0): string {
  const consumer = headers['X-cons-id'] ?? '';
  return `${consumer}${SECRET_OF[consumer]}${Number(headers['X-timestamp']) + later}`;
}

/** Sealed with a wrong key, searched until the right one accepts its padding: about one in 256 does. */
export function sealedUnluckily(json: string, keyText: string): string {
  const compressed = LZString.compressToEncodedURIComponent(json);
  for (let attempt = 0; ; attempt += 1) {
    const text = sealedText(compressed, `another key ${attempt}`);
    if (padsWith(text, keyText)) return text;
  }
}

function padsWith(text: string, keyText: string): boolean {
  const key = createHash('sha256').update(keyText).digest();
  const decipher = createDecipheriv('aes-256-cbc', key, key.subarray(0, 16));
  decipher.update(text, 'base64');
  try {
    decipher.final();
    return true;
  } catch {
    return false;
  }
}

/** The answer of section 6.1. */
export const PESERTA = {
  cob: { nmAsuransi: null, noAsuransi: null, tglTAT: null, tglTMT: null },
  hakKelas: { keterangan: 'KELAS III', kode: '3' },
  informasi: { dinsos: null, noSKTM: null, prolanisPRB: null, eSEP: null },
  jenisPeserta: { keterangan: 'PBI (APBD)', kode: '22' },
  mr: { noMR: '000123', noTelepon: '081200000001' },
  nama: 'BUDI SANTOSO',
  nik: '9901010101900001',
  noKartu: '0009900000001',
  pisa: '1',
  provUmum: { kdProvider: '99010101', nmProvider: 'PUSKESMAS MELATI' },
  sex: 'L',
  statusPeserta: { keterangan: 'AKTIF', kode: '0' },
  tglCetakKartu: '2021-05-17',
  tglLahir: '1990-01-01',
  tglTAT: '2090-01-01',
  tglTMT: '2014-01-01',
  umur: { umurSaatPelayanan: '36 tahun ,10 bulan ,19 hari', umurSekarang: '36 tahun ,10 bulan ,19 hari' },
};
export const PESERTA_JSON = JSON.stringify({ peserta: PESERTA });

/** What becomes of it in the shared model. */
export const MEMBER = {
  nik: '9901010101900001',
  nomorKartu: '0009900000001',
  nama: 'BUDI SANTOSO',
  jenisKelamin: 'L',
  tanggalLahir: '1990-01-01',
  aktif: true,
  status: { kode: '0', nama: 'AKTIF' },
  jenisPeserta: { kode: '22', nama: 'PBI (APBD)' },
  hakKelas: { kode: '3', nama: 'KELAS III' },
  fasilitasPertama: { kode: '99010101', nama: 'PUSKESMAS MELATI' },
  urutanKeluarga: '1',
  mulaiBerlaku: '2014-01-01',
  akhirBerlaku: '2090-01-01',
  tanggalCetakKartu: '2021-05-17',
  telepon: '081200000001',
  nomorRekamMedis: '000123',
  prolanisPrb: null,
};

/** An envelope with its members as they are written here; `response` is JSON text, absent where there is none. */
export function envelope(code: string | number, message: string, response?: string, meta = 'metaData'): string {
  const head = `"${meta}":${JSON.stringify({ code, message })}`;
  return response === undefined ? `{${head}}` : `{${head},"response":${response}}`;
}
