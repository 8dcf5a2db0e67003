import { aboutOf, type EventBody } from '../relay/announcements.ts';
import type { Seals } from '../relay/payloads.ts';
import type { Relay } from '../relay/relay.ts';
import type { EventStore, StoredEvent } from '../store/events.ts';
import type { Admitted } from './admission.ts';
import { cursorOf, sequenceOf } from './cursor.ts';
import { answerJson } from './json-answer.ts';
import { Problem } from './problems.ts';
import type { EdgeRequest } from './read-handler.ts';

export interface FeedParts {
  readonly events: EventStore;
  readonly relay: Pick<Relay, 'nextEvent'>;
  readonly sealing: Seals;
  /** The hub is stopping: whoever waits is answered with what there is. */
  readonly stopping: () => boolean;
  readonly trouble: (what: string, error?: unknown) => void;
}

const MOST_WAIT_SECONDS = 30;
/** The bell rings in the process where something happened. One that rang elsewhere, or was missed, costs no more than this. */
const LOOK_AGAIN_MS = 1000;

/** Events after the cursor, oldest first, for those who cannot be called: asked again and again, or waited for. */
export function createFeedHandler({ events, relay, sealing, stopping, trouble }: FeedParts) {
  return async (request: EdgeRequest, { application, params }: Admitted): Promise<void> => {
    const after = params.sejak === undefined ? 0 : startOf(String(params.sejak));
    const kind = params.jenis === undefined ? {} : { kind: String(params.jenis) };
    const filter = { application: application.id, after, limit: Number(params.batas ?? 50), ...kind };
    const waitMs = Math.min(MOST_WAIT_SECONDS, Number(params.tunggu ?? 0)) * 1000;
    const until = performance.now() + waitMs;
    const gone = () => request.response.destroyed;

    let found = await events.list(filter);
    while (found.length === 0 && !stopping() && !gone()) {
      const leftMs = until - performance.now();
      if (leftMs <= 0) break;
      const next = relay.nextEvent(application.id, Math.min(leftMs, LOOK_AGAIN_MS));
      found = await events.list(filter); // what happened between the look and the bell
      if (found.length > 0) break;
      await next;
      found = await events.list(filter);
    }
    const data = found.map((event) => bodyOf(event));
    const last = found.at(-1)?.sequence ?? after;
    answerJson(request, 200, { data, halaman: { berikutnya: cursorOf(last) } });
  };

  /** One that cannot be opened any more must not shut the feed for all that come after it. */
  function bodyOf({ id, kind, at, about, sealed }: StoredEvent): EventBody {
    try {
      return JSON.parse(sealing.open(sealed, `event ${id}`).toString()) as EventBody;
    } catch (error) {
      trouble('an event could not be opened; it is told without its content', error);
      return { id, jenis: kind, pada: new Date(at).toISOString(), perihal: aboutOf(about), data: {} };
    }
  }
}

function startOf(cursor: string): number {
  try {
    return sequenceOf(cursor);
  } catch (error) {
    throw new Problem(
      'permintaan-tidak-sah',
      {
        detail: 'Kursor ini bukan dari Simpul.',
        mistakes: [{ di: 'query.sejak', masalah: 'bukan halaman.berikutnya dari jawaban sebelumnya' }],
      },
      { cause: error },
    );
  }
}
