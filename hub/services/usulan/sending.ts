import type { PermintaanUsulan } from '../../../openapi/generated/types.ts';
import { newId } from '../../identifiers/new-id.ts';
import { created } from '../pembayaran/versions.ts';
import { Refusal } from '../refusal.ts';
import { action, type ServiceContext } from '../service.ts';
import { checkContent } from './checking.ts';
import { newCode } from './code.ts';
import {
  type Content,
  contentOf,
  findProposal,
  historyRow,
  type KeptProposal,
  linkOf,
  newProposal,
  PROPOSALS,
  type Proposal,
} from './proposal.ts';
import { proposalAnswer } from './proposal-view.ts';
import { happeningsOf } from './writing.ts';

export const kirimUsulan = action<PermintaanUsulan>({
  name: 'kirimUsulan',
  subject: () => PROPOSALS, // the answer says which one
  async run({ nomorPermintaan, ...params }, context) {
    const content = contentOf(params);
    const isiAwal = context.keyedHash(`usulan ${JSON.stringify(content)}`);
    for (;;) {
      const before = await earlier(nomorPermintaan, isiAwal, context);
      if (before) return proposalAnswer(before, 200);
      checkContent(content, context.now);
      const proposal = await put(content, isiAwal, nomorPermintaan, context);
      if (proposal) return proposalAnswer(proposal, 201);
    }
  },
});

async function earlier(
  nomorPermintaan: string | undefined,
  isiAwal: string,
  { records, application }: ServiceContext,
): Promise<KeptProposal | undefined> {
  if (nomorPermintaan === undefined) return undefined;
  const there = await records.find<Proposal>(PROPOSALS, linkOf.request(application.id, nomorPermintaan));
  if (there && there.value.isiAwal !== isiAwal)
    throw new Refusal('bentrok', 'nomorPermintaan ini sudah dipakai dengan isi lain.');
  return there as KeptProposal | undefined;
}

/** `undefined`: its number was taken meanwhile, or its code by chance. */
async function put(
  content: Content,
  isiAwal: string,
  nomorPermintaan: string | undefined,
  context: ServiceContext,
): Promise<KeptProposal | undefined> {
  const { records, now, application, prepare } = context;
  const at = now.getTime();
  const id = newId('usl', at);
  const kode = newCode();
  const riwayat = [historyRow('diajukan', context)];
  const record = newProposal(id, application.id, { ...content, kode, penganggaran: null, riwayat, isiAwal }, at);
  const links = [
    linkOf.kode(kode),
    ...(nomorPermintaan === undefined ? [] : [linkOf.request(application.id, nomorPermintaan)]),
  ].map((link) => ({ collection: PROPOSALS, id, link }));
  const { told, written } = prepare(happeningsOf(record, null, context));
  if (!(await records.replace([created(record)], links, told))) return undefined;
  written();
  return findProposal(id, context);
}
