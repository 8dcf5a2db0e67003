import { Problem } from '../api/problems.ts';
import { Refusal } from '../services/refusal.ts';
import { StoreError } from '../store/store.ts';

/**
 * A request that is not done as asked. Every description becomes one entry of the published array, with the name of the
 * parameter first; it is for the user and never repeats a value.
 */
export class Fault extends Error {
  override readonly name = 'Fault';
  readonly status: number;
  readonly descriptions: readonly string[];
  readonly headers: Readonly<Record<string, string>>;
  constructor(status: number, descriptions: readonly string[], { headers = {}, cause }: FaultOptions = {}) {
    super(`${status}`, { cause });
    this.status = status;
    this.descriptions = descriptions;
    this.headers = headers;
  }
}
interface FaultOptions {
  readonly headers?: Readonly<Record<string, string>>;
  readonly cause?: unknown;
}

/** One that is there and one that is secret are told apart by nothing. */
export function notFound(parameter: string, sentence: string): Fault {
  return new Fault(404, [`${parameter} not found: ${sentence}`]);
}

export function tooMany(seconds: number): Fault {
  return new Fault(429, [`too many requests: terlalu banyak permintaan, coba lagi dalam ${seconds} detik`], {
    headers: { 'Retry-After': String(seconds) },
  });
}

/** What the services, the store, express and its parsers throw, in the published form. */
export function faultOf(error: unknown): Fault {
  if (error instanceof Fault) return error;
  if (error instanceof Refusal) return ofRefusal(error);
  if (error instanceof Problem) return ofProblem(error);
  if (error instanceof StoreError)
    return new Fault(503, ['service unavailable: penyimpanan sedang tidak dapat ditulis; tidak ada yang diterima'], {
      headers: { 'Retry-After': '5' },
      cause: error,
    });
  const { type, status } = (typeof error === 'object' && error !== null ? error : {}) as Partial<
    Record<'type' | 'status', unknown>
  >;
  if (type === 'entity.too.large') return new Fault(413, ['request too large: isi formulir paling banyak 64 KiB']);
  if (type === 'charset.unsupported' || type === 'encoding.unsupported')
    return new Fault(400, ['Content-Type: kirim formulir sebagai UTF-8, tanpa dikodekan lain']);
  if (typeof status === 'number' && status >= 400 && status < 500)
    return new Fault(400, ['invalid request: alamat atau isi formulir tidak dapat dibaca']);
  return new Fault(
    500,
    ['internal error: ada kesalahan di Simpul; sampaikan X-Request-Id jawaban ini kepada Diskominfo'],
    {
      cause: error,
    },
  );
}

function ofRefusal({ kind, detail, mistakes }: Refusal): Fault {
  const status = kind === 'tidak-ditemukan' ? 404 : kind === 'isi-terlalu-besar' ? 413 : 400;
  return new Fault(status, describe(detail, mistakes));
}

function ofProblem(problem: Problem): Fault {
  const { detail, mistakes = [], headers } = problem.details;
  const { 'Retry-After': retryAfter } = headers ?? {};
  // 401 is no status of this form: what is wrong about a key is 403
  const status = problem.status === 401 ? 403 : problem.status === 422 || problem.status === 409 ? 400 : problem.status;
  return new Fault(status, describe(detail, mistakes), {
    ...(retryAfter === undefined ? {} : { headers: { 'Retry-After': retryAfter } }),
    ...(status >= 500 ? { cause: problem } : {}),
  });
}

function describe(detail: string, mistakes: Refusal['mistakes']): readonly string[] {
  return mistakes.length === 0 ? [detail] : mistakes.map(({ di, masalah }) => `${parameterOf(di)}: ${masalah}`);
}

/** Where a member of our own request comes from in the form. */
const PARAMETERS: readonly (readonly [RegExp, string])[] = [
  [/^body\.kategori/, 'service_code'],
  [/^body\.(isi|judul)/, 'description'],
  [/^body\.lokasi\.lintang/, 'lat'],
  [/^body\.lokasi\.bujur/, 'long'],
  [/^body\.lokasi/, 'address_string'],
  [/^body\.lampiran/, 'media_url'],
  [/^body\.pelapor\.telepon/, 'phone'],
  [/^body\.pelapor\.email/, 'email'],
  [/^body\.pelapor/, 'first_name'],
];

function parameterOf(di: string): string {
  return PARAMETERS.find(([pattern]) => pattern.test(di))?.[1] ?? 'request';
}
