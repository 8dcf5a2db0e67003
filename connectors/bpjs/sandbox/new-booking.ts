import { type Body, Objection } from './body.ts';
import type { NewBooking } from './booking.ts';
import type { Register } from './register.ts';
import { isDate } from './routes.ts';
import type { BpjsSettingValues } from './settings.ts';

interface Reading {
  readonly register: Register;
  readonly place: number;
  readonly settings: BpjsSettingValues;
}

/** The body of `antrean/add` (section 7.1). Throws an `Objection` with the sentence of a 201. */
export function newBooking(body: Body, reading: Reading): NewBooking {
  const jkn = body.choice('jenispasien', ['JKN', 'NON JKN']) === 'JKN';
  const booking = {
    kodebooking: body.text('kodebooking'),
    jkn,
    nomorkartu: jkn ? digits(body, 'nomorkartu', 13) : empty(body, 'nomorkartu'),
    nik: digits(body, 'nik', 16),
    nohp: phone(body, reading.settings.longestPhone),
    kodepoli: body.text('kodepoli'),
    namapoli: body.text('namapoli'),
    pasienbaru: body.choice('pasienbaru', [0, 1]) === 1,
    norm: body.text('norm'),
    tanggalperiksa: date(body, 'tanggalperiksa'),
    kodedokter: body.wholeOrDigits('kodedokter'),
    namadokter: body.text('namadokter'),
    jampraktek: hours(body, 'jampraktek'),
    jeniskunjungan: body.choice('jeniskunjungan', [1, 2, 3, 4]),
    nomorreferensi: jkn ? body.optionalText('nomorreferensi') : empty(body, 'nomorreferensi'),
    nomorantrean: body.text('nomorantrean'),
    angkaantrean: body.whole('angkaantrean'),
    estimasidilayani: milliseconds(body, 'estimasidilayani'),
    extra: Object.fromEntries(reading.settings.antreanMandatory.map((name) => [name, body.given(name)])),
  };
  checkQuotas(body);
  body.optionalText('keterangan');
  if (jkn) checkReference(booking, reading);
  return booking;
}

export function milliseconds(body: Body, name: string): number {
  const value = body.whole(name);
  // ten digits are seconds: the classic mistake
  if (value < 100_000_000_000) throw new Objection(`${name} tidak valid, gunakan milidetik`);
  return value;
}

function digits(body: Body, name: string, length: number): string {
  const value = body.text(name);
  if (!/^\d+$/.test(value) || value.length !== length) throw new Objection(`${name} harus ${length} digit angka`);
  return value;
}

/** Members that belong to the insured stay empty for others (section 7.1). */
function empty(body: Body, name: string): string {
  if (body.optionalText(name) !== '') throw new Objection(`${name} harus kosong untuk pasien NON JKN`);
  return '';
}

function phone(body: Body, longest: number): string {
  const value = body.text('nohp');
  if (!/^\d+$/.test(value) || value.length > longest)
    throw new Objection(`nohp harus angka, paling panjang ${longest}`);
  return value;
}

export function date(body: Body, name: string): string {
  const value = body.text(name);
  if (!isDate(value)) throw new Objection(`Format ${name} tidak sesuai, gunakan yyyy-MM-dd`);
  return value;
}

function hours(body: Body, name: string): string {
  const value = body.text(name);
  if (!/^([01]\d|2[0-3]):[0-5]\d-([01]\d|2[0-4]):[0-5]\d$/.test(value))
    throw new Objection(`Format ${name} tidak sesuai, gunakan HH:mm-HH:mm`);
  return value;
}

function checkQuotas(body: Body): void {
  for (const [left, quota] of [
    ['sisakuotajkn', 'kuotajkn'],
    ['sisakuotanonjkn', 'kuotanonjkn'],
  ] as const)
    if (body.whole(left) > body.whole(quota)) throw new Objection(`${left} tidak boleh lebih besar dari ${quota}`);
}

const letterOf: Readonly<Record<number, RegExp>> = {
  1: /^[0-9A-Z]{12}P\d{6}$/, // of an FKTP
  2: /^[0-9A-Z]{19}$/,
  3: /^[0-9A-Z]{12}K\d{6}$/, // a control letter
  4: /^[0-9A-Z]{12}B\d{6}$/, // of a hospital
};
const VALID_DAYS = 90;

function checkReference(booking: NewBooking, { register, place, settings }: Reading): void {
  const { nomorreferensi, jeniskunjungan, nomorkartu, tanggalperiksa } = booking;
  if (!/^[0-9A-Z]{19}$/.test(nomorreferensi)) throw new Objection('data nomorreferensi belum sesuai.');
  if (!letterOf[jeniskunjungan]?.test(nomorreferensi)) throw new Objection('Rujukan tidak valid');
  if (settings.references === 'shape' || (jeniskunjungan !== 1 && jeniskunjungan !== 4)) return;
  const referral = register.referral(nomorreferensi, jeniskunjungan === 1 ? 'fktp' : 'hospital', place);
  if (referral?.member.person.noKartu !== nomorkartu) throw new Objection('Rujukan tidak valid');
  const ageDays = (Date.parse(tanggalperiksa) - Date.parse(referral.tanggal)) / 86_400_000;
  if (ageDays > VALID_DAYS) throw new Objection('Masa berlaku rujukan sudah habis');
}
