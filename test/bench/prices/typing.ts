import { join } from 'node:path';
import { Pool } from 'undici';
import { stringify } from 'yaml';
import { priceRow } from '../../../hub/services/perencanaan/rows.ts';
import type { CopyRow } from '../../../hub/store/copies.ts';
import { openSqliteStore } from '../../../hub/store/sqlite/open.ts';
import { withDirectory } from '../../hub/cli/child-hub.ts';
import { type PacedRow, paced, pacedRow } from '../pacing.ts';

export interface TypingDuration {
  readonly seconds: number;
  readonly prices: number;
  readonly progress: (told: string) => void;
}

/** Somebody types, and sees the answer before the next letter. */
export const TYPING_MS = 50;
const PER_SECOND = 50;
const KEY = 'simpul-bench-key';
const ROWS_AT_ONCE = 500;
const PATH = '/v1/standar-harga';

const KINDS = ['ssh', 'hspk', 'asb', 'sbu'] as const;
const THINGS = [
  ...[
    'Pulpen',
    'Kertas',
    'Meja',
    'Kursi',
    'Semen',
    'Pasir',
    'Honorarium',
    'Laptop',
    'Printer',
    'Tinta',
    'Map',
    'Kabel',
  ],
  ...['Lampu', 'Cat', 'Besi', 'Pipa', 'Batu', 'Kayu', 'Paku', 'Genteng', 'Sewa', 'Konsumsi', 'Snack', 'Perjalanan'],
];
const SORTS = ['contoh', 'standar', 'besar', 'kecil', 'merah', 'biru', 'hitam', 'tebal', 'tipis', 'panjang', 'impor'];

/** Every list of prices says the same words again and again; only numbers tell its rows apart. */
function priceAt(index: number): CopyRow {
  const of = <Value>(list: readonly Value[], step: number) => list[Math.floor(index / step) % list.length] as Value;
  return priceRow({
    id: String(index),
    kode: `1.1.7.${String(1 + (index % 60)).padStart(2, '0')}.${String(index).padStart(6, '0')}`,
    nama: `${of(THINGS, 1)} ${of(SORTS, 24)} ${of(SORTS, 264)}`,
    spesifikasi: `ukuran ${index % 90} x ${index % 70} cm, merek contoh ${index % 300}`,
    satuan: of(['Buah', 'Kotak', 'Rim', 'Orang / Jam'], 5),
    harga: 1000 + index,
    jenis: of(KINDS, 7),
    kelompok: { kode: `1.1.7.${1 + (index % 60)}`, nama: `KELOMPOK ${of(THINGS, 3)}` },
    ...{ produkDalamNegeri: true, tkdn: 40, terkunci: false },
  });
}

/** A search at every letter of what somebody types, evenly, over one copy. */
export async function measurePrices({ seconds, prices, progress }: TypingDuration): Promise<readonly PacedRow[]> {
  const rows: PacedRow[] = [];
  const config = { mode: 'development', demoKey: KEY, logLevel: 'warn', limits: { requestsPerMinute: 100_000 } };
  const services = { 'wp-sipd': { baseUrl: 'http://127.0.0.1:9', apiKey: 'nobody is there' } };
  const sipd = { connector: 'sipd', releases: ['wp-sipd'], agreementRequired: false, settings: { services } };
  await withDirectory({ 'simpul.yaml': stringify({ ...config, instances: { sipd } }) }, async ({ path, serve }) => {
    progress(`copying ${prices} prices`);
    await fill(join(path, 'data'), prices);
    const hub = serve({ PORT: '0' });
    const client = new Pool(await hub.ready, { connections: 64 });
    try {
      const letters = typed();
      const deep = await deepPages(client);
      const searches: readonly (readonly [name: string, paths: readonly string[]])[] = [
        ['searched at every letter', letters.map((q) => `${PATH}?q=${q}`)],
        ['the same in one type', letters.map((q, index) => `${PATH}?q=${q}&kelompok=${KINDS[index % 4]}`)],
        ['pages far down', deep],
      ];
      for (const [name, paths] of searches) {
        progress(name);
        const ask = (index: number) => answered(client, paths[index % paths.length] ?? PATH);
        await paced(ask, { perSecond: PER_SECOND, seconds: 2 }); // code is warm
        rows.push(pacedRow(name, PER_SECOND, await paced(ask, { perSecond: PER_SECOND, seconds })));
      }
    } finally {
      await client.destroy();
      hub.kill('SIGTERM');
      await hub.ended;
    }
  });
  return rows;
}

async function fill(directory: string, prices: number): Promise<void> {
  const store = await openSqliteStore({ directory });
  const at = Date.now();
  const copy = await store.copies.begin({ dataset: 'standar-harga/2026', source: 'bench', startedAt: at });
  if (!copy) throw new Error('a copy is under way');
  for (let start = 0; start < prices; start += ROWS_AT_ONCE) {
    const rows = Array.from({ length: Math.min(ROWS_AT_ONCE, prices - start) }, (_, index) => priceAt(start + index));
    await store.copies.put(copy, rows, { cursor: String(start), at, release: 'bench' });
  }
  await store.copies.finish(copy, { at, keptParts: [] });
  await store.close();
}

/** `p`, `pu`, … `pulpen merah 12`: one request for each letter. */
function typed(): readonly string[] {
  return THINGS.flatMap((thing, index) => {
    const words = `${thing.toLowerCase()} ${SORTS[index % SORTS.length]} ${index * 7}`;
    return Array.from({ length: words.length }, (_, letter) => encodeURIComponent(words.slice(0, letter + 1)));
  });
}

/** Each page by the cursor of the one before, from four beginnings. */
async function deepPages(client: Pool): Promise<readonly string[]> {
  const pages: string[] = [];
  for (const query of ['batas=25', 'batas=25&q=contoh', 'batas=25&q=p', 'batas=25&kelompok=ssh&q=uk'])
    for (let page = 0, cursor = ''; page < 200; page += 1) {
      const { body } = await client.request({ method: 'GET', path: `${PATH}?${query}${cursor}`, headers: HEADERS });
      const { halaman } = (await body.json()) as { halaman: { berikutnya: string | null } };
      if (halaman.berikutnya === null) break;
      cursor = `&kursor=${halaman.berikutnya}`;
      if (page >= 100) pages.push(`${PATH}?${query}${cursor}`);
    }
  return pages;
}

const HEADERS = { authorization: `Bearer ${KEY}` };

async function answered(client: Pool, path: string): Promise<boolean> {
  const { statusCode, body } = await client.request({ method: 'GET', path, headers: HEADERS });
  return (await body.text()).startsWith('{"data":[') && statusCode === 200;
}
