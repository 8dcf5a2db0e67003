import { afterEach, expect, test } from '@jest/globals';
import { until } from '../../hub/until.ts';
import { type BillMeeting, withBillingHub } from './billing-hub.ts';
import { endClients, startClient } from './start.ts';

afterEach(endClients);

const OPTIONS = { key: 'kunci-uji', rate: 100, everyMs: 50, run: 'UJI' };
const MEETINGS: readonly BillMeeting[] = ['taken', 'busy', 'later', 'lost', 'taken'];

test('every bill is published and has one payment, whatever was lost or late on the way', () =>
  withBillingHub(MEETINGS, async (hub) => {
    const client = startClient('e-pajak', { ...OPTIONS, base: hub.base });
    await until('some have an account', () => Object.keys(client.tally().accepted).length >= 20);
    await client.rest();
    await until('nothing is owed', () => client.tally().open.length === 0);
    const payments = [...hub.payments.values()];
    for (const payment of payments) {
      hub.pay(payment);
      hub.tell('pembayaran.lunas', { pembayaran: payment.id, nominal: payment.nominal });
    }
    const total = await client.stop();
    expect(total).toMatchObject({ salah: 0, turnedAway: {}, unheard: [] });
    expect(total.accepted).toEqual(Object.fromEntries(payments.map(({ tagihan, id }) => [tagihan, id])));
    expect(new Set(payments.map(({ tagihan }) => tagihan)).size).toBe(hub.bills.size);
    expect(total.gagal).toBeGreaterThan(0);
  }));

test('it sees a payment that is told twice, and one of another amount', () =>
  withBillingHub(['taken'], async (hub) => {
    const client = startClient('e-pajak', { ...OPTIONS, base: hub.base });
    await until('some have an account', () => Object.keys(client.tally().accepted).length >= 3);
    const [one, other, third] = [...hub.payments.values()];
    const tell = (payment: typeof one, more = 0) =>
      hub.tell('pembayaran.lunas', { pembayaran: payment?.id, nominal: (payment?.nominal ?? 0) + more });
    tell(one);
    tell(other);
    await until('both were heard', () => Object.keys(client.tally().heard).length === 2);
    expect(client.tally().salah).toBe(0);
    tell(one);
    await until('it is noticed', () => client.tally().salah === 1);
    tell(third, 1);
    await until('it is noticed as well', () => client.tally().salah === 2);
    expect((await client.stop()).wrong).toMatchObject([
      { expected: 'nothing after pembayaran.lunas' },
      { about: third?.id.replace(/\d{8,}/, (digits) => digits), expected: expect.stringContaining('a payment of') },
    ]);
  }));

test('it reads its payments back, and sees money that was booked twice', () =>
  withBillingHub(['taken'], async (hub) => {
    const client = startClient('e-pajak', { ...OPTIONS, base: hub.base });
    await until('some have an account', () => Object.keys(client.tally().accepted).length >= 3);
    const [payment] = [...hub.payments.values()];
    if (!payment) throw new Error('there is one');
    hub.pay(payment);
    hub.pay(payment);
    await until('it is seen', () => client.tally().salah > 0);
    expect((await client.stop()).wrong[0]).toMatchObject({ about: payment.tagihan });
  }));
