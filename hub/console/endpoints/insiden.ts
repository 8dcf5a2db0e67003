import { Problem } from '../../api/problems.ts';
import type { Standing } from '../../health/availability.ts';
import { timelineOf } from '../../health/outages.ts';
import type { IncidentEntry } from '../../store/health.ts';
import type { Incident } from '../../store/releases.ts';
import type { Store } from '../../store/store.ts';
import { type Endpoint, endpoint } from '../endpoint.ts';
import type { Topic } from '../live.ts';
import type { Insiden } from '../views/insiden.ts';
import { insidenOf } from './ringkasan.ts';

export interface InsidenParts {
  readonly store: Pick<Store, 'releases' | 'health'>;
  readonly standing: () => readonly Standing[];
  readonly now: () => Date;
}

const MOST = 200;
const LONGEST_NOTE = 2000;

export function createInsiden(parts: InsidenParts) {
  const { store, now } = parts;
  const list = async (filter: { open?: boolean; instance?: string }) => {
    const incidents = await store.releases.incidents({ ...filter, limit: MOST });
    const entries = await entriesOf(incidents);
    return incidents.map((one) => insidenOf(one, entries));
  };
  const entriesOf = async (incidents: readonly Incident[]) =>
    incidents.length === 0 ? [] : store.health.entries(incidents.map(({ id }) => id));

  async function found(id: string | undefined): Promise<Incident> {
    const [incident] = await store.releases.incidentsById([id ?? '']);
    if (!incident) throw new Problem('tidak-ditemukan', { detail: 'Tidak ada insiden dengan nomor ini.' });
    return incident;
  }

  async function say(id: string | undefined, entry: Pick<IncidentEntry, 'kind' | 'by' | 'text'>): Promise<void> {
    const incident = await found(id);
    await store.health.addEntry({ incident: incident.id, at: now().getTime(), ...entry });
  }

  const topic: Topic = async () => ({ value: await list({}) });
  const endpoints: readonly Endpoint[] = [
    endpoint({
      method: 'GET',
      path: '/insiden',
      role: 'pengamat',
      query: ['terbuka', 'instansi'],
      run: ({ query: { terbuka, instansi } }) =>
        list({
          ...(terbuka === undefined ? {} : { open: terbuka === 'ya' }),
          ...(instansi === undefined ? {} : { instance: instansi }),
        }),
    }),
    endpoint({
      method: 'GET',
      path: '/insiden/:id',
      role: 'pengamat',
      async run({ params }) {
        const incident = await found(params.id);
        return wholeOf(incident, await entriesOf([incident]), parts);
      },
    }),
    endpoint({
      method: 'POST',
      path: '/insiden/:id/diketahui',
      role: 'operator',
      action: 'insiden-diketahui',
      about: ({ params }) => params.id ?? '',
      run: ({ params, operator }) => say(params.id, { kind: 'acknowledged', by: operator.name, text: '' }),
    }),
    endpoint<{ teks: string }>({
      method: 'POST',
      path: '/insiden/:id/catatan',
      role: 'operator',
      action: 'insiden-catatan',
      about: ({ params }) => params.id ?? '',
      body: {
        type: 'object',
        additionalProperties: false,
        required: ['teks'],
        properties: { teks: { type: 'string', minLength: 1, maxLength: LONGEST_NOTE } },
      },
      run: ({ params, operator, body }) => say(params.id, { kind: 'note', by: operator.name, text: body.teks }),
    }),
  ];
  return { endpoints, topics: { insiden: topic } };
}

function wholeOf(incident: Incident, entries: readonly IncidentEntry[], { standing }: InsidenParts): Insiden {
  const { instance, operation, detail } = incident;
  const above = standing().filter((one) => one.instance === instance && one.operation === operation);
  return {
    ...insidenOf(incident, entries),
    layanan: [...new Set(above.map(({ service }) => service))].sort(),
    langkah: timelineOf(incident, entries).map(({ at, kind, by, text }) => ({
      ...{ pada: at, jenis: kind, oleh: by, teks: text },
    })),
    rincian: linesOf(JSON.parse(detail) as Detail),
  };
}

interface Detail {
  readonly tidakCocok?: readonly { readonly path: string; readonly expected: string; readonly got: string }[];
  readonly kesalahan?: readonly { readonly file: string; readonly path: string; readonly reason: string }[];
}

function linesOf({ tidakCocok = [], kesalahan = [] }: Detail): readonly string[] {
  return [
    ...tidakCocok.map(({ path, expected, got }) => `${path}: ${expected} → ${got}`),
    ...kesalahan.map(({ file, path, reason }) => [file, path, reason].filter(Boolean).join(': ')),
  ];
}
