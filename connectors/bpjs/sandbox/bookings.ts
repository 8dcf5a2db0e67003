import { type Booking, type NewBooking, statusOf, type Task } from './booking.ts';

/** How often something was asked, whatever was answered: a lost answer and a repeat are two. */
export interface RequestCounts {
  add: number;
  updatewaktu: number;
  batal: number;
  farmasi: number;
  /** `updatewaktu` by task. */
  readonly tasks: Record<number, number>;
}

export interface Bookings {
  find(place: number, kodebooking: string): Booking | undefined;
  add(place: number, booking: NewBooking, now: number): void;
  addTask(booking: Booking, task: Task): void;
  cancel(booking: Booking): void;
  onDay(place: number, tanggal: string): readonly Booking[];
  /** Not yet served. */
  waiting(place: number): readonly Booking[];
  count(place: number, kodebooking: string, request: Exclude<keyof RequestCounts, 'tasks'>, taskid?: number): void;
  countRefusal(because: keyof typeof refusalCounts): void;
  ledger(): BookingLedger;
}

/** Why a write was refused, and the count it goes to: 208 is a duplicate, the others are 201. */
const refusalCounts = {
  duplicate: 'duplicates',
  'out-of-order': 'outOfOrder',
  closed: 'closed',
  time: 'times',
} as const;

/** For tests: what arrived, in which order, and how often it was tried. */
export interface BookingLedger {
  readonly bookings: readonly {
    readonly kodebooking: string;
    readonly tanggalperiksa: string;
    readonly tasks: readonly Task[];
    readonly cancelled: boolean;
    readonly pharmacy: boolean;
    /** What it was sent of the members that were mandatory then (`antreanMandatory`). */
    readonly extra: Readonly<Record<string, unknown>>;
  }[];
  /** By booking code, also of bookings it does not hold. */
  readonly requests: Readonly<Record<string, RequestCounts>>;
  readonly refused: Readonly<Record<(typeof refusalCounts)[keyof typeof refusalCounts], number>>;
}

/** Every lookup is by key, so that fifty thousand bookings cost a request no more than one does. */
export function createBookings(): Bookings {
  const byCode = new Map<string, Booking>();
  const byDay = new Map<string, Booking[]>();
  const waiting = new Map<number, Set<Booking>>();
  const requests = new Map<string, RequestCounts>();
  const refused = { duplicates: 0, outOfOrder: 0, closed: 0, times: 0 };
  const settle = (booking: Booking) => {
    if (statusOf(booking) !== 'Belum dilayani') waiting.get(booking.place)?.delete(booking);
  };

  return {
    find: (place, kodebooking) => byCode.get(`${place} ${kodebooking}`),
    add(place, of, now) {
      const booking: Booking = { of, place, createdAt: now, tasks: [], ...nothingYet };
      byCode.set(`${place} ${of.kodebooking}`, booking);
      entry(byDay, `${place} ${of.tanggalperiksa}`, () => []).push(booking);
      entry(waiting, place, () => new Set()).add(booking);
    },
    addTask(booking, task) {
      booking.tasks.push(task);
      settle(booking);
    },
    cancel(booking) {
      booking.cancelled = true;
      settle(booking);
    },
    onDay: (place, tanggal) => byDay.get(`${place} ${tanggal}`) ?? [],
    waiting: (place) => [...(waiting.get(place) ?? [])],
    count(place, kodebooking, request, taskid) {
      const counts = entry(requests, `${place} ${kodebooking}`, noRequests);
      counts[request] += 1;
      if (taskid !== undefined) counts.tasks[taskid] = (counts.tasks[taskid] ?? 0) + 1;
    },
    countRefusal(because) {
      refused[refusalCounts[because]] += 1;
    },
    ledger: () => ({
      bookings: [...byCode.values()].map(({ of, tasks, cancelled, hasPharmacy }) => ({
        ...{ kodebooking: of.kodebooking, tanggalperiksa: of.tanggalperiksa },
        ...{ tasks: [...tasks], cancelled, pharmacy: hasPharmacy, extra: of.extra },
      })),
      requests: Object.fromEntries([...requests].map(([key, counts]) => [key.slice(key.indexOf(' ') + 1), counts])),
      refused: { ...refused },
    }),
  };
}

const nothingYet = { cancelled: false, hasPharmacy: false, hasPharmacyQueue: false };

function noRequests(): RequestCounts {
  return { add: 0, updatewaktu: 0, batal: 0, farmasi: 0, tasks: {} };
}

function entry<Key, Value>(map: Map<Key, Value>, key: Key, make: () => Value): Value {
  const known = map.get(key);
  if (known !== undefined) return known;
  const made = make();
  map.set(key, made);
  return made;
}
