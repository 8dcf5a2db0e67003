/** An integer of sixteen digits or more outside a text: only there can a double have lost a digit. */
const LONG_INTEGER = /[:[,]\s*-?\d{16,}/;
const INTEGER = /^-?\d+$/;

/**
 * Parses JSON without changing a digit: an integer that a double cannot hold becomes a bigint.
 * A NIK of the Papua provinces sent as a JSON number is such an integer (the Dukcapil notes, section 4.2).
 * Throws the `SyntaxError` of `JSON.parse`.
 */
export function parseExactJson(text: string): unknown {
  if (!LONG_INTEGER.test(text)) return JSON.parse(text);
  return JSON.parse(text, keepDigits);
}

function keepDigits(_key: string, value: unknown, context?: { source?: string }): unknown {
  if (typeof value !== 'number' || Number.isSafeInteger(value)) return value;
  const source = context?.source;
  return source !== undefined && INTEGER.test(source) ? BigInt(source) : value;
}

const { rawJSON } = JSON as unknown as { rawJSON(text: string): unknown };

/** The reverse: a bigint is written as a plain number with all its digits. */
export function writeExactJson(value: unknown): string {
  return JSON.stringify(value, (_key, one: unknown) => (typeof one === 'bigint' ? rawJSON(String(one)) : one));
}
