import { Problem } from '../../api/problems.ts';
import type { Audit } from '../../audit/audit.ts';
import type { Relay } from '../../relay/relay.ts';
import type { ListedMessage, MessageStore } from '../../store/forwarding.ts';
import type { JobBook } from '../bulk/job-book.ts';
import { type Bulk, type BulkItem, type BulkOrder, type BulkOutcome, createBulk } from '../bulk/runner.ts';
import { findAll, SARINGAN, type Wanted, wantedOf } from '../content/finding.ts';
import { type ListedParts, pesanRingkasOf } from '../content/listed.ts';
import { type ConsoleRequest, type Endpoint, endpoint } from '../endpoint.ts';
import type { Topic } from '../live.ts';
import type { Hitungan, Pekerjaan, Pratinjau, Tindakan } from '../views/pekerjaan.ts';
import type { SaringanPesan } from '../views/pesan.ts';
import { KEADAAN_JALUR } from './jalur.ts';

export interface MassalParts extends ListedParts {
  readonly messages: Pick<MessageStore, 'search' | 'get'>;
  readonly relay: Pick<Relay, 'cancel' | 'resubmit' | 'laneOf'>;
  readonly book: JobBook;
  readonly audit: Pick<Audit, 'record'>;
  readonly stopping: AbortSignal;
  readonly trouble: (what: string, error?: unknown) => void;
}

interface Order {
  readonly tindakan: Tindakan;
  readonly saringan: SaringanPesan;
  readonly sampai: number;
  readonly alasan?: string;
}

/** Of one go. Their ids are held in memory while it runs. */
const MOST = 50_000;
const SHOWN = 10;
const MOST_COUNTS = 20;

/** What can be decided about many at once, by their state. */
const ALLOWED: Readonly<Record<Tindakan, readonly (string | undefined)[]>> = {
  ulang: ['ditolak', 'tidak-pasti'],
  batal: ['ditolak', 'tidak-pasti', 'menunggu'],
};

const FILTER = {
  type: 'object',
  additionalProperties: false,
  properties: Object.fromEntries(SARINGAN.map((name) => [name, { type: 'string', minLength: 1, maxLength: 600 }])),
};
const ORDER = {
  type: 'object',
  additionalProperties: false,
  required: ['tindakan', 'saringan', 'sampai'],
  properties: {
    tindakan: { enum: ['ulang', 'batal'] },
    saringan: FILTER,
    sampai: { type: 'integer', minimum: 1 },
    alasan: { type: 'string', minLength: 5, maxLength: 300 },
  },
};

/** Deciding about many messages at once: looked at first, then done by the hub itself, whether anybody looks or not. */
export function createMassal(parts: MassalParts) {
  const { messages, relay, audit, now } = parts;
  const requests = new Map<string, string>();
  const bulk: Bulk = createBulk({ ...parts, decide, ended });

  async function decide(item: BulkItem, order: BulkOrder, job: string): Promise<BulkOutcome> {
    const message = await messages.get(item.id);
    if (message?.changedAt !== item.changedAt) return 'dilewati';
    const word = { by: `operator:${order.oleh}`, job, ...(order.reason === undefined ? {} : { reason: order.reason }) };
    const done =
      order.tindakan === 'ulang' ? await relay.resubmit(message, undefined, word) : await relay.cancel(message, word);
    return done ? 'berhasil' : 'dilewati';
  }

  function ended({ id, oleh, keadaan, jumlah, berhasil, dilewati, gagal }: Pekerjaan): void {
    audit.record({
      at: now().getTime(),
      requestId: requests.get(id) ?? '',
      application: `operator:${oleh}`,
      ...{ purpose: 'pengoperasian', agreement: '', service: 'konsol.pesan-massal-selesai', subject: id },
      fields: `jumlah=${jumlah},berhasil=${berhasil},dilewati=${dilewati},gagal=${gagal}`,
      outcome: keadaan,
    });
    requests.delete(id);
  }

  /** Oldest first, of those up to `sampai`. */
  async function chosen(wanted: Wanted, signal: AbortSignal, sampai?: number) {
    const found: ListedMessage[] = [];
    for await (const bite of findAll(messages, wanted, signal, sampai === undefined ? undefined : sampai + 1))
      found.push(...bite);
    const oldestFirst = found.reverse();
    return { taken: oldestFirst.slice(0, MOST), more: oldestFirst.length > MOST };
  }

  async function preview({ query, signal }: ConsoleRequest): Promise<Pratinjau> {
    const { tindakan, ...saringan } = query;
    if (tindakan !== 'ulang' && tindakan !== 'batal')
      throw new Problem('permintaan-tidak-sah', { detail: 'Tindakan: ulang atau batal.' });
    const { taken, more } = await chosen(allowed(tindakan, saringan), signal);
    const lanes = countsOf(taken, ({ lane }) => lane);
    return {
      jumlah: taken.length,
      lebih: more,
      layanan: countsOf(taken, ({ service }) => service),
      aplikasi: countsOf(taken, ({ application }) => (application === '' ? '' : parts.nameOf(application))),
      jalur: lanes.map((one) => ({ ...one, keadaan: KEADAAN_JALUR[relay.laneOf(one.nama).state] })),
      pertama: taken.slice(0, SHOWN).map((one) => pesanRingkasOf(one, parts)),
      sampai: Math.max(1, taken.at(-1)?.sequence ?? 1),
    };
  }

  async function order({ body, operator, requestId, signal }: ConsoleRequest<Order>): Promise<Pekerjaan> {
    const { tindakan, saringan, sampai, alasan } = body;
    const wanted = allowed(tindakan, saringan);
    if (tindakan === 'batal' && alasan === undefined)
      throw new Problem('permintaan-tidak-sah', {
        detail: 'Tulis alasan pembatalan: aplikasi pengirim membacanya.',
        mistakes: [{ di: 'alasan', masalah: 'wajib diisi' }],
      });
    const { taken } = await chosen(wanted, signal, sampai);
    if (taken.length === 0)
      throw new Problem('bentrok', { detail: 'Tidak ada lagi pesan yang dimaksud: semuanya sudah berubah.' });
    const items = taken.map(({ id, changedAt }) => ({ id, changedAt }));
    const reason = alasan === undefined ? {} : { reason: alasan.trim() };
    const job = await bulk.start({ tindakan, saringan, oleh: operator.name, items, ...reason });
    if (!job)
      throw new Problem('bentrok', { detail: 'Pekerjaan lain sedang berjalan. Tunggu sampai selesai, atau hentikan.' });
    requests.set(job.id, requestId);
    return job;
  }

  const topic: Topic = async () => {
    const value = await bulk.jobs();
    return { value };
  };
  const endpoints: readonly Endpoint[] = [
    endpoint({
      method: 'GET',
      path: '/antrean/massal',
      role: 'operator',
      query: [...SARINGAN, 'tindakan'],
      run: preview,
    }),
    endpoint<Order>({
      method: 'POST',
      path: '/antrean/massal',
      role: 'operator',
      action: 'pesan-massal',
      about: ({ body }) => aboutOf(body),
      body: ORDER,
      run: order,
    }),
    endpoint({ method: 'GET', path: '/antrean/pekerjaan', role: 'pengamat', run: () => bulk.jobs() }),
    endpoint({
      method: 'POST',
      path: '/antrean/pekerjaan/:id/henti',
      role: 'operator',
      action: 'pekerjaan-henti',
      about: ({ params }) => (params.id ?? '').slice(0, 60),
      async run({ params }) {
        if (bulk.stop(params.id ?? '')) return;
        throw new Problem('bentrok', { detail: 'Pekerjaan ini tidak sedang berjalan di proses ini.' });
      },
    }),
  ];
  return { endpoints, topics: { pekerjaan: topic }, settled: bulk.settled };
}

function allowed(tindakan: Tindakan, saringan: SaringanPesan): Wanted {
  const states = ALLOWED[tindakan];
  if (states.includes(saringan.keadaan)) return wantedOf(saringan);
  throw new Problem('permintaan-tidak-sah', {
    detail: 'Pilih dulu keadaan pesannya.',
    mistakes: [{ di: 'keadaan', masalah: `harus salah satu dari ${states.join(', ')}` }],
  });
}

/** Most of them first. */
function countsOf(messages: readonly ListedMessage[], of: (message: ListedMessage) => string): readonly Hitungan[] {
  return [...Map.groupBy(messages, of)]
    .map(([nama, group]) => ({ nama, jumlah: group.length }))
    .sort((one, other) => other.jumlah - one.jumlah)
    .slice(0, MOST_COUNTS);
}

/** `batal keadaan=ditolak jalur=lapor laporan-kirim`; the words of an upstream are left to the job. */
function aboutOf({ tindakan, saringan }: Order): string {
  const named = Object.entries(saringan).filter(([name]) => name !== 'sebab');
  return [tindakan, ...named.map(([name, value]) => `${name}=${value}`)].join(' ').slice(0, 200);
}
