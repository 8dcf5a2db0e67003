import { minus, type Rupiah, toRupiah } from '../../../connectors/rupiah.ts';
import type { AkunVirtual, StatusQris, TransaksiBank } from '../../../openapi/generated/types.ts';
import { findCommand } from './command.ts';
import type { MoneyContext } from './context.ts';
import type { KeptPayment } from './payment.ts';
import { bookTold } from './told.ts';

/** What a look at the bank came to. `ended`: no money can come any more. `unknown`: the bank did not say. */
export type Looked = 'booked' | 'nothing' | 'ended' | 'unknown';

export interface Look {
  readonly withinMs?: number;
}

/** Asks the bank what became of a payment, and books what has come in and is not booked yet. */
export function look(payment: KeptPayment, context: MoneyContext, options: Look = {}): Promise<Looked> {
  const { cara, instansi } = payment.value;
  if (cara === 'qris') return lookAtCode(payment, context, options);
  if (context.has(instansi, 'va-status')) return lookAtPayments(payment, context, options);
  return context.has(instansi, 'va-inquiry') ? lookAtAccount(payment, context, options) : Promise.resolve('ended');
}

/** SNAP: every payment of the account, each with its numbers. */
async function lookAtPayments(payment: KeptPayment, context: MoneyContext, { withinMs }: Look): Promise<Looked> {
  const { instansi, nomor, nomorPelanggan } = payment.value;
  const answer = await context.ask(instansi, 'va-status', { nomor, nomorPelanggan }, withinMs);
  const verdict = answer?.verdict;
  if (verdict?.kind === 'absent') return 'nothing';
  if (verdict?.kind !== 'found') return 'unknown';
  const payments = verdict.value as readonly TransaksiBank[];
  let booked = false;
  for (const one of payments) {
    if (one.keadaan === 'diproses') return 'unknown';
    if (one.keadaan === 'gagal') continue;
    const money = {
      ...{ idPembayaran: one.idPermintaan ?? one.nomorBank, nomorBank: one.nomorBank },
      ...{ nominal: () => toRupiah(one.nominal), dibayarPada: momentOf(one.dibayarPada, context) },
      bukti: { panggilan: 'va-status', ...one },
    };
    booked = (await bookTold(payment.id, money, context)) === 'booked' || booked;
  }
  return booked ? 'booked' : 'nothing';
}

/**
 * eCollection: the sum of all payments and the number of the last. What is more than is booked has come in since
 * (the eCollection notes, sections 4.2 and 9).
 */
async function lookAtAccount(payment: KeptPayment, context: MoneyContext, { withinMs }: Look): Promise<Looked> {
  const { instansi, trxId, nomor, nomorPelanggan } = payment.value;
  const answer = await context.ask(instansi, 'va-inquiry', { trxId, nomor, nomorPelanggan }, withinMs);
  const verdict = answer?.verdict;
  if (verdict?.kind === 'absent') return 'ended';
  if (verdict?.kind !== 'found') return 'unknown';
  const account = verdict.value as AkunVirtual;
  const booked = await bookDifference(payment, account, context);
  if (booked !== 'nothing') return booked;
  return account.aktif === false ? 'ended' : 'nothing';
}

async function bookDifference(payment: KeptPayment, account: AkunVirtual, context: MoneyContext): Promise<Looked> {
  const { instansi } = payment.value;
  const { nomorBank } = account;
  const sum = toRupiah(account.terbayar ?? 0);
  if (sum <= payment.value.terbayar || !nomorBank) return 'nothing';
  const idPembayaran = accountPayment(account.nomor, nomorBank);
  if (await findCommand(context, { instansi, idPembayaran, nomorBank: idPembayaran })) return 'unknown'; // read between two payments
  const money = {
    ...{ idPembayaran, nomorBank, nominal: moreThanBooked(sum), dibayarPada: momentOf(account.dibayarPada, context) },
    bukti: { panggilan: 'va-inquiry', ...account },
  };
  return (await bookTold(payment.id, money, context)) === 'booked' ? 'booked' : 'nothing';
}

const moreThanBooked =
  (sum: Rupiah) =>
  ({ value }: KeptPayment) =>
    minus(sum, value.terbayar);

/** A bank's number of a payment may be used again at another account (the eCollection notes, section 5). */
export function accountPayment(nomor: string, nomorBank: string): string {
  return `${nomor} ${nomorBank}`;
}

async function lookAtCode(payment: KeptPayment, context: MoneyContext, { withinMs }: Look): Promise<Looked> {
  const { instansi, trxId, qris, nominal } = payment.value;
  const asked = { trxId, ...(qris ? { nomorBank: qris.nomorBank } : {}) };
  const answer = await context.ask(instansi, 'qr-query', asked, withinMs);
  const verdict = answer?.verdict;
  if (verdict?.kind === 'absent') return 'nothing';
  if (verdict?.kind !== 'found') return 'unknown';
  const status = verdict.value as StatusQris;
  switch (status.keadaan) {
    case 'berhasil': {
      const nomorBank = status.nomorBank ?? qris?.nomorBank ?? trxId;
      const paid = status.nominal === null || status.nominal === undefined ? nominal : toRupiah(status.nominal);
      const money = {
        ...{
          idPembayaran: nomorBank,
          nomorBank,
          nominal: () => paid,
          dibayarPada: momentOf(status.dibayarPada, context),
        },
        bukti: { panggilan: 'qr-query', ...status },
      };
      return (await bookTold(payment.id, money, context)) === 'booked' ? 'booked' : 'nothing';
    }
    case 'menunggu':
    case 'tidak-dikenal':
      return 'nothing';
    default:
      return 'ended';
  }
}

function momentOf(said: string | null | undefined, { now }: MoneyContext): Date {
  const at = said ? Date.parse(said) : Number.NaN;
  return Number.isNaN(at) || at > now.getTime() ? now : new Date(at);
}
