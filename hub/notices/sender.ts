import type { NoticeContent } from './notice-text.ts';

/** What is sent to a channel. */
export interface Outgoing {
  /** The same at every attempt. */
  readonly id: string;
  readonly at: number;
  readonly kind: 'insiden.kabar' | 'insiden.uji';
  readonly content: NoticeContent;
}

/** What came of it. `trouble` is one of the words of `trouble.ts`, after a space the status where there was one. */
export type Sent =
  | { readonly kind: 'taken'; readonly trouble?: string }
  | {
      readonly kind: 'failed';
      readonly trouble: string;
      /** The other side said when to come again. */
      readonly retryAt?: Date;
      /** This notice was turned down, not the channel: others may go through. */
      readonly refused?: true;
    };

export interface Sender<Settings> {
  /** Never rejects. An answer that does not come within its time is a failure, and so is a redirect. */
  send(settings: Settings, outgoing: Outgoing, stopping: AbortSignal): Promise<Sent>;
  close(): Promise<void>;
}
