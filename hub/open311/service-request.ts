import type { StatusLaporan } from '../../openapi/generated/types.ts';
import { placeOf, type Report, type ReportRecord } from '../services/pengaduan/report.ts';
import { statusOf } from '../services/pengaduan/report-view.ts';

export type Open311Status = 'open' | 'closed';

/** A complaint in the published form. Names and order are those of GeoReport v2. */
export interface ServiceRequest {
  readonly service_request_id: string;
  readonly status: Open311Status;
  readonly status_notes: string;
  readonly service_name: string | null;
  readonly service_code: string | null;
  readonly description: string | null;
  readonly agency_responsible: string | null;
  readonly service_notice: string | null;
  readonly requested_datetime: string;
  readonly updated_datetime: string;
  readonly expected_datetime: string;
  readonly address: string | null;
  readonly address_id: string | null;
  readonly zipcode: string | null;
  readonly lat: number | null;
  readonly long: number | null;
  readonly media_url: string | null;
}

/** The LAPOR notes, section 3. What was turned down before it arrived is as little worked on as what was archived. */
const STATUS: Readonly<Record<StatusLaporan, Open311Status>> = {
  'menunggu-kirim': 'open',
  terkirim: 'open',
  terverifikasi: 'open',
  didisposisikan: 'open',
  dikerjakan: 'open',
  'dijawab-pelapor': 'open',
  ditunda: 'open',
  dialihkan: 'open',
  selesai: 'closed',
  diarsipkan: 'closed',
  ditolak: 'closed',
  'tidak-dikenal': 'open',
};

/** Whatever says so is believed: the application, the upstream, or what kind of complaint it is. */
export function isSecret({ rahasia, hulu }: Report): boolean {
  return rahasia || (hulu !== null && (hulu.laporan.rahasia || hulu.laporan.klasifikasi === 'whistle-blowing'));
}

export interface View {
  readonly trackingId: string | null;
  /** The name of a category, where it is known. */
  readonly nameOf: (code: string) => string | undefined;
}

/**
 * What everybody may see of a complaint that is not secret: never its raw text, its title, its reporter, what was
 * answered, or the word an upstream used, any of which may name somebody.
 *
 * `updated_datetime` is when the record last changed, of a closed one too: a word that comes after the closing has to be
 * seen by whoever asks for changes (the LAPOR notes, section 5).
 */
export function toServiceRequest(record: ReportRecord, { trackingId, nameOf }: View): ServiceRequest {
  const { id, createdAt, updatedAt, value } = record;
  const known = value.hulu?.laporan;
  const status = statusOf(record, [], trackingId);
  const place = value.lokasi ?? placeOf(known?.lokasi);
  const { lintang, bujur } = place ?? {};
  const located = lintang !== undefined && bujur !== undefined;
  return {
    service_request_id: id,
    status: STATUS[status] ?? 'open',
    status_notes: notesOf(status, value, trackingId),
    service_name: serviceNameOf(value, nameOf),
    service_code: value.kategori,
    description: publishedText(value),
    agency_responsible: officesOf(value),
    service_notice: null,
    requested_datetime: new Date(createdAt).toISOString(),
    updated_datetime: new Date(updatedAt).toISOString(),
    expected_datetime: value.batasJawaban,
    address: [place?.alamat, place?.kelurahan, place?.kecamatan].filter(Boolean).join(', ') || null,
    address_id: null,
    zipcode: null,
    lat: located ? lintang : null,
    long: located ? bujur : null,
    media_url: publishedFile(value),
  };
}

/**
 * Only what was edited for publication. What a citizen wrote is read by nobody before the upstream verifies it, and often
 * holds a name and a phone number: it is not shown, however long the edited text takes.
 */
function publishedText({ hulu }: Report): string | null {
  return hulu?.laporan.isiPublik || null;
}

/** A file is published with its text. One that was uploaded to the hub has no address that everybody can read. */
function publishedFile(value: Report): string | null {
  if (publishedText(value) === null) return null;
  return value.hulu?.laporan.lampiran.find(({ url }) => url.startsWith('https://'))?.url ?? null;
}

/** `didisposisikan; Tracking ID 9900123`: our status first, for a program to split at the semicolons. */
function notesOf(status: StatusLaporan, { hulu, terlambat }: Report, trackingId: string | null): string {
  const { ditutupOleh } = hulu?.laporan ?? {};
  return [
    status,
    ...(ditutupOleh ? [`ditutup oleh ${ditutupOleh}`] : []),
    ...(terlambat ? ['terlambat'] : []),
    ...(trackingId === null ? [] : [`Tracking ID ${trackingId}`]),
  ].join('; ');
}

function serviceNameOf({ kategori, hulu }: Report, nameOf: View['nameOf']): string | null {
  if (kategori === null) return null;
  const named = hulu?.laporan.kategori;
  return nameOf(kategori) ?? (named?.id === kategori ? (named.nama ?? null) : null);
}

/** Every office it was sent to, once. */
function officesOf({ hulu }: Report): string | null {
  const names = (hulu?.laporan.disposisi ?? []).map(({ instansi }) => instansi.nama ?? instansi.id);
  return [...new Set(names)].join(', ') || null;
}
