import { expect } from '@jest/globals';
import type { ChannelDraft, ChannelView } from '../../../hub/notices/channels.ts';
import { createNotices, type Notices, type NoticesParts } from '../../../hub/notices/notices.ts';
import { createSealing } from '../../../hub/store/sealing.ts';
import type { Store } from '../../../hub/store/store.ts';
import { withStore } from '../store/with-store.ts';

export const SECOND = 1000;
export const MINUTE = 60 * SECOND;
export const HOUR = 60 * MINUTE;
/** Ten in the morning in western Indonesia. */
export const TEN = Date.parse('2026-11-20T03:00:00Z');

export const sealing = createSealing({ keys: [{ id: 'tests', secret: 'a sealing secret of the tests' }] });

export interface Noticing {
  readonly store: Store;
  readonly now: () => Date;
  readonly at: () => number;
  /** The engine; another one after `restart`. */
  readonly notices: Notices;
  /** What it complained of; a test that expects something takes it out. */
  readonly troubles: string[];
  /** Moves the clock on, looking every ten seconds, and waits for what is sent. */
  pass(ms: number, also?: () => Promise<void>): Promise<void>;
  /** Moves the clock on, and nothing else. */
  jump(ms: number): void;
  /** Keeps a channel; fails where something is wrong with it. */
  channel(draft: ChannelDraft): Promise<ChannelView>;
  opens(what?: Partial<Happening>): Promise<string>;
  closes(what?: Partial<Happening>): Promise<void>;
  /** The process ends and another one begins. */
  restart(): Promise<void>;
  /** A second process. */
  beside(): Notices;
}

export interface Happening {
  readonly kind: string;
  readonly instance: string;
  readonly operation: string;
  readonly detail: object;
}

const GONE: Happening = {
  kind: 'hulu-mati',
  instance: 'bpjs',
  operation: 'peserta-by-nik',
  detail: { sebab: 'tidak menjawab pada waktunya', layanan: ['getPeserta'] },
};
export const LOOK_MS = 10 * SECOND;

type Options = Partial<NoticesParts>;

/** An engine on an empty store, with a clock that stands still until a test moves it. */
export async function withNotices(options: Options, use: (given: Noticing) => Promise<void>): Promise<void> {
  await withStore(async (store) => {
    let at = TEN;
    let incidents = 0;
    const troubles: string[] = [];
    const running = new Set<Notices>();
    const now = () => new Date(at);
    const open = () => {
      const notices = createNotices({
        ...{ store, sealing, now, timeoutMs: 400 },
        addressRules: { allowHttp: true, allowPrivate: true },
        servicesOn: () => [],
        titleOf: () => undefined,
        trouble: (what, error) => void troubles.push(`${what}: ${error}`),
        ...options,
      });
      running.add(notices);
      return notices;
    };
    let notices = open();
    const told = (what: Partial<Happening>) => ({ ...GONE, ...what });
    try {
      await use({
        store,
        now,
        troubles,
        at: () => at,
        get notices() {
          return notices;
        },
        async pass(ms, also = async () => {}) {
          for (const end = at + ms; at < end; ) {
            at = Math.min(end, at + LOOK_MS);
            await also();
            for (const one of running) await one.tick();
            for (const one of running) await one.settled();
          }
        },
        jump(ms) {
          at += ms;
        },
        async channel(draft) {
          const put = await notices.putChannel({ name: draft.kind, ...draft });
          if (put.kind !== 'kept') throw new Error(JSON.stringify(put));
          return put.channel;
        },
        async opens(what = {}) {
          const { detail, ...rest } = told(what);
          incidents += 1;
          const id = `ins_${incidents}`;
          const openedAt = at;
          expect(await store.releases.openIncident({ ...rest, id, openedAt, detail: JSON.stringify(detail) })).toBe(
            true,
          );
          return id;
        },
        async closes(what = {}) {
          const { kind, instance, operation } = told(what);
          expect(await store.releases.closeIncident(kind, instance, operation, at)).toBeDefined();
        },
        async restart() {
          running.delete(notices);
          await notices.close();
          notices = open();
        },
        beside: open,
      });
    } finally {
      for (const one of running) await one.close();
    }
    expect(troubles).toEqual([]);
  });
}

export const mailTo = (port: number) => ({
  ...{ host: '127.0.0.1', port, tls: 'tanpa', from: 'simpul@kota.example' },
  to: ['piket@kota.example'],
});
