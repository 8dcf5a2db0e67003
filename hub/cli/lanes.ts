import type { LaneState, MessageStore } from '../store/forwarding.ts';
import { CommandError } from './command-error.ts';
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
  const until = state.until === null ? 'when opened' : isoOf(state.until);
  return [`${state.state}: ${state.reason}`, isoOf(state.since), until];
}

export async function pauseLane(lane: string, reason: string, options: ConfigOption): Promise<void> {
  await withStore(options, async ({ messages }) => {
    await checkKnown(lane, messages);
    await messages.putLane({ lane, state: 'paused', reason, since: Date.now(), until: null });
    process.stdout.write(`${lane} sends nothing from within a second on; what is accepted waits\n`);
  });
}

export async function openLane(lane: string, options: ConfigOption): Promise<void> {
  await withStore(options, async ({ messages }) => {
    await checkKnown(lane, messages);
    const there = (await messages.lanes()).find((state) => state.lane === lane);
    if (!there) throw new CommandError(`the lane "${lane}" is open`, 1);
    await messages.putLane({ ...there, state: 'held', until: 0 }); // a running hub takes this as "now"
    process.stdout.write(`${lane} is tried again within a second\n`);
  });
}

/** A lane is known by what waits in it or by what was said about it. */
async function checkKnown(lane: string, messages: MessageStore): Promise<void> {
  const known = [...(await messages.waiting()).keys(), ...(await messages.lanes()).map((state) => state.lane)];
  if (known.includes(lane) || /^[a-z][a-z0-9-]* [a-z][a-z0-9-]*$/.test(lane)) return;
  throw new CommandError(`"${lane}" is no lane: instance and operation in one text, as in "lapor laporan-kirim"`, 2);
}

function isoOf(at: number): string {
  return new Date(at).toISOString().slice(0, 19).replace('T', ' ');
}
