import { NONE, type Rupiah, readRupiah, toRupiah } from '../../../connectors/rupiah.ts';
import type { PermintaanPembayaran } from '../../../openapi/generated/types.ts';
import { newId } from '../../identifiers/new-id.ts';
import { inTurn } from '../../relay/in-turn.ts';
import type { Keep, Kept } from '../../store/sealed-records.ts';
import { Refusal } from '../refusal.ts';
import { type ActionResult, action, type ServiceContext } from '../service.ts';
import { BILLS, type Bill, type KeptBill } from './bill.ts';
import { isIssuedHere, paymentsOf } from './closing.ts';
import { instanceFor } from './instances.ts';
import { journalRow } from './journal.ts';
import { LEASE_MS, lookAfterEnd } from './looking-times.ts';
import { wib } from './moments.ts';
import { groupOf, type KeptPayment, linkOf, PAYABLE, PAYMENTS, type Payment } from './payment.ts';
import { paymentView } from './payment-view.ts';
import { closedBecause, owedAt } from './rules.ts';
import { takeStep } from './stepping.ts';
import { endFor } from './terms.ts';
import { created } from './versions.ts';
import { WORDS } from './words.ts';

/** An account that would end at once is of no use to anybody. */
const SHORTEST_MS = 60_000;

export const mintaPembayaran = action<PermintaanPembayaran>({
  name: 'mintaPembayaran',
  async run(params, context) {
    const before = await earlier(params, context);
    // whoever was killed over it may have asked the bank: asking again under the same number finds out
    if (before) return answer(await untilAnswered(before, context), context);
    const bill = await context.records.get<Bill>(BILLS, params.tagihan);
    if (!bill || bill.state === 'dihapus') throw new Refusal('tidak-ditemukan', 'Tidak ada tagihan dengan nomor ini.');
    const closed = closedBecause(bill, context.now);
    if (closed) throw new Refusal('bentrok', `${WORDS[closed]}.`);
    const wanted = wantedOf(params, bill, context);
    const open = await openAlike(wanted, bill, context);
    if (open) return answer(open, context);
    const payment = await put(wanted, bill, context);
    if (!payment)
      throw new Refusal('bentrok', 'Permintaan dengan nomor yang sama sedang dibuat. Ulangi sebentar lagi.');
    return answer(await untilAnswered(payment, context), context);
  },
});

async function earlier(
  { nomorPermintaan, tagihan, cara, instansi, nominal }: PermintaanPembayaran,
  { records, application }: ServiceContext,
): Promise<KeptPayment | undefined> {
  if (nomorPermintaan === undefined) return undefined;
  const there = await records.find<Payment>(PAYMENTS, linkOf.request(application.id, nomorPermintaan));
  if (!there) return undefined;
  const { value } = there;
  const isSame =
    value.tagihan === tagihan &&
    value.cara === cara &&
    (instansi === undefined || value.instansi === instansi) &&
    (nominal === undefined || value.nominal === nominal);
  if (!isSame) throw new Refusal('bentrok', 'nomorPermintaan ini sudah dipakai dengan isi lain.');
  return there;
}

interface Wanted {
  readonly cara: 'va' | 'qris';
  readonly instansi: string;
  readonly nominal: Rupiah;
  readonly endsAt: number;
  readonly nomorPermintaan: string | null;
}

function wantedOf(params: PermintaanPembayaran, bill: KeptBill, context: ServiceContext): Wanted {
  const { cara, nomorPermintaan = null } = params;
  const { now, config } = context;
  const instansi = instanceFor(cara, params.instansi, context);
  const nominal = nominalOf(params, bill, context);
  const wanted = params.berlakuSampai === undefined ? {} : { wanted: Date.parse(params.berlakuSampai) };
  const fixedAtBank = context.settingsOf(instansi).virtualAccountIssuer !== 'hub' || cara === 'qris';
  const endsAt = endFor(bill.value, { cara, ...wanted, fixedAtBank }, now, config);
  if (endsAt < now.getTime() + SHORTEST_MS)
    throw new Refusal(
      'bentrok',
      'Masa bayar yang tersisa kurang dari satu menit: nilainya segera berubah, atau masa tagihan berakhir.',
    );
  return { cara, instansi, nominal, endsAt, nomorPermintaan };
}

function nominalOf({ nominal, cara }: PermintaanPembayaran, bill: KeptBill, { now, config }: ServiceContext): Rupiah {
  const { aturanBayar, pokok } = bill.value;
  const owed = owedAt(bill, now, config).sisa;
  const given = nominal === undefined ? undefined : readRupiah(nominal);
  if (aturanBayar === 'tetap') {
    if (given !== undefined && given !== owed)
      throw mistake('body.nominal', 'tagihan ini dibayar tepat sebesar sisanya');
    return owed;
  }
  if (aturanBayar === 'cicil') {
    if (given !== undefined && given > owed) throw mistake('body.nominal', 'tidak boleh lebih dari sisa tagihan');
    return given ?? owed;
  }
  return given ?? (cara === 'qris' ? pokok : NONE);
}

function mistake(di: string, masalah: string): Refusal {
  return new Refusal('permintaan-tidak-sah', 'Permintaan ini tidak dapat diterima, lihat "kesalahan".', [
    { di, masalah },
  ]);
}

/** Who asks again without a number of its own gets what is open already. */
async function openAlike(wanted: Wanted, bill: KeptBill, context: ServiceContext): Promise<KeptPayment | undefined> {
  if (wanted.nomorPermintaan !== null) return undefined;
  return (await paymentsOf(bill.id, context)).find(
    ({ state, owner, value }) =>
      PAYABLE.includes(state) &&
      owner === context.application.id &&
      value.langkah?.apa !== 'tutup' &&
      value.cara === wanted.cara &&
      value.instansi === wanted.instansi &&
      value.nominal === wanted.nominal,
  );
}

/** On the disk before the bank hears of it. `undefined`: its number was taken meanwhile. */
async function put(wanted: Wanted, bill: KeptBill, context: ServiceContext): Promise<KeptPayment | undefined> {
  const { records, keyedHash, now, application } = context;
  const at = now.getTime();
  const id = newId('pby', at);
  const value = await paymentOf(id, wanted, bill, context);
  const here = isIssuedHere(value, context);
  const record: Keep<Payment> = {
    ...{ collection: PAYMENTS, id, owner: application.id, state: here ? 'terbuka' : 'diproses' },
    ...{ group: groupOf(keyedHash, bill.id), createdAt: at, updatedAt: at },
    watchAt: here ? lookAfterEnd(value, at) : at + LEASE_MS,
    value: here ? { ...value, langkah: null } : value,
  };
  const { nominal, instansi, nomorPelanggan, nomorPermintaan } = value;
  const links = [
    linkOf.trx(value.trxId),
    ...(nomorPelanggan === '' ? [] : [linkOf.account(keyedHash, instansi, nomorPelanggan)]),
    ...(nomorPermintaan === null ? [] : [linkOf.request(application.id, nomorPermintaan)]),
  ].map((link) => ({ collection: PAYMENTS, id, link }));
  const row = journalRow(id, { apa: 'diminta', nominal, instansi }, at, application.id);
  if (!(await records.replace([created(record), created(row)], links))) return undefined;
  return { ...record, version: 1, sequence: 0 } satisfies Kept<Payment>;
}

async function paymentOf(id: string, wanted: Wanted, bill: KeptBill, context: ServiceContext): Promise<Payment> {
  const { cara, instansi, nominal, endsAt, nomorPermintaan } = wanted;
  const { wajibBayar, aturanBayar, keterangan, jenis, tahunPajak } = bill.value;
  const nomorPelanggan = cara === 'va' ? await nextAccount(instansi, context) : '';
  const { virtualAccountPrefix = '' } = context.settingsOf(instansi);
  const { nama, email, telepon } = wajibBayar;
  return {
    ...{ tagihan: bill.id, cara, instansi, trxId: id.replace('_', '').toUpperCase(), jenis: aturanBayar, nominal },
    berlakuSampai: wib(endsAt),
    pembayar: { nama, ...(email === undefined ? {} : { email }), ...(telepon === undefined ? {} : { telepon }) },
    keterangan: keterangan ?? [jenis.toUpperCase(), tahunPajak ?? ''].join(' ').trim(),
    ...{ nomorPelanggan, nomor: cara === 'va' ? `${virtualAccountPrefix}${nomorPelanggan}` : '', qris: null },
    langkah: { apa: 'buat', ragu: false, percobaan: 0 },
    ...{ terbayar: toRupiah(0), lebih: toRupiah(0), penerimaan: [], periksa: null, alasan: null, nomorPermintaan },
  };
}

/** Counted for ever: an account's number never comes back to somebody else's bill. */
async function nextAccount(instansi: string, { count, settingsOf }: ServiceContext): Promise<string> {
  const digits = Number(settingsOf(instansi).customerDigits ?? 0);
  const serial = String(await count(`va ${instansi}`, '', 1));
  if (serial.length > digits) throw new Refusal('bentrok', 'Nomor virtual account bank ini sudah habis.');
  return serial.padStart(digits, '0');
}

/** The bank gets so long; what takes longer goes on by itself. */
export async function untilAnswered(payment: KeptPayment, context: ServiceContext): Promise<KeptPayment> {
  if (payment.value.langkah === null) return payment;
  const { promise, resolve } = Promise.withResolvers<undefined>();
  const timer = setTimeout(resolve, context.config.pembayaran.batasJawabDetik * 1000, undefined);
  try {
    const after = await Promise.race([stepInTurn(payment.id, context), promise]);
    return after ?? (await context.records.get<Payment>(PAYMENTS, payment.id)) ?? payment;
  } finally {
    clearTimeout(timer);
  }
}

/** One at a time, and of what is on the disk when its turn comes. */
function stepInTurn(id: string, context: ServiceContext): Promise<KeptPayment | undefined> {
  return inTurn(`rawat ${id}`, async () => {
    const payment = await context.records.get<Payment>(PAYMENTS, id);
    return payment && takeStep(payment, context);
  });
}

function answer(payment: KeptPayment, context: ServiceContext): Promise<ActionResult> {
  return answerWith(payment, payment.state === 'diproses' ? 202 : 201, context);
}

async function answerWith(payment: KeptPayment, status: 201 | 202, context: ServiceContext): Promise<ActionResult> {
  if (payment.state === 'ditolak')
    throw new Refusal('ditolak-hulu', `Bank menolak permintaan ini: ${payment.value.alasan ?? 'tanpa alasan'}.`);
  const headers = { Location: `/v1/pembayaran/${payment.id}`, 'Cache-Control': 'private, no-store' };
  return { kind: 'json', status, body: { data: await paymentView(payment, context) }, headers };
}
