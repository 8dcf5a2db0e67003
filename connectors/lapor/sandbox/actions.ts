import { bad, type Finding, good } from './answers.ts';
import { wib } from './calendar.ts';
import { type Attachment, type Complaint, city, isShut } from './complaint.ts';
import { type Desk, textOf } from './intake.ts';
import type { TakenAction } from './ledger.ts';
import { officeOf } from './reference.ts';

type Fields = Readonly<Record<string, unknown>>;
type Act = (complaint: Complaint, fields: Fields, key: string | null, desk: Desk) => Finding;

/** What may be done to a complaint (section 4). None of it is recognised when it comes twice: it is done twice. */
export const actions: Readonly<Record<string, Act>> = {
  disposisi: dispose,
  'tindak-lanjut': followUp,
  tunda: reasoned('tunda', 'Ditunda'),
  'bukan-wewenang': reasoned('bukan-wewenang', 'Bukan Wewenang'),
  arsip: reasoned('arsip', 'Diarsipkan oleh Admin'),
};

const shut = bad(422, 'Laporan sudah ditutup', 'STATUS');

function dispose(complaint: Complaint, fields: Fields, idempotencyKey: string | null, desk: Desk): Finding {
  const { register, book } = desk;
  const instansi = officeOf(textOf(fields.instansi_id));
  if (!instansi) return bad(422, 'Instansi tidak dikenal', 'VALIDASI');
  const at = register.now();
  if (isShut(complaint)) return shut;
  const catatan = textOf(fields.catatan);
  register.change(complaint, at, (one) => {
    one.disposisi.push({ instansi, at, oleh: 'Admin Instansi', catatan });
    one.verifikasi ??= at;
    one.status = 'Terdisposisi';
  });
  const { trackingId } = complaint;
  book.dispositions.push({ trackingId, at: wib(at), instansiId: instansi.id, catatan, idempotencyKey });
  return good({ tracking_id: trackingId });
}

function followUp(complaint: Complaint, fields: Fields, idempotencyKey: string | null, desk: Desk): Finding {
  const { register, book } = desk;
  const isi = textOf(fields.isi);
  if (isi === '') return bad(400, 'isi wajib diisi', 'VALIDASI');
  if (typeof fields.tutup !== 'boolean') return bad(400, 'tutup harus true atau false', 'VALIDASI');
  const { tutup } = fields;
  const lampiran = Array.isArray(fields.lampiran) ? (fields.lampiran as Attachment[]) : [];
  const at = register.now();
  if (isShut(complaint)) return shut;
  const oleh = complaint.disposisi.at(-1)?.instansi.nama ?? city.nama;
  const made = register.followUp(complaint, at, { oleh, peran: 'instansi', isi, lampiran });
  complaint.verifikasi ??= at;
  complaint.status = tutup ? 'Ditutup oleh Admin' : 'Ditanggapi oleh Instansi';
  if (tutup) complaint.tutup = at;
  const { trackingId } = complaint;
  book.followUps.push({ trackingId, at: wib(at), isi, tutup, lampiran, idempotencyKey });
  return good({ tracking_id: trackingId, id: made.id });
}

function reasoned(action: TakenAction['action'], status: string): Act {
  return (complaint, fields, idempotencyKey, { register, book }) => {
    const alasan = textOf(fields.alasan);
    if (alasan === '') return bad(400, 'alasan wajib diisi', 'VALIDASI');
    const at = register.now();
    if (isShut(complaint)) return shut;
    register.change(complaint, at, (one) => {
      one.status = status;
      one.alasan = alasan;
      if (action === 'arsip') one.tutup = at;
    });
    const { trackingId } = complaint;
    book.actions.push({ trackingId, at: wib(at), action, alasan, idempotencyKey });
    return good({ tracking_id: trackingId });
  };
}
