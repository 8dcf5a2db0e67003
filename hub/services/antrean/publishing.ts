import type { JadwalOperasi, PasienDikenal, SesiJadwal, SesiTerbit } from '../../../openapi/generated/types.ts';
import type { Keep } from '../../store/sealed-records.ts';
import { Refusal } from '../refusal.ts';
import { type ActionResult, action } from '../service.ts';
import { sessionKey } from './booking.ts';
import { placesOf, usedPlaces } from './claims.ts';
import { operationRecords } from './operations.ts';
import { type Patient, patientRecord } from './patients.ts';
import { NAMES, numberCounter, SESSIONS, type Session, sessionsOn, USUAL_MINUTES } from './sessions.ts';

export const terbitkanJadwal = action<{ readonly jadwal: readonly SesiJadwal[] }>({
  name: 'terbitkanJadwal',
  connector: 'bpjs',
  async run({ jadwal }, { application, records, now }) {
    checkHours(jadwal);
    const at = now.getTime();
    const base = { owner: application.id, state: '', createdAt: at, updatedAt: at, watchAt: null };
    const sessions = jadwal.map((session): Keep<Session> => {
      const value = { ...session, ...defaultsOf(session) };
      return { ...base, collection: SESSIONS, id: sessionKey(application.id, session), group: session.tanggal, value };
    });
    const names = jadwal.flatMap(({ kodePoli, namaPoli, kodeDokter, namaDokter }): readonly Keep<unknown>[] => [
      { ...base, collection: NAMES, id: `poli ${kodePoli}`, group: '', value: { nama: namaPoli } },
      { ...base, collection: NAMES, id: `dokter ${kodeDokter}`, group: '', value: { nama: namaDokter } },
    ]);
    await records.put<unknown>([...byId(sessions), ...byId(names)]);
    return published(jadwal.length);
  },
});

function checkHours(jadwal: readonly SesiJadwal[]): void {
  const mistakes = jadwal.flatMap(({ buka, tutup }, index) =>
    buka < tutup ? [] : [{ di: `body.jadwal.${index}.tutup`, masalah: `harus lebih akhir daripada jam buka, ${buka}` }],
  );
  if (mistakes.length > 0) throw new Refusal('permintaan-tidak-sah', 'Jadwal tidak sesuai.', mistakes);
}

function defaultsOf({ menitPerPasien = USUAL_MINUTES, libur = false, awalan, kodePoli }: SesiJadwal) {
  return { menitPerPasien, libur, awalan: awalan ?? kodePoli };
}

export const getJadwalTerbit = action<{ readonly tanggal: string; readonly kodePoli?: string }>({
  name: 'getJadwalTerbit',
  connector: 'bpjs',
  async run({ tanggal, kodePoli }, { application, records, count }) {
    const sessions = await sessionsOn(tanggal, records, { owner: application.id, kodePoli });
    const data = await Promise.all(
      sessions.map(
        async ({ id, value }): Promise<SesiTerbit> => ({
          ...value,
          terpakaiJkn: await usedPlaces(placesOf(id, 'jkn'), records),
          terpakaiNonJkn: await usedPlaces(placesOf(id, 'non-jkn'), records),
          nomorTerakhir: await count(numberCounter(id), tanggal, 0),
        }),
      ),
    );
    return { kind: 'json', status: 200, body: { data }, headers: { 'Cache-Control': 'private, no-store' } };
  },
});

export const terbitkanPasien = action<{ readonly pasien: readonly PasienDikenal[] }>({
  name: 'terbitkanPasien',
  connector: 'bpjs',
  subject: ({ pasien }) => pasien.map(({ nik }) => nik).join(' '),
  async run({ pasien }, { application, records, keyedHash, now }) {
    const at = now.getTime();
    const known = pasien.map(({ nik, nomorRekamMedis, nomorKartu = null, nama = null }) => {
      const patient: Patient = { nik, nomorKartu, nomorRekamMedis, nama, asal: 'aplikasi' };
      return patientRecord(application.id, patient, keyedHash, at);
    });
    await records.put(
      byId(known.map(({ record }) => record)),
      known.flatMap(({ links }) => links),
    );
    return published(pasien.length);
  },
});

export const terbitkanOperasi = action<{ readonly operasi: readonly JadwalOperasi[] }>({
  name: 'terbitkanOperasi',
  connector: 'bpjs',
  subject: ({ operasi }) => operasi.map(({ nomorKartu }) => nomorKartu).join(' '),
  async run({ operasi }, { application, records, keyedHash, now }) {
    const at = now.getTime();
    await records.put(byId(operasi.flatMap((one) => operationRecords(application.id, one, keyedHash, at))));
    return published(operasi.length);
  },
});

/** The last of each id: in one commit the order of the others means nothing. */
function byId<Value>(records: readonly Keep<Value>[]): readonly Keep<Value>[] {
  return [...new Map(records.map((record) => [`${record.collection} ${record.id}`, record])).values()];
}

function published(count: number): ActionResult {
  return { kind: 'json', status: 200, body: { data: { diterbitkan: count } } };
}
