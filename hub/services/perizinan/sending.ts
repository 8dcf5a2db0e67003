import type { Asked } from '../../mapping/field.ts';
import type { ForwardService } from '../../relay/forward-service.ts';
import { minutes } from '../read.ts';
import { Refusal } from '../refusal.ts';
import type { Plan, ServiceContext } from '../service.ts';
import { NIBS, type Nib } from './nib.ts';
import { PERMITS, type Permit } from './permit.ts';

/** A clock of somebody else may be a little ahead. */
const AHEAD_MS = minutes(5);

export interface OfPermit {
  readonly idIzin: string;
}

/** What every forward about a permit has in common: its way, and what OSS pushed of it. */
export interface Ground {
  readonly instance: string;
  readonly asked: Asked;
}

/** Throws a `Refusal` where nothing can be sent about this permit. */
export async function groundOf(idIzin: string, { records, instances }: ServiceContext): Promise<Ground> {
  const record = await records.get<Permit>(PERMITS, idIzin);
  const row = record?.value.baris;
  if (!record || !row)
    throw new Refusal('tidak-ditemukan', 'Permohonan izin ini belum pernah dikirim OSS, jadi belum dapat diproses.');
  if (record.group !== 'kota')
    throw new Refusal('bentrok', 'Permohonan izin ini bukan wewenang kota, jadi tidak dapat diputuskan di sini.');
  if (record.state === 'dibatalkan')
    throw new Refusal('bentrok', 'Permohonan izin ini sudah dibatalkan atau dicabut, jadi tidak dapat diproses.');
  const { sambungan, nib } = record.value;
  if (!instances.includes(sambungan))
    throw new Refusal(
      'bentrok',
      `Permohonan ini lewat sambungan "${sambungan}", yang tidak terbuka bagi aplikasi Anda.`,
    );
  const business = await records.get<Nib>(NIBS, nib);
  const ossId = business?.value.dokumen.ossId;
  const { idProyek, idProduk, kodeIzin, kodeDaerah } = row;
  if (ossId === undefined || kodeIzin === undefined)
    throw new Refusal('bentrok', 'OSS belum menyebut akun perusahaan atau kode izinnya; tunggu kiriman berikutnya.');
  const known = { nib, ossId, idIzin, kodeIzin, kodeDaerah, idProyek, idProduk };
  return {
    instance: sambungan,
    asked: Object.fromEntries(Object.entries(known).filter(([, one]) => one !== undefined)),
  };
}

/** One message about the permit; all of them arrive in the order they were accepted. */
export function planFor(idIzin: string, { instance, asked }: Ground, more: Asked): Plan {
  const about = `${PERMITS} ${idIzin}`;
  return { submissions: [{ instance, asked: { ...asked, ...more }, orderedBy: about, about }] };
}

/** Throws a `Refusal` that lists the words there are. */
export function checkWord(
  word: string,
  at: string,
  { operation, list }: { readonly operation: string; readonly list: string },
  instance: string,
  { wordsOf }: Pick<ServiceContext, 'wordsOf'>,
): void {
  const words = wordsOf(instance, operation, list);
  if (words.includes(word)) return;
  throw new Refusal('permintaan-tidak-sah', 'Kata ini tidak dapat dikirim ke OSS; lihat "kesalahan".', [
    { di: `body.${at}`, masalah: `harus salah satu dari: ${words.join(', ')}` },
  ]);
}

/** The moment a status holds from. Throws a `Refusal` for one that is yet to come. */
export function momentOf(waktu: string | undefined, now: Date): string {
  if (waktu === undefined) return now.toISOString();
  if (Date.parse(waktu) <= now.getTime() + AHEAD_MS) return waktu;
  throw new Refusal('permintaan-tidak-sah', 'Status tidak dapat berlaku mulai nanti.', [
    { di: 'body.waktu', masalah: 'tidak boleh di masa depan' },
  ]);
}

/** Throws a `Refusal` for a time that ends before it begins. */
export function checkPeriod(from: string, until: string, at: string): void {
  if (from <= until) return;
  throw new Refusal('permintaan-tidak-sah', 'Hari terakhirnya sebelum hari pertamanya.', [
    { di: `body.${at}`, masalah: 'sebelum hari pertamanya' },
  ]);
}

/** A forward that sets a state there: the same once more is taken as harmless (the OSS notes, section 7; unverified). */
export function settingState(name: string, operation: string, delivered: ForwardService['delivered']): ForwardService {
  return {
    ...{ kind: 'forward', name, connector: 'oss', operation, operations: [operation], whenUnknown: 'resend' },
    ...(delivered ? { delivered } : {}),
  };
}
