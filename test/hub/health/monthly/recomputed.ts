import type { Answered, Outage, Raw } from './month-of-traffic.ts';
import { SERVICES, STANDING } from './month-of-traffic.ts';

// Written without a look at how the hub does it: from the list of what happened, one by one.

const LOCAL_DAY = new Intl.DateTimeFormat('en-CA', { timeZone: 'Asia/Jakarta', dateStyle: 'short' });
const MINUTE = 60_000;

export const localDay = (at: number) => LOCAL_DAY.format(new Date(at));

/** The report of a month without its latencies, as raw observations have it. `now` ends what goes on. */
export function recomputed(raw: Raw, month: string, now: number) {
  const own = inMonth(raw, month);
  const earlier = inMonth(raw, monthBefore(month));
  const total = totalOf(own, month, now);
  const hasEarlier = earlier.calls.length + earlier.answers.length > 0;
  const services = distinct([...SERVICES.map(({ nama }) => nama), ...own.answers.map(({ service }) => service)]);
  const during = outagesIn(raw.outages, month, now);
  const instances = distinct([
    ...STANDING.map(({ instance }) => instance),
    ...own.calls.map(({ instance }) => instance),
    ...during.map(({ instance }) => instance),
  ]);
  return {
    total,
    layanan: services.map((nama) => serviceOf(own, earlier, nama)),
    hulu: instances.map((nama) => instanceOf(own, earlier, nama, month, now)),
    harian: daysOf(own, month, now),
    sebelumnya: hasEarlier ? totalOf(earlier, monthBefore(month), now) : null,
  };
}

export function inMonth(raw: Raw, month: string): Raw {
  return {
    calls: raw.calls.filter(({ at }) => localDay(at.getTime()).startsWith(month)),
    answers: raw.answers.filter(({ at }) => localDay(at).startsWith(month)),
    outages: raw.outages,
  };
}

export function monthBefore(month: string): string {
  return localDay(startOf(month) - 1).slice(0, 7);
}

const startOf = (month: string) => Date.parse(`${month}-01T00:00:00+07:00`);

function endOf(month: string): number {
  let at = startOf(month);
  while (localDay(at).startsWith(month)) at += 24 * 60 * MINUTE;
  return at;
}

function answered(answers: readonly Answered[]) {
  const number = (...outcomes: readonly string[]) => answers.filter(({ outcome }) => outcomes.includes(outcome)).length;
  const segar = number('segar', 'tersimpan', 'nihil');
  const usang = number('usang');
  const diterima = number('diterima');
  const gagal = number('gagal-hulu', 'gagal-simpul');
  const permintaan = answers.length - number('ditolak');
  const tersediaPersen = percent(permintaan - gagal, permintaan);
  return { permintaan, segar, usang, diterima, gagal, ditolak: number('ditolak'), tersediaPersen };
}

function called(calls: Raw['calls']) {
  const baik = calls.filter(({ verdict }) => verdict !== 'fault' && verdict !== 'changed').length;
  return { panggilan: calls.length, baik, tersediaPersen: percent(baik, calls.length) };
}

/** In whole numbers, rounded down. */
function percent(good: number, all: number): number | null {
  return all === 0 ? null : Number((BigInt(good) * 10_000n) / BigInt(all)) / 100;
}

function worth(usang: number, applications: number | null, upstream: number | null) {
  const isKnown = applications !== null && upstream !== null;
  const points = isKnown ? (Math.round(applications * 100) - Math.round(upstream * 100)) / 100 : null;
  return { jawabanWalauHuluMati: usang, selisihPersen: points };
}

function totalOf({ calls, answers, outages }: Raw, month: string, now: number) {
  const aplikasi = answered(answers);
  const hulu = called(calls);
  const each = distinct(outages.map(({ instance }) => instance)).map((one) => outOf(outages, one, month, now));
  const ms = each.reduce((sum, one) => sum + one.ms, 0);
  return {
    aplikasi,
    hulu: {
      ...{ ...hulu, menitMati: Math.ceil(ms / MINUTE) },
      gangguan: each.reduce((sum, one) => sum + one.gangguan, 0),
      insiden: each.reduce((sum, one) => sum + one.insiden, 0),
    },
    nilaiHub: worth(aplikasi.usang, aplikasi.tersediaPersen, hulu.tersediaPersen),
  };
}

function serviceOf(own: Raw, earlier: Raw, nama: string) {
  const of = ({ answers }: Raw) => answered(answers.filter(({ service }) => service === nama));
  const standsOn = STANDING.filter(({ service }) => service === nama);
  const hulu = called(
    own.calls.filter((call) =>
      standsOn.some(({ instance, operation }) => instance === call.instance && operation === call.operation),
    ),
  );
  const figures = of(own);
  const before = of(earlier);
  return {
    ...{ nama, judul: SERVICES.find((one) => one.nama === nama)?.judul ?? nama, ...figures },
    hulu: standsOn.length === 0 ? null : hulu,
    nilaiHub: worth(figures.usang, figures.tersediaPersen, standsOn.length === 0 ? null : hulu.tersediaPersen),
    sebelumnya:
      before.permintaan === 0 ? null : { permintaan: before.permintaan, tersediaPersen: before.tersediaPersen },
  };
}

function instanceOf(own: Raw, earlier: Raw, nama: string, month: string, now: number) {
  const of = ({ calls }: Raw) => called(calls.filter(({ instance }) => instance === nama));
  const before = of(earlier);
  const out = outOf(own.outages, nama, month, now);
  const outBefore = outOf(own.outages, nama, monthBefore(month), now);
  return {
    ...{ nama, ...of(own), menitMati: Math.ceil(out.ms / MINUTE), gangguan: out.gangguan, insiden: out.insiden },
    layanan: distinct(STANDING.filter(({ instance }) => instance === nama).map(({ service }) => service)),
    pemeliharaan: [],
    sebelumnya:
      before.panggilan === 0
        ? null
        : {
            ...{ panggilan: before.panggilan, tersediaPersen: before.tersediaPersen },
            menitMati: Math.ceil(outBefore.ms / MINUTE),
          },
  };
}

function daysOf({ calls, answers }: Raw, month: string, now: number) {
  const days: string[] = [];
  for (let at = startOf(month); at <= now && localDay(at).startsWith(month); at += 24 * 60 * MINUTE)
    days.push(localDay(at));
  return days.map((tanggal) => {
    const { permintaan, gagal, tersediaPersen } = answered(answers.filter(({ at }) => localDay(at) === tanggal));
    return {
      tanggal,
      hulu: called(calls.filter(({ at }) => localDay(at.getTime()) === tanggal)),
      aplikasi: { permintaan, gagal, tersediaPersen },
    };
  });
}

function outagesIn(outages: readonly Outage[], month: string, now: number): readonly Outage[] {
  const until = Math.min(endOf(month), now);
  return outages.filter(({ from, to }) => from < until && (to ?? now) > startOf(month));
}

/** How long an instance was out: segment by segment between all beginnings and ends; and how many groups overlap. */
function outOf(outages: readonly Outage[], instance: string, month: string, now: number) {
  const until = Math.min(endOf(month), now);
  const own = outagesIn(outages, month, now).filter((one) => one.instance === instance);
  const cuts = [startOf(month), until, ...own.flatMap(({ from, to }) => [from, to ?? until])]
    .filter((at) => at >= startOf(month) && at <= until)
    .sort((one, other) => one - other);
  let ms = 0;
  for (const [index, at] of cuts.entries()) {
    const next = cuts[index + 1] ?? at;
    if (own.some(({ from, to }) => from <= at && (to ?? until) >= next)) ms += next - at;
  }
  return { ms, gangguan: groupsOf(own).length, insiden: own.length };
}

/** Those that reach each other, over whomever. */
export function groupsOf(outages: readonly Outage[]): readonly (readonly Outage[])[] {
  const groups: Outage[][] = [];
  for (const outage of outages) {
    const touched = groups.filter((group) => group.some((one) => overlap(one, outage)));
    for (const group of touched) groups.splice(groups.indexOf(group), 1);
    groups.push([outage, ...touched.flat()]);
  }
  return groups;
}

function overlap(one: Outage, other: Outage): boolean {
  const ends = ({ to }: Outage) => to ?? Number.MAX_SAFE_INTEGER;
  return one.from <= ends(other) && other.from <= ends(one);
}

/** The ten longest within the month: by whom and for how many minutes. */
export function longestOf({ outages }: Raw, month: string, now: number) {
  const until = Math.min(endOf(month), now);
  const during = outagesIn(outages, month, now);
  return distinct(during.map(({ instance }) => instance))
    .flatMap((hulu) =>
      groupsOf(during.filter(({ instance }) => instance === hulu)).map((group) => {
        const from = Math.min(...group.map((one) => one.from));
        const goesOn = group.some(({ to }) => to === null);
        const to = goesOn ? until : Math.max(...group.map((one) => one.to ?? 0));
        return {
          hulu,
          ms: Math.min(to, until) - Math.max(from, startOf(month)),
          dari: from,
          sampai: goesOn ? null : to,
          sebab: distinct(group.map(({ cause }) => cause)),
          layanan: distinct(group.flatMap(({ services }) => services)),
          operasi: distinct(group.map(({ operation }) => operation)),
          insiden: distinct(group.map(({ id }) => id)),
        };
      }),
    )
    .sort((one, other) => other.ms - one.ms)
    .slice(0, 10);
}

function distinct(names: readonly string[]): readonly string[] {
  return [...new Set(names)].sort();
}

/** The bucket of 1.6 times the one before that a time falls into. */
export const bucketOf = (ms: number) => Math.min(23, Math.max(0, Math.ceil(Math.log(ms) / Math.log(1.6) - 1e-9)));

/** By rank, of the times themselves. */
export function p95Of(times: readonly (number | undefined)[]): number | null {
  const known = times.filter((ms) => ms !== undefined).sort((one, other) => one - other);
  return known[Math.ceil(known.length * 0.95) - 1] ?? null;
}
