import type { AlamatPasien, JenisKelamin } from '../../../openapi/generated/types.ts';
import type { RecordLink } from '../../store/records.ts';
import type { Keep, Kept, SealedRecords } from '../../store/sealed-records.ts';

export const PATIENTS = 'pasien';

/** What Mobile JKN says of a new patient (the BPJS notes, section 8), in the words of the shared model. */
export interface Particulars {
  readonly nik: string;
  readonly nomorKartu: string;
  readonly noKk: string;
  readonly nama: string;
  readonly jenisKelamin: JenisKelamin;
  readonly tanggalLahir: string;
  readonly telepon: string;
  readonly alamat: AlamatPasien;
}

/** A patient of one hospital as it is sealed; found by keyed hashes alone. */
export interface Patient {
  readonly nik: string;
  readonly nomorKartu: string | null;
  readonly nomorRekamMedis: string;
  readonly nama: string | null;
  /** `mobile-jkn`: told us about themselves; the hospital has yet to publish them. */
  readonly asal: 'aplikasi' | 'mobile-jkn';
  /** Kept until the hospital publishes the patient: from then on it has them itself. */
  readonly data?: Particulars;
}

type Hash = (text: string) => string;

export function patientRecord(
  owner: string,
  patient: Patient,
  keyedHash: Hash,
  at: number,
): { readonly record: Keep<Patient>; readonly links: readonly RecordLink[] } {
  const id = idOf(owner, patient.nik, keyedHash);
  const record: Keep<Patient> = {
    collection: PATIENTS,
    id,
    owner,
    state: patient.asal,
    group: patient.asal, // the few who are new are looked for among all who were published
    createdAt: at,
    updatedAt: at,
    watchAt: null,
    value: patient,
  };
  const { nomorKartu } = patient;
  const link = nomorKartu === null ? [] : [{ collection: PATIENTS, id, link: cardLink(owner, nomorKartu, keyedHash) }];
  return { record, links: link };
}

export function patientByNik(owner: string, nik: string, records: SealedRecords, keyedHash: Hash) {
  return records.get<Patient>(PATIENTS, idOf(owner, nik, keyedHash));
}

export function patientByCard(
  owner: string,
  nomorKartu: string,
  records: SealedRecords,
  keyedHash: Hash,
): Promise<Kept<Patient> | undefined> {
  return records.find<Patient>(PATIENTS, cardLink(owner, nomorKartu, keyedHash));
}

function idOf(owner: string, nik: string, keyedHash: Hash): string {
  return keyedHash(`pasien ${owner} ${nik}`);
}

function cardLink(owner: string, nomorKartu: string, keyedHash: Hash): string {
  return keyedHash(`kartu ${owner} ${nomorKartu}`);
}
