import type { Kesalahan, MasalahHulu, Problem as ProblemBody } from '../../openapi/generated/types.ts';

export type Side = ProblemBody['sisi'];
interface Kind {
  readonly status: number;
  readonly side: Side;
  readonly title: string;
}

/** Every kind of problem by the last part of its `type`. The table in `openapi/simpul.yaml` tells callers the same. */
const KINDS = {
  'permintaan-tidak-sah': { status: 400, side: 'pemanggil', title: 'Request does not fit the document' },
  'kunci-tidak-ada': { status: 401, side: 'pemanggil', title: 'No key sent' },
  'kunci-tidak-dikenal': { status: 401, side: 'pemanggil', title: 'Key not accepted' },
  'belum-masuk': { status: 401, side: 'pemanggil', title: 'Not signed in' },
  'cakupan-kurang': { status: 403, side: 'pemanggil', title: 'Scope missing' },
  'perjanjian-tidak-mencakup': { status: 403, side: 'pemanggil', title: 'Not covered by an agreement' },
  'perjanjian-berakhir': { status: 403, side: 'pemanggil', title: 'Agreement has ended' },
  'keperluan-tidak-terdaftar': { status: 403, side: 'pemanggil', title: 'Purpose not registered' },
  'peran-kurang': { status: 403, side: 'pemanggil', title: 'Role not sufficient' },
  'tidak-ditemukan': { status: 404, side: 'pemanggil', title: 'No such record' },
  'alamat-tidak-dikenal': { status: 404, side: 'pemanggil', title: 'No such address' },
  'metode-tidak-diizinkan': { status: 405, side: 'pemanggil', title: 'Method not allowed' },
  bentrok: { status: 409, side: 'pemanggil', title: 'State does not allow it' },
  'isi-terlalu-besar': { status: 413, side: 'pemanggil', title: 'Body too large' },
  'alamat-terlalu-panjang': { status: 414, side: 'pemanggil', title: 'Address too long' },
  'jenis-isi-tidak-didukung': { status: 415, side: 'pemanggil', title: 'Body of another type' },
  'ditolak-hulu': { status: 422, side: 'hulu', title: 'Refused by the upstream' },
  'kunci-idempotensi-dipakai': { status: 422, side: 'pemanggil', title: 'Idempotency key used for another request' },
  'batas-terlampaui': { status: 429, side: 'pemanggil', title: 'Too many requests' },
  'header-terlalu-besar': { status: 431, side: 'pemanggil', title: 'Headers too large' },
  'kesalahan-internal': { status: 500, side: 'simpul', title: 'Internal error' },
  'hulu-tidak-tersedia': { status: 503, side: 'hulu', title: 'Upstream unavailable' },
  'hulu-berubah': { status: 503, side: 'hulu', title: 'Upstream changed' },
  'belum-disalin': { status: 503, side: 'simpul', title: 'Not copied yet' },
  sibuk: { status: 503, side: 'simpul', title: 'Hub is busy' },
} as const satisfies Record<string, Kind>;

export type ProblemName = keyof typeof KINDS;

export interface ProblemDetails {
  /** For an officer, in Indonesian; never a number of a person. */
  readonly detail: string;
  readonly mistakes?: readonly Kesalahan[];
  readonly upstream?: MasalahHulu;
  readonly headers?: Readonly<Record<string, string>>;
}

/** A request that cannot be answered as asked: thrown anywhere below the edge, turned into RFC 9457 by one handler. */
export class Problem extends Error {
  override readonly name = 'Problem';
  readonly kind: ProblemName;
  readonly details: ProblemDetails;
  constructor(kind: ProblemName, details: ProblemDetails, options?: ErrorOptions) {
    super(kind, options);
    this.kind = kind;
    this.details = details;
  }
  get status(): number {
    return KINDS[this.kind].status;
  }
  /** Whose it is to mend. */
  get side(): Side {
    return KINDS[this.kind].side;
  }
}

export function problemBody({ kind, details }: Problem, requestId: string): ProblemBody {
  const { status, side, title } = KINDS[kind];
  const { detail, mistakes, upstream } = details;
  return {
    type: `urn:simpul:masalah:${side}:${kind}`,
    title,
    status,
    detail,
    instance: `urn:simpul:permintaan:${requestId}`,
    sisi: side,
    ...(mistakes?.length ? { kesalahan: [...mistakes] } : {}),
    ...(upstream ? { hulu: upstream } : {}),
  };
}
