import type { IncomingMessage } from 'node:http';
import { expect, test } from '@jest/globals';
import type { BookingLedger } from '../../../connectors/bpjs/sandbox/bookings.ts';
import type { LaporLedger } from '../../../connectors/lapor/sandbox/ledger.ts';
import type { Pesan, RiwayatPesan } from '../../../openapi/generated/types.ts';
import { type HubSurroundings, withHub } from '../../hub/with-hub.ts';
import { drained } from './drain.ts';
import { type Liar, type Lie, liesByShare, startLiar } from './liar.ts';
import { byClients, handOverOne, idOfReport, messageOf, print } from './messages.ts';
import { A_DAY, booking, report } from './work.ts';

/** 20,000 is the figure of the whole run; what `npm test` does takes seconds. */
const WRITES = Number(process.env.SIMPUL_SCENARIO_WRITES ?? 240);
/** A report with two answers and an office, a booking with three tasks. */
const WRITES_PER_ROUND = 8;
const ROUNDS = Math.ceil(WRITES / WRITES_PER_ROUND);
const CLIENTS = 20;
const TIMEOUT_MS = 1000;

/** Per mille of the writes. */
const SHARES: Partial<Record<Lie, number>> = {
  'done-no-answer': 50,
  'no-answer': 50,
  broken: 34,
  gateway: 33,
  unavailable: 33,
  html: 20,
  truncated: 10,
  'other-schema': 10,
  late: 10,
};
/** Whoever inquires what became of a write is lied to as well. */
const SHARES_OF_READS: Partial<Record<Lie, number>> = { 'no-answer': 50, broken: 50, html: 20, truncated: 10 };

/** What the history of a message says of an attempt that was lied to; whatever it was, the answer may have been too late. */
const SEEN_AS: Readonly<Partial<Record<Lie, RegExp>>> = {
  'done-no-answer': /^timeout$/,
  'no-answer': /^timeout$/,
  broken: /^(http_500|html|timeout)$/,
  gateway: /^(http_502|html|timeout)$/,
  unavailable: /^(http_503|Service Unavailable|timeout)$/,
  html: /^(html|timeout)$/,
  truncated: /^(broken_json|timeout)$/,
  'other-schema': /^(changed|timeout)$/,
  late: /^timeout$/,
};

test(
  'a liar between the hub and both upstreams doubles and loses nothing, and every lie is written down',
  async () => {
    const liars: Liar[] = [];
    const config = {
      instances: Object.fromEntries(['bpjs', 'lapor'].map((name) => [name, LIMITS])),
      relay: { firstRetryMs: 50, longestRetryMs: 1000 },
    };
    try {
      await withHub({ config }, async (hub) => {
        const behind = async (upstream: string) => {
          const liar = await startLiar({ upstream, next: lying(), lateMs: TIMEOUT_MS * 1.5 });
          liars.push(liar);
          return liar.url;
        };
        const [bpjs, lapor] = [await behind(hub.sandboxes.bpjs.url), await behind(hub.sandboxes.lapor.url)];
        await hub.restart({
          instances: {
            bpjs: { settings: { services: { 'antrean-rs': { baseUrl: `${bpjs}/antreanrs` } } } },
            lapor: { settings: { services: { 'usulan-1': { baseUrl: `${lapor}/api/v1` } } } },
          },
        });
        const work = await handOver(hub);
        const drainMs = await drained(hub);
        for (const liar of liars) liar.heal();
        await lateAnswersAreIn();
        const messages = await Promise.all(work.messages.map((id) => messageOf(hub, id)));
        print('a liar', {
          writes: work.messages.length,
          drainSeconds: Math.round(drainMs / 100) / 10,
          lies: liars.map(({ told }) => told),
          history: countsOf(messages),
        });
        expect(messages.filter(({ keadaan }) => keadaan !== 'terkirim')).toEqual([]);
        expectOnce(work, hub);
        expect(liesNotSeen(messages, liars)).toEqual([]);
        expectLateTruth(messages, liars);
      });
    } finally {
      await Promise.all(liars.map((liar) => liar.close()));
    }
  },
  120_000 + WRITES * 60,
);

const LIMITS = {
  limits: { timeoutMs: TIMEOUT_MS, retries: 0 },
  breaker: { minimumCalls: 50, errorPercentage: 90, windowMs: 1000, probeAfterMs: 200 },
};

function lying(): (request: IncomingMessage) => Lie {
  const [toWrites, toReads] = [liesByShare(SHARES), liesByShare(SHARES_OF_READS)];
  return ({ method, url = '' }) => {
    if (url.includes('diubah_sejak')) return 'truth'; // polls
    return method === 'POST' ? toWrites() : toReads();
  };
}

interface Work {
  readonly messages: string[];
  /** What was said after each report, in order, by the text of the report. */
  readonly reports: Map<string, readonly string[]>;
  readonly bookings: string[];
}

async function handOver(hub: HubSurroundings): Promise<Work> {
  const work: Work = { messages: [], reports: new Map(), bookings: [] };
  const take = async (path: string, body: unknown): Promise<Pesan> => {
    const message = await handOverOne(hub, path, body);
    work.messages.push(message.id);
    return message;
  };
  await byClients(CLIENTS, ROUNDS, async (number) => {
    const body = report(number);
    const path = `/v1/laporan/${idOfReport(await take('/v1/laporan', body))}`;
    const said = [`Petugas menuju lokasi ${number}.`, `Lampu ${number} sudah diganti.`];
    work.reports.set(body.isi, said);
    await take(`${path}/tindak-lanjut`, { isi: said[0] });
    await take(`${path}/disposisi`, { instansi: [{ id: '1275-15' }] });
    await take(`${path}/tindak-lanjut`, { isi: said[1] });

    const { kodeBooking, ...rest } = booking(number);
    await take('/v1/jkn/antrean', { kodeBooking, ...rest });
    for (const tahap of TASKS) {
      const waktu = new Date(`${A_DAY}T08:0${tahap}:00+07:00`).toISOString();
      await take(`/v1/jkn/antrean/${kodeBooking}/tahap`, { tahap, waktu });
    }
    work.bookings.push(kodeBooking);
  });
  return work;
}

const TASKS = [3, 4, 5];

/** The last late answer is under way for so long. */
function lateAnswersAreIn(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, TIMEOUT_MS));
}

/** By the upstreams' own books: everything there, in order, and nothing twice. */
function expectOnce({ reports, bookings }: Work, { sandboxes }: HubSurroundings): void {
  const lapor = sandboxes.lapor.ledger() as LaporLedger;
  const there = new Map(lapor.accepted.map(({ isi, trackingId }) => [isi, trackingId]));
  expect(lapor.accepted).toHaveLength(reports.size);
  const said = new Map<string, string[]>();
  for (const { trackingId, isi } of lapor.followUps) said.set(trackingId, [...(said.get(trackingId) ?? []), isi]);
  const wrong = [...reports].filter(([isi, then]) => {
    const trackingId = there.get(isi) ?? '';
    const offices = lapor.dispositions.filter((one) => one.trackingId === trackingId).length;
    return JSON.stringify(said.get(trackingId)) !== JSON.stringify(then) || offices !== 1;
  });
  expect(wrong).toEqual([]);

  const bpjs = sandboxes.bpjs.ledger() as BookingLedger;
  const tasks = new Map(bpjs.bookings.map((one) => [one.kodebooking, one.tasks.map(({ taskid }) => taskid)]));
  expect(tasks.size).toBe(bookings.length);
  expect(bookings.filter((code) => JSON.stringify(tasks.get(code)) !== JSON.stringify(TASKS))).toEqual([]);
  expect(bpjs.refused).toMatchObject({ outOfOrder: 0, closed: 0, times: 0 });
}

/** Each lie that a message was told needs an attempt of its own that shows it. */
function liesNotSeen(messages: readonly Pesan[], liars: readonly Liar[]) {
  return messages.flatMap(({ id, riwayat = [] }) => {
    const told = liars.flatMap(({ toldOf }) => toldOf.get(id) ?? []);
    const attempts = riwayat.filter(({ peristiwa }) => peristiwa === 'gagal');
    const unseen = told.filter((lie) => !taken(attempts, SEEN_AS[lie]));
    return unseen.length > 0 ? [{ id, told, riwayat }] : [];
  });
}

function taken(attempts: RiwayatPesan[], seenAs: RegExp | undefined): boolean {
  const index = attempts.findIndex(({ masalah }) => seenAs?.test(masalah ?? ''));
  if (index >= 0) attempts.splice(index, 1);
  return index >= 0;
}

/** An answer that came late was heard: it settled its message, or came after another attempt had. */
function expectLateTruth(messages: readonly Pesan[], liars: readonly Liar[]): void {
  const late = messages.filter(({ id }) => liars.some(({ toldOf }) => toldOf.get(id)?.includes('late')));
  const unheard = late.filter(({ riwayat = [] }) => !riwayat.some(({ masalah }) => masalah === 'terlambat'));
  expect(unheard).toEqual([]);
}

function countsOf(messages: readonly Pesan[]): Readonly<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const { peristiwa, masalah } of messages.flatMap(({ riwayat = [] }) => riwayat)) {
    const what = masalah === null ? peristiwa : `${peristiwa} ${masalah}`;
    counts[what] = (counts[what] ?? 0) + 1;
  }
  return counts;
}
