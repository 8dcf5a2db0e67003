import type { AnyService } from '../service.ts';
import { tarikUsulan, ubahUsulan } from './amending.ts';
import { ubahKeadaanUsulan } from './deciding.ts';
import { unduhUsulan } from './exporting.ts';
import { daftarUsulan, getUsulan, statusUsulan } from './reading.ts';
import { kirimUsulan } from './sending.ts';

export const usulanServices: readonly AnyService[] = [
  kirimUsulan,
  daftarUsulan,
  getUsulan,
  ubahUsulan,
  tarikUsulan,
  ubahKeadaanUsulan,
  statusUsulan,
  unduhUsulan,
];
