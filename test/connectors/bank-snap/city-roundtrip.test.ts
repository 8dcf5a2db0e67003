import { expect, test } from '@jest/globals';
import {
  createTeller,
  type Heard,
  type How,
  type TellerOptions,
} from '../../../connectors/bank-snap/sandbox/teller.ts';
import { found } from '../wanted.ts';
import { ACCOUNT, CODE, NOW, NUMBER } from './asking.ts';
import { PARTNER } from './city.ts';
import { BANK } from './keys.ts';
import { type City, clock, ledgerOf, oneBill, withBank, withCity } from './with-bank.ts';

const ID = '2026020300000001';
const asked = { customerNo: '000000000042', paymentRequestId: ID, amount: 125000, referenceNo: '990000000000042' };

function tellerAt(url: string, options: Partial<TellerOptions> = {}) {
  return createTeller({
    ...{ cityUrl: url, clientId: PARTNER.clientId, clientSecret: PARTNER.clientSecret },
    ...{ privateKey: BANK.privateKey, companyCode: '990001', now: () => NOW },
    ...options,
  });
}
const withOneBill = (use: (city: City, booked: readonly string[]) => Promise<void>, now = () => NOW) => {
  const { decide, booked } = oneBill();
  return withCity(decide, now, (city) => use(city, booked));
};
const dataOf = (heard: Heard | undefined) => heard?.body.virtualAccountData as Readonly<Record<string, unknown>>;

test('a bank fetches a token, asks, pays and is answered in its own words', () =>
  withOneBill(async (city, booked) => {
    const teller = tellerAt(city.url);
    const inquiry = await teller.inquiry({ customerNo: '000000000042', inquiryRequestId: ID });
    expect(inquiry).toMatchObject({ status: 200, code: '2002400' });
    expect(dataOf(inquiry)).toMatchObject({
      ...{ inquiryStatus: '00', virtualAccountNo: '  990001000000000042' },
      totalAmount: { value: '125000.00', currency: 'IDR' },
    });
    const payment = await teller.payment(asked);
    expect(payment).toMatchObject({ status: 200, code: '2002500' });
    expect(dataOf(payment)).toMatchObject({ paymentFlagStatus: '00', paymentRequestId: ID });
    expect(booked).toEqual([ID]);
    expect(city.tokens()).toBe(1);
    expect(city.asked[1]).toMatchObject({
      name: 'bank.payment',
      question: { nominal: 125000, nomorBank: '990000000000042', nomorLuar: payment?.externalId, kanal: '6011' },
    });
  }));

test.each<[string, How]>([
  ['over several lines', { blanks: true }],
  ['with slashes and letters escaped', { escapes: true, members: { virtualAccountName: 'RÉNÉ/CONTOH' } }],
  ['with trimmed numbers', { trimmed: true }],
  ['with a clock that is 300 seconds ahead', { clockOffsetSeconds: 300 }],
  ['with a clock that is 300 seconds behind', { clockOffsetSeconds: -300 }],
  ['with a timestamp in UTC', { timestamp: (at) => at.toISOString() }],
  ['with a timestamp as in the samples', { timestamp: (at) => at.toISOString().replace(/[-:]|\.\d+/g, '') }],
])('a payment %s is taken', (_name, how) =>
  withOneBill(async (city, booked) => {
    expect(await tellerAt(city.url).payment(asked, how)).toMatchObject({ code: '2002500' });
    expect(booked).toEqual([ID]);
  }),
);

test.each<[string, How, string]>([
  [
    'with a changed signature',
    { alterSignature: (signature) => signature.replace(/^./, (one) => (one === 'A' ? 'B' : 'A')) },
    '4012500',
  ],
  ['with its signature in small letters', { alterSignature: (signature) => signature.toLowerCase() }, '4012500'],
  ['with a changed amount', { alterBody: (body) => body.replace('125000.00', '125001.00') }, '4012500'],
  ['with one more blank inside a text', { alterBody: (body) => body.replace('"  990001', '"   990001') }, '4012500'],
  ['with a blank outside of texts after signing', { alterBody: (body) => body.replace(',', ' , ') }, '2002500'],
  ['with a clock that is 301 seconds ahead', { clockOffsetSeconds: 301 }, '4012500'],
  ['with a clock that is 301 seconds behind', { clockOffsetSeconds: -301 }, '4012500'],
  ['in hex where base64 is agreed', { encoding: 'hex' }, '4012500'],
  ['with a token of its own making', { token: 'contoh.token.b2b' }, '4012501'],
  ['of another amount', { members: { paidAmount: { value: '1.00', currency: 'IDR' } } }, '4042513'],
])('a payment %s hears %s', (_name, how, want) =>
  withOneBill(async (city, booked) => {
    expect(await tellerAt(city.url).payment(asked, how)).toMatchObject({ code: want });
    expect(booked).toEqual(want === '2002500' ? [ID] : []);
  }),
);

test.each<[string, Partial<TellerOptions>, Parameters<City['set']>[0]]>([
  ['RSA without a token', { signature: 'asymmetric' }, { signature: 'asymmetric' }],
  ['hex', { encoding: 'hex' }, { signatureEncoding: 'hex' }],
  ['the path from /v1.0 on', { signedPath: '' }, { signedPath: '' }],
  ['the path from /snap on', { signedPath: '/snap' }, { signedPath: '/snap' }],
])('a bank that signs with %s is understood, and only where it is agreed', (_name, options, settings) =>
  withOneBill(async (city) => {
    const teller = tellerAt(`${city.url}/snap`, options);
    city.set(settings);
    expect(await teller.payment(asked)).toMatchObject({ code: '2002500' });
    city.set({});
    expect((await teller.payment(asked))?.code).toMatch(/^401250[01]$/);
  }),
);

test('the same payment again is booked once: as a copy, as advice, with many at once', () =>
  withOneBill(async (city, booked) => {
    const teller = tellerAt(city.url);
    const first = await teller.payment(asked, { loseAnswer: true, externalId: '1' });
    expect(first).toBeUndefined();
    expect(await teller.payment(asked, { externalId: '1' })).toMatchObject({ code: '4042518' });
    const advice = await teller.payment({ ...asked, advice: true });
    expect(advice).toMatchObject({ code: '2002500' });
    expect(dataOf(advice)).toMatchObject({ paymentFlagStatus: '00', flagAdvise: 'Y' });
    const copies = await teller.payments({ ...asked, paymentRequestId: '2' }, { copies: 6 });
    expect(new Set(copies.map((copy) => copy?.externalId)).size).toBe(6);
    expect(copies.map((copy) => copy?.code)).toEqual(Array(6).fill('2002500'));
    expect(booked).toEqual([ID, '2']);
    city.set({ adviceAnswer: '4042518' });
    expect(await teller.payment({ ...asked, advice: true })).toMatchObject({ code: '4042518' });
  }));

test('a refused payment hears its refusal again', () =>
  withOneBill(async (city) => {
    const teller = tellerAt(city.url);
    const wrong = { ...asked, amount: 1 };
    const heard = [await teller.payment(wrong, { externalId: '1' }), await teller.payment(wrong, { externalId: '1' })];
    expect(heard.map((one) => [one?.code, dataOf(one).paymentFlagStatus])).toEqual([
      ['4042513', '01'],
      ['4042513', '01'],
    ]);
  }));

test('notices of accounts and of codes are taken', () =>
  withOneBill(async (city) => {
    const teller = tellerAt(city.url);
    expect(await teller.notify({ ...asked, trxId: 'PBB-2026-0042' })).toMatchObject({ code: '2003400' });
    const code = { referenceNo: 'QR-REF-0042', partnerReferenceNo: 'RET-2026-0042', amount: 25000 };
    expect(await teller.qrNotify(code)).toMatchObject({ code: '2005200', message: 'Successful' });
    expect(city.asked.map(({ name, question }) => [name, question.bukti, question.keadaan])).toEqual([
      ['bank.notice', 'kuat', 'berhasil'],
      ['bank.notice', 'kuat', 'berhasil'],
    ]);
  }));

test('two nodes of a bank have a token each, and an expired one is fetched anew', () => {
  const { now, pass } = clock();
  return withOneBill(async (city) => {
    const nodes = [tellerAt(city.url, { now }), tellerAt(city.url, { now })];
    for (const node of nodes) expect(await node.payment(asked)).toMatchObject({ code: '2002500' });
    pass(800);
    for (const node of nodes) expect(await node.payment(asked)).toMatchObject({ code: '2002500' });
    expect(city.tokens()).toBe(4);
  }, now);
});

// The sandbox pays by itself: it asks and tells the city, and repeats by the bank's rules.
const withBoth = (
  use: Parameters<typeof withBank>[0] extends (at: infer At) => unknown
    ? (at: At, city: City, booked: readonly string[]) => Promise<void>
    : never,
) =>
  withBank((bank) =>
    withOneBill(async (city, booked) => {
      bank.sandbox.set({ cityUrl: city.url, waitMs: 1000, adviceDelayMs: 1 });
      await use(bank, city, booked);
    }, bank.now),
  );

test('a number that the bank does not know is asked for and paid at the city', () =>
  withBoth(async ({ sandbox }, city, booked) => {
    expect(await sandbox.act('pay', { virtualAccount: NUMBER.nomor })).toMatchObject({
      state: 'accepted',
      code: '2002500',
      told: 1,
    });
    const [payment] = ledgerOf(sandbox).payments;
    expect(payment).toMatchObject({
      nominal: 125000,
      virtualAccount: NUMBER.nomor,
      paidAt: '2026-02-03T10:15:40+07:00',
    });
    expect(booked).toEqual([payment?.idPembayaran]);
    expect(city.asked.map(({ name }) => name)).toEqual(['bank.inquiry', 'bank.payment']);
    const wrong = await sandbox.act('pay', { virtualAccount: NUMBER.nomor, nominal: 1 });
    expect(wrong).toMatchObject({ state: 'refused', code: '4042513' });
  }));

test('an answer that is lost is asked for again as advice, and is unknown where none ever comes', () =>
  withBoth(async ({ sandbox }, city, booked) => {
    const lost = await sandbox.act('pay', { virtualAccount: NUMBER.nomor, loseAnswer: true });
    expect(lost).toMatchObject({ state: 'unknown', told: 4 });
    expect(booked).toHaveLength(1);
    const payments = city.asked.filter(({ name }) => name === 'bank.payment').map(({ question }) => question);
    expect(payments.map(({ ulangan }) => ulangan)).toEqual([undefined, true, true, true]);
    expect(new Set(payments.map(({ nomorLuar }) => nomorLuar)).size).toBe(4);
    expect(new Set(payments.map(({ idPembayaran }) => idPembayaran)).size).toBe(1);
  }));

test.each(['payment', 'notify'])('an account of the bank is told by %s', (news) =>
  withBoth(async ({ sandbox, asking }, city, booked) => {
    sandbox.set({ news });
    expect(await asking({ operation: 'va-create', asked: ACCOUNT })).toMatchObject(found({}));
    expect(await sandbox.act('pay', { virtualAccount: NUMBER.nomor, copies: 2 })).toMatchObject({ state: 'accepted' });
    expect(city.asked[0]).toMatchObject({
      name: news === 'payment' ? 'bank.payment' : 'bank.notice',
      question: { trxId: 'PBB-2026-0042', nominal: 125000, virtualAccount: NUMBER.nomor },
    });
    expect(booked).toHaveLength(1);
    expect(city.asked).toHaveLength(2);
  }),
);

test('a paid code is told to the city', () =>
  withBoth(async ({ sandbox, asking }, city) => {
    await asking({ operation: 'qr-generate', asked: CODE });
    expect(await sandbox.act('pay', { qr: CODE.trxId })).toMatchObject({ state: 'accepted', code: '2005200' });
    expect(city.asked).toMatchObject([
      { name: 'bank.notice', question: { qris: true, trxId: CODE.trxId, nomorBank: 'QR0000000001', nominal: 25000 } },
    ]);
    expect(await sandbox.act('pay', { qr: CODE.trxId })).toMatchObject({ state: 'refused' });
  }));

test('without keys of its own the sandbox hands out a pair that works', () =>
  withBank(async ({ sandbox, asking, config }) => {
    sandbox.set({ hubPublicKey: '', bankPrivateKey: '' });
    const keys = (await sandbox.act('keys')) as Readonly<Record<string, string>>;
    expect(Object.keys(keys)).toEqual(['hub-private-key', 'bank-public-key']);
    const own = { ...config, privateKey: keys['hub-private-key'] ?? '' };
    expect(await asking({ operation: 'va-create', asked: ACCOUNT, config: own })).toMatchObject(found({}));
    await withOneBill(async (city) => {
      city.set({ bankPublicKey: keys['bank-public-key'] ?? '' });
      sandbox.set({ cityUrl: city.url });
      expect(await sandbox.act('pay', { virtualAccount: '990001000000000099' })).toMatchObject({ state: 'accepted' });
    });
  }));
