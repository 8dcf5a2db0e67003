import { type AddressRules, faultOfAddress, type Resolve } from '../relay/webhook-address.ts';
import { createWebhookPost, signedHeaders } from '../relay/webhook-post.ts';
import { NO_TRACES } from '../traces/traces.ts';
import type { WebhookSettings } from './channel-settings.ts';
import type { Outgoing, Sender } from './sender.ts';
import { troubleOfReason } from './trouble.ts';

export interface WebhookParts {
  readonly rules: AddressRules;
  readonly timeoutMs: number;
  readonly now: () => Date;
  readonly resolve?: Resolve;
}

/** JSON in the form of the hub's events, signed by Standard Webhooks. 2xx means taken. */
export function createWebhookSender(parts: WebhookParts): Sender<WebhookSettings> {
  const { rules, now } = parts;
  const posting = createWebhookPost({ ...parts, connections: 1, traces: NO_TRACES }); // a chat room has no use for a trace
  return {
    async send({ url, secret }, outgoing, stopping) {
      if (faultOfAddress(url, rules) !== undefined) return { kind: 'failed', trouble: 'address_not_allowed' };
      const body = JSON.stringify(bodyOf(outgoing));
      const headers = signedHeaders({ id: outgoing.id, at: now(), body, secrets: [secret] });
      const { fault } = await posting.post(url, headers, body, stopping);
      if (!fault) return { kind: 'taken' };
      const { reason, retryAt } = fault;
      // it understood the request and wants none of it: another notice it may want
      const refused = reason === 'http_400' || reason === 'http_413' || reason === 'http_422';
      return {
        kind: 'failed',
        trouble: troubleOfReason(reason),
        ...(retryAt ? { retryAt } : {}),
        ...(refused ? { refused } : {}),
      };
    },
    close: () => posting.close(),
  };
}

function bodyOf({ id, kind, at, content }: Outgoing) {
  return { id, jenis: kind, pada: new Date(at).toISOString(), data: content };
}
