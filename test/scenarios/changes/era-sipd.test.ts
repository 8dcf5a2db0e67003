import { cp, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, expect, test } from '@jest/globals';
import { MAPPINGS } from '../../../hub/mapping/load.ts';
import { simpul } from '../../hub/cli/simpul.ts';
import { until } from '../../hub/until.ts';
import { DEMO_KEY, HUB_SECRET, type HubSurroundings, withHub } from '../../hub/with-hub.ts';
import { endClients, startClient } from '../clients/start.ts';
import { type FastClock, fastClock } from './fast-clock.ts';
import { type Operator, withOperator } from './operator.ts';
import { areCopied, currentCopy, differencesSince, syncOf } from './planning-copies.ts';
import { type Schedule, type SipdBooks, withSipdBooks } from './sipd-books.ts';
import { type Chapter, printStory, tell } from './story.ts';

// A city that plans with what it may have of SIPD: a mirror, a file of an officer, then an official channel. The application
// that shows prices, plans and lines is the same from first to last.

const RATE = 25;
const MIRROR = 'sipd-cermin';
const CHANNEL = 'sipd-kanal';
const RELEASE = 'sipd/splp';
const PRICES_FILE = `${RELEASE}/standar-harga.yaml`;
/** Copied each night: an answer is old when a night was missed. */
const FRESH_SECONDS = 26 * 3600;
const COPYING_MS = 60_000;

afterEach(endClients);

test('figures of SIPD are right, or marked as old, while its ways in and its schedules change', async () => {
  const clock = fastClock(60);
  clock.pass(Date.UTC(clock.now().getUTCFullYear(), 5, 15, 3) - clock.now().getTime()); // mid-year, at ten
  const edit = await anotherName();
  await withOperator(async (operator) => {
    await cp(join(MAPPINGS, RELEASE), join(operator.folder, RELEASE), { recursive: true });
    const config = { perencanaan: { sumber: [MIRROR], barisPerPermintaan: 50 } };
    await withHub({ now: clock.now, config, mappings: { own: operator.folder } }, async (hub) => {
      hub.sandboxes.sipd.set({ channel: 'not-yet' });
      await withSipdBooks({ hub, clock }, async (books) => {
        const port = Number(new URL(hub.url).port); // the application keeps its address whatever is started again
        await hub.restart({ port, perencanaan: { pukul: '02:00' } });
        const asked = { base: hub.url, key: DEMO_KEY, rate: RATE, everyMs: 100 };
        const client = startClient('e-ra', { ...asked, books: books.path, freshSeconds: FRESH_SECONDS });
        await client.started;
        const story: Story = { hub, clock, books, operator, edit };
        const told = await tell(chaptersOf(story), { hub, clock, clients: { 'e-ra': client } });
        printStory('era-sipd', told);
        const total = await client.stop();
        const ledger = hub.sandboxes.sipd.ledger() as Ledger;
        process.stdout.write(`failed: ${JSON.stringify(total.byProblem)}; SIPD: ${JSON.stringify(ledger)}\n`);
        expect({ salah: total.salah, wrong: total.wrong }).toEqual({ salah: 0, wrong: [] });
        expect(ledger.throttled).toBeGreaterThan(0);
        expect(ledger.forbidden).toBe(0);
        // before the first copy there is nothing to answer; while the city's own hub is started again nobody answers
        const honest = /^(simpul:belum-disalin|sambungan:.*)$/;
        expect(Object.keys(total.byProblem).filter((problem) => !honest.test(problem))).toEqual([]);
        const failed = told.rows.filter(({ gagal }) => gagal !== 0).map(({ chapter }) => chapter);
        expect(failed.filter((chapter) => !MAY_FAIL.has(String(chapter)))).toEqual([]);
        expect(edit.lines).toBe(1);
      });
    });
  });
}, 300_000);

interface Ledger {
  readonly throttled: number;
  readonly forbidden: number;
}

interface Story {
  readonly hub: HubSurroundings;
  readonly clock: FastClock;
  readonly books: SipdBooks;
  readonly operator: Operator;
  readonly edit: { readonly text: string; readonly lines: number };
}

const FIRST = 'the first copy, of the mirror';
const GRANTED = 'the official channel is granted';
const REVISED = 'perubahan is in force';
const MAY_FAIL: ReadonlySet<string> = new Set([FIRST, GRANTED, REVISED]);

function chaptersOf(story: Story): readonly Chapter[] {
  return [...ofMirror(story), ...ofChannel(story), ...ofSchedules(story)];
}

function ofMirror({ hub, clock, books }: Story): readonly Chapter[] {
  const { sipd } = hub.sandboxes;
  const prices = `standar-harga/${books.year}`;
  const all = datasetsOf(books, 'murni');
  let night = 0;
  // the mirror was asked for everything that night, and could tell nothing
  const isMissed = async (says: RegExp) => {
    const asked = sipd.calls().some(({ at, path }) => at >= night && path.includes('wp-admin'));
    return asked && says.test((await syncOf(hub, prices)).note);
  };
  return [
    { what: FIRST, happens: () => copied(hub, all, { since: 0, source: MIRROR }) },
    {
      what: '12 prices change, a night passes',
      async happens() {
        await books.changePrices(12);
        await copied(hub, all, { since: nightPasses(clock) });
        expect(await currentCopy(hub, prices)).toMatchObject({ added: 0, changed: 12, removed: 0 });
      },
    },
    {
      what: 'the mirror is gone, 12 prices change',
      async happens() {
        sipd.set({ mirror: 'gone' });
        await books.changePrices(12);
        night = nightPasses(clock);
      },
      noticed: () => isMissed(/^sipd-cermin .*HTTP 404/),
    },
    {
      what: 'there is a web page in its place',
      async happens() {
        sipd.set({ mirror: 'open' });
        sipd.fault({ kind: 'html', path: '/wp-admin' });
        night = nightPasses(clock);
      },
      noticed: () => isMissed(/^sipd-cermin (?!.*HTTP 404)/),
    },
    {
      what: "an officer's file of prices is taken in",
      happens: () => {},
      by: 'simpul sinkron --batal, impor-sipd',
      mends: () => imported(hub, clock, books),
      async well() {
        const copy = await currentCopy(hub, prices);
        return copy?.release === 'ekspor' && copy.state === 'done';
      },
    },
  ];
}

function ofChannel({ hub, clock, books, operator, edit }: Story): readonly Chapter[] {
  const { sipd } = hub.sandboxes;
  const prices = `standar-harga/${books.year}`;
  const all = datasetsOf(books, 'murni');
  let before = new Map<string, number>();
  let night = 0;
  return [
    {
      what: GRANTED,
      async happens() {
        sipd.set({ channel: 'open', rateLimit: 4, rateWindowSeconds: 60 });
        sipd.fault({ kind: 'throttle', seconds: 20, path: '/t/', times: 2 });
        before = new Map(
          await Promise.all(all.map(async (name) => [name, (await currentCopy(hub, name))?.number ?? 0] as const)),
        );
      },
      by: 'an edit of 1 line',
      async mends() {
        await hub.restart({ perencanaan: { sumber: [CHANNEL] } });
        nightPasses(clock);
      },
      async well() {
        if (!(await areCopied(hub, all, { since: 0, source: CHANNEL }))) return false;
        for (const [name, number] of before) {
          const { added, removed, other } = await differencesSince(hub, name, number);
          expect({ name, added, removed, other }).toEqual({ name, added: 0, removed: 0, other: [] });
        }
        return true;
      },
    },
    {
      what: 'lists become encoded texts, 12 prices change',
      async happens() {
        sipd.set({ lists: 'encoded' });
        sipd.fault({ kind: 'throttle', seconds: 20, path: '/t/', times: 2 });
        await books.changePrices(12);
        await copied(hub, all, { since: nightPasses(clock), source: CHANNEL });
        expect(await currentCopy(hub, prices)).toMatchObject({ added: 0, changed: 12, removed: 0 });
      },
    },
    {
      what: 'a field has another name, 12 prices change',
      async happens() {
        sipd.fault({ kind: 'rename', from: 'harga', to: 'harga_satuan', path: 'd_komponen' });
        await books.changePrices(12);
        night = nightPasses(clock);
      },
      noticed: async () => /tidak lagi sesuai rilis splp/.test((await syncOf(hub, prices)).note),
      by: `an edit of ${edit.lines} line`,
      mends: () => operator.writes(PRICES_FILE, edit.text),
      well: () => areCopied(hub, all, { since: night }),
    },
  ];
}

function ofSchedules({ hub, clock, books }: Story): readonly Chapter[] {
  const { sipd } = hub.sandboxes;
  const night = { since: 0 };
  return [
    {
      what: 'pergeseran is in force',
      async happens() {
        sipd.fault({ kind: 'throttle', seconds: 20, path: '/t/', times: 2 });
        await books.moveTo('pergeseran');
        night.since = nightPasses(clock);
      },
      well: () => areCopied(hub, datasetsOf(books, 'pergeseran'), { ...night, source: CHANNEL }),
    },
    {
      what: REVISED,
      async happens() {
        await books.moveTo('perubahan');
        night.since = nightPasses(clock);
      },
      by: 'an edit of 1 line',
      mends: () => hub.restart({ perencanaan: { jadwal: 'perubahan' } }),
      well: () => areCopied(hub, datasetsOf(books, 'perubahan'), { ...night, source: CHANNEL }),
    },
  ];
}

function datasetsOf({ year }: SipdBooks, schedule: Schedule): readonly string[] {
  return [`skpd/${year}`, `standar-harga/${year}`, `rencana-kerja/${year}/${schedule}`, `rka/${year}/${schedule}`];
}

/** Everything is copied at two; gives the moment. */
function nightPasses(clock: FastClock): number {
  clock.passToHour(2);
  return clock.now().getTime();
}

async function copied(
  hub: HubSurroundings,
  datasets: readonly string[],
  which: Parameters<typeof areCopied>[2],
): Promise<void> {
  await until('everything is copied', () => areCopied(hub, datasets, which), COPYING_MS);
}

/** The commands as somebody at the city runs them, beside the running hub and at the time of the story. */
async function imported(hub: HubSurroundings, clock: FastClock, { year, exportPrices }: SipdBooks): Promise<void> {
  const { dataDir } = hub;
  const file = join(dataDir, 'ekspor-standar-harga.csv');
  await writeFile(file, exportPrices());
  await writeFile(join(dataDir, 'secret.key'), HUB_SECRET);
  const run = (...args: readonly string[]) =>
    simpul([...args, '--kumpulan', 'standar-harga', '--tahun', String(year)], '', {
      SIMPUL_DATA_DIR: dataDir,
      SIMPUL_AHEAD_MS: String(clock.now().getTime() - Date.now()),
      NODE_OPTIONS: `--import ${new URL('clock-ahead.ts', import.meta.url)}`,
    });
  expect(await run('sinkron', '--batal')).toMatchObject({ code: 0, stderr: '' });
  await until('nobody waits for the mirror', async () => (await syncOf(hub, `standar-harga/${year}`)).state === 'diam');
  const ended = await run('impor-sipd', file);
  expect(ended).toMatchObject({ code: 0, stderr: '', stdout: expect.stringContaining('200 rows read, 0 new') });
}

/** What the operator makes of the mapping; how many of its lines are other ones then. */
async function anotherName() {
  const before = await readFile(join(MAPPINGS, PRICES_FILE), 'utf8');
  const text = before.replace('harga: { from: harga,', 'harga: { from: [harga, harga_satuan],');
  const lines = before.split('\n');
  return { text, lines: text.split('\n').filter((line, place) => line !== lines[place]).length };
}
