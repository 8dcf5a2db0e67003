import { isDeepStrictEqual } from 'node:util';
import type { IsiUsulan } from '../../../openapi/generated/types.ts';
import { Refusal } from '../refusal.ts';
import { action } from '../service.ts';
import { checkContent, checkReason } from './checking.ts';
import { contentOf, historyRow, ownProposal, withRow } from './proposal.ts';
import { proposalAnswer } from './proposal-view.ts';
import { mayBeAmended, mayBeWithdrawn } from './steps.ts';
import { writeChange } from './writing.ts';

/** By its sender, until somebody has begun to decide on it, or where it was sent back for that. */
export const ubahUsulan = action<IsiUsulan & { readonly id: string }>({
  name: 'ubahUsulan',
  subject: ({ id }) => id,
  async run({ id, ...params }, context) {
    const content = contentOf(params);
    for (;;) {
      const there = await ownProposal(id, context);
      const { state, value } = there;
      if (!mayBeAmended(state))
        throw new Refusal(
          'bentrok',
          `Usulan ini berkeadaan "${state}": isinya hanya dapat diubah selama diajukan atau dikembalikan.`,
        );
      if (content.sumber !== value.sumber)
        throw new Refusal('bentrok', 'Sumber usulan tidak dapat diganti: tarik usulan ini, lalu kirim yang baru.');
      const next = { ...value, ...content };
      if (state === 'diajukan' && isDeepStrictEqual(next, value)) return proposalAnswer(there, 200);
      checkContent(content, context.now);
      const riwayat =
        state === 'dikembalikan' ? withRow(value.riwayat, historyRow('diajukan', context)) : value.riwayat;
      const after = await writeChange(there, { state: 'diajukan', value: { ...next, riwayat } }, context);
      if (after) return proposalAnswer(after, 200);
    }
  },
});

export const tarikUsulan = action<{ readonly id: string; readonly alasan?: string }>({
  name: 'tarikUsulan',
  async run({ id, alasan }, context) {
    checkReason(alasan);
    for (;;) {
      const there = await ownProposal(id, context);
      const { state, value } = there;
      if (state === 'ditarik') return { kind: 'nothing' };
      if (!mayBeWithdrawn(state))
        throw new Refusal(
          'bentrok',
          `Usulan ini berkeadaan "${state}": hanya dapat ditarik sebelum masuk RKPD dan sebelum ditolak.`,
        );
      const riwayat = withRow(value.riwayat, historyRow('ditarik', context, { alasan: alasan ?? null }));
      if (await writeChange(there, { state: 'ditarik', value: { ...value, riwayat } }, context))
        return { kind: 'nothing' };
    }
  },
});
