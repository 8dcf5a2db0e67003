import type { InsidenSingkat } from './ringkasan.ts';

export interface LangkahInsiden {
  readonly pada: number;
  readonly jenis: 'opened' | 'cause' | 'acknowledged' | 'note' | 'closed';
  readonly oleh: string;
  readonly teks: string;
}

export interface Insiden extends InsidenSingkat {
  /** Services of the unified API that stand on it. */
  readonly layanan: readonly string[];
  readonly langkah: readonly LangkahInsiden[];
  /** What did not fit, or the mistakes of an edit: a line each. */
  readonly rincian: readonly string[];
}
