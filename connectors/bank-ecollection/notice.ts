import { readRupiah } from '../rupiah.ts';

export type ReadNotice =
  | { readonly kind: 'read'; readonly question: Readonly<Record<string, unknown>> }
  /** The bank's own name of the first member that is not as it should be. */
  | { readonly kind: 'unfit'; readonly member: string };

type Word = (value: unknown) => string | number | undefined;
interface Member {
  readonly target: string;
  readonly from: readonly string[];
  readonly as: Word;
  readonly mustBeThere: boolean;
}

/** Section 5 of the eCollection notes as data; of several names the first that is filled counts. */
const MEMBERS: readonly Member[] = [
  { target: 'trxId', from: ['trx_id'], as: textOf, mustBeThere: true },
  { target: 'virtualAccount', from: ['virtual_account'], as: digitsOf, mustBeThere: true },
  { target: 'nomorBank', from: ['payment_ntb'], as: textOf, mustBeThere: true },
  { target: 'nominal', from: ['payment_amount'], as: readRupiah, mustBeThere: true },
  { target: 'kumulatif', from: ['cumulative_payment_amount'], as: readRupiah, mustBeThere: false },
  { target: 'nominalTagihan', from: ['trx_amount'], as: readRupiah, mustBeThere: false },
  // before 1.9.0 there is local time only
  { target: 'dibayarPada', from: ['datetime_payment_iso8601', 'datetime_payment'], as: momentOf, mustBeThere: false },
];

/** `before` is what every account number of this contract begins with; of any other the customer's part is unknown. */
export function readNotice(members: Readonly<Record<string, unknown>>, before: string): ReadNotice {
  const question: Record<string, unknown> = { bukti: 'lemah', keadaan: 'berhasil' };
  for (const { target, from, as, mustBeThere } of MEMBERS) {
    const member = from.find((name) => !isBlank(members[name])) ?? from[0] ?? '';
    const value = members[member];
    if (isBlank(value) && !mustBeThere) continue;
    const read = as(value);
    if (read === undefined) return { kind: 'unfit', member };
    question[target] = read;
  }
  const number = String(question.virtualAccount);
  if (number.startsWith(before) && number.length > before.length) question.nomorPelanggan = number.slice(before.length);
  return { kind: 'read', question };
}

function isBlank(value: unknown): boolean {
  return value === undefined || value === null || (typeof value === 'string' && value.trim() === '');
}

/** BNI's numbers are texts; some re-implementations send numbers, which `parseExactJson` keeps whole. */
function textOf(value: unknown): string | undefined {
  if (typeof value === 'bigint' || (Number.isSafeInteger(value) && Number(value) >= 0)) return String(value);
  return typeof value === 'string' && value.trim() !== '' ? value.trim() : undefined;
}

function digitsOf(value: unknown): string | undefined {
  const text = textOf(value)?.replaceAll(' ', '');
  return text !== undefined && /^\d{1,28}$/.test(text) ? text : undefined;
}

const MOMENT = /^(\d{4}-\d{2}-\d{2})[T ]((?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d)(?:\.\d+)?(Z|[+-]\d{2}:?\d{2})?$/;
const WIB_MS = 7 * 3_600_000;

/** ISO 8601 in Waktu Indonesia Barat; without an offset it is Jakarta's time. */
function momentOf(value: unknown): string | undefined {
  if (typeof value !== 'string') return undefined;
  const [, day, time, offset = '+07:00'] = MOMENT.exec(value.trim()) ?? [];
  if (day === undefined || !isDay(day)) return undefined;
  const ms = Date.parse(`${day}T${time}${offset}`);
  return Number.isNaN(ms) ? undefined : `${new Date(ms + WIB_MS).toISOString().slice(0, 19)}+07:00`;
}

/** 30 February is a day of March to `Date`. */
function isDay(day: string): boolean {
  const ms = Date.parse(day);
  return !Number.isNaN(ms) && new Date(ms).toISOString().startsWith(day);
}
