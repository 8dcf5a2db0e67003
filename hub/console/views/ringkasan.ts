export type Keadaan = 'baik' | 'terganggu' | 'mati' | 'dijeda' | 'tidak dipakai';

/** One instance at a glance. */
export interface Kartu {
  readonly instansi: string;
  readonly konektor: string;
  readonly keadaan: Keadaan;
  /** `''`: nothing to say. */
  readonly alasan: string;
  /** 60 minutes, the current one last. */
  readonly panggilan: readonly number[];
  readonly galat: readonly number[];
  /** Milliseconds, of the last five minutes; `null` where nothing was asked. */
  readonly p95: number | null;
  /** Shares from 0 to 1. */
  readonly bagianGagal: number | null;
  readonly bagianUsang: number | null;
  readonly menunggu: number;
  readonly sisaKuota: number | null;
  readonly jamMelesetMs: number | null;
  /** ISO moment. */
  readonly sertifikatSampai: string | null;
}

export interface InsidenSingkat {
  readonly id: string;
  readonly jenis: string;
  readonly instansi: string;
  readonly operasi: string;
  readonly sejak: number;
  /** `null` while it goes on. */
  readonly selesai: number | null;
  readonly sebab: string;
  readonly diketahui: boolean;
}

export interface Ringkasan {
  readonly kartu: readonly Kartu[];
  readonly insiden: readonly InsidenSingkat[];
  /** Parts that do not work as they should and hurt nobody at once, each as a sentence. */
  readonly catatan: readonly string[];
}
