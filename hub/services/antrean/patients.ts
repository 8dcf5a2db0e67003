import type { RecordLink } from '../../store/records.ts';
import type { Keep, Kept, SealedRecords } from '../../store/sealed-records.ts';

export const PATIENTS = 'pasien';

/** A patient of one hospital as it is sealed; found by keyed hashes alone. */
export interface Patient {
  readonly nik: string;
  readonly nomorKartu: string | null;
  readonly nomorRekamMedis: string;
  readonly nama: string | null;
  /** `mobile-jkn`: told us about themselves; the hospital has yet to publish them. */
  readonly asal: 'aplikasi' | 'mobile-jkn';
  /** What Mobile JKN said of a new patient. */
  readonly data?: Readonly<Record<string, unknown>>;
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
    group: '',
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
