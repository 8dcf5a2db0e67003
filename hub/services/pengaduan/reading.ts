import type {
  InstansiLaporan,
  KategoriLaporan,
  LaporanHulu,
  Meta,
  StatusLaporan,
} from '../../../openapi/generated/types.ts';
import type { ReadResult } from '../../exchange/exchange.ts';
import type { RecordFilter } from '../../store/records.ts';
import { cursorsOf } from '../cursor.ts';
import { days, hours, read, seconds } from '../read.ts';
import { Refusal } from '../refusal.ts';
import { action, type ServiceContext } from '../service.ts';
import {
  type KnownUpstream,
  REPORTS,
  type Report,
  type ReportRecord,
  trackingIdOf,
  withoutReporter,
} from './report.ts';
import { type Seen, statusOf, toLaporan } from './report-view.ts';

const cursors = cursorsOf('l', 'daftarLaporan');

export const daftarKategori = read<Record<string, never>, readonly KategoriLaporan[]>('daftarKategori', {
  connector: 'lapor',
  operation: 'kategori',
  identity: () => '',
  asking: () => ({}),
  fresh: hours(6),
  stale: days(90), // a tree that is changed by the year
  deadline: seconds(5),
});

interface ByInduk {
  readonly induk?: string;
}

export const daftarInstansi = read<ByInduk, readonly InstansiLaporan[]>('daftarInstansi', {
  connector: 'lapor',
  operation: 'instansi',
  identity: ({ induk = '' }) => induk,
  asking: ({ induk }) => (induk === undefined ? {} : { induk }),
  fresh: hours(6),
  stale: days(90),
  deadline: seconds(5),
  whenAbsent: [], // an office with none below it
});

/**
 * One complaint as the upstream has it now. Its answer may name the reporter, who belongs in no cache (the LAPOR notes,
 * section 4, rule 3): nothing of it is kept. What is served when the upstream is down is what the polls have left in the
 * record, where no reporter is.
 */
export const laporanHulu = read<{ readonly trackingId: string }, LaporanHulu>('laporanHulu', {
  connector: 'lapor',
  operation: 'laporan-satu',
  identity: ({ trackingId }) => trackingId,
  asking: ({ trackingId }) => ({ trackingId }),
  fresh: 0,
  stale: 0,
  deadline: seconds(5),
  keep: 'tidak',
});

/** How long somebody who could have what the last poll said waits for more. */
const PATIENCE_MS = 1500;

export const getLaporan = action<{ readonly id: string }>({
  name: 'getLaporan',
  connector: 'lapor',
  reads: [laporanHulu],
  subject: ({ id }) => id,
  async run({ id }, context) {
    const record = await context.records.get<Report>(REPORTS, id);
    if (!record) throw new Refusal('tidak-ditemukan', 'Tidak ada laporan dengan nomor ini.');
    const seen = await seenOf(record, context);
    const { upstream, meta } = await wordOf(seen, context);
    const shown = { ...seen, reporterFor: context.application.id, ...(upstream ? { upstream } : {}) };
    return { kind: 'json', status: 200, body: { data: toLaporan(shown), meta } };
  },
});

interface Filter {
  readonly status?: StatusLaporan;
  readonly kategori?: string;
  readonly sejak?: string;
  readonly batas?: number;
  readonly kursor?: string;
}

/** Reporters are shown one report at a time only, each with its line in the access record. */
export const daftarLaporan = action<Filter>({
  name: 'daftarLaporan',
  async run(filter, context) {
    const limit = Number(filter.batas ?? 50);
    const found = await context.records.list<Report>(recordFilter(filter, limit + 1));
    const page = found.slice(0, limit);
    const last = page.at(-1);
    const seen = await Promise.all(page.map((record) => seenOf(record, context)));
    const data = seen.map(toLaporan).filter(({ status }) => filter.status === undefined || status === filter.status);
    const berikutnya = found.length > limit && last ? cursors.of(last.sequence) : null;
    return { kind: 'json', status: 200, body: { data, halaman: { berikutnya } } };
  },
});

type Reading = Pick<ServiceContext, 'records' | 'messagesAbout' | 'now'>;

/** With what has become of its forward meanwhile, which is written down where the record does not say so yet. */
export async function seenOf(record: ReportRecord, { records, messagesAbout, now }: Reading): Promise<Seen> {
  const { id } = record;
  const [messages, links] = await Promise.all([messagesAbout(`${REPORTS} ${id}`), records.links(REPORTS, id)]);
  const trackingId = trackingIdOf(links);
  const status = statusOf(record, messages, trackingId);
  if (status === record.state) return { record, messages, trackingId };
  const settled = await records.change<Report>(REPORTS, id, now.getTime(), (there) =>
    there.state === record.state ? { state: status } : undefined,
  );
  return { record: settled ?? record, messages, trackingId };
}

interface Word {
  /** Only where it is newer than what the record holds. */
  readonly upstream?: KnownUpstream;
  readonly meta: Meta;
}

async function wordOf({ record, trackingId }: Seen, context: ServiceContext): Promise<Word> {
  const { hulu } = record.value;
  if (trackingId === null) return { meta: ownMeta(context.now, 'segar') };
  const asking = context.read(laporanHulu, { trackingId });
  const result = hulu ? await within(asking, PATIENCE_MS) : await asking;
  if (result?.kind === 'answer') {
    const { value, source, release, fetchedAt } = result.snapshot;
    const meta = { sumber: source, rilis: release, diambilPada: new Date(fetchedAt).toISOString() };
    return { upstream: withoutReporter(value as LaporanHulu), meta: { ...meta, keadaan: result.keadaan } };
  }
  if (!hulu) return { meta: ownMeta(new Date(record.updatedAt), 'usang') };
  const { sumber, rilis, diambilPada } = hulu;
  return { meta: { sumber, rilis, diambilPada, keadaan: 'usang' } };
}

/** Of what the hub alone can say. */
function ownMeta(at: Date, keadaan: Meta['keadaan']): Meta {
  return { sumber: 'simpul', rilis: 'simpul', diambilPada: at.toISOString(), keadaan };
}

/** `undefined` when it does not come in time; it goes on, and nobody looks at it any more. */
function within(asking: Promise<ReadResult>, ms: number): Promise<ReadResult | undefined> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => resolve(undefined), ms);
    asking.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}

function recordFilter({ status, kategori, sejak, kursor }: Filter, limit: number): RecordFilter {
  return {
    collection: REPORTS,
    limit,
    ...(status === undefined ? {} : { state: status }),
    ...(kategori === undefined ? {} : { group: kategori }),
    ...(sejak === undefined ? {} : { since: Date.parse(sejak) }),
    ...(kursor === undefined ? {} : { before: cursors.read(kursor) }),
  };
}
