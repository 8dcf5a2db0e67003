import { answering, type CallbackService } from '../callback-service.ts';
import { hear, type NoticeQuestion } from './hearing.ts';
import { type InquiryQuestion, inquire } from './inquiry.ts';
import { type PaymentQuestion, pay } from './paying.ts';
import { type ReversalQuestion, reverse } from './reversing.ts';
import { type StatusQuestion, tellStatus } from './statuses.ts';

const inquiry = answering<InquiryQuestion>('bank.inquiry', inquire);
const payment = answering<PaymentQuestion>('bank.payment', pay);
const notice = answering<NoticeQuestion>('bank.notice', hear);
const reversal = answering<ReversalQuestion>('bank.reversal', reverse);
const status = answering<StatusQuestion>('bank.status', tellStatus);

/** Whatever a bank's interface looks like, it asks the same few things of the city. */
const CALLS = {
  'bank-snap': [inquiry, payment, notice],
  'bank-ecollection': [notice],
  'bank-h2h': [inquiry, payment, reversal, status],
} as const;

export const bankServices: readonly CallbackService[] = Object.entries(CALLS).flatMap(([connector, calls]) =>
  calls.map((call) => ({ ...call, connector })),
);
