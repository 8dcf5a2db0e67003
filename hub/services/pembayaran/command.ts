import { createHash } from 'node:crypto';
import type { Kept, SealedRecords } from '../../store/sealed-records.ts';

export const COMMANDS = 'perintah-bank';

/**
 * What a bank said of one payment, by the bank's own number: its first outcome is the outcome. It comes into being in
 * the commit of the booking, so that of two copies that arrive together one books and the other hears the same.
 */
export interface Command {
  /** Tells a repeat from another payment under the same number. */
  readonly isi: string;
  readonly nomorLuar: string | null;
  /** Of a refusal. */
  readonly ditolak?: { readonly code: string; readonly reason: string };
  /** NTPD of what was booked. */
  readonly penerimaan: readonly string[];
  readonly dicatatPada: string;
  readonly dibalikPada?: string;
}
type CommandState =
  | 'tercatat'
  | 'ditolak'
  | 'dibalik'
  /** The reversal came before the payment, which is refused when it comes. */
  | 'dibalik-dulu';
export interface KeptCommand extends Kept<Command> {
  readonly state: CommandState;
}

type Hash = (text: string) => string;

export function commandId(hash: Hash, instansi: string, idPembayaran: string): string {
  return hash(`perintah ${instansi} ${idPembayaran}`);
}

/** The bank's number of the payment itself, which may be another than the one it is told by. */
export function bankLink(hash: Hash, instansi: string, nomorBank: string): string {
  return hash(`nomor bank ${instansi} ${nomorBank}`);
}

export async function findCommand(
  { records, keyedHash }: { readonly records: Pick<SealedRecords, 'get' | 'find'>; readonly keyedHash: Hash },
  { instansi, idPembayaran, nomorBank }: BankNumbers,
): Promise<KeptCommand | undefined> {
  const byId = await records.get<Command>(COMMANDS, commandId(keyedHash, instansi, idPembayaran));
  const found = byId ?? (await records.find<Command>(COMMANDS, bankLink(keyedHash, instansi, nomorBank)));
  return found as KeptCommand | undefined;
}

export interface BankNumbers {
  readonly instansi: string;
  readonly idPembayaran: string;
  readonly nomorBank: string;
}

/** Of what makes a payment the one it is. */
export function contentOf(...parts: readonly unknown[]): string {
  return createHash('sha256').update(JSON.stringify(parts)).digest('base64url');
}
