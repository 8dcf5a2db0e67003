import type { Kesalahan, PermintaanLaporan, TandaTerimaLaporan } from '../../../openapi/generated/types.ts';
import { newId } from '../../identifiers/new-id.ts';
import type { Asked } from '../../mapping/field.ts';
import { minutes } from '../read.ts';
import { Refusal } from '../refusal.ts';
import { type Plan, type ServiceContext, submit } from '../service.ts';
import { type Attached, attachedBy, referencesIn } from './attachments.ts';
import { correctedReport, newReport, REPORTS, type Report } from './report.ts';
import { intakeOf } from './report-view.ts';

/** A clock of somebody else may be a little ahead. */
const AHEAD_MS = minutes(5);

export const kirimLaporan = submit<PermintaanLaporan & { readonly id?: string }>({
  name: 'kirimLaporan',
  connector: 'lapor',
  forward: {
    kind: 'forward',
    name: 'kirimLaporan',
    connector: 'lapor',
    operation: 'laporan-kirim',
    operations: ['laporan-kirim'],
    whenUnknown: 'resend', // the message's id goes along as Idempotency-Key, and the same key gets the first answer again
    delivered({ value, about }) {
      const trackingId = (value as TandaTerimaLaporan | null)?.trackingId;
      return trackingId ? { links: [{ collection: REPORTS, id: idIn(about), link: trackingId }] } : {};
    },
  },
  subject: ({ anonim, pelapor }) => (anonim ? '' : (pelapor?.telepon ?? pelapor?.email ?? pelapor?.nama ?? '')),
  async plan(params, context) {
    checkReporter(params, context.now);
    const { lampiran = [] } = params;
    const attached = await attachedBy(lampiran, context);
    return params.id === undefined
      ? accepted(params, attached, context)
      : corrected(params.id, params, attached, context);
  },
  paramsOf: (id) => ({ id }),
  bodyOf: ({ lampiran, ...asked }) => ({ ...asked, ...referencesIn({ lampiran }) }),
});

function accepted(
  params: PermintaanLaporan,
  attached: Attached,
  { application, instances, records, now }: ServiceContext,
): Plan {
  const at = now.getTime();
  const id = newId('lpr', at);
  const sambungan = instances[0] ?? '';
  const record = newReport(params, { id, owner: application.id, sambungan, lampiran: attached.kept, at });
  const asked = askedOf(params, attached, record.createdAt);
  return {
    submissions: [{ instance: sambungan, asked, orderedBy: `${REPORTS} ${id}`, about: `${REPORTS} ${id}` }],
    along: { records: [records.seal(record)], links: attached.linksTo(id) },
  };
}

/** The same report once more, with what was wrong put right. Its record is there, so it is changed here, unless its forward has ended. */
async function corrected(
  id: string,
  params: PermintaanLaporan,
  attached: Attached,
  { records, application, messagesAbout, now }: ServiceContext,
): Promise<Plan> {
  const record = await records.get<Report>(REPORTS, id);
  if (record?.owner !== application.id) throw new Refusal('tidak-ditemukan', 'Tidak ada laporan dengan nomor ini.');
  const about = `${REPORTS} ${id}`;
  const { state } = intakeOf(await messagesAbout(about)) ?? {};
  if (state === 'refused' || state === 'waiting' || state === 'unsure') {
    await records.change<Report>(REPORTS, id, now.getTime(), (there) => correctedReport(there, params, attached.kept));
    await records.link(attached.linksTo(id));
  }
  const asked = askedOf(params, attached, record.createdAt);
  return { submissions: [{ instance: record.value.sambungan, asked, orderedBy: about, about }] };
}

/** In the names that the mappings of `laporan-kirim` read. */
function askedOf(params: PermintaanLaporan, { asked: lampiran }: Attached, reportedAt: number): Asked {
  const { judul, isi, klasifikasi = 'pengaduan', kategori, anonim = false, rahasia = false, pelapor, lokasi } = params;
  return {
    judul,
    isi,
    klasifikasi,
    anonim,
    rahasia,
    waktuLapor: new Date(reportedAt).toISOString(),
    ...(kategori === undefined ? {} : { kategori }),
    ...(anonim || !pelapor ? {} : { pelapor }),
    ...(lokasi ? { lokasi } : {}),
    ...(lampiran.length > 0 ? { lampiran } : {}),
  };
}

function checkReporter({ anonim, pelapor, waktu }: PermintaanLaporan, now: Date): void {
  const mistakes: Kesalahan[] = [];
  if (!anonim && !pelapor) mistakes.push({ di: 'body.pelapor', masalah: 'wajib diisi kecuali "anonim" true' });
  if (waktu !== undefined && Date.parse(waktu) > now.getTime() + AHEAD_MS)
    mistakes.push({ di: 'body.waktu', masalah: 'tidak boleh di masa depan' });
  const detail = `Laporan ini tidak dapat diterima: ${mistakes.length} kesalahan, lihat "kesalahan".`;
  if (mistakes.length > 0) throw new Refusal('permintaan-tidak-sah', detail, mistakes);
}

export function idIn(about: string): string {
  return about.slice(about.indexOf(' ') + 1);
}
