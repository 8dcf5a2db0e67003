import type { StandingReports } from '../../services/pengaduan/standing-reports.ts';
import type { SealedRecords } from '../../store/sealed-records.ts';
import { figuresOf } from '../content/laporan-figures.ts';
import { type LewatParts, lewatOf } from '../content/laporan-lewat.ts';
import { type Endpoint, endpoint } from '../endpoint.ts';
import type { Topic } from '../live.ts';
import { seldom } from '../seldom.ts';
import type { Standing } from '../standing.ts';
import type { DaftarLewat, Laporan } from '../views/laporan.ts';

export interface LaporanParts extends LewatParts {
  readonly reports: StandingReports;
  readonly records: Pick<SealedRecords, 'get' | 'links'>;
  readonly standing: Standing;
  /** Into which go reports, answers and dispositions. */
  readonly lanes: readonly string[];
  readonly now: () => Date;
}

const NO_OFTENER_MS = 2000;
const MOST_SHOWN = 200;

/** Complaints: how many stand where, which wait too long and with whom. */
export function createLaporan(parts: LaporanParts) {
  const { reports, standing, lanes, now } = parts;
  const figures = seldom(async () => {
    const at = now();
    return figuresOf(await reports.all(), await reports.overdue(at.getTime()), at);
  }, NO_OFTENER_MS);

  async function overview(): Promise<Laporan> {
    return { ...(await figures()), kiriman: await onTheirWay() };
  }

  async function onTheirWay(): Promise<Laporan['kiriman']> {
    const there = await standing();
    const own = lanes.flatMap((lane) => there.get(lane) ?? []);
    const sum = (of: (one: (typeof own)[number]) => number) => own.reduce((all, one) => all + of(one), 0);
    const oldest = own.flatMap(({ oldestAt }) => oldestAt ?? []);
    return {
      menunggu: sum(({ waiting }) => waiting),
      tertuaPada: oldest.length === 0 ? null : Math.min(...oldest),
      ditolak: sum(({ refused }) => refused),
      tidakPasti: sum(({ unsure }) => unsure),
    };
  }

  async function overdue({ skpd }: Readonly<Record<string, string>>): Promise<DaftarLewat> {
    const all = await reports.overdue(now().getTime());
    const wanted = skpd === undefined ? all : all.filter(({ office }) => office === skpd);
    const shown = await Promise.all(wanted.slice(0, MOST_SHOWN).map((one) => lewatOf(one, parts)));
    return { laporan: shown.flatMap((one) => one ?? []), lebih: Math.max(0, wanted.length - MOST_SHOWN) };
  }

  const endpoints: readonly Endpoint[] = [
    endpoint({ method: 'GET', path: '/laporan', role: 'pengamat', run: overview }),
    endpoint({
      method: 'GET',
      path: '/laporan/lewat',
      role: 'operator',
      action: 'laporan-lewat-lihat',
      query: ['skpd'],
      about: ({ query }) => (query.skpd ?? '').slice(0, 100),
      run: ({ query }) => overdue(query),
    }),
  ];
  const topic: Topic = async () => ({ value: await overview(), urgent: '' });
  return { endpoints, topics: { laporan: topic } };
}
