import { expect } from '@jest/globals';
import type { Izin, Peristiwa } from '../../../openapi/generated/types.ts';
import type { HubSurroundings } from '../../hub/with-hub.ts';
import type { Totals } from '../clients/tally.ts';
import { tableOf } from '../load.ts';
import { type Business, type OssBook, ossBook } from './licensing.ts';

const FINAL = 'receiveLicense';
/** The codes of each step of `e-perizinan`, as the OSS notes have them (section 8); a survey has several. */
const CODES: Readonly<Record<string, readonly string[]>> = {
  'dokumen-lengkap': ['10'],
  'dokumen-belum-lengkap': ['11'],
  validasi: ['20'],
  tagihan: ['31'],
  survei: ['40', '45', '93'],
  'minta-penjelasan': ['41'],
  'minta-penjelasan-ulang': ['43'],
  peringatan: ['60'],
  dokumen: ['50', '90'],
};

type Submission = OssBook['submissions'][number];

function stepOf({ method, status }: Submission): string {
  return (
    Object.keys(CODES).find((step) => (step === 'dokumen') === (method === FINAL) && CODES[step]?.includes(status)) ??
    ''
  );
}

/**
 * References of what OSS holds. A status that was sent again after a lost answer is the same status; a permit that was is
 * two.
 */
export function heldAtOss(hub: HubSurroundings): readonly string[] {
  const { submissions } = ossBook(hub);
  const reference = (one: Submission) => `${one.idIzin}/${stepOf(one)}`;
  const statuses = submissions.filter(({ method }) => method !== FINAL).map(reference);
  const finals = submissions.filter(({ method }) => method === FINAL);
  return [...new Set(statuses), ...finals.flatMap((one) => Array.from({ length: one.times }, () => reference(one)))];
}

/** How often a status was sent once more. */
export function repeatsAtOss(hub: HubSurroundings): number {
  return ossBook(hub).submissions.reduce((sum, { times }) => sum + times - 1, 0);
}

/** What OSS pushed against what was told: every happening once, and nothing that did not happen. */
export async function settlePushes(hub: HubSurroundings, businesses: readonly Business[]): Promise<void> {
  const expected = timesOf(businesses.flatMap(eventsOf));
  const told = timesOf(await allEvents(hub));
  const names = [...new Set([...expected.keys(), ...told.keys()])];
  const lost = names.filter((name) => (told.get(name) ?? 0) < (expected.get(name) ?? 0));
  const doubled = names.filter((name) => (told.get(name) ?? 0) > (expected.get(name) ?? 0));
  const { pushes } = ossBook(hub);
  const row = {
    ...{ businesses: businesses.length, permits: businesses.flatMap(({ permits }) => permits).length },
    pushes: pushes.length,
    calls: pushes.reduce((sum, { answers }) => sum + answers.length, 0),
    events: [...told.values()].reduce((sum, times) => sum + times, 0),
    ...{ lost: lost.length, doubled: doubled.length },
  };
  process.stdout.write(`${tableOf([row])}\n`);
  expect({ lost, doubled }).toEqual({ lost: [], doubled: [] });
}

function eventsOf({ nib, permits, changes, ended, signed }: Business): readonly string[] {
  return [
    `perizinan.nib-terbit nib ${nib}`,
    ...permits.map((permit) => `perizinan.izin-diajukan perizinan ${permit}`),
    ...[...signed].map((permit) => `perizinan.berkas perizinan ${permit}`),
    ...Array.from({ length: changes }, () => `perizinan.berubah nib ${nib}`),
    ...(ended ? [`perizinan.dibatalkan nib ${nib}`] : []),
  ];
}

function timesOf(names: readonly string[]): ReadonlyMap<string, number> {
  const times = new Map<string, number>();
  for (const name of names) times.set(name, (times.get(name) ?? 0) + 1);
  return times;
}

async function allEvents(hub: HubSurroundings): Promise<readonly string[]> {
  const all: Peristiwa[] = [];
  for (let since = ''; ; ) {
    const { body } = await hub.get(`/v1/peristiwa?batas=200${since}`);
    const { data, halaman } = body as { data: Peristiwa[]; halaman: { berikutnya: string | null } };
    all.push(...data);
    if (data.length === 0) break;
    since = `&sejak=${halaman.berikutnya}`;
  }
  return all.flatMap(({ jenis, perihal }) =>
    jenis.startsWith('perizinan.') ? [`${jenis} ${perihal?.jenis} ${perihal?.id}`] : [],
  );
}

/** Each permit at the city, at OSS and in the hands of the application: the same last word, and nobody has one more. */
export async function settlePermits(
  hub: HubSurroundings,
  businesses: readonly Business[],
  { accepted }: Pick<Totals, 'accepted'>,
): Promise<void> {
  const { permits, submissions } = ossBook(hub);
  const last = new Map<string, string>();
  for (const [idIzin = '', step = ''] of Object.keys(accepted).map((reference) => reference.split('/')))
    last.set(idIzin, step);
  const kept = new Map((await allPermits(hub)).map((izin) => [izin.idIzin, izin]));
  const wrong = businesses.flatMap(({ permits: own, ended, signed }) =>
    own.flatMap((idIzin) => {
      const izin = kept.get(idIzin);
      const there = permits.find((one) => one.idIzin === idIzin)?.status ?? '';
      const step = last.get(idIzin);
      const isSent = (CODES[step ?? ''] ?? ['09']).includes(there);
      const isTold = !izin?.statusTerkirim === (step === undefined);
      const isKnown = step === undefined || submissions.some((one) => one.idIzin === idIzin && one.status === there);
      const isOver = (izin?.keadaan === 'dibatalkan') === (ended !== undefined);
      const hasFile = (izin?.berkas !== null) === signed.has(idIzin);
      return izin && isSent && isTold && isKnown && isOver && hasFile
        ? []
        : [{ idIzin, isThere: izin !== undefined, isSent, isTold, isKnown, isOver, hasFile, step, there }];
    }),
  );
  expect(wrong).toEqual([]);
  expect(kept.size).toBe(businesses.flatMap((one) => one.permits).length);
}

async function allPermits(hub: HubSurroundings): Promise<readonly Izin[]> {
  const all: Izin[] = [];
  for (let cursor = ''; ; ) {
    const { body } = await hub.get(`/v1/perizinan?batas=100${cursor}`);
    const { data, halaman } = body as { data: Izin[]; halaman: { berikutnya: string | null } };
    all.push(...data);
    if (halaman.berikutnya === null) return all;
    cursor = `&kursor=${halaman.berikutnya}`;
  }
}
