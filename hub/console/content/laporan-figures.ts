import { jakartaDate } from '../../mapping/jakarta.ts';
import { daysAfter } from '../../services/pembayaran/denda.ts';
import type { ReportDigest } from '../../services/pengaduan/digest.ts';
import type { BarisSkpd, HariLaporan, Laporan } from '../views/laporan.ts';

export const TREND_DAYS = 90;

type Figures = Omit<Laporan, 'kiriman'>;

/** Counts of reports, each of them once. */
export function figuresOf(all: readonly ReportDigest[], overdue: readonly ReportDigest[], now: Date): Figures {
  const open = all.filter(({ ended }) => !ended);
  const states = [...Map.groupBy(all, ({ status }) => status)];
  return {
    jumlah: all.length,
    perKeadaan: states
      .map(([keadaan, some]) => ({ keadaan, jumlah: some.length }))
      .sort((one, other) => other.jumlah - one.jumlah || (one.keadaan < other.keadaan ? -1 : 1)),
    perSkpd: officesOf(open, overdue),
    terbuka: open.length,
    lewat: overdue.length,
    tertuaPada: oldestOf(open),
    tren: trendOf(all, now),
  };
}

function officesOf(open: readonly ReportDigest[], overdue: readonly ReportDigest[]): readonly BarisSkpd[] {
  const late = Map.groupBy(overdue, ({ office }) => office);
  return [...Map.groupBy(open, ({ office }) => office)]
    .map(([skpd, some]) => ({
      ...{ skpd, terbuka: some.length, lewat: late.get(skpd)?.length ?? 0, tertuaPada: oldestOf(some) },
    }))
    .sort((one, other) => other.lewat - one.lewat || other.terbuka - one.terbuka);
}

function oldestOf(some: readonly ReportDigest[]): number | null {
  return some.length === 0 ? null : some.reduce((oldest, { createdAt }) => Math.min(oldest, createdAt), Infinity);
}

function trendOf(all: readonly ReportDigest[], now: Date): readonly HariLaporan[] {
  const last = jakartaDate(now);
  const days = Array.from({ length: TREND_DAYS }, (_, index) => daysAfter(last, index + 1 - TREND_DAYS));
  const counts = new Map(days.map((day) => [day, { masuk: 0, selesai: 0 }]));
  const count = (at: number | null, what: 'masuk' | 'selesai') => {
    const day = at === null ? undefined : counts.get(jakartaDate(new Date(at)));
    if (day) day[what] += 1;
  };
  for (const { createdAt, finishedAt } of all) {
    count(createdAt, 'masuk');
    count(finishedAt, 'selesai');
  }
  return [...counts].map(([tanggal, one]) => ({ tanggal, ...one }));
}
