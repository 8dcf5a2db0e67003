import type { Trouble } from '../../connectors/connector.ts';
import type { ForcedBreaker } from '../exchange/forced-breakers.ts';

const TROUBLES: Readonly<Record<Trouble, string>> = {
  unreachable: 'tidak dapat dihubungi',
  unanswered: 'tidak menjawab pada waktunya',
  throttled: 'membatasi permintaan',
  quota: 'kuotanya habis',
  auth: 'menolak kredensial daerah',
  maintenance: 'tutup atau dalam pemeliharaan',
  misasked: 'menganggap pertanyaan tidak lengkap',
  unavailable: 'menjawab dengan kesalahan',
};

/** What is the matter, for an officer. */
export function wordsOf(cause: Trouble | 'changed' | 'no_release'): string {
  switch (cause) {
    case 'changed':
      return 'jawabannya berbentuk lain dari biasanya';
    case 'no_release':
      return 'tidak ada rilis pemetaan yang dapat dipakai';
    default:
      return TROUBLES[cause];
  }
}

/** Who holds a breaker, and why. */
export function heldBy({ to, by, reason }: ForcedBreaker): string {
  return `pemutus dipaksa ${to === 'open' ? 'terbuka' : 'tertutup'} oleh ${by}: ${reason}`;
}

/** 3 of 20 as `15 %`. */
export function percentOf(share: number): string {
  return `${Math.round(share * 100)} %`;
}
