import { type Rupiah, readRupiah } from '../../../../connectors/rupiah.ts';

/** An amount as somebody wrote it, or why it is not known which one that is. */
export type Amount =
  | { readonly kind: 'amount'; readonly nominal: Rupiah }
  | { readonly kind: 'bad'; readonly reason: string };
export type Separator = '.' | ',';
/** What stands before the sen in a file. `unknown`: no amount of it says so. `both`: its amounts contradict each other. */
export type Decimals = Separator | 'unknown' | 'both';

const WRITTEN = /^(?:(?:rp|idr)\.?\s*)?(\d[\d.,]*?)(,-)?$/i;
const PLAIN = /^\d+$/;
/** Each says what stands before the sen. */
const SAYING: readonly (readonly [RegExp, Separator])[] = [
  [/^(?:\d+|\d{1,3}(?:\.\d{3})+),\d{1,2}$/, ','],
  [/^(?:\d+|\d{1,3}(?:,\d{3})+)\.\d{1,2}$/, '.'],
  [/^\d{1,3}(?:\.\d{3}){2,}$/, ','],
  [/^\d{1,3}(?:,\d{3}){2,}$/, '.'],
];

/**
 * How a file writes its amounts, from those that can be read in one way only: `125.000,00`, `1,250,000`, `125000.00`. Of
 * `125.000` alone nobody can say whether it is 125 thousand or 125 with three decimals.
 */
export function decimalsOf(amounts: Iterable<string>): Decimals {
  const seen = new Set<Separator>();
  for (const text of amounts) {
    const said = decimalsIn(text);
    if (said !== undefined) seen.add(said);
  }
  const [first, other] = seen;
  if (other !== undefined) return 'both';
  return first ?? 'unknown';
}

function decimalsIn(text: string): Separator | undefined {
  const [, written = '', dash] = WRITTEN.exec(text.trim()) ?? [];
  return dash === undefined ? SAYING.find(([form]) => form.test(written))?.[1] : ',';
}

/** Never guessed: what could be two amounts is neither. Sen are no part of any bill. */
export function readAmount(text: string, decimals: Decimals): Amount {
  const trimmed = text.trim();
  const [, written, dash] = WRITTEN.exec(trimmed) ?? [];
  if (written === undefined) return bad(whyNot(trimmed));
  if (PLAIN.test(written) && dash === undefined) return amountOf(written);
  if (decimals === 'unknown')
    return bad('may be read in two ways: no amount of the file says what its separators mean');
  if (decimals === 'both') return bad('may be read in two ways: the file writes amounts now with "." and now with ","');
  const thousands = decimals === '.' ? ',' : '.';
  const [whole = '', sen = '', ...more] = written.split(decimals);
  const groups = whole.split(thousands);
  const isWhole =
    groups.length === 1 || groups.every((group, place) => (place === 0 ? /^\d{1,3}$/ : /^\d{3}$/).test(group));
  if (more.length > 0 || !isWhole || !/^\d{0,2}$/.test(sen)) return bad('is no amount as the file writes them');
  return /[1-9]/.test(sen) ? bad('has sen') : amountOf(groups.join(''));
}

function amountOf(digits: string): Amount {
  const nominal = readRupiah(digits);
  if (nominal === undefined) return bad('is more than an amount can be');
  return nominal === 0 ? bad('is nothing') : { kind: 'amount', nominal };
}

function whyNot(text: string): string {
  if (text === '') return 'is empty';
  if (/^\(.*\)$|^-|-$|^\+/.test(text)) return 'has a sign: only money that came in is listed';
  if (/\de\+?\d/i.test(text)) return 'was shortened by a spreadsheet, its digits are lost';
  return 'is no amount';
}

function bad(reason: string): Amount {
  return { kind: 'bad', reason };
}
