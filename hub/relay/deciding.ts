import { withoutLongNumbers } from '../identifiers/without-long-numbers.ts';
import type { Along, HistoryEntry, MessageStore, StoredMessage } from '../store/forwarding.ts';
import type { Announcements } from './announcements.ts';
import type { createDelivery } from './delivery.ts';
import type { Submission } from './forward-service.ts';
import type { Payloads } from './payloads.ts';

/** Somebody of the city who decides in the place of the application. Stands in the history of the message. */
export interface Word {
  /** `operator:sari` */
  readonly by: string;
  /** What the application is told. Never personal; long numbers are taken out. */
  readonly reason?: string;
  /** That it was decided about many at once, and which time. */
  readonly job?: string;
}

/** What an application or a person decides about a message. Each resolves `false` where its state does not allow it any more. */
export interface Deciding {
  /** Not under way and not ended: it is never sent. */
  cancel(message: StoredMessage, word?: Word): Promise<boolean>;
  /** To the front again, with another body if one is given. Of an unsure one: it did not arrive. */
  resubmit(message: StoredMessage, asked?: Submission['asked'], word?: Word): Promise<boolean>;
  /** Of an unsure one: somebody looked, and it is there. What becomes true with its arrival does so now. */
  confirm(message: StoredMessage, word: Word): Promise<boolean>;
}

export interface DecidingParts {
  readonly store: Pick<MessageStore, 'cancel' | 'resubmit' | 'confirm'>;
  readonly payloads: Pick<Payloads, 'seal'>;
  readonly announcements: Announcements;
  readonly alongOf: ReturnType<typeof createDelivery>['alongOf'];
  readonly decided: (message: StoredMessage, decided: Decided) => void;
  readonly now: () => Date;
}

export interface Decided {
  readonly lane: string;
  /** The lane whose turn came. */
  readonly freed: string | undefined;
  /** It is not open any more. */
  readonly ended: boolean;
  /** Lanes that got something because of it. */
  readonly also: readonly string[];
}

const LONGEST_REASON = 300;

export function createDeciding(parts: DecidingParts): Deciding {
  const { store, payloads, announcements, now } = parts;

  function decided(
    message: StoredMessage,
    done: { readonly lane: string; readonly freed?: string | undefined } | undefined,
    ended: boolean,
    along: Along,
  ): boolean {
    if (!done) return false;
    const also = along.messages?.map(({ lane }) => lane) ?? [];
    parts.decided(message, { lane: done.lane, freed: done.freed, ended, also });
    return true;
  }

  return {
    async cancel(message, word) {
      const at = now().getTime();
      const { id, application } = message;
      const along = announcements.ofCancelled(message, at, reasonOf(word));
      const history = historyOf(at, 'dibatalkan', saidBy(word));
      return decided(message, await store.cancel({ id, application, at, history, along }), true, along);
    },
    async resubmit(message, asked, word) {
      const at = now().getTime();
      const { id, application } = message;
      const history = historyOf(at, 'diulang', { dikoreksi: asked !== undefined, ...saidBy(word) });
      const sealed = asked === undefined ? {} : { sealed: payloads.seal(id, asked) };
      return decided(message, await store.resubmit({ id, application, at, history, ...sealed }), false, {});
    },
    async confirm(message, word) {
      const at = now().getTime();
      const { id, application } = message;
      const along = parts.alongOf(message, { to: 'delivered', value: null }, at);
      const history = historyOf(at, 'terkirim', { masalah: 'dipastikan', ...saidBy(word) });
      return decided(message, await store.confirm({ id, application, at, history, along }), true, along);
    },
  };
}

function historyOf(at: number, what: string, told: object): HistoryEntry {
  return { at, what, attempt: null, detail: Object.keys(told).length === 0 ? '' : JSON.stringify(told) };
}

function saidBy(word: Word | undefined) {
  if (!word) return {};
  const reason = reasonOf(word);
  return {
    oleh: word.by,
    ...(reason === undefined ? {} : { keterangan: reason }),
    ...(word.job === undefined ? {} : { pekerjaan: word.job }),
  };
}

function reasonOf(word: Word | undefined): string | undefined {
  return word?.reason === undefined ? undefined : withoutLongNumbers(word.reason).slice(0, LONGEST_REASON);
}
