import type { Kata } from './saluran.ts';

export interface CatatanJejak {
  readonly urutan: number;
  readonly pada: number;
  /** An application by its name, or `operator:<name>`. */
  readonly siapa: string;
  readonly keperluan: string;
  readonly perjanjian: string;
  readonly layanan: string;
  /** Keyed hash of a person, or what an operator did it to. */
  readonly subjek: string;
  readonly bidang: string;
  readonly hasil: string;
  /** On a chain. */
  readonly terantai: boolean;
}

export interface Pemeriksaan {
  readonly berjalan: boolean;
  readonly terbaca: number;
  readonly dari: number;
  /** `null` until one has ended. */
  readonly selesai: {
    readonly pada: number;
    readonly oleh: string;
    readonly catatan: number;
    readonly rantai: number;
    readonly tanpaRantai: number;
    readonly putus: number;
    /** What was found, in words, the first of them. */
    readonly temuan: readonly Kata[];
    /** To be noted elsewhere: it proves later that the end was not cut off. `null` where there is none. */
    readonly ujung: string | null;
  } | null;
}
