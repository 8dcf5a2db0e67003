import { loadApiDocument } from '../api/document.ts';
import { MonthRefusal, monthOf } from '../health/monthly/month.ts';
import type { Monthly } from '../health/monthly/monthly.ts';
import type { KodeCatatan, LaporanBulanan } from '../health/monthly/report.ts';
import type { Store } from '../store/store.ts';
import { openMonthly } from '../wiring/monthly.ts';
import { sourcesByService, standingOf } from '../wiring/sources.ts';
import { CommandError } from './command-error.ts';
import type { Ground } from './ground.ts';
import { groundOf } from './release-ground.ts';
import { type ConfigOption, withStore } from './with-store.ts';
import { refuseOverwriting, writeWhole } from './write-whole.ts';

export interface MonthlyOptions extends ConfigOption {
  readonly format: 'json' | 'csv' | 'pdf';
  readonly out?: string;
  readonly force?: true;
}

const NOTES: Readonly<Record<KodeCatatan, (report: LaporanBulanan) => string>> = {
  'belum-selesai': ({ bulan, sampai }) => `${bulan} is not over: these are its figures until ${sampai}`,
  'tanpa-angka': ({ bulan }) => `there are no figures of ${bulan}`,
  'angka-sejak': () => 'figures are kept for 400 days, the report says since when there are some',
  'sebagian-terhapus': ({ tercatat }) => `only what was counted since ${tercatat?.dari} is kept`,
  'tercatat-sebagian': ({ tercatat }) => `nothing was counted before ${tercatat?.dari}`,
};

/** Writes the availability of a month, of a hub that runs or does not. */
export async function laporanBulanan(month: string, { out, ...options }: MonthlyOptions): Promise<void> {
  const force = options.force === true;
  refuseMonth(month);
  if (out === undefined && options.format === 'pdf')
    throw new CommandError('a PDF is written to a file: name it with --out', 2);
  if (out === undefined && force) throw new CommandError('--force is about a file: name it with --out', 2);
  if (out !== undefined) refuseOverwriting(out, force);
  await withStore(options, async (store, ground) => {
    const monthly = await monthlyOf(store, ground);
    const report = await monthly.report(month);
    const bytes = await inForm(options.format, report, monthly);
    if (out === undefined) process.stdout.write(bytes);
    else writeWhole(out, bytes, force);
    for (const { kode } of report.catatan) process.stderr.write(`note: ${NOTES[kode](report)}\n`);
    if (out !== undefined) process.stdout.write(`${out}: ${bytes.length} bytes\n`);
  });
}

function refuseMonth(month: string): void {
  try {
    monthOf(month, Date.now());
  } catch (error) {
    if (!(error instanceof MonthRefusal)) throw error;
    const why = error.reason === 'future' ? 'it has not begun' : 'must be a month: 2026-10';
    throw new CommandError(`"${month}": ${why}`, 2, { cause: error });
  }
}

async function inForm(format: MonthlyOptions['format'], report: LaporanBulanan, monthly: Monthly): Promise<Uint8Array> {
  switch (format) {
    case 'json':
      return Buffer.from(`${JSON.stringify(report, undefined, 2)}\n`);
    case 'csv':
      return monthly.csv(report);
    case 'pdf':
      return monthly.pdf(report);
    default:
      return format satisfies never;
  }
}

/** The services stand on the same instances as in the hub itself. */
async function monthlyOf(store: Store, ground: Ground): Promise<Monthly> {
  const { config } = ground.good;
  const { candidatesOf } = await groundOf(store, ground);
  const instances = Object.entries(config.instances).map(([instance, { connector }]) => {
    const candidates = candidatesOf(instance);
    return { instance, connector, has: (operation: string) => candidates.has(operation) };
  });
  const sourcesOf = sourcesByService(config, new Map(instances.map((one) => [one.instance, one])));
  return openMonthly({
    ...{ config, document: loadApiDocument(), store, now: () => new Date() },
    standing: () => standingOf(sourcesOf),
  });
}
