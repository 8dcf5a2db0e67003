import type { JadwalAnggaran, SalinanTerbaca } from '../../../openapi/generated/types.ts';
import type { Copy, CopyStore } from '../../store/copies.ts';
import { wib } from '../pembayaran/moments.ts';
import { Refusal } from '../refusal.ts';
import { type DatasetName, datasetName, hasSchedule, type Kind, parseDataset, SCHEDULES } from './datasets.ts';
import { once } from './keeping.ts';
import { notOurs, type Place } from './place.ts';

/** A finished copy, and what it is of. */
export interface Found {
  readonly name: DatasetName;
  readonly dataset: string;
  readonly copy: Copy;
}

export interface Which {
  readonly tahun?: number;
  readonly jadwal?: JadwalAnggaran;
  readonly salinan?: number;
}

const WORDS: Readonly<Record<Kind, string>> = {
  skpd: 'SKPD',
  'standar-harga': 'Standar harga',
  'rencana-kerja': 'Rencana kerja',
  rka: 'RKA',
  realisasi: 'Realisasi',
  sp2d: 'SP2D',
};

/** The copy that answers. Throws a `Refusal` that says what is there, where there is no such copy. */
export async function findCopy(kind: Kind, which: Which, copies: CopyStore): Promise<Found> {
  const all = (await copies.datasets()).flatMap((dataset) => {
    const name = parseDataset(dataset.name);
    return name?.kind === kind ? [{ ...dataset, ...{ of: name } }] : [];
  });
  const there = all.filter(({ current }) => current > 0);
  const years = descending(there.map(({ of }) => of.year));
  const [newest] = years;
  if (newest === undefined)
    throw await neverCopied(
      kind,
      all.map(({ name }) => name),
      copies,
    );
  const year = which.tahun ?? newest;
  const schedules = there.filter(({ of }) => of.year === year).map(({ of }) => of.schedule);
  if (schedules.length === 0)
    throw new Refusal(
      'tidak-ditemukan',
      `${WORDS[kind]} tahun ${year} tidak ada di Simpul. Yang ada ${listed(years.map(String))}.`,
    );
  const schedule = hasSchedule(kind)
    ? (which.jadwal ?? SCHEDULES.find((one) => schedules.includes(one)) ?? null)
    : null;
  const found = there.find(({ of }) => of.year === year && of.schedule === schedule);
  if (!found)
    throw new Refusal(
      'tidak-ditemukan',
      `${WORDS[kind]} tahun ${year} jadwal ${schedule} tidak ada di Simpul. Yang ada ${listed(schedules.map(String))}.`,
    );
  return openCopy(found.of, which.salinan ?? found.current, copies);
}

/** The copy that a cursor is of. Whatever else the request names must not say otherwise. */
export async function findPlace(
  kind: Kind,
  which: Which,
  { place, list }: { readonly place: Place; readonly list: string },
  copies: CopyStore,
): Promise<Found> {
  const name = parseDataset(place.dataset);
  const sameYear = which.tahun === undefined || which.tahun === name?.year;
  const sameSchedule = which.jadwal === undefined || which.jadwal === name?.schedule;
  const sameCopy = which.salinan === undefined || which.salinan === place.number;
  if (name?.kind !== kind || !sameYear || !sameSchedule || !sameCopy) throw notOurs(list);
  return openCopy(name, place.number, copies);
}

/** Throws a `Refusal` for one that is not finished. */
export async function openCopy(name: DatasetName, number: number, copies: CopyStore): Promise<Found> {
  const dataset = datasetName(name);
  const copy = await once(copies, `copy ${dataset} ${number}`, () => finishedCopy(dataset, number, copies));
  return { name, dataset, copy };
}

async function finishedCopy(dataset: string, number: number, copies: CopyStore): Promise<Copy> {
  const there = await copies.dataset(dataset);
  const copy = there && number <= there.current ? await copies.copy(dataset, number) : undefined;
  if (copy?.state === 'done') return copy;
  const newest = there && there.current > 0 ? ` Yang terbaru nomor ${there.current}.` : '';
  throw new Refusal('tidak-ditemukan', `Tidak ada salinan ${dataset} yang selesai dengan nomor ini.${newest}`);
}

/** That nothing was copied is no empty list: an application would take it for the truth. */
async function neverCopied(kind: Kind, begun: readonly string[], copies: CopyStore): Promise<Refusal> {
  const running = await Promise.all(begun.map((name) => copies.running(name)));
  const [first] = running.filter((copy) => copy !== undefined);
  return new Refusal(
    'belum-disalin',
    first
      ? `${WORDS[kind]} sedang disalin untuk pertama kali, sejauh ini ${first.rows} baris. Coba lagi nanti.`
      : `${WORDS[kind]} belum pernah disalin. Operator menjalankan "simpul sinkron", atau memuat berkas dengan "simpul impor-sipd".`,
  );
}

export function copyMeta({ name, dataset, copy }: Found, now: Date): SalinanTerbaca {
  const finishedAt = copy.finishedAt ?? copy.touchedAt;
  return {
    ...{ kumpulan: dataset, nomor: copy.number, sumber: copy.source, rilis: copy.release, jadwal: name.schedule },
    disalinPada: wib(finishedAt),
    diperbaruiPada: copy.asOf === null ? null : wib(copy.asOf),
    usiaDetik: Math.max(0, Math.floor((now.getTime() - finishedAt) / 1000)),
    keadaan: copy.keptParts.length > 0 ? 'sebagian' : 'lengkap',
  };
}

function descending(years: readonly number[]): readonly number[] {
  return [...new Set(years)].toSorted((one, other) => other - one);
}

/** `2026, 2025, dan 2024` */
export function listed(texts: readonly string[]): string {
  return new Intl.ListFormat('id', { type: 'conjunction' }).format(texts);
}
