import { createPembayaran } from '../console/endpoints/pembayaran.ts';
import { createRekonsiliasi } from '../console/endpoints/rekonsiliasi.ts';
import { createBankDays } from '../services/pembayaran/bank-days.ts';
import type { Ground } from '../services/pembayaran/reconciliation.ts';
import type { ConsolePart } from './console.ts';

export interface PembayaranWiring extends Ground {
  readonly now: () => Date;
}

/** Two weeks of a dozen banks. */
const MOST_COMPARED = 200;

/** Money: what came in, and what the banks say of it. */
export function openPembayaran(parts: PembayaranWiring): ConsolePart {
  const { endpoints, topics } = createPembayaran(parts);
  return {
    endpoints: [
      ...endpoints,
      ...createRekonsiliasi({ bankDays: createBankDays(parts, MOST_COMPARED), now: parts.now }),
    ],
    topics,
  };
}
