import { expect, test } from '@jest/globals';
import type { Answer } from './ask.ts';
import { accountFor, judgePayment, type OwnBill, publication } from './billing.ts';
import { billView, paymentView } from './billing-hub.ts';

const BILL: OwnBill = {
  ...{ id: 'PBB-2026-0042', jenis: 'pbb', tahunPajak: '2026', pokok: 125_000, jatuhTempo: '2026-08-31' },
  objek: { nop: '127601000100100420' },
};
const PAYMENT = { id: 'pby_00000000000000000001', tagihan: BILL.id, nominal: 125_000, paid: 0 };
const answer = (data: object, status = 200): Answer => ({
  ...{ kind: 'answered', status, retryAfter: null, body: { data }, sentAt: 0, ms: 1 },
});
const open = paymentView(PAYMENT, 201);
const paid = paymentView({ ...PAYMENT, paid: 125_000 }, 201);

test.each([
  { what: 'a number to pay to', data: open, is: 'benar' },
  { what: 'the bank has not said yet', data: paymentView(PAYMENT, 202), is: 'benar' },
  { what: 'it has ended', data: { ...open, keadaan: 'kedaluwarsa' }, is: 'benar' },
  { what: 'paid once', data: paid, is: 'benar' },
  { what: 'open without a number', data: { ...open, virtualAccount: null }, is: 'salah' },
  { what: 'of another bill', data: { ...open, tagihan: 'PBB-2026-0043' }, is: 'salah' },
  { what: 'another amount', data: { ...open, nominal: 125_001 }, is: 'salah' },
  { what: 'paid with one rupiah less', data: { ...paid, penerimaan: [{ nominal: 124_999 }] }, is: 'salah' },
  { what: 'paid twice', data: { ...paid, penerimaan: [...paid.penerimaan, ...paid.penerimaan] }, is: 'salah' },
  { what: 'more than was due', data: { ...paid, lebihBayar: 1 }, is: 'salah' },
  { what: 'paid, and nothing came in', data: { ...paid, penerimaan: [], terbayar: 0 }, is: 'salah' },
  { what: 'money, and still open', data: { ...paid, keadaan: 'terbuka' }, is: 'salah' },
  { what: 'refused', data: { ...open, keadaan: 'ditolak' }, is: 'salah' },
  { what: 'something else', data: {}, is: 'salah' },
])('a payment: $what is $is', ({ data, is }) => {
  expect(judgePayment(answer(data), BILL).kind).toBe(is);
  const { judgement, taken } = accountFor(BILL, () => {}).judge(answer(data, 201));
  expect(judgement.kind).toBe(is);
  expect(taken).toEqual(is === 'benar' ? { perihal: PAYMENT.id, message: PAYMENT.id } : undefined);
});

test.each([
  { what: 'as it was published', data: billView(BILL), is: 'benar' },
  { what: 'paid', data: billView(BILL, [{ tagihan: BILL.id, paid: 125_000 }]), is: 'benar' },
  { what: 'paid in part', data: billView(BILL, [{ tagihan: BILL.id, paid: 124_999 }]), is: 'salah' },
  { what: 'with a penalty', data: { ...billView(BILL), total: 127_500 }, is: 'salah' },
  { what: 'another', data: { ...billView(BILL), id: 'PBB-2026-0043' }, is: 'salah' },
])('a bill: $what is $is', ({ data, is }) => {
  const judge = (isFollowed: boolean) => publication(BILL, { isFollowed }).judge(answer(data, 201));
  expect(judge(false).judgement.kind).toBe(is);
  expect(judge(true).taken).toEqual(is === 'benar' ? { perihal: BILL.id, message: BILL.id } : undefined);
});

test('a problem is a failure that says so', () => {
  const refused: Answer = { ...answer({}, 409), body: { type: 'urn:simpul:masalah:pemanggil:bentrok' } } as Answer;
  expect(judgePayment(refused, BILL)).toEqual({ kind: 'gagal', problem: 'pemanggil:bentrok' });
});
