import { expect, test } from '@jest/globals';
import { CLOSE, CREATE, INQUIRE, UPDATE, withBank } from './sandbox-client.ts';
import { INQUIRY, SECONDS } from './wire.ts';

test('a bill is created and found as in the notes', () =>
  withBank({}, async (bank) => {
    expect(await bank.send(CREATE)).toEqual({
      status: '000',
      sentAt: String(SECONDS),
      content: { virtual_account: '8007770000000042', trx_id: 'PBB-2026-0042' },
    });
    const { content } = await bank.send(INQUIRE);
    // the example was created a second after it was sent
    const later = (text: string) => text.replaceAll('10:15:30', '10:15:31');
    expect(later(JSON.stringify(content))).toBe(JSON.stringify(JSON.parse(INQUIRY)));
    bank.sandbox.set({ isoTimes: 'local-only' });
    expect(JSON.stringify(await bank.send(INQUIRE))).not.toContain('iso8601');
  }));

// Section 8, from the outside in.
test.each([
  { given: 'another type of content', how: { headers: { 'content-type': 'text/plain' } }, status: '998' },
  { given: 'no data', how: { envelope: { data: undefined } }, status: '001' },
  { given: 'an unknown client', how: { envelope: { client_id: '00778' } }, status: '002' },
  { given: 'another client inside', content: { ...CREATE, client_id: '00778' }, status: '002' },
  { given: 'another prefix', how: { envelope: { prefix: '988' } }, status: '002' },
  { given: 'the prefix of the contract', how: { envelope: { prefix: '8' } }, status: '000' },
  { given: 'another key', how: { secretKey: 'x'.repeat(32) }, status: '009' },
  { given: 'data beyond the window, old', how: { at: SECONDS - 481 }, status: '009' },
  { given: 'data beyond the window, ahead', how: { at: SECONDS + 481 }, status: '009' },
  { given: 'data at the edge', how: { at: SECONDS - 480 }, status: '000' },
  { given: 'no type', content: { ...CREATE, type: undefined }, status: '001' },
  { given: 'a service that nobody knows', content: { ...CREATE, type: 'deletebilling' }, status: '004' },
  { given: 'no trx_id', content: { ...CREATE, trx_id: '' }, status: '001' },
  { given: 'a trx_id of 31 characters', content: { ...CREATE, trx_id: 'T'.repeat(31) }, status: '007' },
  { given: 'no name', content: { ...CREATE, customer_name: '' }, status: '001' },
  { given: 'a name of 256 characters', content: { ...CREATE, customer_name: 'N'.repeat(256) }, status: '001' },
  { given: 'a description of 101', content: { ...CREATE, description: 'D'.repeat(101) }, status: '001' },
  { given: 'an amount as a number', content: { ...CREATE, trx_amount: 125000 }, status: '001' },
  { given: 'an amount with sen', content: { ...CREATE, trx_amount: '125000.00' }, status: '013' },
  { given: 'an amount of 15 digits', content: { ...CREATE, trx_amount: '1'.repeat(15) }, status: '001' },
  { given: 'nothing to pay', content: { ...CREATE, trx_amount: '0' }, status: '011' },
  { given: 'an open bill with an amount', content: { ...CREATE, billing_type: 'o' }, status: '011' },
  { given: 'a type that does not exist', content: { ...CREATE, billing_type: 'q' }, status: '016' },
  { given: 'a type of another contract', content: { ...CREATE, billing_type: 'p' }, status: '801' },
  { given: 'a number of another client', content: { ...CREATE, virtual_account: '8007780000000042' }, status: '006' },
  { given: 'a number of 15 digits', content: { ...CREATE, virtual_account: '800777000000042' }, status: '006' },
  { given: 'an end in the past', content: { ...CREATE, datetime_expired: '2026-02-03 10:15:29' }, status: '012' },
  { given: 'an end that is no time', content: { ...CREATE, datetime_expired: '31-12-2026' }, status: '012' },
  { given: 'an end in local time', content: { ...CREATE, datetime_expired: '2026-12-31 23:59:59' }, status: '000' },
  { given: 'SMS for instalments', content: { ...CREATE, type: 'createbillingsms', billing_type: 'i' }, status: '201' },
  { given: 'SMS to nobody', content: { ...CREATE, type: 'createbillingsms' }, status: '001' },
  { given: 'SMS', content: { ...CREATE, type: 'createbillingsms', customer_phone: '628' }, status: '000' },
])('$given: $status', ({ content = CREATE, how = {}, status }) =>
  withBank({}, async (bank) => {
    expect((await bank.send(content, how)).status).toBe(status);
    expect(bank.ledger().bills).toHaveLength(status === '000' ? 1 : 0);
  }),
);

test('a trx_id never comes back, and a number is held while its bill lives', () =>
  withBank({}, async (bank) => {
    await bank.send(CREATE);
    expect((await bank.send(CREATE)).status).toBe('105');
    expect((await bank.send({ ...CREATE, trx_id: 'PBB-2026-0043' })).status).toBe('102');
    bank.wait(365 * 24 * 3_600_000);
    const next = { ...CREATE, datetime_expired: '2027-12-31T23:59:59+07:00' };
    expect((await bank.send(next)).status).toBe('105');
    expect((await bank.send({ ...next, trx_id: 'PBB-2026-0043' })).status).toBe('000');
  }));

test('without a number the bank gives one of the contract', () =>
  withBank({}, async (bank) => {
    const first = await bank.send({ ...CREATE, virtual_account: '' });
    const second = await bank.send({ ...CREATE, trx_id: 'PBB-2026-0043', virtual_account: undefined });
    expect(first.content?.virtual_account).toMatch(/^800777\d{10}$/);
    expect(second.content?.virtual_account).not.toBe(first.content?.virtual_account);
  }));

test('a change empties what it leaves out, and keeps type and number', () =>
  withBank({}, async (bank) => {
    await bank.send({ ...CREATE, customer_email: 'rina@contoh.invalid' });
    expect((await bank.send({ ...UPDATE, billing_type: 'o', virtual_account: '8007770000000099' })).status).toBe('000');
    expect((await bank.send(INQUIRE)).content).toMatchObject({
      ...{ trx_amount: '130000', billing_type: 'c', virtual_account: '8007770000000042' },
      ...{ customer_email: null, description: null, datetime_expired: null },
    });
    expect((await bank.send({ ...UPDATE, trx_id: 'PBB-2026-0099' })).status).toBe('101');
  }));

test('what a change may not do', () =>
  withBank({}, async (bank) => {
    await bank.send({ ...CREATE, billing_type: 'i' });
    await bank.pay({ trxId: CREATE.trx_id, nominal: 50_000 });
    expect((await bank.send({ ...UPDATE, trx_amount: '49999' })).status).toBe('107');
    expect((await bank.send({ ...UPDATE, datetime_expired: '2026-01-01 00:00:00' })).status).toBe('012');
    expect((await bank.send({ ...UPDATE, trx_amount: '50000' })).status).toBe('000');
    expect((await bank.send(UPDATE)).status).toBe('100');
  }));

test('a bill is withdrawn by an end just ahead', () =>
  withBank({}, async (bank) => {
    await bank.send(CREATE);
    expect((await bank.send({ ...UPDATE, datetime_expired: '2026-02-03T10:16:30+07:00' })).status).toBe('000');
    bank.wait(60_000);
    expect((await bank.send(INQUIRE)).content?.va_status).toBe('1');
    bank.wait(1);
    expect((await bank.send(INQUIRE)).content?.va_status).toBe('2');
    expect((await bank.send(UPDATE)).status).toBe('103');
    expect(await bank.pay({ virtualAccount: CREATE.virtual_account })).toMatchObject({ state: 'refused' });
  }));

test('a newer contract closes a bill, an older one does not know how', () =>
  withBank({ inactivebilling: 'unknown' }, async (bank) => {
    await bank.send(CREATE);
    expect((await bank.send(CLOSE)).status).toBe('004');
    bank.sandbox.set({ inactivebilling: 'known' });
    expect((await bank.send({ ...CLOSE, virtual_account: '8007770000000043' })).status).toBe('006');
    expect((await bank.send(CLOSE)).status).toBe('000');
    expect((await bank.send(INQUIRE)).content?.va_status).toBe('2');
    expect((await bank.send(CLOSE)).status).toBe('103');
    expect((await bank.send({ ...CREATE, trx_id: 'PBB-2026-0043' })).status).toBe('000');
  }));

test('inquiries are counted by the hour', () =>
  withBank({ inquiriesPerHour: 2 }, async (bank) => {
    await bank.send(CREATE);
    const said = async () => (await bank.send(INQUIRE)).status;
    expect([await said(), await said(), await said()]).toEqual(['000', '000', '996']);
    bank.wait(3_600_000);
    expect(await said()).toBe('000');
  }));

// The table of section 4.1: what is paid, and what becomes of the bill.
test.each([
  {
    type: 'c',
    amount: '125000',
    pays: [124_999, 125_001, 125_000, 125_000],
    taken: [false, false, true, false],
    state: 'paid',
  },
  { type: 'o', amount: '0', pays: [1, 999_999, 1], taken: [true, true, true], state: 'partly-paid' },
  { type: 'i', amount: '125000', pays: [50_000, 75_001, 75_000, 1], taken: [true, false, true, false], state: 'paid' },
  { type: 'm', amount: '125000', pays: [124_999, 200_000, 125_000], taken: [false, true, false], state: 'paid' },
  { type: 'n', amount: '125000', pays: [124_999, 200_000, 125_000], taken: [false, true, true], state: 'partly-paid' },
  { type: 'x', amount: '125000', pays: [125_001, 1, 125_000], taken: [false, true, true], state: 'partly-paid' },
])('type $type takes $pays as $taken', ({ type, amount, pays, taken, state }) =>
  withBank({}, async (bank) => {
    await bank.send({ ...CREATE, billing_type: type, trx_amount: amount });
    const states = [];
    for (const nominal of pays)
      states.push((await bank.pay({ virtualAccount: CREATE.virtual_account, nominal })).state);
    expect(states).toEqual(taken.map((one) => (one ? 'accepted' : 'refused')));
    const paid = pays.filter((_, index) => taken[index]);
    const { payments, bills } = bank.ledger();
    expect(payments.map(({ nominal }) => nominal)).toEqual(paid);
    expect(new Set(payments.map(({ nomorBank }) => nomorBank)).size).toBe(paid.length);
    expect(bills).toMatchObject([{ paid: paid.reduce((sum, one) => sum + one), state }]);
    expect((await bank.send(INQUIRE)).content).toMatchObject({
      payment_amount: String(paid.reduce((sum, one) => sum + one)),
      payment_ntb: payments.at(-1)?.nomorBank,
    });
  }),
);

test.each([
  { input: null, says: 'pay takes' },
  { input: { trxId: 'LAIN' }, says: 'no bill' },
  { input: { trxId: CREATE.trx_id, nominal: 0.5 }, says: 'whole rupiah' },
  { input: { trxId: CREATE.trx_id, nominal: 1, copis: 2 }, says: 'pay takes' },
  { input: { trxId: CREATE.trx_id, shift: { member: 1 } }, says: 'pay takes' },
])('a payer who says $input is told what is wrong', ({ input, says }) =>
  withBank({}, async (bank) => {
    await bank.send(CREATE);
    const url = `${bank.sandbox.url}/_sandbox/actions/pay`;
    const answer = await fetch(url, { method: 'POST', body: JSON.stringify(input) });
    expect(answer.status).toBe(400);
    expect(await answer.text()).toContain(says);
  }),
);
