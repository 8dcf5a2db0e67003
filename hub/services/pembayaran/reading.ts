import type { RiwayatPembayaran } from '../../../openapi/generated/types.ts';
import type { Kept } from '../../store/sealed-records.ts';
import { type Cursors, cursorsOf } from '../cursor.ts';
import { Refusal } from '../refusal.ts';
import { action, type ServiceContext } from '../service.ts';
import { BILLS, type Bill, type KeptBill } from './bill.ts';
import { billAnswer, billView } from './bill-view.ts';
import { JOURNAL, type JournalRow, lastFour } from './journal.ts';
import { wib } from './moments.ts';
import { groupOf, type KeptPayment, PAYMENTS, type Payment } from './payment.ts';
import { paymentView } from './payment-view.ts';

const PRIVATE = { 'Cache-Control': 'private, no-store' };
const MOST_ROWS = 1000;
const billCursors = cursorsOf('t', 'daftarTagihan');
const paymentCursors = cursorsOf('b', 'daftarPembayaran');

export async function ownBill(id: string, { records, application }: ServiceContext): Promise<KeptBill> {
  const bill = await records.get<Bill>(BILLS, id);
  if (!bill || bill.state === 'dihapus' || bill.owner !== application.id)
    throw new Refusal('tidak-ditemukan', 'Tidak ada tagihan dengan nomor ini.');
  return bill;
}

/** Whoever asked for it, and whoever published its bill. */
export async function ownPayment(id: string, { records, application }: ServiceContext): Promise<KeptPayment> {
  const payment = await records.get<Payment>(PAYMENTS, id);
  const bill =
    payment && payment.owner !== application.id ? await records.get<Bill>(BILLS, payment.value.tagihan) : undefined;
  if (!payment || (payment.owner !== application.id && bill?.owner !== application.id))
    throw new Refusal('tidak-ditemukan', 'Tidak ada pembayaran dengan nomor ini.');
  return payment;
}

export const getTagihan = action<{ readonly id: string }>({
  name: 'getTagihan',
  subject: ({ id }) => id,
  run: async ({ id }, context) => billAnswer(await ownBill(id, context), context, 200),
});

interface Page {
  readonly batas?: number;
  readonly kursor?: string;
}
interface BillFilter extends Page {
  readonly keadaan?: string;
  readonly jenis?: string;
  readonly sejak?: string;
}

/** Payers are shown one bill at a time only, each with its line in the access record. */
export const daftarTagihan = action<BillFilter>({
  name: 'daftarTagihan',
  async run({ keadaan, jenis, sejak, ...page }, context) {
    const { records, application } = context;
    const filter = {
      ...{ collection: BILLS, owner: application.id },
      ...(sejak === undefined ? {} : { since: Date.parse(sejak) }),
      ...(keadaan === 'lunas' || keadaan === 'sebagian' ? { state: keadaan } : {}),
    };
    const found = await pageOf(page, billCursors, (limit, before) =>
      records.list<Bill>({ ...filter, limit, ...before }),
    );
    const data = found.page
      .filter(({ state, value }) => state !== 'dihapus' && (jenis === undefined || value.jenis === jenis))
      .map((bill) => {
        const { wajibBayar: _payer, ...shown } = billView(bill, [], context);
        return shown;
      })
      .filter((bill) => keadaan === undefined || bill.keadaan === keadaan);
    return { kind: 'json', status: 200, body: { data, halaman: found.halaman }, headers: PRIVATE };
  },
});

interface PaymentFilter extends Page {
  readonly tagihan?: string;
  readonly keadaan?: string;
}

export const daftarPembayaran = action<PaymentFilter>({
  name: 'daftarPembayaran',
  async run({ tagihan, keadaan, ...page }, context) {
    const { records, application, keyedHash } = context;
    const filter = {
      ...{ collection: PAYMENTS, owner: application.id },
      ...(tagihan === undefined ? {} : { group: groupOf(keyedHash, tagihan) }),
      ...(keadaan === undefined ? {} : { state: keadaan }),
    };
    const found = await pageOf(page, paymentCursors, (limit, before) =>
      records.list<Payment>({ ...filter, limit, ...before }),
    );
    const data = await Promise.all(found.page.map((payment) => paymentView(payment, context)));
    return { kind: 'json', status: 200, body: { data, halaman: found.halaman }, headers: PRIVATE };
  },
});

type Listed<Value> = (limit: number, before: { readonly before?: number }) => Promise<readonly Kept<Value>[]>;

async function pageOf<Value>({ batas = 50, kursor }: Page, cursors: Cursors, list: Listed<Value>) {
  const limit = Number(batas);
  const found = await list(limit + 1, kursor === undefined ? {} : { before: cursors.read(kursor) });
  const page = found.slice(0, limit);
  const last = page.at(-1);
  return { page, halaman: { berikutnya: found.length > limit && last ? cursors.of(last.sequence) : null } };
}

export const getPembayaran = action<{ readonly id: string }>({
  name: 'getPembayaran',
  subject: ({ id }) => id,
  async run({ id }, context) {
    const data = await paymentView(await ownPayment(id, context), context);
    return { kind: 'json', status: 200, body: { data }, headers: PRIVATE };
  },
});

export const riwayatPembayaran = action<{ readonly id: string }>({
  name: 'riwayatPembayaran',
  async run({ id }, context) {
    await ownPayment(id, context);
    const rows = await context.records.list<JournalRow>({ collection: JOURNAL, group: id, limit: MOST_ROWS });
    const data = rows.toReversed().map(
      ({ sequence, createdAt, value }): RiwayatPembayaran => ({
        ...{ nomor: sequence, pada: wib(createdAt), apa: value.apa, nominal: value.nominal, instansi: value.instansi },
        nomorBank: value.nomorBank === null ? null : lastFour(value.nomorBank),
        keterangan: value.keterangan,
      }),
    );
    return { kind: 'json', status: 200, body: { data }, headers: PRIVATE };
  },
});
