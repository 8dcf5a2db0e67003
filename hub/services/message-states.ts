import type { KeadaanPesan } from '../../openapi/generated/types.ts';
import type { MessageState } from '../store/forwarding.ts';

/** States of a message in the words of the unified API. */
export const KEADAAN_PESAN = {
  waiting: 'menunggu',
  sending: 'dikirim',
  unsure: 'tidak-pasti',
  refused: 'ditolak',
  delivered: 'terkirim',
  cancelled: 'dibatalkan',
} as const satisfies Readonly<Record<MessageState, KeadaanPesan>>;
