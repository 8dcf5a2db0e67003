import type { JadwalOperasi } from '../../../openapi/generated/types.ts';
import type { Keep, Kept } from '../../store/sealed-records.ts';
import { answering, done, refused } from '../callback-service.ts';

const BY_DAY = 'operasi';
/** The same by the patient's card: a record is found by one group only. */
const BY_CARD = 'operasi-pasien';
const MOST_OPERATIONS = 5000;
const MOST_DAYS = 92;
const DAY_MS = 86_400_000;

export function operationRecords(
  owner: string,
  operation: JadwalOperasi,
  keyedHash: (text: string) => string,
  at: number,
): readonly Keep<JadwalOperasi>[] {
  const { kodeBooking, tanggalOperasi, nomorKartu, terlaksana } = operation;
  const base = {
    id: `${owner} ${kodeBooking}`,
    owner,
    state: terlaksana ? 'terlaksana' : 'direncanakan',
    createdAt: at,
    updatedAt: at,
    watchAt: null,
    value: operation,
  };
  return [
    { ...base, collection: BY_DAY, group: tanggalOperasi },
    { ...base, collection: BY_CARD, group: keyedHash(`operasi ${nomorKartu}`) },
  ];
}

interface ByRange {
  readonly tanggalAwal: string;
  readonly tanggalAkhir: string;
}

export const operationsOfDays = answering<ByRange>(
  'mobile-jkn.jadwal-operasi-rs',
  async ({ tanggalAwal, tanggalAkhir }, { records, owner }) => {
    if (tanggalAkhir < tanggalAwal) return refused('Tanggal akhir tidak boleh lebih kecil dari tanggal awal');
    const days = daysOf(tanggalAwal, tanggalAkhir);
    if (days.length > MOST_DAYS) return refused(`Rentang tanggal paling banyak ${MOST_DAYS} hari`);
    const found = await Promise.all(days.map((day) => records.list<JadwalOperasi>(filterOf(BY_DAY, day, owner))));
    return done({ daftar: found.flatMap((ofDay) => ofDay.toReversed().map(rowOf)) });
  },
);

export const operationsOfPatient = answering<{ readonly nomorKartu: string }>(
  'mobile-jkn.jadwal-operasi-pasien',
  async ({ nomorKartu }, { records, keyedHash, owner }) => {
    const found = await records.list<JadwalOperasi>(filterOf(BY_CARD, keyedHash(`operasi ${nomorKartu}`), owner));
    const rows = found.map(rowOf).sort((one, other) => (one.tanggalOperasi < other.tanggalOperasi ? -1 : 1));
    return done({ daftar: rows });
  },
);

function filterOf(collection: string, group: string, owner: string | undefined) {
  return { collection, group, limit: MOST_OPERATIONS, ...(owner === undefined ? {} : { owner }) };
}

function rowOf({ value, updatedAt }: Kept<JadwalOperasi>) {
  return { ...value, diperbaruiPada: new Date(updatedAt).toISOString() };
}

function daysOf(from: string, to: string): readonly string[] {
  const count = Math.round((Date.parse(to) - Date.parse(from)) / DAY_MS) + 1;
  return Array.from({ length: Math.min(count, MOST_DAYS + 1) }, (_, index) =>
    new Date(Date.parse(from) + index * DAY_MS).toISOString().slice(0, 10),
  );
}
