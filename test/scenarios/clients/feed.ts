import type { Answer, Asking } from './ask.ts';
import { isObject, problemOf, salah } from './judging.ts';
import type { Recorder } from './recorder.ts';
import type { Judgement } from './tally.ts';

const EVERY_MS = 250;

/** What an application looks for in the feed. */
export interface Following {
  /** How the kinds of event begin that are meant. */
  readonly begins: string;
  /** The member of their data that says what an event is about. */
  readonly about: string;
  /** The last that is told of it, once. */
  readonly end: string;
  /** What may come after it all the same. */
  readonly after?: readonly string[];
  /** What is wrong with an event; undefined: nothing. */
  readonly mistake?: (about: string, data: Readonly<Record<string, unknown>>, jenis: string) => Judgement | undefined;
  /** Called once for each event, before it is judged. */
  readonly told?: (jenis: string, about: string, data: Readonly<Record<string, unknown>>) => void;
}

export const MESSAGES: Following = { begins: 'pesan.', about: 'pesan', end: 'pesan.terkirim' };

interface FeedEvent {
  readonly id: string;
  readonly jenis: string;
  readonly about: string;
  readonly data: Readonly<Record<string, unknown>>;
}

export interface Feed {
  /** Stops following, and reads once more what has happened until now. */
  stop(): Promise<void>;
}

/** Follows what became of things by the feed of events, as an application that no webhook can reach. */
export function followFeed({ ask }: Asking, recorder: Recorder, following: Following): Feed {
  const { end, after = [], mistake, told } = following;
  const seen = new Set<string>(); // an event may come more than once
  const ended = new Set<string>();
  let cursor: string | undefined;

  const wrongOf = ({ jenis, about, data }: FeedEvent): Judgement | undefined => {
    if (ended.has(about) && !after.includes(jenis)) return salah('peristiwa', `nothing after ${end}`, jenis);
    if (jenis === end) ended.add(about);
    else if (after.includes(jenis)) ended.delete(about);
    return mistake?.(about, data, jenis);
  };

  /** Reads a page; says whether there may be more. */
  const readPage = async (): Promise<boolean> => {
    recorder.sent();
    const answer = await ask('GET', `/v1/peristiwa?batas=200${cursor === undefined ? '' : `&sejak=${cursor}`}`);
    const { judgement, events, next } = judgePage(answer, following);
    let wrong: Judgement | undefined;
    for (const event of events) {
      if (seen.has(event.id)) continue;
      seen.add(event.id);
      told?.(event.jenis, event.about, event.data);
      wrong ??= wrongOf(event);
      recorder.heard(event.about, event.jenis);
    }
    recorder.judged(wrong ?? judgement, answer.ms);
    cursor = next ?? cursor;
    return events.length > 0;
  };
  const readAll = async () => {
    while (await readPage());
  };

  let reading: Promise<void> = Promise.resolve();
  let idle = true;
  const timer = setInterval(() => {
    if (!idle) return;
    idle = false;
    reading = readAll().finally(() => {
      idle = true;
    });
  }, EVERY_MS);
  return {
    async stop() {
      clearInterval(timer);
      await reading;
      await readAll();
    },
  };
}

interface Page {
  readonly judgement: Judgement;
  readonly events: readonly FeedEvent[];
  readonly next: string | undefined;
}

function judgePage(answer: Answer, following: Following): Page {
  const nothing = { events: [], next: undefined };
  const problem = problemOf(answer);
  if (problem !== undefined) return { judgement: { kind: 'gagal', problem }, ...nothing };
  const { data, halaman } = answer.kind === 'answered' && isObject(answer.body) ? answer.body : {};
  const next = isObject(halaman) ? halaman.berikutnya : undefined;
  if (!Array.isArray(data) || typeof next !== 'string') {
    return { judgement: salah('peristiwa', 'a page of events', 'something else'), ...nothing };
  }
  return { judgement: { kind: 'benar' }, events: data.flatMap((event) => eventsFor(event, following)), next };
}

/** Of the kinds of event there are and will be, those that are meant. */
function eventsFor(event: unknown, { begins, about }: Following): readonly FeedEvent[] {
  if (!isObject(event) || !isObject(event.data)) return [];
  const { id, jenis, data } = event;
  const number = data[about];
  const isOne = typeof id === 'string' && typeof jenis === 'string' && jenis.startsWith(begins);
  return isOne && typeof number === 'string' ? [{ id, jenis, about: number, data }] : [];
}
