import { Problem } from '../../api/problems.ts';
import { withoutLongNumbers } from '../../identifiers/without-long-numbers.ts';
import type { LaneView, Relay } from '../../relay/relay.ts';
import type { LaneStanding } from '../../store/forwarding.ts';
import { type ConsoleRequest, type Endpoint, endpoint } from '../endpoint.ts';
import type { Topic } from '../live.ts';
import type { Standing } from '../standing.ts';
import type { Jalur } from '../views/jalur.ts';

/** A lane and what is behind its name. */
export type NamedLane = Pick<Jalur, 'nama' | 'jenis' | 'instansi' | 'operasi' | 'layanan'>;

export interface JalurParts {
  readonly relay: Pick<Relay, 'lanes' | 'laneOf' | 'pause' | 'open'>;
  readonly standing: Standing;
  /** What something can go into, whether it ever did or not. */
  readonly configured: () => readonly string[];
  readonly named: (lane: string) => NamedLane;
  /** Somebody says that the address of a lane is mended. */
  readonly mended: (lane: string) => void;
  readonly now: () => Date;
}

export const KEADAAN_JALUR = { open: 'terbuka', held: 'tertahan', paused: 'dijeda' } as const;
const NOTHING = { waiting: 0, oldestAt: null, refused: 0, unsure: 0 };

export function createJalur(parts: JalurParts) {
  const { relay, standing, configured, named, mended, now } = parts;

  async function all(): Promise<readonly Jalur[]> {
    const there = await standing();
    const views = new Map(relay.lanes().map((view) => [view.lane, view]));
    const names = new Set([...configured(), ...views.keys(), ...there.keys()]);
    return [...names].sort().map((name) => {
      const view = views.get(name) ?? relay.laneOf(name);
      return jalurOf(named(name), view, there.get(name), now().getTime());
    });
  }

  async function known({ params }: ConsoleRequest): Promise<LaneView> {
    const name = params.jalur ?? '';
    const there = configured().includes(name) || relay.lanes().some(({ lane }) => lane === name);
    if (!there) throw new Problem('tidak-ditemukan', { detail: 'Tidak ada jalur dengan nama ini.' });
    return relay.laneOf(name);
  }

  const topic: Topic = async () => {
    const value = await all();
    const urgent = value.map(({ nama, keadaan, alasan, sejak }) => [nama, keadaan, alasan, sejak]);
    return { value, urgent: JSON.stringify(urgent) };
  };

  const about = ({ params }: { readonly params: ConsoleRequest['params'] }) => (params.jalur ?? '').slice(0, 100);
  const endpoints: readonly Endpoint[] = [
    endpoint({ method: 'GET', path: '/antrean/jalur', role: 'pengamat', run: all }),
    endpoint<{ alasan: string }>({
      method: 'PUT',
      path: '/antrean/jalur/:jalur/jeda',
      role: 'operator',
      action: 'jalur-jeda',
      about,
      body: {
        type: 'object',
        additionalProperties: false,
        required: ['alasan'],
        properties: { alasan: { type: 'string', minLength: 3, maxLength: 200 } },
      },
      async run(request) {
        const { lane } = await known(request);
        await relay.pause(lane, withoutLongNumbers(request.body.alasan.trim()));
      },
    }),
    endpoint({
      method: 'POST',
      path: '/antrean/jalur/:jalur/buka',
      role: 'operator',
      action: 'jalur-buka',
      about,
      async run(request) {
        const { lane, state } = await known(request);
        if (state === 'held') mended(lane);
        await relay.open(lane);
      },
    }),
  ];
  return { endpoints, topics: { antrean: topic } };
}

function jalurOf(name: NamedLane, view: LaneView, standing: Omit<LaneStanding, 'lane'> = NOTHING, now: number): Jalur {
  const { state, reason, since, until, perSecond, emptyAt, waiting: open } = view;
  const { waiting, oldestAt, refused, unsure } = standing;
  return {
    ...name,
    keadaan: KEADAAN_JALUR[state],
    alasan: reason,
    sejak: since,
    cobaLagiPada: state === 'held' ? until : null,
    menunggu: waiting,
    ditolak: refused,
    tidakPasti: unsure,
    tertuaPada: oldestAt,
    perDetik: perSecond,
    // the relay's guess is for all that is open; what waits for somebody's word takes no time
    kosongPada:
      emptyAt === null || waiting === 0
        ? null
        : Math.round(now + ((emptyAt - now) * waiting) / Math.max(waiting, open)),
  };
}
