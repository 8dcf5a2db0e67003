import type { JawabanDaftarPasien, Pasien, PasienBaru } from '../../../openapi/generated/types.ts';
import type { RecordFilter } from '../../store/records.ts';
import type { Kept } from '../../store/sealed-records.ts';
import { cursorsOf } from '../cursor.ts';
import { Refusal } from '../refusal.ts';
import { action } from '../service.ts';
import { PATIENTS, type Patient } from './patients.ts';

const cursors = cursorsOf('p', 'daftarPasien');

export const getPasien = action<{ readonly id: string }>({
  name: 'getPasien',
  connector: 'bpjs',
  subject: ({ id }) => id, // whose it is, the record says
  async run({ id }, { records, application }) {
    const patient = await records.get<Patient>(PATIENTS, id);
    // of another application's nobody learns that there is one
    if (patient?.owner !== application.id)
      throw new Refusal('tidak-ditemukan', 'Tidak ada pasien dengan nomor ini milik aplikasi Anda.');
    return { kind: 'json', status: 200, body: { data: toPasien(patient) }, subject: patient.value.nik };
  },
});

function toPasien({ id, createdAt, value }: Kept<Patient>): Pasien {
  const { asal, nomorRekamMedis, nik, nomorKartu, nama, data } = value;
  return {
    ...{ id, asal, nomorRekamMedis, nik, nomorKartu, nama },
    noKk: data?.noKk ?? null,
    jenisKelamin: data?.jenisKelamin ?? null,
    tanggalLahir: data?.tanggalLahir ?? null,
    telepon: data?.telepon ?? null,
    alamat: data?.alamat ?? null,
    dibuatPada: new Date(createdAt).toISOString(),
  };
}

interface Filter {
  readonly sejak?: string;
  readonly batas?: number;
  readonly kursor?: string;
}

/** Particulars are shown one patient at a time only, each with its line in the access record. */
export const daftarPasien = action<Filter>({
  name: 'daftarPasien',
  connector: 'bpjs',
  async run(filter, { records, application }) {
    const limit = Number(filter.batas ?? 50);
    const found = await records.list<Patient>(recordFilter(filter, application.id, limit + 1));
    const page = found.slice(0, limit);
    const last = page.at(-1);
    const berikutnya = found.length > limit && last ? cursors.of(last.sequence) : null;
    const body: JawabanDaftarPasien = { data: page.map(toRow), halaman: { berikutnya } };
    return { kind: 'json', status: 200, body };
  },
});

function toRow({ id, createdAt, value }: Kept<Patient>): PasienBaru {
  return { id, nomorRekamMedis: value.nomorRekamMedis, dibuatPada: new Date(createdAt).toISOString() };
}

function recordFilter({ sejak, kursor }: Filter, owner: string, limit: number): RecordFilter {
  return {
    collection: PATIENTS,
    owner,
    group: 'mobile-jkn' satisfies Patient['asal'],
    limit,
    ...(sejak === undefined ? {} : { createdFrom: Date.parse(sejak) }),
    ...(kursor === undefined ? {} : { before: cursors.read(kursor) }),
  };
}
