import type { Kartu, Keadaan } from './ringkasan.ts';

export type Rentang = '1h' | '24h' | '7d' | '30d' | '1y';

export interface Jendela {
  readonly menit: 1 | 5 | 15;
  readonly perDetik: number;
  readonly panggilan: number;
  readonly bagianGagal: number | null;
  readonly p50: number | null;
  readonly p95: number | null;
  readonly p99: number | null;
}

export interface Operasi {
  readonly nama: string;
  readonly keadaan: Keadaan;
  readonly alasan: string;
  readonly rilis: string;
  readonly kandidat: readonly string[];
  readonly dipatok: boolean;
  readonly pemutus: 'tertutup' | 'setengah-terbuka' | 'terbuka';
  /** Held by a person. */
  readonly dipegang: { readonly ke: 'buka' | 'tutup'; readonly oleh: string; readonly alasan: string } | null;
  readonly tertahan: { readonly alasan: string; readonly sejak: string; readonly sampai: string } | null;
  readonly sisaKuota: number | null;
  readonly jendela: readonly Jendela[];
}

export interface Konektor {
  readonly kartu: Kartu;
  readonly operasi: readonly Operasi[];
  /** Services of the unified API that stand on it. */
  readonly layanan: readonly string[];
}

/** One step of a chart; counts by verdict. */
export interface Titik {
  readonly pada: number;
  readonly hasil: Readonly<Record<string, number>>;
  readonly p50: number | null;
  readonly p95: number | null;
  readonly p99: number | null;
}

export interface Grafik {
  readonly rentang: Rentang;
  readonly titik: readonly Titik[];
}

/** A setting as it may be shown: secrets say only whether they are set. */
export interface Setelan {
  readonly nama: string;
  readonly nilai: string;
}

/** What came of one harmless question. */
export interface HasilPeriksa {
  readonly operasi: string;
  readonly pada: number;
  readonly putusan: string;
  /** In words, for an officer. */
  readonly kata: string;
  /** `null` where nothing was sent. */
  readonly lamaMs: number | null;
}
