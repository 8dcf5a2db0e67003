/** A moment for people: UTC, to the second. */
export function instantOf(at: number): string {
  return new Date(at).toISOString().slice(0, 19).replace('T', ' ');
}
