import { newId } from '../identifiers/new-id.ts';
import type { NewEvent, StoredSubscription } from '../store/events.ts';
import type { Claimed } from '../store/forwarding.ts';
import type { NewMessage, Told as Written } from '../store/new-message.ts';
import type { Traces } from '../traces/traces.ts';
import type { Decision } from './decision.ts';
import type { Payloads, Seals } from './payloads.ts';

/** What happened, before it is put into words for one application. */
export interface Happening {
  readonly kind: string;
  readonly application: string;
  readonly about: string;
  readonly at: number;
  /** Never more personal than an id and a state: whoever is told asks for the rest within its scope. */
  readonly data: Readonly<Record<string, unknown>>;
}

/** An event as it is read from the feed and sent to addresses. */
export interface EventBody {
  readonly id: string;
  readonly jenis: string;
  readonly pada: string;
  readonly perihal: { readonly jenis: string; readonly id: string } | null;
  readonly data: Readonly<Record<string, unknown>>;
}

export interface Told {
  readonly events: readonly NewEvent[];
  /** One per address of the application that wants to know. */
  readonly messages: readonly NewMessage[];
}

/** Happenings in words, not yet written. */
export interface Announced {
  readonly told: Written;
  /** To be called once they are on the disk: whoever waits is woken. */
  readonly written: () => void;
}

export interface Announcements {
  of(happening: Happening): Told;
  ofMessage(message: Named, decision: Decision, at: number): Told;
  /** `reason`: of the person who did it; an application that did it itself is told of its own doing. */
  ofCancelled(message: Named, at: number, reason: string | undefined): Told;
}

type Named = Pick<Claimed, 'id' | 'application' | 'service' | 'about'>;

export interface AnnouncementParts {
  readonly sealing: Seals;
  readonly payloads: Payloads;
  readonly keyedHash: (text: string) => string;
  readonly subscriptionsOf: (application: string) => readonly StoredSubscription[];
  readonly traces: Traces;
}

export const WEBHOOKS = 'aplikasi';

export function webhookLane(subscription: string): string {
  return `${WEBHOOKS} ${subscription}`;
}

export function createAnnouncements(parts: AnnouncementParts): Announcements {
  const { sealing, payloads, keyedHash, subscriptionsOf, traces } = parts;

  const of = ({ kind, application, about, at, data }: Happening): Told => {
    const id = newId('per', at);
    const body: EventBody = { id, jenis: kind, pada: new Date(at).toISOString(), perihal: aboutOf(about), data };
    const event: NewEvent = {
      id,
      application,
      kind,
      at,
      about,
      sealed: sealing.seal(JSON.stringify(body), `event ${id}`),
    };
    const wanting = subscriptionsOf(application).filter(
      (one) => (one.kinds.includes('*') || one.kinds.includes(kind)) && !isAbout(one, kind, about),
    );
    const messages = wanting.map((subscription): NewMessage => {
      const message = newId('psn', at);
      return {
        id: message,
        lane: webhookLane(subscription.id),
        orderingKey: about === '' ? '' : keyedHash(`webhook ${subscription.id} ${about}`),
        service: '',
        application: '',
        about: '',
        idempotencyKey: null,
        bodyHash: '',
        acceptedAt: at,
        sealed: payloads.seal(message, { ...body }),
        trace: traces.traceparent(),
      };
    });
    return { events: [event], messages };
  };

  return {
    of,
    ofMessage({ id, application, service, about }, decision, at) {
      if (decision.to === 'again') return NOTHING;
      const refusal =
        decision.to === 'refused'
          ? { kode: decision.code ?? null, alasan: decision.reason?.slice(0, 300) ?? null }
          : decision.to === 'unsure'
            ? { alasan: decision.reason }
            : {};
      const data = { pesan: id, layanan: service, ...refusal };
      return of({ kind: KIND[decision.to], application, about: about || `pesan ${id}`, at, data });
    },
    ofCancelled({ id, application, service, about }, at, reason) {
      if (application === '') return NOTHING; // a webhook: its event stays in the feed
      const data = { pesan: id, layanan: service, ...(reason === undefined ? {} : { alasan: reason }) };
      return of({ kind: 'pesan.dibatalkan', application, about: about || `pesan ${id}`, at, data });
    },
  };
}

const NOTHING: Told = { events: [], messages: [] };
const KIND = { delivered: 'pesan.terkirim', refused: 'pesan.ditolak', unsure: 'pesan.tidak-pasti' } as const;

/** An address that does not work is not told so at that address. */
function isAbout({ id }: StoredSubscription, kind: string, about: string): boolean {
  return kind === 'langganan.tertahan' && about === `langganan ${id}`;
}

/** `laporan lpr_...` */
export function aboutOf(about: string): EventBody['perihal'] {
  const space = about.indexOf(' ');
  return space < 0 ? null : { jenis: about.slice(0, space), id: about.slice(space + 1) };
}
