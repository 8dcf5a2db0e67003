import { NONE, plus, type Rupiah } from '../../../connectors/rupiah.ts';
import { newId } from '../../identifiers/new-id.ts';
import type { Happening } from '../../relay/announcements.ts';
import type { Keep } from '../../store/sealed-records.ts';
import { type KeptBill, NOTHING_PAID, type PaidParts, partsOf, stateAfter, withParts } from './bill.ts';
import { closeOthers } from './closing.ts';
import { bankLink, COMMANDS, type Command, commandId } from './command.ts';
import type { MoneyContext } from './context.ts';
import { receiptFigure } from './figures.ts';
import { journalRow } from './journal.ts';
import { dayOf, wib } from './moments.ts';
import { aboutPayment, groupOf, type KeptPayment, PAYMENTS, type Payment, type PaymentState } from './payment.ts';
import { newNtpd, RECEIPTS, type Receipt, receiptGroup } from './receipt.ts';
import { ratesFor } from './rules.ts';
import { type Change, type Created, changed, created } from './versions.ts';

/** Money that has come in, as a bank tells it. */
export interface Incoming {
  readonly instansi: string;
  readonly idPembayaran: string;
  readonly nomorBank: string;
  readonly dibayarPada: Date;
  readonly nomorLuar: string | null;
  /** What makes it this payment and no other. */
  readonly isi: string;
  /** What the bank said, for the journal, where it is masked. */
  readonly bukti: Readonly<Record<string, unknown>>;
}
/** So much of it is for this bill. */
export interface Portion {
  /** Absent where the bill is gone and the bank has the money all the same. */
  readonly bill?: KeptBill;
  /** Absent where it is paid at a counter, without a request. */
  readonly payment?: KeptPayment;
  readonly nominal: Rupiah;
  /** The day in Jakarta whose penalty holds for it. */
  readonly day: string;
}
export interface BookedPortion {
  readonly ntpd: string;
  readonly nominal: Rupiah;
  readonly bill?: KeptBill;
  readonly payment: Pick<KeptPayment, 'id' | 'value'>;
}

/**
 * Books all of it in one commit, or nothing: bills, payments, receipts, the bank's number, the journal and the events.
 * Resolves to `undefined` when somebody changed one of them since it was read, or has booked this number meanwhile.
 */
export async function book(
  portions: readonly Portion[],
  incoming: Incoming,
  context: MoneyContext,
): Promise<readonly BookedPortion[] | undefined> {
  const { records, keyedHash, now, prepare } = context;
  const { instansi, idPembayaran, nomorBank } = incoming;
  const booked = await Promise.all(portions.map((portion) => bookedPortion(portion, incoming, context)));
  const changes: (Change | Created)[] = booked.flatMap(({ changes }) => changes);
  for (const { bill } of booked)
    if (bill?.state === 'lunas') changes.push(...(await closeOthers(bill, booked, context)));
  const id = commandId(keyedHash, instansi, idPembayaran);
  changes.push(created(commandRecord(id, booked, incoming, now)));
  const { told, written } = prepare(booked.flatMap(({ happenings }) => happenings));
  const links = [{ collection: COMMANDS, id, link: bankLink(keyedHash, instansi, nomorBank) }];
  if (!(await records.replace(changes, links, told))) return undefined;
  written();
  return booked;
}

interface Working extends BookedPortion {
  readonly changes: readonly (Change | Created)[];
  readonly happenings: readonly Happening[];
}

async function bookedPortion(portion: Portion, incoming: Incoming, context: MoneyContext): Promise<Working> {
  const { nominal } = portion;
  const { now, config } = context;
  const at = now.getTime();
  const ntpd = await newNtpd(config.tagihan.kodeWilayahNop, now, context.count);
  const parts = partsFor(portion, context);
  const bill = portion.bill && paidBill(portion.bill, parts, ntpd, portion.day, context);
  const payment = paidPayment(portion, bill, ntpd, parts, incoming, context);
  const receipt = receiptRecord(payment, portion.bill, { ntpd, parts, nominal }, incoming, at);
  const { instansi, nomorBank, bukti } = incoming;
  const row = journalRow(payment.id, { apa: 'dibayar', nominal, instansi, nomorBank, ntpd, bukti }, at, payment.owner);
  const changes = [
    ...(bill ? [changed(bill, at)] : []),
    portion.payment ? changed(payment, at) : created(payment),
    created(receipt),
    created(row),
  ];
  return {
    ntpd,
    nominal,
    payment,
    ...(bill ? { bill } : {}),
    changes,
    happenings: happeningsOf(payment, bill, parts, { ntpd, nominal, at }),
  };
}

/** A bill that is gone owes nothing: all of it has to be given back. */
function partsFor({ bill, nominal, day }: Portion, { config }: MoneyContext): PaidParts {
  if (!bill || bill.state === 'dihapus') return { ...NOTHING_PAID, lebih: nominal };
  if (bill.value.aturanBayar === 'terbuka') return { ...NOTHING_PAID, pokok: nominal };
  return partsOf(nominal, bill.value, day, ratesFor(bill.value.jenis, config));
}

function paidBill(bill: KeptBill, parts: PaidParts, ntpd: string, day: string, { config }: MoneyContext): KeptBill {
  const value = withParts(bill.value, parts, ntpd);
  if (bill.state === 'dihapus') return { ...bill, value };
  return { ...bill, value, state: stateAfter(value, day, ratesFor(value.jenis, config)) };
}

function paidPayment(
  { payment, nominal, bill: before }: Portion,
  bill: KeptBill | undefined,
  ntpd: string,
  parts: PaidParts,
  incoming: Incoming,
  context: MoneyContext,
): Keep<Payment> & Pick<KeptPayment, 'version'> {
  const there = payment ?? counterPayment(before, incoming, context);
  const value: Payment = {
    ...there.value,
    terbayar: plus(there.value.terbayar, nominal),
    lebih: plus(there.value.lebih, parts.lebih),
    penerimaan: [...there.value.penerimaan, ntpd],
  };
  const state = paymentState(value, bill);
  return state === 'lunas'
    ? { ...there, value: { ...value, langkah: null, periksa: null }, state, watchAt: null }
    : { ...there, value, state };
}

function paymentState({ jenis, nominal, terbayar }: Payment, bill: KeptBill | undefined): PaymentState {
  if (jenis === 'terbuka') return 'terbuka';
  if (!bill || bill.state === 'lunas' || bill.state === 'dihapus') return 'lunas';
  return nominal > NONE && terbayar >= nominal ? 'lunas' : 'sebagian';
}

function counterPayment(bill: KeptBill | undefined, { instansi }: Incoming, { now, keyedHash }: MoneyContext) {
  if (!bill) throw new Error('a payment at a counter is for a bill');
  const at = now.getTime();
  const { value, owner, id: tagihan } = bill;
  const payment: Payment = {
    ...{ tagihan, cara: 'h2h', instansi, trxId: '', jenis: value.aturanBayar },
    ...{ nominal: NONE, berlakuSampai: null, pembayar: { nama: value.wajibBayar.nama }, keterangan: '' },
    ...{ nomorPelanggan: '', nomor: '', qris: null, langkah: null, terbayar: NONE, lebih: NONE, penerimaan: [] },
    ...{ periksa: null, alasan: null, nomorPermintaan: null },
  };
  const moments = { createdAt: at, updatedAt: at, watchAt: null };
  const group = groupOf(keyedHash, tagihan);
  return {
    collection: PAYMENTS,
    id: newId('pby', at),
    owner,
    state: 'lunas',
    group,
    ...moments,
    version: 0,
    value: payment,
  };
}

function receiptRecord(
  payment: Keep<Payment>,
  bill: KeptBill | undefined,
  { ntpd, parts, nominal }: { readonly ntpd: string; readonly parts: PaidParts; readonly nominal: Rupiah },
  { instansi, idPembayaran, nomorBank, dibayarPada }: Incoming,
  at: number,
): Keep<Receipt> {
  return {
    ...{ collection: RECEIPTS, id: ntpd, owner: payment.owner, state: 'tercatat' },
    group: receiptGroup(instansi, dayOf(dibayarPada)),
    figure: receiptFigure({ instansi, nominal }, dayOf(dibayarPada), bill?.value),
    ...{ createdAt: at, updatedAt: at, watchAt: null },
    value: {
      ...{ tagihan: payment.value.tagihan, pembayaran: payment.id, instansi, nominal, bagian: parts },
      ...{ dibayarPada: wib(dibayarPada), nomorBank, idPembayaran },
    },
  };
}

function commandRecord(
  id: string,
  booked: readonly BookedPortion[],
  { isi, nomorLuar }: Incoming,
  now: Date,
): Keep<Command> {
  const at = now.getTime();
  return {
    ...{
      collection: COMMANDS,
      id,
      owner: '',
      state: 'tercatat',
      group: '',
      createdAt: at,
      updatedAt: at,
      watchAt: null,
    },
    value: { isi, nomorLuar, penerimaan: booked.map(({ ntpd }) => ntpd), dicatatPada: wib(now) },
  };
}

/** `pembayaran.lunas` once per payment: of one that comes in parts, with the last of them. */
function happeningsOf(
  payment: Keep<Payment>,
  bill: KeptBill | undefined,
  { lebih }: PaidParts,
  { ntpd, nominal, at }: { readonly ntpd: string; readonly nominal: Rupiah; readonly at: number },
): readonly Happening[] {
  const { tagihan, instansi, cara } = payment.value;
  const data = { pembayaran: payment.id, tagihan, instansi, cara, ntpd, nominal };
  // who published the bill hears of it as well as who asked for the payment
  const listeners = [...new Set([payment.owner, ...(bill ? [bill.owner] : [])])];
  const tell = (kind: string, more: object = {}): readonly Happening[] =>
    listeners.map((application) => ({
      ...{ kind, application, about: aboutPayment(payment.id), at },
      data: { ...data, keadaanTagihan: bill?.state ?? 'dihapus', ...more },
    }));
  const isWhole = payment.state === 'lunas' || payment.value.jenis === 'terbuka';
  return [
    ...tell(isWhole ? 'pembayaran.lunas' : 'pembayaran.sebagian'),
    ...(lebih > NONE ? tell('pembayaran.lebih', { lebih }) : []),
  ];
}
