import type { Answer } from './ask.ts';
import type { Following } from './feed.ts';
import type { HandOver, Taking } from './handing-over.ts';
import { isObject, problemOf, salah } from './judging.ts';
import type { Judgement } from './tally.ts';

/** A bill as an application knows it. Amounts are whole rupiah. */
export interface OwnBill {
  readonly id: string;
  readonly jenis: string;
  readonly objek: Readonly<Record<string, string>>;
  readonly tahunPajak?: string;
  readonly pokok: number;
  readonly jatuhTempo: string;
}

const BENAR: Judgement = { kind: 'benar' };
const PAYER = { nama: 'RINA CONTOH' };

type Data = Readonly<Record<string, unknown>>;

/** Publishes a bill, under its own number: the same words again change nothing. */
export function publication(
  bill: OwnBill,
  { isFollowed, onAccepted = () => {} }: { readonly isFollowed: boolean; readonly onAccepted?: () => void },
): HandOver {
  const { id, ...rest } = bill;
  return {
    reference: id,
    ask: ({ ask }) => ask('PUT', `/v1/tagihan/${id}`, { ...rest, wajibBayar: PAYER }),
    judge: (answer) =>
      judged(
        answer,
        (data) => billMistake(bill, data),
        () => ({ perihal: id, ...(isFollowed ? { message: id } : {}) }),
      ),
    onAccepted,
  };
}

/** Asks for a virtual account, as often as is needed under one number of the application's own. */
export function accountFor(bill: OwnBill, onAccepted: (payment: string) => void): HandOver {
  const body = { tagihan: bill.id, cara: 'va', nomorPermintaan: `va-${bill.id}` };
  return {
    reference: bill.id,
    ask: ({ ask }) => ask('POST', '/v1/pembayaran', body),
    judge: (answer) => judgedPayment(answer, bill),
    onAccepted,
  };
}

/** Reading a payment back. */
export function judgePayment(answer: Answer, bill: OwnBill): Judgement {
  return judgedPayment(answer, bill).judgement;
}

function judgedPayment(answer: Answer, bill: OwnBill): Taking {
  return judged(
    answer,
    (data) => paymentMistake(bill, data),
    ({ id }) => ({ perihal: String(id), message: String(id) }),
  );
}

function judged(
  answer: Answer,
  mistakeOf: (data: Data) => Judgement | undefined,
  takenAs: (data: Data) => NonNullable<Taking['taken']>,
): Taking {
  const problem = problemOf(answer);
  if (problem !== undefined) return { judgement: { kind: 'gagal', problem } };
  const data = dataOf(answer);
  const mistake = mistakeOf(data);
  return mistake ? { judgement: mistake } : { judgement: BENAR, taken: takenAs(data) };
}

function dataOf(answer: Answer): Data {
  return answer.kind === 'answered' && isObject(answer.body) && isObject(answer.body.data) ? answer.body.data : {};
}

/** Nothing, or all of it: nobody pays more than a bill or a part of it here. */
function billMistake({ id, pokok }: OwnBill, data: Data): Judgement | undefined {
  const { total, terbayar, sisa, keadaan, lebihBayar } = data;
  if (data.id !== id || data.pokok !== pokok || total !== pokok)
    return salah(id, 'the bill that was published', 'another');
  const isPaid = keadaan === 'lunas' && terbayar === pokok && sisa === 0;
  const isOpen = keadaan === 'terbuka' && terbayar === 0 && sisa === pokok;
  if (lebihBayar !== 0 || !(isPaid || isOpen)) return salah(id, `open or paid with ${pokok}`, `${keadaan} ${terbayar}`);
  return undefined;
}

const BEFORE_MONEY: readonly unknown[] = ['diproses', 'terbuka', 'kedaluwarsa'];

/** An account, or that there is none yet; and its money once, as much as was due. */
function paymentMistake({ id, pokok }: OwnBill, data: Data): Judgement | undefined {
  const { keadaan, virtualAccount, penerimaan } = data;
  if (data.tagihan !== id || data.nominal !== pokok) return salah(id, `a payment of ${pokok}`, String(data.nominal));
  const number = isObject(virtualAccount) ? virtualAccount.nomor : undefined;
  if (keadaan !== 'diproses' && !/^\d{16,18}$/.test(String(number))) return salah(id, 'a number to pay to', 'none');
  const receipts = Array.isArray(penerimaan) ? penerimaan.map((one) => (isObject(one) ? one.nominal : undefined)) : [];
  const isPaid = keadaan === 'lunas' && receipts.length === 1 && receipts[0] === pokok && data.terbayar === pokok;
  const isOpen = BEFORE_MONEY.includes(keadaan) && receipts.length === 0 && data.terbayar === 0;
  if (data.lebihBayar === 0 && (isPaid || isOpen)) return undefined;
  return salah(id, `open, or paid once with ${pokok}`, `${keadaan}, receipts of ${JSON.stringify(receipts)}`);
}

/** Each payment is told once, with the amount that was due. */
export function paymentsFollowed(
  about: 'pembayaran' | 'tagihan',
  pokokOf: (about: string) => number | undefined,
): Following {
  return {
    ...{
      begins: 'pembayaran.',
      about,
      end: 'pembayaran.lunas',
      after: about === 'tagihan' ? ['pembayaran.dibalik'] : [],
    },
    mistake(number, { nominal }) {
      const due = pokokOf(number);
      if (due === undefined || nominal === undefined || nominal === due) return undefined;
      return salah(number, `a payment of ${due}`, String(nominal));
    },
  };
}
