import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { UpstreamAnswer } from '../../../../hub/exchange/upstream.ts';
import { newId } from '../../../../hub/identifiers/new-id.ts';
import type { Asked } from '../../../../hub/mapping/field.ts';
import type { Happening } from '../../../../hub/relay/announcements.ts';
import { createPayloads } from '../../../../hub/relay/payloads.ts';
import type { JobContext } from '../../../../hub/services/job.ts';
import type { Report } from '../../../../hub/services/pengaduan/report.ts';
import type { OpenedMessage, Plan, ServiceContext } from '../../../../hub/services/service.ts';
import type { Along, Claimed, MessageState, Settlement } from '../../../../hub/store/forwarding.ts';
import { createSealedRecords } from '../../../../hub/store/sealed-records.ts';
import { createKeyedHash, createSealing } from '../../../../hub/store/sealing.ts';
import { openSqliteStore } from '../../../../hub/store/sqlite/open.ts';
import type { LaporanHulu } from '../../../../openapi/generated/types.ts';
import { GOES_ON, NO_BANKS, preparing } from '../../preparing.ts';
import { AT } from './samples.ts';

type Context = ServiceContext & JobContext;
type Answering = (operation: string, asked: Asked) => UpstreamAnswer['verdict'] | Promise<UpstreamAnswer['verdict']>;

/** Jobs and services of reports over a real store, with an upstream that a test plays. */
export interface Reports {
  readonly context: (changes?: Partial<Context>) => Context;
  readonly clock: { at: number };
  readonly upstream: { answer: Answering; readonly asked: Asked[] };
  /** Everything told, oldest first. */
  readonly told: Happening[];
  /** Accepts a plan as the API does; resolves to the ids of its messages. */
  accept(service: string, plan: Plan): Promise<readonly string[]>;
  /** Claims the first of a lane. */
  claim(operation: string): Promise<Claimed>;
  /** Ends one that was claimed. */
  settle(
    message: Claimed,
    to: MessageState,
    options?: { readonly unsure?: boolean; readonly along?: Along },
  ): Promise<void>;
  /** Calls off every message about a report. */
  cancel(report: string): Promise<void>;
  report(id: string): Promise<Report | undefined>;
}

export async function withReports(use: (given: Reports) => Promise<void>): Promise<void> {
  const directory = await mkdtemp(join(tmpdir(), 'simpul-reports-'));
  const store = await openSqliteStore({ directory });
  const sealing = createSealing({ keys: [{ id: 'test', secret: 'a secret of the tests' }] });
  const payloads = createPayloads(sealing);
  const records = createSealedRecords(store.records, sealing);
  const clock = { at: AT };
  const told: Happening[] = [];
  const asked: Asked[] = [];
  const upstream: Reports['upstream'] = { answer: () => ({ kind: 'found', value: [], drift: [] }), asked };

  const messagesAbout = async (about: string): Promise<readonly OpenedMessage[]> => {
    const messages = await store.messages.list({ about, limit: 100 });
    return messages.map(({ sealed, result, ...rest }) => ({
      ...rest,
      asked: payloads.open({ id: rest.id, sealed }),
      result: payloads.openResult({ id: rest.id, result }),
    }));
  };
  const unsettledSince = async (service: string) => {
    const messages = await store.messages.list({ service, limit: 1000 });
    const times = messages.flatMap(({ state, unsure, acceptedAt, changedAt }) =>
      state === 'unsure' || (unsure && state === 'waiting') ? [acceptedAt] : state === 'sending' ? [changedAt] : [],
    );
    return times.length === 0 ? undefined : Math.min(...times);
  };
  const context = (changes: Partial<Context> = {}): Context => ({
    application: { id: 'loket', name: 'loket', scopes: ['laporan:tulis', 'laporan:baca'] },
    instances: ['lapor'],
    now: new Date(clock.at),
    records,
    copies: store.copies,
    ...GOES_ON,
    keyedHash: createKeyedHash('a secret of the tests'),
    read: async () => ({ kind: 'unavailable', source: 'lapor', because: 'changed' }),
    messagesAbout,
    tell: async (happenings) => void told.push(...happenings),
    prepare: preparing(told),
    ...NO_BANKS,
    count: (name, day, by) => store.counters.add(name, day, by),
    wordsOf: () => [],
    permitKinds: [],
    instancesOf: () => ['lapor'],
    applicationsWith: () => ['loket', 'dashboard'],
    unsettledSince,
    async ask(_instance, operation, question) {
      asked.push(question);
      return { verdict: await upstream.answer(operation, question), release: 'usulan-1' };
    },
    trouble: (what, error) => {
      throw new Error(what, { cause: error });
    },
    ...changes,
  });

  try {
    await use({
      context,
      clock,
      upstream,
      told,
      async accept(service, { submissions, along }) {
        const messages = submissions.map(({ instance, asked: question, orderedBy, about }) => {
          const id = newId('psn', clock.at);
          const lane = `${instance} ${OPERATIONS[service]}`;
          return {
            ...{ id, lane, service, about, orderingKey: orderedBy, application: 'loket' },
            ...{ idempotencyKey: null, bodyHash: '', acceptedAt: clock.at, sealed: payloads.seal(id, question) },
          };
        });
        const accepted = await store.messages.accept(messages, along);
        return accepted.map(({ id }) => id);
      },
      async claim(operation) {
        const [message] = await store.messages.claim(`lapor ${operation}`, 'worker', 1, clock.at);
        if (!message) throw new Error(`nothing is due for ${operation}`);
        return message;
      },
      async settle(message, to, { unsure = false, along } = {}) {
        const history = { at: clock.at, what: 'gagal', attempt: 1, detail: '' };
        const plain = { message, owner: 'worker', at: clock.at, history, ...(along ? { along } : {}) };
        const settlement = (
          to === 'delivered'
            ? { ...plain, to, result: null }
            : to === 'waiting'
              ? { ...plain, to, dueAt: clock.at, unsure, attempted: true, trouble: '' }
              : { ...plain, to, trouble: '{}' }
        ) as Settlement;
        await store.messages.settle(settlement);
      },
      async cancel(report) {
        for (const { id, application } of await messagesAbout(`laporan ${report}`)) {
          const history = { at: clock.at, what: 'dibatalkan', attempt: null, detail: '' };
          await store.messages.cancel({ id, application, at: clock.at, history });
        }
      },
      report: async (id) => (await records.get<Report>('laporan', id))?.value,
    });
  } finally {
    await store.close();
    await rm(directory, { recursive: true });
  }
}

const OPERATIONS: Readonly<Record<string, string>> = {
  kirimLaporan: 'laporan-kirim',
  tindakLanjutLaporan: 'tindak-lanjut',
  disposisiLaporan: 'disposisi',
};

/** Answers `laporan-berubah` as the LAPOR notes, section 4, have it: by change time, then id, a page at a time. */
export function listing(complaints: () => readonly LaporanHulu[], { perPage = 50 } = {}): Answering {
  return (_operation, { sejak, halaman, perHalaman }) => {
    const from = Date.parse(String(sejak));
    const size = Math.min(perPage, Number(perHalaman));
    const changed = complaints()
      .filter(({ diubahPada }) => Date.parse(diubahPada ?? '') >= from)
      .toSorted((one, other) => keyOf(one).localeCompare(keyOf(other)));
    const start = (Number(halaman) - 1) * size;
    return { kind: 'found', value: changed.slice(start, start + size), drift: [] };
  };
}

function keyOf({ diubahPada, trackingId }: LaporanHulu): string {
  return `${new Date(diubahPada ?? 0).toISOString()} ${trackingId}`;
}
