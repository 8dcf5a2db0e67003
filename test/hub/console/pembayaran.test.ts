import { expect, test } from '@jest/globals';
import type { BarisMasuk, HariMasuk, Pembayaran } from '../../../hub/console/views/pembayaran.ts';
import { until } from '../until.ts';
import { type HubSurroundings, withHub } from '../with-hub.ts';
import { listen } from './events.ts';
import { ACCOUNTS, COUNTER, incomeOf, nopOf, type Paid, payAtCounter, payByAccount, publish } from './paying.ts';
import { bodyOf, problemOf } from './queue.ts';
import { type SignedIn, signedIn } from './signed-in.ts';

const NOTHING = incomeOf([]);
const today = () => new Date(Date.now() + 7 * 3_600_000).toISOString().slice(0, 10);
const daysAgo = (days: number) => new Date(Date.parse(today()) - days * 86_400_000).toISOString().slice(0, 10);

async function paymentsOf(console: SignedIn): Promise<Pembayaran> {
  return bodyOf<Pembayaran>(await console.get('/pembayaran'));
}

/** Three counters' worth of payments, of which one is taken back, and one through an account. */
async function payAll(hub: HubSurroundings): Promise<readonly Paid[]> {
  await publish(hub, { id: 'PBB-1', nop: nopOf(1), pokok: 125_000 });
  await publish(hub, { id: 'PBB-2', nop: nopOf(2), pokok: 99_999_999_999 });
  await publish(hub, { id: 'PBB-3', nop: nopOf(3), pokok: 7 });
  await publish(hub, { id: 'RES-1', jenis: 'restoran', pokok: 3_000_001 });
  await payAtCounter(hub, nopOf(1));
  await payAtCounter(hub, nopOf(2));
  const reference = await payAtCounter(hub, nopOf(3));
  await hub.sandboxes.h2h.act('reverse', { reference });
  await payByAccount(hub, 'RES-1');
  return [
    { bank: COUNTER, jenis: 'pbb', nominal: 125_000 },
    { bank: COUNTER, jenis: 'pbb', nominal: 99_999_999_999 },
    { bank: COUNTER, jenis: 'pbb', nominal: 7, reversed: true },
    { bank: ACCOUNTS, jenis: 'restoran', nominal: 3_000_001 },
  ];
}

const lines = (paid: readonly Paid[], of: (one: Paid) => string): readonly BarisMasuk[] =>
  [...new Set(paid.map(of))].sort().map((nama) => ({
    ...{ nama, hariIni: incomeOf(paid.filter((one) => of(one) === nama)), kemarin: NOTHING, pekanLalu: NOTHING },
  }));

test('what came in today is counted and summed by bank and by kind, what was taken back apart', () =>
  withHub({}, async (hub) => {
    const viewer = await signedIn(hub, 'pengamat');
    const paid = await payAll(hub);
    const wanted = {
      hari: [today(), daysAgo(1), daysAgo(7)],
      semua: { nama: '', hariIni: incomeOf(paid), kemarin: NOTHING, pekanLalu: NOTHING },
      perBank: lines(paid, ({ bank }) => bank),
      perJenis: lines(paid, ({ jenis }) => jenis),
    };
    await until('all of it is seen', async () => {
      const { perBank } = await paymentsOf(viewer);
      return JSON.stringify(perBank) === JSON.stringify(wanted.perBank);
    });
    expect(await paymentsOf(viewer)).toMatchObject(wanted);
    for (const span of [7, 30, 90]) {
      const days = bodyOf<HariMasuk[]>(await viewer.get(`/pembayaran/tren?hari=${span}`));
      expect(days).toHaveLength(span);
      expect(days[0]).toEqual({ tanggal: daysAgo(span - 1), ...NOTHING });
      expect(days.at(-1)).toEqual({ tanggal: today(), ...incomeOf(paid) });
    }
    expect(problemOf(await viewer.get('/pembayaran/tren?hari=5'))).toBe('400 permintaan-tidak-sah');
  }));

test('bills are counted as open while they may be paid, and as expired after that', () =>
  withHub({}, async (hub) => {
    const viewer = await signedIn(hub, 'pengamat');
    await publish(hub, { id: 'PBB-1', nop: nopOf(1), pokok: 125_000 });
    await publish(hub, { id: 'PBB-2', nop: nopOf(2), pokok: 10, berlakuSampai: today() });
    await publish(hub, { id: 'PBB-3', nop: nopOf(3), pokok: 1000, berlakuSampai: daysAgo(1) });
    await publish(hub, { id: 'PBB-4', nop: nopOf(4), pokok: 50 });
    await payAtCounter(hub, nopOf(4));
    await publish(hub, { id: 'RET-1', jenis: 'retribusi', pokok: 5000 });
    await hub.ask('DELETE', '/v1/tagihan/RET-1');
    expect((await paymentsOf(viewer)).tagihan).toEqual({
      ...{ terbuka: { jumlah: 2, nominal: '125010' }, sebagian: 0, lewat: 1 },
    });
  }));

test('a bank that was asked and does not answer leaves a payment undecided', () =>
  withHub({}, async (hub) => {
    const viewer = await signedIn(hub, 'pengamat');
    expect((await paymentsOf(viewer)).belumPasti).toEqual({ jumlah: 0, lebih: false });
    const tagihan = await publish(hub, { id: 'PBB-1', nop: nopOf(1), pokok: 125_000 });
    hub.sandboxes.snap.fault({ kind: 'status', status: 500, times: 1000 });
    await hub.post('/v1/pembayaran', { tagihan, cara: 'va', instansi: ACCOUNTS });
    await until('it is counted', async () => (await paymentsOf(viewer)).belumPasti.jumlah === 1);
  }));

test('whoever listens hears of a payment', () =>
  withHub({}, async (hub) => {
    const viewer = await signedIn(hub, 'pengamat');
    await publish(hub, { id: 'PBB-1', nop: nopOf(1), pokok: 125_000 });
    const events = await listen(hub.url, viewer, 'pembayaran');
    const heard = () => (events.newest.pembayaran as Pembayaran | undefined)?.semua.hariIni.tercatat;
    await until('the first figures came', () => heard() !== undefined);
    expect(heard()).toEqual({ jumlah: 0, nominal: '0' });
    await payAtCounter(hub, nopOf(1));
    await until('the payment is told', () => heard()?.jumlah === 1);
    expect(heard()).toEqual({ jumlah: 1, nominal: '125000' });
    events.close();
  }));
