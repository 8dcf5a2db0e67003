/** One thing the city sent, and how often. */
export interface Submission {
  readonly method: string;
  readonly idIzin: string;
  /** `kd_status`, `status_izin`; empty where the method has none. */
  readonly status: string;
  times: number;
}

/** What the city was told, and what it said. */
export interface Told {
  readonly method: string;
  readonly nib: string;
  readonly idIzin?: string;
  /** `1`, `2`, or empty: no answer. Every copy and repeat. */
  readonly answers: readonly string[];
}

export interface Ledger {
  sent(method: string, idIzin: string, status: string): void;
  told(told: Told): void;
  readonly submissions: () => readonly Submission[];
  readonly pushes: () => readonly Told[];
}

export function createLedger(): Ledger {
  const submissions = new Map<string, Submission>();
  const pushes: Told[] = [];
  return {
    sent(method, idIzin, status) {
      const key = `${method} ${idIzin} ${status}`;
      const there = submissions.get(key);
      if (there) there.times += 1;
      else submissions.set(key, { method, idIzin, status, times: 1 });
    },
    told: (told) => void pushes.push(told),
    submissions: () => [...submissions.values()],
    pushes: () => pushes,
  };
}
