import { type Bill, stateOf } from './bill.ts';
import { type Content, readBillingType, readTerms, readTrxId, textOf } from './fields.ts';
import { type Finding, type Refusal, refuse } from './findings.ts';
import { billData } from './inquiry.ts';
import { isNumber, type Register } from './register.ts';
import type { EcollectionSettings } from './settings.ts';

export interface Counter {
  readonly register: Register;
  readonly settings: EcollectionSettings;
  /** `false`: one inquiry too many in this hour. */
  readonly mayInquire: () => boolean;
}
type Handler = (content: Content, counter: Counter) => Finding;

/** Section 4 of the eCollection notes, by `type`. */
const handlers: Readonly<Record<string, Handler>> = {
  createbilling: create,
  createbillingsms: createWithSms,
  inquirybilling: inquire,
  updatebilling: update,
  inactivebilling: close,
};

export function findingFor(content: Content, counter: Counter): Finding {
  const type = textOf(content, 'type');
  if (type === '') return refuse('001');
  const isUnknown = type === 'inactivebilling' && counter.settings.inactivebilling === 'unknown';
  const handler = isUnknown || !Object.hasOwn(handlers, type) ? undefined : handlers[type];
  return handler ? handler(content, counter) : refuse('004');
}

function create(content: Content, { register, settings }: Counter): Finding {
  const now = register.now();
  const trxId = readTrxId(content);
  if (typeof trxId !== 'string') return trxId;
  if (register.byTrxId(trxId)) return refuse('105');
  const billingType = readBillingType(content, settings.billingTypes);
  if (typeof billingType !== 'string') return billingType;
  const terms = readTerms(content, billingType, now);
  if ('kind' in terms) return terms;
  const asked = textOf(content, 'virtual_account');
  if (asked !== '' && !isNumber(asked, settings)) return refuse('006');
  if (asked !== '' && register.holderOf(asked)) return refuse('102');
  const virtualAccount = asked === '' ? register.freeNumber() : asked;
  const unpaid = { closed: false, paid: 0, ntb: null, paidAt: null };
  const bill = { trxId, virtualAccount, billingType, createdAt: now, updatedAt: now, ...terms, ...unpaid };
  register.add(bill);
  return done(bill);
}

const LONGEST_SMS_NAME = 14;

function createWithSms(content: Content, counter: Counter): Finding {
  if (textOf(content, 'billing_type') !== 'c') return refuse('201');
  const isComplete = textOf(content, 'customer_phone') !== '';
  if (!isComplete || textOf(content, 'customer_name').length > LONGEST_SMS_NAME) return refuse('001');
  return create(content, counter);
}

function inquire(content: Content, { register, settings, mayInquire }: Counter): Finding {
  if (!mayInquire()) return refuse('996');
  const bill = knownBill(content, register);
  if ('kind' in bill) return bill;
  return { kind: 'done', data: billData(bill, settings, register.now()) };
}

/** What is left out becomes empty, all but the type and the number of the account (section 4.3). */
function update(content: Content, { register }: Counter): Finding {
  const bill = openBill(content, register);
  if ('kind' in bill) return bill;
  const terms = readTerms(content, bill.billingType, register.now());
  if ('kind' in terms) return terms;
  if (bill.billingType !== 'o' && terms.amount < bill.paid) return refuse('107');
  Object.assign(bill, terms, { updatedAt: register.now() });
  return done(bill);
}

function close(content: Content, { register }: Counter): Finding {
  const bill = openBill(content, register);
  if ('kind' in bill) return bill;
  if (textOf(content, 'virtual_account') !== bill.virtualAccount) return refuse('006');
  Object.assign(bill, { closed: true, updatedAt: register.now() });
  return done(bill);
}

function knownBill(content: Content, register: Register): Bill | Refusal {
  const trxId = readTrxId(content);
  return typeof trxId === 'string' ? (register.byTrxId(trxId) ?? refuse('101')) : trxId;
}

function openBill(content: Content, register: Register): Bill | Refusal {
  const bill = knownBill(content, register);
  if ('kind' in bill) return bill;
  const state = stateOf(bill, register.now());
  if (state === 'paid') return refuse('100');
  return state === 'expired' || state === 'closed' ? refuse('103') : bill;
}

function done({ virtualAccount, trxId }: Bill): Finding {
  return { kind: 'done', data: { virtual_account: virtualAccount, trx_id: trxId } };
}
