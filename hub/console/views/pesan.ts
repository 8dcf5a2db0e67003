import type { KeadaanJalur } from './jalur.ts';

export type KeadaanPesan = 'menunggu' | 'dikirim' | 'tidak-pasti' | 'ditolak' | 'terkirim' | 'dibatalkan';

/** Why the last attempt came to nothing. */
export interface Masalah {
  /** The hub's word for it (`timeout`, `contract: …`); absent where the destination spoke. */
  readonly masalah?: string;
  /** The destination's own. */
  readonly kode?: string;
  readonly keterangan?: string;
}

export interface PesanRingkas {
  readonly id: string;
  /** operationId; `''`: what the hub tells an application. */
  readonly layanan: string;
  /** Its name; `''` as above. */
  readonly aplikasi: string;
  /** As the hub names it: `lapor laporan-kirim`. */
  readonly jalur: string;
  /** Kind and id: `laporan lpr_…`. */
  readonly perihal: string;
  readonly keadaan: KeadaanPesan;
  /** Nothing of its kind has to arrive before it. */
  readonly giliran: boolean;
  readonly diterimaPada: number;
  readonly berubahPada: number;
  readonly percobaan: number;
  /** `null`: nothing is scheduled. */
  readonly cobaLagiPada: number | null;
  readonly masalah: Masalah | null;
}

export interface DaftarPesan {
  readonly pesan: readonly PesanRingkas[];
  /** For `sebelum` of the next page; `null`: that was all. There may be less on a page and still more behind it. */
  readonly berikutnya: number | null;
}

/** Messages that wait for somebody's word, for one and the same reason. */
export interface KelompokSebab {
  /** For the filter `sebab`. */
  readonly sebab: string;
  readonly masalah: Masalah;
  readonly jumlah: number;
}

export interface KejadianPesan extends Masalah {
  readonly pada: number;
  readonly peristiwa: string;
  readonly percobaan: number | null;
  readonly lamaMs: number | null;
  /** Name of the operator; `''`: nobody of the city. */
  readonly oleh: string;
  /** Its body was corrected with it. */
  readonly dikoreksi: boolean;
}

export interface Pesan extends PesanRingkas {
  /** Of what may have to arrive before it. */
  readonly menungguPesan: string | null;
  readonly keadaanJalur: KeadaanJalur;
  readonly riwayat: readonly KejadianPesan[];
  /** What may be decided about it now. */
  readonly boleh: {
    readonly koreksi: boolean;
    readonly ulang: boolean;
    readonly batal: boolean;
    readonly pastikan: boolean;
  };
}

export interface BarisIsi {
  /** `pelapor.nama` */
  readonly di: string;
  readonly nilai: string | number | boolean | null;
  /** Something was left out. */
  readonly samar: boolean;
}

export type JenisIsian = 'teks' | 'angka' | 'ya-tidak' | 'pilihan' | 'tanggal' | 'waktu';

/** One field of what may be corrected. Whatever nobody writes over stays. */
export interface IsianPesan extends BarisIsi {
  readonly jenis: JenisIsian;
  /** It has a value now. */
  readonly ada: boolean;
  readonly wajib: boolean;
  readonly pilihan: readonly (string | number)[];
  readonly keterangan: string;
}

export interface IsiPesan {
  readonly isi: readonly BarisIsi[];
  /** What the destination gave; empty where it gave nothing. */
  readonly hasil: readonly BarisIsi[];
  /** `null`: it cannot be corrected here. */
  readonly formulir: readonly IsianPesan[] | null;
}

/** Which messages are meant. Empty values mean all. */
export interface SaringanPesan {
  readonly keadaan?: KeadaanPesan;
  readonly jalur?: string;
  readonly instansi?: string;
  readonly layanan?: string;
  readonly aplikasi?: string;
  readonly sebab?: string;
}

/** What there is to filter by. */
export interface PilihanSaringan {
  readonly layanan: readonly string[];
  readonly aplikasi: readonly { readonly id: string; readonly nama: string }[];
}
