import type { Kind } from '../../datasets.ts';
import { linesWalk } from './lines.ts';
import { officesWalk, plansWalk } from './offices.ts';
import { paymentsWalk } from './payments.ts';
import { pricesWalk } from './prices.ts';
import { realisationWalk } from './realisation.ts';
import type { Walk } from './walk.ts';

/** Whatever its places and questions are: each gets its own back. */
export type AnyWalk = Walk<unknown>;

const WALKS: Readonly<Record<Kind, AnyWalk>> = {
  skpd: officesWalk,
  'standar-harga': pricesWalk,
  'rencana-kerja': plansWalk,
  rka: linesWalk,
  realisasi: realisationWalk,
  sp2d: paymentsWalk,
};

export function walkOf(kind: Kind): AnyWalk {
  return WALKS[kind];
}
