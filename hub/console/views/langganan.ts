/** An address that an application is told at. */
export interface AlamatLangganan {
  readonly id: string;
  /** For whoever only looks, no more than the host. */
  readonly alamat: string;
  /** `*`: all. */
  readonly jenis: readonly string[];
  readonly keadaan: 'aktif' | 'tertahan' | 'dijeda';
  readonly alasan: string | null;
  readonly sejak: string | null;
  readonly menunggu: number;
  readonly dibuatPada: string;
}

/** One event on its way to one address. */
export interface Kiriman {
  readonly pesan: string;
  readonly pada: number;
  /** `null`: what it says cannot be opened. */
  readonly peristiwa: { readonly id: string; readonly jenis: string; readonly perihal: string | null } | null;
  readonly keadaan: string;
  readonly percobaan: number;
  /** When it arrived. */
  readonly sampai: number | null;
  /** Why it has not arrived. */
  readonly masalah: string | null;
}

export interface HalamanKiriman {
  readonly kiriman: readonly Kiriman[];
  /** For `sebelum`; `null`: that was all. */
  readonly berikutnya: number | null;
}

/** What came of a test event. */
export interface HasilUji {
  readonly diterima: boolean;
  /** `null`: no answer came. */
  readonly status: number | null;
  readonly lamaMs: number;
  /** Why it was not taken; `''`: it was. */
  readonly sebab: string;
}
