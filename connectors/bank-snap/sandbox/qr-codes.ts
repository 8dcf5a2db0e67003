import type { Rupiah } from '../../rupiah.ts';
import { amountOf, money, textOf } from './accounts.ts';
import { qrText } from './emv.ts';
import { bad, type Finding, good, malformed, missing } from './finding.ts';
import type { BankSnapSettingValues } from './settings.ts';
import { wib } from './wib.ts';

export interface QrCode {
  readonly referenceNo: string;
  readonly partnerReferenceNo: string;
  readonly amount: Rupiah;
  readonly expires: number;
  readonly content: string;
  state: '00' | '03' | '04' | '05';
  paidAt?: number;
  refund?: { readonly number: string; readonly refundNo: string; readonly at: number };
  cancelledAt?: number;
}
type Members = Readonly<Record<string, unknown>>;

export interface QrCodes {
  generate(members: Members): Finding;
  query(members: Members): Finding;
  cancel(members: Members): Finding;
  refund(members: Members): Finding;
  find(reference: string): QrCode | undefined;
  all(): readonly QrCode[];
}

const unknown = bad(404, '01', 'Transaction Not Found');
const wrongState = bad(404, '00', 'Invalid Transaction Status');
const HOUR_MS = 3_600_000;
const SAID: Readonly<Record<string, string>> = {
  '00': 'Success',
  '03': 'Pending',
  '04': 'Refunded',
  '05': 'Cancelled',
  '06': 'Failed',
};

/** Services 47, 51, 77 and 78 (section 8). */
export function createQrCodes(settings: BankSnapSettingValues, now: () => number): QrCodes {
  const codes = new Map<string, QrCode>();
  const find = (reference: string) =>
    codes.get(reference) ?? [...codes.values()].find((code) => code.referenceNo === reference);
  const isOurs = ({ merchantId }: Members) => settings.merchantId === '' || merchantId === settings.merchantId;
  const located = (members: Members): QrCode | Finding => {
    if (!isOurs(members)) return bad(404, '08', 'Invalid Merchant');
    const names = ['originalPartnerReferenceNo', 'originalReferenceNo'];
    const given = names.map((name) => textOf(members, name)).filter((reference) => reference !== '');
    const found = given.map(find);
    const [code] = found;
    return code && found.every((one) => one === code) ? code : unknown;
  };

  return {
    generate(members) {
      if (!isOurs(members)) return bad(404, '08', 'Invalid Merchant');
      const partnerReferenceNo = textOf(members, 'partnerReferenceNo');
      if (partnerReferenceNo === '') return missing('partnerReferenceNo');
      if (codes.has(partnerReferenceNo)) return bad(409, '01', 'Duplicate partnerReferenceNo');
      const amount = amountOf(members.amount);
      if (amount === undefined) return malformed('amount');
      const until = textOf(members, 'validityPeriod');
      const expires = until === '' ? now() + HOUR_MS : Date.parse(until);
      if (!(expires > now())) return malformed('validityPeriod');
      const referenceNo = `QR${String(codes.size + 1).padStart(10, '0')}`;
      const terminal = textOf(members, 'terminalId') || '99000001';
      const merchant = textOf(members, 'merchantId') || '000099000100001';
      const content = qrText({ amount: String(amount), bill: partnerReferenceNo, terminal, merchant });
      const code: QrCode = { referenceNo, partnerReferenceNo, amount, expires, content, state: '03' };
      codes.set(partnerReferenceNo, code);
      const shop = { merchantName: 'PEMERINTAH KOTA CONTOH', terminalId: terminal };
      return good({
        referenceNo,
        partnerReferenceNo,
        qrContent: content,
        ...shop,
        additionalInfo: { billNumber: referenceNo },
      });
    },
    query(members) {
      if (members.serviceCode !== '47') return members.serviceCode ? malformed('serviceCode') : missing('serviceCode');
      const code = located(members);
      if ('case' in code) return code;
      const state = stateOf(code, now());
      return good({
        originalReferenceNo: code.referenceNo,
        originalPartnerReferenceNo: code.partnerReferenceNo,
        serviceCode: '47',
        latestTransactionStatus: state,
        transactionStatusDesc: SAID[state],
        ...(code.paidAt !== undefined && { paidTime: wib(code.paidAt) }),
        amount: money(code.amount),
      });
    },
    cancel(members) {
      const code = located(members);
      if ('case' in code) return code;
      if (textOf(members, 'reason') === '') return missing('reason');
      if (code.state === '03') Object.assign(code, { state: '05', cancelledAt: now() });
      if (code.state !== '05') return wrongState;
      const { referenceNo: originalReferenceNo, partnerReferenceNo: originalPartnerReferenceNo } = code;
      return good({ originalReferenceNo, originalPartnerReferenceNo, cancelTime: wib(code.cancelledAt ?? now()) });
    },
    refund(members) {
      const code = located(members);
      if ('case' in code) return code;
      const number = textOf(members, 'partnerRefundNo');
      if (number === '') return missing('partnerRefundNo');
      if (code.refund?.number === number) return bad(409, '01', 'Duplicate partnerRefundNo');
      if (code.state !== '00') return wrongState;
      if (amountOf(members.refundAmount) !== code.amount) return bad(404, '13', 'Invalid Amount');
      const refund = { number, refundNo: `RF${code.referenceNo}`, at: now() };
      Object.assign(code, { state: '04', refund });
      return good({ refundNo: refund.refundNo, partnerRefundNo: number, refundTime: wib(refund.at) });
    },
    find,
    all: () => [...codes.values()],
  };
}

/** An unpaid code fails when it ends. */
export function stateOf({ state, expires }: QrCode, now: number): string {
  return state === '03' && now > expires ? '06' : state;
}
