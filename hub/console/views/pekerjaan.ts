import type { PesanRingkas, SaringanPesan } from './pesan.ts';

export type Tindakan = 'ulang' | 'batal';
export type KeadaanPekerjaan =
  | 'berjalan'
  | 'selesai'
  | 'dihentikan' // by a person
  | 'terputus'; //  the hub stopped in the middle of it

/** Many messages decided about at once. Each of them is decided about whole, or not at all. */
export interface Pekerjaan {
  readonly id: string;
  readonly tindakan: Tindakan;
  readonly saringan: SaringanPesan;
  readonly oleh: string;
  readonly keadaan: KeadaanPekerjaan;
  readonly dimulaiPada: number;
  /** `null` while it runs. */
  readonly selesaiPada: number | null;
  readonly jumlah: number;
  readonly berhasil: number;
  /** Had come to something else by the time it was their turn. */
  readonly dilewati: number;
  readonly gagal: number;
  readonly sebabGagal: readonly { readonly sebab: string; readonly jumlah: number }[];
}

export interface Hitungan {
  readonly nama: string;
  readonly jumlah: number;
}

/** What would happen. */
export interface Pratinjau {
  readonly jumlah: number;
  /** There are more than one go takes: the oldest are taken, and the rest with another one. */
  readonly lebih: boolean;
  readonly layanan: readonly Hitungan[];
  readonly aplikasi: readonly Hitungan[];
  readonly jalur: readonly (Hitungan & { readonly keadaan: 'terbuka' | 'tertahan' | 'dijeda' })[];
  /** Of those taken first. */
  readonly pertama: readonly PesanRingkas[];
  /** Newer ones are not meant: for the order to do it. */
  readonly sampai: number;
}
