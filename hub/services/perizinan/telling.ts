import type { Happening } from '../../relay/announcements.ts';
import type { JobContext } from '../job.ts';
import { kindOf, type PermitKinds } from './kinds.ts';
import type { NibChange } from './nib.ts';
import { PERMITS, type PermitChange } from './permit.ts';

type Telling = Pick<JobContext, 'applicationsWith' | 'now'> & { readonly permitKinds: PermitKinds };

/** Ids, states and dates only: whoever is told asks for the rest within its scope. */
export function tidings(
  nib: NibChange | undefined,
  permits: readonly PermitChange[],
  context: Telling,
): readonly Happening[] {
  const own = permits.filter(({ record }) => record.group === 'kota');
  return [
    ...(nib ? ofNib(nib, own, ['nib-terbit']) : []),
    ...own.flatMap(({ record, told }) =>
      told.map((kind) => ({ kind, about: `${PERMITS} ${record.id}`, data: permitData(record, context) })),
    ),
    ...(nib ? ofNib(nib, own, ['berubah', 'dibatalkan']) : []),
  ].flatMap(({ kind, about, data }) =>
    context.applicationsWith('perizinan:baca').map((application) => ({
      ...{ kind: `perizinan.${kind}`, application, about, data, at: context.now.getTime() },
    })),
  );
}

function ofNib({ record, told }: NibChange, own: readonly PermitChange[], kinds: NibChange['told']) {
  const { dokumen = null, tanggalPerubahan = null } = record.value.dokumen;
  const izin = own.map((permit) => permit.record.id);
  const data = { nib: record.id, keadaan: record.state, dokumen, tanggalPerubahan, izin };
  return told.filter((kind) => kinds.includes(kind)).map((kind) => ({ kind, about: `nib ${record.id}`, data }));
}

function permitData({ id, state, value }: PermitChange['record'], { permitKinds }: Telling) {
  const kodeIzin = value.baris?.kodeIzin ?? null;
  const jenisKota = kindOf(kodeIzin, permitKinds)?.kode ?? null;
  return { idIzin: id, nib: value.nib, keadaan: state, kodeIzin, jenisKota };
}
