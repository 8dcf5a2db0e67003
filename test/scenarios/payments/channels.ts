import { setTimeout as sleep } from 'node:timers/promises';
import type { EcollectionLedger } from '../../../connectors/bank-ecollection/sandbox/ledger.ts';
import { createTeller as ecollectionTeller } from '../../../connectors/bank-ecollection/sandbox/teller.ts';
import { type Heard, createTeller as h2hTeller } from '../../../connectors/bank-h2h/sandbox/teller.ts';
import type { BankPayment } from '../../../connectors/bank-snap/sandbox/ledger.ts';
import type { QrCode } from '../../../connectors/bank-snap/sandbox/qr-codes.ts';
import { createTeller as snapTeller } from '../../../connectors/bank-snap/sandbox/teller.ts';
import { toRupiah } from '../../../connectors/rupiah.ts';
import { keysOf } from '../../../connectors/sandbox-kit/rsa-keys.ts';
import type { JawabanPembayaran, Pembayaran } from '../../../openapi/generated/types.ts';
import { until } from '../../hub/until.ts';
import type { City } from './with-city.ts';

/** What goes wrong with one payment on its way. */
export interface Mishaps {
  /** Notices of it, 1 to 5. */
  readonly notices: number;
  readonly parallel: boolean;
  /** The bank hears nothing of what the city says to the first. */
  readonly lost: boolean;
  /** Something altered comes first: another amount, another signature. */
  readonly altered: boolean;
}
export interface Bill {
  readonly id: string;
  readonly nop: string;
  readonly pokok: number;
}
/** Money as its bank believes in it. */
export interface Paid {
  readonly instansi: string;
  readonly nomorBank: string;
  readonly nominal: number;
}
export interface Channel {
  readonly name: string;
  /** Somebody pays, and the bank says so until it is heard. */
  pay(bill: Bill, mishaps: Mishaps): Promise<void>;
  /** Says once more what was not heard. */
  settle(): Promise<void>;
  payments(): readonly Paid[];
  /** Something that claims to be a payment, and is none: nobody paid. */
  forge(bill: Bill): Promise<void>;
}

const AGAIN_MS = 100;

async function request(city: City, bill: Bill, cara: 'va' | 'qris', instansi: string): Promise<Pembayaran> {
  const body = { tagihan: bill.id, cara, instansi, nomorPermintaan: `${cara} ${bill.id}`.replace(' ', '-') };
  const end = performance.now() + GIVE_UP_MS;
  while (performance.now() < end) {
    const { status, body: answer } = await city.api('POST', '/v1/pembayaran', body);
    const payment = (answer as JawabanPembayaran).data;
    if (status >= 400) throw new Error(`a payment was refused: ${JSON.stringify(answer)}`);
    if (payment.keadaan !== 'diproses') return payment;
    await sleep(AGAIN_MS * 5);
  }
  throw new Error('a payment is asked for and never answered');
}

export function ecollection(city: City): Channel {
  const { ecollection: bank } = city.banks;
  const ledger = () => (bank.ledger() as EcollectionLedger).payments;
  const cityUrl = `${city.url}/callbacks/bank-bni-ecollection`;
  const teller = ecollectionTeller({ cityUrl, clientId: '00777', secretKey: '00112233445566778899aabbccddeeff' });
  const noticeOf = (payment: ReturnType<typeof ledger>[number], nominal = payment.nominal) => ({
    ...{ trx_id: payment.trxId, virtual_account: payment.virtualAccount, customer_name: 'RINA CONTOH' },
    ...{ trx_amount: `${payment.nominal}`, payment_amount: `${nominal}`, cumulative_payment_amount: `${nominal}` },
    ...{ payment_ntb: payment.nomorBank, datetime_payment_iso8601: payment.paidAt },
  });
  return {
    name: 'eCollection',
    async pay(bill, { notices, parallel, lost, altered }) {
      const { virtualAccount } = await request(city, bill, 'va', 'bank-bni-ecollection');
      const copies = parallel ? notices : 1;
      const shift = altered ? { shift: { member: 'payment_amount', by: 1 } } : {};
      const paid = { virtualAccount: virtualAccount?.nomor, tries: 2, copies, losesAnswers: lost, ...shift };
      await bank.act('pay', paid);
      const entry = ledger().find((payment) => payment.virtualAccount === virtualAccount?.nomor);
      if (entry && !parallel) for (let more = 1; more < notices; more += 1) await teller.notice(noticeOf(entry));
    },
    async settle() {
      for (const entry of ledger().filter(({ notice }) => notice !== 'heard'))
        await until('a notice is heard', async () => (await teller.notice(noticeOf(entry))).heard);
    },
    payments: () =>
      ledger().map(({ nomorBank, nominal }) => ({ instansi: 'bank-bni-ecollection', nomorBank, nominal })),
    async forge(bill) {
      const { virtualAccount, id } = await request(city, bill, 'va', 'bank-bni-ecollection');
      await teller.notice({
        ...{ trx_id: id.replace('_', '').toUpperCase(), virtual_account: virtualAccount?.nomor, trx_amount: '1' },
        ...{ payment_amount: `${bill.pokok}`, cumulative_payment_amount: `${bill.pokok}`, payment_ntb: '666666' },
        datetime_payment_iso8601: '2026-02-04T09:00:10+07:00',
      });
    },
  };
}

function tellerOfSnap(city: City) {
  return snapTeller({
    ...{
      cityUrl: `${city.url}/callbacks/bank-bni`,
      clientId: 'bank-contoh',
      clientSecret: 'rahasia-snap-kota-untuk-uji',
    },
    ...{ privateKey: keysOf('bank').privateKey, companyCode: '990001' },
  });
}

const flip = (signature: string) => (signature.startsWith('A') ? `B${signature.slice(1)}` : `A${signature.slice(1)}`);
const isHeard = ({ code = '' }: BankPayment) => ['2002500', '4042518', '2005200'].includes(code);

/** Accounts and codes of one bank that speaks SNAP. */
function snap(city: City, name: string, cara: 'va' | 'qris'): Channel {
  const bank = city.banks.snap;
  const teller = tellerOfSnap(city);
  const isOurs = (payment: BankPayment) => (payment.qr !== undefined) === (cara === 'qris');
  const ledger = () => (bank.ledger() as { payments: readonly BankPayment[] }).payments.filter(isOurs);
  const codes = () => (bank.ledger() as { codes: readonly QrCode[] }).codes;
  const again = (payment: BankPayment, how: object = {}) =>
    payment.qr === undefined
      ? teller.payment(
          {
            ...{ customerNo: (payment.virtualAccount ?? '').slice(6), paymentRequestId: payment.idPembayaran },
            ...{ amount: payment.nominal, referenceNo: payment.nomorBank, advice: true },
          },
          how,
        )
      : teller.qrNotify(
          { referenceNo: payment.nomorBank, partnerReferenceNo: payment.qr, amount: payment.nominal },
          how,
        );
  return {
    name,
    async pay(bill, { notices, parallel, lost, altered }) {
      const { virtualAccount, qris } = await request(city, bill, cara, 'bank-bni');
      const code = codes().find(({ content }) => content === qris?.isi);
      const what = cara === 'va' ? { virtualAccount: virtualAccount?.nomor } : { qr: code?.referenceNo };
      const copies = parallel ? notices : 1;
      const made = (await bank.act('pay', { ...what, copies, loseAnswer: lost })) as BankPayment;
      if (altered) await again({ ...made, nominal: toRupiah(made.nominal + 1) }, { alterSignature: flip });
      if (!parallel) for (let more = 1; more < notices; more += 1) await again(made);
    },
    async settle() {
      for (const payment of ledger().filter((one) => !isHeard(one))) {
        await until('a notice is heard', async () => {
          const answer = await again(payment);
          return answer !== undefined && isHeard({ ...payment, code: answer.code });
        });
      }
    },
    payments: () => ledger().map(({ nomorBank, nominal }) => ({ instansi: 'bank-bni', nomorBank, nominal })),
    async forge(bill) {
      const { virtualAccount, id } = await request(city, bill, cara, 'bank-bni');
      const made = {
        ...{
          nomorBank: '666666',
          idPembayaran: '666666',
          nominal: toRupiah(bill.pokok),
          paidAt: '',
          told: 0,
          state: 'unknown',
        },
        ...(cara === 'va'
          ? { virtualAccount: virtualAccount?.nomor ?? '' }
          : { qr: id.replace('_', '').toUpperCase() }),
      } as BankPayment;
      await again(made, { alterSignature: flip });
    },
  };
}

export const snapAccounts = (city: City) => snap(city, 'SNAP virtual account', 'va');
export const snapCodes = (city: City) => snap(city, 'QRIS', 'qris');

/** Not a word on the payment: a token that was fetched from a hub that is being killed is none, and a busy hub says so. */
const SAY_AGAIN = ['63', '96'];
const GIVE_UP_MS = 60_000;

async function untilHeard(call: () => Promise<Heard>): Promise<Exclude<Heard, { readonly kind: 'unknown' }>> {
  const end = performance.now() + GIVE_UP_MS;
  for (;;) {
    const heard = await call();
    if (heard.kind !== 'unknown' && !SAY_AGAIN.includes(heard.code)) return heard;
    if (performance.now() > end) throw new Error('the city does not answer any more');
    await sleep(AGAIN_MS);
  }
}

export function counters(city: City): Channel {
  const paid: Paid[] = [];
  const keys = {
    ...{ username: '', password: '', clientId: 'BANK-CONTOH-001', clientSecret: 'rahasia-contoh-42' },
    bearerToken: '',
  };
  const teller = h2hTeller({
    ...{ cityUrl: `${city.url}/callbacks/bank-sumut`, dialect: 'netral', bankCode: '117', now: () => new Date() },
    keys: { ...keys, privateKey: keysOf('bank-h2h').privateKey },
  });
  let count = 0;
  return {
    name: 'host-to-host',
    async pay(bill, { notices, parallel, lost, altered }) {
      const found = await untilHeard(() => teller.inquiry({ nop: bill.nop, tahunPajak: '2026' }));
      if (found.kind !== 'ok') throw new Error(`an inquiry was refused: ${found.text}`);
      count += 1;
      const reference = `99${String(count).padStart(8, '0')}`;
      const nominal = found.years.reduce((sum, { total }) => sum + total, 0);
      const payment = { nop: bill.nop, tahunPajak: '2026', reference, nominal, years: found.years, paidAt: new Date() };
      if (altered) await teller.payment(payment, { altered: true });
      if (parallel) await Promise.all(Array.from({ length: notices }, () => teller.payment(payment, { lost })));
      await teller.payment(payment, { lost });
      const heard = await untilHeard(() => teller.payment(payment));
      if (heard.kind !== 'ok') throw new Error(`a payment was refused: ${heard.text}`);
      paid.push({ instansi: 'bank-sumut', nomorBank: reference, nominal });
      if (!parallel) for (let more = 1; more < notices; more += 1) await teller.payment(payment);
    },
    settle: async () => {},
    payments: () => paid,
    async forge(bill) {
      const years = [{ tahunPajak: '2026', pokok: bill.pokok, denda: 0, total: bill.pokok }];
      const payment = {
        nop: bill.nop,
        tahunPajak: '2026',
        reference: '666666',
        nominal: bill.pokok,
        years,
        paidAt: new Date(),
      };
      await teller.payment(payment as never, { altered: true });
    },
  };
}
