import { money, numberOf, textOf } from './accounts.ts';
import { bad, type Finding, good, missing } from './finding.ts';
import type { BankLedger, BankPayment } from './ledger.ts';

type Members = Readonly<Record<string, unknown>>;

const FLAGS: Readonly<Record<BankPayment['state'], string>> = {
  accepted: '00',
  refused: '01',
  unknown: '02',
  reversed: '01',
};

/** Service 26: one payment by its number, or all of the account. */
export function statusOf(members: Members, ledger: BankLedger, companyCode: string): Finding {
  const number = numberOf(members, companyCode);
  if (typeof number !== 'string') return number;
  const all = ledger.of(number);
  const asked = textOf(members, 'inquiryRequestId');
  if (asked === '') return good({ virtualAccountData: all.map((payment) => rowOf(payment, companyCode)) });
  const one = all.find(({ idPembayaran }) => idPembayaran === asked);
  return one ? good({ virtualAccountData: rowOf(one, companyCode) }) : bad(404, '01', 'Transaction Not Found');
}

/** Service 35, by parameters. */
export function reportOf(query: URLSearchParams, ledger: BankLedger, companyCode: string): Finding {
  const [from, to] = [query.get('startDate') ?? '', query.get('endDate') ?? ''];
  if (from === '' || to === '') return missing(from === '' ? 'startDate' : 'endDate');
  const first = `${from}T${query.get('startTime') ?? '00:00'}`;
  const last = `${to}T${query.get('endTime') ?? '23:59'}`;
  const within = ({ paidAt }: BankPayment) => paidAt.slice(0, 16) >= first && paidAt.slice(0, 16) <= last;
  const rows = ledger.all().filter((payment) => payment.virtualAccount !== undefined && within(payment));
  return good({ virtualAccountdata: rows.map((payment) => rowOf(payment, companyCode)) });
}

function rowOf(
  { virtualAccount = '', idPembayaran, nomorBank, nominal, paidAt, state }: BankPayment,
  companyCode: string,
) {
  const partnerServiceId = companyCode.padStart(8, ' ');
  const customerNo = virtualAccount.slice(companyCode.length);
  return {
    ...{ partnerServiceId, customerNo, virtualAccountNo: partnerServiceId + customerNo },
    inquiryRequestId: idPembayaran,
    paymentRequestId: idPembayaran,
    paidAmount: money(nominal),
    totalAmount: money(nominal),
    trxDateTime: paidAt,
    referenceNo: nomorBank,
    paymentFlagStatus: FLAGS[state],
    paymentFlagReason: { english: state, indonesia: state },
  };
}
