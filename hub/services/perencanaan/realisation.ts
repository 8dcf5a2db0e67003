import type { Realisasi } from '../../../openapi/generated/types.ts';
import type { CopyStore } from '../../store/copies.ts';
import { Refusal } from '../refusal.ts';
import { type ActionResult, action } from '../service.ts';
import { copyMeta, listed } from './finding.ts';
import { once } from './keeping.ts';
import { cursorOf, narrowedBy, type Opened, open, type Page, readPage, written } from './listing.ts';
import { askLive, canAskLive } from './live-realisation.ts';
import { LEVELS, realisationPart } from './realisation-rows.ts';

const LIST = 'daftarRealisasi';
/** What a path may name; there is nothing below an account. */
type Named = Exclude<(typeof LEVELS)[number]['member'], 'akun'>;
const NAMED = LEVELS.map(({ member }) => member).filter((member): member is Named => member !== 'akun');
type Path = { readonly [Member in Named]?: string };

interface Asked extends Omit<Page, 'tahun' | 'jadwal'>, Path {
  readonly tanggal?: string;
}

/** What is right below a path, down to the accounts: of the copies where they go so deep, else asked for at once. */
export const daftarRealisasi = action<Asked>({
  name: LIST,
  async run(params, context): Promise<ActionResult> {
    const { copies, now } = context;
    const path = pathNamed(params);
    const opened = await openDay(params, copies);
    const parts = await partsOf(opened, copies);
    const day = params.tanggal ?? newestDay(parts);
    if (!daysOf(parts).includes(day)) throw otherDay(parts);
    const salinan = copyMeta(opened, now);
    if (parts.includes(realisationPart(day, path))) {
      const { rows, next } = await readPage(opened, narrowedBy({ part: realisationPart(day, path) }), copies);
      const contents = rows.map(({ content }) => content);
      return written(contents, cursorOf(opened, next), { meta: { salinan, langsung: null } });
    }
    if (path.length === 0) throw notSoDeep(parts, { day, path, nearest: 0 });
    const nearest = await nearestAbove(opened, { day, path }, copies);
    if (!canAskLive(path.length, context)) throw notSoDeep(parts, { day, path, nearest: nearest.depth });
    const { rows, langsung } = await askLive({ day, path, nearest }, context);
    return written(
      rows.map((row) => JSON.stringify(row)),
      null,
      { meta: { salinan, langsung } },
    );
  },
});

/** From the office down, without a gap. */
function pathNamed(params: Path): readonly string[] {
  const codes = NAMED.map((member) => params[member]);
  const depth = codes.findLastIndex((code) => code !== undefined) + 1;
  const missing = NAMED.slice(0, depth).filter((member) => params[member] === undefined);
  if (missing.length > 0)
    throw new Refusal(
      'permintaan-tidak-sah',
      'Sebut semua tingkat di atas yang ditanyakan.',
      missing.map((member) => ({ di: `query.${member}`, masalah: 'wajib bersama tingkat di bawahnya' })),
    );
  return codes.slice(0, depth) as string[];
}

async function openDay({ tanggal, ...page }: Asked, copies: CopyStore): Promise<Opened> {
  const year = tanggal === undefined ? {} : { tahun: Number(tanggal.slice(0, 4)) };
  return open(LIST, 'realisasi', { ...page, ...year }, copies);
}

/** Days and paths that something was copied below of. */
function partsOf({ dataset, copy }: Opened, copies: CopyStore): Promise<readonly string[]> {
  return once(copies, `parts ${dataset} ${copy.number}`, async () => {
    const sums = await copies.sums({ dataset, at: copy.number });
    return sums.map(({ part }) => part);
  });
}

function daysOf(parts: readonly string[]): readonly string[] {
  return [...new Set(parts.map((part) => part.slice(0, 10)))].toSorted().reverse();
}

function newestDay(parts: readonly string[]): string {
  return daysOf(parts)[0] ?? '';
}

function otherDay(parts: readonly string[]): Refusal {
  const days = daysOf(parts);
  const named = listed(days.slice(0, 5));
  const more = days.length > 5 ? ` Yang tertua ${days.at(-1)}.` : '';
  return new Refusal('tidak-ditemukan', `Realisasi hari itu tidak disalin. Yang terbaru ${named}.${more}`);
}

interface Where {
  readonly day: string;
  readonly path: readonly string[];
}

/** The deepest row on the way down that was copied. Throws a `Refusal` where a level was copied and has no such code. */
async function nearestAbove({ dataset, copy }: Opened, { day, path }: Where, copies: CopyStore) {
  for (let depth = path.length; depth > 0; depth -= 1) {
    const row = await copies.row(dataset, realisationPart(day, path.slice(0, depth)), copy.number);
    if (row) return { depth, row: JSON.parse(row.content) as Realisasi };
  }
  throw new Refusal('tidak-ditemukan', `Tidak ada SKPD dengan kode ini pada realisasi ${day}.`);
}

function notSoDeep(parts: readonly string[], { day, path, nearest }: Where & { readonly nearest: number }): Refusal {
  const here = parts.filter((part) => part.startsWith(`${day} `)).map((part) => part.slice(day.length + 1));
  const depths = new Set(here.map((part) => (part === '' ? 0 : part.split('/').length)));
  const levels = LEVELS.filter((_, depth) => depths.has(depth)).map(({ level }) => level);
  // the level below the nearest row was copied, and the code is not among it
  const wrong = nearest < path.length && here.includes(path.slice(0, nearest).join('/')) && nearest > 0;
  const why = wrong
    ? `Tidak ada ${LEVELS[nearest]?.level} dengan kode ini di bawahnya.`
    : 'Di bawahnya tidak ada yang disalin, dan tidak ada sambungan yang dapat ditanya langsung.';
  return new Refusal('tidak-ditemukan', `${why} Realisasi ${day} ada sampai tingkat: ${listed(levels)}.`);
}
