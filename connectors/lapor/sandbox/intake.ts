import { isRecord } from '../../sandbox-kit/wire-json.ts';
import { bad, type Finding } from './answers.ts';
import { wib } from './calendar.ts';
import type { Attachment, Complaint, Place, Reporter } from './complaint.ts';
import type { LedgerBook } from './ledger.ts';
import { topicOf } from './reference.ts';
import type { Register } from './register.ts';
import type { LaporSettingValues } from './settings.ts';

export interface Desk {
  readonly register: Register;
  readonly book: LedgerBook;
  readonly settings: LaporSettingValues;
  /** Idempotency-Key: the body it came with first, and what was made of it. */
  readonly keys: Map<string, { readonly body: string; readonly receipt: Receipt }>;
}

export interface Receipt {
  readonly tracking_id: string;
  readonly transaksi_id: string;
}

export type Taken = { readonly kind: 'taken'; readonly receipt: Receipt; readonly isRepeat: boolean };

/** Section 4, `POST /laporan`: a key is answered once and for all (section 7). */
export function takeJson(fields: Readonly<Record<string, unknown>>, key: string | null, desk: Desk): Taken | Finding {
  const { register, book, keys } = desk;
  const body = JSON.stringify(fields);
  book.received(body, key);
  const first = key === null ? undefined : keys.get(key);
  if (first && first.body !== body) {
    book.conflictingKey();
    return bad(409, 'Idempotency-Key sudah dipakai untuk laporan lain', 'IDEMPOTENSI');
  }
  if (first) {
    book.repeatedKey();
    return { kind: 'taken', receipt: first.receipt, isRepeat: true };
  }
  const wrong = mistakeOf(fields) ?? lackOf(fields, desk.settings.mandatory);
  if (wrong) return wrong;
  const now = register.now();
  const complaint = fromJson(fields, now, register.nextNumbers());
  register.add(complaint);
  book.accepted(complaint, { via: 'json', idempotencyKey: key, at: wib(now) }, body);
  const receipt = receiptOf(complaint);
  if (key !== null) keys.set(key, { body, receipt });
  return { kind: 'taken', receipt, isRepeat: false };
}

function mistakeOf(fields: Readonly<Record<string, unknown>>): Finding | undefined {
  for (const name of ['judul', 'isi', 'klasifikasi'])
    if (textOf(fields[name]) === '') return bad(400, `${name} wajib diisi`, 'VALIDASI');
  for (const name of ['anonim', 'rahasia'])
    if (typeof fields[name] !== 'boolean') return bad(400, `${name} harus true atau false`, 'VALIDASI');
  const { kategori_id: category } = fields;
  if (category !== undefined && category !== null && !topicOf(textOf(category)))
    return bad(422, 'Kategori tidak dikenal', 'VALIDASI');
  if (fields.anonim === false && textOf((fields.pelapor as Reporter | null | undefined)?.nama) === '')
    return bad(422, 'Pelapor wajib diisi bila tidak anonim', 'VALIDASI');
  return undefined;
}

/** What LAPOR began to ask for while clients went on as before. */
function lackOf(fields: Readonly<Record<string, unknown>>, mandatory: readonly string[]): Finding | undefined {
  const name = mandatory.find((each) => !isGiven(memberAt(fields, each.split('.'))));
  return name === undefined ? undefined : bad(422, `${name} wajib diisi`, 'VALIDASI');
}

function memberAt(value: unknown, [name, ...rest]: readonly string[]): unknown {
  if (name === undefined) return value;
  return isRecord(value) && Object.hasOwn(value, name) ? memberAt(value[name], rest) : undefined;
}

function isGiven(value: unknown): boolean {
  return value !== undefined && value !== null && !(typeof value === 'string' && value.trim() === '');
}

function fromJson(
  fields: Readonly<Record<string, unknown>>,
  now: number,
  { trackingId, transaksiId }: { readonly trackingId: string; readonly transaksiId: string },
): Complaint {
  const reported = Date.parse(textOf(fields.waktu_lapor));
  return {
    ...blank(now),
    trackingId,
    transaksiId,
    judul: textOf(fields.judul),
    isiAwal: textOf(fields.isi),
    isiAkhir: textOf(fields.isi),
    klasifikasi: textOf(fields.klasifikasi),
    kategori: topicOf(textOf(fields.kategori_id)) ?? null,
    anonim: fields.anonim === true,
    rahasia: fields.rahasia === true,
    pelapor: (fields.pelapor as Reporter | null | undefined) ?? null,
    lokasi: (fields.lokasi as Place | null | undefined) ?? null,
    lampiran: Array.isArray(fields.lampiran) ? (fields.lampiran as Attachment[]) : [],
    lapor: Number.isNaN(reported) ? now : reported,
  };
}

export interface XmlIntake {
  readonly isi: string;
  readonly anonim: boolean;
  readonly rahasia: boolean;
  readonly pelapor: Reporter;
}

/** Section 2.1: nothing recognises a repeat there, so the ledger does, however the XML of it was written. */
export function takeXml(intake: XmlIntake, { register, book }: Desk): Receipt {
  const content = JSON.stringify(intake);
  book.received(content, null);
  const now = register.now();
  const complaint: Complaint = {
    ...blank(now),
    ...register.nextNumbers(),
    judul: intake.isi.split('\n')[0]?.slice(0, 100) ?? '',
    isiAwal: intake.isi,
    isiAkhir: intake.isi,
    anonim: intake.anonim,
    rahasia: intake.rahasia,
    pelapor: intake.pelapor,
  };
  register.add(complaint);
  book.accepted(complaint, { via: 'xml', idempotencyKey: null, at: wib(now) }, content);
  return receiptOf(complaint);
}

function blank(now: number): Complaint {
  return {
    trackingId: '',
    transaksiId: '',
    judul: '',
    isiAwal: '',
    isiAkhir: '',
    klasifikasi: 'Pengaduan',
    kategori: null,
    anonim: false,
    rahasia: false,
    pelapor: null,
    sumber: 'Aplikasi Daerah',
    lokasi: null,
    lampiran: [],
    lapor: now,
    status: 'Belum Terverifikasi',
    alasan: null,
    verifikasi: null,
    tutup: null,
    diubah: now,
    rating: null,
    disposisi: [],
    tindakLanjut: [],
  };
}

function receiptOf({ trackingId, transaksiId }: Complaint): Receipt {
  return { tracking_id: trackingId, transaksi_id: transaksiId ?? '' };
}

export function textOf(value: unknown): string {
  return typeof value === 'string' ? value.trim() : '';
}
