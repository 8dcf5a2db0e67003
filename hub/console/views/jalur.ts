export type KeadaanJalur = 'terbuka' | 'tertahan' | 'dijeda';

/** A lane: what waits for one operation of an instance, or for one address of an application. */
export interface Jalur {
  /** As the hub names it: `lapor laporan-kirim`, `aplikasi lgn_…`. */
  readonly nama: string;
  readonly jenis: 'hulu' | 'aplikasi';
  /** The instance; of an address the name of its application. */
  readonly instansi: string;
  /** The operation; of an address its host. */
  readonly operasi: string;
  /** Services of the unified API whose messages go into it. */
  readonly layanan: readonly string[];
  readonly keadaan: KeadaanJalur;
  /** While it is held a word of the hub (`auth`, `contract: …`); while it is paused what a person wrote. */
  readonly alasan: string | null;
  readonly sejak: number | null;
  /** `null`: when a person says so. */
  readonly cobaLagiPada: number | null;
  /** Waiting or under way. */
  readonly menunggu: number;
  readonly ditolak: number;
  readonly tidakPasti: number;
  /** When the oldest that waits was accepted. */
  readonly tertuaPada: number | null;
  readonly perDetik: number;
  /** At the pace of late; `null`: nobody can tell. */
  readonly kosongPada: number | null;
}
