import type { Following } from './feed.ts';
import { salah } from './judging.ts';

export interface Tidings {
  /** A permit that the city decides. */
  readonly applied: (idIzin: string, nib: string) => void;
  readonly cancelled: (nib: string) => void;
}

/** What is told of businesses and their permits. A NIB, a permit, a file or an end that is told twice is a wrong answer. */
export function onceEach({ applied, cancelled }: Tidings): Following {
  const seen = new Set<string>();
  return {
    ...{ begins: 'perizinan.', about: 'nib', end: 'perizinan.dibatalkan' },
    after: ['perizinan.berubah', 'perizinan.berkas'],
    told(jenis, nib, { idIzin }) {
      if (jenis === 'perizinan.dibatalkan') cancelled(nib);
      if (jenis === 'perizinan.izin-diajukan' && !seen.has(`${jenis} ${idIzin}`)) applied(String(idIzin), nib);
    },
    mistake(nib, { idIzin, keadaan }, jenis) {
      if (jenis === 'perizinan.berubah') return undefined; // a business changes as often as it likes
      const key = `${jenis} ${jenis === 'perizinan.dibatalkan' ? `${nib} ${keadaan}` : (idIzin ?? nib)}`;
      if (seen.has(key)) return salah(String(idIzin ?? nib), 'told once', `${jenis} once more`);
      seen.add(key);
      return undefined;
    },
  };
}
