/** Percent to two places, rounded down: 100 says that nothing failed. `null` where nothing was asked. */
export type Persen = number | null;

/** From a moment on and before another, both as `2026-10-01T00:00:00+07:00`. */
export interface Rentang {
  readonly dari: string;
  readonly sampai: string;
}

/** What requests of local applications came to. */
export interface AngkaJawaban {
  /** `segar`, `usang`, `diterima` and `gagal` together. */
  readonly permintaan: number;
  /** Answered by the upstream, out of what is not old yet, or that there is none. */
  readonly segar: number;
  /** Answered out of an old copy, because the upstream did not. */
  readonly usang: number;
  /** Forwards that were taken, and are sent on until they arrive. */
  readonly diterima: number;
  /** Not answered, because of an upstream or of the hub. */
  readonly gagal: number;
  /** The caller's own mistake: nobody would have answered, so it counts for nothing else here. */
  readonly ditolak: number;
  readonly tersediaPersen: Persen;
  /** Milliseconds, to within a bucket of `latency.ts`. */
  readonly p95Ms: number | null;
}

/** What calls of upstreams came to. */
export interface AngkaPanggilan {
  readonly panggilan: number;
  /** That came to a good verdict: found, absent or refused. */
  readonly baik: number;
  readonly tersediaPersen: Persen;
  readonly p95Ms: number | null;
}

/** What applications got beside what upstreams gave. */
export interface NilaiHub {
  /**
   * Answers that applications got although the upstream was out. At the least: whatever was answered out of a copy that
   * was not old yet, or taken to be sent on, needed no upstream at that moment, and nobody looked whether there was one.
   */
  readonly jawabanWalauHuluMati: number;
  /** Percentage points between the two availabilities as they are printed; `null` where one of them is. */
  readonly selisihPersen: number | null;
}

export interface BarisLayanan extends AngkaJawaban {
  /** Its `operationId`. */
  readonly nama: string;
  /** As the document of the unified API calls it; the name, where it is not in there any more. */
  readonly judul: string;
  /** Of the operations it stands on; `null` where it needs no upstream. */
  readonly hulu: Omit<AngkaPanggilan, 'p95Ms'> | null;
  readonly nilaiHub: NilaiHub;
  readonly sebelumnya: Pick<AngkaJawaban, 'permintaan' | 'tersediaPersen'> | null;
}

/** Incidents `hulu-mati` of this month. */
export interface AngkaGangguan {
  /** Whole minutes, rounded up, of this month only; what overlaps is counted once. */
  readonly menitMati: number;
  /** Outages: operations of an instance that are gone at the same time are one. */
  readonly gangguan: number;
  /** Incidents as the list of incidents has them: one per operation. */
  readonly insiden: number;
}

export interface Pemeliharaan extends Rentang {
  readonly catatan: string;
}

export interface BarisHulu extends AngkaPanggilan, AngkaGangguan {
  /** The instance. */
  readonly nama: string;
  /** That stand on it now. */
  readonly layanan: readonly string[];
  /** What was planned, also where it reaches beyond the month. It is marked, and not taken out of anything. */
  readonly pemeliharaan: readonly Pemeliharaan[];
  readonly sebelumnya: Pick<BarisHulu, 'panggilan' | 'tersediaPersen' | 'menitMati'> | null;
}

/** One outage of an instance. */
export interface Gangguan {
  readonly hulu: string;
  readonly operasi: readonly string[];
  readonly sebab: readonly string[];
  /** Its real beginning and end, also outside the month; `null` while it goes on. */
  readonly dari: string;
  readonly sampai: string | null;
  /** Minutes of it within the month, rounded up. */
  readonly menit: number;
  readonly layanan: readonly string[];
  /** Of the incidents it is made of. */
  readonly insiden: readonly string[];
}

export interface Hari {
  /** `2026-10-01`. */
  readonly tanggal: string;
  readonly hulu: Omit<AngkaPanggilan, 'p95Ms'>;
  readonly aplikasi: Pick<AngkaJawaban, 'permintaan' | 'gagal' | 'tersediaPersen'>;
}

export interface Total {
  readonly aplikasi: AngkaJawaban;
  /** Minutes and outages of all instances added up. */
  readonly hulu: AngkaPanggilan & AngkaGangguan;
  readonly nilaiHub: NilaiHub;
}

export type KodeCatatan = 'belum-selesai' | 'tanpa-angka' | 'angka-sejak' | 'sebagian-terhapus' | 'tercatat-sebagian';

/** What a reader has to know of the figures: `kode` for whoever says it in another language. */
export interface Catatan {
  readonly kode: KodeCatatan;
  readonly teks: string;
}

/** Availability in one calendar month of Waktu Indonesia Barat. */
export interface LaporanBulanan extends Rentang {
  /** `2026-10`. */
  readonly bulan: string;
  /** `Oktober 2026`. */
  readonly namaBulan: string;
  /** The city, where the configuration names it. */
  readonly daerah: string | null;
  /** `false`: the month goes on, and `sampai` is the minute up to which it was counted. */
  readonly selesai: boolean;
  readonly dibuatPada: string;
  /**
   * From the first moment in which something was counted to the end of the last, to the minute for two days, to the hour
   * for two months, and to the day before; `null` where nothing was.
   */
  readonly tercatat: Rentang | null;
  readonly catatan: readonly Catatan[];
  readonly total: Total;
  /** By name: everything that applications can ask, and whatever else was counted. */
  readonly layanan: readonly BarisLayanan[];
  /** By name. */
  readonly hulu: readonly BarisHulu[];
  /** Every day that has begun. */
  readonly harian: readonly Hari[];
  /** Ten at the most, the longest within the month first. */
  readonly gangguanTerlama: readonly Gangguan[];
  /** The month before; `null` where it has no figures, or not those of all its days any more. */
  readonly sebelumnya: { readonly bulan: string; readonly namaBulan: string; readonly total: Total } | null;
}
