import { UpstreamFault } from '../../connectors/connector.ts';
import { createHttpClient } from '../exchange/http.ts';
import type { TelegramSettings } from './channel-settings.ts';
import type { Outgoing, Sender, Sent } from './sender.ts';
import { troubleOfReason, troubleWith } from './trouble.ts';

export interface TelegramParts {
  /** Without a slash at the end. */
  readonly baseUrl: string;
  readonly timeoutMs: number;
  readonly now: () => Date;
}

/** What a call of the Bot API answers (core.telegram.org/bots/api, "Making requests"). */
interface Answer {
  readonly ok?: unknown;
  readonly description?: unknown;
  readonly parameters?: { readonly retry_after?: unknown; readonly migrate_to_chat_id?: unknown };
}

export const TELEGRAM = 'https://api.telegram.org';
const MOST_ANSWER_BYTES = 64 * 1024;
const LONGEST_PAUSE_MS = 3_600_000;

/** `sendMessage` of the Bot API. The token is in its address, which is therefore in no error and no log. */
export function createTelegramSender({ baseUrl, timeoutMs, now }: TelegramParts): Sender<TelegramSettings> {
  const http = createHttpClient({ instance: 'telegram', timeoutMs, mostBytes: MOST_ANSWER_BYTES, connections: 2 });
  return {
    async send({ token, chatId }, outgoing, stopping) {
      const giveUp = AbortSignal.any([stopping, AbortSignal.timeout(timeoutMs)]);
      try {
        const { status, text } = await http.request({
          method: 'POST',
          url: `${baseUrl}/bot${token}/sendMessage`,
          headers: { 'Content-Type': 'application/json' },
          body: JSON.stringify(messageOf(chatId, outgoing)),
          signal: giveUp,
        });
        return sentOf(status, answerIn(text), now());
      } catch (error) {
        const reason = error instanceof UpstreamFault ? error.fault.reason : undefined;
        return { kind: 'failed', trouble: troubleOfReason(reason) };
      }
    },
    close: () => http.close(),
  };
}

/** Plain text: without a `parse_mode` nothing in it can be a mistake of form. */
function messageOf(chatId: string, { content: { judul, teks } }: Outgoing) {
  return { chat_id: chatId, text: `${judul}\n\n${teks}`, link_preview_options: { is_disabled: true } };
}

/** A page with 200 says nothing of what became of the message. */
function sentOf(status: number, answer: Answer | undefined, now: Date): Sent {
  if (status >= 200 && status < 300 && answer?.ok === true) return { kind: 'taken' };
  if (status >= 300 && status < 400) return failed(troubleWith('redirected', status));
  if (answer?.ok !== false) return failed(status < 300 ? 'not_telegram' : troubleWith('not_telegram', status));
  const { retry_after: seconds, migrate_to_chat_id: moved } = answer.parameters ?? {};
  const said = String(answer.description ?? '');
  if (status === 429) {
    const pauseMs = Math.min(LONGEST_PAUSE_MS, Math.max(0, Number(seconds) || 0) * 1000);
    const retry = pauseMs > 0 ? { retryAt: new Date(now.getTime() + pauseMs) } : {};
    return { ...failed(troubleWith('throttled', status)), ...retry };
  }
  if (moved !== undefined) return failed('chat_moved');
  if (status === 401 || status === 404) return failed(troubleWith('token_refused', status));
  if (status === 403) return failed(troubleWith('bot_blocked', status));
  if (status === 400 && /chat not found|chat_id is empty/i.test(said)) return failed('chat_unknown');
  if (status === 400) return { ...failed(troubleWith('message_refused', status)), refused: true };
  return failed(troubleWith('answered', status));
}

function failed(trouble: string): Sent & { readonly kind: 'failed' } {
  return { kind: 'failed', trouble };
}

function answerIn(text: string): Answer | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? (value as Answer) : undefined;
  } catch {
    return undefined;
  }
}
