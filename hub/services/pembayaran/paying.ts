import type { CallbackAnswer } from '../../../connectors/callback.ts';

import { inTurn } from '../../relay/in-turn.ts';
import { type CallbackServiceContext, done, refused } from '../callback-service.ts';
import { book, type Incoming } from './booking.ts';
import { COMMANDS, type Command, commandId, contentOf, findCommand, type KeptCommand } from './command.ts';
import { externalIdIsFresh } from './external-id.ts';
import { type BankKeys, findBilled } from './finding.ts';
import { wib } from './moments.ts';
import { bookedValue, repeatedValue } from './outcome.ts';
import { type PaidLine, portionsOf } from './portions.ts';
import { created } from './versions.ts';
import { type RefusalCode, WORDS } from './words.ts';

export interface PaymentQuestion extends BankKeys {
  /** What the bank knows this payment by, however often it speaks of it. */
  readonly idPembayaran: string;
  readonly nomorBank: string;
  /** Absent in dialects that take what is owed (the H2H notes, section 5.3). */
  readonly nominal?: number;
  readonly tagihan?: readonly PaidLine[];
  readonly dibayarPada?: string;
  readonly nomorLuar?: string;
  readonly ulangan?: true;
}

const MOST_TRIES = 50;
const BUSY: CallbackAnswer = { kind: 'unavailable', reason: 'Pembayaran belum dapat dicatat, silakan ulangi' };

/**
 * A bank asks whether it may take this money. The first outcome of a number is the outcome: a refusal too, since the
 * bank has given the money back by then, and a late copy of the same call must not book it.
 */
export async function pay(question: PaymentQuestion, context: CallbackServiceContext): Promise<CallbackAnswer> {
  const { instance } = context;
  const { idPembayaran, nomorLuar } = question;
  const numbers = { instansi: instance, idPembayaran, nomorBank: question.nomorBank };
  const call =
    nomorLuar === undefined
      ? 'fresh'
      : await externalIdIsFresh({ instansi: instance, nomorLuar, untuk: idPembayaran }, context);
  if (call === 'used') return refused(WORDS['nomor-luar-terpakai'], 'nomor-luar-terpakai');
  return inTurn(`bayar ${instance} ${idPembayaran}`, async () => {
    for (let tries = 0; tries < MOST_TRIES; tries += 1) {
      const before = await findCommand(context, numbers);
      if (before) return repeated(before, question, call === 'same', context);
      const answer = await decideOnce(question, context);
      if (answer) return answer;
    }
    context.trouble(`${instance}: a payment could not be booked, as its bill changed again and again`);
    return BUSY;
  });
}

/** `undefined`: somebody came between, and what was read has to be read again. */
async function decideOnce(
  question: PaymentQuestion,
  context: CallbackServiceContext,
): Promise<CallbackAnswer | undefined> {
  const found = await findBilled(context.instance, question, context);
  const portions = portionsOf(question, found, context);
  if (typeof portions === 'string') return refuseForGood(portions, question, context);
  const booked = await book(portions, incomingOf(question, context), context);
  return booked && done(bookedValue(booked, question, context));
}

function incomingOf(question: PaymentQuestion, { instance, now }: CallbackServiceContext): Incoming {
  const { idPembayaran, nomorBank, nomorLuar = null } = question;
  return {
    ...{ instansi: instance, idPembayaran, nomorBank, nomorLuar, isi: contentOfPayment(question) },
    dibayarPada: paidAt(question.dibayarPada, now),
    bukti: { panggilan: 'pembayaran', ...question },
  };
}

/** A bank's clock is believed as far as it can be true: it is not after this moment. */
export function paidAt(said: string | undefined, now: Date): Date {
  const at = said === undefined ? Number.NaN : Date.parse(said);
  return Number.isNaN(at) || at > now.getTime() ? now : new Date(at);
}

function contentOfPayment({ nominal, nomorPelanggan, nop, tahunPajak, kodeBayar, tagihan }: PaymentQuestion): string {
  return contentOf(nominal ?? '', nomorPelanggan ?? '', nop ?? '', tahunPajak ?? '', kodeBayar ?? '', tagihan ?? []);
}

async function refuseForGood(
  code: RefusalCode,
  question: PaymentQuestion,
  { records, keyedHash, instance, now }: CallbackServiceContext,
): Promise<CallbackAnswer | undefined> {
  const at = now.getTime();
  const reason = WORDS[code];
  const value: Command = {
    ...{ isi: contentOfPayment(question), nomorLuar: question.nomorLuar ?? null, ditolak: { code, reason } },
    ...{ penerimaan: [], dicatatPada: wib(now) },
  };
  const id = commandId(keyedHash, instance, question.idPembayaran);
  const moments = { createdAt: at, updatedAt: at, watchAt: null };
  const record = { collection: COMMANDS, id, owner: '', state: 'ditolak', group: '', ...moments, value };
  return (await records.replace([created(record)])) ? refused(reason, code) : undefined;
}

async function repeated(
  command: KeptCommand,
  question: PaymentQuestion,
  sameCall: boolean,
  context: CallbackServiceContext,
): Promise<CallbackAnswer> {
  const { state, value } = command;
  if (state === 'dibalik' || state === 'dibalik-dulu') return refused(WORDS['sudah-dibalik'], 'sudah-dibalik');
  if (value.isi !== contentOfPayment(question)) return refused(WORDS['nomor-sama-isi-beda'], 'nomor-sama-isi-beda');
  if (value.ditolak) return refused(value.ditolak.reason, value.ditolak.code);
  const told = await repeatedValue(command, context);
  return done({ ...told, ulang: true, ...(sameCall ? { nomorLuarSama: true } : {}) });
}
