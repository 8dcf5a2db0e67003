/** A text of a message for people to look at. Whoever reads it recognises the matter, and nobody the person. */
export interface Mask {
  /** What may be shown of the value of this field. */
  of(name: string, value: unknown): Shown;
}
export interface Shown {
  readonly value: string | number | boolean | null;
  /** Something was left out. */
  readonly masked: boolean;
}

const LONGEST_TEXT = 60;
const SHORTEST_NAME = 3;

/** `nama`, `namaDokter`; the clinic's is nobody's. */
const NAME = /^nama(?!Poli)|^(oleh|pelapor)$/i;
const NUMBER = /^(nik|nip|no[A-Z]|nomor|telepon|npwp|nop|nib)/;
const BIRTH = /lahir/i;
const FREE = /^(isi|judul|keterangan|catatan|alasan|alamat|tempat|jabatan|nomenklatur)/i;

const MOMENT = /^\d{4}-\d{2}-\d{2}(T[\d:.]+(Z|[+-]\d{2}:\d{2})?)?$/;
/** Made by the hub, or a word that a form offers: `psn_01…`, `non-jkn`, `image/jpeg`, `INT`, `08:00-12:00`. */
const CODE = /^([a-z]{3}_[0-9a-z]{16,40}|[a-z][a-z0-9-]*(\/[a-z0-9.+-]+)?|[A-Z]{1,4}|\d{1,2}:\d{2}(-\d{2}:\d{2})?)$/;
/** Four digits and more, also where they are written in groups. */
const DIGITS = /\d(?:[\d .-]*\d)?/g;

/** `content`: everything the message carries; the names in it are known then, also where a text repeats them. */
export function maskFor(content: unknown): Mask {
  const names = namesIn('', content);
  const known = names.length === 0 ? undefined : new RegExp(`(?<!\\p{L})(${names.join('|')})(?!\\p{L})`, 'giu');
  const text = (value: string) => maskedText(known ? value.replace(known, initialOf) : value);

  return {
    of(name, value) {
      if (value === null || value === undefined) return { value: null, masked: false };
      if (typeof value === 'boolean') return { value, masked: false };
      const shown = typeof value === 'string' ? textShown(name, value, text) : numberShown(value);
      return { value: shown, masked: shown !== value };
    },
  };
}

function textShown(name: string, value: string, text: (value: string) => string): string {
  if (BIRTH.test(name)) return MOMENT.test(value) ? `${value.slice(0, 4)}-…` : text(value);
  if (MOMENT.test(value)) return value;
  if (NAME.test(name)) return initialsOf(value);
  if (/^\S+@\S+$/.test(value)) return `${value.slice(0, 1)}…@…`;
  if (URL.canParse(value) && /^https?:/.test(value)) return `${new URL(value).origin}/…`;
  if (NUMBER.test(name)) return lastDigitsOf(value);
  if (FREE.test(name)) return text(value);
  if (/^(kode|id)/.test(name) && /^[\w.-]{1,20}$/.test(value)) return withoutLongRuns(value);
  return CODE.test(value) ? value : text(value);
}

/** Small numbers count things; a place on a map is shown to about ten kilometres. */
function numberShown(value: unknown): string | number {
  if (typeof value === 'number' && Math.abs(value) < 1000) {
    return Number.isInteger(value) ? value : `${Math.trunc(value * 10) / 10}…`;
  }
  return lastDigitsOf(String(value));
}

/** `BUDI SANTOSO` as `B. S.` */
function initialsOf(name: string): string {
  const words = name.match(/\p{L}[\p{L}'’]*/gu) ?? [];
  return words.length === 0 ? '…' : words.map(initialOf).join(' ');
}

function initialOf(word: string): string {
  return `${word.slice(0, 1).toUpperCase()}.`;
}

/** `9901010101900001` as `…001`; what has three digits or fewer tells nobody from another. */
function lastDigitsOf(value: string): string {
  const digits = value.replace(/\D/g, '');
  if (digits.length > 3) return `…${digits.slice(-3)}`;
  return value.length > 12 ? '…' : value;
}

function withoutLongRuns(value: string): string {
  return value.replace(/\d{9,}/g, lastDigitsOf);
}

/** Capitals begin names, and sentences: both become initials, as nobody can tell one from the other. */
function maskedText(value: string): string {
  const short = value.slice(0, LONGEST_TEXT);
  const cut = value.length > short.length ? ` … (${value.length})` : '';
  const words = short
    .replace(DIGITS, (run) => (run.replace(/\D/g, '').length > 3 ? lastDigitsOf(run) : run))
    .replace(/\S+@\S+/g, '…@…')
    .replace(/\p{Lu}[\p{L}'’]+\.?/gu, initialOf);
  // a name that was cut in two is still one
  return `${cut === '' ? words : words.replace(/\S+$/, '')}${cut}`.trim();
}

/** Words of the names in it, however deep, as they may stand in a pattern. */
function namesIn(name: string, value: unknown): readonly string[] {
  if (typeof value === 'string')
    return NAME.test(name) ? (value.match(/\p{L}+/gu) ?? []).filter((word) => word.length >= SHORTEST_NAME) : [];
  if (Array.isArray(value)) return value.flatMap((one) => namesIn(name, one));
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([below, one]) => namesIn(below, one));
}
