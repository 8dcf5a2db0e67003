import { expect, test } from '@jest/globals';
import { createTeller } from '../../../connectors/bank-ecollection/sandbox/teller.ts';
import { type City, type CityParts, withCity } from './city.ts';
import { ask, overTheWire } from './reading.ts';
import { type Bank, CREATE, withBank } from './sandbox-client.ts';
import { BILL, CONFIG, KEYS, NOTICE, NOW } from './wire.ts';

/** A bank with one bill, and a city that it tells. */
const between = (
  parts: CityParts & { readonly settings?: Readonly<Record<string, unknown>>; readonly bill?: object },
  use: (bank: Bank, city: City) => Promise<void>,
) =>
  withCity(parts, (city) =>
    withBank({ cityUrl: city.url, ...parts.settings }, async (bank) => {
      await bank.send({ ...CREATE, ...parts.bill });
      await use(bank, city);
    }),
  );
const refusal = { kind: 'refused', reason: 'Tagihan tidak ditemukan.', code: 'tidak-ditemukan' } as const;
const done = { kind: 'done', value: { ulang: false } } as const;
const said = (body: string, status = 200) => ({ status, headers: { 'content-type': 'application/json' }, body });

test('who pays at the bank is heard in the city', () =>
  between({}, async (bank, city) => {
    expect(await bank.pay({ virtualAccount: BILL.nomor })).toMatchObject({
      state: 'accepted',
      payment: { nomorBank: '990042', nominal: 125_000, state: 'accepted', notice: 'heard', answers: ['000'] },
    });
    expect(city.asked).toEqual([
      {
        trxId: 'PBB-2026-0042',
        virtualAccount: '8007770000000042',
        nomorPelanggan: '0000000042',
        nomorBank: '990042',
        nominal: 125_000,
        kumulatif: 125_000,
        nominalTagihan: 125_000,
        dibayarPada: '2026-02-03T10:15:30+07:00',
        bukti: 'lemah',
        keadaan: 'berhasil',
      },
    ]);
  }));

test.each([
  { amounts: 'number', isoTimes: 'both' },
  { amounts: 'text', isoTimes: 'local-only' },
])('amounts as $amounts, times $isoTimes', (settings) =>
  between({ settings }, async (bank, city) => {
    await bank.pay({ trxId: BILL.trxId });
    expect(city.asked).toMatchObject([
      { nominal: 125_000, kumulatif: 125_000, dibayarPada: '2026-02-03T10:15:30+07:00' },
    ]);
  }),
);

test('instalments add up, each with a number of its own', () =>
  between({ bill: { billing_type: 'i' } }, async (bank, city) => {
    for (const nominal of [50_000, 75_000]) await bank.pay({ trxId: BILL.trxId, nominal });
    expect(city.asked).toMatchObject([
      { nominal: 50_000, kumulatif: 50_000, nomorBank: '990042', nominalTagihan: 125_000 },
      { nominal: 75_000, kumulatif: 125_000, nomorBank: '990043' },
    ]);
  }));

// Section 5: what makes BNI send it again.
test.each<{ given: string; parts: CityParts }>([
  { given: 'is refused', parts: { decide: (_, turn) => (turn < 3 ? refusal : done) } },
  {
    given: 'finds nobody ready',
    parts: { decide: (_, turn) => (turn < 3 ? { kind: 'unavailable', reason: 'Coba lagi.' } : done) },
  },
  { given: 'is answered with HTML', parts: { instead: (turn) => (turn < 3 ? said('<html></html>') : undefined) } },
  {
    given: 'is answered with a number for a status',
    parts: { instead: (turn) => (turn < 3 ? said('{"status":0}') : undefined) },
  },
  {
    given: 'is answered with 000 and HTTP 500',
    parts: { instead: (turn) => (turn < 3 ? said('{"status":"000"}', 500) : undefined) },
  },
  { given: 'hears nothing', parts: { instead: (turn) => (turn < 3 ? 'cut' : undefined) } },
])('a notification that $given comes again until 000', ({ parts }) =>
  between(parts, async (bank, city) => {
    expect(await bank.pay({ trxId: BILL.trxId })).toMatchObject({ payment: { notice: 'heard' } });
    expect(city.calls()).toBe(3);
    expect(bank.ledger().payments).toMatchObject([{ nominal: 125_000, state: 'accepted' }]);
  }),
);

test('after five tries it is not sent again, and the money is in all the same', () =>
  between({ decide: () => refusal }, async (bank, city) => {
    const paid = await bank.pay({ trxId: BILL.trxId });
    expect(paid).toMatchObject({ state: 'accepted', payment: { notice: 'unheard', answers: Array(5).fill('999') } });
    expect(city.calls()).toBe(5);
    const inquiry = { operation: 'va-inquiry', config: { ...CONFIG, baseUrl: bank.sandbox.url } };
    expect(await ask(inquiry, overTheWire)).toMatchObject({ value: { terbayar: 125_000, nomorBank: '990042' } });
  }));

test('an answer that the bank does not hear makes five of one payment, all of them alike', () =>
  between({}, async (bank, city) => {
    await bank.pay({ trxId: BILL.trxId, losesAnswers: true });
    expect(city.asked).toHaveLength(5);
    expect(new Set(city.asked.map((one) => JSON.stringify(one))).size).toBe(1);
    expect(bank.ledger().payments).toMatchObject([{ notice: 'unheard', answers: Array(5).fill('000') }]);
  }));

test('copies come at the same moment', () =>
  between({}, async (bank, city) => {
    await bank.pay({ trxId: BILL.trxId, copies: 3 });
    expect(city.asked.map(({ nomorBank }) => nomorBank)).toEqual(['990042', '990042', '990042']);
  }));

test.each([
  { driftSeconds: 480, heard: true },
  { driftSeconds: -480, heard: true },
  { driftSeconds: 481, heard: false },
  { driftSeconds: -481, heard: false },
])('data whose clock is $driftSeconds s ahead', ({ driftSeconds, heard }) =>
  between({}, async (bank, city) => {
    await bank.pay({ trxId: BILL.trxId, driftSeconds });
    expect(bank.ledger().payments).toMatchObject([
      heard ? { notice: 'heard', answers: ['000'] } : { notice: 'unheard', answers: Array(5).fill('009') },
    ]);
    expect(city.asked).toHaveLength(heard ? 1 : 0);
  }),
);

test.each([
  { input: { secretKey: 'x'.repeat(32) }, status: '009' },
  { input: { contentType: 'text/plain' }, status: '998' },
  { input: { outerClientId: '00778' }, status: '002' },
  { input: { shift: { member: 'payment_ntb', place: -1, by: 1 } }, status: '009' },
])('a notification with $input is told $status', ({ input, status }) =>
  between({}, async (bank, city) => {
    await bank.pay({ trxId: BILL.trxId, tries: 1, ...input });
    expect(bank.ledger().payments).toMatchObject([{ answers: [status] }]);
    expect(city.asked).toEqual([]);
  }),
);

test('a raised amount is heard as weak evidence, and the bank itself knows better', () =>
  between({}, async (bank, city) => {
    await bank.pay({ trxId: BILL.trxId, shift: { member: 'payment_amount', by: 8 } });
    expect(city.asked).toMatchObject([{ nominal: 925_000, bukti: 'lemah' }]);
    expect(bank.ledger().payments).toMatchObject([{ nominal: 125_000 }]);
    const inquiry = { operation: 'va-inquiry', config: { ...CONFIG, baseUrl: bank.sandbox.url } };
    expect(await ask(inquiry, overTheWire)).toMatchObject({ value: { terbayar: 125_000 } });
  }));

test('a payer may be faster than the answer to createbilling', () =>
  withCity({}, (city) =>
    withBank({ cityUrl: city.url }, async (bank) => {
      bank.sandbox.fault({ kind: 'notice-first', times: 1 });
      let heardWhileWaiting = -1;
      const question = { operation: 'va-create', config: { ...CONFIG, baseUrl: bank.sandbox.url } };
      const verdict = await ask(question, async (request) => {
        const answer = await overTheWire(request);
        heardWhileWaiting = city.asked.length;
        return answer;
      });
      expect(verdict).toMatchObject({ kind: 'found', value: { nomor: BILL.nomor } });
      expect(heardWhileWaiting).toBe(1);
      expect(city.asked).toMatchObject([{ trxId: BILL.trxId, nominal: 125_000 }]);
    }),
  ));

test('the bank pays by hand too: POST /_sandbox/actions/pay', () =>
  between({}, async (bank, city) => {
    const body = JSON.stringify({ virtualAccount: BILL.nomor, nominal: 125_000 });
    const answer = await fetch(`${bank.sandbox.url}/_sandbox/actions/pay`, { method: 'POST', body });
    expect(await answer.json()).toMatchObject({ state: 'accepted', payment: { nomorBank: '990042', notice: 'heard' } });
    expect(city.asked).toHaveLength(1);
    const ledger = await fetch(`${bank.sandbox.url}/_sandbox/ledger`);
    expect(await ledger.json()).toMatchObject({ payments: [{ virtualAccount: BILL.nomor, state: 'accepted' }] });
  }));

test('nobody is told where there is no city', () =>
  withBank({}, async (bank) => {
    await bank.send(CREATE);
    expect(await bank.pay({ trxId: BILL.trxId })).toMatchObject({ payment: { notice: 'untold', answers: [] } });
  }));

test('the teller speaks from outside as well, and says the same body twice', () =>
  withCity({}, async (city) => {
    const teller = createTeller({ cityUrl: city.url, ...KEYS, now: () => NOW });
    expect(await teller.notice(NOTICE)).toEqual({ heard: true, answers: [{ http: 200, status: '000' }] });
    const body = teller.bodyOf(NOTICE);
    expect(await teller.post(body)).toEqual({ http: 200, status: '000' });
    expect(city.asked).toHaveLength(2);
    expect(city.asked[0]).toEqual(city.asked[1]);
    expect(() => teller.bodyOf(NOTICE, { shift: { member: 'tidak_ada', by: 1 } })).toThrow(RangeError);
    const nobody = createTeller({ cityUrl: 'http://127.0.0.1:1', ...KEYS });
    expect(await nobody.notice(NOTICE, { tries: 2 })).toEqual({ heard: false, answers: [{ http: 0 }, { http: 0 }] });
  }));
