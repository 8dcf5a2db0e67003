import { fileTypeFromBuffer } from 'file-type';
import type {
  JenisLampiran,
  Kesalahan,
  Lampiran,
  LampiranLaporan,
  RujukanLampiran,
} from '../../../openapi/generated/types.ts';
import { newId } from '../../identifiers/new-id.ts';
import type { Asked } from '../../mapping/field.ts';
import type { RecordLink } from '../../store/records.ts';
import type { Kept } from '../../store/sealed-records.ts';
import { Refusal } from '../refusal.ts';
import { action, type ServiceContext } from '../service.ts';

const ATTACHMENTS = 'lampiran';
const MOST_BYTES = 5 * 1024 * 1024;
const TYPES: readonly JenisLampiran[] = ['image/jpeg', 'image/png', 'image/webp', 'application/pdf'];

/** An uploaded file as it is sealed. */
interface KeptFile {
  readonly nama: string;
  readonly jenis: JenisLampiran;
  readonly ukuran: number;
  /** base64 */
  readonly isi: string;
}

interface Upload {
  readonly nama: string;
  readonly bytes: Buffer;
  readonly type: string;
}

export const unggahLampiran = action<Upload>({
  name: 'unggahLampiran',
  async run({ nama, bytes, type }, { records, application, now }) {
    const jenis = await typeOf(bytes, type);
    const at = now.getTime();
    const id = newId('lmp', at);
    const value: KeptFile = {
      nama: nama.replace(/[\p{Cc}\p{Bidi_Control}]/gu, '').trim() || id,
      jenis,
      ukuran: bytes.length,
      isi: bytes.toString('base64'),
    };
    await records.create([
      {
        collection: ATTACHMENTS,
        id,
        owner: application.id,
        state: '',
        group: '',
        createdAt: at,
        updatedAt: at,
        watchAt: null,
        value,
      },
    ]);
    const data: Lampiran = { id, nama: value.nama, jenis, ukuran: value.ukuran, dibuatPada: now.toISOString() };
    return { kind: 'json', status: 201, body: { data }, headers: { Location: `/v1/lampiran/${id}` } };
  },
});

/** Whoever uploaded it may have it back; everybody who reads reports, once it belongs to one. */
export const unduhLampiran = action<{ readonly id: string }>({
  name: 'unduhLampiran',
  subject: ({ id }) => id,
  async run({ id }, { records, application }) {
    const record = await records.get<KeptFile>(ATTACHMENTS, id);
    const mayHave = record && (record.owner === application.id || (await records.links(ATTACHMENTS, id)).length > 0);
    if (!mayHave) throw new Refusal('tidak-ditemukan', 'Tidak ada lampiran dengan nomor ini.');
    const { nama, jenis, isi } = record.value;
    return { kind: 'bytes', type: jenis, bytes: Buffer.from(isi, 'base64'), name: nama };
  },
});

/** By what is in it: a name and a header are only what somebody says about it. */
async function typeOf(bytes: Buffer, said: string): Promise<JenisLampiran> {
  if (bytes.length === 0)
    throw new Refusal('permintaan-tidak-sah', 'Berkasnya kosong.', [{ di: 'body', masalah: 'tidak boleh kosong' }]);
  if (bytes.length > MOST_BYTES)
    throw new Refusal('isi-terlalu-besar', `Berkas paling banyak ${MOST_BYTES / 1024 / 1024} MB.`);
  const found = (await fileTypeFromBuffer(bytes))?.mime;
  const jenis = TYPES.find((type) => type === found);
  if (!jenis)
    throw new Refusal('jenis-isi-tidak-didukung', `Isi berkas ini bukan salah satu dari ${TYPES.join(', ')}.`);
  if (said.split(';')[0]?.trim().toLowerCase() !== jenis)
    throw new Refusal('jenis-isi-tidak-didukung', `Isi berkas ini ${jenis}, berbeda dari Content-Type-nya.`);
  return jenis;
}

export interface Attached {
  /** For the hub's own record. */
  readonly kept: readonly LampiranLaporan[];
  /** For the upstream's question. */
  readonly asked: readonly { readonly nama: string; readonly url: string; readonly mime: string }[];
  /** Make what was uploaded part of a report. */
  readonly linksTo: (report: string) => readonly RecordLink[];
}

/**
 * What a request refers to. An uploaded file is told to the upstream by name, type and its address at the hub, where it
 * can be had with a key of the hub only: the upstream's people see that there is one, and whom to ask for it.
 */
export async function attachedBy(
  references: readonly RujukanLampiran[],
  { records, application, publicUrl = '' }: Pick<ServiceContext, 'records' | 'application' | 'publicUrl'>,
): Promise<Attached> {
  const kept: LampiranLaporan[] = [];
  const asked: { nama: string; url: string; mime: string }[] = [];
  const ids: string[] = [];
  const mistakes: Kesalahan[] = [];
  for (const [index, reference] of references.entries()) {
    if ('url' in reference) {
      const { nama, url, jenis } = reference;
      kept.push({ nama, jenis, url });
      asked.push({ nama, url, mime: jenis });
      continue;
    }
    const { id } = reference;
    const record: Kept<KeptFile> | undefined = await records.get<KeptFile>(ATTACHMENTS, id);
    if (record?.owner !== application.id) {
      mistakes.push({
        di: `body.lampiran.${index}.id`,
        masalah: 'tidak ada lampiran dengan nomor ini milik aplikasi Anda',
      });
      continue;
    }
    const { nama, jenis, ukuran } = record.value;
    kept.push({ id, nama, jenis, ukuran });
    asked.push({ nama, url: `${publicUrl}/v1/lampiran/${id}`, mime: jenis });
    ids.push(id);
  }
  if (mistakes.length > 0) throw new Refusal('permintaan-tidak-sah', 'Ada lampiran yang tidak dikenal.', mistakes);
  const linksTo = (report: string) =>
    [...new Set(ids)].map((id) => ({ collection: ATTACHMENTS, id, link: `${report} ${id}` }));
  return { kept, asked, linksTo };
}

const UPLOADED = /\/v1\/lampiran\/(lmp_[0-9a-z]{16,40})$/;

/** What was referred to, of what the upstream is told. */
export function referencesIn(asked: Asked): { readonly lampiran?: readonly RujukanLampiran[] } {
  const attached = asked.lampiran as Attached['asked'] | undefined;
  if (attached === undefined) return {};
  return {
    lampiran: attached.map(({ nama, url, mime }) => {
      const id = UPLOADED.exec(url)?.[1];
      return id === undefined ? { nama, url, jenis: mime as JenisLampiran } : { id };
    }),
  };
}
