export interface Jumlah {
  readonly permintaan: number;
  /** Through a mistake of the caller. */
  readonly ditolak: number;
  /** Not answered, because of an upstream or the hub. */
  readonly gagal: number;
}

/** How much an application asks, of today and yesterday. */
export interface Pemakaian {
  readonly hariIni: Jumlah;
  readonly kemarin: Jumlah;
  /** `null`: never, as far as is known. */
  readonly terakhir: number | null;
}

/** The topic `aplikasi`: by id. */
export type PemakaianAplikasi = Readonly<Record<string, Pemakaian>>;

export interface AplikasiSingkat {
  readonly id: string;
  readonly nama: string;
  readonly cakupan: readonly string[];
  /** The usual one first. */
  readonly keperluan: readonly string[];
  /** Requests a minute; `null`: the hub's default. */
  readonly batas: number | null;
  readonly sejak: number;
  /** `null`: its key is good. */
  readonly dicabut: number | null;
  /** Of the demo: made anew with every start. */
  readonly contoh: boolean;
  readonly pemakaian: Pemakaian;
}

export interface Aplikasi extends AplikasiSingkat {
  readonly batasBaku: number;
  /** Instances whose questions it answers. */
  readonly menjawab: readonly string[];
  readonly layanan: readonly PemakaianLayanan[];
}

/** Requests of one service, by what they came to. */
export interface PemakaianLayanan {
  readonly layanan: string;
  readonly hariIni: Readonly<Record<HasilLayanan, number>>;
  readonly kemarin: Readonly<Record<HasilLayanan, number>>;
}

export type HasilLayanan =
  | 'segar'
  | 'tersimpan'
  | 'usang'
  | 'diterima'
  | 'nihil'
  | 'ditolak'
  | 'gagal-hulu'
  | 'gagal-simpul';

export interface Cakupan {
  readonly nama: string;
  readonly untuk: string;
  readonly untukInggris: string;
  /** What it opens. */
  readonly layanan: readonly { readonly id: string; readonly ringkas: string }[];
}

export interface PendaftaranAplikasi {
  readonly nama: string;
  readonly cakupan: readonly string[];
  readonly keperluan: readonly string[];
  readonly batas: number | null;
}

/** The key in clear, this once. */
export interface KunciBaru {
  readonly id: string;
  readonly nama: string;
  readonly kunci: string;
}
