import type { CallbackRequest, CallbackResponse } from '../../connectors/callback.ts';
import { newId } from '../identifiers/new-id.ts';
import type { Job } from '../services/job.ts';
import type { SealedRecords } from '../store/sealed-records.ts';

const CALLS = 'panggilan';
const KEPT_DAYS = 30;
const DAY_MS = 86_400_000;
const MOST_AT_ONCE = 500;

/** A call as it came, sealed; without what lets somebody in. */
interface HeardCall {
  readonly callback: string;
  readonly method: string;
  readonly pathNames: Readonly<Record<string, string>>;
  readonly query: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** Of a call that only tells: what it said, to be worked off also when nobody waits for the answer. */
  readonly question?: Readonly<Record<string, unknown>>;
  /** What was answered first, and is answered to every repeat. */
  readonly response?: CallbackResponse;
}

export interface Hearing {
  readonly instance: string;
  readonly callback: string;
  readonly request: CallbackRequest;
  /** The upstream's own id of this call; absent where it gives none. */
  readonly identity?: string;
  readonly question?: Readonly<Record<string, unknown>>;
  readonly at: number;
}

/** Told, on the disk, and not decided yet. */
export interface Unanswered {
  readonly id: string;
  readonly instance: string;
  readonly callback: string;
  readonly question: Readonly<Record<string, unknown>>;
  readonly heardAt: number;
}
const UNDECIDED = 'belum-diputuskan';

/** Where it is kept, and what was answered before. */
export interface Heard {
  readonly id: string;
  readonly answered?: CallbackResponse;
}

type Hash = (text: string) => string;

/** Resolves once the call would survive a kill. */
export async function keepCall(hearing: Hearing, records: SealedRecords, keyedHash: Hash): Promise<Heard> {
  const { instance, callback, identity, at } = hearing;
  const id = identity === undefined ? newId('pgl', at) : keyedHash(`panggilan ${instance} ${callback} ${identity}`);
  const record = {
    collection: CALLS,
    id,
    owner: '',
    state: hearing.question ? UNDECIDED : '',
    group: instance,
    createdAt: at,
    updatedAt: at,
    watchAt: at + KEPT_DAYS * DAY_MS,
    value: callOf(hearing),
  };
  if (identity === undefined) {
    await records.put<HeardCall>([record]); // written together with others
    return { id };
  }
  if (await records.create<HeardCall>([record])) return { id };
  const answered = (await records.get<HeardCall>(CALLS, id))?.value.response;
  return answered ? { id, answered } : { id };
}

export async function keepAnswer(
  id: string,
  response: CallbackResponse,
  records: SealedRecords,
  at: number,
): Promise<void> {
  await records.change<HeardCall>(CALLS, id, at, ({ value }) =>
    value.response ? undefined : { state: '', value: { ...value, response } },
  );
}

/** Those that were heard before a moment and are undecided, oldest first. */
export async function unanswered(
  records: SealedRecords,
  before: number,
  limit: number,
): Promise<readonly Unanswered[]> {
  const left = await records.list<HeardCall>({ collection: CALLS, state: UNDECIDED, createdTo: before, limit });
  return [...left].reverse().flatMap(({ id, group, createdAt, value }) => {
    const { callback, question } = value;
    return question ? [{ id, instance: group, callback, question, heardAt: createdAt }] : [];
  });
}

const CREDENTIALS = new Set([
  ...['authorization', 'cookie', 'x-token', 'x-password', 'x-username'],
  ...['token', 'user_key', 'username', 'userkey'],
]);

function callOf({ callback, request, question }: Hearing): HeardCall {
  const { method, pathNames, query, headers, body } = request;
  const kept = Object.entries(headers).filter(([name]) => !CREDENTIALS.has(name));
  return {
    callback,
    method,
    pathNames,
    query: query.toString(),
    headers: Object.fromEntries(kept),
    body,
    ...(question ? { question } : {}),
  };
}

/** Calls are evidence for a while, and people's data: after a month they go. */
export const forgetCalls: Job = {
  name: 'panggilan-lama',
  everyMs: 60_000,
  async run({ records, now }) {
    for (const { id } of await records.watched(CALLS, now.getTime(), MOST_AT_ONCE)) await records.remove(CALLS, id);
  },
};
