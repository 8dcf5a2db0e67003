import { Problem } from '../../api/problems.ts';
import type { Standing } from '../../health/availability.ts';
import type { Card, OperationCard, WindowView } from '../../health/cards.ts';
import { type ChartSpan, callChart } from '../../health/charts.ts';
import type { Store } from '../../store/store.ts';
import { type ConsoleRequest, type Endpoint, endpoint } from '../endpoint.ts';
import type { Topic } from '../live.ts';
import type { Grafik, Jendela, Konektor, Operasi, Setelan } from '../views/konektor.ts';
import { kartuOf, rounded } from './ringkasan.ts';

export interface KonektorParts {
  readonly store: Pick<Store, 'health'>;
  readonly cards: () => readonly Card[];
  readonly standing: () => readonly Standing[];
  /** Settings of an instance as they may be shown. */
  readonly settingsOf: (instance: string) => readonly Setelan[];
  readonly now: () => Date;
}

const SPANS: readonly ChartSpan[] = ['1h', '24h', '7d', '30d', '1y'];

export function createKonektor(parts: KonektorParts) {
  const { store, cards, standing, settingsOf, now } = parts;
  const cardOf = (instance: string) => {
    const card = cards().find((one) => one.instance === instance);
    if (!card) throw new Problem('tidak-ditemukan', { detail: `Tidak ada konektor bernama "${instance}".` });
    return card;
  };
  const viewOf = (card: Card): Konektor => ({
    kartu: kartuOf(card),
    operasi: card.operations.map(operasiOf),
    layanan: [...new Set(standing().flatMap((one) => (one.instance === card.instance ? [one.service] : [])))].sort(),
  });

  async function chart({ params, query }: ConsoleRequest): Promise<Grafik> {
    const { instance } = cardOf(params.instance ?? '');
    const span = SPANS.find((one) => one === (query.rentang ?? '1h'));
    if (!span) throw new Problem('permintaan-tidak-sah', { detail: `Rentang: ${SPANS.join(', ')}.` });
    const { operasi } = query;
    const asked = { span, instance, now: now(), ...(operasi === undefined ? {} : { operation: operasi }) };
    const points = await callChart(store.health, asked);
    return {
      rentang: span,
      titik: points.map(({ at, counts, p50, p95, p99 }) => ({
        pada: at.getTime(),
        hasil: Object.fromEntries(Object.entries(counts).filter(([, count]) => count > 0)),
        ...{ p50: rounded(p50), p95: rounded(p95), p99: rounded(p99) },
      })),
    };
  }

  const topic: Topic = () => {
    const value = cards().map(viewOf);
    const urgent = value.flatMap(({ operasi }) => operasi.map(({ jendela: _figures, ...one }) => one));
    return { value, urgent: JSON.stringify(urgent) };
  };
  const endpoints: readonly Endpoint[] = [
    endpoint({
      method: 'GET',
      path: '/konektor/:instance',
      role: 'pengamat',
      run: async ({ params }) => viewOf(cardOf(params.instance ?? '')),
    }),
    endpoint({
      method: 'GET',
      path: '/konektor/:instance/grafik',
      role: 'pengamat',
      query: ['rentang', 'operasi'],
      run: chart,
    }),
    endpoint({
      method: 'GET',
      path: '/konektor/:instance/setelan',
      role: 'operator',
      run: async ({ params }) => settingsOf(cardOf(params.instance ?? '').instance),
    }),
  ];
  return { endpoints, topics: { konektor: topic } };
}

function operasiOf({ operation, keadaan, alasan, state, windows }: OperationCard): Operasi {
  const { hold, forced } = state;
  return {
    ...{ nama: operation, keadaan, alasan, rilis: state.release, kandidat: state.candidates, dipatok: state.pinned },
    pemutus: state.breaker,
    dipegang: forced ? { ke: forced.to === 'open' ? 'buka' : 'tutup', oleh: forced.by, alasan: forced.reason } : null,
    tertahan: hold
      ? {
          alasan: hold.fault.reason ?? hold.fault.trouble,
          sejak: hold.since.toISOString(),
          sampai: hold.until.toISOString(),
        }
      : null,
    sisaKuota: state.quotaLeft ?? null,
    jendela: windows.map(jendelaOf),
  };
}

function jendelaOf({ minutes, perSecond, verdicts, errorShare, p50, p95, p99 }: WindowView): Jendela {
  return {
    menit: minutes,
    perDetik: Math.round(perSecond * 100) / 100,
    panggilan: Object.values(verdicts).reduce((sum, count) => sum + count, 0),
    bagianGagal: errorShare ?? null,
    ...{ p50: rounded(p50), p95: rounded(p95), p99: rounded(p99) },
  };
}
