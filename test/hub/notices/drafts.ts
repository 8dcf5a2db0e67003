import { expect } from '@jest/globals';
import type { Notices } from '../../../hub/notices/notices.ts';
import { LOGIN } from './with-mail-server.ts';
import { mailTo } from './with-notices.ts';
import { TOKEN } from './with-telegram.ts';

export const MAIL = { name: 'Regu jaga', kind: 'surel', settings: { ...mailTo(2525), ...LOGIN } };
export const TELEGRAM = { name: 'Grup jaga', kind: 'telegram', settings: { token: TOKEN, chatId: '-100' } };
export const HOOK = { name: 'Tiket', kind: 'webhook', settings: { url: 'https://tiket.kota.example/simpul?kunci=x' } };

export async function keptId(notices: Notices, draft: unknown): Promise<string> {
  const put = await notices.putChannel(draft);
  if (put.kind !== 'kept') throw new Error(JSON.stringify(put));
  return put.channel.id;
}

/** By field, in Indonesian. */
export function mistakesOf(put: Awaited<ReturnType<Notices['putChannel']>>): Readonly<Record<string, string>> {
  if (put.kind !== 'bad') throw new Error(`it is ${put.kind}`);
  expect(put.mistakes.every(({ reason }) => reason.en !== '')).toBe(true);
  return Object.fromEntries(put.mistakes.map(({ field, reason }) => [field, reason.id]));
}
