import type { Kesalahan } from '../../openapi/generated/types.ts';

/** Why a service does not do what it is asked, in the names of problems of the unified API. */
export type RefusalKind =
  | 'tidak-ditemukan'
  | 'bentrok'
  | 'permintaan-tidak-sah'
  | 'jenis-isi-tidak-didukung'
  | 'isi-terlalu-besar'
  | 'ditolak-hulu'
  | 'hulu-tidak-tersedia'
  | 'hulu-berubah'
  | 'belum-disalin';

/** `detail` is for an officer, in Indonesian, and never holds a number of a person. */
export class Refusal extends Error {
  override readonly name = 'Refusal';
  readonly kind: RefusalKind;
  readonly detail: string;
  readonly mistakes: readonly Kesalahan[];
  /** When to come again, where that is known. */
  readonly afterSeconds: number | undefined;
  constructor(kind: RefusalKind, detail: string, mistakes: readonly Kesalahan[] = [], afterSeconds?: number) {
    super(kind);
    this.kind = kind;
    this.detail = detail;
    this.mistakes = mistakes;
    this.afterSeconds = afterSeconds;
  }
}
