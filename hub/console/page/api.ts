import { forget } from './me.ts';

export interface Mistake {
  /** The field, `''` for the whole. */
  readonly di: string;
  readonly masalah: string;
}

/** What went wrong, in words that may be shown. */
export class ConsoleProblem extends Error {
  override readonly name = 'ConsoleProblem';
  readonly status: number;
  readonly mistakes: readonly Mistake[];
  constructor(status: number, detail: string, mistakes: readonly Mistake[] = []) {
    super(detail);
    this.status = status;
    this.mistakes = mistakes;
  }
}

export type Method = 'GET' | 'POST' | 'PUT' | 'DELETE';

const BASE = '/console/api';

/** Asks the hub. Rejects with a ConsoleProblem whatever went wrong. */
export async function ask<Answer>(method: Method, path: string, body?: unknown, signal?: AbortSignal): Promise<Answer> {
  const response = await fetch(`${BASE}${path}`, {
    method,
    headers: { 'X-Simpul-Konsol': '1', ...(body === undefined ? {} : { 'Content-Type': 'application/json' }) },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    ...(signal ? { signal } : {}),
  }).catch((error: unknown) => {
    if (signal?.aborted) throw error;
    throw new ConsoleProblem(0, 'Simpul tidak dapat dihubungi. Periksa jaringan, lalu coba lagi.');
  });
  if (response.status === 204) return undefined as Answer;
  const answer = (await response.json().catch((error: unknown) => {
    if (signal?.aborted) throw error;
    if (response.ok) throw new ConsoleProblem(0, 'Jawaban Simpul terputus di tengah. Coba lagi.');
    return {};
  })) as Answer & { detail?: string; kesalahan?: Mistake[] };
  if (response.ok) return answer;
  if (response.status === 401 && path !== '/masuk') forget();
  throw new ConsoleProblem(response.status, answer.detail ?? `HTTP ${response.status}`, answer.kesalahan ?? []);
}

/** The address of a file to be downloaded by a link. */
export function fileUrl(path: string): string {
  return `${BASE}${path}`;
}

export function eventsUrl(topics: readonly string[]): string {
  return `${BASE}/langsung?topik=${topics.join(',')}`;
}
