import type { JobContext } from '../../job.ts';
import type { Kind } from '../datasets.ts';

type Asking = Pick<JobContext, 'config' | 'has' | 'instancesOf'>;

/** Operations of which a source needs one to tell a dataset. */
const TELLS: Readonly<Record<Kind, readonly string[]>> = {
  skpd: ['skpd'],
  'standar-harga': ['standar-harga'],
  'rencana-kerja': ['rencana-kerja'],
  rka: ['rka', 'rka-skpd'],
  realisasi: ['realisasi'],
  sp2d: ['sp2d'],
};

/** What has to be known before, because it is asked by it. */
export const NEEDS: Readonly<Record<Kind, Kind | undefined>> = {
  skpd: undefined,
  'standar-harga': undefined,
  'rencana-kerja': 'skpd',
  rka: 'rencana-kerja',
  realisasi: undefined,
  sp2d: 'skpd',
};

/** Instances that can tell it, best first. */
export function sourcesOf(kind: Kind, { config, has, instancesOf }: Asking): readonly string[] {
  const named = config.perencanaan.sumber ?? instancesOf('sipd');
  return named.filter((instance) => TELLS[kind].some((operation) => has(instance, operation)));
}

export function nextSource(kind: Kind, tried: readonly string[], context: Asking): string | undefined {
  return sourcesOf(kind, context).find((instance) => !tried.includes(instance));
}

/** Where no year is configured, that of the day in Jakarta. */
export function yearsOf({ config }: Asking, today: string): readonly number[] {
  return config.perencanaan.tahun ?? [Number(today.slice(0, 4))];
}
