import { newId } from '../identifiers/new-id.ts';
import type { Seals } from '../relay/payloads.ts';
import type { AddressRules, Resolve } from '../relay/webhook-address.ts';
import type { HealthStore } from '../store/health.ts';
import type { NoticeStore, StoredNotice } from '../store/notices.ts';
import type { ReleaseStore } from '../store/releases.ts';
import type { EnteredSettings } from './channel-settings.ts';
import { type ChannelView, createChannels, type Put } from './channels.ts';
import { lookFor } from './look.ts';
import { createMailSender } from './mail.ts';
import { type NoticeContent, testContent } from './notice-text.ts';
import { createOutbox, type Senders } from './outbox.ts';
import type { Sender } from './sender.ts';
import { createTelegramSender, TELEGRAM } from './telegram.ts';
import { type Words, wordsOfTrouble } from './trouble.ts';
import { createWebhookSender } from './webhook.ts';

export interface NoticesParts {
  readonly store: {
    readonly notices: NoticeStore;
    readonly releases: ReleaseStore;
    readonly health: Pick<HealthStore, 'entries' | 'maintenance'>;
  };
  readonly sealing: Seals;
  /** Where a webhook may lead. */
  readonly addressRules: AddressRules;
  /** Services of local applications that stand on an operation, by their `operationId`. */
  readonly servicesOn: (instance: string, operation: string) => readonly string[];
  readonly titleOf: (service: string) => string | undefined;
  /** Where the hub is seen from outside, without a slash at the end; absent: notices name no page. */
  readonly publicUrl?: string;
  readonly now: () => Date;
  readonly trouble: (what: string, error?: unknown) => void;
  /** For tests. */
  readonly telegramUrl?: string;
  readonly timeoutMs?: number;
  readonly mailAuthority?: string;
  readonly resolve?: Resolve;
}

/** What came of the test button. */
export type Tested =
  /** `words`: what is to be said all the same. */
  | { readonly kind: 'ok'; readonly words?: Words }
  | { readonly kind: 'failed'; readonly words: Words }
  | { readonly kind: 'absent' };

export interface NoticeLogEntry
  extends Pick<StoredNotice, 'id' | 'channel' | 'channelName' | 'at' | 'state' | 'attempts' | 'dueAt' | 'endedAt'> {
  readonly title: string;
  readonly text: string;
  /** Why the last attempt failed, or what is to be said of one that did not. */
  readonly trouble: Words | null;
}

/** Tells people that something is wrong. */
export interface Notices {
  channels(): Promise<readonly ChannelView[]>;
  /** Creates or changes one; what is wrong with a draft is listed by field. */
  putChannel(draft: unknown): Promise<Put>;
  /** Resolves `false` where there is none. */
  removeChannel(id: string): Promise<boolean>;
  /** Sends a test notice at once, also where the channel is off. What waits for it follows when it arrives. */
  test(id: string): Promise<Tested>;
  /** Newest first. */
  log(filter: { readonly limit: number; readonly channel?: string }): Promise<readonly NoticeLogEntry[]>;
  /** Looks what is to be told, and begins to send what is due. */
  tick(): Promise<void>;
  /** Resolves when nothing is under way. */
  settled(): Promise<void>;
  /** Looks every five seconds, and every second for what is due. */
  start(): void;
  /** Resolves within five seconds. */
  close(): Promise<void>;
}

/** Whoever waits a minute for what comes along need not look every second. */
const LOOK_EVERY_MS = 5000;
const DELIVER_EVERY_MS = 1000;
const TIMEOUT_MS = 10_000;
const PRUNE_EVERY_MS = 3_600_000;
const KEPT_MS = 30 * 86_400_000;

export function createNotices(parts: NoticesParts): Notices {
  const { sealing, addressRules: rules, now, trouble, publicUrl, servicesOn, titleOf } = parts;
  const store = parts.store.notices;
  const resolve = parts.resolve ? { resolve: parts.resolve } : {};
  const outbox = createOutbox({ store, sealing, senders: sendersOf(parts), now, trouble });
  const channels = createChannels({ store, sealing, rules, now, ...resolve });
  const consoleUrl = publicUrl === undefined ? undefined : `${publicUrl}/console`;
  const looking = {
    ...{ store, incidents: parts.store.releases, health: parts.store.health, now },
    wording: { servicesOn, titleOf, consoleUrl },
  };
  let prunedAt = Number.NEGATIVE_INFINITY;
  const timers: NodeJS.Timeout[] = [];
  let ticking: Promise<void> | undefined;

  async function tick(): Promise<void> {
    const at = now().getTime();
    // one that cannot be looked after keeps nobody else from it
    for (const channel of (await store.channels()).filter(({ on }) => on))
      await lookFor(channel, looking).catch((error: unknown) => trouble('a channel could not be looked after', error));
    await outbox.deliver();
    if (at - prunedAt < PRUNE_EVERY_MS) return;
    prunedAt = at;
    await store.prune(at - KEPT_MS);
  }

  function tickInTurn(): Promise<void> {
    ticking ??= tick().finally(() => {
      ticking = undefined;
    });
    return ticking;
  }

  function every(ms: number, work: () => Promise<void>, failed: string): void {
    timers.push(setInterval(() => void work().catch((error: unknown) => trouble(failed, error)), ms).unref());
  }

  return {
    channels: channels.list,
    putChannel: channels.put,
    removeChannel: (id) => store.removeChannel(id, now().getTime()),
    async test(id) {
      const channel = (await store.channels()).find((one) => one.id === id);
      if (!channel) return { kind: 'absent' };
      const at = now().getTime();
      const outgoing = { id: newId('uji', at), at, kind: 'insiden.uji', content: testContent(at) } as const;
      const sent = await outbox.sendNow(channel, outgoing);
      if (sent.kind === 'failed') return { kind: 'failed', words: wordsOfTrouble(sent.trouble) };
      await store.hurry(id, at);
      return { kind: 'ok', ...(sent.trouble ? { words: wordsOfTrouble(sent.trouble) } : {}) };
    },
    async log(filter) {
      return (await store.list(filter)).map(logEntryOf);
    },
    tick: tickInTurn,
    settled: outbox.settled,
    start() {
      every(LOOK_EVERY_MS, tickInTurn, 'notices could not be looked after; they are again');
      every(DELIVER_EVERY_MS, outbox.deliver, 'notices could not be taken from the store; they are again');
    },
    async close() {
      for (const timer of timers) clearInterval(timer);
      await ticking?.catch(() => undefined); // told where it began
      await outbox.close();
    },
  };
}

function sendersOf(parts: NoticesParts): Senders {
  const { addressRules: rules, now, timeoutMs = TIMEOUT_MS, telegramUrl: baseUrl = TELEGRAM } = parts;
  const { mailAuthority: ca, resolve } = parts;
  // what a channel was entered with has passed the schema of its kind
  const sender = (one: unknown) => one as Sender<EnteredSettings>;
  return {
    webhook: sender(createWebhookSender({ rules, timeoutMs, now, ...(resolve ? { resolve } : {}) })),
    surel: sender(createMailSender({ timeoutMs, ...(ca === undefined ? {} : { ca }) })),
    telegram: sender(createTelegramSender({ baseUrl, timeoutMs, now })),
  };
}

function logEntryOf({ content, trouble, ...notice }: StoredNotice): NoticeLogEntry {
  const { id, channel, channelName, at, state, attempts, dueAt, endedAt } = notice;
  const { judul, teks } = JSON.parse(content) as NoticeContent;
  return {
    ...{ id, channel, channelName, at, state, attempts, dueAt, endedAt },
    title: judul,
    text: teks,
    trouble: trouble === '' ? null : wordsOfTrouble(trouble),
  };
}
