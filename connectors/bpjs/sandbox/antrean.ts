import { antreanLists } from './antrean-lists.ts';
import { antreanWrites } from './antrean-writes.ts';
import { clinics, doctorsOf, scheduleOf } from './clinics.ts';
import { type Finding, found, nothingThere, refused } from './finding.ts';
import { get, isDate, type Question, type Route } from './routes.ts';

/** Antrean RS, section 7. Reference lists say 1 where everything else says 200 (section 3). */
export const antreanRoutes: readonly Route[] = [
  get('ref/poli', (question) => list(question, 1, clinicRows)),
  get('ref/dokter', (question) => list(question, 1, doctorRows(question))),
  get('jadwaldokter/kodepoli/{kode}/tanggal/{tanggal}', schedule),
  get('ref/poli/fp', (question) => list(question, 1, fingerprintRows)),
  get('ref/pasien/fp/identitas/{jenis}/noidentitas/{nomor}', fingerprintOf),
  ...antreanWrites,
  ...antreanLists,
];

const clinicRows = clinics.map(({ kode, nama }) => ({
  nmpoli: nama,
  nmsubspesialis: nama,
  kdsubspesialis: kode,
  kdpoli: kode,
}));

/** Clinics that want a fingerprint. */
const fingerprintRows = clinics
  .filter(({ kode }) => ['MAT', 'SAR', 'INT'].includes(kode))
  .map(({ kode, nama }) => ({ kodesubspesialis: kode, namasubspesialis: nama, kodepoli: kode, namapoli: nama }));

/** Every second member gave a fingerprint. */
function fingerprintOf({ named, register }: Question): Finding {
  const jenis = named('jenis').toLowerCase();
  const nomor = named('nomor');
  const member = jenis === 'nik' ? register.byNik(nomor) : jenis === 'noka' ? register.byCard(nomor) : undefined;
  if (!member) return nothingThere;
  const { noKartu, nik, tanggalLahir } = member.person;
  return found({ nomorkartu: noKartu, nik, tgllahir: tanggalLahir, daftarfp: Number(noKartu) % 2 }, 1, 'Ok');
}

function doctorRows({ facility }: Question): readonly object[] {
  return doctorsOf(facility).map(({ nama, kode }) => ({ namadokter: nama, kodedokter: kode }));
}

function schedule(question: Question): Finding {
  const tanggal = question.named('tanggal');
  if (!isDate(tanggal)) return refused('Format tanggal salah, gunakan yyyy-MM-dd');
  const { facility, scheduleChanges, today } = question;
  const changed = (kodedokter: number) => scheduleChanges.hoursOf(facility.place, kodedokter, today);
  const rows = scheduleOf(facility, question.named('kode'), tanggal, changed);
  return rows.length > 0 ? list(question, 200, rows) : nothingThere;
}

/** Catalogue copies print `{ "list": [ … ] }`; the live service sends a bare array (section 3). */
function list({ wrapsLists }: Question, code: number, rows: readonly object[]): Finding {
  return found(wrapsLists ? { list: rows } : rows, code, 'Ok');
}
