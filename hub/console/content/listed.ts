import { KEADAAN_PESAN } from '../../services/message-states.ts';
import type { ListedMessage, MessageState } from '../../store/forwarding.ts';
import type { KeadaanPesan, PesanRingkas } from '../views/pesan.ts';
import { troubleOf } from './trouble.ts';

export interface ListedParts {
  /** Name of an application; of one that is gone its id. */
  readonly nameOf: (application: string) => string;
  readonly now: () => Date;
}

export function pesanRingkasOf(message: ListedMessage, { nameOf, now }: ListedParts): PesanRingkas {
  const { id, service, application, lane, about, state, head, acceptedAt, changedAt, attempts, dueAt } = message;
  const scheduled = state === 'waiting' && head && attempts > 0 && dueAt > now().getTime();
  return {
    id,
    layanan: service,
    aplikasi: application === '' ? '' : nameOf(application),
    jalur: lane,
    perihal: about,
    keadaan: KEADAAN_PESAN[state],
    giliran: head,
    diterimaPada: acceptedAt,
    berubahPada: changedAt,
    percobaan: attempts,
    cobaLagiPada: scheduled ? dueAt : null,
    masalah: troubleOf(message.trouble),
  };
}

const STATES = Object.entries(KEADAAN_PESAN) as readonly (readonly [MessageState, KeadaanPesan])[];

export function stateOf(keadaan: string): MessageState | undefined {
  return STATES.find(([, word]) => word === keadaan)?.[0];
}
