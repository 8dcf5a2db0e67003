import type { Card } from '../../health/cards.ts';
import type { IncidentEntry } from '../../store/health.ts';
import type { Incident } from '../../store/releases.ts';
import type { Store } from '../../store/store.ts';
import { type Endpoint, endpoint } from '../endpoint.ts';
import type { Topic } from '../live.ts';
import type { InsidenSingkat, Kartu, Ringkasan } from '../views/ringkasan.ts';

export interface RingkasanParts {
  readonly store: Pick<Store, 'releases' | 'health'>;
  readonly cards: () => readonly Card[];
  /** Sentences about the hub itself. */
  readonly remarks: () => readonly string[];
}

const MOST_OPEN = 20;

export function createRingkasan(parts: RingkasanParts) {
  const look = () => ringkasanOf(parts);
  const topic: Topic = async () => {
    const value = await look();
    return { value, urgent: urgentOf(value) };
  };
  const endpoints: readonly Endpoint[] = [endpoint({ method: 'GET', path: '/ringkasan', role: 'pengamat', run: look })];
  return { endpoints, topics: { ringkasan: topic } };
}

async function ringkasanOf({ store, cards, remarks }: RingkasanParts): Promise<Ringkasan> {
  const incidents = await store.releases.incidents({ open: true, limit: MOST_OPEN });
  const entries = incidents.length === 0 ? [] : await store.health.entries(incidents.map(({ id }) => id));
  return {
    kartu: cards().map(kartuOf),
    insiden: incidents.map((one) => insidenOf(one, entries)),
    catatan: remarks(),
  };
}

/** What nobody should hear of seconds late. Figures move all the time. */
function urgentOf({ kartu, insiden, catatan }: Ringkasan): string {
  return JSON.stringify([kartu.map(({ instansi, keadaan, alasan }) => [instansi, keadaan, alasan]), insiden, catatan]);
}

export function kartuOf(card: Card): Kartu {
  return {
    instansi: card.instance,
    konektor: card.connector,
    keadaan: card.keadaan,
    alasan: card.alasan,
    panggilan: card.hour.map(({ calls }) => calls),
    galat: card.hour.map(({ errors }) => errors),
    p95: rounded(card.p95),
    bagianGagal: card.errorShare ?? null,
    bagianUsang: card.staleShare ?? null,
    menunggu: card.waiting,
    sisaKuota: card.quotaLeft ?? null,
    jamMelesetMs: card.peer.skewMs === undefined ? null : Math.round(card.peer.skewMs / 1000) * 1000,
    sertifikatSampai: card.peer.certificateUntil?.toISOString() ?? null,
  };
}

export function rounded(milliseconds: number | undefined): number | null {
  return milliseconds === undefined ? null : Math.round(milliseconds * 10) / 10;
}

export function insidenOf(incident: Incident, entries: readonly IncidentEntry[]): InsidenSingkat {
  const { id, kind, instance, operation, openedAt, closedAt, detail } = incident;
  const own = entries.filter((entry) => entry.incident === id);
  return {
    ...{ id, jenis: kind, instansi: instance, operasi: operation, sejak: openedAt, selesai: closedAt },
    sebab: causeOf(detail, own),
    diketahui: own.some((entry) => entry.kind === 'acknowledged'),
  };
}

/** The newest cause; what the hub wrote at its opening where none came after. */
function causeOf(detail: string, entries: readonly IncidentEntry[]): string {
  const newest = entries.findLast(({ kind }) => kind === 'cause');
  if (newest) return newest.text;
  const { sebab, alasan, dari, ke } = JSON.parse(detail) as Readonly<Record<string, string | undefined>>;
  return [dari !== undefined && ke !== undefined ? `${dari} → ${ke}` : '', sebab ?? alasan ?? '']
    .filter(Boolean)
    .join('; ');
}
