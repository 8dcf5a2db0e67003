/** Both languages: the page shows the one that it is switched to. */
export interface Kata {
  readonly id: string;
  readonly en: string;
}

/** Where people are told that something is wrong; a secret reads `[set]`. */
export interface Saluran {
  readonly id: string;
  readonly name: string;
  readonly kind: 'webhook' | 'surel' | 'telegram';
  readonly on: boolean;
  readonly incidents: readonly string[];
  readonly quietHours: { readonly from: string; readonly to: string } | null;
  readonly graveBreaksQuiet: boolean;
  readonly renotifyAfterMinutes: number | null;
  readonly settings: Readonly<Record<string, unknown>>;
}

export interface Terkirim {
  readonly id: string;
  readonly saluran: string;
  readonly pada: number;
  readonly keadaan: 'waiting' | 'delivered' | 'cancelled';
  readonly percobaan: number;
  readonly judul: string;
  readonly gangguan: Kata | null;
}

export interface HasilUji {
  readonly berhasil: boolean;
  readonly kata: Kata | null;
}
