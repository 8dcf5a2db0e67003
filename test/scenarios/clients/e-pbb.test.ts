import { afterEach, expect, test } from '@jest/globals';
import { until } from '../../hub/until.ts';
import type { OwnBill } from './billing.ts';
import { withBillingHub } from './billing-hub.ts';
import { endClients, startClient } from './start.ts';

afterEach(endClients);

const bills: readonly OwnBill[] = Array.from({ length: 12 }, (_, index) => ({
  ...{ id: `PBB-2026-${index}`, jenis: 'pbb', tahunPajak: '2026', pokok: 50_000 + index, jatuhTempo: '2026-08-31' },
  objek: { nop: `127601000100${String(index).padStart(5, '0')}0` },
}));
const OPTIONS = { key: 'kunci-uji', rate: 100, everyMs: 50, bills };

test('every bill of its file is published once, and again when it is started again', () =>
  withBillingHub(['taken', 'busy', 'lost'], async (hub) => {
    for (let day = 1; day <= 2; day += 1) {
      const client = startClient('e-pbb', { ...OPTIONS, base: hub.base });
      await until('all are published', () => Object.keys(client.tally().accepted).length === bills.length);
      expect(await client.stop()).toMatchObject({ salah: 0, turnedAway: {}, open: [] });
    }
    expect([...hub.bills.keys()].sort()).toEqual(bills.map(({ id }) => id).sort());
    for (const { puts } of hub.bills.values()) expect(puts).toBeGreaterThanOrEqual(2);
  }));

test('a bill that a bank takes back can be paid again; paid twice it is a wrong answer', () =>
  withBillingHub(['taken'], async (hub) => {
    const client = startClient('e-pbb', { ...OPTIONS, base: hub.base });
    await until('all are published', () => Object.keys(client.tally().accepted).length === bills.length);
    const tell = (jenis: string) => hub.tell(jenis, { tagihan: 'PBB-2026-0', nominal: 50_000 });
    for (const jenis of ['pembayaran.lunas', 'pembayaran.dibalik', 'pembayaran.lunas']) tell(jenis);
    await until('it is heard', () => client.tally().heard['PBB-2026-0'] === 'pembayaran.lunas');
    tell('pembayaran.dibalik');
    await until('it is heard', () => client.tally().heard['PBB-2026-0'] === 'pembayaran.dibalik');
    tell('pembayaran.lunas');
    await until('it is heard', () => client.tally().heard['PBB-2026-0'] === 'pembayaran.lunas');
    expect(client.tally().salah).toBe(0);
    tell('pembayaran.lunas');
    await until('it is noticed', () => client.tally().salah === 1);
    await client.stop();
  }));
