/** People who wait for something to happen to a named thing. */
export interface Waiting {
  /** Resolves when it is told, or the time is up. */
  wait(name: string, withinMs: number): Promise<void>;
  tell(name: string): void;
  tellAll(): void;
}

export function createWaiting(): Waiting {
  const waiting = new Map<string, Set<() => void>>();
  const tell = (name: string) => {
    const there = waiting.get(name);
    if (!there) return;
    waiting.delete(name);
    for (const go of there) go();
  };
  return {
    wait: (name, withinMs) =>
      new Promise((resolve) => {
        const there = waiting.get(name) ?? new Set();
        const go = () => {
          clearTimeout(timer);
          there.delete(go);
          if (there.size === 0 && waiting.get(name) === there) waiting.delete(name);
          resolve();
        };
        const timer = setTimeout(go, withinMs);
        there.add(go);
        waiting.set(name, there);
      }),
    tell,
    tellAll() {
      for (const name of [...waiting.keys()]) tell(name);
    },
  };
}
