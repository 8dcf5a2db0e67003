import type { LaporanHulu, PermintaanDisposisi, PermintaanTindakLanjut } from '../../../openapi/generated/types.ts';
import type { Asked } from '../../mapping/field.ts';
import type { ForwardService, Links } from '../../relay/forward-service.ts';
import { days } from '../read.ts';
import { Refusal } from '../refusal.ts';
import { type ServiceContext, submit } from '../service.ts';
import { attachedBy, referencesIn } from './attachments.ts';
import { idIn } from './intake.ts';
import { type KnownUpstream, REPORTS, type Report, trackingIdOf } from './report.ts';
import { intakeOf, sameText, statusOf } from './report-view.ts';

interface OfReport {
  readonly id: string;
}

export const tindakLanjutLaporan = submit<PermintaanTindakLanjut & OfReport>({
  name: 'tindakLanjutLaporan',
  connector: 'lapor',
  forward: followUp('tindakLanjutLaporan', 'tindak-lanjut', ({ tindakLanjut }, asked) =>
    tindakLanjut.some(
      ({ peran, isi, waktu }) =>
        (peran === 'instansi' || peran === 'admin') && sameText(isi, asked.isi) && mayBeOurs(waktu, asked),
    ),
  ),
  async plan({ id, isi, tutup = false, lampiran = [] }, context) {
    const instance = await wayOf(id, context);
    const attached = await attachedBy(lampiran, context);
    const links = attached.linksTo(id);
    if (context.correcting) await context.records.link(links);
    const files = attached.asked.length > 0 ? { lampiran: attached.asked } : {};
    const asked = { isi, tutup, ...files, diterimaPada: context.now.toISOString() };
    const about = `${REPORTS} ${id}`;
    return { submissions: [{ instance, asked, orderedBy: about, about }], along: { links } };
  },
  paramsOf: (id) => ({ id }),
  bodyOf: ({ lampiran, ...asked }) => ({ ...asked, ...referencesIn({ lampiran }) }),
});

export const disposisiLaporan = submit<PermintaanDisposisi & OfReport>({
  name: 'disposisiLaporan',
  connector: 'lapor',
  many: true,
  forward: followUp('disposisiLaporan', 'disposisi', ({ disposisi }, asked) =>
    disposisi.some(({ instansi, waktu }) => instansi.id === asked.instansiId && mayBeOurs(waktu, asked)),
  ),
  async plan({ id, instansi }, context) {
    checkOffices(instansi);
    const instance = await wayOf(id, context);
    const about = `${REPORTS} ${id}`;
    const diterimaPada = context.now.toISOString();
    const submissions = instansi.map(({ id: instansiId, catatan }) => ({
      instance,
      asked: { instansiId, ...(catatan === undefined ? {} : { catatan }), diterimaPada },
      orderedBy: about,
      about,
    }));
    return { submissions };
  },
  paramsOf: (id) => ({ id }),
  bodyOf: ({ instansiId, catatan }) => ({
    instansi: [{ id: instansiId, ...(catatan === undefined ? {} : { catatan }) }],
  }),
});

/** Nothing there tells a repeat from a second one, so it is looked for before it is sent again (the LAPOR notes, section 4). */
function followUp(
  name: string,
  operation: string,
  isThere: (laporan: KnownUpstream, asked: Asked) => boolean,
): ForwardService {
  return {
    kind: 'forward',
    name,
    connector: 'lapor',
    operation,
    operations: [operation, 'laporan-satu'],
    whenUnknown: 'inquire',
    inquiry: {
      operation: 'laporan-satu',
      asking: ({ trackingId }) => ({ trackingId }),
      shows: (value, asked) => isThere(value as LaporanHulu, asked),
    },
    complete: withTrackingId,
  };
}

/** The number came with the report's own message, which goes first: as late as this it is there, or never will be. */
async function withTrackingId(asked: Asked, about: string, links: Links): Promise<Asked> {
  const trackingId = trackingIdOf(await links(REPORTS, idIn(about)));
  if (trackingId === null) throw new RangeError('the report was never forwarded, so nothing can follow it');
  return { ...asked, trackingId };
}

/** The same was said before, on another day: it is not what was sent just now. A day is more than clocks differ. */
function mayBeOurs(waktu: string | null | undefined, { diterimaPada }: Asked): boolean {
  return !waktu || Date.parse(waktu) > Date.parse(String(diterimaPada)) - days(1);
}

/** The instance that the report itself goes by. Throws a `Refusal` where nothing can follow the report. */
async function wayOf(id: string, { records, messagesAbout, instances }: ServiceContext): Promise<string> {
  const record = await records.get<Report>(REPORTS, id);
  if (!record) throw new Refusal('tidak-ditemukan', 'Tidak ada laporan dengan nomor ini.');
  const messages = await messagesAbout(`${REPORTS} ${id}`);
  const trackingId = trackingIdOf(await records.links(REPORTS, id));
  // turned down it may yet be corrected, and what follows waits behind it; called off it will never arrive
  const waits = intakeOf(messages)?.state === 'refused';
  if (trackingId === null && !waits && statusOf(record, messages, trackingId) === 'ditolak')
    throw new Refusal(
      'bentrok',
      'Laporan ini dibatalkan sebelum sampai ke SP4N-LAPOR!, jadi tidak dapat ditindaklanjuti.',
    );
  const { sambungan } = record.value;
  if (instances.includes(sambungan)) return sambungan;
  throw new Refusal('bentrok', `Laporan ini lewat sambungan "${sambungan}", yang tidak terbuka bagi aplikasi Anda.`);
}

function checkOffices(offices: PermintaanDisposisi['instansi']): void {
  const seen = new Set<string>();
  const twice = offices.findIndex(({ id }) => seen.size === seen.add(id).size);
  if (twice >= 0)
    throw new Refusal('permintaan-tidak-sah', 'Satu kantor disebut dua kali.', [
      { di: `body.instansi.${twice}.id`, masalah: 'sudah disebut di atasnya' },
    ]);
}
