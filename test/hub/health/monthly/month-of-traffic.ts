import { createHealthKeeping } from '../../../../hub/health/keeping.ts';
import { createMeters } from '../../../../hub/health/meters.ts';
import type { Observation } from '../../../../hub/health/observations.ts';
import type { Outcome } from '../../../../hub/health/outcomes.ts';
import type { Store } from '../../../../hub/store/store.ts';
import { DAY, HOUR, MINUTE, observation, seeded } from '../traffic.ts';

export const STANDING = [
  { service: 'getPeserta', instance: 'bpjs', operation: 'peserta-by-nik' },
  { service: 'getPeserta', instance: 'bpjs', operation: 'peserta-by-kartu' },
  { service: 'getPeserta', instance: 'bpjs-uji', operation: 'peserta-by-nik' },
  { service: 'getPenduduk', instance: 'dukcapil', operation: 'nik' },
  { service: 'verifikasiPenduduk', instance: 'dukcapil', operation: 'nik' },
  { service: 'kirimLaporan', instance: 'lapor', operation: 'laporan-kirim' },
  { service: 'sepi', instance: 'sepi', operation: 'sepi' },
] as const;
export const SERVICES = [
  { nama: 'getPeserta', judul: 'Baca kepesertaan JKN' },
  { nama: 'getPenduduk', judul: 'Baca catatan seorang penduduk' },
  { nama: 'verifikasiPenduduk', judul: 'Cocokkan data dengan catatan Dukcapil' },
  { nama: 'kirimLaporan', judul: 'Kirim laporan ke SP4N-LAPOR!' },
  { nama: 'daftarPesan', judul: 'Daftar pesan' },
  { nama: 'sepi', judul: 'Tidak pernah diminta' },
];
/** One operation is of no service, one service is of no upstream, and one has been taken out since. */
const CALLED = [...STANDING.slice(0, 4), STANDING[5], { instance: 'oss', operation: 'izin' }];
const ASKED = ['getPeserta', 'getPenduduk', 'verifikasiPenduduk', 'kirimLaporan', 'daftarPesan', 'yangLama'];
const OUTCOMES: readonly Outcome[] = [
  ...(['segar', 'segar', 'segar', 'tersimpan', 'usang', 'diterima', 'nihil', 'ditolak'] as const),
  ...(['gagal-hulu', 'gagal-simpul'] as const),
];
const TROUBLES = [
  ...(['unreachable', 'unanswered', 'throttled', 'quota', 'auth', 'maintenance', 'misasked', 'unavailable'] as const),
];

export interface Answered {
  readonly service: string;
  readonly outcome: Outcome;
  readonly tookMs: number | undefined;
  readonly at: number;
}

export interface Outage {
  readonly id: string;
  readonly instance: string;
  readonly operation: string;
  readonly from: number;
  /** `null` while it goes on. */
  readonly to: number | null;
  readonly cause: string;
  readonly services: readonly string[];
}

export interface Raw {
  readonly calls: readonly Observation[];
  readonly answers: readonly Answered[];
  readonly outages: readonly Outage[];
}

interface Asked {
  readonly seed: number;
  readonly from: number;
  readonly now: number;
  readonly each: number;
  /** The days of Waktu Indonesia Barat that begin at these moments have nothing. */
  readonly silent: readonly number[];
}

/** Evenly over the time, and densely around midnight of either zone where a month ends. */
export function trafficOf({ seed, from, now, each, silent }: Asked): Raw {
  const random = seeded(seed);
  const one = <Value>(of: readonly Value[]) => of[Math.floor(random() * of.length)] as Value;
  const borders = bordersBetween(from, now);
  const moment = (): number => {
    const near = one(borders) + (random() - 0.5) * 40 * MINUTE;
    const at = Math.floor(random() < 0.3 ? near : from + random() * (now - from));
    const isSilent = silent.some((day) => at >= day && at < day + DAY);
    return isSilent || at < from || at >= now ? moment() : at;
  };
  const tookMs = () => Math.exp(random() * Math.log(90_000)) - 0.5;
  return {
    calls: Array.from({ length: each }, () => {
      const turn = random();
      const verdict = turn < 0.6 ? 'found' : one(['absent', 'refused', 'changed', 'fault', 'fault'] as const);
      const trouble = verdict === 'fault' ? { trouble: one(TROUBLES) } : {};
      const { instance, operation } = one(CALLED);
      return observation(moment(), { instance, operation, verdict, ...trouble, tookMs: tookMs() });
    }),
    answers: Array.from({ length: each }, () => ({
      ...{ service: one(ASKED), outcome: one(OUTCOMES), at: moment() },
      tookMs: random() < 0.05 ? undefined : tookMs(),
    })),
    outages: CALLED.flatMap(({ instance, operation }) => outagesOf(instance, operation, from, now, random)),
  };
}

function bordersBetween(from: number, now: number): readonly number[] {
  const firsts = Array.from({ length: 40 }, (_, month) => Date.UTC(2026, month, 1));
  return firsts.flatMap((utc) => [utc, utc - 7 * HOUR]).filter((at) => at > from && at < now);
}

/** One after the other, some days apart, from seconds to days long; the last one may go on. */
function outagesOf(instance: string, operation: string, from: number, now: number, random: () => number) {
  const outages: Outage[] = [];
  let at = from + random() * 9 * DAY;
  while (at < now) {
    const begins = Math.floor(at);
    const ends = Math.floor(begins + 20_000 + random() ** 4 * 6 * DAY);
    outages.push({
      ...{ id: `ins_${instance}_${operation}_${outages.length}`, instance, operation },
      ...{
        from: begins,
        to: ends < now ? ends : null,
        cause: random() < 0.5 ? 'tidak dapat dihubungi' : 'kuotanya habis',
      },
      services: STANDING.filter((one) => one.instance === instance && one.operation === operation).map(
        (one) => one.service,
      ),
    });
    at = ends + 1 + random() * 14 * DAY;
  }
  return outages;
}

/** Through the meters and the keeping of a hub, in bites, with everything removed that a hub removes. */
export async function keep({ calls, answers, outages }: Raw, { health, releases }: Store, now: number): Promise<void> {
  const meters = createMeters();
  const keeping = createHealthKeeping({ meters, store: health, now: () => new Date(now) });
  for (const [index, call] of calls.entries()) {
    meters.called(call);
    if (index % 700 === 0) await keeping.finish();
  }
  for (const { service, outcome, tookMs, at } of answers) meters.answered(service, outcome, tookMs, at);
  await keeping.finish();
  await keeping.prune();
  for (const { id, instance, operation, from, to, cause, services } of outages) {
    const detail = JSON.stringify({ sebab: cause, layanan: services });
    await releases.openIncident({ id, kind: 'hulu-mati', instance, operation, openedAt: from, detail });
    if (to !== null) await releases.closeIncident('hulu-mati', instance, operation, to);
  }
  await releases.noteIncident({
    ...{ id: 'other', kind: 'rilis-beralih', instance: 'bpjs', operation: 'peserta-by-nik', openedAt: now - 40 * DAY },
    detail: '{}',
  });
}
