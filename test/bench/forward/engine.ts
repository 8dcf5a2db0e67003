import { randomBytes } from 'node:crypto';
import { rmSync } from 'node:fs';
import { newId } from '../../../hub/identifiers/new-id.ts';
import { openSqliteStore } from '../../../hub/store/sqlite/open.ts';

/**
 * The hub's own engine with nothing in front of it: so many callers hand over what one accepted report needs (message,
 * history, record) and wait for the commit that carries it. No HTTP, no checks, no sealing. Prints reports per second.
 * Takes a directory, the callers and seconds.
 */
const [, , directory = '', callers = '1', seconds = '5'] = process.argv;
const store = await openSqliteStore({ directory });
const [sealedMessage, sealedRecord] = [randomBytes(420), randomBytes(640)];
const started = performance.now();
const until = started + Number(seconds) * 1000;
let reports = 0;

async function caller(): Promise<void> {
  while (performance.now() < until) {
    const at = Date.now();
    const id = newId('lpr', at);
    const record = {
      ...{ collection: 'laporan', id, owner: 'demo', state: 'menunggu-kirim', group: '' },
      ...{ createdAt: at, updatedAt: at, watchAt: at + 86_400_000, sealed: sealedRecord },
    };
    const message = {
      ...{ id: newId('psn', at), lane: 'lapor laporan-kirim', orderingKey: id, service: 'kirimLaporan' },
      ...{ application: 'demo', about: `laporan ${id}`, idempotencyKey: null, bodyHash: '' },
      ...{ acceptedAt: at, sealed: sealedMessage },
    };
    await store.messages.accept([message], { records: [record] });
    reports += 1;
  }
}

await Promise.all(Array.from({ length: Number(callers) }, caller));
const perSecond = reports / ((performance.now() - started) / 1000);
await store.close();
rmSync(directory, { recursive: true, force: true });
process.stdout.write(`inserted ${perSecond.toFixed(0)}\n`);
