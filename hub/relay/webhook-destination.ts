import type { Fault } from '../../connectors/connector.ts';
import type { Asked } from '../mapping/field.ts';
import type { Verdict } from '../mapping/verdict.ts';
import type { StoredSubscription } from '../store/events.ts';
import type { LaneState } from '../store/forwarding.ts';
import type { Traces } from '../traces/traces.ts';
import { webhookLane } from './announcements.ts';
import type { Destination, Outgoing } from './destination.ts';
import type { Subscriptions } from './subscriptions.ts';
import { type AddressRules, faultOfAddress, type Resolve } from './webhook-address.ts';
import { wordsOf } from './webhook-answer.ts';
import { createWebhookPost, type Posted, signedHeaders } from './webhook-post.ts';

/** An address went out of use, or came back. For the feed of its application. */
export interface AddressChange {
  readonly kind: 'langganan.tertahan' | 'langganan.pulih';
  readonly subscription: StoredSubscription;
  /** In Indonesian; never the address. */
  readonly reason: string;
  readonly since: number;
}

/** When an address that fails again and again is left alone, and for how long. */
export interface HoldRules {
  readonly afterFailures: number;
  readonly firstMs: number;
  readonly longestMs: number;
}

export interface WebhookDestinationParts {
  readonly subscriptions: Pick<Subscriptions, 'find' | 'secretsOf'>;
  readonly options: AddressRules;
  readonly traces: Traces;
  readonly now: () => Date;
  readonly changed: (change: AddressChange) => void;
  /** As a former process left them: what it told is not told again, and what it held is known to be so. */
  readonly lanes?: readonly LaneState[];
  readonly holds?: HoldRules;
  readonly timeoutMs?: number;
  readonly resolve?: Resolve;
}

export interface WebhookDestinations {
  /** Of the subscription with this id, whether it is there or not: what waits for one that was removed must end too. */
  of(subscription: string): Destination;
  /** Why the last attempt came to nothing, in Indonesian; `undefined` after one that went well. */
  reasonOf(subscription: string): string | undefined;
  /** Sends one event at once, beside the lane: nothing of it is counted, held or sent again. */
  trial(subscription: StoredSubscription, event: Asked, stopping: AbortSignal): Promise<Trial>;
  /** Somebody says that it is mended: one more failure holds it again, and not for as long as before. */
  mended(subscription: string): void;
  close(): Promise<void>;
}

export interface Trial {
  /** Absent: none came. */
  readonly status?: number;
  readonly tookMs: number;
  /** Why it was not taken, in Indonesian and without the address; absent: it was. */
  readonly reason?: string;
}

interface Condition {
  failures: number;
  /** Of the first failure in a row. */
  since: number;
  /** Left alone until then. */
  until: number;
  reason: string | undefined;
  told: boolean;
}

const MOST_AT_ONCE = 4;
const TIMEOUT_MS = 10_000;
const HOLDS: HoldRules = { afterFailures: 5, firstMs: 15_000, longestMs: 15 * 60_000 };

/** The addresses of applications as destinations, signed by Standard Webhooks (github.com/standard-webhooks, spec 1.0.0). */
export function createWebhookDestinations(parts: WebhookDestinationParts): WebhookDestinations {
  const { subscriptions, options, now, changed, holds = HOLDS, timeoutMs = TIMEOUT_MS } = parts;
  const conditions = new Map<string, Condition>();
  const posting = createWebhookPost({
    ...{ rules: options, connections: MOST_AT_ONCE, timeoutMs, now, traces: parts.traces },
    ...(parts.resolve ? { resolve: parts.resolve } : {}),
  });

  function conditionOf(id: string): Condition {
    const there = conditions.get(id);
    if (there) return there;
    const kept = parts.lanes?.find(({ lane, state }) => lane === webhookLane(id) && state === 'held');
    const fresh = { failures: 0, since: 0, until: 0, reason: undefined, told: false };
    const held = { ...fresh, failures: holds.afterFailures, since: kept?.since ?? 0, told: true };
    // being told to slow down is no failure that was told of
    const condition: Condition = kept && kept.reason !== 'throttled' ? held : fresh;
    conditions.set(id, condition);
    return condition;
  }

  /** What was under way together fails together: until the hold ends that is one failure. */
  function failed(subscription: StoredSubscription, fault: Fault): Verdict {
    const condition = conditionOf(subscription.id);
    const at = now().getTime();
    const gone = fault.reason === 'http_410';
    if (condition.failures === 0) condition.since = at;
    const reason = wordsOf(fault.reason);
    condition.reason = reason;
    if (condition.until <= at) {
      condition.failures += 1;
      const beyond = condition.failures - holds.afterFailures;
      if (gone) condition.until = at + holds.longestMs;
      else if (beyond >= 0) condition.until = at + Math.min(holds.longestMs, holds.firstMs * 2 ** Math.min(20, beyond));
    }
    if ((gone || condition.failures >= holds.afterFailures) && !condition.told) {
      condition.told = true;
      changed({ kind: 'langganan.tertahan', subscription, reason, since: condition.since });
    }
    const retryAt = Math.max(condition.until, fault.retryAt?.getTime() ?? 0);
    return { kind: 'fault', fault: retryAt > at ? { ...fault, retryAt: new Date(retryAt) } : fault };
  }

  function arrived(subscription: StoredSubscription): Verdict {
    const { told, reason = '', since } = conditionOf(subscription.id);
    conditions.set(subscription.id, { failures: 0, since: 0, until: 0, reason: undefined, told: false });
    if (told) changed({ kind: 'langganan.pulih', subscription, reason, since });
    return { kind: 'found', value: null, drift: [] };
  }

  async function send(id: string, { asked }: Outgoing, stopping: AbortSignal): Promise<Verdict> {
    const subscription = await subscriptions.find(id);
    if (!subscription) return NOBODY_WANTS_IT;
    const { fault } = await sendOnce(subscription, asked, stopping);
    if (fault === undefined) return arrived(subscription);
    return stopping.aborted ? { kind: 'fault', fault } : failed(subscription, fault);
  }

  async function trial(subscription: StoredSubscription, event: Asked, stopping: AbortSignal): Promise<Trial> {
    const started = performance.now();
    const { status, fault } = await sendOnce(subscription, event, stopping);
    return {
      tookMs: Math.round(performance.now() - started),
      ...(status === undefined ? {} : { status }),
      ...(fault === undefined ? {} : { reason: wordsOf(fault.reason) }),
    };
  }

  async function sendOnce(subscription: StoredSubscription, event: Asked, stopping: AbortSignal): Promise<Posted> {
    const body = JSON.stringify(event);
    const headers = signed(subscription, String(event.id), body);
    if (!headers) return { fault: unreadable };
    if (faultOfAddress(subscription.url, options) !== undefined) return { fault: notAllowed };
    return posting.post(subscription.url, headers, body, stopping);
  }

  function signed(subscription: StoredSubscription, id: string, body: string): Record<string, string> | undefined {
    try {
      const secrets = subscriptions.secretsOf(subscription);
      return signedHeaders({ id, at: now(), body, secrets });
    } catch {
      return undefined;
    }
  }

  return {
    of: (id) => ({
      mostAtOnce: MOST_AT_ONCE,
      whenUnknown: () => 'resend', // receivers know an event they had by its webhook-id
      shut: () => undefined,
      send: (message, signal) => send(id, message, signal),
    }),
    trial,
    reasonOf: (id) => conditions.get(id)?.reason,
    mended(id) {
      const condition = conditionOf(id);
      condition.failures = Math.min(condition.failures, holds.afterFailures - 1);
      condition.until = 0;
    },
    close: () => posting.close(),
  };
}

/**
 * The address was removed while this waited. Its lane empties itself, keys in order and counts right, in whichever process
 * holds the message; the event stays in the feed.
 */
const NOBODY_WANTS_IT: Verdict = { kind: 'found', value: { tidakDikirim: 'langganan dihapus' }, drift: [] };
const notAllowed: Fault = { trouble: 'unreachable', outcome: 'not-done', reason: 'address_not_allowed' };
const unreadable: Fault = { trouble: 'auth', outcome: 'not-done', reason: 'secret_unreadable' };
