export type Members = Readonly<Record<string, unknown>>;

export function asMembers(value: unknown): Members | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Members) : undefined;
}

/** What OSS writes for no value: `-`, an empty text, null (the OSS notes, section 4). */
export function isNothing(value: unknown): boolean {
  return value === undefined || value === null || (typeof value === 'string' && /^\s*-?\s*$/.test(value));
}

/**
 * The value with the spaces around each member's name taken away, all the way down: `"tipe_dokumen "` and
 * `"responreceiveLicenseKKPR "` end with one. Where a name stands there twice, the one that says something counts.
 */
export function trimmedMembers(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(trimmedMembers);
  const members = asMembers(value);
  if (!members) return value;
  const made = new Map<string, unknown>();
  for (const [name, one] of Object.entries(members)) {
    const key = name.trim();
    if (!made.has(key) || isNothing(made.get(key))) made.set(key, trimmedMembers(one));
  }
  return Object.fromEntries(made);
}
