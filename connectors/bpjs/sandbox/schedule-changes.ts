interface Hours {
  /** 1 Monday to 7 Sunday, 8 public holiday. */
  readonly hari: number;
  readonly jadwal: string;
}

export interface ScheduleChanges {
  ask(place: number, kodedokter: number, today: string, hours: readonly Hours[]): void;
  /** The hours a change gives this doctor, where it is in effect on `today`. */
  hoursOf(place: number, kodedokter: number, today: string): readonly Hours[] | undefined;
}

/** A change waits for the branch until midnight and takes effect the next day (section 7). */
export function createScheduleChanges(): ScheduleChanges {
  const changes = new Map<string, readonly { readonly askedOn: string; readonly hours: readonly Hours[] }[]>();
  return {
    ask(place, kodedokter, today, hours) {
      const key = `${place} ${kodedokter}`;
      const before = (changes.get(key) ?? []).filter(({ askedOn }) => askedOn < today);
      changes.set(key, [...before.slice(-1), { askedOn: today, hours }]);
    },
    hoursOf: (place, kodedokter, today) =>
      changes.get(`${place} ${kodedokter}`)?.findLast(({ askedOn }) => askedOn < today)?.hours,
  };
}
