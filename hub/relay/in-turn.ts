const lines = new Map<string, Promise<unknown>>();

/**
 * One after the other by key, within this process. What must hold between processes as well is the database's affair.
 */
export function inTurn<Result>(key: string, run: () => Promise<Result>): Promise<Result> {
  const before = lines.get(key) ?? Promise.resolve();
  const mine = before.then(run, run);
  const settled = mine.catch(() => {});
  lines.set(key, settled);
  void settled.then(() => {
    if (lines.get(key) === settled) lines.delete(key);
  });
  return mine;
}
