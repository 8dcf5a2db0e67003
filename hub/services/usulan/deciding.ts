import { isDeepStrictEqual } from 'node:util';
import type { KeadaanUsulan, PermintaanKeadaanUsulan } from '../../../openapi/generated/types.ts';
import { Refusal } from '../refusal.ts';
import { action, type ServiceContext } from '../service.ts';
import { checkDecision } from './checking.ts';
import { findProposal, historyRow, type KeptProposal, withRow } from './proposal.ts';
import { proposalAnswer } from './proposal-view.ts';
import { nextStates } from './steps.ts';
import { writeChange } from './writing.ts';

type Decision = PermintaanKeadaanUsulan & { readonly id: string };

export const ubahKeadaanUsulan = action<Decision>({
  name: 'ubahKeadaanUsulan',
  subject: ({ id }) => id,
  async run({ id, ...decision }, context) {
    for (;;) {
      const there = await findProposal(id, context);
      if (isRepeated(there, decision, context)) return proposalAnswer(there, 200);
      const { state, value } = there;
      const { keadaan, petugas, alasan = null, catatan = null } = decision;
      const possible = nextStates(state, value.sumber);
      if (!possible.includes(keadaan)) throw impossible(state, possible);
      checkDecision(decision, value);
      const next = {
        ...value,
        skpd: decision.skpd ?? value.skpd,
        penganggaran: decision.penganggaran ?? value.penganggaran,
        riwayat: withRow(value.riwayat, historyRow(keadaan, context, { petugas, alasan, catatan })),
      };
      const after = await writeChange(there, { state: keadaan, value: next }, context);
      if (after) return proposalAnswer(after, 200);
    }
  },
});

/** Whoever did not hear the answer asks again: it is what was decided last, in every word. */
function isRepeated({ value }: KeptProposal, decision: PermintaanKeadaanUsulan, context: ServiceContext): boolean {
  const { keadaan, petugas, alasan, catatan, skpd, penganggaran } = decision;
  const last = value.riwayat.at(-1);
  return (
    last !== undefined &&
    last.keadaan === keadaan &&
    last.aplikasi === context.application.name &&
    isDeepStrictEqual(last.petugas, petugas) &&
    last.alasan === (alasan ?? null) &&
    last.catatan === (catatan ?? null) &&
    (skpd === undefined || skpd === value.skpd) &&
    (penganggaran === undefined || isDeepStrictEqual(penganggaran, value.penganggaran))
  );
}

function impossible(state: KeadaanUsulan, possible: readonly KeadaanUsulan[]): Refusal {
  const then = possible.length === 0 ? 'tidak dapat berubah lagi' : `hanya dapat menjadi ${possible.join(', ')}`;
  const turn = state === 'dikembalikan' ? ', atau diajukan lagi oleh pengirimnya' : '';
  return new Refusal('bentrok', `Usulan ini berkeadaan "${state}" dan ${then}${turn}.`);
}
