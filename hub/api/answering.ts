import { hash } from 'node:crypto';
import type { ServerResponse } from 'node:http';
import type { Fault, Trouble } from '../../connectors/connector.ts';
import type { ReadResult } from '../exchange/exchange.ts';
import { STOPPED_BY_OPERATOR, TOO_MANY_WAITING } from '../exchange/kept-back.ts';
import { bytesAsText, type Keadaan, metaOf, type Snapshot } from '../exchange/snapshot.ts';
import { withoutLongNumbers } from '../identifiers/without-long-numbers.ts';
import { Problem, problemBody } from './problems.ts';

/** Fields an answer may carry, and the doubts about it that come from elsewhere than its source. */
export interface Narrowing {
  /** `undefined`: all of them. */
  readonly fields: ReadonlySet<string> | undefined;
  /** Those that come along whatever is named. */
  readonly always: readonly string[];
  readonly endsSoon: boolean;
}

export interface ReadyAnswer {
  /** UTF-8 bytes as latin1 text; see `Snapshot.body`. */
  readonly body: string;
  readonly etag: string;
}

/** The bytes of an answer: made once per snapshot, made anew only where an agreement or a request narrows it. */
export function answerOf(snapshot: Snapshot, keadaan: Keadaan, { fields, always, endsSoon }: Narrowing): ReadyAnswer {
  if (!fields && !endsSoon) return { body: snapshot.body(keadaan), etag: etagOf(snapshot.etag, keadaan) };
  const warnings = endsSoon ? [...snapshot.warnings, 'perjanjian_segera_berakhir'] : snapshot.warnings;
  const data = fields ? narrowed(snapshot.value, fields.union(new Set(always))) : snapshot.value;
  const body = bytesAsText(JSON.stringify({ data, meta: metaOf({ ...snapshot, warnings }, keadaan) }));
  return { body, etag: etagOf(`"${hash('sha1', JSON.stringify([data, warnings]), 'base64url')}"`, keadaan) };
}

/** Whoever holds it as fresh must hear that it is old: the same data in that state is another answer. */
function etagOf(etag: string, keadaan: Keadaan): string {
  return keadaan === 'usang' ? `${etag.slice(0, -1)}-usang"` : etag;
}

/** `If-None-Match` may name several, and mark them weak. */
export function namesEtag(header: string | undefined, etag: string): boolean {
  if (header === undefined) return false;
  if (header === etag) return true;
  return header.split(',').some((one) => one.trim().replace(/^W\//, '') === etag || one.trim() === '*');
}

function narrowed(value: unknown, fields: ReadonlySet<string>): unknown {
  if (Array.isArray(value)) return value.map((one) => narrowed(one, fields));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).filter(([name]) => fields.has(name)));
}

const TRY_AGAIN_SECONDS = 5;

/** The problem of a read that came to no answer. */
export function problemOf(result: Exclude<ReadResult, { kind: 'answer' }>, now: Date): Problem {
  switch (result.kind) {
    case 'absent':
      return new Problem('tidak-ditemukan', {
        detail: `Menurut ${result.source}, data dengan nomor ini tidak ada.`,
        upstream: { sumber: result.source },
      });
    case 'refused':
      return new Problem('ditolak-hulu', {
        detail: `${result.source} menolak permintaan ini; alasannya tertulis di "hulu".`,
        upstream: {
          sumber: result.source,
          ...(result.code ? { kode: result.code } : {}),
          ...(result.reason ? { pesan: withoutLongNumbers(result.reason).slice(0, 300) } : {}),
        },
      });
    case 'unavailable':
      return result.because === 'changed' ? changed(result.source) : unavailableOf(result.source, result.because, now);
    default:
      return result satisfies never;
  }
}

function changed(source: string): Problem {
  return new Problem('hulu-berubah', {
    detail: `Jawaban ${source} berbentuk lain dari biasanya dan tidak dipakai; Diskominfo perlu menyesuaikan pemetaan.`,
    upstream: { sumber: source },
    headers: { 'Retry-After': '30' },
  });
}

const WORDS: Readonly<Record<Trouble, string>> = {
  unreachable: 'tidak dapat dihubungi',
  unanswered: 'tidak menjawab pada waktunya',
  throttled: 'sedang membatasi permintaan',
  quota: 'sudah habis kuotanya',
  auth: 'menolak kredensial daerah',
  maintenance: 'sedang tutup atau dalam pemeliharaan',
  misasked: 'menganggap pertanyaannya tidak lengkap',
  unavailable: 'sedang terganggu',
};

function unavailableOf(source: string, { trouble, retryAt, reason }: Fault, now: Date): Problem {
  if (reason === TOO_MANY_WAITING)
    return new Problem('sibuk', {
      detail: `Terlalu banyak permintaan menunggu jawaban ${source}. Coba lagi sebentar.`,
      headers: { 'Retry-After': String(TRY_AGAIN_SECONDS) },
    });
  const seconds = retryAt ? Math.max(1, Math.ceil((retryAt.getTime() - now.getTime()) / 1000)) : TRY_AGAIN_SECONDS;
  const why = reason === STOPPED_BY_OPERATOR ? 'sedang tidak dihubungi atas keputusan petugas' : WORDS[trouble];
  return new Problem('hulu-tidak-tersedia', {
    detail: `${source} ${why}, dan tidak ada jawaban tersimpan yang boleh dipakai.`,
    upstream: { sumber: source, kode: trouble },
    headers: { 'Retry-After': String(seconds) },
  });
}

/** Writes any failure as problem+json. Whoever is handed an answer half-written sees a cut connection instead. */
export function sendProblem(response: ServerResponse, problem: Problem, requestId: string, withBody = true): void {
  if (response.headersSent) {
    response.destroy();
    return;
  }
  const body = JSON.stringify(problemBody(problem, requestId));
  response.writeHead(problem.status, {
    'Content-Type': 'application/problem+json; charset=utf-8',
    'Content-Length': Buffer.byteLength(body),
    'Cache-Control': 'no-store',
    'X-Content-Type-Options': 'nosniff',
    'X-Request-Id': requestId,
    ...problem.details.headers,
  });
  response.end(withBody ? body : undefined);
}
