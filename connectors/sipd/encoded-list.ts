/**
 * A list that SIPD-RI wraps in a text: Base64, its characters reversed, Base64, reversed again, JSON (the SIPD notes,
 * section 3, with a worked example). Lists of expenditure became such a text in July 2023, and others may follow.
 * `undefined` for whatever does not decode to a list: that is a change of the interface and no empty list.
 */
export function decodeList(text: string): readonly unknown[] | undefined {
  const once = fromBase64(text);
  const twice = once === undefined ? undefined : fromBase64(reversed(once));
  if (twice === undefined) return undefined;
  try {
    const value: unknown = JSON.parse(Buffer.from(reversed(twice), 'latin1').toString('utf8'));
    return Array.isArray(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

const BASE64 = /^[A-Za-z0-9+/]+={0,2}$/;

/** Bytes as characters: what is reversed is whatever was encoded, before its letters are put together again. */
function fromBase64(text: string): string | undefined {
  const bare = text.trim();
  return BASE64.test(bare) ? Buffer.from(bare, 'base64').toString('latin1') : undefined;
}

function reversed(text: string): string {
  return Buffer.from(text, 'latin1').reverse().toString('latin1');
}
