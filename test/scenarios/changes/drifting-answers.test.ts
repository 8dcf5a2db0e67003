import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { expect, test } from '@jest/globals';
import pino from 'pino';
import { generatePeople } from '../../../connectors/sandbox-kit/people.ts';
import type { ReadAnswer } from '../../../hub/exchange/learning.ts';
import { loadMappings } from '../../../hub/mapping/load.ts';
import type { Operation } from '../../../hub/mapping/release.ts';
import { openReleases } from '../../../hub/releases/releases.ts';
import { sealsOf } from '../../../hub/store/sealing.ts';
import { openSqliteStore } from '../../../hub/store/sqlite/open.ts';
import { withDirectory } from '../../hub/cli/child-hub.ts';
import { tableOf } from '../load.ts';

// BPJS at its worst: every answer drifts, each about somebody else, some in a way of their own.

const ANSWERS = process.env.SIMPUL_SCENARIO_SECONDS ? 1_000_000 : 100_000;
/** As many as a busy hub reads between two writes of what was counted. */
const BETWEEN_WRITES = 5000;
const INSTANCE = 'bpjs';
const PEOPLE = generatePeople(1000);
const NOBODY_WAITS = new AbortController().signal;

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;

test(
  'however many answers drift, what is kept of them stays as large as it was',
  () =>
    withDirectory({}, async ({ path }) => {
      const store = await openSqliteStore({ directory: path });
      const keeper = await openReleases({
        store: store.releases,
        instances: {},
        library: () => new Map(),
        fitsInstance: () => true,
        policyOf: () => 'whole',
        seal: sealsOf('a secret of the tests, 32 characters at least').sealing.seal,
        log: pino({ level: 'silent' }),
        now: () => new Date(),
        trouble: (what, error) => {
          throw new Error(what, { cause: error });
        },
      });
      const operation = loadMappings().releases.get('bpjs/vclaim-2.0')?.operations.get('peserta-by-nik');
      if (!operation) throw new Error('there is no bpjs/vclaim-2.0');
      const rows: Record<string, number>[] = [];
      for (let index = 0; index <= ANSWERS; index++) {
        if (index % BETWEEN_WRITES === 0) await keeper.flush();
        if (index % (ANSWERS / 5) === 0) rows.push({ answers: index, ...sizes(path) });
        const answer = await drifting(operation, index);
        keeper.answered(answer);
        keeper.concluded(INSTANCE, operation.name, answer.verdict);
      }
      await keeper.flush();
      const reports = await store.releases.drift({ instance: INSTANCE, limit: 1000 });
      process.stdout.write(`${tableOf(rows)}\n${reports.length} reports\n`);
      const counted = reports.reduce((sum, { count }) => sum + count, 0);
      await store.close();
      expect(counted).toBe(ANSWERS + 1);
      expect(reports.length).toBeLessThan(250);
      const [, early, ...later] = rows;
      for (const row of later) {
        expect(row.heapKiB).toBeLessThan((early?.heapKiB ?? 0) + 4096);
        expect(row.storeKiB).toBeLessThan((early?.storeKiB ?? 0) + 64);
      }
    }),
  600_000,
);

/** The database without what is free in it, and without the journal that is written over again and again. */
function sizes(directory: string) {
  collect();
  const database = new DatabaseSync(join(directory, 'simpul.db'), { readOnly: true });
  const of = (what: string) => Number(Object.values(database.prepare(`PRAGMA ${what}`).get() ?? {})[0]);
  const usedBytes = (of('page_count') - of('freelist_count')) * of('page_size');
  database.close();
  const kib = (bytes: number) => Math.round(bytes / 1024);
  return { heapKiB: kib(process.memoryUsage().heapUsed), storeKiB: kib(usedBytes) };
}

/** A renamed field, a new one, one that is called after the person, or a code of its own: in turn. */
async function drifting(operation: Operation, index: number): Promise<ReadAnswer> {
  const { nik, noKartu, nama, sex, tanggalLahir } = PEOPLE[index % PEOPLE.length] ?? {};
  const whole = { nik, noKartu, nama, sex, tglLahir: tanggalLahir, statusPeserta: { kode: '0', keterangan: 'AKTIF' } };
  const { nama: _, ...unnamed } = whole;
  const peserta = [
    { ...unnamed, namaPeserta: nama },
    { ...whole, baru: index },
    { ...whole, [`baru${index}x${nik}`]: 'ya' },
    { ...whole, statusPeserta: { ...whole.statusPeserta, [`kode${index}`]: index } },
  ][index % 4];
  const asked = { nik, tanggal: '2026-11-20' };
  const askedAt = new Date();
  const verdict = await operation.read({ httpStatus: 200, code: '200', payload: { peserta } }, { asked, now: askedAt });
  const response = {
    status: 200,
    headers: {},
    text: JSON.stringify({ metaData: { code: '200' }, response: { peserta } }),
  };
  const request = { method: 'GET' as const, url: 'http://127.0.0.1/', headers: {}, signal: NOBODY_WAITS };
  return {
    ...{ instance: INSTANCE, operation, asked, verdict, recorded: { askedAt, exchanged: [{ request, response }] } },
    reread: async () => undefined,
  };
}
