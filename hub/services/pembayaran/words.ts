import type { KeptPayment } from './payment.ts';

/** Why a bank is refused, in the codes of the shared words, with a sentence for people. */
export const WORDS = {
  'tidak-ditemukan': 'Tagihan tidak ditemukan',
  'sudah-lunas': 'Tagihan sudah lunas',
  kedaluwarsa: 'Masa bayar tagihan sudah berakhir',
  'nominal-beda': 'Jumlah tidak sama dengan tagihan, silakan cek tagihan kembali',
  'nomor-luar-terpakai': 'Nomor panggilan sudah dipakai hari ini',
  'nomor-sama-isi-beda': 'Nomor pembayaran sudah dipakai untuk pembayaran lain',
  'sudah-dibalik': 'Pembayaran dengan nomor ini sudah dibatalkan',
  'nomor-tidak-cocok': 'Nomor pembayaran tidak cocok',
  'lewat-waktu': 'Batas waktu pembatalan sudah lewat',
  'bukan-bank-ini': 'Pembayaran tercatat melalui bank lain',
} as const;
export type RefusalCode = keyof typeof WORDS;

/** Whether an account takes no money any more, whatever became of its bill. */
export function accountClosed(
  { state, value: { berlakuSampai } }: KeptPayment,
  now: Date,
): 'sudah-lunas' | 'kedaluwarsa' | 'tidak-ditemukan' | undefined {
  if (state === 'lunas') return 'sudah-lunas';
  if (state === 'dibatalkan' || state === 'ditolak') return 'tidak-ditemukan';
  if (state === 'kedaluwarsa') return 'kedaluwarsa';
  return berlakuSampai !== null && now.getTime() > Date.parse(berlakuSampai) ? 'kedaluwarsa' : undefined;
}
