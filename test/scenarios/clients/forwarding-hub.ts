import { accepted, messageId, problem } from './hub-pages.ts';
import { type Asked, type Page, type Reply, withServer } from './rotating-server.ts';

/** How the next hand-over is met. `lost` is stored, and its answer never arrives. */
export type Meeting = 'taken' | 'busy' | 'lost' | 'turned away' | 'another service';

interface Stored {
  readonly message: string;
  readonly page: Page;
  readonly asked: Asked;
}

export interface ForwardingHub {
  readonly base: string;
  /** What is stored, by its Idempotency-Key. */
  readonly stored: ReadonlyMap<string, Stored>;
  /** Everything that was asked, in order. */
  readonly asked: readonly Asked[];
  /** How often each meeting was had; `feed` and `read` count the other questions. */
  count(name: Meeting | 'feed' | 'read'): number;
  /** Tells an event twice, as feeds may. */
  tell(jenis: string, message: string): void;
}

export interface Behaviour {
  /** How hand-overs that are not stored yet are met, one after the other. */
  readonly meetings: readonly Meeting[];
  readonly layanan: (asked: Asked) => string;
  readonly perihal: (asked: Asked, number: number) => { readonly jenis: string; readonly id: string };
  /** Reading one thing back; `stored` in the order it was stored. */
  readonly read: (asked: Asked, stored: readonly Stored[]) => Page;
}

/** A hub that stores what is handed over, knows repeats by their key, and has a feed of events. */
export function withForwardingHub(behaviour: Behaviour, use: (hub: ForwardingHub) => Promise<void>): Promise<void> {
  const stored = new Map<string, Stored>();
  const asked: Asked[] = [];
  const counts = new Map<string, number>();
  const events: unknown[] = [];
  let met = 0;

  const counted = <Value>(name: string, value: Value): Value => {
    counts.set(name, (counts.get(name) ?? 0) + 1);
    return value;
  };
  const take = (question: Asked): Reply => {
    const key = String(question.headers['idempotency-key']);
    const known = stored.get(key);
    if (known) return counted('taken', known.page);
    const meeting = behaviour.meetings[met++ % behaviour.meetings.length] ?? 'taken';
    if (meeting === 'busy') return counted(meeting, problem(503, 'simpul:sibuk', { 'retry-after': '0.05' }));
    if (meeting === 'turned away') return counted(meeting, problem(409, 'pemanggil:bentrok'));
    const number = stored.size + 1;
    const perihal = behaviour.perihal(question, number);
    if (meeting === 'another service') return counted(meeting, accepted(0, 'batalAntrean', perihal));
    const page = accepted(number, behaviour.layanan(question), perihal);
    stored.set(key, { message: messageId(number), page, asked: question });
    return counted(meeting, meeting === 'lost' ? 'hang-up' : page);
  };
  const reply = (question: Asked): Reply => {
    asked.push(question);
    if (question.method === 'POST') return take(question);
    const { pathname, searchParams } = new URL(question.path, 'http://127.0.0.1');
    if (pathname === '/v1/peristiwa') return counted('feed', feedPage(events, searchParams));
    return counted('read', behaviour.read(question, [...stored.values()]));
  };
  return withServer(reply, (base) =>
    use({
      ...{ base, stored, asked },
      count: (name) => counts.get(name) ?? 0,
      tell(jenis, message) {
        const event = {
          id: `per_${String(events.length).padStart(20, '0')}`,
          jenis,
          perihal: null,
          data: { pesan: message },
        };
        events.push(event, event);
      },
    }),
  );
}

/** The cursor is the count of events before it. Pages are small, so that a run needs several. */
function feedPage(events: readonly unknown[], searchParams: URLSearchParams): Page {
  const from = Number(searchParams.get('sejak') ?? '0');
  const data = events.slice(from, from + 5);
  return { status: 200, body: { data, halaman: { berikutnya: String(from + data.length) } } };
}
