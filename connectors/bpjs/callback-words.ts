/** How one member of a call is read: the words are the keys of `questionWords` and `answerWords`. A closing `?` is optional. */
export interface WireField<Word extends string> {
  readonly from: string;
  readonly as: Word;
}
/** By field of the shared model, dotted where it is nested. */
export type QuestionFields = Readonly<Record<string, WireField<keyof typeof questionWords>>>;
/** By BPJS's member. */
export type AnswerFields = Readonly<Record<string, WireField<keyof typeof answerWords>>>;

/** A reason in Indonesian, put behind the member's name. Mobile JKN shows it to the patient. */
class Complaint {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
}
type Word = (text: string, today: string) => string | Complaint;

const JUST_TEXT: Word = (text) => text;
const VISITS = new Map([
  ['1', 'rujukan-fktp'],
  ['2', 'rujukan-internal'],
  ['3', 'kontrol'],
  ['4', 'antar-rs'],
]);

/** What a hospital is expected to check itself (the BPJS notes, section 8): each says what is wrong, in words. */
const questionWords = {
  text: JUST_TEXT,
  digits: matching(/^\d+$/, 'harus berupa angka'),
  card: matching(/^\d{13}$/, 'harus 13 digit'),
  nik: matching(/^\d{16}$/, 'harus 16 digit'),
  kk: matching(/^\d{16}$/, 'harus 16 digit'),
  phone: matching(/^\d{8,15}$/, 'harus berupa angka, 8 sampai 15 digit'),
  hours: matching(/^([01]\d|2[0-3]):[0-5]\d-(([01]\d|2[0-3]):[0-5]\d|24:00)$/, 'tidak sesuai, gunakan HH:mm-HH:mm'),
  'three-digits': (text: string) =>
    /^\d{1,3}$/.test(text) ? text.padStart(3, '0') : new Complaint('harus berupa angka, paling banyak 3 digit'),
  day,
  'day-to-come': (text: string, today: string) => {
    const read = day(text);
    return typeof read === 'string' && read < today ? new Complaint('sudah lewat') : read;
  },
  'epoch-ms': (text: string) =>
    /^\d{12,13}$/.test(text) ? momentOf(Number(text)) : new Complaint('tidak sesuai, gunakan milidetik'),
  visit: (text: string) => VISITS.get(text) ?? new Complaint('tidak sesuai, gunakan 1, 2, 3, atau 4'),
  sex: (text: string) => (/^[LP]$/i.test(text) ? text.toUpperCase() : new Complaint('tidak sesuai, gunakan L atau P')),
} satisfies Readonly<Record<string, Word>>;

function matching(pattern: RegExp, complaint: string): Word {
  return (text) => (pattern.test(text) ? text : new Complaint(complaint));
}

function day(text: string): string | Complaint {
  const isDay = /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(text));
  // 31 February is read as a day in March
  return isDay && new Date(text).toISOString().startsWith(text)
    ? text
    : new Complaint('tidak sesuai, format yang benar adalah yyyy-mm-dd');
}

const WIB_MS = 7 * 3_600_000;

export function jakartaDay(now: Date): string {
  return new Date(now.getTime() + WIB_MS).toISOString().slice(0, 10);
}

function momentOf(ms: number): string {
  const wib = new Date(ms + WIB_MS).toISOString();
  return `${ms % 1000 === 0 ? wib.slice(0, 19) : wib.slice(0, -1)}+07:00`;
}

export type ReadQuestion =
  | { readonly kind: 'read'; readonly question: Readonly<Record<string, unknown>> }
  | { readonly kind: 'refused'; readonly reason: string };

/** Reads the members of a call, names in any case, into a question; the first that does not fit is the reason. */
export function readQuestion(
  fields: QuestionFields,
  members: Readonly<Record<string, unknown>>,
  today: string,
): ReadQuestion {
  const named = new Map(Object.entries(members).map(([name, value]) => [name.toLowerCase(), value]));
  const question: Record<string, unknown> = {};
  for (const [target, { from, as }] of Object.entries(fields)) {
    const member = from.replace(/\?$/, '');
    const isNumeric = NUMERIC.has(as);
    const text = textOf(named.get(member), isNumeric);
    if (text === undefined) return refused(`${member} tidak sesuai${isNumeric ? '' : ', gunakan teks'}`);
    if (text === '') {
      if (from.endsWith('?')) continue;
      return refused(`${member} belum diisi`);
    }
    const word: Word = questionWords[as];
    const read = word(text, today);
    if (read instanceof Complaint) return refused(`${member} ${read.text}`);
    plant(question, target.split('.'), read);
  }
  return { kind: 'read', question };
}

function refused(reason: string): ReadQuestion {
  return { kind: 'refused', reason };
}

/** Words that a number and its digits mean the same for. Of a card, a NIK or a telephone it has lost zeros or digits. */
const NUMERIC: ReadonlySet<string> = new Set(['digits', 'epoch-ms', 'visit', 'three-digits']);

function textOf(value: unknown, isNumeric: boolean): string | undefined {
  if (value === undefined || value === null) return '';
  if (typeof value === 'string') return value.trim();
  return isNumeric && Number.isSafeInteger(value) ? String(value) : undefined;
}

function plant(into: Record<string, unknown>, [key = '', ...below]: readonly string[], value: unknown): void {
  if (below.length === 0) {
    into[key] = value;
    return;
  }
  const branch = (into[key] ?? {}) as Record<string, unknown>;
  into[key] = branch;
  plant(branch, below, value);
}

type AnswerWord = (value: unknown) => unknown;
const RECIPES = new Map<unknown, string>([
  ['tidak-ada', 'Tidak ada'],
  ['racikan', 'Racikan'],
  ['non-racikan', 'Non racikan'],
]);

/** `undefined` where the value is of another kind. */
const answerWords = {
  text: (value: unknown) => (typeof value === 'string' ? value : undefined),
  number: (value: unknown) => (typeof value === 'number' && Number.isFinite(value) ? value : undefined),
  flag: (value: unknown) => (typeof value === 'boolean' ? Number(value) : undefined),
  'epoch-ms': (value: unknown) => {
    const ms = typeof value === 'string' ? Date.parse(value) : Number.NaN;
    return Number.isNaN(ms) ? undefined : ms;
  },
  recipe: (value: unknown) => RECIPES.get(value),
} satisfies Readonly<Record<string, AnswerWord>>;

/** Writes a value of the shared model in BPJS's names and types. Throws a RangeError that names a field it lacks. */
export function writeAnswer(fields: AnswerFields, value: unknown): Readonly<Record<string, unknown>> {
  const answer: Record<string, unknown> = {};
  for (const [member, { from, as }] of Object.entries(fields)) {
    const path = from.replace(/\?$/, '');
    const given = memberAt(value, path.split('.'));
    if ((given === undefined || given === null) && from.endsWith('?')) {
      answer[member] = as === 'number' ? 0 : '';
      continue;
    }
    const word: AnswerWord = answerWords[as];
    const written = word(given);
    if (written === undefined) throw new RangeError(`the answer lacks "${path}" (${as})`);
    answer[member] = written;
  }
  return answer;
}

function memberAt(value: unknown, path: readonly string[]): unknown {
  return path.reduce<unknown>(
    (at, key) => (typeof at === 'object' && at !== null ? (at as Record<string, unknown>)[key] : undefined),
    value,
  );
}
