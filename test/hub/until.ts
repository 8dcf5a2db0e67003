const PATIENCE_MS = 90_000; // less than a test may take, so that it is this that speaks

/** Looks again and again until it is so. Ends by itself: a loop that outlives its test keeps the whole run from ending. */
export async function until(
  what: string,
  isSo: () => boolean | Promise<boolean>,
  patienceMs = PATIENCE_MS,
): Promise<void> {
  const started = performance.now();
  while (!(await isSo())) {
    if (performance.now() - started > patienceMs) throw new Error(`waited in vain until ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}
