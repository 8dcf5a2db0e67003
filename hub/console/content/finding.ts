import { Problem } from '../../api/problems.ts';
import type { ListedMessage, MessageStore, SearchFilter } from '../../store/forwarding.ts';
import type { SaringanPesan } from '../views/pesan.ts';
import { stateOf } from './listed.ts';
import { reasonKeyOf } from './trouble.ts';

/** Which messages are meant, and for which reason they wait for a word. */
export interface Wanted {
  readonly filter: Omit<SearchFilter, 'limit' | 'before'>;
  readonly reason?: string;
}

/** Names of the query's parameters. */
export const SARINGAN = ['keadaan', 'jalur', 'instansi', 'layanan', 'aplikasi', 'sebab'] as const;

export function wantedOf({ keadaan, jalur, instansi, layanan, aplikasi, sebab }: SaringanPesan): Wanted {
  const state = keadaan === undefined ? undefined : stateOf(keadaan);
  if (keadaan !== undefined && state === undefined) throw badFilter('keadaan', 'bukan keadaan pesan');
  if (sebab !== undefined && state !== 'refused' && state !== 'unsure')
    throw badFilter('sebab', 'hanya bersama keadaan ditolak atau tidak-pasti');
  return {
    filter: {
      ...(state === undefined ? {} : { state }),
      ...(jalur === undefined ? {} : { lane: jalur }),
      ...(instansi === undefined ? {} : { instance: instansi }),
      ...(layanan === undefined ? {} : { service: layanan }),
      ...(aplikasi === undefined ? {} : { application: aplikasi }),
    },
    ...(sebab === undefined ? {} : { reason: sebab }),
  };
}

export interface Found {
  readonly messages: readonly ListedMessage[];
  /** Where to go on; `undefined`: that was all. */
  readonly next: number | undefined;
}

const PER_QUESTION = 1000;
/** Of a page: whoever looks for what is rare is shown how far was looked, and goes on. */
const MOST_QUESTIONS = 20;

/** Newest first, up to `limit`. */
export async function findPage(
  messages: Pick<MessageStore, 'search'>,
  { filter, reason }: Wanted,
  { before, limit }: { readonly before?: number | undefined; readonly limit: number },
): Promise<Found> {
  const found: ListedMessage[] = [];
  let from = before;
  for (let question = 0; question < MOST_QUESTIONS; question += 1) {
    const wanted = reason === undefined ? limit - found.length : PER_QUESTION;
    const page = await messages.search({ ...filter, limit: wanted, ...(from === undefined ? {} : { before: from }) });
    const fitting = page.messages.filter(({ trouble }) => reason === undefined || reasonKeyOf(trouble) === reason);
    const missing = limit - found.length;
    found.push(...fitting.slice(0, missing));
    if (found.length >= limit) {
      const isLast = fitting.length <= missing && page.next === undefined;
      return { messages: found, next: isLast ? undefined : found.at(-1)?.sequence };
    }
    if (page.next === undefined) return { messages: found, next: undefined };
    from = page.next;
  }
  return { messages: found, next: from };
}

/** Every one of them, bite by bite, newest first. Ends early where `signal` says so. */
export async function* findAll(
  messages: Pick<MessageStore, 'search'>,
  wanted: Wanted,
  signal: AbortSignal,
  before?: number,
): AsyncGenerator<readonly ListedMessage[]> {
  let from = before;
  for (;;) {
    const page = await findPage(messages, wanted, { before: from, limit: PER_QUESTION });
    yield page.messages;
    if (page.next === undefined || signal.aborted) return;
    from = page.next;
  }
}

function badFilter(di: string, masalah: string): Problem {
  return new Problem('permintaan-tidak-sah', {
    detail: 'Saringan ini tidak dapat dipakai.',
    mistakes: [{ di, masalah }],
  });
}
