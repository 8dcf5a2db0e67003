import type { Role } from '../../access/operators.ts';
import { withoutLongNumbers } from '../../identifiers/without-long-numbers.ts';
import type { EventBody } from '../../relay/announcements.ts';
import type { Payloads } from '../../relay/payloads.ts';
import { wordsOf } from '../../relay/webhook-answer.ts';
import { KEADAAN_PESAN } from '../../services/message-states.ts';
import type { StoredMessage } from '../../store/forwarding.ts';
import type { Kiriman } from '../views/langganan.ts';

/** The rest of an address may be what keeps others from using it. */
export function alamatFor(role: Role, address: string): string {
  const { origin, pathname, search } = new URL(address);
  if (role === 'pengamat') return origin;
  return `${origin}${pathname}${search === '' ? '' : '?…'}`;
}

export function kirimanOf(message: StoredMessage, payloads: Pick<Payloads, 'open'>): Kiriman {
  const { id, acceptedAt, changedAt, attempts, state, trouble } = message;
  const arrived = state === 'delivered';
  return {
    ...{ pesan: id, pada: acceptedAt, peristiwa: peristiwaOf(message, payloads) },
    ...{ keadaan: KEADAAN_PESAN[state], percobaan: attempts },
    sampai: arrived ? changedAt : null,
    masalah: arrived || trouble === '' ? null : masalahOf(trouble),
  };
}

/** `null` where the key of what was sealed is lost. */
function peristiwaOf(message: StoredMessage, payloads: Pick<Payloads, 'open'>): Kiriman['peristiwa'] {
  try {
    const { id, jenis, perihal } = payloads.open(message) as unknown as EventBody;
    return { id, jenis, perihal: perihal ? `${perihal.jenis} ${withoutLongNumbers(perihal.id)}` : null };
  } catch {
    return null;
  }
}

function masalahOf(trouble: string): string {
  const { masalah } = JSON.parse(trouble) as { readonly masalah?: string };
  return wordsOf(masalah);
}
