import { randomUUID } from 'node:crypto';
import { type Backoff, retryAfterMs } from '../relay/backoff.ts';
import type { Seals } from '../relay/payloads.ts';
import type { ChannelKind, ClaimedNotice, NoticeStore, StoredChannel } from '../store/notices.ts';
import { type EnteredSettings, openSettings } from './channel-settings.ts';
import type { NoticeContent } from './notice-text.ts';
import type { Outgoing, Sender, Sent } from './sender.ts';

export type Senders = Readonly<Record<ChannelKind, Sender<EnteredSettings>>>;

export interface OutboxParts {
  readonly store: NoticeStore;
  readonly sealing: Seals;
  readonly senders: Senders;
  readonly now: () => Date;
  readonly trouble: (what: string, error?: unknown) => void;
}

export interface Outbox {
  /** Begins to send what is due. Resolves when it has been taken, not when it has arrived. */
  deliver(): Promise<void>;
  /** At once and past everything that waits. */
  sendNow(channel: StoredChannel, outgoing: Outgoing): Promise<Sent>;
  /** Resolves when nothing is under way. */
  settled(): Promise<void>;
  /** Takes nothing more, lets what is under way end for a moment, and gives back the rest. */
  close(): Promise<void>;
}

/** Longer than the longest attempt: within it nobody else takes what is under way. */
const LEASE_MS = 60_000;
/** There is no last attempt. */
const BACKOFF: Backoff = { firstRetryMs: 15_000, longestRetryMs: 3_600_000 };
const GRACE_MS = 3000;
const WRITE_AGAIN_MS = 250;

export function createOutbox({ store, sealing, senders, now, trouble }: OutboxParts): Outbox {
  const owner = randomUUID();
  const stop = new AbortController();
  const underWay = new Set<Promise<void>>();
  const sending = new Set<number>();
  let closing = false;

  function deliver(): Promise<void> {
    if (closing) return Promise.resolve();
    const taking = take().finally(() => underWay.delete(taking));
    underWay.add(taking);
    return taking;
  }

  async function take(): Promise<void> {
    const claimed = await store.claim(owner, now().getTime(), LEASE_MS);
    if (claimed.length === 0) return;
    const channels = new Map((await store.channels()).map((channel) => [channel.id, channel]));
    if (closing) return; // it is given back
    for (const notice of claimed) {
      const channel = channels.get(notice.channel);
      // where a clock jumps, what is under way here may be given out again
      if (!channel || sending.has(notice.sequence)) continue;
      sending.add(notice.sequence);
      const done = sendOne(channel, notice)
        .catch((error: unknown) => trouble('a notice could not be sent', error))
        .finally(() => underWay.delete(done));
      underWay.add(done);
    }
  }

  async function sendOne(channel: StoredChannel, notice: ClaimedNotice): Promise<void> {
    const { id, at, sequence, attempts } = notice;
    try {
      const content = JSON.parse(notice.content) as NoticeContent;
      const sent = await sendNow(channel, { id, at, kind: 'insiden.kabar', content });
      if (sent.kind === 'failed' && stop.signal.aborted) return; // given back when all have ended
      await untilWritten(() => settle(sequence, attempts, sent));
    } finally {
      sending.delete(sequence);
    }
    await deliver(); // the next of this channel
  }

  function settle(sequence: number, attempts: number, sent: Sent): Promise<void> {
    const settledAt = now().getTime();
    if (sent.kind === 'taken') return store.delivered(sequence, settledAt, sent.trouble ?? '');
    const { trouble: why, refused: letsPass = false } = sent;
    return store.failed({ sequence, owner, dueAt: dueAfter(sent, attempts, settledAt), trouble: why, letsPass });
  }

  async function sendNow(channel: StoredChannel, outgoing: Outgoing): Promise<Sent> {
    let settings: EnteredSettings;
    try {
      settings = openSettings(sealing, channel);
    } catch {
      return { kind: 'failed', trouble: 'settings_unreadable' };
    }
    return senders[channel.kind].send(settings, outgoing, stop.signal);
  }

  /** What arrived and is not written would be sent again: a full disk is waited for. */
  async function untilWritten(write: () => Promise<void>): Promise<void> {
    for (let told = false; ; told = true) {
      try {
        await write();
        return;
      } catch (error) {
        if (!told) trouble('what became of a notice could not be written; it is tried again', error);
        if (closing) throw error;
      }
      await new Promise((resolve) => setTimeout(resolve, WRITE_AGAIN_MS));
    }
  }

  async function settled(): Promise<void> {
    while (underWay.size > 0) await Promise.allSettled(underWay);
  }

  return {
    deliver,
    sendNow,
    settled,
    async close() {
      closing = true;
      const timer = setTimeout(() => stop.abort(), GRACE_MS);
      await settled();
      clearTimeout(timer);
      stop.abort();
      await store.giveBack(owner).catch((error: unknown) => trouble('notices could not be given back', error));
      await Promise.all(Object.values(senders).map((sender) => sender.close()));
    },
  };
}

/** Whoever said when to come again is believed, unless that is at once. */
function dueAfter({ retryAt }: Sent & { readonly kind: 'failed' }, attempts: number, at: number): number {
  const wait = retryAt ? retryAt.getTime() - at : retryAfterMs(BACKOFF, attempts);
  return at + Math.min(BACKOFF.longestRetryMs, Math.max(BACKOFF.firstRetryMs / 2, wait));
}
