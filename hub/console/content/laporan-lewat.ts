import { KEADAAN_PESAN } from '../../services/message-states.ts';
import type { ReportDigest } from '../../services/pengaduan/digest.ts';
import { REPORTS, type Report, textOf, trackingIdOf } from '../../services/pengaduan/report.ts';
import type { OpenedMessage } from '../../services/service.ts';
import type { SealedRecords } from '../../store/sealed-records.ts';
import type { LaporanLewat } from '../views/laporan.ts';
import { maskFor } from './masking.ts';

export interface LewatParts {
  readonly records: Pick<SealedRecords, 'get' | 'links'>;
  /** Newest first. */
  readonly messagesAbout: (about: string) => Promise<readonly OpenedMessage[]>;
}

const NOT_THERE: readonly OpenedMessage['state'][] = ['waiting', 'sending', 'unsure', 'refused'];

/** One report that waits too long, in words that name nobody. `undefined`: it is gone. */
export async function lewatOf(digest: ReportDigest, parts: LewatParts): Promise<LaporanLewat | undefined> {
  const { id, status, office, createdAt, dueAt } = digest;
  const record = await parts.records.get<Report>(REPORTS, id);
  if (!record) return undefined;
  const { rahasia } = record.value;
  const messages = await parts.messagesAbout(`${REPORTS} ${id}`);
  return {
    ...{ id, keadaan: status, skpd: office, dibuatPada: createdAt, batasPada: dueAt, rahasia },
    trackingId: trackingIdOf(await parts.records.links(REPORTS, id)),
    ...(rahasia ? { judul: null, isi: null } : wordsOf(record.value)),
    pesan: heldUp(messages),
  };
}

/** The reporter's name is known where the city has it, and is left out of the text as well. */
function wordsOf(report: Report): Pick<LaporanLewat, 'judul' | 'isi'> {
  const { judul, pelapor, hulu } = report;
  const isi = textOf(report, hulu?.laporan.isiPublik);
  const mask = maskFor({ judul, isi, pelapor });
  const shown = (name: string, text: string) => String(mask.of(name, text).value ?? '');
  return { judul: shown('judul', judul), isi: shown('isi', isi) };
}

/** The oldest that is not delivered: those after it wait for it. */
function heldUp(messages: readonly OpenedMessage[]): LaporanLewat['pesan'] {
  const message = messages.findLast(({ state }) => NOT_THERE.includes(state));
  return message ? { id: message.id, layanan: message.service, keadaan: KEADAAN_PESAN[message.state] } : null;
}
