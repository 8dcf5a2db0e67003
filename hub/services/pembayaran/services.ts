import type { Job } from '../job.ts';
import type { AnyService } from '../service.ts';
import { batalPembayaran } from './cancelling.ts';
import { countOld } from './counting.ts';
import { forgetExternalIds } from './external-id.ts';
import { getRekonsiliasi } from './get-rekonsiliasi.ts';
import { getPbb } from './pbb.ts';
import { getQrPembayaran } from './picture.ts';
import { terbitkanTagihan } from './publishing.ts';
import { daftarPembayaran, daftarTagihan, getPembayaran, getTagihan, riwayatPembayaran } from './reading.ts';
import { mintaPembayaran } from './requesting.ts';
import { tendDue } from './tending.ts';
import { hapusTagihan } from './withdrawing.ts';

export const pembayaranServices: readonly AnyService[] = [
  terbitkanTagihan,
  getTagihan,
  hapusTagihan,
  daftarTagihan,
  mintaPembayaran,
  getPembayaran,
  daftarPembayaran,
  batalPembayaran,
  getQrPembayaran,
  riwayatPembayaran,
  getPbb,
  getRekonsiliasi,
];

const MOST_AT_ONCE = 50;

export const pembayaranJobs: readonly Job[] = [
  { name: 'rawat-pembayaran', everyMs: 1000, run: (context) => tendDue(context, MOST_AT_ONCE) },
  { name: 'nomor-luar-lama', everyMs: 60_000, run: forgetExternalIds },
  countOld,
];
