import type {
  PermintaanDokumenIzin,
  PermintaanGantiDokumenIzin,
  StatusIzinHulu,
} from '../../../openapi/generated/types.ts';
import type { Asked } from '../../mapping/field.ts';
import type { ForwardService } from '../../relay/forward-service.ts';
import { type ServiceContext, submit } from '../service.ts';
import { PERMITS } from './permit.ts';
import { checkPeriod, checkWord, type Ground, groundOf, type OfPermit, planFor } from './sending.ts';
import { arrivalOf, lastNumber, moveOfStatus, sentAbout } from './sent.ts';

export const kirimDokumenIzin = submit<PermintaanDokumenIzin & OfPermit>({
  name: 'kirimDokumenIzin',
  connector: 'oss',
  forward: document('kirimDokumenIzin', 'izin-final'),
  subject: ({ idIzin }) => idIzin,
  async plan({ idIzin, ...decided }, context) {
    const ground = await checked(idIzin, decided, 'izin-final', context);
    return planFor(idIzin, ground, { ...decided, ...(await tellingApart(idIzin, decided, context)) });
  },
  paramsOf: (id) => ({ idIzin: id }),
});

export const gantiDokumenIzin = submit<PermintaanGantiDokumenIzin & OfPermit>({
  name: 'gantiDokumenIzin',
  connector: 'oss',
  forward: document('gantiDokumenIzin', 'izin-ubah'),
  subject: ({ idIzin }) => idIzin,
  async plan({ idIzin, bulanBerlaku, tahunBerlaku, ...decided }, context) {
    const ground = await checked(idIzin, decided, 'izin-ubah', context);
    const nomorIzin = decided.nomorIzin ?? lastNumber(await sentAbout(idIzin, context));
    return planFor(idIzin, ground, {
      ...decided,
      ...(nomorIzin === null ? {} : { nomorIzin }),
      ...(bulanBerlaku === undefined ? {} : { bulanBerlaku: String(bulanBerlaku) }), // texts in this operation
      ...(tahunBerlaku === undefined ? {} : { tahunBerlaku: String(tahunBerlaku) }),
      ...(await tellingApart(idIzin, decided, context)),
    });
  },
  paramsOf: (id) => ({ idIzin: id }),
  bodyOf: ({ bulanBerlaku, tahunBerlaku, ...asked }) => ({
    ...asked,
    ...(bulanBerlaku === undefined ? {} : { bulanBerlaku: Number(bulanBerlaku) }),
    ...(tahunBerlaku === undefined ? {} : { tahunBerlaku: Number(tahunBerlaku) }),
  }),
});

/**
 * A permit that may have arrived is looked for before it is sent again (the OSS notes, section 7). Its attachment shows
 * it, or its status where it had another one before.
 */
function document(name: string, operation: string): ForwardService {
  return {
    ...{ kind: 'forward', name, connector: 'oss', operation, operations: [operation, 'izin-cek'] },
    whenUnknown: 'inquire',
    inquiry: {
      operation: 'izin-cek',
      asking: ({ idIzin }) => ({ idIzin }),
      shows: (value, asked) => isThere(value as StatusIzinHulu, asked),
    },
    delivered: arrivalOf(name, moveOfStatus),
  };
}

/** What the mapping says of a status that no list has. */
const UNLISTED = 'lain';

function isThere({ status, lampiran }: StatusIzinHulu, asked: Asked): boolean | undefined {
  if (status === UNLISTED) return undefined; // it may stand before this permit or after it
  if (status !== asked.status) return false;
  if (asked.lampiran !== undefined) return lampiran === asked.lampiran && asked.lampiranPernah !== true;
  return asked.statusPernah !== true;
}

/**
 * What was there before shows nothing: then it is sent again rather than lost. Counted is all that was handed over
 * before, also what has not arrived yet, as it goes before this.
 */
async function tellingApart(
  idIzin: string,
  { status, lampiran }: { readonly status: string; readonly lampiran?: string },
  { messagesAbout }: Pick<ServiceContext, 'messagesAbout'>,
): Promise<Asked> {
  const messages = await messagesAbout(`${PERMITS} ${idIzin}`);
  const before = messages.filter(({ state }) => state !== 'cancelled' && state !== 'refused');
  return {
    ...(before.some(({ asked }) => asked.status === status) ? { statusPernah: true } : {}),
    ...(before.some(({ asked }) => lampiran !== undefined && asked.lampiran === lampiran)
      ? { lampiranPernah: true }
      : {}),
  };
}

async function checked(
  idIzin: string,
  { status, tanggalTerbit, berlakuSampai }: Pick<PermintaanDokumenIzin, 'status' | 'tanggalTerbit' | 'berlakuSampai'>,
  operation: string,
  context: ServiceContext,
): Promise<Ground> {
  const ground = await groundOf(idIzin, context);
  checkWord(status, 'status', { operation, list: 'statusKirim' }, ground.instance, context);
  checkPeriod(tanggalTerbit, berlakuSampai, 'berlakuSampai');
  return ground;
}
