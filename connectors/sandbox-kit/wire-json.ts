/**
 * JSON text in which a bigint is a plain number with all its digits: an upstream that numbers people beyond 2^53 sends
 * them so, and `JSON.stringify` of a double would already have changed the last digit.
 */
export function wireJson(value: unknown): string {
  if (typeof value === 'bigint') return value.toString();
  if (Array.isArray(value)) return `[${value.map((element) => wireJson(element)).join(',')}]`;
  if (isRecord(value)) {
    const members = Object.entries(value).filter(([, member]) => member !== undefined);
    return `{${members.map(([name, member]) => `${JSON.stringify(name)}:${wireJson(member)}`).join(',')}}`;
  }
  return JSON.stringify(value) ?? 'null';
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
