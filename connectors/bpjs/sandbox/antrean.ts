import { clinics, doctorsOf, scheduleOf } from './clinics.ts';
import { type Finding, found, refused } from './finding.ts';
import { get, isDate, type Question, type Route } from './routes.ts';

/** Antrean RS, section 7. Reference lists say 1 where everything else says 200 (section 3). */
export const antreanRoutes: readonly Route[] = [
  get('ref/poli', (question) => list(question, 1, clinicRows)),
  get('ref/dokter', (question) => list(question, 1, doctorRows(question))),
  get('jadwaldokter/kodepoli/{kode}/tanggal/{tanggal}', schedule),
];

const clinicRows = clinics.map(({ kode, nama }) => ({
  nmpoli: nama,
  nmsubspesialis: nama,
  kdsubspesialis: kode,
  kdpoli: kode,
}));

function doctorRows({ facility }: Question): readonly object[] {
  return doctorsOf(facility).map(({ nama, kode }) => ({ namadokter: nama, kodedokter: kode }));
}

function schedule(question: Question): Finding {
  const tanggal = question.named('tanggal');
  if (!isDate(tanggal)) return refused('Format tanggal salah, gunakan yyyy-MM-dd');
  const rows = scheduleOf(question.facility, question.named('kode'), tanggal);
  return rows.length > 0 ? list(question, 200, rows) : { code: 204, message: 'No Content' };
}

/** Catalogue copies print `{ "list": [ … ] }`; the live service sends a bare array (section 3). */
function list({ wrapsLists }: Question, code: number, rows: readonly object[]): Finding {
  return found(wrapsLists ? { list: rows } : rows, code, 'Ok');
}
