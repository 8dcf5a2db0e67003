import { newId } from '../../../hub/identifiers/new-id.ts';
import { createPayloads } from '../../../hub/relay/payloads.ts';
import { sealsOf } from '../../../hub/store/sealing.ts';
import { openSqliteStore } from '../../../hub/store/sqlite/open.ts';
import { SECRET_KEY } from '../hub-config.ts';
import { REPORT } from './report.ts';

/** Puts so many messages into the lane of reports, as the hub itself accepts them. Takes a data directory and a number. */
const [, , directory = '', count = '0'] = process.argv;
const AT_ONCE = 500;

const store = await openSqliteStore({ directory });
const payloads = createPayloads(sealsOf(SECRET_KEY).sealing);
let left = Number(count);

async function accept(): Promise<void> {
  for (; left > 0; ) {
    left -= 1;
    const at = Date.now();
    const id = newId('psn', at);
    const report = newId('lpr', at);
    await store.messages.accept([
      {
        id,
        lane: 'lapor laporan-kirim',
        orderingKey: report,
        service: 'kirimLaporan',
        application: 'demo',
        about: `laporan ${report}`,
        idempotencyKey: null,
        bodyHash: '',
        acceptedAt: at,
        sealed: payloads.seal(id, { ...REPORT, waktuLapor: new Date(at).toISOString() }),
      },
    ]);
  }
}

await Promise.all(Array.from({ length: AT_ONCE }, accept));
await store.close();
process.stdout.write('done\n');
