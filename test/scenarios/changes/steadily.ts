const TICK_MS = 10;

export interface Steady {
  /** Begins nothing new; resolves when all that was begun has ended. Rejects where any of it did. */
  stop(): Promise<void>;
  /** Begins nothing new, whatever became of the rest. */
  halt(): void;
}

/** Begins so many a second, whether or not what was begun has ended. `next` may have nothing to do. */
export function steadily(perSecond: number, next: () => Promise<void> | undefined): Steady {
  const underWay = new Set<Promise<void>>();
  const failures: unknown[] = [];
  const started = performance.now();
  let begun = 0;
  const timer = setInterval(() => {
    const due = Math.floor(((performance.now() - started) * perSecond) / 1000);
    for (; begun < due; begun += 1) {
      const work = next();
      if (!work) continue;
      const watched: Promise<void> = work
        .catch((error: unknown) => void failures.push(error))
        .finally(() => underWay.delete(watched));
      underWay.add(watched);
    }
  }, TICK_MS);
  const halt = () => clearInterval(timer);
  return {
    halt,
    async stop() {
      halt();
      await Promise.all(underWay);
      if (failures.length > 0) throw failures[0];
    },
  };
}
