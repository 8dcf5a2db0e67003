import type { Meta, Realisasi, RealisasiHulu } from '../../../openapi/generated/types.ts';
import { wib } from '../pembayaran/moments.ts';
import { Refusal } from '../refusal.ts';
import type { ServiceContext } from '../service.ts';
import { once } from './keeping.ts';
import { LEVELS, realisationContent } from './realisation-rows.ts';
import { overheard, saidBy, shutUntil } from './sync/windows.ts';

type Context = Pick<ServiceContext, 'config' | 'instancesOf' | 'has' | 'ask' | 'copies' | 'records' | 'now'>;

/** What is asked for the rows below a path, by how long the path is. */
const OPERATIONS = [
  ...['realisasi', 'realisasi-skpd', 'realisasi-sub-skpd', 'realisasi-bidang-urusan'],
  ...['realisasi-program', 'realisasi-kegiatan', 'realisasi-sub-kegiatan'],
] as const;
/** By SIPD's own numbers, from the office down. */
const NUMBERS = ['idSkpd', 'idSubSkpd', 'idBidangUrusan', 'idProgram', 'idKegiatan', 'idSubKegiatan'] as const;
/** For the whole way down: somebody waits for it. */
const DEADLINE_MS = 25_000;

interface Where {
  readonly day: string;
  readonly path: readonly string[];
  /** The deepest row of the path that is known without asking. */
  readonly nearest: { readonly depth: number; readonly row: Realisasi };
}

export function canAskLive(depth: number, context: Context): boolean {
  return sourcesOf(depth, context).length > 0;
}

function sourcesOf(depth: number, { config, instancesOf, has }: Context): readonly string[] {
  const sources = config.perencanaan.sumber ?? instancesOf('sipd');
  const operation = OPERATIONS[depth];
  return operation ? sources.filter((instance) => has(instance, operation)) : [];
}

/** The first that may be asked at this moment. What was said of its limit may have been said to an earlier hub. */
async function openSource(depth: number, at: number, context: Context): Promise<string> {
  const sources = sourcesOf(depth, context);
  if (sources.length === 0)
    throw new Refusal('tidak-ditemukan', 'Tidak ada sambungan yang dapat ditanya sampai tingkat itu.');
  const closings: number[] = [];
  for (const source of sources) {
    const until = await shutUntil(source, at, context);
    if (until === undefined) return source;
    closings.push(until);
  }
  throw notNow(sources.join(', '), Math.min(...closings), at);
}

function notNow(source: string, until: number, at: number): Refusal {
  const seconds = Math.max(1, Math.ceil((until - at) / 1000));
  const detail = `${source} belum boleh ditanya lagi selama ${seconds} detik. Tingkat di atasnya ada pada salinan.`;
  return new Refusal('hulu-tidak-tersedia', detail, [], seconds);
}

/** The hub's time while somebody waits, and how much of the wait is left. */
interface Waiting {
  readonly at: () => number;
  readonly leftMs: () => number;
}

function startWaiting({ now }: Context): Waiting {
  const started = performance.now();
  const passed = () => Math.ceil(performance.now() - started);
  return { at: () => now.getTime() + passed(), leftMs: () => DEADLINE_MS - passed() };
}

/**
 * SIPD is asked by its own numbers, and each is told only by the level above: where the copies do not hold them, the way
 * down is asked level by level. Numbers stay what they are, so each is asked for once.
 */
export async function askLive(
  { day, path, nearest }: Where,
  context: Context,
): Promise<{ readonly rows: readonly Realisasi[]; readonly langsung: Meta }> {
  const waiting = startWaiting(context);
  let row = nearest.row;
  for (let depth = nearest.depth; depth < path.length; depth += 1) {
    row = await childOf(row, { day, path: path.slice(0, depth + 1) }, waiting, context);
  }
  return askBelow(row, { day, depth: path.length }, waiting, context);
}

/** The row of the last code of `path`, known from an earlier question or asked for. */
async function childOf(
  above: Realisasi,
  { day, path }: Omit<Where, 'nearest'>,
  waiting: Waiting,
  context: Context,
): Promise<Realisasi> {
  const depth = path.length - 1;
  const { member, level } = LEVELS[depth] as (typeof LEVELS)[number];
  const known = `numbers ${day.slice(0, 4)} ${path.join('/')}`;
  return once(context.copies, known, async () => {
    const { rows } = await askBelow(above, { day, depth }, waiting, context);
    const found = rows.find((row) => row[member]?.kode === path[depth]);
    if (!found) throw new Refusal('tidak-ditemukan', `Tidak ada ${level} dengan kode ini di bawah yang disebut.`);
    return found;
  });
}

async function askBelow(
  above: Realisasi,
  { day, depth }: { readonly day: string; readonly depth: number },
  waiting: Waiting,
  context: Context,
) {
  const source = await openSource(depth, waiting.at(), context);
  const left = waiting.leftMs();
  if (left <= 0) throw new Refusal('hulu-tidak-tersedia', `${source} terlalu lama menjawab. Coba lagi.`);
  const numbers = NUMBERS.slice(0, depth).map((name, at) => [name, numberIn(above, at)] as const);
  const asked = { tanggal: day, ...Object.fromEntries(numbers) };
  const answer = await context.ask(source, OPERATIONS[depth] as string, asked, left);
  if (!answer) throw new Refusal('hulu-tidak-tersedia', `${source} tidak dapat ditanya sekarang.`);
  await overheard(source, waiting.at(), saidBy(answer), context);
  const told = rowsIn(answer.verdict, source, waiting.at());
  const counted = { day, schedule: context.config.perencanaan.jadwal };
  const rows = told.map((row) => realisationContent({ ...levelsOf(above, depth), ...withoutNothing(row) }, counted));
  const langsung: Meta = {
    ...{ sumber: source, rilis: answer.release, diambilPada: wib(context.now), keadaan: 'segar' },
  };
  return { rows: rows.toSorted(byCode(depth)), langsung };
}

type Verdict = NonNullable<Awaited<ReturnType<Context['ask']>>>['verdict'];

function rowsIn(verdict: Verdict, source: string, at: number): readonly RealisasiHulu[] {
  switch (verdict.kind) {
    case 'found':
      return verdict.value as readonly RealisasiHulu[];
    case 'absent':
      return [];
    case 'refused':
      throw new Refusal('ditolak-hulu', `${source} menolak pertanyaan ini.`);
    case 'changed':
      throw new Refusal('hulu-berubah', `Jawaban ${source} berbentuk lain dari biasanya dan tidak dipakai.`);
    case 'fault':
      if (verdict.fault.retryAt) throw notNow(source, verdict.fault.retryAt.getTime(), at);
      throw new Refusal('hulu-tidak-tersedia', `${source} tidak menjawab. Tingkat di atasnya ada pada salinan.`);
    default:
      return verdict satisfies never;
  }
}

function numberIn(row: Realisasi, depth: number): string {
  const level = LEVELS[depth];
  const id = level && row[level.member]?.id;
  if (id) return id;
  throw new Refusal(
    'tidak-ditemukan',
    `Nomor SIPD dari ${level?.level} ini tidak diketahui, jadi tidak dapat ditanyakan.`,
  );
}

/** A level is told by its own question; those above it come from the row that was asked below. */
function levelsOf(above: Realisasi, depth: number): Partial<RealisasiHulu> {
  const levels = LEVELS.slice(0, depth).map(({ member }) => [member, above[member]] as const);
  return Object.fromEntries(levels);
}

function withoutNothing(row: RealisasiHulu): RealisasiHulu {
  const told = Object.entries(row).filter(([, value]) => value !== null && value !== undefined);
  return Object.fromEntries(told) as unknown as RealisasiHulu;
}

function byCode(depth: number) {
  const { member } = LEVELS[depth] as (typeof LEVELS)[number];
  const codeOf = (row: Realisasi) => row[member]?.kode ?? '';
  return (one: Realisasi, other: Realisasi) => (codeOf(one) < codeOf(other) ? -1 : Number(codeOf(one) > codeOf(other)));
}
