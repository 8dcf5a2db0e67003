import type { IncidentKind } from '../releases/incidents.ts';
import type { Incident } from '../store/releases.ts';
import { instantOf } from './instant.ts';
import { table } from './table.ts';
import { type ConfigOption, withStore } from './with-store.ts';

const MOST = 100;

const WORDS: Readonly<Record<IncidentKind, string>> = {
  'hulu-berubah': 'answers fit no release',
  'rilis-beralih': 'another release is used',
  'rilis-bergantian': 'went back and forth between releases too often, and stays',
  'kontrak-kirim': 'what is sent is not understood any more; its lane stands still',
  'pemetaan-salah': 'an edit of the mappings has mistakes and is not used',
  'hulu-mati': 'it does not answer and is not asked any more',
};

/** What happened and what goes on, newest first. */
export async function listIncidents({ open, ...options }: ConfigOption & { readonly open?: true }): Promise<void> {
  await withStore(options, async ({ releases }) => {
    const incidents = await releases.incidents({ ...(open ? { open } : {}), limit: MOST });
    if (incidents.length === 0) {
      process.stdout.write(open ? 'nothing goes on\n' : 'nothing happened\n');
      return;
    }
    const rows = incidents.map((one) => [
      ...[instantOf(one.openedAt), untilOf(one), one.instance || '-', one.operation || '-'],
      `${wordsOf(one.kind)}${detailOf(one.detail)}`,
    ]);
    process.stdout.write(table([['since', 'until', 'instance', 'operation', 'what'], ...rows]));
  });
}

function untilOf({ openedAt, closedAt }: Incident): string {
  if (closedAt === null) return 'goes on';
  return closedAt === openedAt ? 'at once' : instantOf(closedAt);
}

function wordsOf(kind: string): string {
  return kind in WORDS ? WORDS[kind as IncidentKind] : kind;
}

interface Detail {
  readonly dari?: string;
  readonly ke?: string;
  readonly sebab?: string;
  readonly alasan?: string;
  readonly tidakCocok?: readonly { readonly path: string; readonly expected: string; readonly got: string }[];
  readonly kesalahan?: readonly { readonly file: string; readonly path: string; readonly reason: string }[];
  readonly banyaknya?: number;
}

function detailOf(text: string): string {
  const { dari, ke, sebab, alasan, tidakCocok = [], kesalahan = [], banyaknya = 0 } = JSON.parse(text) as Detail;
  const more = banyaknya - kesalahan.length;
  const said = [
    dari !== undefined && ke !== undefined ? `${dari} -> ${ke}` : '',
    sebab ?? alasan ?? '',
    ...tidakCocok.map(({ path, expected, got }) => `${path}: expected ${expected}, got ${got}`),
    ...kesalahan.map(({ file, path, reason }) => `${file}: ${path && `${path}: `}${reason}`),
    more > 0 ? `and ${more} more` : '',
  ].filter(Boolean);
  return said.length > 0 ? `: ${said.join('; ')}` : '';
}
