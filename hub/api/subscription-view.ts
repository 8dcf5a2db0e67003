import type { Langganan } from '../../openapi/generated/types.ts';
import { webhookLane } from '../relay/announcements.ts';
import type { Relay } from '../relay/relay.ts';
import type { WebhookDestinations } from '../relay/webhook-destination.ts';
import type { StoredSubscription } from '../store/events.ts';

export interface SubscriptionSurroundings {
  readonly relay: Pick<Relay, 'laneOf'>;
  readonly webhooks: Pick<WebhookDestinations, 'reasonOf'>;
  readonly now: () => Date;
}

/** An address as its application and the console see it. */
export function langgananOf(
  { id, url, kinds, createdAt }: StoredSubscription,
  { relay, webhooks, now }: SubscriptionSurroundings,
): Langganan {
  const { state, reason, since, waiting } = relay.laneOf(webhookLane(id));
  const why = webhooks.reasonOf(id) ?? WORDS[reason ?? ''] ?? 'alamat ini tidak menerima';
  return {
    id,
    alamat: url,
    jenis: [...kinds] as Langganan['jenis'],
    keadaan: STATES[state],
    alasan: state === 'open' ? null : state === 'paused' ? reason : `${why}${during(since, now().getTime())}`,
    sejak: state === 'open' || since === null ? null : new Date(since).toISOString(),
    menunggu: waiting,
    dibuatPada: new Date(createdAt).toISOString(),
  };
}

const STATES = { open: 'aktif', held: 'tertahan', paused: 'dijeda' } as const;

/** By the trouble a lane is held for, where this process has not tried the address itself. */
const WORDS: Readonly<Record<string, string>> = {
  unreachable: 'tidak dapat dihubungi',
  unanswered: 'tidak menjawab pada waktunya',
  throttled: 'membatasi kiriman',
  auth: 'menolak kiriman',
  unavailable: 'menjawab dengan galat',
};

const MINUTE_MS = 60_000;

function during(since: number | null, at: number): string {
  const minutes = since === null ? 0 : Math.floor((at - since) / MINUTE_MS);
  if (minutes < 1) return '';
  if (minutes < 120) return ` selama ${minutes} menit`;
  const hours = Math.floor(minutes / 60);
  return hours < 48 ? ` selama ${hours} jam` : ` selama ${Math.floor(hours / 24)} hari`;
}
