import { randomBytes } from 'node:crypto';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setImmediate as turn } from 'node:timers/promises';
import { newId } from '../../../hub/identifiers/new-id.ts';
import { openSqliteStore } from '../../../hub/store/sqlite/open.ts';

/**
 * The database engine alone: the rows that one accepted report needs (message, history, record, with all their indexes),
 * so many reports to a commit as there would be callers, every commit on the disk. No HTTP, no checks, no sealing, one
 * thread. Prints reports per second. Takes a directory, the reports per commit and seconds.
 */
const [, , directory = '', perCommit = '1', seconds = '5'] = process.argv;
const together = Number(perCommit);

await (await openSqliteStore({ directory })).close(); // the tables and indexes of the hub
const database = new DatabaseSync(join(directory, 'simpul.db'));
database.exec('pragma synchronous = full; pragma wal_autocheckpoint = 4000; pragma cache_size = -32768');
const message =
  database.prepare(`insert into messages (id, lane, ordering_key, service, application, about, idempotency_key,
    body_hash, accepted_at, changed_at, due_at, state, open, head, unsure, attempts, trouble, token, sealed)
  values (?1, 'lapor laporan-kirim', ?2, 'kirimLaporan', 'demo', ?3, null, '', ?4, ?4, ?4, 'waiting', 1, 1, 0, 0, '', ?1, ?5)`);
const history = database.prepare(
  "insert into history (message, at, what, attempt, detail) values (?, ?, 'diterima', null, '')",
);
const record =
  database.prepare(`insert into records (collection, id, owner, state, part, created_at, updated_at, watch_at,
    version, sealed) values ('laporan', ?1, 'demo', 'menunggu-kirim', '', ?2, ?2, ?3, 1, ?4)`);
const [sealedMessage, sealedRecord] = [randomBytes(420), randomBytes(640)];

const started = performance.now();
const until = started + Number(seconds) * 1000;
let reports = 0;
while (performance.now() < until) {
  database.exec('begin immediate');
  for (let index = 0; index < together; index += 1) {
    const at = Date.now();
    const id = newId('lpr', at);
    const { lastInsertRowid } = message.run(newId('psn', at), id, `laporan ${id}`, at, sealedMessage);
    history.run(lastInsertRowid, at);
    record.run(id, at, at + 86_400_000, sealedRecord);
  }
  database.exec('commit');
  reports += together;
  await turn();
}
const perSecond = reports / ((performance.now() - started) / 1000);
database.close();
rmSync(directory, { recursive: true, force: true });
process.stdout.write(`inserted ${perSecond.toFixed(0)}\n`);
