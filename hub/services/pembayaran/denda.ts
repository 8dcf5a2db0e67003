import { NONE, percentOf, type Rupiah } from '../../../connectors/rupiah.ts';

/** One line of the by-law: what a month costs for bills from this tax year on. */
export interface DendaRate {
  /** `yyyy`; absent: for all that no later line covers. */
  readonly sejakTahunPajak?: string;
  readonly persenPerBulan: number;
  readonly palingLamaBulan: number;
}

/** What has to be known of a bill to say how long it is overdue. */
export interface Due {
  /** `yyyy-MM-dd`, a day in Jakarta; the day itself is free. */
  readonly jatuhTempo: string;
  readonly tahunPajak: string | null;
}

const NO_DENDA: DendaRate = { persenPerBulan: 0, palingLamaBulan: 0 };

/**
 * The rate that holds for a bill: by its tax year, else by the year it fell due. Each kind of tax has its own lines.
 * Source: UU 28/2009 (2 %) and UU 1/2022 with PP 35/2023 (1 % from 2024); which years count is for the by-law
 * (the H2H notes, section 3).
 */
export function rateFor({ jatuhTempo, tahunPajak }: Due, rates: readonly DendaRate[]): DendaRate {
  const year = tahunPajak ?? jatuhTempo.slice(0, 4);
  const since = (rate: DendaRate) => rate.sejakTahunPajak ?? '';
  const holding = rates.filter((rate) => since(rate) <= year);
  return holding.reduce((best, rate) => (since(rate) >= since(best) ? rate : best), holding[0] ?? NO_DENDA);
}

/** Months or parts of one between two days in Jakarta, both `yyyy-MM-dd`; never negative, at most `most`. */
export function monthsOverdue(jatuhTempo: string, day: string, most: number): number {
  const [dueYear = 0, dueMonth = 0, dueDay = 0] = jatuhTempo.split('-').map(Number);
  const [year = 0, month = 0, dayOfMonth = 0] = day.split('-').map(Number);
  const months = 12 * (year - dueYear) + month - dueMonth + (dayOfMonth > dueDay ? 1 : 0);
  return Math.min(Math.max(months, 0), most);
}

/** `pokok` is what is still owed of it. */
export function dendaOf(pokok: Rupiah, due: Due, day: string, rates: readonly DendaRate[]): Rupiah {
  if (pokok === NONE) return NONE;
  const { persenPerBulan, palingLamaBulan } = rateFor(due, rates);
  return percentOf(pokok, persenPerBulan, monthsOverdue(due.jatuhTempo, day, palingLamaBulan));
}

const A_MONTH_AND_A_DAY = 32;

/** The first day after `day` on which another month counts; `undefined` when none will. */
export function nextDendaDay(due: Due, day: string, rates: readonly DendaRate[]): string | undefined {
  const { persenPerBulan, palingLamaBulan } = rateFor(due, rates);
  if (persenPerBulan === 0) return undefined;
  const from = day > due.jatuhTempo ? day : due.jatuhTempo;
  const now = monthsOverdue(due.jatuhTempo, day, palingLamaBulan);
  for (let ahead = 1; ahead <= A_MONTH_AND_A_DAY; ahead += 1) {
    const later = daysAfter(from, ahead);
    if (monthsOverdue(due.jatuhTempo, later, palingLamaBulan) > now) return later;
  }
  return undefined;
}

export function daysAfter(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
}
