import type { CallbackAnswer } from '../../../connectors/callback.ts';
import { readRupiah } from '../../../connectors/rupiah.ts';
import { type CallbackServiceContext, done, refused } from '../callback-service.ts';
import { accountPayment } from './checking.ts';
import { findCommand } from './command.ts';
import { externalIdIsFresh } from './external-id.ts';
import { findPayment } from './finding.ts';
import { paidAt } from './paying.ts';
import { type KeptPayment, linkOf, PAYMENTS, type Payment } from './payment.ts';
import { move } from './settling.ts';
import { tend } from './tending.ts';
import { bookTold } from './told.ts';
import { WORDS } from './words.ts';

export interface NoticeQuestion {
  readonly trxId?: string;
  readonly nomorPelanggan?: string;
  readonly virtualAccount?: string;
  readonly qris?: true;
  readonly idPembayaran?: string;
  readonly nomorBank: string;
  /** Absent where the notice does not name it. */
  readonly nominal?: number;
  readonly dibayarPada?: string;
  /** `lemah`: nothing in it proves that it is as the bank wrote it. */
  readonly bukti: 'kuat' | 'lemah';
  readonly keadaan: 'berhasil' | 'menunggu' | 'dikembalikan' | 'dibatalkan' | 'gagal';
  readonly nomorLuar?: string;
}

/** As long as the bank can be kept waiting for the look that confirms its word. */
const LOOK_WITHIN_MS = 2000;

/**
 * A bank says that money has come in. It is acknowledged once it is booked, or once it is on the disk that it has to be
 * looked into: a message that proves nothing is never booked by itself.
 */
export async function hear(question: NoticeQuestion, context: CallbackServiceContext): Promise<CallbackAnswer> {
  const { instance } = context;
  const { nomorLuar, nomorBank } = question;
  if (nomorLuar !== undefined) {
    const id = { instansi: instance, nomorLuar, untuk: `kabar ${question.idPembayaran ?? nomorBank}` };
    if ((await externalIdIsFresh(id, context)) === 'used')
      return refused(WORDS['nomor-luar-terpakai'], 'nomor-luar-terpakai');
  }
  const payment = await paymentOf(question, context);
  if (!payment) return refused(WORDS['tidak-ditemukan'], 'tidak-ditemukan');
  const idPembayaran = question.idPembayaran ?? idOf(question, payment);
  if (await findCommand(context, { instansi: instance, idPembayaran, nomorBank: idPembayaran }))
    return done({ ulang: true });
  if (question.keadaan === 'menunggu') return done({ ulang: false });
  const nominal = question.nominal === undefined ? undefined : readRupiah(question.nominal);
  if (question.keadaan !== 'berhasil' || question.bukti === 'lemah' || nominal === undefined)
    return lookInto(payment, question, context);
  if (payment.value.cara === 'qris' && nominal !== payment.value.nominal) {
    context.trouble(`${instance}: a code was paid with another amount than it was made for; the bank is asked`);
    await lookInto(payment, question, context);
    return refused(WORDS['nominal-beda'], 'nominal-beda');
  }
  const dibayarPada = paidAt(question.dibayarPada, context.now);
  const money = { idPembayaran, nomorBank, nominal: () => nominal, dibayarPada, bukti: said(question) };
  const booked = await bookTold(payment.id, money, context);
  return done({ ulang: booked === 'repeated' });
}

function said(question: NoticeQuestion) {
  return { panggilan: 'kabar', ...question };
}

function idOf({ nomorBank, qris }: NoticeQuestion, { value }: KeptPayment): string {
  return qris ? nomorBank : accountPayment(value.nomor, nomorBank);
}

async function paymentOf(
  { trxId, nomorPelanggan, nomorBank, qris }: NoticeQuestion,
  context: CallbackServiceContext,
): Promise<KeptPayment | undefined> {
  const { instance, records, keyedHash } = context;
  const found = await findPayment(instance, { trxId, nomorPelanggan }, context);
  if (found || !qris) return found;
  return records.find<Payment>(PAYMENTS, linkOf.qris(keyedHash, instance, nomorBank));
}

/** Many copies of a notice are one look. */
async function lookInto(
  { id }: KeptPayment,
  question: NoticeQuestion,
  context: CallbackServiceContext,
): Promise<CallbackAnswer> {
  const at = context.now.getTime();
  let known = true;
  await move(
    id,
    ({ value }) => {
      known = value.periksa !== null;
      if (known) return undefined;
      const { nominal = null, nomorBank } = question;
      return {
        value: { periksa: 0 },
        watchAt: at + LOOK_WITHIN_MS,
        row: { apa: 'dikabarkan', nominal, nomorBank, bukti: said(question) },
      };
    },
    context,
  );
  await tend(id, context, { withinMs: LOOK_WITHIN_MS, evenIfNotDue: true });
  return done({ ulang: known });
}
