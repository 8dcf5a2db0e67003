import { webhookLane } from '../relay/announcements.ts';
import { forwards } from '../services/services.ts';
import type { LaneState } from '../store/forwarding.ts';
import type { Store } from '../store/store.ts';
import { CommandError } from './command-error.ts';
import type { Ground } from './ground.ts';
import { instantOf } from './instant.ts';
import { table } from './table.ts';
import { type ConfigOption, withStore } from './with-store.ts';

/** Every lane that has something waiting or is not open. */
export async function listLanes(options: ConfigOption): Promise<void> {
  await withStore(options, async ({ messages }) => {
    const waiting = await messages.waiting();
    const states = new Map((await messages.lanes()).map((state) => [state.lane, state]));
    const names = [...new Set([...waiting.keys(), ...states.keys()])].sort();
    if (names.length === 0) {
      process.stdout.write('nothing waits, and every lane is open\n');
      return;
    }
    const rows = names.map((name) => [name, ...stateOf(states.get(name)), String(waiting.get(name) ?? 0)]);
    process.stdout.write(table([['lane', 'state', 'since', 'tried again', 'waiting'], ...rows]));
  });
}

function stateOf(state: LaneState | undefined): readonly string[] {
  if (!state) return ['open', '', ''];
  const until = state.until === null ? 'when opened' : state.until === 0 ? 'now' : instantOf(state.until);
  return [`${state.state}: ${state.reason}`, instantOf(state.since), until];
}

export async function pauseLane(lane: string, reason: string, options: ConfigOption): Promise<void> {
  await withStore(options, async (store, ground) => {
    await checkKnown(lane, store, ground);
    await store.messages.putLane({ lane, state: 'paused', reason, since: Date.now(), until: null });
    process.stdout.write(`${lane} sends nothing from within a second on; what is accepted waits\n`);
  });
}

export async function openLane(lane: string, options: ConfigOption): Promise<void> {
  await withStore(options, async (store, ground) => {
    await checkKnown(lane, store, ground);
    const { messages } = store;
    const there = (await messages.lanes()).find((state) => state.lane === lane);
    if (!there) throw new CommandError(`the lane "${lane}" is open`, 1);
    await messages.putLane({ ...there, state: 'held', until: 0 }); // a running hub takes this as "now"
    process.stdout.write(`${lane} is tried again within a second\n`);
  });
}

/** A lane is known by what waits in it, by what was said about it, or by what could go into it: a slip of the pen is not. */
async function checkKnown(lane: string, { messages, subscriptions }: Store, ground: Ground): Promise<void> {
  const used = [...(await messages.waiting()).keys(), ...(await messages.lanes()).map((state) => state.lane)];
  const addresses = (await subscriptions.list()).map(({ id }) => webhookLane(id));
  const configured = configuredLanes(ground);
  if ([...used, ...addresses, ...configured].includes(lane)) return;
  const known = [...new Set([...configured, ...used])].sort().map((name) => `"${name}"`);
  throw new CommandError(`there is no lane "${lane}"; there are ${known.join(', ')}`, 2);
}

function configuredLanes({ good }: Ground): readonly string[] {
  return Object.entries(good.config.instances).flatMap(([name, instance]) =>
    forwards.filter(({ connector }) => connector === instance.connector).map(({ operation }) => `${name} ${operation}`),
  );
}
