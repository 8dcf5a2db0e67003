/**
 * An answer for people to look at: every member and its kind, and nothing anybody could be known by. Letters become x and
 * digits 0, so that a date still looks like one and a number is as long as it was. Words of up to two letters stay, as
 * they are codes (`L`, `P`).
 */
export function masked(value: unknown): unknown {
  if (typeof value === 'string') return maskedText(value);
  if (typeof value === 'number' || typeof value === 'bigint') return Number(String(value).replace(/\d/g, '0')) || 0;
  if (Array.isArray(value)) return value.slice(0, MOST_ROWS).map(masked);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, below]) => [maskedName(name), masked(below)]));
}

const MOST_ROWS = 3;

export function maskedText(text: string): string {
  if (/^\p{L}{1,2}$/u.test(text)) return text;
  return text.replace(/\p{L}/gu, 'x').replace(/\p{N}/gu, '0');
}

/** Names of members are the upstream's words, unless they are somebody's number. */
function maskedName(name: string): string {
  return /\d{9,}/.test(name) ? maskedText(name) : name;
}

const BODY_START = /^\s*[[{]/;

/** The text of an answer, masked: JSON member by member, everything else letter by letter. */
export function maskedAnswer(text: string): string {
  if (!BODY_START.test(text)) return maskedMarkup(text);
  try {
    return JSON.stringify(masked(JSON.parse(text)), undefined, 2);
  } catch {
    return maskedText(text);
  }
}

const TAG = /(<\/?[A-Za-z_][\w:.-]*(?:\s[^<>]*)?\/?>)/;
const TAG_PARTS = /^<(\/?)([A-Za-z_][\w:.-]*)/;

/** Names of tags stay, as they are members; attributes, comments, CDATA and what stands between is masked. */
function maskedMarkup(text: string): string {
  if (!text.trimStart().startsWith('<')) return maskedText(text);
  return text
    .split(TAG)
    .map((piece, index) => (index % 2 === 0 ? maskedText(piece) : maskedTag(piece)))
    .join('');
}

function maskedTag(tag: string): string {
  const [start = '', closing = '', name = ''] = TAG_PARTS.exec(tag) ?? [];
  const rest = tag.slice(start.length, -1).trim();
  const end = rest.endsWith('/') ? '/>' : '>';
  return `<${closing}${maskedName(name)}${rest === '' || rest === '/' ? '' : ' …'}${end}`;
}
