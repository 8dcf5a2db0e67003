import type {
  DisposisiLaporan,
  Laporan,
  RiwayatLaporan,
  StatusLaporan,
  TindakLanjutLaporan,
} from '../../../openapi/generated/types.ts';
import { KEADAAN_PESAN } from '../message-states.ts';
import type { OpenedMessage } from '../service.ts';
import { attachmentOf, type KnownUpstream, placeOf, type ReportRecord, textOf } from './report.ts';

/** Everything there is to know about one report. */
export interface Seen {
  readonly record: ReportRecord;
  /** Newest first. */
  readonly messages: readonly OpenedMessage[];
  readonly trackingId: string | null;
  /** What the upstream says, if it says more than the record holds. */
  readonly upstream?: KnownUpstream;
  /** The application that is shown the reporter: that of the record, or nobody. */
  readonly reporterFor?: string;
}

/** A report as the unified API shows it. */
export function toLaporan({ record, messages, trackingId, upstream, reporterFor }: Seen): Laporan {
  const { id, owner, value, createdAt } = record;
  const known = upstream ?? value.hulu?.laporan;
  const intake = intakeOf(messages);
  const { anonim, rahasia, klasifikasi, lampiran, batasJawaban, terlambat } = value;
  return {
    id,
    judul: value.judul,
    isi: textOf(value, known?.isiPublik),
    klasifikasi,
    kategori: categoryOf(value.kategori, known),
    anonim: anonim || (known?.anonim ?? false),
    rahasia: rahasia || (known?.rahasia ?? false),
    lokasi: value.lokasi ?? placeOf(known?.lokasi),
    lampiran: [...lampiran],
    status: upstream?.status ?? statusOf(record, messages, trackingId),
    statusAsli: known?.statusAsli ?? null,
    trackingId,
    ditutupOleh: known?.ditutupOleh ?? null,
    dibuatPada: isoOf(createdAt),
    diperbaruiPada: isoOf(changedAt(record, messages, upstream)),
    batasJawaban,
    terlambat,
    disposisi: officesOf(known, messages),
    tindakLanjut: answersOf(record, known, messages),
    riwayat: logOf(record, known),
    pesan: intake ? { id: intake.id, keadaan: KEADAAN_PESAN[intake.state] } : null,
    ...(owner !== '' && reporterFor === owner ? { pelapor: anonim || known?.anonim ? null : value.pelapor } : {}),
  };
}

/** The message that forwards the report itself. */
export function intakeOf(messages: readonly OpenedMessage[]): OpenedMessage | undefined {
  return messages.find(({ service }) => service === 'kirimLaporan');
}

/** Until the upstream says more, the forward decides. A forward that was called off will not be one. */
export function statusOf(
  { state, owner }: Pick<ReportRecord, 'state' | 'owner'>,
  messages: readonly OpenedMessage[],
  trackingId: string | null,
): StatusLaporan {
  const status = state as StatusLaporan;
  if (owner === '' || (status !== 'menunggu-kirim' && status !== 'ditolak')) return status;
  if (trackingId !== null) return 'terkirim';
  switch (intakeOf(messages)?.state) {
    case undefined:
      return status; // the message was removed long after it had ended
    case 'refused':
    case 'cancelled':
      return 'ditolak';
    case 'delivered':
      return 'terkirim';
    default:
      return 'menunggu-kirim';
  }
}

function categoryOf(kode: string | null, known: KnownUpstream | undefined): Laporan['kategori'] {
  const named = known?.kategori;
  if (named && (kode === null || named.id === kode)) return { kode: named.id, nama: named.nama ?? null };
  return kode === null ? null : { kode, nama: null };
}

function changedAt(
  { updatedAt }: ReportRecord,
  messages: readonly OpenedMessage[],
  upstream: KnownUpstream | undefined,
) {
  const there = upstream?.diubahPada ? Date.parse(upstream.diubahPada) : 0;
  return Math.max(updatedAt, there, ...messages.map((message) => message.changedAt));
}

/** What the upstream lists, then what is still on its way there. */
function officesOf(known: KnownUpstream | undefined, messages: readonly OpenedMessage[]): DisposisiLaporan[] {
  const own = sentAs('disposisiLaporan', messages);
  const listed = (known?.disposisi ?? []).map(({ instansi, waktu }): DisposisiLaporan => {
    const sent = take(own, ({ asked, state }) => asked.instansiId === instansi.id && state === 'delivered');
    return { instansi: { id: instansi.id, nama: instansi.nama ?? null }, waktu: waktu ?? null, ...dispatchOf(sent) };
  });
  const names = new Map(listed.map(({ instansi: { id, nama } }) => [id, nama]));
  const onTheWay = own.map((sent): DisposisiLaporan => {
    const id = String(sent.asked.instansiId);
    const waktu = sent.state === 'delivered' ? isoOf(sent.changedAt) : null;
    return { instansi: { id, nama: names.get(id) ?? null }, waktu, ...dispatchOf(sent) };
  });
  return [...listed, ...onTheWay];
}

function dispatchOf(sent: OpenedMessage | undefined): Pick<DisposisiLaporan, 'catatan' | 'pesan' | 'keadaan'> {
  if (!sent) return {};
  const { catatan } = sent.asked;
  return { ...(typeof catatan === 'string' ? { catatan } : {}), pesan: sent.id, keadaan: KEADAAN_PESAN[sent.state] };
}

/** Whose words they are where nobody is named. A reporter never is. */
const BY_ROLE: Readonly<Record<string, string>> = {
  instansi: 'Instansi',
  pelapor: 'Pelapor',
  admin: 'Admin',
  sistem: 'Sistem',
};

/** What the upstream lists, and what it took but has not listed yet; an answer on its way is a message, not an answer. */
function answersOf(
  { createdAt }: ReportRecord,
  known: KnownUpstream | undefined,
  messages: readonly OpenedMessage[],
): TindakLanjutLaporan[] {
  const own = sentAs('tindakLanjutLaporan', messages).filter(({ state }) => state === 'delivered');
  const listed = (known?.tindakLanjut ?? []).map(({ waktu, oleh, peran, isi, lampiran }): TindakLanjutLaporan => {
    const byOffice = peran === 'instansi' || peran === 'admin';
    const sent = byOffice ? take(own, ({ asked }) => sameText(asked.isi, isi)) : undefined;
    return {
      waktu: waktu ?? known?.diubahPada ?? isoOf(createdAt),
      oleh: (peran === 'pelapor' ? null : oleh) ?? BY_ROLE[peran] ?? 'Tidak dikenal',
      peran,
      isi,
      ...(sent ? { pesan: sent.id } : {}),
      ...(lampiran.length > 0 ? { lampiran: lampiran.map(attachmentOf) } : {}),
    };
  });
  const taken = own.map((sent) => ({
    waktu: isoOf(sent.changedAt),
    oleh: 'Instansi',
    peran: 'instansi',
    isi: String(sent.asked.isi),
    pesan: sent.id,
  }));
  return inTime([...listed, ...taken]);
}

/** Upstreams trim and fold the line ends of what they are given. */
export function sameText(one: unknown, other: unknown): boolean {
  return bare(one) === bare(other);
}

function bare(text: unknown): string {
  return String(text).replace(/\s+/g, ' ').trim();
}

function logOf({ value }: ReportRecord, known: KnownUpstream | undefined): RiwayatLaporan[] {
  const lines: RiwayatLaporan[] = [...value.catatan];
  const { waktuVerifikasi, waktuTutup, disposisi = [], statusAsli, diubahPada } = known ?? {};
  if (waktuVerifikasi) lines.push({ waktu: waktuVerifikasi, keterangan: 'Laporan diverifikasi' });
  for (const { instansi, waktu, oleh } of disposisi) {
    const keterangan = `Laporan didisposisikan ke ${instansi.nama ?? instansi.id}${oleh ? ` oleh ${oleh}` : ''}`;
    if (waktu) lines.push({ waktu, keterangan });
  }
  if (waktuTutup) lines.push({ waktu: waktuTutup, keterangan: 'Laporan ditutup' });
  const noted = value.catatan.at(-1)?.keterangan;
  if (statusAsli && diubahPada && statusAsli !== noted) lines.push({ waktu: diubahPada, keterangan: statusAsli });
  return inTime(lines);
}

/** Stable: what is of one moment stays as the upstream listed it. */
function inTime<Line extends { readonly waktu: string }>(lines: readonly Line[]): Line[] {
  return lines.toSorted((one, other) => Date.parse(one.waktu) - Date.parse(other.waktu));
}

/** Oldest first, without what was called off. */
function sentAs(service: string, messages: readonly OpenedMessage[]): OpenedMessage[] {
  return messages.filter((message) => message.service === service && message.state !== 'cancelled').reverse();
}

function take(from: OpenedMessage[], fits: (message: OpenedMessage) => boolean): OpenedMessage | undefined {
  const index = from.findIndex(fits);
  return index < 0 ? undefined : from.splice(index, 1)[0];
}

function isoOf(at: number): string {
  return new Date(at).toISOString();
}
