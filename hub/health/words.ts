import type { Trouble } from '../../connectors/connector.ts';

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

/** 3 of 20 as `15 %`. */
export function percentOf(share: number): string {
  return `${Math.round(share * 100)} %`;
}
