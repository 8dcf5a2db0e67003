import { Problem } from '../../api/problems.ts';
import { langgananOf } from '../../api/subscription-view.ts';
import { newId } from '../../identifiers/new-id.ts';
import { type EventBody, webhookLane } from '../../relay/announcements.ts';
import type { Payloads } from '../../relay/payloads.ts';
import type { Relay } from '../../relay/relay.ts';
import type { Subscriptions } from '../../relay/subscriptions.ts';
import type { WebhookDestinations } from '../../relay/webhook-destination.ts';
import type { StoredSubscription } from '../../store/events.ts';
import type { Store } from '../../store/store.ts';
import { type ConsoleRequest, type Endpoint, endpoint } from '../endpoint.ts';
import type { AlamatLangganan, HalamanKiriman, HasilUji } from '../views/langganan.ts';
import { activeApplication } from './aplikasi.ts';
import { alamatFor, kirimanOf } from './langganan-words.ts';

export interface AplikasiLanggananParts {
  readonly store: Pick<Store, 'applications' | 'messages'>;
  readonly subscriptions: Pick<Subscriptions, 'of' | 'find' | 'remove'>;
  readonly relay: Pick<Relay, 'laneOf' | 'pause' | 'open'>;
  readonly webhooks: Pick<WebhookDestinations, 'trial' | 'reasonOf' | 'mended'>;
  readonly payloads: Pick<Payloads, 'open'>;
  readonly now: () => Date;
}

const AT = '/aplikasi/:id/langganan/:langganan';
const PER_PAGE = 50;
export const TEST_KIND = 'langganan.uji';

/** Where an application is told of events, and what came of telling it. */
export function createAplikasiLangganan(parts: AplikasiLanggananParts): readonly Endpoint[] {
  const { store, subscriptions, relay, webhooks, payloads, now } = parts;

  async function own({ params }: Pick<ConsoleRequest, 'params'>): Promise<StoredSubscription> {
    const found = await subscriptions.find(params.langganan ?? '');
    if (found && found.application === params.id) return found;
    throw new Problem('tidak-ditemukan', { detail: 'Aplikasi ini tidak mempunyai alamat dengan nomor itu.' });
  }

  async function list({ params, operator }: ConsoleRequest): Promise<readonly AlamatLangganan[]> {
    return subscriptions.of(params.id ?? '').map((subscription) => {
      const view = langgananOf(subscription, { relay, webhooks, now });
      return { ...view, alamat: alamatFor(operator.role, view.alamat) };
    });
  }

  async function deliveries(request: ConsoleRequest): Promise<HalamanKiriman> {
    const { id } = await own(request);
    const before = cursorOf(request.query.sebelum);
    const messages = await store.messages.list({
      ...{ lane: webhookLane(id), service: '', limit: PER_PAGE + 1 },
      ...(before === undefined ? {} : { before }),
    });
    const page = messages.slice(0, PER_PAGE);
    const last = page.at(-1);
    return {
      kiriman: page.map((message) => kirimanOf(message, payloads)),
      berikutnya: messages.length > PER_PAGE && last ? last.sequence : null,
    };
  }

  async function test(request: ConsoleRequest): Promise<HasilUji> {
    await activeApplication(request.params.id ?? '', store);
    const subscription = await own(request);
    const event = testEvent(subscription.id, now());
    const { status = null, tookMs, reason = '' } = await webhooks.trial(subscription, { ...event }, request.signal);
    return { diterima: reason === '', status, lamaMs: tookMs, sebab: reason };
  }

  async function pause(request: ConsoleRequest<{ alasan: string }>): Promise<void> {
    const { id } = await own(request);
    await relay.pause(webhookLane(id), request.body.alasan.trim() || 'dijeda Diskominfo');
  }

  async function open(request: ConsoleRequest): Promise<void> {
    const { id } = await own(request);
    webhooks.mended(id);
    await relay.open(webhookLane(id));
  }

  async function remove(request: ConsoleRequest): Promise<void> {
    const { id } = await own(request);
    await subscriptions.remove(id);
    await relay.open(webhookLane(id)); // what waits ends at once, unsent: the feed has it
  }

  const about = ({ params }: Pick<ConsoleRequest, 'params'>) => params.langganan ?? '';
  return [
    endpoint({ method: 'GET', path: '/aplikasi/:id/langganan', role: 'pengamat', run: list }),
    endpoint({ method: 'GET', path: `${AT}/kiriman`, role: 'pengamat', query: ['sebelum'], run: deliveries }),
    endpoint({ method: 'POST', path: `${AT}/uji`, role: 'operator', action: 'langganan-uji', about, run: test }),
    endpoint<{ alasan: string }>({
      ...{ method: 'POST', path: `${AT}/jeda`, role: 'admin', action: 'langganan-jeda', about, run: pause },
      body: {
        ...{ type: 'object', additionalProperties: false, required: ['alasan'] },
        properties: { alasan: { type: 'string', maxLength: 200 } },
      },
    }),
    endpoint({ method: 'POST', path: `${AT}/buka`, role: 'admin', action: 'langganan-buka', about, run: open }),
    endpoint({ method: 'DELETE', path: AT, role: 'admin', action: 'langganan-hapus', about, run: remove }),
  ];
}

/** As any other, and in no feed: whoever keeps events knows it by its kind. */
function testEvent(subscription: string, at: Date): EventBody {
  return {
    id: newId('per', at.getTime()),
    jenis: TEST_KIND,
    pada: at.toISOString(),
    perihal: { jenis: 'langganan', id: subscription },
    data: { langganan: subscription },
  };
}

function cursorOf(given: string | undefined): number | undefined {
  if (given === undefined) return undefined;
  if (/^\d{1,15}$/.test(given)) return Number(given);
  throw new Problem('permintaan-tidak-sah', {
    detail: 'Alamat berisi parameter yang tidak dikenal.',
    mistakes: [{ di: 'sebelum', masalah: 'bukan nomor dari jawaban sebelumnya' }],
  });
}
