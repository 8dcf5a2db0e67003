import type { CallbackAnswer } from '../../../connectors/callback.ts';
import type { CallbackServiceContext } from '../callback-service.ts';
import { done, refused } from '../callback-service.ts';
import { externalIdIsFresh } from './external-id.ts';
import { type BankKeys, findBilled } from './finding.ts';
import { closedBecause } from './rules.ts';
import { inquiryValue } from './telling.ts';
import { accountClosed, WORDS } from './words.ts';

export interface InquiryQuestion extends BankKeys {
  readonly idPermintaan?: string;
  readonly nomorLuar?: string;
}

/** Answered from what was published: whether the application is awake does not matter. Reserves nothing. */
export async function inquire(question: InquiryQuestion, context: CallbackServiceContext): Promise<CallbackAnswer> {
  const { instance, now, records, keyedHash } = context;
  const { nomorLuar, idPermintaan = '' } = question;
  if (
    nomorLuar !== undefined &&
    (await externalIdIsFresh({ instansi: instance, nomorLuar, untuk: `tanya ${idPermintaan}` }, context)) !== 'fresh'
  )
    return refused(WORDS['nomor-luar-terpakai'], 'nomor-luar-terpakai');
  const { payment, bills } = await findBilled(instance, question, { records, keyedHash });
  if (bills.length === 0) return refused(WORDS['tidak-ditemukan'], 'tidak-ditemukan');
  const reasons = bills.map((bill) => closedBecause(bill, now) ?? (payment && accountClosed(payment, now)));
  const open = bills.filter((_, index) => reasons[index] === undefined);
  if (open.length === 0) {
    const [reason = 'tidak-ditemukan'] = reasons;
    return refused(WORDS[reason], reason);
  }
  return done(inquiryValue(open, payment, context));
}
