import type { SealedRecords } from '../../store/sealed-records.ts';
import { BILLS, type Bill, type KeptBill } from './bill.ts';
import { CLAIMS, type Claim, claimOf, objectGroup } from './claims.ts';
import { type KeptPayment, linkOf, PAYMENTS, type Payment } from './payment.ts';

/** What a bank names a bill by. One of them is there. */
export interface BankKeys {
  readonly nomorPelanggan?: string;
  readonly trxId?: string;
  readonly nop?: string;
  readonly tahunPajak?: string;
  readonly kodeBayar?: string;
}

/** A virtual account is one payment of one bill; an object may have bills of many years, newest first. */
export interface Found {
  readonly payment?: KeptPayment;
  readonly bills: readonly KeptBill[];
}

interface Ground {
  readonly records: SealedRecords;
  readonly keyedHash: (text: string) => string;
}

const NONE: Found = { bills: [] };
const MOST_YEARS = 60;

/** What a bank asks about. Bills that were taken back are not found. */
export async function findBilled(instansi: string, keys: BankKeys, ground: Ground): Promise<Found> {
  const { nomorPelanggan, trxId, nop, tahunPajak, kodeBayar } = keys;
  if (trxId !== undefined || nomorPelanggan !== undefined) {
    const payment = await findPayment(instansi, { nomorPelanggan, trxId }, ground);
    const bill = payment && (await ground.records.get<Bill>(BILLS, payment.value.tagihan));
    return payment ? { payment, bills: bill ? [bill] : [] } : NONE;
  }
  if (nop !== undefined) return { bills: await billsOf(nop, tahunPajak, ground) };
  if (kodeBayar === undefined) return NONE;
  return { bills: await claimed(claimOf.code(ground.keyedHash, kodeBayar), ground) };
}

/** By the city's number of it, else by the account. */
export async function findPayment(
  instansi: string,
  { nomorPelanggan, trxId }: { readonly nomorPelanggan: string | undefined; readonly trxId: string | undefined },
  { records, keyedHash }: Ground,
): Promise<KeptPayment | undefined> {
  const byTrx = trxId ? await records.find<Payment>(PAYMENTS, linkOf.trx(trxId)) : undefined;
  if (byTrx) return byTrx.value.instansi === instansi ? byTrx : undefined;
  if (!nomorPelanggan) return undefined;
  return records.find<Payment>(PAYMENTS, linkOf.account(keyedHash, instansi, nomorPelanggan));
}

export async function billsOf(nop: string, year: string | undefined, ground: Ground): Promise<readonly KeptBill[]> {
  if (year !== undefined) return claimed(claimOf.nop(ground.keyedHash, nop, year), ground);
  const group = objectGroup(ground.keyedHash, nop);
  const bills = await ground.records.list<Bill>({ collection: BILLS, group, limit: MOST_YEARS });
  const yearOf = ({ value }: KeptBill) => value.tahunPajak ?? '';
  return bills.filter(({ state }) => state !== 'dihapus').sort((one, other) => (yearOf(one) < yearOf(other) ? 1 : -1));
}

async function claimed(claim: string, { records }: Ground): Promise<readonly KeptBill[]> {
  const holder = await records.get<Claim>(CLAIMS, claim);
  const bill = holder && (await records.get<Bill>(BILLS, holder.value.tagihan));
  return bill && bill.state !== 'dihapus' ? [bill] : [];
}
