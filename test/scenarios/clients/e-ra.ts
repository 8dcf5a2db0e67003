import { createAsking } from './ask.ts';
import { followFeed } from './feed.ts';
import { salah } from './judging.ts';
import { readOptions } from './options.ts';
import { type BookRow, type Books, newestRows, readBooks } from './planning-books.ts';
import { hearChanges } from './planning-feed.ts';
import { judgePage, type PageAsked, type PageRead } from './planning-judging.ts';
import { judgeBeside, judgeReconciliation } from './reconciling.ts';
import { createRecorder } from './recorder.ts';
import { runSteadily } from './steady.ts';
import type { Judgement } from './tally.ts';

/** How the city plans: prices found while somebody types, plans of an office, lines and whether they make up the ceilings. */
const options = readOptions(['base', 'key', 'books']);
const recorder = createRecorder();
const asking = createAsking(options);
const hearing = hearChanges(() => readBooks(options.books));
const feed = followFeed(asking, recorder, hearing.following);
const WHOLE = 500;
const SHELF = 60;
let turns = 0;

const TURNS: readonly ((books: Books, round: number) => Promise<void>)[] = [
  typePrice,
  readPlans,
  (books, round) => readLines(books, round),
  typePrice,
  readOffices,
  (books, round) => readLines(books, round, 'murni'),
  typePrice,
  compareAll,
  turnPrices,
];

await runSteadily(options, recorder, {
  send() {
    const turn = TURNS[turns % TURNS.length] ?? typePrice;
    const round = (turns - (turns % TURNS.length)) / TURNS.length;
    turns += 1;
    return turn(readBooks(options.books), round);
  },
  async finish() {
    await feed.stop();
    const untold = hearing.untold();
    if (!untold) return;
    recorder.sent();
    recorder.judged(untold, 0);
  },
});

/** Asks, and judges by what stands in the books once the answer is there. */
async function ask(
  path: string,
  asked: Omit<PageAsked, 'books' | 'freshSeconds'>,
  further: (page: PageRead, books: Books) => Judgement | undefined = () => undefined,
): Promise<PageRead | undefined> {
  recorder.sent();
  const answer = await asking.ask('GET', path);
  const books = readBooks(options.books);
  const { judgement, page } = judgePage(answer, { ...asked, books, freshSeconds: options.freshSeconds });
  if (page) hearing.saw(page.copy);
  const beside = page && further(page, books);
  recorder.judged(beside && judgement.kind !== 'salah' ? worse(judgement, beside) : judgement, answer.ms);
  return page;
}

function worse(one: Judgement, other: Judgement): Judgement {
  return other.kind === 'benar' ? one : other;
}

/** Letter by letter, a round each: `ker`, `kert`, ..., `kertas contoh 2`. */
async function typePrice(books: Books, round: number): Promise<void> {
  const rows = newestRows(books, 'standar-harga');
  const name = nameOf(rows[(round * 7) % Math.max(1, rows.length)]);
  const typed = name.slice(0, 1 + (round % Math.max(1, name.length)));
  const words = typed.split(' ').filter(Boolean);
  const isFound = (row: BookRow) =>
    words.every((word) =>
      nameOf(row)
        .split(' ')
        .some((one) => one.startsWith(word)),
    );
  await ask(`/v1/standar-harga?batas=${WHOLE}&q=${encodeURIComponent(typed)}`, {
    ...{ about: 'standar harga', kind: 'standar-harga', wanted: isFound, others: true },
  });
}

function nameOf(row: BookRow | undefined): string {
  return String(row?.nilai.nama ?? 'pulpen').toLowerCase();
}

/** The whole list, a shelf at a time; all of it is of one copy, whatever is copied meanwhile. */
async function turnPrices(): Promise<void> {
  const seen = new Map<string, number>();
  let first: PageRead | undefined;
  for (let cursor: string | null = ''; cursor !== null; ) {
    const path: string = `/v1/standar-harga?batas=${SHELF}${cursor && `&kursor=${cursor}`}`;
    const about = { about: 'semua standar harga', kind: 'standar-harga' } as const;
    const page: PageRead | undefined = await ask(path, { ...about, wanted: () => false, others: true }, (one) => {
      first ??= one;
      for (const { kunci } of one.rows) seen.set(kunci, (seen.get(kunci) ?? 0) + 1);
      if (one.copy.nomor !== first.copy.nomor) return salah(about.about, 'one copy', 'another');
      if (one.next !== null) return undefined;
      const odd = first.copy.version.baris.find(({ kunci }) => seen.get(kunci) !== 1);
      return odd && salah(about.about, `${odd.kunci} once`, `${seen.get(odd.kunci) ?? 0} times`);
    });
    if (!page) return; // said already
    cursor = page.next;
  }
}

async function readOffices(): Promise<void> {
  await ask(`/v1/skpd?batas=${WHOLE}`, { about: 'SKPD', kind: 'skpd', wanted: () => true });
}

async function readPlans(books: Books, round: number): Promise<void> {
  const offices = newestRows(books, 'skpd');
  const kode = offices[round % Math.max(1, offices.length)]?.kunci ?? '-';
  await ask(`/v1/rencana-kerja?batas=${WHOLE}&skpd=${kode}`, {
    ...{ about: 'rencana kerja', kind: 'rencana-kerja', wanted: ({ nilai }) => nilai.skpd === kode },
  });
}

/** Lines of one sub-activity with what they make up; those of a schedule before are asked for by its name. */
async function readLines(books: Books, round: number, jadwal?: string): Promise<void> {
  const plans = newestRows(books, 'rencana-kerja');
  const key = plans[round % Math.max(1, plans.length)]?.kunci ?? '-';
  const named = jadwal === undefined ? {} : { jadwal };
  const about = `RKA ${jadwal ?? ''}`.trim();
  await ask(
    `/v1/anggaran/rka?batas=${WHOLE}&subKegiatan=${key}${jadwal === undefined ? '' : `&jadwal=${jadwal}`}`,
    { ...{ about, kind: 'rka', wanted: ({ nilai }) => nilai.subKegiatan === key }, ...named },
    (page, now) => judgeBeside(page.body, key, { about, books: now, freshSeconds: options.freshSeconds, ...named }),
  );
}

async function compareAll(): Promise<void> {
  recorder.sent();
  const answer = await asking.ask('GET', `/v1/anggaran/rekonsiliasi?batas=${WHOLE}`);
  const { books: path, freshSeconds } = options;
  const judgement = judgeReconciliation(answer, { about: 'rekonsiliasi', books: readBooks(path), freshSeconds });
  recorder.judged(judgement, answer.ms);
}
