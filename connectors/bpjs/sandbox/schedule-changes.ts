import { type Body, Objection } from './body.ts';
import { doctorsOf } from './clinics.ts';
import { type Finding, said } from './finding.ts';
import type { Question } from './routes.ts';

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

/** `POST /jadwaldokter/updatejadwaldokter`: days are text there. */
export function changeSchedule({ facility, scheduleChanges, today }: Question, body: Body): Finding {
  const poli = body.text('kodepoli').toUpperCase();
  body.text('kodesubspesialis');
  const kodedokter = body.whole('kodedokter');
  if (!doctorsOf(facility).some((doctor) => doctor.kode === kodedokter && doctor.poli === poli))
    return said(201, 'Dokter tidak ditemukan');
  const hours = body.list('jadwal').map((row) => {
    const hari = Number(row.choice('hari', ['1', '2', '3', '4', '5', '6', '7', '8']));
    const [buka, tutup] = [row.text('buka'), row.text('tutup')];
    if (![buka, tutup].every((time) => /^([01]\d|2[0-3]):[0-5]\d$/.test(time)) || buka >= tutup)
      throw new Objection('Format jadwal tidak sesuai, gunakan HH:mm');
    return { hari, jadwal: `${buka} - ${tutup}` };
  });
  scheduleChanges.ask(facility.place, kodedokter, today, hours);
  return said(200, 'Ok');
}
