import { provisionalName } from '../facades/provisional.ts';
import { REPORTS, trackingIdOf } from '../services/pengaduan/report.ts';
import { CommandError } from './command-error.ts';
import { type ConfigOption, withStore } from './with-store.ts';

/** Old intakes answer a number of our own while the upstream has given none: this is where it leads. */
export async function showNumber(number: string, options: ConfigOption): Promise<void> {
  await withStore(options, async ({ records }) => {
    const record = await records.find(REPORTS, provisionalName(number.trim()));
    if (!record) throw new CommandError(`nobody was given the number ${number.slice(0, 12)}`);
    const trackingId = trackingIdOf(await records.links(REPORTS, record.id));
    const there =
      trackingId === null ? 'not there yet: it waits, see "simpul lanes list"' : `number ${trackingId} there`;
    process.stdout.write(`${number.trim()} is ${record.id}, ${there}\n`);
  });
}
