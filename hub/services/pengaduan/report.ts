import { hash } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import type {
  KlasifikasiLaporan,
  LampiranHulu,
  LampiranLaporan,
  LaporanHulu,
  LokasiLaporan,
  Pelapor,
  PermintaanLaporan,
  RiwayatLaporan,
  StatusLaporan,
} from '../../../openapi/generated/types.ts';
import type { Changed, Keep, Kept } from '../../store/sealed-records.ts';

export const REPORTS = 'laporan';
/** A first answer is due within a day, as it was in the city's own system before. */
export const ANSWER_WITHIN_MS = 24 * 3600 * 1000;

/** A complaint as the upstream has it, without whoever made it: not even sealed is a reporter of the upstream kept here. */
export type KnownUpstream = Omit<LaporanHulu, 'pelapor' | 'isiAwal'>;

/** Where and when something of the upstream was learned. */
export interface Source {
  readonly sumber: string;
  readonly rilis: string;
  readonly diambilPada: string;
}

/**
 * What is sealed in the record of a report. Beside it stand `owner` (the application, '' for the upstream's own),
 * `state` (its status), `group` (its category), `createdAt` (when the citizen reported) and `watchAt` (until a first answer).
 */
export interface Report {
  readonly judul: string;
  readonly isi: string;
  readonly klasifikasi: KlasifikasiLaporan;
  readonly kategori: string | null;
  readonly anonim: boolean;
  readonly rahasia: boolean;
  readonly pelapor: Pelapor | null;
  readonly lokasi: LokasiLaporan | null;
  readonly lampiran: readonly LampiranLaporan[];
  readonly batasJawaban: string;
  /** The limit passed without an answer; stays so when one comes. */
  readonly terlambat: boolean;
  /** The instance that forwards it or told of it: what follows goes the same way, or order would be lost. */
  readonly sambungan: string;
  readonly hulu: (Source & { readonly laporan: KnownUpstream }) | null;
  /** The upstream's status words in the order they were seen. */
  readonly catatan: readonly RiwayatLaporan[];
  /** What the applications have not been told yet; `null`: they know everything. */
  readonly belumDiumumkan: 'masuk' | 'diperbarui' | null;
}

export type ReportRecord = Kept<Report>;

export interface NewReport {
  readonly id: string;
  readonly owner: string;
  readonly sambungan: string;
  readonly lampiran: readonly LampiranLaporan[];
  readonly at: number;
}

/** A report an application hands in. Of an anonymous one the reporter ends here, before anything is stored. */
export function newReport(params: PermintaanLaporan, { id, owner, sambungan, lampiran, at }: NewReport): Keep<Report> {
  const createdAt = params.waktu === undefined ? at : Math.min(at, Date.parse(params.waktu));
  const dueAt = createdAt + ANSWER_WITHIN_MS;
  return {
    collection: REPORTS,
    id,
    owner,
    state: 'menunggu-kirim' satisfies StatusLaporan,
    group: params.kategori ?? '',
    createdAt,
    updatedAt: at,
    watchAt: dueAt,
    value: {
      ...askedContent(params),
      lampiran,
      batasJawaban: new Date(dueAt).toISOString(),
      terlambat: false,
      sambungan,
      hulu: null,
      catatan: [],
      belumDiumumkan: null,
    },
  };
}

/** What a corrected request makes of a report that was turned down. Its clock goes on. */
export function correctedReport(
  { value }: ReportRecord,
  params: PermintaanLaporan,
  lampiran: readonly LampiranLaporan[],
): Changed<Report> {
  return {
    state: 'menunggu-kirim' satisfies StatusLaporan,
    group: params.kategori ?? '',
    value: { ...value, ...askedContent(params), lampiran },
  };
}

function askedContent(params: PermintaanLaporan) {
  const { judul, isi, klasifikasi = 'pengaduan', kategori = null, anonim = false, rahasia = false } = params;
  const { nama, telepon = null, email = null } = params.pelapor ?? {};
  const pelapor = anonim || nama === undefined ? null : { nama, telepon, email };
  return { judul, isi, klasifikasi, kategori, anonim, rahasia, pelapor, lokasi: params.lokasi ?? null };
}

/** Made of the upstream's number, so that whoever comes across a complaint makes the same record of it. */
export function adoptedId(trackingId: string): string {
  return `lpr_${hash('sha256', `laporan ${trackingId}`).slice(0, 20)}`;
}

/** A complaint that did not come through the hub: from the upstream itself, or from its export. */
export function adoptedReport(laporan: LaporanHulu, source: Source, at: number): Keep<Report> {
  const createdAt = laporan.waktuLapor ? Date.parse(laporan.waktuLapor) : at;
  const dueAt = createdAt + ANSWER_WITHIN_MS;
  const { judul, isiAwal, isiPublik, klasifikasi, lokasi, lampiran } = laporan;
  const isi = isiAwal ?? isiPublik ?? '';
  const empty: Report = {
    judul: judul ?? firstWords(isi),
    isi,
    klasifikasi: klasifikasi === 'aspirasi' || klasifikasi === 'permintaan-informasi' ? klasifikasi : 'pengaduan',
    kategori: laporan.kategori?.id ?? null,
    anonim: laporan.anonim,
    rahasia: laporan.rahasia,
    pelapor: null,
    lokasi: placeOf(lokasi),
    lampiran: lampiran.map(attachmentOf),
    batasJawaban: new Date(dueAt).toISOString(),
    terlambat: false,
    sambungan: source.sumber,
    hulu: null,
    catatan: [],
    belumDiumumkan: 'masuk',
  };
  return {
    collection: REPORTS,
    id: adoptedId(laporan.trackingId),
    owner: '',
    createdAt,
    updatedAt: at,
    ...mergedUpstream(
      { value: empty, state: laporan.status, watchAt: dueAt, group: empty.kategori ?? '' },
      laporan,
      source,
    ),
  };
}

/**
 * What the upstream's word makes of a report; `undefined` when it says nothing new. Change times may be equal and come
 * out of order (the LAPOR notes, section 7), so equal ones are held against what is known, and older ones say nothing.
 */
export function mergeUpstream(record: ReportRecord, laporan: LaporanHulu, source: Source): Changed<Report> {
  const known = record.value.hulu?.laporan;
  if (known && isOlder(laporan, known)) return undefined;
  if (known && isDeepStrictEqual(contentOf(withoutReporter(laporan)), contentOf(known))) return undefined;
  const merged = mergedUpstream(record, laporan, source);
  return { ...merged, value: { ...merged.value, belumDiumumkan: record.value.belumDiumumkan ?? 'diperbarui' } };
}

type Mergeable = Pick<ReportRecord, 'value' | 'state' | 'watchAt' | 'group'>;

function mergedUpstream({ value, watchAt, group }: Mergeable, laporan: LaporanHulu, source: Source): Mergeable {
  const known = withoutReporter(laporan);
  const answeredAt = firstAnswerAt(known);
  const anonim = value.anonim || laporan.anonim;
  // a report of wrongdoing inside the administration is not for the public, whatever its flag says
  const rahasia = value.rahasia || laporan.rahasia || laporan.klasifikasi === 'whistle-blowing';
  const late = answeredAt !== undefined && answeredAt > Date.parse(value.batasJawaban);
  return {
    state: laporan.status,
    group: laporan.kategori?.id ?? group,
    watchAt: answeredAt !== undefined || hasEnded(laporan.status) ? null : watchAt,
    value: {
      ...value,
      kategori: laporan.kategori?.id ?? value.kategori,
      anonim,
      rahasia,
      pelapor: anonim ? null : value.pelapor,
      terlambat: value.terlambat || late,
      hulu: { ...source, laporan: known },
      catatan: notedWord(value, laporan, source),
    },
  };
}

/** Whoever replied as the reporter is not named either. */
export function withoutReporter({ pelapor: _reporter, isiAwal: _raw, ...laporan }: LaporanHulu): KnownUpstream {
  const answers = laporan.tindakLanjut.map((answer) => (isOfOffice(answer.peran) ? answer : { ...answer, oleh: null }));
  return { ...laporan, tindakLanjut: answers };
}

/** When the first answer of an office was written; `undefined`: there is none yet. */
export function firstAnswerAt({ tindakLanjut, diubahPada }: Pick<KnownUpstream, 'tindakLanjut' | 'diubahPada'>) {
  const times = tindakLanjut
    .filter(({ peran }) => peran === 'instansi' || peran === 'admin')
    .map(({ waktu }) => Date.parse(waktu ?? diubahPada ?? ''));
  return times.length === 0 ? undefined : Math.min(...times.map((time) => (Number.isNaN(time) ? 0 : time)));
}

/** Nobody waits for an answer of this city any more. */
export function hasEnded(status: string): boolean {
  return status === 'selesai' || status === 'diarsipkan' || status === 'dialihkan';
}

/** The text that may be shown to everybody; `null`: none of it. */
export function publicText(report: Report): string | null {
  return report.rahasia ? null : textOf(report, report.hulu?.laporan.isiPublik);
}

/** The text as it was edited for publication. Where a form of LAPOR has no title, it holds it before the text: no edit. */
export function textOf({ judul, isi }: Report, isiPublik: string | null | undefined): string {
  if (!isiPublik || folded(isiPublik) === folded(`${judul} ${isi}`)) return isi;
  return isiPublik;
}

function folded(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}

const TRACKING_ID = /^[0-9]{6,10}$/;

/** The upstream's number among a record's other names. */
export function trackingIdOf(links: readonly string[]): string | null {
  return links.findLast((link) => TRACKING_ID.test(link)) ?? null;
}

export function attachmentOf({ nama, url, mime }: LampiranHulu): LampiranLaporan {
  return { nama: nama ?? 'lampiran', jenis: mime ?? 'application/octet-stream', url };
}

function isOfOffice(peran: string): boolean {
  return peran === 'instansi' || peran === 'admin' || peran === 'sistem';
}

function isOlder(laporan: LaporanHulu, known: KnownUpstream): boolean {
  if (!laporan.diubahPada || !known.diubahPada) return false;
  return Date.parse(laporan.diubahPada) < Date.parse(known.diubahPada);
}

/** That something was touched is no news when nothing of it is different. */
function contentOf({ diubahPada: _touched, ...content }: KnownUpstream) {
  return content;
}

function notedWord(
  { catatan, hulu }: Report,
  laporan: LaporanHulu,
  { diambilPada }: Source,
): readonly RiwayatLaporan[] {
  if (hulu?.laporan.statusAsli === laporan.statusAsli) return catatan;
  return [...catatan, { waktu: laporan.diubahPada ?? diambilPada, keterangan: laporan.statusAsli }];
}

export function placeOf(lokasi: LaporanHulu['lokasi']): LokasiLaporan | null {
  const { alamat, kecamatan, kelurahan, lintang, bujur } = lokasi ?? {};
  const known = Object.entries({ alamat, kecamatan, kelurahan, lintang, bujur }).filter(([, one]) => one != null);
  return known.length === 0 ? null : (Object.fromEntries(known) as LokasiLaporan);
}

function firstWords(text: string): string {
  return text.trim().split(/\s+/).slice(0, 8).join(' ').slice(0, 200) || 'Tanpa judul';
}
