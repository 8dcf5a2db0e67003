import { toRupiah } from '../../../connectors/rupiah.ts';
import { applyAmendment } from './amending.ts';
import { BILLS, type Bill } from './bill.ts';
import type { MoneyContext } from './context.ts';
import { LAST_LOOK, LEASE_MS, lookAfterEnd } from './looking-times.ts';
import { type KeptPayment, linkOf, type Payment, type Step } from './payment.ts';
import { type Move, move } from './settling.ts';
import { findOut, type Outcome, tell } from './telling-banks.ts';

const FIRST_PAUSE_MS = 1000;
const LONGEST_PAUSE_MS = 300_000;
const LOOK_AGAIN_MS = 600_000;
const MOST_RENEWALS = 3;

/** One attempt at what a payment waits for. Resolves to the payment as it is then. */
export async function takeStep(payment: KeptPayment, context: MoneyContext): Promise<KeptPayment | undefined> {
  const { langkah } = payment.value;
  if (!langkah) return payment;
  let step = langkah;
  let outcome = step.ragu ? await findOut(payment, step, context) : await tell(payment, step, context);
  if (outcome.kind === 'doubt' && !step.ragu) {
    await settle(payment, step, outcome, context); // on the disk before anything else is asked
    step = { ...step, ragu: true };
    outcome = await findOut(payment, step, context);
  }
  if (outcome.kind === 'not-there') {
    step = { ...step, ragu: false };
    outcome = await tell(payment, step, context);
  }
  const settled = await settle(payment, step, outcome, context);
  return outcome.kind === 'lost' && settled && isWorthAnother(settled) ? takeStep(settled, context) : settled;
}

/** A bank that loses one answer after the other is left alone for a while. */
function isWorthAnother({ value: { trxId, langkah } }: KeptPayment): boolean {
  return langkah !== null && renewals(trxId) < MOST_RENEWALS;
}

async function settle(
  payment: KeptPayment,
  langkah: Step,
  outcome: Outcome,
  context: MoneyContext,
): Promise<KeptPayment | undefined> {
  if (langkah.apa === 'ubah' && outcome.kind === 'done') return applyAmendment(payment.id, langkah, context);
  const bill = await context.records.get<Bill>(BILLS, payment.value.tagihan);
  const settled = bill?.state === 'lunas' || bill?.state === 'dihapus';
  const after = (there: KeptPayment) => afterStep(there, langkah, outcome, { context, settled });
  const isMeant = ({ value }: KeptPayment) => value.langkah?.apa === langkah.apa && value.trxId === payment.value.trxId; // nobody else has ended it meanwhile
  return move(payment.id, (there) => (isMeant(there) ? after(there) : undefined), context);
}

interface Surroundings {
  readonly context: MoneyContext;
  /** Nobody owes anything on its bill any more. */
  readonly settled: boolean;
}

function afterStep(there: KeptPayment, langkah: Step, outcome: Outcome, around: Surroundings): Move {
  const at = around.context.now.getTime();
  switch (outcome.kind) {
    case 'doubt':
    case 'later':
    case 'not-there': {
      // a change that certainly was not made is not made behind the back of whoever was told so
      if (langkah.apa === 'ubah' && outcome.kind !== 'doubt' && !(langkah.ragu && outcome.kind === 'later'))
        return { value: { langkah: null }, watchAt: lookAfterEnd(there.value, at) };
      const percobaan = langkah.percobaan + 1;
      const pause = Math.min(FIRST_PAUSE_MS * 2 ** percobaan, LONGEST_PAUSE_MS);
      const until = outcome.kind === 'later' ? (outcome.until?.getTime() ?? 0) : 0;
      const ragu = outcome.kind === 'doubt' || (langkah.ragu && outcome.kind === 'later');
      return { value: { langkah: { ...langkah, ragu, percobaan } }, watchAt: Math.max(at + pause, until) };
    }
    case 'lost':
      return renewed(there, langkah, at);
    case 'paid':
      return { value: { langkah: null, periksa: 0 }, watchAt: at };
    case 'refused':
      return refusedStep(there, langkah, outcome.reason, at);
    case 'done':
      return langkah.apa === 'tutup' ? closed(langkah, at) : made(there, outcome, around);
    default:
      return outcome satisfies never;
  }
}

/** Nobody has seen the code that was lost, so nobody pays it; the bank gets another number for the next. */
function renewed({ value }: KeptPayment, langkah: Step, at: number): Move {
  const [first = value.trxId] = value.trxId.split('-');
  const trxId = `${first}-${renewals(value.trxId) + 1}`;
  return {
    value: { trxId, langkah: { ...langkah, ragu: false } },
    watchAt: at + LEASE_MS,
    links: [linkOf.trx(trxId)],
    row: { apa: 'diminta', keterangan: 'Kode sebelumnya tidak sampai dari bank.' },
  };
}

function renewals(trxId: string): number {
  return Number(trxId.split('-')[1] ?? 0);
}

function refusedStep({ value }: KeptPayment, { apa }: Step, alasan: string, at: number): Move {
  if (apa === 'buat')
    return {
      ...{ state: 'ditolak', watchAt: null, value: { langkah: null, alasan } },
      ...{ row: { apa: 'ditolak', keterangan: alasan }, tell: 'pembayaran.ditolak' },
    };
  // it stays as it is at the bank, and the bank is asked what it holds
  return { value: { langkah: null, periksa: 0, alasan: value.alasan ?? alasan }, watchAt: at };
}

/** What came in at the last moment is found by one more look. */
function closed({ alasan = 'Dibatalkan.' }: Step, at: number): Move {
  return {
    ...{ state: 'dibatalkan', watchAt: at + LOOK_AGAIN_MS, value: { langkah: null, periksa: LAST_LOOK, alasan } },
    row: { apa: 'dibatalkan', keterangan: alasan },
  };
}

function made(
  { value }: KeptPayment,
  { account, code }: Outcome & { readonly kind: 'done' },
  around: Surroundings,
): Move {
  const { context, settled } = around;
  const { keyedHash, now } = context;
  const at = now.getTime();
  const nomor = account?.nomor ?? value.nomor;
  const qris = code ? { nomorBank: code.nomorBank, isi: code.isi ?? null, alamat: code.alamat ?? null } : value.qris;
  const own = account && ownPart(account.nomor, value, context);
  const links = [
    ...(own && own !== value.nomorPelanggan ? [linkOf.account(keyedHash, value.instansi, own)] : []),
    ...(qris ? [linkOf.qris(keyedHash, value.instansi, qris.nomorBank)] : []),
  ];
  const close = { apa: 'tutup', ragu: false, percobaan: 0, alasan: 'Tagihan sudah tidak dapat dibayar.' } as const;
  return {
    state: value.terbayar > toRupiah(0) ? 'sebagian' : 'terbuka',
    value: { nomor, qris, langkah: settled ? close : null, ...(own ? { nomorPelanggan: own } : {}) },
    watchAt: settled || value.periksa !== null ? at : lookAfterEnd(value, at),
    links,
    row: { apa: 'dibuat', nominal: value.nominal },
  };
}

/** A bank may choose the number itself. */
function ownPart(nomor: string, { instansi, nomorPelanggan }: Payment, { settingsOf }: MoneyContext): string {
  const { virtualAccountPrefix = '' } = settingsOf(instansi);
  return nomor.startsWith(virtualAccountPrefix) ? nomor.slice(virtualAccountPrefix.length) : nomorPelanggan;
}
