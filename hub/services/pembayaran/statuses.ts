import type { CallbackAnswer } from '../../../connectors/callback.ts';
import { type CallbackServiceContext, done, refused } from '../callback-service.ts';
import { findCommand } from './command.ts';
import { repeatedValue } from './outcome.ts';
import { WORDS } from './words.ts';

export interface StatusQuestion {
  readonly idPembayaran: string;
}

/** What came of a payment, for a bank that did not hear it. */
export async function tellStatus(
  { idPembayaran }: StatusQuestion,
  context: CallbackServiceContext,
): Promise<CallbackAnswer> {
  const numbers = { instansi: context.instance, idPembayaran, nomorBank: idPembayaran };
  const command = await findCommand(context, numbers);
  if (!command || command.state === 'dibalik-dulu') return refused(WORDS['tidak-ditemukan'], 'tidak-ditemukan');
  const { ditolak } = command.value;
  if (ditolak) return refused(ditolak.reason, ditolak.code);
  return done({ ...(await repeatedValue(command, context)), ulang: true, keadaan: command.state });
}
