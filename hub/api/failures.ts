import type { ServerResponse } from 'node:http';
import { ReadFailed } from '../exchange/exchange.ts';
import type { Metrics } from '../health/metrics.ts';
import { KeyReused } from '../relay/accepting.ts';
import { Refusal } from '../services/refusal.ts';
import { StoreError } from '../store/store.ts';
import { problemOf, sendProblem } from './answering.ts';
import { Problem, type ProblemDetails } from './problems.ts';

export interface Failure {
  readonly requestId: string;
  /** `''` where the address is no operation. */
  readonly operation: string;
  readonly problem: Problem;
  /** What lies behind an internal error. */
  readonly cause?: unknown;
}

/** Ends a request that went wrong: counted, told, and answered as a problem. */
export type Fail = (
  error: unknown,
  response: ServerResponse,
  request: Pick<Failure, 'requestId' | 'operation'> & {
    readonly tookSeconds?: number;
    /** Where a key said who asked. */
    readonly application?: string;
  },
) => void;

export function createFail(metrics: Metrics, failed: (failure: Failure) => void): Fail {
  return (error, response, { requestId, operation, tookSeconds = 0, application }) => {
    const problem = problemFrom(error);
    metrics.answered(operation || 'none', problem.status, tookSeconds, problem.side, application);
    failed({ requestId, operation, problem, ...(problem === error ? {} : { cause: error }) });
    sendProblem(response, problem, requestId);
  };
}

/** Problems of a service that pass, and when to come again. */
const LATER: Partial<Record<Refusal['kind'], Pick<ProblemDetails, 'headers'>>> = {
  'belum-disalin': { headers: { 'Retry-After': '300' } }, // somebody has to start a copy, and it takes minutes
  'hulu-tidak-tersedia': { headers: { 'Retry-After': '30' } },
  'hulu-berubah': { headers: { 'Retry-After': '30' } },
};

function laterOf({ kind, afterSeconds }: Refusal): Pick<ProblemDetails, 'headers'> {
  if (afterSeconds === undefined) return LATER[kind] ?? {};
  return { headers: { 'Retry-After': String(afterSeconds) } };
}

/** What services, relay and store throw. */
function ofBelow(error: unknown): Problem | undefined {
  if (error instanceof Refusal)
    return new Problem(
      error.kind,
      { detail: error.detail, mistakes: error.mistakes, ...laterOf(error) },
      { cause: error },
    );
  if (error instanceof ReadFailed) return problemOf(error.result, new Date());
  if (error instanceof KeyReused)
    return new Problem('kunci-idempotensi-dipakai', {
      detail: 'Idempotency-Key ini sudah dipakai dengan permintaan lain. Pakai kunci baru untuk permintaan baru.',
    });
  if (error instanceof StoreError)
    return new Problem(
      'sibuk',
      { detail: 'Penyimpanan sedang tidak dapat ditulis. Tidak ada yang diterima.', headers: { 'Retry-After': '5' } },
      { cause: error },
    );
  return undefined;
}

/** What express and its parsers throw, in our words. */
export function problemFrom(error: unknown): Problem {
  if (error instanceof Problem) return error;
  const known = ofBelow(error);
  if (known) return known;
  const { type, status, code } =
    typeof error === 'object' && error !== null ? (error as { type?: unknown; status?: unknown; code?: unknown }) : {};
  if (type === 'entity.too.large')
    return new Problem('isi-terlalu-besar', { detail: 'Badan permintaan melebihi batas.' });
  if (type === 'entity.parse.failed')
    return new Problem('permintaan-tidak-sah', {
      detail: 'Badan permintaan bukan JSON yang utuh.',
      mistakes: [{ di: 'body', masalah: 'bukan JSON yang utuh' }],
    });
  if (type === 'encoding.unsupported' || type === 'charset.unsupported')
    return new Problem('jenis-isi-tidak-didukung', { detail: 'Kirim JSON sebagai UTF-8.' });
  if (String(code).startsWith('Z_'))
    return new Problem('permintaan-tidak-sah', {
      detail: 'Badan permintaan tidak dapat dibuka menurut Content-Encoding-nya.',
      mistakes: [{ di: 'body', masalah: 'tidak sesuai Content-Encoding' }],
    });
  if (status === 400)
    return new Problem('permintaan-tidak-sah', {
      detail: 'Alamat atau badan permintaan tidak dapat dibaca.',
      mistakes: [{ di: 'path', masalah: 'tidak dapat dibaca' }],
    });
  return new Problem('kesalahan-internal', {
    detail: 'Ada kesalahan di Simpul. Laporkan nomor permintaan ini kepada Diskominfo.',
  });
}
