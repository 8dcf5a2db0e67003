/** So often an operation may go over to another release by itself within the time below. */
const MOST_SWITCHES = 4;
const WITHIN_MS = 10 * 60_000;

/**
 * Keeps an operation from going back and forth: an upstream that answers now in this form and now in that one is read by
 * whichever fits, but the release in use stays until it has been quiet for a while, or a person decides.
 */
export function createFlapping(now: () => Date) {
  const switches = new Map<string, number[]>();
  const lately = (operation: string, at: number) =>
    (switches.get(operation) ?? []).filter((moment) => at - moment < WITHIN_MS);
  return {
    /** `false`: it went over too often of late. */
    maySwitch(operation: string): boolean {
      const at = now().getTime();
      const before = lately(operation, at);
      if (before.length >= MOST_SWITCHES) return false;
      switches.set(operation, [...before, at]);
      return true;
    },
    /** Another process went over by itself: that counts as well. */
    switched(operation: string): void {
      const at = now().getTime();
      switches.set(operation, [...lately(operation, at), at].slice(-MOST_SWITCHES));
    },
    /** A person's word begins anew. */
    forget: (operation: string) => void switches.delete(operation),
  };
}
