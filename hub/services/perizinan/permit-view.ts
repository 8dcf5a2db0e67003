import type { Izin, KeadaanIzin } from '../../../openapi/generated/types.ts';
import { KEADAAN_PESAN } from '../message-states.ts';
import type { OpenedMessage, ServiceContext } from '../service.ts';
import { kindOf } from './kinds.ts';
import type { KeptNib } from './nib.ts';
import type { KeptPermit } from './permit.ts';
import { type KeptSent, lastNumber, lastStatus } from './sent.ts';

/** A permit as the unified API shows it; nothing where its file alone has come. */
export function toIzin(
  { id, group, state, value, createdAt, updatedAt }: KeptPermit,
  sent: readonly KeptSent[],
  { permitKinds }: Pick<ServiceContext, 'permitKinds'>,
): Izin | undefined {
  const { nib, baris, berkas, batal } = value;
  if (!baris) return undefined;
  const { milikKota: _own, idIzin: _id, ...row } = baris;
  const kind = kindOf(baris.kodeIzin, permitKinds);
  return {
    ...(row as Partial<Izin>),
    ...{ idIzin: id, nib, milikKota: group === 'kota', keadaan: state as KeadaanIzin },
    ...{ kodeIzin: baris.kodeIzin ?? null, jenisKota: kind ? { kode: kind.kode, nama: kind.nama } : null },
    ...{ nama: baris.nama ?? null, jenis: wordIn(row.jenis), kewenangan: wordIn(row.kewenangan) },
    ...{ idProyek: baris.idProyek ?? null, idProduk: baris.idProduk ?? null, kodeDaerah: baris.kodeDaerah ?? null },
    persyaratan: [...(baris.persyaratan ?? [])],
    ...{ nomorIzin: lastNumber(sent), statusTerkirim: lastStatus(sent), berkas },
    dibatalkan: batal && { karena: batal.karena, tanggal: batal.tanggal },
    dibuatPada: new Date(createdAt).toISOString(),
    diperbaruiPada: new Date(updatedAt).toISOString(),
  };
}

export function toUsaha({ value }: KeptPermit, nib: KeptNib | undefined): NonNullable<Izin['usaha']> {
  const { perusahaan, proyek = [] } = nib?.value.dokumen ?? {};
  const project = proyek.find(({ idProyek }) => idProyek !== undefined && idProyek === value.baris?.idProyek);
  return { nama: wordIn(perusahaan?.nama), kbli: wordIn(project?.kbli) };
}

export function toPengiriman(messages: readonly OpenedMessage[]): NonNullable<Izin['pengiriman']> {
  return messages.map(({ id, service, state, acceptedAt }) => ({
    layanan: service,
    pesan: id,
    keadaan: KEADAAN_PESAN[state],
    dibuatPada: new Date(acceptedAt).toISOString(),
  }));
}

function wordIn(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}
