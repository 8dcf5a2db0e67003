import { BILLING_TYPES } from './bill.ts';
import { type Refusal, refuse } from './findings.ts';
import { readTime } from './moments.ts';

/** The content of a request, every value still what the partner made of it. */
export type Content = Readonly<Record<string, unknown>>;

/** What createbilling and updatebilling set, read. */
export interface Terms {
  readonly amount: number;
  readonly name: string;
  readonly email: string | null;
  readonly phone: string | null;
  readonly description: string | null;
  readonly expiresAt: number | null;
}

const LONGEST = { trx_id: 30, customer_name: 255, description: 100 };

/** Texts only; nothing is as good as missing. */
export function textOf(content: Content, name: string): string {
  const value = content[name];
  return typeof value === 'string' ? value : '';
}

export function readTrxId(content: Content): string | Refusal {
  const trxId = textOf(content, 'trx_id');
  if (trxId === '') return refuse('001');
  return trxId.length <= LONGEST.trx_id ? trxId : refuse('007');
}

export function readTerms(content: Content, billingType: string, now: number): Terms | Refusal {
  const amount = readAmount(content, billingType);
  if (typeof amount !== 'number') return amount;
  const name = textOf(content, 'customer_name');
  const description = textOf(content, 'description');
  if (name === '' || name.length > LONGEST.customer_name || description.length > LONGEST.description)
    return refuse('001');
  const expiresAt = readExpiry(content, now);
  if (typeof expiresAt === 'object' && expiresAt !== null) return expiresAt;
  return {
    ...{ amount, name, expiresAt },
    email: textOf(content, 'customer_email') || null,
    phone: textOf(content, 'customer_phone') || null,
    description: description || null,
  };
}

/** Whole rupiah as text; nothing for an open bill and something for any other. */
function readAmount(content: Content, billingType: string): number | Refusal {
  const text = textOf(content, 'trx_amount');
  if (/^\d+[.,]\d+$/.test(text)) return refuse('013');
  if (!/^\d{1,14}$/.test(text)) return refuse('001');
  const amount = Number(text);
  return (amount === 0) === (billingType === 'o') ? amount : refuse('011');
}

function readExpiry(content: Content, now: number): number | null | Refusal {
  const text = textOf(content, 'datetime_expired');
  if (text === '') return null;
  const at = readTime(text);
  return at === undefined || at <= now ? refuse('012') : at;
}

export function readBillingType(content: Content, ofContract: readonly string[]): string | Refusal {
  const type = textOf(content, 'billing_type');
  if (type === '') return refuse('001');
  if (!BILLING_TYPES.has(type)) return refuse('016');
  return ofContract.includes(type) ? type : refuse('801');
}
