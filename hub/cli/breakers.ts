import { reasonOf } from '../releases/words.ts';
import type { BreakerWord } from '../store/breakers.ts';
import { CommandError } from './command-error.ts';
import { instantOf } from './instant.ts';
import { whoSaysSo } from './release-activate.ts';
import { groundOf, operationNames } from './release-ground.ts';
import { table } from './table.ts';
import { type ConfigOption, withStore } from './with-store.ts';

/** Those that a person holds, and since when. */
export async function listBreakers(options: ConfigOption): Promise<void> {
  await withStore(options, async ({ breakers }) => {
    const held = (await breakers.words()).filter(({ to }) => to !== 'auto');
    if (held.length === 0) {
      process.stdout.write('every breaker decides by itself\n');
      return;
    }
    const rows = held.map(({ instance, operation, to, since, by, reason }) => [
      ...[instance, operation, to === 'open' ? 'held open' : 'held closed'],
      ...[instantOf(since), by, reason],
    ]);
    process.stdout.write(table([['instance', 'operation', 'breaker', 'since', 'by', 'because'], ...rows]));
  });
}

const FROM_NOW_ON: Readonly<Record<BreakerWord['to'], string>> = {
  open: 'is not asked from within a second on: reads are answered from what is kept, and what is handed over waits',
  closed: 'is asked from within a second on, whatever fails',
  auto: 'has a breaker that decides by itself, from within a second on',
};

/** Says it to a hub that runs on this data, or to the next one that starts. */
export async function holdBreaker(
  to: BreakerWord['to'],
  instance: string,
  operation: string,
  options: ConfigOption & { readonly reason?: string },
): Promise<void> {
  const reason = reasonOf(options.reason ?? '').trim();
  if (to !== 'auto' && reason === '') throw new CommandError('say why: --reason <text>', 2);
  await withStore(options, async (store, ground) => {
    operationNames(await groundOf(store, ground), instance, [operation]);
    await store.breakers.say({ instance, operation, to, since: Date.now(), by: whoSaysSo(), reason });
    process.stdout.write(`${instance} ${operation} ${FROM_NOW_ON[to]}\n`);
  });
}
