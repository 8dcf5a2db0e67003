import { newId } from '../identifiers/new-id.ts';
import type { HealthStore } from '../store/health.ts';
import type { NoticeStore, StoredChannel } from '../store/notices.ts';
import type { ReleaseStore, WrittenIncident } from '../store/releases.ts';
import { contentOf, type Wording } from './notice-text.ts';
import { asksAnew, planOf, type Seen, startAt, type Told } from './plan.ts';

export interface LookParts {
  readonly store: Pick<NoticeStore, 'tell'>;
  readonly incidents: Pick<ReleaseStore, 'incidents' | 'incidentsAfter' | 'incidentsById' | 'lastIncidentSequence'>;
  readonly health: Pick<HealthStore, 'entries' | 'maintenance'>;
  readonly wording: Pick<Wording, 'servicesOn' | 'titleOf' | 'consoleUrl'>;
  readonly now: () => Date;
}

const AT_ONCE = 500;
const MOST_OPEN = 1000;

/**
 * Looks what happened since a channel was told last, and writes what it is to be told now. Of several processes that do so
 * at the same moment one is believed: each has seen one version of what was told, and changes that one or nothing.
 */
export async function lookFor(channel: StoredChannel, parts: LookParts): Promise<void> {
  const { store, wording, now } = parts;
  const before = channel.told === '' ? startAt(await parts.incidents.lastIncidentSequence()) : toldOf(channel.told);
  const seen = await seenFor(before, channel, parts);
  const { told, items, wasHeld } = planOf(before, channel, seen);
  const json = JSON.stringify(told);
  if (items.length === 0 && json === channel.told) return;
  const { id, version } = channel;
  const at = seen.at;
  const content = () => JSON.stringify(contentOf(items, { ...wording, now: at, wasHeld }));
  const notice = items.length === 0 ? {} : { notice: { id: newId('kbr', now().getTime()), at, content: content() } };
  await store.tell({ channel: id, version, told: json, ...notice });
}

async function seenFor(before: Told, channel: StoredChannel, { incidents, health, now }: LookParts): Promise<Seen> {
  const at = now().getTime();
  const open = asksAnew(before, channel) ? await incidents.incidents({ open: true, limit: MOST_OPEN }) : [];
  const written = await writtenAfter(before.readUpTo, incidents);
  // after those: where a new one is there, the end of the one before it is there as well
  const known = before.subjects.filter(({ closedAt }) => closedAt === null).map(({ incident }) => incident);
  const current = await incidents.incidentsById(known);
  const entries = await health.entries(known);
  const from = Math.min(at, ...written.map(({ openedAt }) => openedAt), ...open.map(({ openedAt }) => openedAt));
  const maintenance = await health.maintenance({ from, to: at + 1 });
  const taken = entries.filter(({ kind }) => kind === 'acknowledged').map(({ incident }) => incident);
  return { at, written, current, open, maintenance, acknowledged: new Set(taken) };
}

async function writtenAfter(
  sequence: number,
  { incidentsAfter }: LookParts['incidents'],
): Promise<readonly WrittenIncident[]> {
  const all: WrittenIncident[] = [];
  for (;;) {
    const some = await incidentsAfter(all.at(-1)?.sequence ?? sequence, AT_ONCE);
    all.push(...some);
    if (some.length < AT_ONCE) return all;
  }
}

function toldOf(json: string): Told {
  return JSON.parse(json) as Told;
}
