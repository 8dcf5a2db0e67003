import type { KeadaanUsulan } from '../../../openapi/generated/types.ts';
import type { Happening } from '../../relay/announcements.ts';
import type { Keep } from '../../store/sealed-records.ts';
import { changed } from '../pembayaran/versions.ts';
import type { ServiceContext } from '../service.ts';
import { findProposal, type KeptProposal, MANAGING, type Proposal } from './proposal.ts';

/** Its sender, and whoever decides. No more than the id and the states: the rest is asked for. */
export function happeningsOf(
  { id, owner, state }: Pick<Keep<Proposal>, 'id' | 'owner' | 'state'>,
  sebelumnya: KeadaanUsulan | null,
  { now, applicationsWith }: Pick<ServiceContext, 'now' | 'applicationsWith'>,
): readonly Happening[] {
  return [...new Set([owner, ...applicationsWith(MANAGING)])].map((application) => ({
    ...{ kind: 'usulan.berubah', application, about: `usulan ${id}`, at: now.getTime() },
    data: { usulan: id, keadaan: state, sebelumnya },
  }));
}

/** Record and events in one commit. `undefined`: somebody came between. */
export async function writeChange(
  there: KeptProposal,
  change: { readonly state: KeadaanUsulan; readonly value: Proposal },
  context: ServiceContext,
): Promise<KeptProposal | undefined> {
  const { records, now, prepare } = context;
  const next = { ...there, ...change, group: change.value.tahun };
  const { told, written } = prepare(change.state === there.state ? [] : happeningsOf(next, there.state, context));
  if (!(await records.replace([changed(next, now.getTime())], [], told))) return undefined;
  written();
  return findProposal(there.id, context);
}
