import { minus, plus, type Rupiah, toRupiah } from '../../rupiah.ts';
import { bad, type Finding, good, malformed, missing, notFound } from './finding.ts';
import type { BankSnapSettingValues } from './settings.ts';
import { wib } from './wib.ts';

export type TrxType = 'C' | 'O' | 'I' | 'M' | 'L' | 'N' | 'X';

/** A virtual account as the bank keeps it. */
export interface Account {
  /** Digits only. */
  readonly number: string;
  readonly customerNo: string;
  readonly trxId: string;
  name: string;
  total: Rupiah;
  type: TrxType;
  expires: number;
  paid: Rupiah;
  times: number;
  closed: boolean;
  updated: number;
  paidAt?: number;
}
type Members = Readonly<Record<string, unknown>>;

export interface Accounts {
  create(members: Members): Finding;
  update(members: Members): Finding;
  close(members: Members): Finding;
  show(members: Members): Finding;
  find(number: string): Account | undefined;
  all(): readonly Account[];
}

/** How an account may be paid (section 6). */
const ONCE: ReadonlySet<TrxType> = new Set(['C', 'M', 'L']);

/** Services 27, 28, 30 and 31. */
export function createAccounts(settings: BankSnapSettingValues, now: () => number): Accounts {
  const byNumber = new Map<string, Account>();
  const trxIds = new Set<string>();

  function locate(members: Members): Account | Finding {
    const number = numberOf(members, settings.companyCode);
    if (typeof number !== 'string') return number;
    const account = byNumber.get(number);
    if (!account || account.closed) return notFound;
    const { trxId } = members;
    return trxId !== undefined && trxId !== account.trxId ? bad(404, '01', 'Transaction Not Found') : account;
  }

  return {
    create(members) {
      const number = numberOf(members, settings.companyCode);
      if (typeof number !== 'string') return number;
      const terms = termsOf(members);
      if ('case' in terms) return terms;
      const trxId = textOf(members, 'trxId');
      if (trxId === '') return missing('trxId');
      if (trxId.length > 32) return malformed('trxId');
      if (trxIds.has(trxId)) return bad(409, '01', 'Duplicate partnerReferenceNo');
      const there = byNumber.get(number);
      if (there && !there.closed && refusedPayment(there, there.total, now()) === undefined)
        return bad(409, '01', 'Duplicate virtualAccountNo');
      const customerNo = String(members.customerNo);
      const account = {
        number,
        customerNo,
        trxId,
        ...terms,
        paid: toRupiah(0),
        times: 0,
        closed: false,
        updated: now(),
      };
      byNumber.set(number, account);
      trxIds.add(trxId);
      return good({ virtualAccountData: shown(account, settings.companyCode) });
    },
    update(members) {
      const account = locate(members);
      if ('case' in account) return account;
      const terms = termsOf(members);
      if ('case' in terms) return terms;
      if (account.times > 0 && ONCE.has(account.type)) return bad(404, '14', 'Paid Bill');
      Object.assign(account, terms, { updated: now() });
      return good({ virtualAccountData: shown(account, settings.companyCode) });
    },
    close(members) {
      const account = locate(members);
      if ('case' in account) return account;
      if (account.times > 0 && ONCE.has(account.type)) return bad(404, '14', 'Paid Bill');
      account.closed = true;
      const { partnerServiceId, customerNo, virtualAccountNo } = members;
      const virtualAccountData = { partnerServiceId, customerNo, virtualAccountNo, trxId: account.trxId };
      return good({ virtualAccountData });
    },
    show(members) {
      const account = locate(members);
      return 'case' in account ? account : good({ virtualAccountData: shown(account, settings.companyCode) });
    },
    find: (number) => byNumber.get(number),
    all: () => [...byNumber.values()],
  };
}

/** Why the bank itself would not take this money; `undefined`: it does. */
export function refusedPayment(account: Account, amount: Rupiah, now: number): Finding | undefined {
  if (account.closed) return notFound;
  if (now > account.expires) return bad(404, '19', 'Bill Expired');
  if (account.times > 0 && ONCE.has(account.type)) return bad(404, '14', 'Paid Bill');
  const wrong = bad(404, '13', 'Invalid Amount');
  if (amount === 0) return wrong;
  switch (account.type) {
    case 'C':
      return amount === account.total ? undefined : wrong;
    case 'I':
      if (account.paid >= account.total) return bad(404, '14', 'Paid Bill');
      return amount > minus(account.total, account.paid) ? wrong : undefined;
    case 'M':
    case 'N':
      return amount < account.total ? wrong : undefined;
    case 'L':
    case 'X':
      return amount > account.total ? wrong : undefined;
    case 'O':
      return undefined;
    default:
      return account.type satisfies never;
  }
}

export function book(account: Account, amount: Rupiah, now: number): void {
  account.paid = plus(account.paid, amount);
  account.times += 1;
  account.paidAt = now;
}

/** The digits of the account, after all three were found to say the same. */
export function numberOf(members: Members, companyCode: string): string | Finding {
  for (const name of ['partnerServiceId', 'customerNo', 'virtualAccountNo'])
    if (textOf(members, name).trim() === '') return missing(name);
  const padded = companyCode.padStart(8, ' ');
  const { partnerServiceId, customerNo, virtualAccountNo } = members;
  if (partnerServiceId !== padded) return malformed('partnerServiceId');
  if (!/^\d{1,20}$/.test(String(customerNo))) return malformed('customerNo');
  if (virtualAccountNo !== padded + String(customerNo)) return malformed('virtualAccountNo');
  return companyCode + String(customerNo);
}

type Terms = Pick<Account, 'name' | 'total' | 'type' | 'expires'>;

function termsOf(members: Members): Terms | Finding {
  const name = textOf(members, 'virtualAccountName');
  if (name === '') return missing('virtualAccountName');
  const total = members.totalAmount === undefined ? toRupiah(0) : amountOf(members.totalAmount);
  if (total === undefined) return malformed('totalAmount');
  const type = members.virtualAccountTrxType ?? 'C';
  if (!/^[COIMLNX]$/.test(String(type))) return malformed('virtualAccountTrxType');
  const { expiredDate } = members;
  if (expiredDate !== undefined && !/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[+-]\d\d:\d\d$/.test(String(expiredDate)))
    return malformed('expiredDate');
  const expires = expiredDate === undefined ? Number.POSITIVE_INFINITY : Date.parse(String(expiredDate));
  return { name, total, type: type as TrxType, expires };
}

/** Text with two decimals and IDR, nothing else. */
export function amountOf(value: unknown): Rupiah | undefined {
  const { value: text, currency } = (value ?? {}) as { readonly value?: unknown; readonly currency?: unknown };
  const [, digits] = (typeof text === 'string' && /^(\d{1,14})\.00$/.exec(text)) || [];
  return digits !== undefined && currency === 'IDR' ? toRupiah(BigInt(digits)) : undefined;
}

export function textOf(members: Members, name: string): string {
  const value = members[name];
  return typeof value === 'string' ? value : '';
}

export function money(amount: number) {
  return { value: `${amount}.00`, currency: 'IDR' };
}

function shown(account: Account, companyCode: string): Members {
  const partnerServiceId = companyCode.padStart(8, ' ');
  return {
    partnerServiceId,
    customerNo: account.customerNo,
    virtualAccountNo: partnerServiceId + account.customerNo,
    virtualAccountName: account.name,
    trxId: account.trxId,
    totalAmount: money(account.total),
    virtualAccountTrxType: account.type,
    ...(Number.isFinite(account.expires) && { expiredDate: wib(account.expires) }),
    lastUpdateDate: wib(account.updated),
    ...(account.paidAt !== undefined && { paymentDate: wib(account.paidAt) }),
  };
}
