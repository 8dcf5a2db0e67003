import type { SandboxFault } from '../../connector.ts';
import type { SeededPerson, UpstreamAnswer, UpstreamRequest } from '../../sandbox-kit/definition.ts';
import { numberOption } from '../../sandbox-kit/fault-kinds.ts';
import { defineSandbox } from '../../sandbox-kit/server.ts';
import { admit } from './admission.ts';
import { plain, sealed, textFault } from './answers.ts';
import { stateOf } from './bill.ts';
import { ecollectionFaults } from './fault-kinds.ts';
import { type Content, textOf } from './fields.ts';
import type { Finding } from './findings.ts';
import { createInquiryCount } from './inquiry-count.ts';
import { createLedgerBook, type EcollectionLedger, type LedgerBook } from './ledger.ts';
import { createPayments, type Payments } from './payments.ts';
import { createRegister, type Register } from './register.ts';
import { type Counter, findingFor } from './requests.ts';
import { type EcollectionSettings, ecollectionSettings } from './settings.ts';

interface House {
  readonly counter: Counter;
  readonly register: Register;
  readonly book: LedgerBook;
  readonly payments: Payments;
  readonly settings: EcollectionSettings;
}

/** Bank BNI's eCollection, written from the eCollection notes alone: takes bills, is paid, and tells the city so. */
export const ecollectionSandbox = defineSandbox({
  name: 'bank-ecollection',
  plays: 'BNI eCollection at POST /, and its payment notifications; "pay" of /_sandbox/actions is a payer',
  preferredPort: 18087,
  faults: ecollectionFaults,
  settings: ecollectionSettings,
  create({ now, settings }) {
    const register = createRegister(now, settings);
    const book = createLedgerBook();
    const payments = createPayments(register, book, settings);
    const counter = { register, settings, mayInquire: createInquiryCount(register.now, settings) };
    const house: House = { counter, register, book, payments, settings };
    return {
      answer: (request) => answer(request, house),
      people: () => payersOf(register),
      ledger: () => ledgerOf(house),
      actions: { pay: payments.pay },
    };
  },
});

function answer(request: UpstreamRequest, house: House): UpstreamAnswer | Promise<UpstreamAnswer> {
  if (request.method !== 'POST' || request.pathParts.length > 0) return plain(404, 'Not Found');
  const { counter, register, book, settings } = house;
  const { faults } = request;
  const admitted = admit(request, settings, register.now());
  if (admitted.kind === 'refused') return sealed(admitted, faults, settings, register.now());
  const { content } = admitted;
  book.asked(textOf(content, 'type'));
  const finding = textFault(faults, 'code') ?? findingFor(content, counter);
  const saying = () => sealed(textFault(faults, 'code-after') ?? finding, faults, settings, register.now());
  const fast = faults.find(({ kind }) => kind === 'notice-first');
  return fast ? payFirst(fast, content, finding, house).then(saying) : saying();
}

/** "A notification may overtake the answer to createbilling" (section 5). */
async function payFirst(fault: SandboxFault, content: Content, finding: Finding, house: House): Promise<void> {
  const bill = house.register.byTrxId(textOf(content, 'trx_id'));
  if (finding.kind !== 'done' || !bill || textOf(content, 'type') !== 'createbilling') return;
  await house.payments.payBill(bill, numberOption(fault, 'nominal') || bill.amount);
}

function ledgerOf({ register, book }: House): EcollectionLedger {
  const now = register.now();
  const bills = register.all().map((bill) => {
    const { trxId, virtualAccount, billingType, amount, paid } = bill;
    return { trxId, virtualAccount, billingType, amount, paid, state: stateOf(bill, now) };
  });
  return { payments: book.payments(), requests: book.requests(), bills };
}

function payersOf(register: Register): readonly SeededPerson[] {
  const now = register.now();
  return register.all().map((bill) => ({
    nama: bill.name,
    trxId: bill.trxId,
    virtualAccount: bill.virtualAccount,
    note: stateOf(bill, now),
  }));
}
