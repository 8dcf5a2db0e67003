/** A time in which an instance is expected not to answer. */
export interface Pemeliharaan {
  readonly id: string;
  readonly instansi: string;
  readonly dari: number;
  readonly sampai: number;
  readonly catatan: string;
  readonly oleh: string;
}
