import type { Outgoing, Sender, Sent } from '../../../hub/notices/sender.ts';
import { wordsOfTrouble } from '../../../hub/notices/trouble.ts';

export const OUTGOING: Outgoing = {
  id: 'kbr_1',
  at: Date.parse('2026-11-20T03:00:00Z'),
  kind: 'insiden.kabar',
  content: { judul: 'bpjs mati', teks: '• bpjs mati\n  Sejak 10.00 WIB', butir: [] },
};

/** What a sender makes of it, with its words in Indonesian. Closes the sender. */
export async function sentBy<Settings>(
  sender: Sender<Settings>,
  settings: Settings,
  stopping: AbortSignal = new AbortController().signal,
): Promise<Sent & { readonly said: string }> {
  try {
    const sent = await sender.send(settings, OUTGOING, stopping);
    return { ...sent, said: sent.trouble === undefined ? '' : wordsOfTrouble(sent.trouble).id };
  } finally {
    await sender.close();
  }
}
