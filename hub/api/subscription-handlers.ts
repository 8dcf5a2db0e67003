import type { Langganan } from '../../openapi/generated/types.ts';
import { webhookLane } from '../relay/announcements.ts';
import type { Relay } from '../relay/relay.ts';
import { MOST_PER_APPLICATION, type Subscriptions } from '../relay/subscriptions.ts';
import { type AddressRules, faultOfNamedAddress, type Resolve } from '../relay/webhook-address.ts';
import type { WebhookDestinations } from '../relay/webhook-destination.ts';
import type { StoredSubscription } from '../store/events.ts';
import { type AdmissionEdge, type Admitted, admit } from './admission.ts';
import type { ApiOperation } from './document.ts';
import { createFeedHandler, type FeedParts } from './feed-handler.ts';
import { answerJson } from './json-answer.ts';
import { Problem } from './problems.ts';
import type { EdgeRequest, Handler } from './read-handler.ts';
import { langgananOf } from './subscription-view.ts';
import type { Checked, RawRequest } from './validation.ts';

export interface SubscriptionParts extends Omit<FeedParts, 'relay'> {
  readonly edge: AdmissionEdge;
  readonly operations: ReadonlyMap<string, ApiOperation>;
  readonly checkOf: (operation: ApiOperation) => (request: RawRequest) => Checked;
  readonly subscriptions: Subscriptions;
  readonly relay: Pick<Relay, 'laneOf' | 'open' | 'nextEvent'>;
  readonly webhooks: Pick<WebhookDestinations, 'reasonOf' | 'mended'>;
  readonly addressRules: AddressRules;
  readonly resolve?: Resolve;
}

/** What the hub tells an application: at its addresses, and in its feed. It sees its own and nobody else's. */
export function subscriptionHandlers(parts: SubscriptionParts): ReadonlyMap<string, Handler> {
  const { edge, operations, checkOf, subscriptions, relay, webhooks, addressRules, resolve } = parts;
  type Run = (request: EdgeRequest, admitted: Admitted) => Promise<void>;
  const handler = (id: string, run: Run): [string, Handler] => {
    const operation = operations.get(id);
    if (!operation) throw new Error(`openapi/simpul.yaml has no operation "${id}"`);
    const check = checkOf(operation);
    return [id, async (request) => run(request, await admit(request, operation, check, edge, false))];
  };
  const own = async ({ application, params }: Admitted): Promise<StoredSubscription> => {
    const subscription = await subscriptions.find(String(params.id));
    if (subscription && subscription.application === application.id) return subscription;
    throw notFound();
  };
  const viewOf = (subscription: StoredSubscription, secret?: string): Langganan => ({
    ...langgananOf(subscription, { relay, webhooks, now: edge.now }),
    ...(secret === undefined ? {} : { rahasia: secret }),
  });

  return new Map<string, Handler>([
    handler('buatLangganan', async (request, { application, params }) => {
      const { alamat, jenis } = params as { alamat: string; jenis: readonly string[] };
      const fault = await faultOfNamedAddress(alamat, addressRules, resolve);
      if (fault !== undefined)
        throw new Problem('permintaan-tidak-sah', {
          detail: `Alamat ini tidak dapat dipakai: ${fault}.`,
          mistakes: [{ di: 'body.alamat', masalah: fault }],
        });
      const made = await subscriptions.create({ application: application.id, url: alamat, kinds: jenis });
      if (made.kind === 'full')
        throw new Problem('bentrok', {
          detail: `Aplikasi ini sudah mempunyai ${MOST_PER_APPLICATION} alamat. Hapus satu yang tidak dipakai lagi.`,
        });
      const { subscription, secret } = made;
      const headers = { Location: `/v1/langganan/${subscription.id}` };
      answerJson(request, 201, { data: viewOf(subscription, secret) }, headers);
    }),
    handler('daftarLangganan', async (request, { application, params }) => {
      const limit = Number(params.batas ?? 50);
      const before = params.kursor === undefined ? undefined : idOf(String(params.kursor));
      const newestFirst = subscriptions.of(application.id).toSorted((one, other) => (one.id < other.id ? 1 : -1));
      const found = newestFirst.filter(({ id }) => before === undefined || id < before);
      const page = found.slice(0, limit);
      const last = page.at(-1);
      const next = found.length > limit && last ? Buffer.from(last.id).toString('base64url') : null;
      answerJson(request, 200, { data: page.map((one) => viewOf(one)), halaman: { berikutnya: next } });
    }),
    handler('getLangganan', async (request, admitted) => {
      answerJson(request, 200, { data: viewOf(await own(admitted)) });
    }),
    handler('hapusLangganan', async (request, admitted) => {
      const subscription = await own(admitted);
      const view = viewOf(subscription);
      if (!(await subscriptions.remove(subscription.id))) throw notFound();
      // what waits ends at once instead of when the address would have been tried again
      if (view.menunggu > 0 || view.keadaan !== 'aktif') await relay.open(webhookLane(subscription.id));
      answerJson(request, 200, { data: view });
    }),
    handler('putarRahasia', async (request, admitted) => {
      const made = await subscriptions.rotate((await own(admitted)).id);
      if (made.kind === 'absent') throw notFound();
      answerJson(request, 200, { data: viewOf(made.subscription, made.secret) });
    }),
    handler('bukaLangganan', async (request, admitted) => {
      const subscription = await own(admitted);
      const lane = webhookLane(subscription.id);
      // what a person of the city paused is not the application's to open
      if (relay.laneOf(lane).state === 'held') {
        webhooks.mended(subscription.id);
        await relay.open(lane);
      }
      answerJson(request, 200, { data: viewOf(subscription) });
    }),
    handler('daftarPeristiwa', createFeedHandler(parts)),
  ]);
}

function idOf(cursor: string): string {
  const id = Buffer.from(cursor, 'base64url').toString();
  if (/^lgn_[0-9a-z]{16,40}$/.test(id)) return id;
  throw new Problem('permintaan-tidak-sah', {
    detail: 'Kursor ini bukan dari Simpul.',
    mistakes: [{ di: 'query.kursor', masalah: 'bukan kursor dari jawaban sebelumnya' }],
  });
}

function notFound(): Problem {
  return new Problem('tidak-ditemukan', { detail: 'Tidak ada langganan dengan nomor ini milik aplikasi Anda.' });
}
