/** One kind of drift of an operation, however often it came. */
export interface LaporanDrift {
  readonly instansi: string;
  readonly operasi: string;
  readonly rilis: string;
  /** `merusak`: nothing of the answer was used. `tambahan`: something new, and harmless. */
  readonly jenis: 'merusak' | 'tambahan';
  /** Path of the answer. */
  readonly di: string;
  readonly diharapkan: string;
  readonly didapat: string;
  readonly jumlah: number;
  readonly sejak: number;
  readonly terakhir: number;
}

/** A release that reads along without being used, and what came of it. */
export interface Bayangan {
  readonly rilis: string;
  readonly sejak: number;
  readonly dibaca: number;
  readonly sama: number;
  readonly beda: number;
  readonly tidakCocok: number;
  readonly ditanyaLain: number;
  readonly dilewati: number;
  /** Where it disagreed, the most frequent first. */
  readonly di: readonly { readonly field: string; readonly jumlah: number }[];
}

/** What an operation of an instance is asked with, and who said so. */
export interface RilisDipakai {
  readonly instansi: string;
  readonly operasi: string;
  /** `''`: none that is there has it. */
  readonly rilis: string;
  readonly dipatok: boolean;
  readonly calon: readonly string[];
  /** `null`: the order of the configuration holds. */
  readonly dipilih: Pilihan | null;
  readonly bayangan: Bayangan | null;
}

export interface Pilihan {
  readonly rilis: string;
  readonly dipatok: boolean;
  readonly oleh: string;
  readonly sejak: number;
  readonly sebab: string;
}

export interface Perubahan {
  readonly laporan: readonly LaporanDrift[];
  readonly rilis: readonly RilisDipakai[];
  /** Operations whose answers fit no release now: `bpjs peserta-by-nik`. */
  readonly berubah: readonly string[];
}

export interface RilisAda {
  readonly nama: string;
  /** Written by the city: may be edited as it is. */
  readonly kota: boolean;
  /** Why the instance cannot be asked with it; `null`: it can. */
  readonly halangan: string | null;
}

export interface BerkasPemetaan {
  /** `bpjs/vclaim-2.0/peserta-by-nik.yaml` */
  readonly nama: string;
  readonly teks: string;
}

/** Where the rule stands that a drift is about. */
export interface Aturan {
  readonly di: string;
  readonly berkas: string;
  readonly baris: number;
  readonly teks: string;
}

/** Everything for mending one operation. */
export interface Perbaikan extends RilisDipakai {
  readonly laporan: readonly LaporanDrift[];
  readonly aturan: readonly Aturan[];
  /** The newest first. */
  readonly riwayat: readonly Pilihan[];
  /** Of the instance's upstream that have the operation. */
  readonly ada: readonly RilisAda[];
  /** What reads it now, nearest first. */
  readonly sumber: readonly BerkasPemetaan[];
  /** `null`: mappings are not edited here. */
  readonly rancangan: Rancangan | null;
}

/** What the editor starts with. */
export interface Rancangan {
  readonly rilis: string;
  /** What it inherits from. */
  readonly dasar: string;
  /** The operation whose file it is: others may be like it. */
  readonly berkas: string;
  readonly teks: string;
  /** The release is not there yet. */
  readonly baru: boolean;
  /** New names that are guessed in it: `noKartu → nomorKartu`. */
  readonly tebakan: readonly string[];
}

export interface ContohJawaban {
  readonly rilis: string;
  readonly di: string;
  readonly jenis: LaporanDrift['jenis'];
  /** Masked; `null`: none may be kept, or none was. */
  readonly pertama: string | null;
  readonly terakhir: string | null;
}

/** What the page sends to try or save. */
export interface Suntingan {
  readonly rilis: string;
  readonly dasar: string;
  readonly teks: string;
}

export interface KesalahanPemetaan {
  /** From 1 on; 0: of another file. */
  readonly baris: number;
  readonly berkas: string;
  readonly di: string;
  readonly sebab: string;
}

export interface HasilUji {
  readonly kesalahan: readonly KesalahanPemetaan[];
  readonly contoh: number;
  /** `null` while there are mistakes. */
  readonly uji: readonly UjiOperasi[] | null;
}

export interface UjiOperasi {
  readonly operasi: string;
  readonly dipakai: string;
  /** Why nothing was read. */
  readonly kosong: 'tidak-boleh-disimpan' | 'belum-ada' | null;
  readonly jawaban: number;
  readonly sama: number;
  readonly beda: number;
  readonly mulai: number;
  readonly berhenti: number;
  readonly tidakCocok: number;
  readonly ditanyaLain: number;
  readonly perubahan: readonly PerubahanField[];
}

export interface PerubahanField {
  readonly jenis: 'field' | 'verdict' | 'starts' | 'stops' | 'unfit' | 'asked';
  readonly field: string;
  readonly jawaban: number;
  /** Masked. */
  readonly dari: string;
  readonly ke: string;
}

export interface HasilSimpan {
  /** Nothing was written while there are any. */
  readonly kesalahan: readonly KesalahanPemetaan[];
  /** Operations that are asked with it from now on. */
  readonly dipakai: readonly string[];
  /** It is written, and not used: kept answers that are read today would not be. */
  readonly berhenti: number;
}
