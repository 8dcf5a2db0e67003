import { readRoundedRupiah, readRupiah } from '../../connectors/rupiah.ts';
import { ageAt } from './age.ts';
import { compileDateFormat, isCalendarDay } from './date-format.ts';
import { readIndonesianDate, readIndonesianMoment } from './indonesian-dates.ts';
import { compileMomentFormat } from './moment-format.ts';
import { isEpochMs, readMoment, readZonedText, writeMoment, writeZonedText } from './moments.ts';

/** What a transform could not take: the rule it broke, never the value. */
export class Misfit {
  readonly expected: string;
  constructor(expected: string) {
    this.expected = expected;
  }
}

export interface TransformOptions {
  readonly formats: readonly string[];
  readonly length?: number;
  readonly lengths?: readonly number[];
  readonly pad?: boolean;
  readonly split?: string;
  readonly take?: number;
}
export type Scalar = string | number | bigint | boolean;
export type Convert = (value: Scalar) => unknown;

/**
 * One named way to turn a value of an upstream into one of the shared model, and back.
 * `reading` and `asking` run once per mapping, at load, and may throw a RangeError for bad options.
 */
export interface Transform {
  readonly reading: (options: TransformOptions) => Convert;
  readonly asking: (options: TransformOptions) => Convert;
}

const both = (convert: (options: TransformOptions) => Convert): Transform => ({ reading: convert, asking: convert });

/** A number may stand for a text, true and false never do: "true" is nobody's name. */
const text = both(() => (value) => (typeof value === 'boolean' ? new Misfit('text') : String(value).trim()));
const upper = both(
  () => (value) => (typeof value === 'boolean' ? new Misfit('text') : String(value).trim().toUpperCase()),
);

/** Leading zeros count and no length is known: a number may have lost them, and a wrong number is worse than none. */
const verbatim = both(() => (value) => (typeof value === 'string' ? value.trim() : new Misfit('text')));

/** Digits stay text. A number that lost its leading zeros gets them back where the mapping says so (`pad`). */
const digits = both(({ length, lengths, pad }) => {
  const [least = 1, most = Number.POSITIVE_INFINITY] = lengths ?? [];
  const expected = length !== undefined ? `${length} digits` : lengths ? `${least} to ${most} digits` : 'digits';
  return (value) => {
    const plain = typeof value === 'boolean' || (typeof value === 'number' && !Number.isSafeInteger(value));
    const all = plain ? '' : String(value).trim();
    if (!/^\d+$/.test(all)) return new Misfit(expected);
    if (all.length < least || all.length > most) return new Misfit(expected);
    const padded = pad && length !== undefined ? all.padStart(length, '0') : all;
    return length === undefined || padded.length === length ? padded : new Misfit(expected);
  };
});

/** A number of a ticket as people and spreadsheets hand it on: `#6 340 753`, `6340753.0` (the LAPOR notes, section 6). */
const bareDigits = both((options) => {
  const convert = digits.reading(options);
  return (value) =>
    convert(typeof value === 'string' ? value.replace(/^\s*#/, '').replace(/\s+/g, '').replace(/\.0+$/, '') : value);
});

const number = both(() => (value) => {
  const read = typeof value === 'string' ? Number(value.trim()) : value;
  return typeof read === 'number' && Number.isFinite(read) ? read : new Misfit('a number');
});

const integer = both(() => (value) => {
  const read = typeof value === 'string' && /^\s*-?\d+\s*$/.test(value) ? Number(value) : value;
  return typeof read === 'number' && Number.isSafeInteger(read) ? read : new Misfit('a whole number');
});

/** Whole rupiah here, a number; there a text, `125000` or, with the format `0.00`, `125000.00`. Sen do not fit. */
const rupiah: Transform = {
  reading: () => (value) => readRupiah(value) ?? new Misfit('whole rupiah'),
  asking: ({ formats: [format = '0'] }) => {
    if (format !== '0' && format !== '0.00') throw new RangeError('"rupiah" is written as 0 or 0.00');
    return (value) => {
      const amount = readRupiah(value);
      return amount === undefined ? new Misfit('whole rupiah') : format === '0' ? `${amount}` : `${amount}.00`;
    };
  },
};

/** Amounts of an upstream that reckons with decimals. Asking, there are none. */
const roundedRupiah: Transform = {
  reading: () => (value) => readRoundedRupiah(value) ?? new Misfit('an amount of rupiah'),
  asking: rupiah.asking,
};

const BOOLEANS: ReadonlyMap<string, boolean> = new Map([
  ['true', true],
  ['1', true],
  ['false', false],
  ['0', false],
]);
const boolean = both(() => (value) => BOOLEANS.get(String(value).trim().toLowerCase()) ?? new Misfit('true or false'));

const date: Transform = {
  reading({ formats }) {
    const readers = (formats.length ? formats : ['yyyy-MM-dd']).map(compileDateFormat);
    const expected = `a date as ${formats.join(' or ') || 'yyyy-MM-dd'}`;
    return (value) => {
      const written = String(value).trim();
      for (const { parse } of readers) {
        const iso = parse(written);
        if (iso !== undefined) return iso;
      }
      return new Misfit(expected);
    };
  },
  asking({ formats }) {
    const { write } = compileDateFormat(formats[0] ?? 'yyyy-MM-dd');
    return (value) => write(String(value));
  },
};

/** The day of a date or a moment as it is written; no zone is reckoned, as SIPD marks local days with a Z. */
const day = both(() => (value) => {
  const [, written = ''] = /^(\d{4}-\d{2}-\d{2})(?:[T ]\d{2}:\d{2}.*)?$/.exec(String(value).trim()) ?? [];
  return isCalendarDay(written) ? written : new Misfit('a day, with or without a time');
});

/** One part of a text such as `08:00 - 12:00`. */
const part = both(({ split, take }) => {
  if (split === undefined || take === undefined) throw new RangeError('"part" needs split and take');
  return (value) => String(value).split(split)[take]?.trim() || new Misfit(`text with part ${take} after "${split}"`);
});

/** ISO 8601 with an offset, from whatever the upstream writes; without an offset it is local time. */
const dateTime = both(() => (value) => {
  const moment = typeof value === 'string' ? readIndonesianMoment(value.trim()) : undefined;
  return moment ?? new Misfit('a date with a time');
});

/** A day with the month's name: `3 Jan 2026`. */
const namedMonth = both(() => (value) => {
  const day = typeof value === 'string' ? readIndonesianDate(value.trim()) : undefined;
  return day ?? new Misfit('a date as 3 Jan 2026');
});

/** Names have one word or several, and some upstreams want two fields: the second may be empty. */
const firstWord = both(() => (value) => String(value).trim().split(/\s+/)[0] ?? '');
const otherWords = both(() => (value) => String(value).trim().split(/\s+/).slice(1).join(' '));

const time = both(({ split, take }) => {
  const cut = split === undefined || take === undefined ? undefined : part.reading({ formats: [], split, take });
  return (value) => {
    const at = cut ? cut(value) : String(value).trim();
    return typeof at === 'string' && /^(([01]\d|2[0-3]):[0-5]\d|24:00)$/.test(at) ? at : new Misfit('a time as HH:mm');
  };
});

const NO_MOMENT = new Misfit('a moment as 2026-11-20T08:05:10+07:00');

/** Milliseconds since 1970 there, ISO 8601 here. Seconds do not fit: they would be a day in January 1970. */
const epochMs: Transform = {
  reading: () => (value) => {
    const read = integer.reading({ formats: [] })(value);
    return isEpochMs(read) ? writeMoment(read) : new Misfit('milliseconds since 1970');
  },
  asking: () => (value) => readMoment(String(value).trim()) ?? NO_MOMENT,
};

/** `20-11-2026 08:05:10 WIB` there, ISO 8601 here. */
const zoned: Transform = {
  reading: () => (value) => readZonedText(String(value).trim()) ?? new Misfit('a moment as dd-MM-yyyy HH:mm:ss WIB'),
  asking: () => (value) => {
    const ms = readMoment(String(value).trim());
    return ms === undefined ? NO_MOMENT : writeZonedText(ms);
  },
};

/** A local time in the upstream's own form, `03-02-2026 10:15:40`, there, ISO 8601 in WIB here. */
const moment: Transform = {
  reading({ formats }) {
    const forms = formats.map(compileMomentFormat);
    if (forms.length === 0) throw new RangeError('"moment" needs a format');
    const expected = `a moment as ${formats.join(' or ')}`;
    return (value) => {
      const written = String(value).trim();
      for (const { parse } of forms) {
        const iso = parse(written);
        if (iso !== undefined) return iso;
      }
      return new Misfit(expected);
    };
  },
  asking({ formats: [format] }) {
    if (format === undefined) throw new RangeError('"moment" needs a format');
    const { write } = compileMomentFormat(format);
    return (value) => write(String(value).trim()) ?? NO_MOMENT;
  },
};

/** Two days, of birth and of the asking, as `36 tahun ,10 bulan ,19 hari` (the BPJS notes, section 6.1). */
const age = both(() => (value) => {
  const [born = '', at = ''] = String(value).split(' ');
  return ageAt(born, at) ?? new Misfit('two dates');
});

export const transforms: Readonly<Record<string, Transform>> = {
  text,
  upper,
  verbatim,
  digits,
  'bare-digits': bareDigits,
  number,
  integer,
  rupiah,
  'rounded-rupiah': roundedRupiah,
  boolean,
  date,
  day,
  'date-time': dateTime,
  'named-month': namedMonth,
  part,
  'first-word': firstWord,
  'other-words': otherWords,
  time,
  'epoch-ms': epochMs,
  zoned,
  moment,
  age,
};
