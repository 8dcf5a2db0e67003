import type { KumpulanTersalin, Salinan } from '../../../openapi/generated/types.ts';
import { jakartaDate } from '../../mapping/jakarta.ts';
import type { Copy, CopyStore, RowChange } from '../../store/copies.ts';
import { startOfDay, wib } from '../pembayaran/moments.ts';
import { Refusal } from '../refusal.ts';
import { type ActionResult, action, type ServiceContext } from '../service.ts';
import { type DatasetName, datasetName, hasSchedule, KINDS, parseDataset } from './datasets.ts';
import { copyMeta, openCopy } from './finding.ts';
import { cursorOf, written } from './listing.ts';
import { notOurs, readPlace, refusingCursors, writePlace } from './place.ts';

type Context = Pick<ServiceContext, 'copies' | 'config' | 'instancesOf' | 'now'>;
interface Page {
  readonly kumpulan?: string;
  readonly batas?: number;
  readonly kursor?: string;
}
const LIST = 'daftarSalinan';
const CHANGES = 'perubahanSalinan';
const PAGE = 25;

export const daftarSalinan = action<Page>({
  name: LIST,
  run: ({ kumpulan, batas = PAGE, kursor }, context) =>
    kumpulan === undefined ? allDatasets(batas, kursor, context) : oneDataset(kumpulan, { batas, kursor }, context),
});

/** All that was ever begun, and what is configured and was not. */
async function allDatasets(limit: number, kursor: string | undefined, context: Context): Promise<ActionResult> {
  const { copies } = context;
  const there = await copies.datasets();
  const current = new Map(there.map((dataset) => [dataset.name, dataset.current]));
  const names = [...new Set([...current.keys(), ...configured(context).map(datasetName)])]
    .flatMap((name) => parseDataset(name) ?? [])
    .toSorted(inOrder);
  const after = kursor === undefined ? undefined : parseDataset(readPlace(LIST, kursor).dataset);
  const left = after ? names.filter((name) => inOrder(name, after) > 0) : names;
  const data = await Promise.all(
    left.slice(0, limit).map(async (name) => {
      const dataset = datasetName(name);
      const shown = current.get(dataset) ?? 0;
      return datasetView(name, { current: shown, listed: await newestOf(dataset, shown, copies) }, context);
    }),
  );
  const last = data.at(-1)?.kumpulan;
  const more = last !== undefined && left.length > limit;
  const berikutnya = more ? writePlace(LIST, { dataset: last, number: 0, after: '' }) : null;
  return { kind: 'json', status: 200, body: { data, halaman: { berikutnya } } };
}

/** The one under way, the last that ended, and the one that is read: one, two or three copies. */
async function newestOf(dataset: string, current: number, copies: CopyStore): Promise<readonly Copy[]> {
  const newest = await copies.copies({ dataset, limit: 2 });
  const shown =
    current > 0 && newest.every(({ number }) => number !== current) && (await copies.copy(dataset, current));
  return shown ? [...newest, shown] : newest;
}

async function oneDataset(
  kumpulan: string,
  { batas, kursor }: { readonly batas: number; readonly kursor: string | undefined },
  context: Context,
): Promise<ActionResult> {
  const { copies } = context;
  const name = parseDataset(kumpulan);
  const there = name && (await copies.dataset(kumpulan));
  if (!there) throw new Refusal('tidak-ditemukan', 'Tidak ada kumpulan dengan nama ini; lihat daftarSalinan.');
  const place = kursor === undefined ? undefined : readPlace(LIST, kursor);
  if (place && place.dataset !== kumpulan) throw notOurs(LIST);
  const before = place ? { before: place.number } : {};
  const found = await copies.copies({ dataset: kumpulan, limit: batas + 1, ...before });
  const listed = found.slice(0, batas);
  const last = listed.at(-1);
  const more = last !== undefined && found.length > batas;
  const berikutnya = more ? writePlace(LIST, { dataset: kumpulan, number: last.number, after: '' }) : null;
  const data = [datasetView(name, { current: there.current, listed }, context)];
  return { kind: 'json', status: 200, body: { data, halaman: { berikutnya } } };
}

function datasetView(
  name: DatasetName,
  { current, listed }: { readonly current: number; readonly listed: readonly Copy[] },
  context: Context,
): KumpulanTersalin {
  const dataset = datasetName(name);
  const planned = configured(context).some((one) => datasetName(one) === dataset);
  return {
    ...{ kumpulan: dataset, tahun: name.year, jadwal: name.schedule },
    berikutnyaPada: planned ? nextAt(context) : null,
    salinan: listed.map((copy) => copyView(copy, current)),
  };
}

const STATES = { running: 'berjalan', done: 'selesai', dropped: 'batal' } as const;

function copyView(copy: Copy, current: number): Salinan {
  return {
    ...{ nomor: copy.number, keadaan: STATES[copy.state], terkini: copy.number === current },
    ...{ sumber: copy.source, rilis: copy.release, dimulaiPada: wib(copy.startedAt), majuPada: wib(copy.touchedAt) },
    selesaiPada: copy.finishedAt === null ? null : wib(copy.finishedAt),
    diperbaruiPada: copy.asOf === null ? null : wib(copy.asOf),
    ...{ baris: copy.rows, ditambah: copy.added, diubah: copy.changed, dihapus: copy.removed },
    ...{ bagianTetap: [...copy.keptParts], catatan: copy.note },
  };
}

function configured({ config, instancesOf, now }: Context): readonly DatasetName[] {
  const { sumber = instancesOf('sipd'), tahun, jadwal, salin } = config.perencanaan;
  if (sumber.length === 0) return [];
  const years = tahun ?? [Number(jakartaDate(now).slice(0, 4))];
  return salin.flatMap((kind) => years.map((year) => ({ kind, year, schedule: hasSchedule(kind) ? jadwal : null })));
}

const DAY_MS = 86_400_000;

function nextAt({ config, now }: Context): string | null {
  const { pukul } = config.perencanaan;
  if (pukul === undefined) return null;
  const [hours = 0, minutes = 0] = pukul.split(':').map(Number);
  const today = startOfDay(jakartaDate(now)) + (hours * 60 + minutes) * 60_000;
  return wib(today > now.getTime() ? today : today + DAY_MS);
}

/** Newest year first, then as people think of them. */
function inOrder(one: DatasetName, other: DatasetName): number {
  return (
    other.year - one.year ||
    KINDS.indexOf(one.kind) - KINDS.indexOf(other.kind) ||
    (one.schedule ?? '').localeCompare(other.schedule ?? '')
  );
}

interface Changes extends Page {
  readonly kumpulan: string;
  readonly nomor: number;
}

export const perubahanSalinan = action<Changes>({
  name: CHANGES,
  async run({ kumpulan, nomor, batas = PAGE, kursor }, { copies, now }) {
    const name = parseDataset(kumpulan);
    if (!name) throw new Refusal('tidak-ditemukan', 'Tidak ada kumpulan dengan nama ini; lihat daftarSalinan.');
    const found = await openCopy(name, nomor, copies);
    const place = kursor === undefined ? undefined : readPlace(CHANGES, kursor);
    if (place && (place.dataset !== kumpulan || place.number !== nomor)) throw notOurs(CHANGES);
    const { changes, next } = await refusingCursors(
      CHANGES,
      copies.changes({
        ...{ dataset: kumpulan, number: nomor, limit: batas },
        ...(place ? { after: place.after } : {}),
      }),
    );
    const opened = { ...found, list: CHANGES, limit: batas };
    return written(changes.map(changeJson), cursorOf(opened, next), { meta: { salinan: copyMeta(found, now) } });
  },
});

function changeJson({ key, before, after }: RowChange): string {
  const what = before === null ? 'ditambah' : after === null ? 'dihapus' : 'diubah';
  const rows = `"sebelum":${before?.content ?? 'null'},"sesudah":${after?.content ?? 'null'}`;
  return `{"kunci":${JSON.stringify(key)},"apa":"${what}",${rows}}`;
}
