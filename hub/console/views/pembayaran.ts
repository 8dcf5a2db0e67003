/** How many, and how much in whole rupiah: as text, so that no digit is lost on the way. */
export interface Uang {
  readonly jumlah: number;
  readonly nominal: string;
}

/** What came in and stands, and what a bank took back again. */
export interface Masuk {
  readonly tercatat: Uang;
  readonly dibalik: Uang;
}

/** One bank, or one kind of levy: today, and the days that it is held against. */
export interface BarisMasuk {
  /** `''`: of payments whose bill is gone. */
  readonly nama: string;
  readonly hariIni: Masuk;
  readonly kemarin: Masuk;
  /** The same weekday a week ago. */
  readonly pekanLalu: Masuk;
}

export interface Pembayaran {
  /** Today, yesterday and a week ago in Jakarta, `yyyy-MM-dd`. */
  readonly hari: readonly [string, string, string];
  readonly semua: BarisMasuk;
  readonly perBank: readonly BarisMasuk[];
  readonly perJenis: readonly BarisMasuk[];
  /** A bank was asked, or said, something that is not found out yet; `lebih`: at least so many. */
  readonly belumPasti: { readonly jumlah: number; readonly lebih: boolean };
  readonly tagihan: {
    /** Nothing was paid on them; the sum is their pokok after what reduces it. */
    readonly terbuka: Uang;
    readonly sebagian: number;
    /** Not paid in full, and may not be paid any more. */
    readonly lewat: number;
  };
}

export interface HariMasuk extends Masuk {
  readonly tanggal: string;
}

/** By whom a day was told: the bank's own report, or a file of the bank's. */
export type SumberDaftar = 'laporan-bank' | 'rekening-koran';

/** A bank's day, as far as it was compared. */
export interface HariBank {
  readonly instansi: string;
  readonly tanggal: string;
  /** `null`: money came in, and no list of the bank's was read yet. */
  readonly daftar: {
    readonly sumber: SumberDaftar;
    /** As of when it is. */
    readonly pada: string;
    readonly cocok: Uang;
    readonly bank: Uang;
    readonly tidakAdaDiBank: number;
    readonly tidakAdaDiSini: number;
    readonly nominalBeda: number;
  } | null;
  readonly hub: Uang;
}

export type JenisBeda = 'tidak-ada-di-bank' | 'tidak-ada-di-sini' | 'nominal-beda';

export interface Beda {
  readonly jenis: JenisBeda;
  /** The bank's number of it, its last digits. */
  readonly nomorBank: string;
  readonly nominalBank: string | null;
  readonly nominalHub: string | null;
  readonly pada: string | null;
  /** In groups: region, day, serial. */
  readonly ntpd: string | null;
  /** As its application numbers it, long numbers shortened. */
  readonly tagihan: string | null;
}

export interface RincianBeda {
  readonly hari: HariBank;
  readonly beda: readonly Beda[];
  /** More than are shown. */
  readonly lebih: number;
}
