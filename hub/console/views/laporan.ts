import type { KeadaanPesan } from './pesan.ts';

/** Reports that one office has, or none yet. */
export interface BarisSkpd {
  /** `null`: not handed to any office yet. */
  readonly skpd: string | null;
  /** Not closed, archived or referred. */
  readonly terbuka: number;
  /** Of these: no first answer within 24 hours. */
  readonly lewat: number;
  /** When the oldest open one was made. */
  readonly tertuaPada: number | null;
}

export interface HariLaporan {
  /** In Jakarta, `yyyy-MM-dd`. */
  readonly tanggal: string;
  readonly masuk: number;
  readonly selesai: number;
}

export interface Laporan {
  readonly jumlah: number;
  readonly perKeadaan: readonly { readonly keadaan: string; readonly jumlah: number }[];
  /** Those with most that are late first. */
  readonly perSkpd: readonly BarisSkpd[];
  readonly terbuka: number;
  readonly lewat: number;
  readonly tertuaPada: number | null;
  /** What is on its way to the upstream: reports, answers and dispositions. */
  readonly kiriman: {
    readonly menunggu: number;
    readonly tertuaPada: number | null;
    readonly ditolak: number;
    readonly tidakPasti: number;
  };
  /** The last 90 days, oldest first; the last is today. */
  readonly tren: readonly HariLaporan[];
}

/** A report that waits for its first answer too long. */
export interface LaporanLewat {
  readonly id: string;
  /** The upstream's number of it. */
  readonly trackingId: string | null;
  readonly keadaan: string;
  readonly skpd: string | null;
  readonly dibuatPada: number;
  readonly batasPada: number;
  readonly rahasia: boolean;
  /** Masked; `null` of a secret one. */
  readonly judul: string | null;
  readonly isi: string | null;
  /** What about it is not delivered. */
  readonly pesan: { readonly id: string; readonly layanan: string; readonly keadaan: KeadaanPesan } | null;
}

export interface DaftarLewat {
  readonly laporan: readonly LaporanLewat[];
  /** More than are shown. */
  readonly lebih: number;
}
