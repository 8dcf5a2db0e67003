import pLimit from 'p-limit';
import { jakartaDate } from '../../mapping/jakarta.ts';
import { writeMoment } from '../../mapping/moments.ts';
import { type HealthStore, LENGTH_MS, startOf } from '../../store/health.ts';
import type { Standing } from '../availability.ts';
import { KEPT_MS } from '../keeping.ts';
import { type Counted, type CountedStore, countedIn, dayFigures } from './counted.ts';
import { coveredBy, oldestDay } from './covered.ts';
import { csvOf } from './csv.ts';
import { type IncidentsStore, interruptionsIn, longest } from './interruptions.ts';
import { type Month, monthBefore, monthOf } from './month.ts';
import { remarksOf } from './remarks.ts';
import type { LaporanBulanan } from './report.ts';
import { type Figures, instanceRows, serviceRows, totalOf } from './rows.ts';
import { monthInWords } from './words.ts';
import { pdfOf } from './writing-pdf.ts';

export interface MonthlyParts {
  readonly store: {
    readonly health: CountedStore & Pick<HealthStore, 'maintenance'>;
    readonly releases: IncidentsStore;
  };
  /** What each service stands on, as it is now. */
  readonly standing: () => readonly Standing[];
  /** Whatever applications can ask: `operationId`, and what it is called. */
  readonly services: readonly { readonly nama: string; readonly judul: string }[];
  /** `Kota Binjai`, where it is known. */
  readonly city?: string;
  readonly now: () => Date;
}

/** The availability of a month, for the console, a spreadsheet and paper. */
export interface Monthly {
  /** `2026-10`. Rejects with a MonthRefusal for what is no month or has not begun. */
  report(month: string): Promise<LaporanBulanan>;
  /** As Excel in Indonesian opens it. */
  csv(report: LaporanBulanan): Uint8Array;
  /** A4, in a thread of its own, one after the other. */
  pdf(report: LaporanBulanan): Promise<Uint8Array>;
}

const LONGEST_SHOWN = 10;

export function createMonthly(parts: MonthlyParts): Monthly {
  const { store, now } = parts;
  const oneAfterTheOther = pLimit(1);

  /** A month whose first days are gone would be compared with one that has all of them. */
  async function before(month: Month, at: number): Promise<Figures | undefined> {
    const earlier = monthBefore(month);
    if (earlier.from < at - KEPT_MS.day) return undefined;
    const counted = await countedIn(store.health, earlier);
    return hasFigures(counted) ? { counted, interruptions: await interruptionsIn(store.releases, earlier) } : undefined;
  }

  async function report(name: string): Promise<LaporanBulanan> {
    const at = now().getTime();
    const month = monthOf(name, at);
    const counted = await countedIn(store.health, month);
    const covered = await coveredBy(store.health, counted, { upTo: Math.min(at, month.to), now: at });
    const oldest = covered ? undefined : await oldestDay(store.health, at);
    // minutes are written when they are over, the one that goes on only where a hub ends
    const upTo = Math.min(month.to, Math.max(startOf('minute', at), covered?.last ?? 0));
    const figures = { counted, interruptions: await interruptionsIn(store.releases, { from: month.from, to: upTo }) };
    const earlier = await before(month, at);
    const maintenance = await store.health.maintenance(month);
    const standing = parts.standing();
    return {
      bulan: month.name,
      namaBulan: monthInWords(month.name),
      daerah: parts.city ?? null,
      dari: writeMoment(month.from),
      sampai: writeMoment(upTo),
      selesai: month.to <= at,
      dibuatPada: writeMoment(at - (at % 1000)),
      tercatat: covered ? { dari: writeMoment(covered.first), sampai: writeMoment(covered.last) } : null,
      catatan: remarksOf({ month, upTo, covered, oldest, now: at }),
      total: totalOf(figures),
      layanan: serviceRows({ services: parts.services, standing, figures, earlier }),
      hulu: instanceRows({ standing, figures, earlier, maintenance }),
      harian: daysOf(counted, month.from, Math.min(month.to, at + 1)),
      gangguanTerlama: longest(figures.interruptions, LONGEST_SHOWN),
      sebelumnya: earlier ? beforeOf(monthBefore(month), earlier) : null,
    };
  }

  return { report, csv: csvOf, pdf: (made) => oneAfterTheOther(() => pdfOf(made)) };
}

function hasFigures({ callDays, answerDays }: Counted): boolean {
  return callDays.size + answerDays.size > 0;
}

function beforeOf({ name }: Month, figures: Figures): LaporanBulanan['sebelumnya'] {
  return { bulan: name, namaBulan: monthInWords(name), total: totalOf(figures) };
}

function daysOf({ callDays, answerDays }: Counted, from: number, to: number): LaporanBulanan['harian'] {
  const days = Array.from({ length: Math.ceil((to - from) / LENGTH_MS.day) }, (_, day) => from + day * LENGTH_MS.day);
  return days.map((day) => dayFigures(jakartaDate(new Date(day)), callDays.get(day), answerDays.get(day)));
}
