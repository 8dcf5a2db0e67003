import type { AnyService } from '../service.ts';
import { gantiDokumenIzin, kirimDokumenIzin } from './documents.ts';
import { daftarJenisIzin } from './kinds.ts';
import { daftarIzin, getIzin, getNib, statusIzinDiOss } from './reading.ts';
import { statusIzin, surveiIzin, tagihanIzin } from './steps.ts';

export const perizinanServices: readonly AnyService[] = [
  daftarIzin,
  daftarJenisIzin,
  getNib,
  getIzin,
  statusIzinDiOss,
  statusIzin,
  tagihanIzin,
  surveiIzin,
  kirimDokumenIzin,
  gantiDokumenIzin,
];
