import { isRecord } from '../../sandbox-kit/wire-json.ts';

/** The members of a request as text, their names in upper case; `undefined` if the body is no JSON object (section 3). */
export function fieldsOf(body: string): Readonly<Record<string, string>> | undefined {
  const parsed = parsedOrUndefined(body);
  if (!isRecord(parsed)) return undefined;
  const fields: Record<string, string> = {};
  for (const [name, value] of Object.entries(parsed)) {
    if (value !== null && typeof value !== 'object') fields[name.toUpperCase()] = String(value);
  }
  return fields;
}

/** The caller's address has three spellings. */
export function ipUserOf(fields: Readonly<Record<string, string>>): string {
  return (fields.IP_USER ?? fields.IP_ADDRESS ?? fields.IP_USERS ?? '').trim();
}

function parsedOrUndefined(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}
