/** What was thrown, in words. jsonata throws plain objects, and errors of Node itself are of another realm in tests. */
export function messageOf(error: unknown): string {
  return typeof error === 'object' && error !== null && 'message' in error ? String(error.message) : String(error);
}
