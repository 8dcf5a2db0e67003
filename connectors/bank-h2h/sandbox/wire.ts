/** One call of the bank, ready to be signed: the bytes that go over the wire. */
export interface Wire {
  readonly method: 'GET' | 'POST';
  /** Below the address of the city, encoded, with the query. */
  readonly path: string;
  readonly body: string;
}

export interface Bill {
  /** 18 digits, of PBB. */
  readonly nop?: string;
  /** Of other taxes. */
  readonly kodeBayar?: string;
  readonly tahunPajak?: string;
}
export interface PaidYear {
  readonly tahunPajak: string;
  readonly pokok: number;
  readonly denda: number;
  readonly total: number;
}
export interface Payment extends Bill {
  /** The bank's number of it. */
  readonly reference: string;
  /** What the payer gave: whole rupiah. */
  readonly nominal: number;
  readonly years: readonly PaidYear[];
  readonly paidAt: Date;
}
export interface Reversal extends Bill {
  readonly reference: string;
  readonly ntpd?: string;
}

/** What the bank understands of an answer. */
export interface Told {
  readonly code: string;
  readonly message: string;
  readonly ntpd?: string;
  readonly years: readonly PaidYear[];
}

/** How one dialect is spoken by a bank: what is not there, that dialect does not have. */
export interface Speech {
  readonly scheme: 'basic' | 'login' | 'md5' | 'oauth' | 'snap' | 'bearer' | 'none';
  /** Codes that are a success. */
  readonly good: readonly string[];
  inquiry(bill: Bill, bank: BankIdentity): Wire;
  payment(payment: Payment, bank: BankIdentity): Wire;
  reversal?(reversal: Reversal, bank: BankIdentity): Wire;
  status?(reference: string, bank: BankIdentity): Wire;
  read(answer: Members): Told;
}

export interface BankIdentity {
  readonly username: string;
  readonly bankCode: string;
}

export type Members = Readonly<Record<string, unknown>>;

export function posted(path: string, members: Members): Wire {
  return { method: 'POST', path, body: JSON.stringify(members) };
}

export function fetched(path: string, query: Readonly<Record<string, string | undefined>>): Wire {
  const given = Object.entries(query).filter((pair): pair is [string, string] => pair[1] !== undefined);
  return { method: 'GET', path: `${path}?${new URLSearchParams(given).toString()}`, body: '' };
}

export function membersIn(value: unknown): Members {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Members) : {};
}

export function textIn(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}

export function listIn(value: unknown): readonly Members[] {
  return Array.isArray(value) ? value.map(membersIn) : [];
}

/** Whole rupiah; 0 where there is none. */
export function amountIn(value: unknown): number {
  const text = textIn(value);
  return /^\d{1,14}$/.test(text) ? Number(text) : 0;
}

const WIB_MS = 7 * 3_600_000;

/** `2026-02-03T10:15:40` in Waktu Indonesia Barat. */
export function localTime(at: Date): string {
  return new Date(at.getTime() + WIB_MS).toISOString().slice(0, 19);
}
