import { Refusal } from '../refusal.ts';
import type { ServiceContext } from '../service.ts';
import { BILLS, type Bill, type KeptBill, owedOf } from './bill.ts';
import { isIssuedHere, paymentsOf } from './closing.ts';
import { LEASE_MS } from './looking-times.ts';
import { dayOf, wib } from './moments.ts';
import { type KeptPayment, PAYABLE, type Payment, type Step, type VirtualAccountTerms } from './payment.ts';
import { ratesFor } from './rules.ts';
import { move } from './settling.ts';
import { takeStep } from './stepping.ts';
import { endFor } from './terms.ts';

const conflict = (detail: string) => new Refusal('bentrok', detail);

/**
 * The one account at a bank that has to be changed along with the bill; `undefined` where no bank holds anything of it.
 * Throws a Refusal where the change could leave a bank with another bill than the city has.
 */
export async function mustAsk(bill: KeptBill, value: Bill, context: ServiceContext): Promise<KeptPayment | undefined> {
  const open = (await paymentsOf(bill.id, context)).filter(
    (payment) =>
      PAYABLE.includes(payment.state) && payment.value.cara !== 'h2h' && !isIssuedHere(payment.value, context),
  );
  const touched = open.filter((payment) => differs(payment, value, context));
  const [account, ...more] = touched;
  if (!account) return undefined;
  if (touched.some(({ value: { langkah } }) => langkah !== null))
    throw conflict('Bank masih memproses pembayaran tagihan ini. Ulangi sebentar lagi.');
  if (touched.some(({ value: { cara } }) => cara === 'qris'))
    throw conflict('Kode QRIS yang terbuka tidak dapat diubah nilainya: batalkan dahulu, atau tunggu sampai berakhir.');
  if (more.length > 0)
    throw conflict(
      'Tagihan ini mempunyai beberapa virtual account terbuka: batalkan sampai tersisa satu, lalu ulangi.',
    );
  return account;
}

function termsFor(payment: Payment, bill: Bill, { now, config }: ServiceContext): VirtualAccountTerms {
  const owed = owedOf(bill, dayOf(now), ratesFor(bill.jenis, config)).sisa;
  const wanted = payment.berlakuSampai === null ? {} : { wanted: Date.parse(payment.berlakuSampai) };
  const end = endFor(bill, { cara: 'va', ...wanted, fixedAtBank: payment.jenis === 'tetap' }, now, config);
  return {
    nominal: payment.jenis === 'terbuka' ? payment.nominal : owed,
    nama: bill.wajibBayar.nama,
    berlakuSampai: wib(end),
    keterangan: bill.keterangan ?? payment.keterangan,
  };
}

function differs({ value }: KeptPayment, bill: Bill, context: ServiceContext): boolean {
  const { nominal, nama, berlakuSampai, keterangan } = termsFor(value, bill, context);
  const sameTerms = nominal === value.nominal && nama === value.pembayar.nama && keterangan === value.keterangan;
  return !sameTerms || (value.berlakuSampai !== null && berlakuSampai < value.berlakuSampai);
}

/** The bank first, then the bill; or neither. What is in doubt is found out later, and changes both or neither then. */
export async function amendAtBank(
  bill: KeptBill,
  tagihan: Bill,
  account: KeptPayment,
  context: ServiceContext,
): Promise<KeptBill | undefined> {
  const langkah: Step = {
    apa: 'ubah',
    ragu: false,
    percobaan: 0,
    baru: termsFor(account.value, tagihan, context),
    tagihan,
  };
  const begun = await move(
    account.id,
    ({ value, state }) =>
      value.langkah === null && PAYABLE.includes(state)
        ? { value: { langkah }, watchAt: context.now.getTime() + LEASE_MS }
        : undefined,
    context,
  );
  if (begun?.value.langkah?.tagihan !== tagihan) return undefined;
  const after = await takeStep(begun, context);
  const now = await context.records.get<Bill>(BILLS, bill.id);
  if (now && JSON.stringify(now.value) === JSON.stringify(tagihan)) return now;
  if (after?.value.langkah)
    throw new Refusal(
      'hulu-tidak-tersedia',
      'Bank belum memastikan perubahan ini. Tagihan tetap seperti semula; bila bank ternyata sudah mengubahnya, tagihan ikut berubah dan peristiwa "tagihan.berubah" dikirim.',
    );
  if (after?.value.periksa !== null)
    throw conflict('Bank menolak perubahan ini, mungkin karena sudah dibayar. Tagihan tetap seperti semula.');
  throw new Refusal('hulu-tidak-tersedia', 'Bank tidak dapat dihubungi. Tidak ada yang berubah; ulangi sebentar lagi.');
}
