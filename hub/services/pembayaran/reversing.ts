import type { CallbackAnswer } from '../../../connectors/callback.ts';
import { minus, type Rupiah } from '../../../connectors/rupiah.ts';
import type { Happening } from '../../relay/announcements.ts';
import { type CallbackServiceContext, done, refused } from '../callback-service.ts';
import { BILLS, type Bill, type KeptBill, stateAfter, withoutParts } from './bill.ts';
import { COMMANDS, type Command, commandId, contentOf, findCommand, type KeptCommand } from './command.ts';
import { journalRow } from './journal.ts';
import { dayOf, wib } from './moments.ts';
import { receiptsOf } from './outcome.ts';
import { aboutPayment, type KeptPayment, PAYMENTS, type Payment } from './payment.ts';
import { type KeptReceipt, RECEIPTS, type Receipt } from './receipt.ts';
import { ratesFor } from './rules.ts';
import { type Change, type Created, changed, created } from './versions.ts';
import { type RefusalCode, WORDS } from './words.ts';

export interface ReversalQuestion {
  /** Absent where the bank names the city's number instead. */
  readonly idPembayaran?: string;
  readonly nomorBank?: string;
  readonly ntpd?: string;
  readonly nop?: string;
  readonly tahunPajak?: string;
  readonly alasan?: string;
}

const MOST_TRIES = 50;
const BUSY: CallbackAnswer = { kind: 'unavailable', reason: 'Pembatalan belum dapat dicatat, silakan ulangi' };

/**
 * A bank takes a payment back: its own, of the same day. The receipt stays, marked; its number is never given again.
 * A reversal that comes before its payment is remembered, and the payment is refused when it comes.
 */
export async function reverse(question: ReversalQuestion, context: CallbackServiceContext): Promise<CallbackAnswer> {
  for (let tries = 0; tries < MOST_TRIES; tries += 1) {
    const command = await commandOf(question, context);
    const answer = command === 'other' ? refuse('bukan-bank-ini') : await reverseOnce(command, question, context);
    if (answer) return answer;
  }
  return BUSY;
}

function refuse(code: RefusalCode): CallbackAnswer {
  return refused(WORDS[code], code);
}

/** `other`: it is a payment of another bank. */
async function commandOf(
  { idPembayaran, nomorBank = idPembayaran, ntpd }: ReversalQuestion,
  context: CallbackServiceContext,
): Promise<KeptCommand | 'other' | undefined> {
  const { instance, records } = context;
  if (idPembayaran !== undefined)
    return findCommand(context, { instansi: instance, idPembayaran, nomorBank: nomorBank ?? idPembayaran });
  const receipt = ntpd === undefined ? undefined : await records.get<Receipt>(RECEIPTS, ntpd);
  if (!receipt) return undefined;
  const { instansi, idPembayaran: id, nomorBank: number } = receipt.value;
  return instansi === instance ? findCommand(context, { instansi, idPembayaran: id, nomorBank: number }) : 'other';
}

async function reverseOnce(
  command: KeptCommand | undefined,
  question: ReversalQuestion,
  context: CallbackServiceContext,
): Promise<CallbackAnswer | undefined> {
  if (!command) return rememberUnknown(question, context);
  const { state, value } = command;
  if (state === 'dibalik-dulu' || state === 'ditolak') return refuse('tidak-ditemukan');
  const receipts = await receiptsOf(value.penerimaan, context);
  if (!(await isMeant(receipts, question, context))) return refuse('nomor-tidak-cocok');
  const told = {
    ...{ ntpd: receipts[0]?.id ?? '', nomorBank: receipts[0]?.value.nomorBank ?? '' },
    dibalikPada: value.dibalikPada ?? wib(context.now),
  };
  if (state === 'dibalik') return done({ ...told, ulang: true });
  if (!isInTime(value, context)) return refuse('lewat-waktu');
  return (await takeBack(command, receipts, question, context)) ? done({ ...told, ulang: false }) : undefined;
}

/** `undefined`: somebody came between. */
async function rememberUnknown(
  { idPembayaran, alasan }: ReversalQuestion,
  { records, keyedHash, instance, now }: CallbackServiceContext,
): Promise<CallbackAnswer | undefined> {
  if (idPembayaran === undefined) return refuse('tidak-ditemukan');
  const at = now.getTime();
  const value: Command = {
    ...{ isi: contentOf('dibalik dulu', alasan ?? ''), nomorLuar: null, penerimaan: [] },
    ...{ dicatatPada: wib(now), dibalikPada: wib(now) },
  };
  const id = commandId(keyedHash, instance, idPembayaran);
  const moments = { createdAt: at, updatedAt: at, watchAt: null };
  const record = { collection: COMMANDS, id, owner: '', state: 'dibalik-dulu', group: '', ...moments, value };
  return (await records.replace([created(record)])) ? refuse('tidak-ditemukan') : undefined;
}

/** What the bank names besides its own number has to be of this payment. */
async function isMeant(
  receipts: readonly KeptReceipt[],
  { ntpd, nop, tahunPajak }: ReversalQuestion,
  { records }: CallbackServiceContext,
): Promise<boolean> {
  if (ntpd !== undefined && !receipts.some(({ id }) => id === ntpd)) return false;
  if (nop === undefined && tahunPajak === undefined) return true;
  const bills = await Promise.all(receipts.map(({ value }) => records.get<Bill>(BILLS, value.tagihan)));
  return bills.some(
    (bill) =>
      bill !== undefined &&
      (nop === undefined || bill.value.objek.nop === nop) &&
      (tahunPajak === undefined || bill.value.tahunPajak === tahunPajak),
  );
}

/** The same day in Jakarta, and not after the hour agreed with the bank. */
function isInTime({ dicatatPada }: Command, { now, config }: CallbackServiceContext): boolean {
  const time = wib(now).slice(11, 16);
  return dayOf(new Date(dicatatPada)) === dayOf(now) && time <= config.pembayaran.balikSampai;
}

/** All receipts of the payment in one commit. */
async function takeBack(
  command: KeptCommand,
  receipts: readonly KeptReceipt[],
  question: ReversalQuestion,
  context: CallbackServiceContext,
): Promise<boolean> {
  const { records, now, prepare } = context;
  const at = now.getTime();
  const each = await Promise.all(receipts.map((receipt) => takenBack(receipt, question, context)));
  const value: Command = { ...command.value, dibalikPada: wib(now) };
  const changes = [...each.flatMap(({ changes }) => changes), changed({ ...command, state: 'dibalik', value }, at)];
  const { told, written } = prepare(each.flatMap(({ happenings }) => happenings));
  if (!(await records.replace(changes, [], told))) return false;
  written();
  return true;
}

async function takenBack(receipt: KeptReceipt, question: ReversalQuestion, context: CallbackServiceContext) {
  const { records, now } = context;
  const at = now.getTime();
  const { tagihan, pembayaran, nominal, instansi, nomorBank } = receipt.value;
  const bill = await records.get<Bill>(BILLS, tagihan);
  const payment = await records.get<Payment>(PAYMENTS, pembayaran);
  const reopened = bill && withoutReceipt(bill, receipt, context);
  const left = payment && withoutMoney(payment, receipt.id, nominal);
  const row = {
    ...({
      apa: 'dibalik',
      nominal,
      instansi,
      nomorBank,
      ntpd: receipt.id,
      keterangan: question.alasan ?? null,
    } as const),
    bukti: { panggilan: 'pembalikan', ...question },
  };
  const changes: (Change | Created)[] = [
    changed({ ...receipt, state: 'dibalik' }, at),
    ...(reopened ? [changed(reopened, at)] : []),
    ...(left ? [changed(left, at)] : []),
    created(journalRow(pembayaran, row, at, receipt.owner)),
  ];
  const data = {
    ...{ pembayaran, tagihan, instansi, ntpd: receipt.id, nominal },
    keadaanTagihan: reopened?.state ?? 'dihapus',
  };
  const listeners = [...new Set([receipt.owner, ...(bill ? [bill.owner] : [])])];
  const happenings = listeners.map(
    (application): Happening => ({
      kind: 'pembayaran.dibalik',
      application,
      about: aboutPayment(pembayaran),
      at,
      data,
    }),
  );
  return { changes, happenings };
}

function withoutReceipt(bill: KeptBill, { id, value }: KeptReceipt, { now, config }: CallbackServiceContext): KeptBill {
  const left = withoutParts(bill.value, value.bagian, id);
  if (bill.state === 'dihapus') return { ...bill, value: left };
  return { ...bill, value: left, state: stateAfter(left, dayOf(now), ratesFor(left.jenis, config)) };
}

/** What was asked for at a bank can be paid again; what began at a counter ends there. */
function withoutMoney(payment: KeptPayment, ntpd: string, nominal: Rupiah): KeptPayment {
  const { value } = payment;
  const terbayar = minus(value.terbayar, nominal);
  const next: Payment = {
    ...value,
    terbayar,
    penerimaan: value.penerimaan,
    alasan: `Penerimaan ${ntpd} dibalik bank.`,
  };
  return { ...payment, value: next, state: value.cara === 'h2h' ? 'dibalik' : terbayar > 0 ? 'sebagian' : 'terbuka' };
}
