import { type Bill, isActive } from './bill.ts';
import { isoTime, localTime } from './moments.ts';
import type { EcollectionSettings } from './settings.ts';

/** What inquirybilling answers, in the order of the example (the eCollection notes, section 4.2). */
export function billData(bill: Bill, settings: EcollectionSettings, now: number): Readonly<Record<string, unknown>> {
  const times = {
    datetime_created: bill.createdAt,
    datetime_expired: bill.expiresAt,
    datetime_payment: bill.paidAt,
    datetime_last_updated: bill.updatedAt,
  };
  return {
    client_id: settings.clientId,
    trx_id: bill.trxId,
    trx_amount: String(bill.amount),
    virtual_account: bill.virtualAccount,
    customer_name: bill.name,
    customer_phone: bill.phone,
    customer_email: bill.email,
    ...written(times, '', localTime),
    payment_ntb: bill.ntb,
    payment_amount: String(bill.paid),
    va_status: isActive(bill, now) ? '1' : '2',
    billing_type: bill.billingType,
    description: bill.description,
    ...(settings.isoTimes === 'both' ? written(times, '_iso8601', isoTime) : {}),
  };
}

function written(
  times: Readonly<Record<string, number | null>>,
  ending: string,
  write: (ms: number) => string,
): Readonly<Record<string, string | null>> {
  return Object.fromEntries(Object.entries(times).map(([name, ms]) => [name + ending, ms === null ? null : write(ms)]));
}
