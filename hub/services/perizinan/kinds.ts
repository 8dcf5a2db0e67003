import { action, type ServiceContext } from '../service.ts';

export type PermitKinds = ServiceContext['permitKinds'];
export type PermitKind = PermitKinds[number];

/** The city's own kind of a permit, by OSS's code; `undefined`: the code is in no kind. */
export function kindOf(kodeIzin: string | null | undefined, kinds: PermitKinds): PermitKind | undefined {
  return kodeIzin ? byCode(kinds).get(kodeIzin) : undefined;
}

const maps = new WeakMap<PermitKinds, ReadonlyMap<string, PermitKind>>();

function byCode(kinds: PermitKinds): ReadonlyMap<string, PermitKind> {
  const there = maps.get(kinds);
  if (there) return there;
  const made = new Map(kinds.flatMap((kind) => kind.kodeIzin.map((code) => [code, kind] as const)));
  maps.set(kinds, made);
  return made;
}

export const daftarJenisIzin = action<Record<string, never>>({
  name: 'daftarJenisIzin',
  async run(_params, { permitKinds }) {
    return { kind: 'json', status: 200, body: { data: permitKinds } };
  },
});
